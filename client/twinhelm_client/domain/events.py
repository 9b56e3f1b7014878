"""What happened, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an event matters."""

    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on one server; `at_s` is wall clock, seconds since 1970."""

    cursor: str
    at_s: float
    server: str
    severity: Severity
    kind: str
    sentence: str
    generation: int = 0
    user: str = ""
