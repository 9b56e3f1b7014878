"""Which program shows the desktop or terminal at the end of a relayed connection: the user's own, the first that is found. Pure."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from twinhelm_node.domain.errors import InvalidInput, NotFound
from twinhelm_node.domain.relay import RelayProtocol

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A program and its arguments; {host}, {port} and {server} are filled in. `hands_over`: it may end at once, its window elsewhere."""

    program: str
    arguments: tuple[str, ...]
    hands_over: bool = False


# HostKeyAlias: known_hosts knows the server by its name, for the local port is another one each time.
SSH = Viewer("ssh", ("-p", "{port}", "-o", "HostKeyAlias={server}", "-o", "CheckHostIP=no", "{host}"))
FREERDP = ("/v:{host}:{port}", "/t:{server}", "/cert:tofu")
VIEWERS: dict[RelayProtocol, tuple[Viewer, ...]] = {
    RelayProtocol.RDP: (
        Viewer("xfreerdp", FREERDP),
        Viewer("xfreerdp3", FREERDP),
        Viewer("sdl-freerdp3", FREERDP),
        Viewer("wlfreerdp", FREERDP),
        Viewer("mstsc", ("/v:{host}:{port}",)),
        Viewer("mstsc.exe", ("/v:{host}:{port}",)),
        Viewer("remmina", ("-c", "rdp://{host}:{port}"), hands_over=True),
    ),
    RelayProtocol.VNC: (
        Viewer("vncviewer", ("{host}::{port}",)),
        Viewer("xtigervncviewer", ("{host}::{port}",)),
        Viewer("remote-viewer", ("vnc://{host}:{port}",)),
        Viewer("remmina", ("-c", "vnc://{host}:{port}"), hands_over=True),
    ),
    RelayProtocol.SSH: (SSH,),
    RelayProtocol.TCP: (),
}


def choose(
    protocol: RelayProtocol, wanted: str, extra: Sequence[str], *, is_there: Callable[[str], object]
) -> tuple[Viewer, tuple[str, ...]] | None:
    """Return the viewer and the arguments behind its own; None where none is needed (tcp). Raises NotFound (NO_VIEWER).

    `wanted` is a program, or a command with {host}, {port} or {server} in it; of a program that is known the own arguments are used.
    """
    if wanted:
        return _wanted(protocol, wanted), tuple(extra)
    known = VIEWERS[protocol]
    if not known:
        return None
    for viewer in known:
        if is_there(viewer.program):
            return viewer, tuple(extra)
    raise NotFound(
        f"no viewer for {protocol.value} is installed (looked for {', '.join(viewer.program for viewer in known)}); "
        "install one, or name one with --viewer",
        "NO_VIEWER",
    )


def command(viewer: Viewer, extra: Sequence[str], *, port: int, server: str) -> list[str]:
    """Return the argument list that starts a viewer. What stands in `extra` is passed on as it is."""
    values = {"{host}": HOST, "{port}": str(port), "{server}": server}
    filled = []
    for argument in viewer.arguments:
        for name, value in values.items():
            argument = argument.replace(name, value)  # noqa: PLW2901  # str.format would trip over other braces
        filled.append(argument)
    return [viewer.program, *filled, *extra]


def _wanted(protocol: RelayProtocol, wanted: str) -> Viewer:
    try:
        program, *arguments = shlex.split(wanted)
    except ValueError as error:
        raise InvalidInput(f"the viewer {wanted!r} cannot be read ({error}); write it like a command", "BAD_VIEWER") from error
    known = next((one for one in VIEWERS[protocol] if one.program == PurePath(program).name), None)
    if any(name in wanted for name in ("{host}", "{port}", "{server}")):
        return Viewer(program, tuple(arguments), known is not None and known.hands_over)
    if known is not None:
        return Viewer(program, (*known.arguments, *arguments), known.hands_over)
    return Viewer(program, (*arguments, "{host}:{port}"))
