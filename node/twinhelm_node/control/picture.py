"""What people see: the whole pair as this server knows it, and what each heartbeat shows of this server."""

import time
from collections.abc import Callable

from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.control.applications import ApplicationKeeper
from twinhelm_node.control.documents import DocumentKeeper
from twinhelm_node.control.replicator_watch import ReplicatorWatch
from twinhelm_node.control.view import Knowledge, build_view
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import SetStatus, SystemFigures
from twinhelm_node.domain.view import PairView
from twinhelm_node.failover.beat import ServerReport
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.role_store import DurableRole
from twinhelm_node.failover.values import State
from twinhelm_node.network.addresses import public_network

VERSION = "0.1.0"


class Picture:
    """Gathers what the parts know. `published` is what has landed, `durable` what role.json says."""

    def __init__(
        self,
        configuration: ServerConfiguration,
        *,
        peer_name: str,
        documents: DocumentKeeper,
        watch: ReplicatorWatch,
        applications: ApplicationKeeper,
        tracker: PeerTracker,
        book: OperationBook,
        published: Callable[[], State],
        durable: Callable[[], DurableRole],
        peer_active_since_ns: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._configuration = configuration
        self._peer_name = peer_name
        self._documents = documents
        self._watch = watch
        self._applications = applications
        self._tracker = tracker
        self._book = book
        self._published = published
        self._durable = durable
        self._peer_active_since_ns = peer_active_since_ns
        self._clock = clock
        self._public_network = public_network(configuration.public.service_addresses)
        self.system = SystemFigures()

    def report(self) -> ServerReport:
        """Return what a heartbeat shows of this server."""
        return ServerReport(
            version=VERSION,
            silent=self._silent(self._published()),
            system=self.system,
            sets=self._sets(),
            applications=self._applications.statuses(),
            operations=self._book.shared(),
        )

    def view(self) -> PairView:
        """Return the pair as this server sees it."""
        state, document = self._published(), self._documents.current
        active_here = state.role is Role.ACTIVE
        known = Knowledge(
            now=self._clock(),
            wall_ns=time.time_ns(),
            configuration=self._configuration,
            document=document,
            state=state,
            silent=self._silent(state),
            replicator_alive=self._watch.alive,
            sets=self._sets(),
            sets_age_s=min(self._watch.age_s, 86400.0),
            applications=self._applications.statuses(),
            applications_age_s={one.name: self._applications.age_s(one.name) for one in document.applications},
            system=self.system,
            version=VERSION,
            peer_name=self._tracker.server_name or self._peer_name,
            peer=self._tracker.peer,
            peer_report=self._tracker.report,
            peer_configuration_version=self._tracker.configuration_version,
            links=self._tracker.links,
            active_since_ns=self._durable().active_since_ns if active_here else self._peer_active_since_ns(),
            outage_s=self._durable().outage_s,
            public_network=self._public_network,
            running_operation=self._book.running(),
        )
        return build_view(known)

    def _silent(self, state: State) -> bool:
        return not (state.voice_until > self._clock())

    def _sets(self) -> tuple[SetStatus, ...]:
        return () if self._watch.status is None else self._watch.status.sets
