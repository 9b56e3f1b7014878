"""Staying with a pair of the fleet: one stream with its status once a second, nothing else; connects again by itself."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from typing import Protocol

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotTrustedYet, SignInRefused, Unreachable
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.rpc.follow import Sleep
from twinhelm_client.rpc.gateway import Gateway

INTERVAL_S = 1.0
SILENCE_S = 5.0
RETRY_S = (1.0, 2.0, 5.0, 10.0, 15.0)
_PERSON = {
    SignInRefused: Link.SIGN_IN_REFUSED,
    FingerprintChanged: Link.FINGERPRINT_CHANGED,
    NotTrustedYet: Link.NOT_TRUSTED_YET,
}


class StatusSink(Protocol):
    """Where the news go. Called on the event loop's thread."""

    def connection(self, connection: Connection) -> None:
        """The connection changed its state."""

    def status(self, status: PairStatus) -> None:
        """A new status arrived."""


class StatusFollower:
    """Follows the status of one pair until cancelled. `turns` limits how many pairs connect at a time.

    A pair that only a person can let in (password, fingerprint) is asked nothing more; `run` ends there.
    """

    def __init__(
        self,
        gateway: Gateway,
        sink: StatusSink,
        turns: asyncio.Semaphore,
        *,
        prepare: Callable[[], Awaitable[bool]] | None = None,
        sleep: Sleep = asyncio.sleep,
        silence_s: float = SILENCE_S,
    ) -> None:
        self._gateway = gateway
        self._sink = sink
        self._turns = turns
        self._prepare = prepare
        self._sleep = sleep
        self._silence_s = silence_s
        self._streamed = False

    async def run(self) -> None:
        """Follow until cancelled, or until a person is needed."""
        endpoint = str(self._gateway.endpoint)
        failures = 0
        out_of_step = 0.8 + zlib.crc32(endpoint.encode()) % 100 / 250
        self._sink.connection(Connection(Link.CONNECTING, endpoint))
        if self._prepare is not None and not await self._prepare():
            self._sink.connection(Connection(Link.SIGN_IN_NEEDED, endpoint))
            return
        while True:
            try:
                async with self._turns:
                    await self._gateway.connect()
                self._sink.connection(Connection(Link.CONNECTED, endpoint))
                await self._stream()
            except (SignInRefused, FingerprintChanged, NotTrustedYet) as error:
                self._sink.connection(Connection(_PERSON[type(error)], endpoint, error.plain))
                await self._gateway.close()
                return
            except GatewayError as error:
                self._sink.connection(Connection(Link.LOST, endpoint, error.plain))
            if self._streamed:
                failures, self._streamed = 0, False
            wait_s = RETRY_S[min(failures, len(RETRY_S) - 1)]
            failures += 1
            await self._sleep(wait_s * out_of_step)  # a thousand pairs do not knock in step

    async def _stream(self) -> None:
        """Pass the statuses on; raises Unreachable when the server says nothing for too long."""
        loop = asyncio.get_running_loop()
        heard_s = loop.time()
        watch: asyncio.TimerHandle | None = None

        def look() -> None:  # rings once in a silence, not at each status: a thousand timers a second would cost
            nonlocal watch
            due_s = heard_s + self._silence_s
            if loop.time() < due_s:
                watch = loop.call_at(due_s, look)
            else:
                limit.reschedule(loop.time())

        try:
            async with asyncio.timeout(None) as limit:
                watch = loop.call_later(self._silence_s, look)
                async for status in self._gateway.watch_status(INTERVAL_S):
                    heard_s = loop.time()
                    self._streamed = True
                    self._sink.status(status)
        except TimeoutError as error:
            raise Unreachable(translate("Follow", "The server has said nothing for {0} s.").format(f"{self._silence_s:.0f}")) from error
        finally:
            if watch is not None:
                watch.cancel()
