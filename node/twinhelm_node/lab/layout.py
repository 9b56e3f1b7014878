"""Who stands where in the lab: machines, links, addresses, ports of the hall. Pure. ARCHITECTURE.md "The lab" has the table."""

from dataclasses import dataclass

from twinhelm_node.domain.errors import InvalidInput

BRIDGES = ("lan", "hb0", "hb1")
SERVICE_ADDRESS = "10.20.0.10"
SERVICE_ADDRESSES = ("10.20.0.10/24", "fd20::10/64")
GATEWAY = "10.20.0.1"
GATEWAY6 = "fd20::1"
PUBLIC_NETWORK = "10.20.0.0/24"
ADMIN_PORT = 7410
FILE_SERVICE_PORT = 7500
HALL = "hall"


@dataclass(frozen=True, slots=True)
class Card:
    """One network card of a machine. `port` is the other end, on bridge `bridge` of the hall."""

    name: str
    bridge: str
    port: str
    mac: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of the lab. A server has a disk, and its `lan` card is guarded by the packet filter from before it exists."""

    name: str
    cards: tuple[Card, ...]
    server: bool = False
    default_routes: tuple[str, ...] = ()
    forwards: bool = False


def _server(name: str, number: int) -> Machine:
    return Machine(
        name=name,
        cards=(
            Card("lan", "lan", f"{name}-lan", f"02:74:77:00:0{number}:00", SERVICE_ADDRESSES),
            Card("hb0", "hb0", f"{name}-hb0", f"02:74:77:00:0{number}:10", (f"10.99.0.{number}/24",)),
            Card("hb1", "hb1", f"{name}-hb1", f"02:74:77:00:0{number}:11", (f"10.99.1.{number}/24",)),
        ),
        server=True,
        default_routes=(GATEWAY, GATEWAY6),
    )


MACHINES: dict[str, Machine] = {
    "castor": _server("castor", 1),
    "pollux": _server("pollux", 2),
    "gateway": Machine(
        "gateway", (Card("lan", "lan", "gateway-lan", "02:74:77:00:03:00", (f"{GATEWAY}/24", f"{GATEWAY6}/64")),), forwards=True
    ),
    "workstation": Machine(
        "workstation",
        (Card("lan", "lan", "workstation-lan", "02:74:77:00:04:00", ("10.20.0.100/24", "fd20::100/64")),),
        default_routes=(GATEWAY, GATEWAY6),
    ),
}
SERVERS = tuple(name for name, machine in MACHINES.items() if machine.server)
LINKS: dict[str, tuple[str, ...]] = {
    "hb0": ("castor-hb0", "pollux-hb0"),
    "hb1": ("castor-hb1", "pollux-hb1"),
    "lan:castor": ("castor-lan",),
    "lan:pollux": ("pollux-lan",),
}


def machine(name: str) -> Machine:
    """Return a machine of the lab. Raises InvalidInput that lists them."""
    try:
        return MACHINES[name]
    except KeyError:
        raise InvalidInput(f"there is no machine {name!r} in the lab; choose one of {', '.join(MACHINES)}") from None


def ports_of(link: str) -> tuple[str, ...]:
    """Return the hall's ports that make up a link. Raises InvalidInput that lists the links."""
    try:
        return LINKS[link]
    except KeyError:
        raise InvalidInput(f"there is no link {link!r} in the lab; choose one of {', '.join(LINKS)}") from None


def rate_bits_per_s(text: str) -> int | None:
    """Parse `10mbit`, `512kbit`, `1gbit` or `off` (None). Raises InvalidInput."""
    if text == "off":
        return None
    for unit, factor in (("kbit", 1_000), ("mbit", 1_000_000), ("gbit", 1_000_000_000)):
        number = text.removesuffix(unit)
        if number != text and number.replace(".", "", 1).isdigit() and 8_000 <= float(number) * factor <= 100e9:
            return int(float(number) * factor)
    raise InvalidInput(f"{text!r} is not a rate; write for example 512kbit, 10mbit, 1gbit or off")
