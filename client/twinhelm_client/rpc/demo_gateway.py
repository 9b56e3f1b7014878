"""The gateway to a simulated pair: the whole console works without a server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from twinhelm_client.domain.connection import Endpoint, Session
from twinhelm_client.domain.errors import SignInRefused
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.operations import Operation, SwitchoverChecks
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.queue_head import QueueHead, QueueName
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_queues import demo_head

_STEP_S = 0.25


class DemoGateway:
    """A DemoPair behind the Gateway Protocol. `sleep` may be a fake; each sleep of `t` moves the pair by `t` seconds of its own time."""

    def __init__(
        self, pair: DemoPair, *, user: str = "anna", password: str = "", sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._pair = pair
        self._user = user
        self._password = password
        self._given = (user, password)
        self._sleep = sleep
        self._clock: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    @property
    def endpoint(self) -> Endpoint:
        """The address of the simulated pair."""
        return Endpoint("10.20.0.10", 7410)

    def use_password(self, user: str, password: str) -> None:
        """Sign in with these from the next `connect` on."""
        self._given = (user, password)

    def trust(self, fingerprint: str) -> None:
        """Accept the server; the simulated one has no certificate."""

    async def connect(self) -> Session:
        """Start the simulation's clock and sign in."""
        if self._clock is None:
            self._clock = asyncio.create_task(self._run())
        self._pair.require_address()
        if self._given != (self._user, self._password):
            raise SignInRefused("Name or password are not right; type them again.", "WRONG_PASSWORD")
        return Session(self._user, "operator", self._pair.status().pair_name)

    async def status(self) -> PairStatus:
        """Return the pair as it is now."""
        self._pair.require_address()
        return self._pair.status()

    async def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield the status at every step of the simulation."""
        while True:
            yield await self.status()
            await self._next_step()

    async def queue_history(self, window_s: float, set_name: str = "") -> tuple[QueueSample, ...]:
        """Return samples of both queues."""
        self._pair.require_address()
        if set_name:
            self._pair.require_set(set_name)
        return self._pair.history(window_s)

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the entries that wait in a queue."""
        self._pair.require_address()
        self._pair.require_set(set_name)
        return demo_head(self._pair.status(), queue, count)

    async def recent_events(self, limit: int) -> tuple[Event, ...]:
        """Return the newest events."""
        self._pair.require_address()
        return self._pair.events()[:limit]

    async def older_events(self, cursor: str, limit: int) -> tuple[Event, ...]:
        """Return the events before the one with this cursor."""
        self._pair.require_address()
        return tuple(e for e in self._pair.events() if not cursor or e.cursor < cursor)[:limit]

    async def watch_events(self, cursor: str) -> AsyncIterator[Event]:
        """Yield the events after `cursor`."""
        known = cursor or (self._pair.events()[0].cursor if self._pair.events() else "")
        while True:
            self._pair.require_address()
            for event in reversed([e for e in self._pair.events() if e.cursor > known]):
                known = event.cursor
                yield event
            await self._next_step()

    async def check_switchover(self) -> SwitchoverChecks:
        """Return what a switchover would look at now."""
        self._pair.require_address()
        return self._pair.checks()

    async def start_switchover(self, *, reason: str, request_id: str) -> Operation:
        """Start a switchover of the simulated pair."""
        self._pair.require_address()
        return self._pair.start_switchover(reason, request_id)

    async def operation(self, operation_id: str) -> Operation:
        """Return one operation."""
        self._pair.require_address()
        return self._pair.operation(operation_id)

    async def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield the operation at every change."""
        while True:
            operation = await self.operation(operation_id)
            yield operation
            if operation.ended:
                return
            await self._next_step()

    async def cancel_operation(self, operation_id: str, *, request_id: str) -> Operation:
        """Cancel while that is possible."""
        self._pair.require_address()
        return self._pair.cancel(operation_id)

    async def close(self) -> None:
        """Stop the simulation's clock."""
        clock, self._clock = self._clock, None
        if clock is not None:
            clock.cancel()
            await asyncio.gather(clock, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._sleep(_STEP_S)
            self._pair.advance(_STEP_S)
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()

    async def _next_step(self) -> None:
        await self._changed.wait()
