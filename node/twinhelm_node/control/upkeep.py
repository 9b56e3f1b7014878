"""What a server looks after by itself, apart from the decision: its addresses, its figures, operations that nobody leads any more."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

from twinhelm_node.config.server import Public
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.operations import OperationState, PhaseState
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import SystemFigures
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.ports import Voice
from twinhelm_node.health.system_figures import SystemMeter

ADDRESSES_S = 5.0
MEASURE_S = 1.0
LEADER_LOST_S = 10.0
Event = Callable[[Severity, str, str], None]


async def carry_addresses(
    name: str, public: Public, voice: Voice, ensure: Callable[[str, Sequence[str]], Awaitable[tuple[str, ...]]], event: Event
) -> None:
    """Both servers carry the service addresses all the time; a card that comes later gets them later. Cancel to end."""
    told = ""
    while True:
        try:
            voice.install()
            added = await ensure(public.interface, public.service_addresses)
            if added:
                event(Severity.INFO, "packet_filter", f"{name} carries {', '.join(added)} on {public.interface} now")
            told = ""
        except (TwinhelmError, OSError) as error:
            if str(error) != told:
                told = str(error)
                event(Severity.CRITICAL, "packet_filter", told)
        await asyncio.sleep(ADDRESSES_S)


async def measure(folder: Callable[[], str], take: Callable[[SystemFigures], None]) -> None:
    """Figures of the machine once a second, away from the event loop; `folder` is where the disk is looked at. Cancel to end."""
    meter = SystemMeter()
    while True:
        with contextlib.suppress(OSError):
            take(await asyncio.to_thread(meter.measure, folder()))
        await asyncio.sleep(MEASURE_S)


class Orphans:
    """Ends operations whose leader is gone, or was started again and does not know them any more."""

    def __init__(self, name: str, peer_name: str, book: OperationBook, tracker: PeerTracker, role: Callable[[], Role]) -> None:
        self._name = name
        self._peer_name = peer_name
        self._book = book
        self._tracker = tracker
        self._role = role

    async def run(self) -> None:
        """Look once a second; cancel to end."""
        while True:
            self.look()
            await asyncio.sleep(MEASURE_S)

    def look(self) -> None:
        """End what nobody leads."""
        peer = self._tracker.peer
        running = self._book.leaderless(None if peer is None else peer.heard_at, self._tracker.report.operations, LEADER_LOST_S)
        if not running:
            return
        ours = [phase for phase in self._book.get(running).phases if phase.server == self._name]
        if ours and all(phase.state is PhaseState.DONE for phase in ours):
            self._book.close(running, OperationState.SUCCEEDED)
        elif self._role() is Role.PASSIVE or not any(phase.state is PhaseState.RUNNING for phase in ours):
            self._book.abandon_lost(running, f"{self._peer_name} led it and has not spoken of it since")
