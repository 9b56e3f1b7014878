"""Reads a queue in order, as runs of whole records, byte for byte."""

import os
from itertools import pairwise
from pathlib import Path

from twinhelm_node.domain.errors import DataError
from twinhelm_node.journal.record import HEADER, MAX_RECORD_BYTES, PREFIX, whole_run
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, Position, list_segments, segment_name


class QueueReader:
    """A cursor over the segments of one directory. Not thread-safe; the writer may be another process or language.

    Invariant: the runs it returns, put together, are the records from the sequence it was set to, without a gap.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._descriptor = -1
        self._segment = 0
        self._offset = 0
        self.next_sequence = 1

    def close(self) -> None:
        """Forget the open segment."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def seek(self, sequence: int) -> None:
        """Let the next read begin with `sequence`."""
        self.close()
        self.next_sequence = sequence

    def read(self, end: Position, max_bytes: int) -> bytes:
        """Return whole records from `next_sequence` on, not beyond `end`: at most `max_bytes`, or one larger record.

        Empty when there is nothing more. Raises DataError (reason SEQUENCE_GAP) if a record that should be there is not.
        """
        while self.next_sequence <= end.last_sequence:
            if self._descriptor < 0:
                self._open(end)
            limit = end.end_offset_bytes if self._segment == end.segment_first_sequence else self._closed_size()
            if self._offset < limit:
                data = os.pread(self._descriptor, min(max_bytes, limit - self._offset), self._offset)
                size, last = whole_run(data, max_bytes)
                if not size:
                    data = os.pread(self._descriptor, min(MAX_RECORD_BYTES, limit - self._offset), self._offset)
                    length = PREFIX.unpack_from(data)[0] if len(data) >= PREFIX.size else 0
                    size, last = whole_run(data, length)
                if size:
                    return self._take(data if size == len(data) else data[:size], last)
            if self._segment >= end.segment_first_sequence:
                raise self._gap(end)
            self.close()
        return b""

    def remaining_bytes(self, end: Position) -> int:
        """Return how many bytes of records lie between the cursor and `end`."""
        if self.next_sequence > end.last_sequence:
            return 0
        if self._descriptor < 0:
            self._open(end)
        if self._segment == end.segment_first_sequence:
            return end.end_offset_bytes - self._offset
        between = [name for name in list_segments(self.directory) if self._segment < name < end.segment_first_sequence]
        whole = sum((self.directory / segment_name(name)).stat().st_size - SEGMENT_HEADER_BYTES for name in between)
        return self._closed_size() - self._offset + whole + end.end_offset_bytes - SEGMENT_HEADER_BYTES

    def in_segment_after(self, sequence: int) -> bool:
        """Return whether the cursor stands in a segment that begins after `sequence`: older ones could be trimmed."""
        return self._segment > sequence

    def peek_time_ns(self, end: Position) -> int:
        """Return the capture time of the next record without moving, 0 if there is none."""
        if self.next_sequence > end.last_sequence:
            return 0
        if self._descriptor < 0:
            self._open(end)
        header = os.pread(self._descriptor, HEADER.size, self._offset)
        return int(HEADER.unpack(header)[4]) if len(header) == HEADER.size else 0

    def _take(self, data: bytes, last: int) -> bytes:
        first = PREFIX.unpack_from(data)[2]
        if first != self.next_sequence:
            raise DataError(
                f"The queue {self.directory} holds sequence {first} where {self.next_sequence} belongs; check this disk, the set is "
                "copied again.", "SEQUENCE_GAP",
            )  # fmt: skip
        self._offset += len(data)
        self.next_sequence = last + 1
        return data

    def _open(self, end: Position) -> None:
        names = [name for name in list_segments(self.directory) if name <= self.next_sequence]
        if not names:
            raise self._gap(end)
        self._segment = names[-1]
        self._descriptor = os.open(self.directory / segment_name(self._segment), os.O_RDONLY | os.O_CLOEXEC)
        self._offset = SEGMENT_HEADER_BYTES
        limit = end.end_offset_bytes if self._segment == end.segment_first_sequence else self._closed_size()
        sequence = self._segment
        while sequence < self.next_sequence:
            data = os.pread(self._descriptor, min(1 << 20, limit - self._offset), self._offset)
            offset = 0
            while sequence < self.next_sequence and len(data) - offset >= PREFIX.size:
                length = PREFIX.unpack_from(data, offset)[0]
                if not length:
                    raise self._gap(end)
                offset += length
                sequence += 1
            if not offset:
                self.close()
                raise self._gap(end)
            self._offset += offset

    def _closed_size(self) -> int:
        return os.fstat(self._descriptor).st_size

    def _gap(self, end: Position) -> DataError:
        return DataError(
            f"The queue {self.directory} does not hold sequence {self.next_sequence} (it ends with {end.last_sequence}); "
            "the set is copied again.", "SEQUENCE_GAP",
        )  # fmt: skip


def trim(directory: Path, through_sequence: int) -> int:
    """Delete the segments all of whose records are at or below `through_sequence`, never the newest; return how many bytes."""
    names = list_segments(directory)
    freed = 0
    for first, following in pairwise(names):
        if following - 1 > through_sequence:
            break
        path = directory / segment_name(first)
        freed += path.stat().st_size
        path.unlink()
    return freed
