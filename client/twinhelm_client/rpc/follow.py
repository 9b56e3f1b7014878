"""Staying with a pair: connect, stream, notice silence, connect again by itself; wait for a person only where one is needed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, Protocol, TypeVar

from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotFound, NotTrustedYet, SignInRefused, Unreachable
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.history import DAY_S, WINDOW_S
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Operation
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.rpc.gateway import Gateway

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]
RETRY_S = (0.25, 0.5, 1.0, 1.0, 2.0)  # then 2 s for ever: a person looks at the screen
SILENCE_S = 2.0  # a status is due every half second; after this the connection counts as dead
EVENTS_SHOWN = 200


class Sink(Protocol):
    """Where the news go. Called on the event loop's thread."""

    def connection(self, connection: Connection) -> None:
        """The connection changed its state."""

    def needs_person(self, error: GatewayError) -> None:
        """Nothing goes on until `Follower.resume`."""

    def session(self, session: Session) -> None:
        """Signed in."""

    def status(self, status: PairStatus) -> None:
        """A new status arrived."""

    def queue_history(self, samples: tuple[QueueSample, ...]) -> None:
        """The last minute, once per connection."""

    def day_history(self, samples: tuple[QueueSample, ...]) -> None:
        """The last day, once per connection and every few minutes."""

    def events(self, events: tuple[Event, ...]) -> None:
        """The newest events, newest first, once per connection."""

    def event(self, event: Event) -> None:
        """Something happened."""


class Follower:
    """Follows one pair through its gateway and tells a Sink. `sleep` is a parameter so that tests own the time."""

    def __init__(self, gateway: Gateway, sink: Sink, *, sleep: Sleep = asyncio.sleep, silence_s: float = SILENCE_S) -> None:
        self._gateway = gateway
        self._sink = sink
        self._sleep = sleep
        self._silence_s = silence_s
        self._resumed = asyncio.Event()
        self._connected = asyncio.Event()

    def resume(self) -> None:
        """Try again now: a person typed a password or accepted a fingerprint."""
        self._resumed.set()

    async def run(self) -> None:
        """Follow until cancelled."""
        failures = 0
        endpoint = str(self._gateway.endpoint)
        self._sink.connection(Connection(Link.CONNECTING, endpoint))
        while True:
            try:
                session = await self._gateway.connect()
                failures = 0
                self._sink.session(session)
                self._sink.connection(Connection(Link.CONNECTED, endpoint))
                self._connected.set()
                await self._stream()
            except (SignInRefused, FingerprintChanged, NotTrustedYet) as error:
                self._connected.clear()
                await self._wait_for_person(error, endpoint)
                self._sink.connection(Connection(Link.CONNECTING, endpoint))
            except GatewayError as error:
                self._connected.clear()
                self._sink.connection(Connection(Link.LOST, endpoint, error.plain))
                await self._sleep(RETRY_S[min(failures, len(RETRY_S) - 1)])
                failures += 1

    async def _wait_for_person(self, error: GatewayError, endpoint: str) -> None:
        links = {SignInRefused: Link.SIGN_IN_REFUSED, FingerprintChanged: Link.FINGERPRINT_CHANGED, NotTrustedYet: Link.NOT_TRUSTED_YET}
        self._resumed.clear()
        self._sink.connection(Connection(links[type(error)], endpoint, error.plain))
        self._sink.needs_person(error)
        await self._resumed.wait()

    async def _stream(self) -> None:
        """Run all streams until the first one fails; raises its error."""
        await _together(self._statuses(), self._events(), self._histories())

    async def _statuses(self) -> None:
        async for status in with_deadline(self._gateway.watch_status(0.5), self._silence_s):
            self._sink.status(status)

    async def _events(self) -> None:
        events = await self._gateway.recent_events(EVENTS_SHOWN)
        self._sink.events(events)
        async for event in self._gateway.watch_events(events[0].cursor if events else ""):
            self._sink.event(event)

    async def _histories(self) -> None:
        self._sink.queue_history(await self._gateway.queue_history(WINDOW_S))
        while True:
            self._sink.day_history(await self._gateway.queue_history(DAY_S))
            await self._sleep(300.0)

    async def follow_operation(self, operation_id: str, changed: Callable[[Operation], None], away: Callable[[str], None]) -> None:
        """Report every change of an operation until its end, across reconnects.

        `away` is called with a sentence when the connection breaks, as it does when the service address moves. An
        operation that the new active does not know yet is asked for again, for about twenty seconds; then NotFound is raised.
        """
        unknown = 0
        while True:
            try:
                async for operation in self._gateway.watch_operation(operation_id):
                    unknown = 0
                    changed(operation)
                    if operation.ended:
                        return
                away(translate("Follow", "The server ended the report; asking again."))
                await self._sleep(0.5)
            except Unreachable as error:
                away(str(error))
                await self._sleep(0.25)
                await self._connected.wait()
            except NotFound:
                unknown += 1
                if unknown > 40:
                    raise
                away(translate("Follow", "The answering server does not know the operation yet; asking again."))
                await self._sleep(0.5)


async def with_deadline(stream: AsyncIterator[T], silence_s: float) -> AsyncIterator[T]:
    """Pass a stream on; raises Unreachable when nothing comes for `silence_s`."""
    while True:
        try:
            async with asyncio.timeout(silence_s):
                item = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise Unreachable(translate("Follow", "The server has said nothing for {0} s.").format(f"{silence_s:.0f}")) from error
        yield item


async def _together(*parts: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
