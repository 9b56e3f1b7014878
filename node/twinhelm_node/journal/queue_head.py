"""Looks at the first records of a queue without taking them: what waits, oldest first, for people."""

import os
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from twinhelm_node.domain.queue_head import QueueEntry
from twinhelm_node.journal.record import HEADER, HEADER_BYTES, MAX_PATH_BYTES, PREFIX, Kind
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, Position, list_segments, segment_name

_TWO_NAMES = (Kind.RENAME, Kind.LINK)
_SCAN_BYTES = 1 << 20
_TRIES = 3  # a segment may be trimmed while it is looked for; the next look finds the one after it


class _Segment:
    """An open segment and how far it may be read."""

    def __init__(self, directory: Path, first_sequence: int, end: Position) -> None:
        self.first_sequence = first_sequence
        self.is_last = first_sequence == end.segment_first_sequence
        self._descriptor = os.open(directory / segment_name(first_sequence), os.O_RDONLY | os.O_CLOEXEC)
        self.limit = end.end_offset_bytes if self.is_last else os.fstat(self._descriptor).st_size

    def read(self, offset: int, size: int) -> bytes:
        return os.pread(self._descriptor, max(0, min(size, self.limit - offset)), offset)

    def close(self) -> None:
        os.close(self._descriptor)


class QueueHeadReader:
    """Reads headers and names only, however large the records are. Remembers where it stood: the next look begins there.

    Callable from any thread. It never blocks the writer: what is behind `end` is complete and does not change.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._place = (0, 0, 0)  # segment, offset, sequence of the record there

    def read(self, after: Callable[[], int], end: Callable[[], Position], count: int, now_ns: int) -> tuple[QueueEntry, ...]:
        """Return at most `count` entries that follow sequence `after()`, none beyond `end()`."""
        with self._lock:
            for _ in range(_TRIES):
                try:
                    found = self._read(after(), end(), count, now_ns)
                except FileNotFoundError:
                    found = ()
                if found or after() >= end().last_sequence:
                    return found
                self._place = (0, 0, 0)
            return ()

    def _read(self, after: int, end: Position, count: int, now_ns: int) -> tuple[QueueEntry, ...]:
        segments = list_segments(self._directory) if after < end.last_sequence else []
        wanted = max(after + 1, segments[0]) if segments else 0
        current = [first for first in segments if first <= wanted][-1:]
        if not current:
            return ()
        found: list[QueueEntry] = []
        with closing(_Segment(self._directory, current[0], end)) as segment:
            offset = self._seek(segment, wanted)
            self._place = (segment.first_sequence, offset, wanted)
        for first in segments[segments.index(current[0]) :]:
            with closing(_Segment(self._directory, first, end)) as segment:
                offset = offset if first == current[0] else SEGMENT_HEADER_BYTES
                found += _entries(segment, offset, wanted + len(found), count - len(found), now_ns)
                if len(found) >= count or segment.is_last:
                    break
        return tuple(found)

    def _seek(self, segment: _Segment, wanted: int) -> int:
        """Return the offset of record `wanted`, walking from where the last look stood."""
        known, offset, sequence = self._place
        if known != segment.first_sequence or sequence > wanted:
            offset, sequence = SEGMENT_HEADER_BYTES, segment.first_sequence
        while sequence < wanted:
            data = segment.read(offset, _SCAN_BYTES)
            at = 0
            while sequence < wanted and len(data) - at >= PREFIX.size:
                length = PREFIX.unpack_from(data, at)[0]
                if length < HEADER_BYTES:
                    raise FileNotFoundError  # not a record: the segment was thrown away and begun anew
                at += length
                sequence += 1
            if not at:
                break
            offset += at
        return offset


def _entries(segment: _Segment, offset: int, sequence: int, count: int, now_ns: int) -> list[QueueEntry]:
    found: list[QueueEntry] = []
    while len(found) < count and offset < segment.limit:
        data = segment.read(offset, HEADER_BYTES + 2 * MAX_PATH_BYTES)
        if len(data) < HEADER_BYTES:
            break
        length, _, here, generation, time_ns, kind, flags, path_length, payload_length = HEADER.unpack_from(data)[:9]
        if here != sequence or length < HEADER_BYTES:
            break
        path_end = HEADER_BYTES + path_length
        two = kind in _TWO_NAMES
        other = data[path_end : path_end + payload_length] if two else b""
        age_s = max(0.0, (now_ns - time_ns) / 1e9) if time_ns else 0.0
        size = 0 if two else payload_length
        found.append(QueueEntry(here, generation, kind_word(kind), data[HEADER_BYTES:path_end], other, size, age_s, bool(flags & 1)))
        offset += length
        sequence += 1
    return found


def kind_word(kind: int) -> str:
    """Return what a record says happened, in words: "check begin"; a number that a newer version invented stays one."""
    try:
        return Kind(kind).name.lower().replace("_", " ")
    except ValueError:
        return f"kind {kind}"
