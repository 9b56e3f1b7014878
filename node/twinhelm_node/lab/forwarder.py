"""The way for the console outside: takes connections on a socket that was made outside the lab and carries them on from the workstation.

`python -m twinhelm_node.lab.forwarder FD ADDRESS PORT`, started inside the workstation with the listening socket inherited: a socket
keeps the network namespace in which it was made.
"""

import asyncio
import contextlib
import socket
import sys

_CHUNK_BYTES = 256 * 1024
_CONNECT_S = 5.0


async def serve(listener: socket.socket, address: str, port: int) -> None:
    """Forward until cancelled."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_CONNECT_S):
                far_reader, far_writer = await asyncio.open_connection(address, port)
        except (OSError, TimeoutError):
            writer.transport.abort()
            return
        try:
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        except OSError:
            pass  # one side went away: close the other in the same way
        finally:
            writer.transport.abort()
            far_writer.transport.abort()

    server = await asyncio.start_server(carry, sock=listener)
    async with server:
        await server.serve_forever()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK_BYTES):
        writer.write(data)
        await writer.drain()
    with contextlib.suppress(OSError):
        writer.write_eof()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], int(sys.argv[3])))
