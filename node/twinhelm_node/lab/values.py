"""What the lab says of itself: machines, links, the way in for the console. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkState:
    """One link of the lab. `bits_per_s` is None at full speed."""

    cut: bool
    bits_per_s: int | None


@dataclass(frozen=True, slots=True)
class Console:
    """How the console outside reaches the pair. `fingerprint` is what it has to see of the server's certificate."""

    address: str
    user: str = ""
    password: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class LabStatus:
    """The lab at one moment. A machine is "on", "off" or "frozen"."""

    directory: str
    rootless: bool
    machines: dict[str, str]
    links: dict[str, LinkState]
    application: str
    mode: str
    console: Console | None


@dataclass(frozen=True, slots=True)
class LabFile:
    """What separate commands have to know of a lab and its hall does not: kept in `lab.json`."""

    application: str = "none"
    mode: str = "async"
    console_port: int = 0
