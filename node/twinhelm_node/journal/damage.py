"""Records of a queue that cannot be read any more: found, kept as evidence, replaced so that the sequence goes on (FORMAT.md "Damage").

What they said is lost. Here only the queue is made whole again; whoever calls sees to it that the passive's tree does not count as equal
until a check has brought what they said.
"""

import errno
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from twinhelm_node.journal.record import FLAG_COPY, HEADER, CheckOf, Kind, Record, counts, encode
from twinhelm_node.journal.segment import (
    SEGMENT_HEADER_BYTES,
    Position,
    SegmentHeader,
    decode_header,
    encode_header,
    list_segments,
    segment_name,
    sync_directory,
)
from twinhelm_node.system.files import make_private_directory

_MOST_EVIDENCE = 8
_READ_BYTES, _BLOCK_BYTES = 1 << 20, 4096
_WALKED = frozenset({Kind.ENSURE, Kind.ENTRIES, Kind.VERIFY, Kind.CHECK_BEGIN, Kind.CHECK_END})


@dataclass(frozen=True, slots=True)
class Damage:
    """What one segment has lost. `start`, `resume`: the bytes between which nothing counts; `generation`: of what stands before."""

    segment: int
    first_sequence: int
    last_sequence: int
    generation: int
    start: int
    resume: int
    since_ns: int  # capture time of the last record before it


@dataclass(frozen=True, slots=True)
class Found:
    """The damage of a queue. `walked`: records of a copy or check stand in the segments that were looked at, after the given sequence."""

    damage: tuple[Damage, ...] = ()
    walked: bool = False

    def lost_after(self, sequence: int) -> tuple[int, int]:
        """Return first and last sequence that is lost beyond `sequence`; (0, 0): none."""
        lost = [one for one in self.damage if one.last_sequence > sequence]
        return (max(lost[0].first_sequence, sequence + 1), lost[-1].last_sequence) if lost else (0, 0)


def find_damage(directory: Path, after_sequence: int, end: Position, most_segments: int = 0) -> Found:
    """Read the segments that hold what follows `after_sequence`, up to `end` (at most so many; 0: all), and say what cannot be read.

    Of one segment everything is lost from its first to its last damaged record. Raises OSError for what is no matter of a sector.
    """
    names = [name for name in list_segments(directory) if name <= end.last_sequence]
    found: list[Damage] = []
    walked = False
    looked = 0
    for index, first in enumerate(names):
        last = names[index + 1] - 1 if index + 1 < len(names) else end.last_sequence
        if last <= after_sequence:
            continue
        if most_segments and looked == most_segments:
            break
        looked += 1
        data = _read(directory / segment_name(first))
        damage, copies = _look(data, first, last, after_sequence)
        walked = walked or copies
        if damage is not None:
            found.append(damage)
    return Found(tuple(found), walked)


def mend(directory: Path, set_id: bytes, damage: Sequence[Damage], number: int, evidence: Path) -> list[Path]:
    """Put CHECK_BEGIN records of check `number` in the place of what is lost; returns where the damaged segments are kept now.

    Each segment is replaced by one rename; none of them may be written any more. Raises OSError (a full disk): the others are as before.
    """
    kept = []
    for one in damage:
        path = directory / segment_name(one.segment)
        data = _read(path)
        header = decode_header(data[:SEGMENT_HEADER_BYTES]) or SegmentHeader(set_id, one.generation, one.segment, time.time_ns())
        gap = Record(one.first_sequence, one.generation, Kind.CHECK_BEGIN, a=number, b=CheckOf.LOST, time_ns=time.time_ns())
        kept.append(keep_evidence(path, evidence))
        _replace(
            path,
            chain(
                [encode_header(header), data[SEGMENT_HEADER_BYTES : one.start]],
                (encode(replace(gap, sequence=sequence)) for sequence in range(one.first_sequence, one.last_sequence + 1)),
                [data[one.resume :]],
            ),
        )
    return kept


def keep_evidence(path: Path, evidence: Path) -> Path:
    """Give a damaged segment a second name in `evidence`, where the newest eight stay; returns that name."""
    make_private_directory(evidence)
    target = evidence / f"{path.stem}-{time.time_ns()}.segment"
    os.link(path, target)
    for old in sorted(evidence.glob("*.segment"), key=lambda one: one.stem.rpartition("-")[2])[:-_MOST_EVIDENCE]:
        old.unlink()
    sync_directory(evidence)
    return target


def drop_through(directory: Path, through_sequence: int) -> None:
    """Delete the segments that begin at or before `through_sequence`."""
    for name in list_segments(directory):
        if name <= through_sequence:
            (directory / segment_name(name)).unlink()
    sync_directory(directory)


