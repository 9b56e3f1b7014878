"""Shape of `twinhelm.toml`, the file that describes this server (not the pair: see domain.pair)."""

from dataclasses import dataclass, field

from twinhelm_node.domain.roles import Identity


@dataclass(frozen=True, slots=True)
class Public:
    """The public network as this server sees it. Addresses are CIDR strings, IPv4 or IPv6."""

    interface: str
    service_addresses: tuple[str, ...]
    gateway: str
    gateway6: str = ""
    management_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeartbeatLink:
    """One private link to the other server."""

    name: str
    interface: str
    address: str
    peer_address: str


@dataclass(frozen=True, slots=True)
class Ports:
    """TCP ports: `admin` on every address, the others on the heartbeat addresses only; `join` only while a token waits."""

    admin: int = 7410
    peer: int = 7411
    channel: int = 7412
    join: int = 7413


@dataclass(frozen=True, slots=True)
class Timing:
    """The arithmetic of a failover, in seconds. See ARCHITECTURE.md "Timing".

    contact + voice must stay below dead - interval, so that the loser is silent before the winner speaks.
    """

    interval_s: float = 0.25
    suspect_s: float = 1.0
    dead_s: float = 2.5
    contact_s: float = 0.75
    voice_s: float = 1.25


@dataclass(frozen=True, slots=True)
class ServerConfiguration:
    """Everything one server knows about itself."""

    name: str
    identity: Identity
    state_directory: str
    runtime_directory: str
    public: Public
    heartbeat: tuple[HeartbeatLink, ...]
    ports: Ports = field(default_factory=Ports)
    timing: Timing = field(default_factory=Timing)
    peer_name: str = ""
