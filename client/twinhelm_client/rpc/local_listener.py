"""Local ports that lead to a server of the pair: whoever connects to 127.0.0.1 talks to that server, through the answering one.

Runs on the asyncio thread. A viewer may connect several times to one local port; each connection is a tunnel of its own.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from twinhelm_client.domain.access import AccessTarget, OpenAccess
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.rpc.gateway import Gateway, Tunnel

CHUNK_BYTES = 128 * 1024


class LocalListener:
    """One local port for one target. `changed` is called on the loop's thread after a connection came or went."""

    def __init__(
        self,
        gateway: Gateway,
        number: int,
        target: AccessTarget,
        changed: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gateway = gateway
        self._changed = changed
        self._clock = clock
        self._server: asyncio.Server | None = None
        self._carrying: set[asyncio.Task[None]] = set()
        self._state = OpenAccess(number, target, 0, clock())

    @property
    def state(self) -> OpenAccess:
        """What is known of it now."""
        return self._state

    async def start(self) -> OpenAccess:
        """Ask the pair first, so that a refusal is seen before a viewer is; then listen on a free port of 127.0.0.1."""
        await self._gateway.check_access(self._state.target)
        try:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=CHUNK_BYTES)
        except OSError as error:
            raise GatewayError(f"No local port could be opened ({error}); close other programs and try again.") from error
        self._state = replace(self._state, local_port=self._server.sockets[0].getsockname()[1], opened_s=self._clock())
        return self._state

    async def close(self) -> None:
        """Stop listening and break off what is open."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for task in tuple(self._carrying):
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        try:
            await self._carry(reader, writer)
        except GatewayError as error:
            self._state = replace(self._state, refusal=str(error))
        except asyncio.CancelledError:
            pass  # close() waits for us; nobody is told
        except OSError:
            pass  # the viewer went away
        finally:
            self._carrying.discard(task)
            writer.transport.abort()
            self._changed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnel = await self._gateway.open_tunnel(self._state.target)
        self._count(1)
        self._state = replace(self._state, link=tunnel.link, refusal="")
        self._changed()
        there = asyncio.create_task(self._send(reader, tunnel))
        try:
            await self._receive(tunnel, writer)
            with contextlib.suppress(OSError):
                await writer.drain()
            # The far side has closed its direction. What the viewer still sends may go on; when it ends too, all has ended.
            await there
        finally:
            there.cancel()
            await asyncio.gather(there, return_exceptions=True)
            self._count(-1)
            await tunnel.close()

    async def _send(self, reader: asyncio.StreamReader, tunnel: Tunnel) -> None:
        while data := await reader.read(CHUNK_BYTES):
            await tunnel.write(data)
            self._state = replace(self._state, bytes_there=self._state.bytes_there + len(data))
        await tunnel.end()

    async def _receive(self, tunnel: Tunnel, writer: asyncio.StreamWriter) -> None:
        while data := await tunnel.read():
            writer.write(data)
            await writer.drain()
            self._state = replace(self._state, bytes_back=self._state.bytes_back + len(data))
        with contextlib.suppress(OSError):
            writer.write_eof()

    def _count(self, change: int) -> None:
        self._state = replace(self._state, connections=self._state.connections + change)


class Accesses:
    """Every local port that is open. All methods but `states` run on the loop's thread."""

    def __init__(self, gateway: Gateway, changed: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._gateway = gateway
        self._changed = changed
        self._clock = clock
        self._listeners: dict[int, LocalListener] = {}
        self._number = 0

    def states(self) -> tuple[OpenAccess, ...]:
        """Return what is open, oldest first. Callable from any thread: what is listed is copied in one go."""
        return tuple(one.state for one in tuple(self._listeners.values()))

    async def open(self, target: AccessTarget) -> OpenAccess:
        """Open a local port; one that is open for this target already is returned. Raises GatewayError with the refusal."""
        known = next((one.state for one in self._listeners.values() if one.state.target == target), None)
        if known is not None:
            await self._gateway.check_access(target)
            return known
        self._number += 1
        listener = LocalListener(self._gateway, self._number, target, self._changed, self._clock)
        state = await listener.start()
        self._listeners[state.number] = listener
        self._changed()
        return state

    async def close(self, number: int) -> None:
        """Close one with its connections."""
        listener = self._listeners.pop(number, None)
        if listener is not None:
            await listener.close()
            self._changed()

    async def close_all(self) -> None:
        """Close everything: the console ends."""
        for number in tuple(self._listeners):
            await self.close(number)
