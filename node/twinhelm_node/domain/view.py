"""The pair as one server sees it at one moment: what the admin API, the command line and the console show."""

from dataclasses import dataclass

from twinhelm_node.domain.operations import Check
from twinhelm_node.domain.relay import ConsoleLink
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationStatus, SetStatus, SystemFigures


@dataclass(frozen=True, slots=True)
class ServerView:
    """One server. `age_s` is the time since these values were measured on that server."""

    name: str
    identity: Identity
    role: Role
    generation: int
    reachable: bool
    age_s: float
    silent: bool
    replicator_alive: bool
    version: str
    system: SystemFigures
    consoles: tuple[ConsoleLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """One heartbeat link. `age_s` is the time since the last answered heartbeat."""

    name: str
    up: bool
    round_trip_s: float
    age_s: float
    local_address: str
    peer_address: str
    carries_channel: bool


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application on one server, and whether that is what it should be doing there."""

    status: ApplicationStatus
    server: str
    as_it_should_be: bool
    age_s: float


@dataclass(frozen=True, slots=True)
class SetView:
    """One protected set seen from the answering server, with the age of its figures."""

    status: SetStatus
    age_s: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What would happen if the active failed now. `outage_s` is None until a takeover was measured."""

    outage_s: float | None
    unsafe_entries_lost: int
    unsafe_bytes_lost: int
    unsafe_age_s: float


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything an administrator sees of a pair. `servers` has the primary first; `taken_at_ns` is wall clock."""

    pair_name: str
    answering_server: str
    taken_at_ns: int
    servers: tuple[ServerView, ...]
    links: tuple[LinkView, ...]
    sets: tuple[SetView, ...]
    applications: tuple[ApplicationView, ...]
    service_addresses: tuple[str, ...]
    public_network: str
    ready_for_switchover: bool
    why_not: tuple[str, ...]
    checks: tuple[Check, ...]
    generation: int
    active_since_ns: int
    prediction: Prediction
    running_operation: str = ""
    relay_ports: tuple[int, ...] = ()
