"""Writes the safe queue: received bytes appended as they are, durable before they are acknowledged."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from twinhelm_node.domain.errors import DataError, NotReady
from twinhelm_node.journal.disk_calls import DiskCalls
from twinhelm_node.journal.record import Buffer, Run
from twinhelm_node.journal.segment import (
    DEFAULT_SEGMENT_BYTES,
    SEGMENT_HEADER_BYTES,
    Position,
    create_segment,
    segment_name,
    sync_directory,
)


class SafeQueueWriter:
    """Appends runs of records to segments of its own.

    Invariant (Ack): `position()` ends at the last record that an fdatasync which returned has covered.
    Not thread-safe: one thread writes; `position()` may be read from any.
    """

    def __init__(
        self, directory: Path, set_id: bytes, last_sequence: int, segment_bytes: int = DEFAULT_SEGMENT_BYTES, end: Position | None = None,
        calls: DiskCalls = os,
    ) -> None:  # fmt: skip
        self._directory = directory
        self._calls = calls
        self._set_id = set_id
        self._segment_bytes = segment_bytes
        self._descriptor = -1
        self._segment = 0
        self._offset = 0
        self._last_sequence = last_sequence
        self._position = end or Position(0, 0, last_sequence)
        self._unusable = ""

    def position(self) -> Position:
        """Return the end of what is durable."""
        return self._position

    @property
    def next_sequence(self) -> int:
        """The sequence that must come next."""
        return self._last_sequence + 1

    def append(self, runs: Sequence[tuple[Buffer, Run]]) -> None:
        """Write checked runs and make them durable with one fdatasync (one more if a segment is full).

        On a full disk nothing of them remains, NotReady (reason QUEUE_FULL) is raised, and they may be tried again. DataError (reason
        QUEUE_UNWRITABLE): the disk failed; what can be tried again, and what needs a new start of this process, the sentence says.
        """
        if not runs:
            return
        if self._unusable:
            raise DataError(self._unusable, "QUEUE_UNWRITABLE")
        if runs[0][1].first_sequence != self.next_sequence:
            raise DataError(
                f"The safe queue continues with sequence {self.next_sequence}, not {runs[0][1].first_sequence}; the stream starts again.",
                "SEQUENCE_GAP",
            )
        if self._descriptor >= 0 and self._offset >= self._segment_bytes:
            self.close()
        try:
            if self._descriptor < 0:
                self._segment = self._last_sequence + 1
                self._descriptor = create_segment(self._directory, self._set_id, runs[0][1].first_generation, self._segment, self._calls)
                self._offset = SEGMENT_HEADER_BYTES
            written = self._write([buffer for buffer, _ in runs])
            self._calls.fdatasync(self._descriptor)
        except OSError as error:
            self._take_back()
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NotReady(
                    f"The disk under the safe queue {self._directory} is full; make room there, it goes on by itself.", "QUEUE_FULL"
                ) from error
            raise DataError(
                f"The safe queue {self._directory} cannot be written ({error.strerror}); check this disk.", "QUEUE_UNWRITABLE"
            ) from error
        self._offset += written
        self._last_sequence = runs[-1][1].last_sequence
        self._position = Position(self._segment, self._offset, self._last_sequence)

    def restart(self, last_sequence: int) -> None:
        """Throw the whole queue away and continue after `last_sequence` (the tree is going to be copied)."""
        self.close()
        for path in self._directory.glob("*.segment"):
            path.unlink()
        sync_directory(self._directory)
        self._last_sequence = last_sequence
        self._position = Position(0, 0, last_sequence)

    def close(self) -> None:
        """Close the segment; the next record opens a new one."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, buffers: list[Buffer]) -> int:
        """Write all of `buffers` at the end, however short the single writes are."""
        total = sum(len(buffer) for buffer in buffers)
        written = self._calls.pwritev(self._descriptor, buffers, self._offset) if len(buffers) <= 64 else 0
        if written < total:
            rest = memoryview(b"".join(buffers))[written:]
            while rest:
                count = self._calls.pwrite(self._descriptor, rest, self._offset + written)
                written += count
                rest = rest[count:]
        return written

    def _take_back(self) -> None:
        """Leave nothing of a failed write: cut the segment where it was durable, and never append to it again.

        After a failed fdatasync the kernel may have dropped the pages, so the descriptor cannot be trusted any more.
        """
        if self._descriptor < 0:
            return
        path = self._directory / segment_name(self._segment)
        try:
            if self._offset <= SEGMENT_HEADER_BYTES:
                self._calls.unlink(str(path))
                sync_directory(self._directory, self._calls)
            else:
                self._calls.ftruncate(self._descriptor, self._offset)
                self._calls.fsync(self._descriptor)
        except OSError as error:
            # What remains would stand before the next segment; the recovery at the next start sorts it out.
            self._unusable = (
                f"A failed write to the safe queue {path} could not be taken back ({error.strerror}); check this disk, then restart "
                "the replicator of this server."
            )
            raise DataError(self._unusable, "QUEUE_UNWRITABLE") from error
        finally:
            self.close()