def cut_at_damage(directory: Path, evidence: Path) -> tuple[int, Path | None]:
    """Leave of a queue that nobody writes what counts before its first damage, keep the damaged segment in `evidence`.

    Returns the last sequence that is left (0: none) and where the damaged segment is (None: nothing is damaged, something is missing).
    """
    left = 0
    for first in list_segments(directory):
        path = directory / segment_name(first)
        data = _read(path)
        if len(data) <= SEGMENT_HEADER_BYTES:
            path.unlink()  # it never held a record
            continue
        fits = decode_header(data[:SEGMENT_HEADER_BYTES]) is not None and left in (0, first - 1)
        offset, following, _, _ = _run_of(data, SEGMENT_HEADER_BYTES, first, 1 << 63, 0)
        if fits and following > first and not data[offset:].strip(b"\0"):
            left = following - 1
            continue
        kept = keep_evidence(path, evidence)
        if fits and following > first:
            left = following - 1
            _replace(path, [data[:offset]])
        drop_from(directory, left + 1 if left else first)
        return left, kept
    return left, None


def drop_from(directory: Path, first_sequence: int) -> None:
    """Delete the segments that begin at or after `first_sequence`."""
    for name in list_segments(directory):
        if name >= first_sequence:
            (directory / segment_name(name)).unlink()
    sync_directory(directory)


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    """Give a segment another content with one rename. Raises OSError and leaves it as it is."""
    beside = path.with_suffix(".mended")
    try:
        with beside.open("wb", buffering=1 << 20) as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def _look(data: bytes, first: int, last: int, after: int) -> tuple[Damage | None, bool]:
    """What a segment that should hold `first` to `last` has lost, and whether a copy or check stands in it after `after`."""
    header = decode_header(data[:SEGMENT_HEADER_BYTES])
    offset, expected, generation, time_ns = _run_of(data, SEGMENT_HEADER_BYTES, first, last, 0)
    walked = _is_walked(data, SEGMENT_HEADER_BYTES, offset, after)
    if expected > last:
        return None, walked
    if not generation and header is not None:
        generation, time_ns = header.generation, header.created_ns
    resume, following, newer_ns = _resume(data, offset, expected, last, generation)
    walked = walked or _is_walked(data, resume, len(data), after)
    if newer_ns and newer_ns < time_ns:
        time_ns = 0  # the clock was set back: it does not tell what changed since
    return Damage(first, expected, following - 1, generation, offset, resume, time_ns), walked


def _run_of(data: bytes, offset: int, sequence: int, last: int, generation: int) -> tuple[int, int, int, int]:
    """Read records from `sequence` to `last` as far as they count: (offset after them, next sequence, generation, time of the last)."""
    view = memoryview(data)
    time_ns = 0
    while sequence <= last and (length := counts(data, view, offset, len(data))):
        found, found_generation, found_ns = HEADER.unpack_from(data, offset)[2:5]
        if found != sequence or found_generation < generation:
            break
        generation, time_ns = found_generation, found_ns
        sequence += 1
        offset += length
    return offset, sequence, generation, time_ns


def _resume(data: bytes, start: int, expected: int, last: int, generation: int) -> tuple[int, int, int]:
    """Where records count again and do so up to `last`: (offset, sequence, time). Without such a place: the end.

    Only a run up to the end is believed, because the content of a damaged record may look like records.
    """
    view = memoryview(data)
    offset = start
    while offset + 88 <= len(data):
        offset += 8
        if not (data[offset : offset + 3].strip(b"\0") and (length := counts(data, view, offset, len(data)))):
            continue
        sequence, found_generation, time_ns = HEADER.unpack_from(data, offset)[2:5]
        if not expected < sequence <= last or found_generation < generation:
            continue
        end, following, _, _ = _run_of(data, offset, sequence, last, found_generation)
        if following > last:
            return offset, sequence, time_ns
        offset = max(offset, end - 8, offset + length - 8)
    return len(data), last + 1, 0


def _is_walked(data: bytes, offset: int, end: int, after: int) -> bool:
    """Whether one of the records there, after `after`, is of a copy or check."""
    while offset + 88 <= end:
        length, _, sequence, _, _, kind, flags = HEADER.unpack_from(data, offset)[:7]
        if sequence > after and (flags & FLAG_COPY or kind in _WALKED):
            return True
        if not length:
            break
        offset += length
    return False


def _read(path: Path) -> bytes:
    """A whole segment; sectors that the disk does not give are zeros."""
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        parts = []
        at = 0
        while at < size:
            part = _read_at(file.fileno(), at, min(_READ_BYTES, size - at))
            if not part:
                break
            parts.append(part)
            at += len(part)
    return b"".join(parts)


def _read_at(descriptor: int, at: int, size: int) -> bytes:
    try:
        return os.pread(descriptor, size, at)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        if size <= _BLOCK_BYTES:
            return bytes(size)
        return b"".join(_read_at(descriptor, at + offset, min(_BLOCK_BYTES, size - offset)) for offset in range(0, size, _BLOCK_BYTES))
