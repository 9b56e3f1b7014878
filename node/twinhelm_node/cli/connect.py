"""`twinhelm connect`: a desktop, a terminal or any port of a server of the pair, also of the passive, through the active."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.viewers import HOST, Viewer, choose, command
from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.domain.relay import STANDARD_PORTS, RelayProtocol, RelayTarget

if TYPE_CHECKING:
    from twinhelm_node.api.relay_client import RelayClient, RelayConnection, Way
    from twinhelm_node.relay.local_port import LocalPort
    from twinhelm_node.system.spawn import Process

# A viewer that hands its window over to a program that runs already ends before that one connects.
HANDED_OVER_S = 10.0
VIEWER_ENDS_S = 5.0


def connect(
    context: typer.Context,
    protocol: Annotated[RelayProtocol, typer.Argument(help="rdp, vnc and ssh start a viewer; tcp only opens the port.")],
    server: Annotated[str, typer.Argument(help="Name of a server of the pair.")],
    arguments: Annotated[list[str] | None, typer.Argument(metavar="[-- ARGUMENTS]", help="For the viewer, such as: -- -l root")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port there, if not the usual one. It must be allowed.")] = 0,
    local_port: Annotated[int, typer.Option(min=0, max=65535, help="Port here, on 127.0.0.1; 0 takes a free one.")] = 0,
    viewer: Annotated[
        str, typer.Option(help="Program, or command with {host} {port} {server}. Also TWINHELM_VIEWER_RDP, _VNC, _SSH.")
    ] = "",
) -> None:
    """Reach a server over the heartbeat network, through the one that answers. Ends with the viewer, tcp with Ctrl-C."""
    if protocol is RelayProtocol.TCP and not port:
        raise InvalidInput("tcp needs --port; 'twinhelm relay list' shows the ports that may be reached", "MISSING_FIELD")
    wanted = viewer or os.environ.get(f"TWINHELM_VIEWER_{protocol.name}", "")
    chosen = choose(protocol, wanted, arguments or (), is_there=shutil.which)
    with connection(context).open() as client:
        way = client.way
    target = RelayTarget(server, port or STANDARD_PORTS[protocol], protocol)
    raise typer.Exit(asyncio.run(_serve(way, target, local_port, chosen)))


async def _serve(way: "Way", target: RelayTarget, local_port: int, chosen: tuple[Viewer, tuple[str, ...]] | None) -> int:
    """Open the port here, and return the exit status of the viewer, or 0 when asked to end."""
    from twinhelm_node.api.relay_client import RelayClient
    from twinhelm_node.relay.local_port import LocalPort

    async with RelayClient(way) as client:
        first = await _first(client, target, with_viewer=chosen is not None)
        asked = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, asked.set)

        async def more() -> "RelayConnection":
            return (await client.connect(target))[0]

        async with LocalPort(more, _tell, port=local_port, first=first) as port:
            leads = f"{HOST}:{port.port} leads to port {target.port} of {target.server}"
            if chosen is None:
                print(f"{leads}. Ctrl-C ends it.", flush=True)
                await asked.wait()
                return 0
            viewer, extra = chosen
            print(f"{leads}. Starting {viewer.program}.", file=sys.stderr, flush=True)
            return await _view(viewer, command(viewer, extra, port=port.port, server=target.server), port, asked)


async def _first(client: "RelayClient", target: RelayTarget, *, with_viewer: bool) -> "RelayConnection | None":
    """Hear every refusal before a viewer starts: its first connection is made beforehand. A plain port is only asked about."""
    if with_viewer:
        return (await client.connect(target))[0]
    check = RelayTarget(target.server, target.port, target.protocol, check_only=True)
    checked, _ = await client.connect(check)
    checked.close()
    return None


async def _view(viewer: Viewer, arguments: list[str], port: "LocalPort", asked: asyncio.Event) -> int:
    from twinhelm_node.system.spawn import spawn

    process = spawn(arguments, stdin=None)
    ended = asyncio.create_task(_ended(process))
    asking = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait({ended, asking}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            # Its last bytes may still be on their way; a viewer that handed over has not even begun.
            if viewer.hands_over and process.returncode == 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(HANDED_OVER_S):
                        await port.until_used()
            idle = asyncio.create_task(port.until_idle())
            await asyncio.wait({idle, asking}, return_when=asyncio.FIRST_COMPLETED)
            idle.cancel()
    finally:
        asking.cancel()
        await _finish(process, ended)
    status = process.returncode
    return 128 - status if status < 0 else status


async def _ended(process: "Process") -> None:
    """Wait for a child without a thread that would have to be waited for in turn. See pidfd_open(2)."""
    loop = asyncio.get_running_loop()
    descriptor = os.pidfd_open(process.pid)
    gone = asyncio.Event()
    try:
        loop.add_reader(descriptor, gone.set)
        await gone.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
    process.wait()


async def _finish(process: "Process", ended: asyncio.Task[None]) -> None:
    if not ended.done():
        process.terminate()
        if not (await asyncio.wait({ended}, timeout=VIEWER_ENDS_S))[0]:
            process.kill()
    await ended


def _tell(error: TwinhelmError) -> None:
    print(f"twinhelm: {error}", file=sys.stderr, flush=True)
