"""One moment of both queues, for graphs."""

from dataclasses import dataclass, field

from twinhelm_node.domain.status import QueueStatus


@dataclass(frozen=True, slots=True)
class QueueSample:
    """Queues and rates of one set, or of all sets added up, at one moment. `at_ns` is wall clock since 1970."""

    at_ns: int
    unsafe_queue: QueueStatus = field(default_factory=QueueStatus)
    safe_queue: QueueStatus = field(default_factory=QueueStatus)
    captured_bytes_per_s: float = 0.0
    sent_bytes_per_s: float = 0.0
    applied_bytes_per_s: float = 0.0
