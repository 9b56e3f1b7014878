"""Keeps when the gateway last answered the active's pings."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

Ping = Callable[[str, str, float], Awaitable[float | None]]


class GatewayWatch:
    """Pings every `interval_s` while `wanted()`; a slow answer holds up none of the next pings."""

    def __init__(
        self,
        ping: Ping,
        *,
        gateways: Sequence[str],
        interface: str,
        interval_s: float,
        timeout_s: float,
        wanted: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ping = ping
        self._gateways = tuple(one for one in gateways if one)
        self._interface = interface
        self._interval_s = interval_s
        self._timeout_s = timeout_s
        self._wanted = wanted
        self._clock = clock
        self._calls: set[asyncio.Task[None]] = set()
        self.answered_at: float | None = None

    async def run(self) -> None:
        """Watch for ever; cancel to end."""
        try:
            while True:
                if self._wanted():
                    for gateway in self._gateways:
                        call = asyncio.create_task(self._ask(gateway))
                        self._calls.add(call)
                        call.add_done_callback(self._calls.discard)
                await asyncio.sleep(self._interval_s)
        finally:
            for call in self._calls:
                call.cancel()

    async def _ask(self, gateway: str) -> None:
        sent_at = self._clock()
        try:
            answered = await self._ping(gateway, self._interface, self._timeout_s)
        except (OSError, ValueError):
            return
        if answered is not None:
            self.answered_at = sent_at if self.answered_at is None else max(sent_at, self.answered_at)
