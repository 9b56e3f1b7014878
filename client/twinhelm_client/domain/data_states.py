"""The states of checks and of files."""

from enum import StrEnum


class CheckPhase(StrEnum):
    """Where a check stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class FileState(StrEnum):
    """What is known of one file."""

    VERIFIED = "verified"
    DIFFERING = "differing"
    MISSING = "missing"
    REPAIRED = "repaired"
    ORPHAN = "orphan"
    NOT_COMPARED = "not_compared"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class OrphanPolicy(StrEnum):
    """What becomes of what a check finds on the passive and not on the active."""

    UNKNOWN = "unknown"
    REPORT = "report"
    QUARANTINE = "quarantine"
    DELETE = "delete"
