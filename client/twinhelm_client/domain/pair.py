"""The pair as the console knows it: frozen values, translated from the admin API."""

from dataclasses import dataclass, field
from enum import StrEnum

from twinhelm_client.domain.queue_fill import QueueFill


class Identity(StrEnum):
    """Which of the two servers this is. Never changes."""

    UNKNOWN = "unknown"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Role(StrEnum):
    """What a server is right now."""

    UNKNOWN = "unknown"
    PASSIVE = "passive"
    ACTIVE = "active"
    PROMOTING = "promoting"
    DEMOTING = "demoting"


class SetState(StrEnum):
    """How far the passive's copy of a protected set can be trusted."""

    UNKNOWN = "unknown"
    UNINITIALIZED = "uninitialized"
    CHECKING = "checking"
    SYNCHRONIZED = "synchronized"
    UNCHECKED = "unchecked"
    OUT_OF_SYNC = "out_of_sync"
    ERROR = "error"


class Mode(StrEnum):
    """When fsync returns to the application."""

    UNKNOWN = "unknown"
    ASYNC = "async"
    DURABLE = "durable"


class ApplicationState(StrEnum):
    """What a protected application is doing on one server."""

    UNKNOWN = "unknown"
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FAILED = "failed"


class Verdict(StrEnum):
    """What a check says about a takeover."""

    UNKNOWN = "unknown"
    OK = "ok"
    HINT = "hint"
    VETO = "veto"


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Length of one queue; `oldest_age_s` is 0 when it is empty."""

    entries: int = 0
    bytes: int = 0
    oldest_age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SystemFigures:
    """Load of one machine; a total of 0 means that the server did not say."""

    processor_ratio: float = 0.0
    memory_used_bytes: int = 0
    memory_total_bytes: int = 0
    disk_used_bytes: int = 0
    disk_total_bytes: int = 0
    disk_path: str = ""


@dataclass(frozen=True, slots=True)
class ConsoleLink:
    """An out-of-band console of a server: the page of a management controller or a hypervisor."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """One server. `age_s` is the time since its figures were measured, at the moment the status was made."""

    name: str
    identity: Identity
    role: Role
    generation: int = 0
    reachable: bool = True
    age_s: float = 0.0
    silent: bool = False
    replicator_alive: bool = True
    version: str = ""
    system: SystemFigures = field(default_factory=SystemFigures)
    consoles: tuple[ConsoleLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """One heartbeat link. `age_s` is the time since the last answered heartbeat."""

    name: str
    up: bool
    round_trip_s: float = 0.0
    age_s: float = 0.0
    local_address: str = ""
    peer_address: str = ""
    carries_channel: bool = False


class Compression(StrEnum):
    """How much the channel compresses: what is set, and with AUTO what is chosen."""

    AUTO = "auto"
    OFF = "off"
    FAST = "fast"
    STRONG = "strong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Economy:
    """The low bandwidth module of a set. `link_bytes_per_s` 0: not measured yet; `cap_bytes_per_s` 0: no cap at this hour."""

    setting: Compression = Compression.AUTO
    level: Compression = Compression.FAST
    reason: str = ""
    processor_s: float = 0.0
    link_bytes_per_s: float = 0.0
    cap_bytes_per_s: int = 0
    cap: str = ""


@dataclass(frozen=True, slots=True)
class SetStatus:
    """One protected set. Rates are bytes per second; `sent` is on the wire, after compression."""

    name: str
    state: SetState
    path: str = ""
    detail: str = ""
    mode: Mode = Mode.ASYNC
    unsafe_queue: QueueStatus = field(default_factory=QueueStatus)
    safe_queue: QueueStatus = field(default_factory=QueueStatus)
    captured_sequence: int = 0
    acknowledged_sequence: int = 0
    applied_sequence: int = 0
    captured_bytes_per_s: float = 0.0
    sent_bytes_per_s: float = 0.0
    applied_bytes_per_s: float = 0.0
    raw_bytes_total: int = 0
    sent_bytes_total: int = 0
    channel_connected: bool = True
    age_s: float = 0.0
    check_progress_ratio: float = 0.0
    economy: Economy | None = None
    fill: QueueFill = field(default_factory=QueueFill)


@dataclass(frozen=True, slots=True)
class ApplicationStatus:
    """One application on one server, and whether that is what it should be doing there."""

    name: str
    server: str
    state: ApplicationState
    as_it_should_be: bool = True
    detail: str = ""
    age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """One question asked before a takeover, with its evidence in one sentence."""

    name: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What would happen if the active failed now. `outage_s` is None until a takeover was measured."""

    outage_s: float | None = None
    unsafe_entries_lost: int = 0
    unsafe_bytes_lost: int = 0
    unsafe_age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class QueueSample:
    """Both queues, added up over the sets, at `at_s` (wall clock of the server, seconds since 1970)."""

    at_s: float
    unsafe_queue: QueueStatus
    safe_queue: QueueStatus
    captured_bytes_per_s: float = 0.0
    sent_bytes_per_s: float = 0.0  # on the wire, after compression
    applied_bytes_per_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PairStatus:
    """Everything the answering server knows of the pair at one moment. `servers` has the primary first."""

    pair_name: str
    answering_server: str
    taken_at_s: float
    servers: tuple[ServerStatus, ...]
    links: tuple[LinkStatus, ...] = ()
    sets: tuple[SetStatus, ...] = ()
    applications: tuple[ApplicationStatus, ...] = ()
    service_addresses: tuple[str, ...] = ()
    public_network: str = ""
    ready_for_switchover: bool = False
    why_not: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    generation: int = 0
    active_since_s: float = 0.0
    prediction: Prediction = field(default_factory=Prediction)
    running_operation: str = ""

    def heard(self, server: ServerStatus) -> bool:
        """Say whether the server's word counts now: it answers us or is heard by the one that does."""
        return server.reachable or server.name == self.answering_server

    @property
    def active_servers(self) -> tuple[ServerStatus, ...]:
        """Every server that is heard and says it is active: one, unless something is wrong."""
        return tuple(s for s in self.servers if s.role is Role.ACTIVE and self.heard(s))

    @property
    def active(self) -> ServerStatus | None:
        """The active server; None when there is none, or more than one claims it."""
        claims = self.active_servers
        return claims[0] if len(claims) == 1 else None

    def other(self, name: str) -> ServerStatus | None:
        """Return the server that is not called `name`."""
        return next((s for s in self.servers if s.name != name), None)

    def applications_on(self, server: str) -> tuple[ApplicationStatus, ...]:
        """Return the applications as they are on one server."""
        return tuple(a for a in self.applications if a.server == server)

    @property
    def unsafe_queue(self) -> QueueStatus:
        """The unsafe queues of all sets together; the age is that of the oldest entry."""
        return _together(tuple(s.unsafe_queue for s in self.sets))

    @property
    def safe_queue(self) -> QueueStatus:
        """The safe queues of all sets together; the age is that of the oldest entry."""
        return _together(tuple(s.safe_queue for s in self.sets))

    @property
    def set_age_s(self) -> float:
        """Age of the oldest figure among the sets when the status was made."""
        return max((s.age_s for s in self.sets), default=0.0)

    @property
    def durable_now(self) -> bool:
        """Every fsync is on both servers: all sets are durable, synchronized and connected."""
        return bool(self.sets) and all(
            s.mode is Mode.DURABLE and s.state is SetState.SYNCHRONIZED and s.channel_connected for s in self.sets
        )


def _together(queues: tuple[QueueStatus, ...]) -> QueueStatus:
    if len(queues) == 1:
        return queues[0]
    return QueueStatus(
        entries=sum(q.entries for q in queues),
        bytes=sum(q.bytes for q in queues),
        oldest_age_s=max((q.oldest_age_s for q in queues), default=0.0),
    )
