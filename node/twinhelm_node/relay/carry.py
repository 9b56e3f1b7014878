"""Carries bytes between a socket and a stream, both ways, until both sides have ended.

Memory is bounded by construction: one chunk in each direction. Nothing more is read from one side before the other has taken it.
"""

import asyncio
import contextlib
import socket
from dataclasses import dataclass
from typing import Protocol

from twinhelm_node.domain.errors import Unreachable

CHUNK_BYTES = 256 * 1024


class RelayStream(Protocol):
    """One end of a relayed connection that is not a socket. Every method raises a TwinhelmError when the connection is gone."""

    async def read(self) -> bytes:
        """Return the next bytes; empty once the other side has ended."""
        ...

    async def write(self, data: bytes) -> None:
        """Send bytes; returns when there is room for more."""
        ...

    async def end(self) -> None:
        """Say that nothing more will be written."""
        ...


@dataclass(slots=True)
class Carried:
    """Bytes so far, out of the socket and into it."""

    out_bytes: int = 0
    into_bytes: int = 0


async def carry(plain: socket.socket, stream: RelayStream, carried: Carried) -> bool:
    """Carry until both sides have ended; False when the socket's side closed before it had taken everything.

    Cancel to end at once; the socket stays the caller's to close.

    Raises Unreachable (CONNECTION_LOST) when the socket fails, and what the stream raises.
    """
    out = asyncio.create_task(_out(plain, stream, carried))
    into = asyncio.create_task(_into(plain, stream, carried, out))
    try:
        _, whole = await asyncio.gather(out, into)
    finally:
        for task in (out, into):
            task.cancel()
        await asyncio.gather(out, into, return_exceptions=True)
    return whole


async def _out(plain: socket.socket, stream: RelayStream, carried: Carried) -> None:
    loop = asyncio.get_running_loop()
    while True:
        try:
            data = await loop.sock_recv(plain, CHUNK_BYTES)
        except OSError as error:
            raise _lost(error) from error
        if not data:
            break
        await stream.write(data)
        carried.out_bytes += len(data)
    await stream.end()


async def _into(plain: socket.socket, stream: RelayStream, carried: Carried, out: asyncio.Task[None]) -> bool:
    loop = asyncio.get_running_loop()
    while data := await stream.read():
        try:
            await loop.sock_sendall(plain, data)
        except OSError as error:
            if out.done():
                return False  # the socket's side has closed altogether, which it may say only when it is sent something
            raise _lost(error) from error
        carried.into_bytes += len(data)
    with contextlib.suppress(OSError):
        plain.shutdown(socket.SHUT_WR)
    return True


def _lost(error: OSError) -> Unreachable:
    return Unreachable(f"the connection was cut ({error.strerror or error}); connect again", "CONNECTION_LOST")
