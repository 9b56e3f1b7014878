"""Many pairs followed at once on the asyncio thread; the GUI takes what came since it last looked, once a frame."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.domain.connection import Connection
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.rpc.follow_status import StatusFollower
from twinhelm_client.rpc.gateway import Gateway

CONNECT_AT_ONCE = 16  # handshakes cost time on the workstation too
Prepare = Callable[[], Awaitable[bool]]


@dataclass(slots=True)
class News:
    """The newest of one pair: `connection` is None while it did not change; each status that came, with the time of the last."""

    connection: Connection | None = None
    statuses: tuple[PairStatus, ...] = ()
    heard_s: float = 0.0


class FleetBridge:
    """Follows pairs by their address. Nothing is sent to the GUI thread: it calls `take` when it is about to paint.

    Invariant: however many updates come, a pair has one place in what is taken, so the work of a frame is bounded by the number of pairs.
    """

    def __init__(self, thread: AsyncThread, clock: Callable[[], float] = time.monotonic) -> None:
        self._thread = thread
        self._clock = clock
        self._lock = threading.Lock()
        self._news: dict[str, News] = {}
        self._followed: dict[str, Gateway] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}  # on the asyncio thread only, like the next
        self._closing: set[asyncio.Task[None]] = set()
        self._turns: asyncio.Semaphore | None = None

    @property
    def followed(self) -> frozenset[str]:
        """The addresses of the pairs that are followed."""
        return frozenset(self._followed)

    def follow(self, gateway: Gateway, prepare: Prepare | None = None) -> None:
        """Follow a pair; one that is followed already is begun anew. `prepare` finds the password, False means there is none."""
        self.follow_all(((gateway, prepare),))

    def follow_all(self, wanted: Sequence[tuple[Gateway, Prepare | None]]) -> None:
        """Follow many pairs; the other thread is woken once for all of them."""
        self.leave(str(gateway.endpoint) for gateway, _ in wanted)
        self._followed.update((str(gateway.endpoint), gateway) for gateway, _ in wanted)
        self._thread.call_soon(self._begin, tuple(wanted))

    def leave(self, endpoints: Iterable[str]) -> None:
        """Stop following these pairs; does not wait for it."""
        gone = [(endpoint, self._followed.pop(endpoint)) for endpoint in endpoints if endpoint in self._followed]
        if gone:
            self._thread.call_soon(self._end, gone)
        with self._lock:
            for endpoint, _ in gone:
                self._news.pop(endpoint, None)

    def stop(self) -> None:
        """End every stream and connection; waits for it."""
        gateways = tuple(self._followed.values())
        self._followed.clear()
        self._thread.submit(self._end_all(gateways)).result(timeout=15)

    def take(self) -> dict[str, News]:
        """Return what came since the last call, by address."""
        with self._lock:
            news, self._news = self._news, {}
        return news

    def _begin(self, wanted: Sequence[tuple[Gateway, Prepare | None]]) -> None:
        self._turns = self._turns or asyncio.Semaphore(CONNECT_AT_ONCE)
        for gateway, prepare in wanted:
            endpoint = str(gateway.endpoint)
            follower = StatusFollower(gateway, _Inbox(self, endpoint), self._turns, prepare=prepare)
            self._tasks[endpoint] = asyncio.create_task(follower.run())

    def _end(self, gone: Sequence[tuple[str, Gateway]]) -> None:
        for endpoint, gateway in gone:
            self._tasks.pop(endpoint).cancel()
            closing = asyncio.create_task(gateway.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def _end_all(self, gateways: Sequence[Gateway]) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        await asyncio.gather(*self._closing, *(gateway.close() for gateway in gateways), return_exceptions=True)

    def _on_connection(self, endpoint: str, connection: Connection) -> None:
        with self._lock:
            self._news.setdefault(endpoint, News()).connection = connection

    def _on_status(self, endpoint: str, status: PairStatus) -> None:
        with self._lock:
            news = self._news.setdefault(endpoint, News())
            news.statuses = (*news.statuses[-59:], status)  # bounded also while the window is not painted
            news.heard_s = self._clock()


class _Inbox:
    """The StatusSink of one pair."""

    def __init__(self, bridge: FleetBridge, endpoint: str) -> None:
        self._bridge = bridge
        self._endpoint = endpoint

    def connection(self, connection: Connection) -> None:
        self._bridge._on_connection(self._endpoint, connection)  # noqa: SLF001  a part of it

    def status(self, status: PairStatus) -> None:
        self._bridge._on_status(self._endpoint, status)  # noqa: SLF001  a part of it
