"""Access to a server that the public network does not reach: which port is meant, open connections, and the user's own viewers."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain.language import translate


class AccessKind(StrEnum):
    """What a person wants of the server."""

    RDP = "rdp"
    VNC = "vnc"
    SSH = "ssh"
    TCP = "tcp"


PORTS = {AccessKind.RDP: 3389, AccessKind.VNC: 5900, AccessKind.SSH: 22, AccessKind.TCP: 0}


@dataclass(frozen=True, slots=True)
class AccessTarget:
    """A port of a server of the pair."""

    server: str
    kind: AccessKind
    port: int


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """One local port and what went through it. Times are seconds; `connections` are open now, `bytes_*` since it was opened."""

    number: int
    target: AccessTarget
    local_port: int
    opened_s: float
    link: str = ""
    connections: int = 0
    bytes_there: int = 0
    bytes_back: int = 0
    refusal: str = ""

    @property
    def local_address(self) -> str:
        """Where a viewer connects to."""
        return f"127.0.0.1:{self.local_port}"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A program that shows a connection; `command` has {host}, {port} and {user} to fill in."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """What came of starting a viewer: its name, or the program that could not be started; neither when none was found."""

    name: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ViewerEnd:
    """How a viewer ended. `status` is -1 when it crashed, `words` its last complaint, `connected` whether anything reached it."""

    name: str
    status: int
    words: str
    connected: bool


VIEWERS: dict[AccessKind, tuple[Viewer, ...]] = {
    AccessKind.RDP: (
        Viewer("FreeRDP", ("xfreerdp3", "/v:{host}:{port}", "/cert:tofu", "/dynamic-resolution", "+clipboard")),
        Viewer("FreeRDP", ("xfreerdp", "/v:{host}:{port}", "/cert:tofu", "/dynamic-resolution", "+clipboard")),
        Viewer("FreeRDP", ("wlfreerdp", "/v:{host}:{port}", "/cert:tofu")),
        Viewer("Remote Desktop Connection", ("mstsc", "/v:{host}:{port}")),
        Viewer("Remmina", ("remmina", "-c", "rdp://{host}:{port}")),
        Viewer("KRDC", ("krdc", "rdp://{host}:{port}")),
    ),
    AccessKind.VNC: (
        Viewer("TigerVNC", ("vncviewer", "{host}::{port}")),
        Viewer("Remmina", ("remmina", "-c", "vnc://{host}:{port}")),
        Viewer("KRDC", ("krdc", "vnc://{host}:{port}")),
        Viewer("Vinagre", ("vinagre", "{host}::{port}")),
        Viewer("Screen Sharing", ("open", "vnc://{host}:{port}")),
    ),
    AccessKind.SSH: (),  # ssh runs in a terminal: see TERMINALS
    AccessKind.TCP: (),
}
# How each terminal takes a program to run. HostKeyAlias: the local port changes, the server's host key does not.
SSH = ("ssh", "-p", "{port}", "-o", "HostKeyAlias={server}.twinhelm", "{user}{host}")
TERMINALS: tuple[tuple[str, ...], ...] = (
    ("x-terminal-emulator", "-e"),
    ("gnome-terminal", "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "-x"),
    ("kitty",),
    ("alacritty", "-e"),
    ("foot",),
    ("xterm", "-e"),
    ("wt", "new-tab"),
)


def find_viewer(kind: AccessKind, is_there: Callable[[str], bool], chosen: Mapping[AccessKind, str]) -> Viewer | None:
    """Return the viewer to start: what the user chose, else the first that is there. `is_there` asks for a program by name."""
    own = shlex.split(chosen.get(kind, ""))
    if own:
        return Viewer(own[0], tuple(own))
    if kind is AccessKind.SSH:
        terminal = next((t for t in TERMINALS if is_there(t[0])), None)
        return Viewer("ssh", (*terminal, *SSH)) if terminal is not None and is_there("ssh") else None
    return next((v for v in VIEWERS[kind] if is_there(v.command[0])), None)


def filled(viewer: Viewer, target: AccessTarget, local_port: int, user: str = "") -> tuple[str, ...]:
    """Return the command line of a viewer for a local port."""
    values = {"host": "127.0.0.1", "port": str(local_port), "server": target.server, "user": f"{user}@" if user else ""}
    words = []
    for word in viewer.command:
        for name, value in values.items():
            word = word.replace(f"{{{name}}}", value)  # noqa: PLW2901  # a chosen command may hold other braces, so no format()
        words.append(word)
    return tuple(words)


def title(target: AccessTarget) -> str:
    """Name a connection for people: "Remote desktop (RDP) of pollux"."""
    names = {
        AccessKind.RDP: translate("Access", "Remote desktop (RDP) of {0}"),
        AccessKind.VNC: translate("Access", "VNC of {0}"),
        AccessKind.SSH: translate("Access", "SSH to {0}"),
        AccessKind.TCP: translate("Access", "Port {1} of {0}"),
    }
    return names[target.kind].format(target.server, target.port)


def parse_port(text: str) -> int:
    """Read a port that a person typed; raises ValueError with a sentence."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 65536):
        raise ValueError(translate("Access", "'{0}' is not a port; type a number from 1 to 65535.").format(digits))
    return int(digits)


def command_problem(command: str) -> str:
    """Say what is wrong with a viewer's command that a person typed; nothing when it can be used or is empty."""
    if not command.strip():
        return ""
    try:
        words = shlex.split(command)
    except ValueError:
        return translate("Access", "A quotation mark is missing its end.")
    if not any("{port}" in word for word in words):
        return translate("Access", "Write {port} where the number of the port goes.")
    return ""
