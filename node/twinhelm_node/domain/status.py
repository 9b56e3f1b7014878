"""What a server knows about its sets, queues, applications and machine at one moment."""

from dataclasses import dataclass, field
from enum import StrEnum

from twinhelm_node.domain.economy import EconomyStatus
from twinhelm_node.domain.queue_fill import QueueFill


class SetState(StrEnum):
    """How far the passive's copy of a protected set can be trusted."""

    UNINITIALIZED = "uninitialized"
    CHECKING = "checking"
    SYNCHRONIZED = "synchronized"
    UNCHECKED = "unchecked"
    OUT_OF_SYNC = "out_of_sync"
    ERROR = "error"

    @property
    def words(self) -> str:
        """As it stands in a sentence: "out of sync"."""
        return self.value.replace("_", " ")


class Mode(StrEnum):
    """When fsync returns to the application."""

    ASYNC = "async"
    DURABLE = "durable"


class ApplicationState(StrEnum):
    """What a protected application is doing on one server."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Length of one queue. `oldest_age_s` is 0 when the queue is empty."""

    entries: int = 0
    bytes: int = 0
    oldest_age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SetStatus:
    """One protected set on one server.

    On the active, `safe_queue` and `applied_sequence` are what the passive last reported over the channel; on the
    passive, `unsafe_queue` is empty. Rates are bytes per second over the last second; `sent` is on the wire. What checks and copies have
    visited, compared and sent (before compression) counts from when this server became active.
    """

    name: str
    path: str
    state: SetState
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
    channel_connected: bool = False
    check_progress_ratio: float = 0.0
    generation: int = 0
    check_visited_objects: int = 0
    check_compared_bytes: int = 0
    check_sent_bytes: int = 0
    economy: EconomyStatus | None = None
    fill: QueueFill = field(default_factory=QueueFill)


@dataclass(frozen=True, slots=True)
class ReplicatorStatus:
    """The replicator of one server. `side` is "active", "passive" or "starting"."""

    side: str
    generation: int
    sets: tuple[SetStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationStatus:
    """One protected application on one server."""

    name: str
    state: ApplicationState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SystemFigures:
    """Load of one machine. `processor_ratio` is 0 to 1 over all cores; the disk is the one that holds the first set."""

    processor_ratio: float = 0.0
    memory_used_bytes: int = 0
    memory_total_bytes: int = 0
    disk_used_bytes: int = 0
    disk_total_bytes: int = 0
    disk_path: str = ""
