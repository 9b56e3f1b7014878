"""Makes durable what a process that was killed may have left in the page cache only."""

import os
from io import FileIO
from pathlib import Path

from twinhelm_node.journal.disk_calls import DiskCalls
from twinhelm_node.journal.record import PREFIX
from twinhelm_node.journal.recovery import Recovered
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, segment_name, sync_directory

_COPY_BYTES = 1 << 20


def make_durable(directory: Path, recovered: Recovered, after_sequence: int, calls: DiskCalls = os) -> None:
    """Make what follows `after_sequence` durable, by writing it once more. Raises OSError.

    A process that was killed may have written records that were never synced: they are read from the page cache and may not be on
    the disk. A sync alone would not do, because the pages of one that failed before count as clean.
    """
    for segment in recovered.segments:
        if segment.last_sequence <= after_sequence:
            continue
        with (directory / segment_name(segment.first_sequence)).open("r+b", buffering=0) as file:
            offset = 0 if after_sequence < segment.first_sequence else _offset_after(file, after_sequence - segment.first_sequence + 1)
            while offset < segment.end_offset_bytes:
                data = os.pread(file.fileno(), min(_COPY_BYTES, segment.end_offset_bytes - offset), offset)
                offset += calls.pwrite(file.fileno(), data, offset)
            calls.fdatasync(file.fileno())
    sync_directory(directory, calls)


def _offset_after(file: FileIO, count: int) -> int:
    """Return where the first `count` records of a segment end."""
    offset = SEGMENT_HEADER_BYTES
    for _ in range(count):
        offset += int(PREFIX.unpack(os.pread(file.fileno(), PREFIX.size, offset))[0])
    return offset
