"""What is known of a pair's data: checks, single files, what checks found, what is set aside. Times are seconds since 1970, 0: none."""

from dataclasses import dataclass, replace
from enum import StrEnum

from twinhelm_client.domain import text
from twinhelm_client.domain.data_states import CheckPhase, FileState
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.queue_head import shown_path


class CheckAction(StrEnum):
    """What may be asked of the check at work."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


__all__ = [
    "RATES",
    "CheckAction",
    "CheckPhase",
    "CheckRun",
    "Extracted",
    "FileEntry",
    "FileState",
    "Finding",
    "Listed",
    "Orphan",
    "SetCheck",
    "above",
    "figures",
    "found_words",
    "headline",
    "rate_words",
    "with_action",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One check. `path` b"" means everything; `needed`: the copy cannot be used without it. `total_*` 0: not known."""

    number: int
    path: bytes = b""
    phase: CheckPhase = CheckPhase.RUNNING
    needed: bool = False
    user: str = ""
    started_at_s: float = 0.0
    ended_at_s: float = 0.0
    position: bytes = b""
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


@dataclass(frozen=True, slots=True)
class SetCheck:
    """The checks of one set. `rate_bytes_per_s` of the set, 0: no limit."""

    set_name: str
    current: CheckRun | None = None
    waiting: int = 0
    last: CheckRun | None = None
    rate_bytes_per_s: int = 0
    measured_bytes_per_s: float = 0.0
    held_because: str = ""

    @property
    def eta_s(self) -> float | None:
        """Seconds to the end at the present pace; None where that cannot be said."""
        run, pace = self.current, self.measured_bytes_per_s
        if run is None or run.phase is not CheckPhase.RUNNING or pace <= 0:
            return None
        if run.total_bytes > run.compared_bytes:
            return (run.total_bytes - run.compared_bytes) / pace
        if run.progress_ratio > 0 and run.compared_bytes:
            return run.compared_bytes * (1 - run.progress_ratio) / run.progress_ratio / pace
        return None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One name in a folder of a set."""

    path: bytes
    is_folder: bool
    size_bytes: int
    state: FileState
    at_s: float = 0.0
    generation: int = 0
    sequence: int = 0
    changed_since: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found on `server`."""

    path: bytes
    state: FileState
    at_s: float
    sequence: int
    bytes: int
    repaired_at_s: float
    server: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something only the passive had, set aside on `server`; `round` and `path` name it."""

    server: str
    set_name: str
    round: str
    path: bytes
    is_folder: bool
    files: int
    size_bytes: int
    taken_at_s: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and what is missing from it: servers that could not be asked, and whether there is more."""

    rows: tuple[object, ...] = ()
    not_answering: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was taken out of an archive."""

    files: int
    entries: int
    bytes: int


RATES = (0, 5_000_000, 20_000_000, 50_000_000, 100_000_000, 500_000_000)


def rate_words(rate_bytes_per_s: int) -> str:
    """Return "20 MB/s", or that there is no limit."""
    return text.rate(rate_bytes_per_s) if rate_bytes_per_s else translate("Data", "no limit")


def headline(check: SetCheck | None) -> str:
    """Say in one sentence what checks of a set are doing."""
    if check is None:
        return translate("Data", "Nothing is known of checks yet.")
    run = check.current
    if run is None:
        return _last_words(check.last)
    what = shown_path(run.path) or translate("Data", "everything")
    if run.phase is CheckPhase.PAUSED:
        return translate("Data", "The check of {0} is paused at {1}.").format(what, text.percent(run.progress_ratio))
    if run.phase is CheckPhase.WAITING or check.held_because:
        return translate("Data", "The check of {0} waits at {1}.").format(what, text.percent(run.progress_ratio))
    return translate("Data", "Comparing {0}: {1}.").format(what, text.percent(run.progress_ratio))


def figures(check: SetCheck | None) -> str:
    """Say how far the check at work is, in objects, bytes and time."""
    run = check.current if check is not None else None
    if check is None or run is None:
        return ""
    objects = f"{run.visited_objects:,}".replace(",", "\u202f")
    if run.total_bytes:
        whole = translate("Data", "{0} of about {1} objects, {2} of about {3} compared").format(
            objects, f"{run.total_objects:,}".replace(",", "\u202f"), text.size(run.compared_bytes), text.size(run.total_bytes)
        )
    else:
        whole = translate("Data", "{0} objects, {1} compared").format(objects, text.size(run.compared_bytes))
    parts = [whole]
    if run.phase is CheckPhase.RUNNING:
        parts.append(text.rate(check.measured_bytes_per_s))
    if check.eta_s is not None:
        parts.append(translate("Data", "about {0} left").format(text.seconds(check.eta_s)))
    if run.position:
        parts.append(translate("Data", "at {0}").format(shown_path(run.position)))
    return " · ".join(parts)


def found_words(run: CheckRun | None) -> str:
    """Say what a check found."""
    if run is None:
        return ""
    if not (run.differing_files or run.missing or run.orphans):
        return translate("Data", "Nothing differed so far.") if run.phase is not CheckPhase.DONE else translate("Data", "Nothing differed.")
    return translate("Data", "Found and repaired: {0} differing, {1} missing. Only on the passive: {2}.").format(
        run.differing_files, run.missing, run.orphans
    )


def _last_words(run: CheckRun | None) -> str:
    if run is None:
        return translate("Data", "This set has not been checked yet.")
    what = shown_path(run.path) or translate("Data", "everything")
    if run.phase is CheckPhase.CANCELLED:
        return translate("Data", "The last check, of {0}, was cancelled at {1}.").format(what, text.percent(run.progress_ratio))
    return translate("Data", "The last check compared {0}.").format(what)


def above(folder: bytes) -> bytes:
    """Return the folder above, b"" at the top."""
    return folder.rpartition(b"/")[0]


def with_action(check: SetCheck, action: CheckAction) -> SetCheck:
    """Return what is going to be true when the pair has done it; shown until it says so itself."""
    if check.current is None:
        return check
    if action is CheckAction.CANCEL:
        return replace(check, current=None, last=replace(check.current, phase=CheckPhase.CANCELLED))
    phase = CheckPhase.PAUSED if action is CheckAction.PAUSE else CheckPhase.RUNNING
    return replace(check, current=replace(check.current, phase=phase))
