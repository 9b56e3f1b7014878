"""Connects to a port of a server by the first route that leads there."""

import asyncio
import contextlib
import socket
from collections.abc import Sequence

from twinhelm_node.domain.errors import Unreachable
from twinhelm_node.relay.route import Route

# A dead server is noticed on an idle connection after 10 + 3 * 5 s. TCP_USER_TIMEOUT would also end a connection whose far side
# merely does not read for a while (tcp(7); the kernel counts zero-window probes), so it is left alone.
KEEPALIVE = ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3))


async def connect(server: str, routes: Sequence[Route], port: int, *, timeout_s: float) -> tuple[socket.socket, Route]:
    """Return a connected, non-blocking socket and the route it took; each route gets `timeout_s`.

    Raises Unreachable: NOBODY_LISTENS when the server answered and refused, NOT_REACHABLE otherwise.
    """
    complaints = []
    refused = False
    for route in routes:
        try:
            return await _connect(route, port, timeout_s), route
        except TimeoutError:
            complaints.append(f"{route.link}: no answer within {timeout_s:g} s")
        except OSError as error:
            refused = refused or isinstance(error, ConnectionRefusedError)
            complaints.append(f"{route.link}: {error.strerror or error}")
    if refused:
        raise Unreachable(
            f"nobody listens on port {port} of {server}; start the service there and let it listen on the heartbeat addresses",
            "NOBODY_LISTENS",
        )
    raise Unreachable(
        f"port {port} of {server} cannot be reached ({'; '.join(complaints)}); check the heartbeat network, and the firewall of {server}",
        "NOT_REACHABLE",
    )


async def _connect(route: Route, port: int, timeout_s: float) -> socket.socket:
    family = socket.AF_INET6 if ":" in route.address else socket.AF_INET
    with contextlib.ExitStack() as undo:
        found = undo.enter_context(socket.socket(family, socket.SOCK_STREAM))
        found.setblocking(False)
        if route.local_address:
            found.bind((route.local_address, 0))
        async with asyncio.timeout(timeout_s):
            await asyncio.get_running_loop().sock_connect(found, (route.address, port))
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in KEEPALIVE:
            found.setsockopt(socket.IPPROTO_TCP, option, value)
        undo.pop_all()
        return found
