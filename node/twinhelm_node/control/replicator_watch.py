"""Follows the replicator of this server: its status, whether it lives, and whether it lived without a break."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.status import ReplicatorStatus

INTERVAL_S = 0.2
RETRY_S = 0.1
STALLED_S = 5.0


class ReplicatorWatch:
    """`configure` is called whenever a replicator (again) answers; `changed` after every status and every loss."""

    def __init__(
        self,
        replicator: Replicator,
        *,
        configure: Callable[[], Awaitable[None]],
        changed: Callable[[], None],
        failed: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._replicator = replicator
        self._configure = configure
        self._changed = changed
        self._failed = failed
        self._clock = clock
        self.status: ReplicatorStatus | None = None
        self.received_at = float("-inf")
        self.breaks = 0  # how often a replicator was lost; two moments with the same number saw the same process
        self._following = False
        self._configured = False

    def begin_with(self, status: ReplicatorStatus) -> None:
        """Go on from a status that was asked for before the watch began, so that a living replicator is not taken for a dead one."""
        self.status, self.received_at, self._following = status, self._clock(), True

    @property
    def alive(self) -> bool:
        """True while the replicator reports."""
        return self._following and self._clock() - self.received_at < STALLED_S

    @property
    def age_s(self) -> float:
        """How old the status is."""
        return max(0.0, self._clock() - self.received_at)

    async def run(self) -> None:
        """Follow for ever; cancel to end."""
        while True:
            try:
                async for status in self._replicator.watch_status(INTERVAL_S):
                    if not self._configured or status.side == "starting":
                        await self._set_up()
                        self._configured = True
                    self.status, self.received_at, self._following = status, self._clock(), True
                    self._changed()
            except TwinhelmError:
                pass
            self._configured = False
            if self._following:
                self._following = False
                self.breaks += 1
                self._changed()
            await asyncio.sleep(RETRY_S)

    async def _set_up(self) -> None:
        try:
            await self._configure()
        except TwinhelmError as error:
            # One set that cannot be used does not make the replicator dead: its status says the same.
            self._failed(f"the replicator does not accept the configuration: {error}")
