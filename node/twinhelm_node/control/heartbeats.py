"""The heartbeats of this server: what they say, what is done with those of the other server, and a client for each link."""

import time
from collections.abc import Callable, Coroutine

from twinhelm_node.api.transport import channel_options, mutual_channel_credentials
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.control.observer import Observer
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.beat import Beat, ServerReport
from twinhelm_node.failover.heartbeat.client import HeartbeatLinkClient
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.values import State
from twinhelm_node.security.store import ServerCredentials

MOST_FOREIGN = 100


def endpoint(address: str, port: int) -> str:
    """Return "host:port" as gRPC wants it."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


class Heartbeats:
    """`published` is what has landed, `report` what people shall see there; `met` gets the news that the other server exists,
    `peer_changed` that its role did, `foreign` a sentence about a server of another pair.
    """

    def __init__(
        self,
        configuration: ServerConfiguration,
        credentials: ServerCredentials,
        *,
        boot_id: str,
        tracker: PeerTracker,
        book: OperationBook,
        observer: Observer,
        published: Callable[[], State],
        document: Callable[[], PairDocument],
        report: Callable[[], ServerReport],
        met: Callable[[], None],
        peer_changed: Callable[[], None],
        foreign: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._configuration = configuration
        self._boot_id = boot_id
        self._tracker = tracker
        self._book = book
        self._observer = observer
        self._published = published
        self._document = document
        self._report = report
        self._met = met
        self._peer_changed = peer_changed
        self._tell_foreign = foreign
        self._clock = clock
        self._number = 0
        self._foreign_told: set[str] = set()
        self._peer_active: tuple[int, int] = (0, 0)  # generation, wall clock when it was first heard
        self._links = [
            HeartbeatLinkClient(
                link.name,
                endpoint(link.peer_address, configuration.ports.peer),
                credentials=mutual_channel_credentials(credentials),
                options=channel_options(credentials.target_name),
                interval_s=configuration.timing.interval_s,
                deadline_s=configuration.timing.contact_s,
                make_beat=self.make,
                hear=self.hear,
                foreign=self.foreign,
            )
            for link in configuration.heartbeat
        ]

    @property
    def peer_active_since_ns(self) -> int:
        """When the other server was first heard as active, in its newest generation as active; 0: never."""
        return self._peer_active[1]

    def runs(self) -> tuple[Coroutine[object, object, None], ...]:
        """Return what beats for ever, one for each link."""
        return tuple(link.run() for link in self._links)

    def nudge(self) -> None:
        """Beat at once on every link."""
        for link in self._links:
            link.nudge()

    def make(self) -> Beat:
        """Return this server's heartbeat: only what has landed."""
        self._number += 1
        state, document = self._published(), self._document()
        ready, why_not = self._observer.ready(state)
        if ready and self._clock() < state.hold_until:
            ready, why_not = False, state.hold_reason
        return Beat(
            pair_id=document.pair_id,
            server_name=self._configuration.name,
            identity=self._configuration.identity,
            role=state.role,
            generation=state.generation,
            active_generation=state.active_generation,
            generation_known=0 < state.generation == state.known_generation,
            boot_id=self._boot_id,
            number=self._number,
            replicator_alive=self._observer.replicator_alive,
            ready_to_promote=ready,
            not_ready_reason=why_not,
            configuration_version=document.version,
            report=self._report(),
        )

    def hear(self, beat: Beat, link: str, sent_at: float | None) -> None:
        """Take in a heartbeat of the other server."""
        before, report = self._tracker.peer, self._tracker.report
        self._tracker.hear(beat, link, self._clock(), sent_at)
        after = self._tracker.peer
        assert after is not None
        if before is None:
            self._met()
        if self._tracker.report is not report:
            self._book.mirror(self._tracker.report.operations)
        if after.role is Role.ACTIVE and after.generation != self._peer_active[0]:
            self._peer_active = (after.generation, time.time_ns())
        if before is None or (before.role, before.generation, before.replicator_alive) != (
            after.role,
            after.generation,
            after.replicator_alive,
        ):
            self._peer_changed()

    def foreign(self, sentence: str) -> None:
        """Tell of a server of another pair, once."""
        if sentence not in self._foreign_told and len(self._foreign_told) < MOST_FOREIGN:
            self._foreign_told.add(sentence)
            self._tell_foreign(sentence)

    def targets(self) -> list[str]:
        """The peer API on each link, the one that answered last first."""
        seen = {link.name: link.answered_at or 0.0 for link in self._tracker.seen()}
        links = sorted(self._configuration.heartbeat, key=lambda link: -seen.get(link.name, 0.0))
        return [endpoint(link.peer_address, self._configuration.ports.peer) for link in links]
