"""Segment files: their names and headers (FORMAT.md "Segment file")."""

import hashlib
import os
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from crc32c import crc32c

from twinhelm_node.journal.disk_calls import DiskCalls

MAGIC = b"TWINHELM"
VERSION = 1
SEGMENT_HEADER_BYTES = 64
DEFAULT_SEGMENT_BYTES = 64 * 1024 * 1024
_HEADER = struct.Struct("<8sHHI16sQQQ8x")


@dataclass(frozen=True, slots=True)
class SegmentHeader:
    """What the first 64 bytes of a segment say."""

    set_id: bytes
    generation: int
    first_sequence: int
    created_ns: int


@dataclass(frozen=True, slots=True)
class Position:
    """The end of what may be read of a queue: a segment, an offset in it, the last sequence before that offset."""

    segment_first_sequence: int
    end_offset_bytes: int
    last_sequence: int


def set_id(pair_id: str, set_name: str) -> bytes:
    """Return the 16 bytes that tie a segment to its pair and set."""
    return hashlib.sha256(f"{pair_id}/{set_name}".encode()).digest()[:16]


def segment_name(first_sequence: int) -> str:
    """Return the file name of the segment that begins with `first_sequence`."""
    return f"{first_sequence:020d}.segment"


def list_segments(directory: Path) -> list[int]:
    """Return the first sequences of the segments in `directory`, ascending; other files are ignored."""
    found = []
    for name in os.listdir(directory):
        stem, _, suffix = name.partition(".")
        if suffix == "segment" and len(stem) == 20 and stem.isdigit():
            found.append(int(stem))
    return sorted(found)


def encode_header(header: SegmentHeader) -> bytes:
    """Return the 64 bytes of a header."""

    def pack(checksum: int) -> bytes:
        return _HEADER.pack(MAGIC, VERSION, 0, checksum, header.set_id, header.generation, header.first_sequence, header.created_ns)

    bare = pack(0)
    return pack(crc32c(bare[16:], crc32c(bare[:12])))


def decode_header(buffer: bytes) -> SegmentHeader | None:
    """Return the header, or None if it is short, not ours or damaged."""
    if len(buffer) < SEGMENT_HEADER_BYTES:
        return None
    magic, version, _, checksum, set_id_, generation, first_sequence, created_ns = _HEADER.unpack_from(buffer)
    if magic != MAGIC or version != VERSION or crc32c(buffer[16:64], crc32c(buffer[:12])) != checksum:
        return None
    return SegmentHeader(set_id_, generation, first_sequence, created_ns)


def create_segment(directory: Path, set_id_: bytes, generation: int, first_sequence: int, calls: DiskCalls = os) -> int:
    """Create a segment with its header, durable together with its name, and return its descriptor.

    Leaves no file behind when it fails (a full disk).
    """
    path = directory / segment_name(first_sequence)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        header = encode_header(SegmentHeader(set_id_, generation, first_sequence, time.time_ns()))
        while header:
            header = header[calls.write(descriptor, header) :]
        calls.fdatasync(descriptor)
        sync_directory(directory, calls)
    except OSError:
        os.close(descriptor)
        calls.unlink(str(path))
        raise
    return descriptor


def sync_directory(directory: Path, calls: DiskCalls = os) -> None:
    """Make names created or removed in `directory` durable."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        calls.fsync(descriptor)
    finally:
        os.close(descriptor)
