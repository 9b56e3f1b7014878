"""A bandwidth cap in force: lets bytes leave no faster than the schedule of this hour allows.

What counts is what a batch costs on the link, with the frames around it. Heartbeats and acknowledgements cannot wait, so their share is
taken off the cap beforehand. Copies, comparisons and repairs travel in the same batches and count like everything else.
"""

import asyncio
import time
from collections.abc import Callable

from twinhelm_node.domain.bandwidth import UNLIMITED, Schedule

# Measured in the lab: TCP, IP and Ethernet add 4.5 %, TLS and HTTP/2 half a per cent; a message of its own about 60 bytes.
FRAMES_RATIO = 1.05
FRAMES_BYTES = 60
# Heartbeats and the answers to those of the other server, four a second each, on two links: measured 6.6 kB/s.
BESIDE_BYTES_PER_S = 7_000
_BURST_S = 0.1
_LOOK_AGAIN_S = 0.25


def local_time() -> tuple[int, int]:
    """Weekday (0: Monday) and minute of the day by this server's clock."""
    now = time.localtime()
    return now.tm_wday, now.tm_hour * 60 + now.tm_min


class Allowance:
    """How many bytes may leave now. Pure: time is an argument (monotonic seconds). May be overdrawn by one batch, which is paid back."""

    def __init__(self) -> None:
        self._balance_bytes = 0.0
        self._last_s = 0.0

    def wait_s(self, now_s: float, bytes_per_s: float) -> float:
        """Return how long to wait before the next batch; 0: go. A changed rate takes effect at the next call."""
        self._balance_bytes = min(self._balance_bytes + max(0.0, now_s - self._last_s) * bytes_per_s, _BURST_S * bytes_per_s)
        self._last_s = now_s
        return -self._balance_bytes / bytes_per_s if self._balance_bytes < -1.0 else 0.0  # less than a byte: rounding

    def take(self, size_bytes: float) -> None:
        """A batch leaves."""
        self._balance_bytes -= size_bytes

    def forget(self, now_s: float) -> None:
        """There is no cap now: what was overdrawn is forgiven."""
        self._balance_bytes, self._last_s = 0.0, now_s


class Cap:
    """The cap of one set, or one shared by all sets of a pair. Changed live; used on one event loop."""

    def __init__(self, schedule: Schedule | None = None, clock: Callable[[], tuple[int, int]] = local_time) -> None:
        self._schedule = schedule or Schedule()
        self._clock = clock
        self._allowance = Allowance()
        self._changed = asyncio.Event()

    @property
    def schedule(self) -> Schedule:
        """What is set."""
        return self._schedule

    def change(self, schedule: Schedule) -> None:
        """Take another schedule; who waits is let go as the new one allows."""
        self._schedule = schedule
        self._changed.set()

    def bytes_per_s(self) -> int:
        """The cap in force now; UNLIMITED: none."""
        return self._schedule.at(*self._clock())

    async def leave(self, size_bytes: int) -> None:
        """Wait until a message of `size_bytes` may leave, and count it."""
        while True:
            now_s, bytes_per_s = time.monotonic(), self.bytes_per_s()
            if bytes_per_s == UNLIMITED:
                self._allowance.forget(now_s)
                return
            wait_s = self._allowance.wait_s(now_s, max(bytes_per_s - BESIDE_BYTES_PER_S, bytes_per_s / 2))
            if not wait_s:
                break
            self._changed.clear()
            try:
                async with asyncio.timeout(min(wait_s, _LOOK_AGAIN_S)):
                    await self._changed.wait()
            except TimeoutError:
                continue
        self._allowance.take(size_bytes * FRAMES_RATIO + FRAMES_BYTES)
