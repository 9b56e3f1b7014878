"""What is known of single files of a set: from the checks there were, what they found, and the file itself. Nothing is kept per file."""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.domain.verification import CheckRun, FileEntry, FileState, Finding, Mark, comes_after, holds


@dataclass(frozen=True, slots=True)
class Known:
    """What the state of a file is judged by. `runs` newest first; `findings` of the passive; names that only it has count as orphans."""

    runs: Sequence[CheckRun]
    findings: Sequence[Finding]
    path_filter: PathFilter


def judge(known: Known, path: bytes, seen: os.stat_result | None) -> FileEntry:
    """Return what is known of one path; `seen` is what the active has there, None: nothing. Pure."""
    is_folder = seen is not None and stat.S_ISDIR(seen.st_mode)
    size = 0 if seen is None or is_folder else seen.st_size
    if known.path_filter.excluded(path, is_folder):
        return FileEntry(path, is_folder, size, FileState.EXCLUDED)
    found = [one for one in known.findings if one.path == path or (one.state is FileState.MISSING and holds(one.path, path))]
    newest = max(found, key=lambda one: one.at_ns, default=None)
    if seen is None:
        at = newest if newest is not None and newest.state is FileState.ORPHAN else None
        if at is None:
            return FileEntry(path, False, 0, FileState.MISSING)
        return FileEntry(path, False, at.bytes, FileState.ORPHAN, at.at_ns, at.generation, at.sequence, detail=at.detail)
    if newest is not None and newest.state is not FileState.ORPHAN and not newest.repaired_ns:
        return FileEntry(path, is_folder, size, newest.state, newest.at_ns, newest.generation, newest.sequence, detail=newest.detail)
    mark = verified_at(known.runs, path)
    if newest is not None and newest.repaired_ns and newest.state is not FileState.ORPHAN and (
        mark is None or newest.at_ns >= mark[1].at_ns - _SLICE_NS
    ):  # fmt: skip
        changed = seen.st_ctime_ns > newest.repaired_ns
        return FileEntry(
            path, is_folder, size, FileState.REPAIRED, newest.repaired_ns, newest.generation, newest.sequence, changed,
            f"{newest.state.value}, {newest.bytes} bytes" if newest.bytes else newest.state.value,
        )  # fmt: skip
    if mark is None:
        return FileEntry(path, is_folder, size, FileState.NOT_COMPARED)
    run, at_mark = mark
    return FileEntry(
        path, is_folder, size, FileState.VERIFIED, at_mark.at_ns, run.generation, at_mark.sequence, seen.st_ctime_ns > at_mark.at_ns
    )


# a mark is set after the slice that found something
_SLICE_NS = 5 * 10**9


def verified_at(runs: Iterable[CheckRun], path: bytes) -> tuple[CheckRun, Mark] | None:
    """Return the newest check that has compared a path, and when at the latest it did. Pure."""
    best: tuple[CheckRun, Mark] | None = None
    for run in runs:
        if not holds(run.path, path) or not run.compare:
            continue
        mark = next((mark for mark in run.marks if not comes_after(path, mark.path)), None)
        if mark is None and run.over and run.phase.value == "done":
            mark = Mark(path, run.ended_ns, run.sequence)
        if mark is not None and (best is None or mark.at_ns > best[1].at_ns):
            best = (run, mark)
    return best


def look(folder: str, relative: bytes) -> os.stat_result | None:
    """Return what stands at a path of the set, None if nothing does."""
    try:
        return os.lstat(os.fsencode(folder) + (b"/" + relative if relative else b""))
    except OSError:
        return None


def names_in(folder: str, relative: bytes) -> list[bytes]:
    """Return the names in a folder of the set, sorted. Raises OSError."""
    return sorted(os.listdir(os.fsencode(folder) + (b"/" + relative if relative else b"")))
