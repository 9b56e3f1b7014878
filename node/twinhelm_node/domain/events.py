"""What happened, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an event matters to an administrator."""

    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on one server. `cursor` is ordered text; `at_ns` wall clock since 1970."""

    cursor: str
    at_ns: int
    server: str
    severity: Severity
    kind: str
    sentence: str
    generation: int
    user: str = ""
