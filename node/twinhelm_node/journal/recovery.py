"""What a queue holds after a stop, clean or not: cut a torn tail, refuse a damaged middle, guess nothing (FORMAT.md "Recovery")."""

import mmap
import os
from dataclasses import dataclass
from pathlib import Path

from twinhelm_node.domain.errors import DataError
from twinhelm_node.journal.disk_calls import DiskCalls
from twinhelm_node.journal.record import HEADER, HEADER_BYTES, counts
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, decode_header, list_segments, segment_name, sync_directory

_PIECE_BYTES = 512
_ZERO_BYTES = 65536


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """One segment that counts, up to `end_offset_bytes`."""

    first_sequence: int
    last_sequence: int
    first_generation: int
    last_generation: int
    end_offset_bytes: int


@dataclass(frozen=True, slots=True)
class Recovered:
    """The content of a queue. `cut_bytes` were a torn tail; `removed` segments never held a record."""

    segments: tuple[SegmentInfo, ...] = ()
    cut_bytes: int = 0
    removed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is no record at all."""
        return not self.segments

    @property
    def first_sequence(self) -> int:
        """Sequence of the oldest record; 0 without one."""
        return self.segments[0].first_sequence if self.segments else 0

    @property
    def last_sequence(self) -> int:
        """Sequence of the newest record; 0 without one."""
        return self.segments[-1].last_sequence if self.segments else 0

    @property
    def last_generation(self) -> int:
        """Generation of the newest record; 0 without one."""
        return self.segments[-1].last_generation if self.segments else 0


@dataclass(frozen=True, slots=True)
class _Scan:
    """Result of reading one segment from its start: how far it counts, and whether anything valid comes after that."""

    info: SegmentInfo | None
    header_ok: bool
    size_bytes: int
    end_offset_bytes: int
    valid_after: int  # offset of a valid record after the first that does not count; 0: none
    hole: bool  # a zero-filled piece lies between the two
    room: bool = False  # nothing but zeros comes after that: made ahead, or lost with the power


def recover(directory: Path, set_id: bytes | None = None, durable_sequence: int = 0, calls: DiskCalls = os) -> Recovered:
    """Read a whole queue and return what counts, cutting a torn tail on disk.

    `durable_sequence` is the last sequence known to have been synced: damage at or below it is never a torn tail.
    Raises DataError (reason CORRUPT_JOURNAL) and leaves every file as it is if the damage is not at the end.
    """
    names = list_segments(directory)
    expected = 0
    scans = [(first_sequence, _scan(directory / segment_name(first_sequence), first_sequence, set_id)) for first_sequence in names]
    kept: list[SegmentInfo] = []
    removed: list[str] = []
    cut_bytes = 0
    for index, (first_sequence, scan) in enumerate(scans):
        path = directory / segment_name(first_sequence)
        later_counts = any(later.info is not None for _, later in scans[index + 1 :])
        if scan.info is None:
            if scan.valid_after and not scan.header_ok:
                raise _corrupt(path, scan.end_offset_bytes, "its header is damaged but records follow")
            if scan.valid_after and not scan.hole:
                raise _corrupt(path, scan.end_offset_bytes, f"valid records follow at byte {scan.valid_after}")
            if first_sequence <= durable_sequence and not later_counts and (not kept or kept[-1].last_sequence < durable_sequence):
                raise _corrupt(path, 0, f"sequence {durable_sequence} was acknowledged and is missing")
            if later_counts and scan.size_bytes > SEGMENT_HEADER_BYTES:
                raise _corrupt(path, SEGMENT_HEADER_BYTES, "a later segment goes on")
            removed.append(path.name)
            continue
        if kept and first_sequence != expected:
            raise _corrupt(path, 0, f"it begins with sequence {first_sequence} where {expected} belongs")
        if scan.end_offset_bytes < scan.size_bytes:
            if later_counts and not scan.room:
                raise _corrupt(path, scan.end_offset_bytes, "a later segment goes on")
            if scan.info.last_sequence < durable_sequence:
                raise _corrupt(path, scan.end_offset_bytes, f"sequence {durable_sequence} was acknowledged and cannot be read")
            if scan.valid_after and not scan.hole:
                raise _corrupt(path, scan.end_offset_bytes, f"valid records follow at byte {scan.valid_after}")
            cut_bytes += scan.size_bytes - scan.end_offset_bytes
        elif index == len(scans) - 1 and scan.info.last_sequence < durable_sequence:
            raise _corrupt(path, scan.end_offset_bytes, f"sequence {durable_sequence} was acknowledged and is missing")
        kept.append(scan.info)
        expected = scan.info.last_sequence + 1
    _repair(directory, kept, removed, calls)
    return Recovered(tuple(kept), cut_bytes, tuple(removed))


def _repair(directory: Path, kept: list[SegmentInfo], removed: list[str], calls: DiskCalls) -> None:
    """Carry out on disk what recovery decided, once all of it is decided, and make it durable: another segment may follow."""
    for name in removed:
        calls.unlink(str(directory / name))
    for info in kept:
        path, end = directory / segment_name(info.first_sequence), info.end_offset_bytes
        torn = path.stat().st_size > end
        if not torn and info is not kept[-1]:
            continue
        with path.open("r+b" if torn else "rb", buffering=0) as file:
            if torn:
                calls.ftruncate(file.fileno(), end)
            calls.fsync(file.fileno())  # the last one also if it is not torn: it may have been cut before, and the sync have failed
    if removed or kept:
        sync_directory(directory, calls)


def _corrupt(path: Path, offset: int, why: str) -> DataError:
    return DataError(
        f"The journal {path} is corrupt at byte {offset}: {why}. Keep a copy of the directory {path.parent}, check this disk, "
        "then move the directory away: the set is copied again from the active.", "CORRUPT_JOURNAL",
    )  # fmt: skip


def _scan(path: Path, first_sequence: int, set_id: bytes | None) -> _Scan:
    size = path.stat().st_size
    if size < SEGMENT_HEADER_BYTES:
        return _Scan(None, False, size, 0, 0, False)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as buffer, memoryview(buffer) as view:
        header = decode_header(view[:SEGMENT_HEADER_BYTES].tobytes())
        if header is not None and (header.first_sequence != first_sequence or (set_id is not None and header.set_id != set_id)):
            raise _corrupt(path, 0, "its header belongs to another set or another file name")
        if header is None:
            return _Scan(None, False, size, 0, _find_valid(view, SEGMENT_HEADER_BYTES, size), False)
        offset, expected, generation, first_generation = SEGMENT_HEADER_BYTES, first_sequence, 0, 0
        while length := counts(view, view, offset, size):
            sequence, record_generation = HEADER.unpack_from(view, offset)[2:4]
            if sequence != expected or record_generation < generation:
                break
            first_generation = first_generation or record_generation
            generation = record_generation
            expected += 1
            offset += length
        room = _is_zero(view, offset, size)
        valid_after = 0 if room else _find_valid(view, offset, size)
        hole = bool(valid_after) and _has_hole(view, offset, valid_after)
        info = SegmentInfo(first_sequence, expected - 1, first_generation, generation, offset) if expected > first_sequence else None
        return _Scan(info, True, size, offset, valid_after, hole, room)


def _find_valid(view: memoryview, start: int, end: int) -> int:
    """Return the offset of a record at or after `start` that counts by itself, or 0. Records lie at multiples of 8."""
    for offset in range(start, end - HEADER_BYTES + 1, 8):
        if (view[offset] | view[offset + 1] | view[offset + 2]) and counts(view, view, offset, end):
            return offset
    return 0


def _is_zero(view: memoryview, start: int, end: int) -> bool:
    """Return whether all bytes of [start, end) are zeros."""
    zero = bytes(_ZERO_BYTES)
    return all(
        view[piece : min(piece + _ZERO_BYTES, end)] == zero[: min(_ZERO_BYTES, end - piece)] for piece in range(start, end, _ZERO_BYTES)
    )


def _has_hole(view: memoryview, start: int, end: int) -> bool:
    """Return whether a 512-byte piece of the file in [start, end) is all zeros: written, but lost with the power."""
    zero = bytes(_PIECE_BYTES)
    first = start - start % _PIECE_BYTES
    for piece in range(first, end, _PIECE_BYTES):
        low, high = max(piece, start), min(piece + _PIECE_BYTES, end)
        if high - low >= 64 and view[low:high] == zero[: high - low]:
            return True
    return False
