"""Everything that a control process does besides holding the helm: what people and the other server may ask of it, and its upkeep.

Imported and built after the first heartbeat: it is most of the code, and the other server counts the seconds.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from twinhelm_node.api.handover_service import HandoverServicer
from twinhelm_node.api.peer_configuration import ConfigurationServicer
from twinhelm_node.api.peer_kept import KeptServicer
from twinhelm_node.api.peer_queue import QueueHeadServicer
from twinhelm_node.api.peer_registration import register_peer
from twinhelm_node.api.server import PeerServer
from twinhelm_node.control.admin import start_admin_api
from twinhelm_node.control.check_watch import CheckWatch
from twinhelm_node.control.data_control import OwnData
from twinhelm_node.control.folder_teller import ThisServersFolders
from twinhelm_node.control.kept_aside import KeptAside
from twinhelm_node.control.other_server import OtherServer
from twinhelm_node.control.pair_control import NodePairControl
from twinhelm_node.control.set_checks import SetChecker
from twinhelm_node.control.upkeep import Orphans, carry_addresses, measure
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.operations import Operation
from twinhelm_node.domain.status import SystemFigures
from twinhelm_node.failover.forced import ForcedFailover
from twinhelm_node.failover.heartbeat.service import HeartbeatServicer
from twinhelm_node.failover.switchover import Switchover
from twinhelm_node.failover.takeover import HandoverReceiver

if TYPE_CHECKING:
    from twinhelm_node.control.node import ControlNode


class Services:
    """Built around a node that holds its helm already. `on_change` tells those who watch the view; `admin` answers people."""

    def __init__(self, node: "ControlNode") -> None:
        self._node = node
        name, there, parts, configuration = node.name, node.peer_name, node.parts, node.configuration
        sets_directory = Path(configuration.state_directory) / "sets"
        self.other = OtherServer(there, node.heartbeats.targets, node.credentials)
        self.set_checker = SetChecker(
            name, there, (configuration.state_directory, configuration.runtime_directory), self.other.folders.look_at_folder
        )
        self.kept_aside = KeptAside(name, there, sets_directory, self.other.folders.divergences)
        self.own_data = OwnData(name, sets_directory, lambda: node.documents.current, node.is_active)
        self.check_watch = CheckWatch(
            parts.replicator, self.own_data.store, lambda: node.documents.current.sets, node.is_active, node.event
        )
        self.switchover = Switchover(
            name=name,
            peer_name=there,
            replicator=parts.replicator,
            applications=node.applications,
            handover=self.other.handover,
            book=node.book,
            request=node.helm.request,
            report=node.helm.report,
            event=node.event,
            remember_outage=node.helm.remember_outage,
            peer_took_over=node.observer.peer_took_over,
        )
        self.forced = ForcedFailover(
            name=name,
            peer_name=there,
            executor=node.executor,
            handover=self.other.handover,
            book=node.book,
            state=lambda: node.helm.published,
            peer=lambda: node.tracker.peer,
            ask_arbiter=node.helm.ask_arbiter,
            request=node.helm.request,
        )
        self.receiver = HandoverReceiver(
            name=name,
            peer_name=there,
            replicator=parts.replicator,
            executor=node.executor,
            book=node.book,
            request=node.helm.request,
            role=lambda: node.helm.published.role,
        )
        self.admin: NodePairControl | None = None
        self.on_change: Callable[[], None] = lambda: None
        self._stops: list[Callable[[], Awaitable[None]]] = []

    async def start(self) -> None:
        """Answer the other server, then people, and begin the upkeep."""
        node = self._node
        await self._start_peer_api()
        node.run_beside(node.documents.run())
        node.run_beside(self.check_watch.run())
        public = node.configuration.public
        node.run_beside(carry_addresses(node.name, public, node.parts.voice, node.parts.ensure_addresses, node.event))
        self.admin, self.on_change, stop = await start_admin_api(node, self)
        self._stops.append(stop)
        node.run_beside(measure(self._measured_folder, self._take_figures))
        node.run_beside(Orphans(node.name, node.peer_name, node.book, node.tracker, lambda: node.helm.state.role).run())

    async def stop(self) -> None:
        """Answer nobody any more."""
        for stop in reversed(self._stops):
            await stop()
        await self.other.close()

    async def _start_peer_api(self) -> None:
        node = self._node
        register = register_peer(
            HeartbeatServicer(node.heartbeats.make, node.heartbeats.hear, node.heartbeats.foreign),
            HandoverServicer(self.receiver, self._start_failover),
            ConfigurationServicer(node.documents, ThisServersFolders(self.set_checker, self.kept_aside)),
            QueueHeadServicer(node.name, node.parts.replicator),
            KeptServicer(self.own_data),
        )
        addresses = [link.address for link in node.configuration.heartbeat]
        server = PeerServer(addresses, node.configuration.ports.peer, credentials=node.credentials, register=[register])
        await server.start()
        self._stops.append(server.stop)

    async def _start_failover(self, *, user: str, reason: str, force: bool, request_id: str) -> Operation:
        """Start what a person asked the other server for."""
        if self.admin is None:
            raise NotReady(f"{self._node.name} is still starting; try again in a moment", "NOT_READY")
        return await self.admin.start_failover(user=user, reason=reason, force=force, request_id=request_id)

    def _measured_folder(self) -> str:
        sets = self._node.documents.current.sets
        return sets[0].path if sets else self._node.configuration.state_directory

    def _take_figures(self, figures: SystemFigures) -> None:
        self._node.picture.system = figures
