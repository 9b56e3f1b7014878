"""Checks: comparing a set, or a part of it, with its copy. What was asked for, how far it is, and what is known of single files."""

from dataclasses import dataclass, field
from enum import StrEnum

from twinhelm_node.domain.status import SetState

SMALLEST_RATE_BYTES_PER_S = 64 * 1024
MOST_WAITING = 16


class CheckPhase(StrEnum):
    """Where a check stands."""

    WAITING = "waiting"  # for the passive, or for another check to end
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class CheckAction(StrEnum):
    """What an administrator may ask of checks."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RATE = "rate"  # of the check that runs, until it ends


class FileState(StrEnum):
    """What is known of one file or folder of a set."""

    VERIFIED = "verified"
    DIFFERING = "differing"
    MISSING = "missing"  # on the passive
    REPAIRED = "repaired"
    ORPHAN = "orphan"  # on the passive, not on the active
    NOT_COMPARED = "not_compared"
    EXCLUDED = "excluded"


class OrphanPolicy(StrEnum):
    """What becomes of what only the passive has."""

    REPORT = "report"
    QUARANTINE = "quarantine"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything up to `path`, in the order of names, had been compared at this moment and place in the order of records."""

    path: bytes
    at_ns: int
    sequence: int


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One check. `number` is unique in a pair (0: none), `path` b"" means everything.

    `trusted`: the set was synchronized, so the check may be paused, cancelled and interrupted by a switchover; otherwise the copy cannot be
    used without it. `position`: what comes before it in the order of names, and it itself up to `offset` (0: whole), has been compared.
    `rate_bytes_per_s` 0: as the set says. Counters: `total_*` are those of the last check of everything, 0 where there was none.
    """

    number: int = 0
    path: bytes = b""
    phase: CheckPhase = CheckPhase.WAITING
    trusted: bool = True
    compare: bool = True
    user: str = ""
    started_ns: int = 0
    ended_ns: int = 0
    generation: int = 0
    sequence: int = 0
    position: bytes = b""
    offset: int = 0
    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0
    differing_bytes: int = 0
    differing_files: int = 0
    missing: int = 0
    orphans: int = 0
    total_objects: int = 0
    total_bytes: int = 0
    progress_ratio: float = 0.0
    rate_bytes_per_s: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.phase in (CheckPhase.DONE, CheckPhase.CANCELLED)


@dataclass(frozen=True, slots=True)
class SetChecks:
    """The checks of one set: the one at work, those that wait, the last that ended. `rate` is that of the set, 0: no limit."""

    set_name: str
    current: CheckRun | None = None
    waiting: tuple[CheckRun, ...] = ()
    last: CheckRun | None = None
    rate_bytes_per_s: int = 0
    measured_bytes_per_s: float = 0.0
    held_because: str = ""  # why it does not go on just now
    ended: tuple[CheckRun, ...] = ()  # oldest first; what says nothing any more is left out


@dataclass(frozen=True, slots=True)
class Verification:
    """One set. The counters are what checks and copies have done since the active became active; `sent` is content before compression."""

    set_name: str
    state: SetState
    detail: str = ""
    progress_ratio: float = 0.0
    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0
    checks: SetChecks = field(default_factory=lambda: SetChecks(""))

    @property
    def eta_s(self) -> float | None:
        """Seconds to the end of the check at work at its present pace, None where that cannot be said."""
        run, pace = self.checks.current, self.checks.measured_bytes_per_s
        if run is None or run.phase is not CheckPhase.RUNNING:
            return None
        if run.total_bytes > run.compared_bytes and pace > 0:
            return (run.total_bytes - run.compared_bytes) / pace
        if run.progress_ratio > 0 and pace > 0 and run.compared_bytes:
            return run.compared_bytes * (1 - run.progress_ratio) / run.progress_ratio / pace
        return None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found on the passive, `server`, at its place in the order of records. `repaired_ns` 0: not yet."""

    path: bytes
    state: FileState
    at_ns: int
    generation: int
    sequence: int
    bytes: int = 0
    repaired_ns: int = 0
    server: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One name in a folder of the set, and what is known of it. `verified_ns` 0: never compared; `changed_since`: replicated since then."""

    path: bytes
    is_folder: bool
    size_bytes: int
    state: FileState
    at_ns: int = 0
    generation: int = 0
    sequence: int = 0
    changed_since: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Orphan:
    """What only the passive had, set aside on `server`. `round` and `path` name it; files and bytes below it are counted."""

    server: str
    set_name: str
    round: str
    path: bytes
    is_folder: bool
    files: int
    size_bytes: int
    taken_ns: int


@dataclass(frozen=True, slots=True)
class Orphans:
    """What both servers have set aside; `not_answering` could not be asked."""

    kept: tuple[Orphan, ...] = ()
    not_answering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What both servers found; `not_answering` could not be asked."""

    found: tuple[Finding, ...] = ()
    not_answering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileList:
    """A page of entries. `more`: there are further ones."""

    entries: tuple[FileEntry, ...] = ()
    more: bool = False
    not_answering: tuple[str, ...] = ()


def comes_after(path: bytes, position: bytes) -> bool:
    """Whether `path` stands behind `position` in the order of names, in which a folder comes before what is in it."""
    return path.split(b"/") > position.split(b"/") if position else True


def holds(folder: bytes, path: bytes) -> bool:
    """Whether `path` lies in `folder`, or is it; b"" holds everything."""
    return not folder or path == folder or path.startswith(folder + b"/")
