"""A port of this machine (127.0.0.1) whose connections are carried through streams, any number at a time."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable
from typing import Protocol, Self

from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.relay.carry import Carried, RelayStream, carry

BACKLOG = 64
ACCEPT_AGAIN_S = 0.2


class ClosableStream(RelayStream, Protocol):
    """A stream that can be waited for, and ended at once."""

    async def finish(self) -> None:
        """Wait until the other side has closed the books; only after both sides have ended."""
        ...

    def close(self) -> None:
        """End it, both ways."""
        ...


class LocalPort:
    """`connect` opens a stream for each connection; `failed` is told of each that failed. `first` is used for the first one.

    Use as an asynchronous context manager; leaving it ends every connection. `port` 0 takes a free one.
    """

    def __init__(
        self,
        connect: Callable[[], Awaitable[ClosableStream]],
        failed: Callable[[TwinhelmError], object],
        *,
        port: int = 0,
        first: ClosableStream | None = None,
    ) -> None:
        self._connect = connect
        self._failed = failed
        self._first = first
        self._listener = _listen(port)
        self._running: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Condition()
        self.port = int(self._listener.getsockname()[1])
        self.accepted = 0

    async def __aenter__(self) -> Self:
        self._accepting = asyncio.create_task(self._accept())
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = (self._accepting, *self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._listener.close()
        if self._first is not None:
            self._first.close()

    async def until_used(self) -> None:
        """Wait for the first connection."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.accepted > 0)

    async def until_idle(self) -> None:
        """Wait until no connection is open."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._running)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                near, _ = await loop.sock_accept(self._listener)
            except OSError:  # no descriptor is left: connections that end give some back
                await asyncio.sleep(ACCEPT_AGAIN_S)
                continue
            self._running.add(asyncio.create_task(self._serve(near)))
            self.accepted += 1
            await self._tell()

    async def _serve(self, near: socket.socket) -> None:
        try:
            with contextlib.closing(near):
                near.setblocking(False)
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                stream, self._first = self._first, None
                stream = stream or await self._connect()
                try:
                    if await carry(near, stream, Carried()):
                        await stream.finish()
                finally:
                    stream.close()
        except TwinhelmError as error:
            self._failed(error)
        finally:
            self._running.discard(_this_task())
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def _this_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None
    return task


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except (OSError, OverflowError) as error:
        listener.close()
        raise InvalidInput(
            f"port {port} of this machine cannot be used ({error}); choose another, or 0 for a free one", "PORT_TAKEN"
        ) from error
    return listener
