"""What may be reached on a server of the pair through the other one, and the consoles that need neither of them to run."""

from dataclasses import dataclass
from enum import StrEnum

HIGHEST_PORT = 65535


class RelayProtocol(StrEnum):
    """What a caller wants to speak; `TCP` is any port by its number."""

    RDP = "rdp"
    VNC = "vnc"
    SSH = "ssh"
    TCP = "tcp"


STANDARD_PORTS = {RelayProtocol.RDP: 3389, RelayProtocol.VNC: 5900, RelayProtocol.SSH: 22}
DEFAULT_RELAY_PORTS = tuple(sorted(STANDARD_PORTS.values()))


@dataclass(frozen=True, slots=True)
class ConsoleLink:
    """An out-of-band console of a server (iLO, iDRAC, hypervisor): a page to open. `url` holds no user and no password."""

    server: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class RelayTarget:
    """The port of a server that a connection shall lead to. With `check_only` nothing is connected."""

    server: str
    port: int
    protocol: RelayProtocol = RelayProtocol.TCP
    check_only: bool = False


@dataclass(frozen=True, slots=True)
class RelayOpened:
    """A connection that stands. `link` is the heartbeat link it uses, "loopback" on the answering server, "" after a mere check."""

    server: str
    port: int
    link: str
