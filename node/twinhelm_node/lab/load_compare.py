"""Compares independently: two trees with rsync, and what a lost active had captured with what the other server went on from."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from twinhelm_node.domain.errors import DataError
from twinhelm_node.journal.record import Kind, Record, counts, decode
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, list_segments, segment_name
from twinhelm_node.lab.demo_evidence import UnsafeQueue
from twinhelm_node.system.process import run

COMPARE_TIMEOUT_S = 300.0


def rsync_exclude(pattern: str) -> str:
    """Say a protected set's exclude pattern in rsync's words: with a slash it means the whole path, and `*` crosses slashes."""
    return f"/{pattern.replace('*', '**')}" if "/" in pattern else pattern


def differences(one: Path, other: Path, excludes: Sequence[str] = ()) -> tuple[str, ...]:
    """Return rsync's line for everything that is not equal in content or metadata; times count to the nanosecond.

    Both trees must be at rest.
    """
    arguments = ["rsync", "--dry-run", "--itemize-changes", "--numeric-ids", "--modify-window=-1", "-aAXHSc", "--delete"]
    arguments += [f"--exclude={rsync_exclude(pattern)}" for pattern in excludes]
    found = run([*arguments, f"{one}/", f"{other}/"], timeout_s=COMPARE_TIMEOUT_S).require_success()
    return tuple(line for line in found.stdout.splitlines() if line.strip())


def records(directory: Path, after_sequence: int = 0) -> Iterator[Record]:
    """Yield the records of a queue beyond a sequence, without changing a byte of it (recovery would cut a torn tail)."""
    for first in list_segments(directory):
        content = (directory / segment_name(first)).read_bytes()
        view = memoryview(content)
        offset = SEGMENT_HEADER_BYTES
        while length := counts(content, view, offset, len(content)):
            record = decode(content, offset)
            if record.sequence > after_sequence:
                yield record
            offset += length


def where_generation_grew_from(unsafe_directory: Path) -> int:
    """Return the last sequence of the generation before the newest one in an active's unsafe queue."""
    grown = [record.b for record in records(unsafe_directory) if record.kind == Kind.GENERATION]
    if not grown:
        raise DataError(f"{unsafe_directory} holds no generation record; look there before the queue is trimmed.")
    return grown[-1]


def unsafe_queue_beyond(unsafe_directory: Path, held_sequence: int) -> UnsafeQueue:
    """Return what a lost active had captured beyond what the other server holds."""
    left = [record.time_ns for record in records(unsafe_directory, held_sequence)]
    return UnsafeQueue(entries=len(left), oldest_ns=min(left, default=0))
