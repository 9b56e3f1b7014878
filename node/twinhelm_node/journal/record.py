"""One journal record: its kinds, its fields, its bytes (FORMAT.md "Record")."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from crc32c import crc32c

from twinhelm_node.domain.errors import DataError

HEADER = struct.Struct("<IIQQQHHIIIQQQqq")
HEADER_BYTES = 88
PREFIX = struct.Struct("<IIQ")  # length, crc32c, sequence
MAX_RECORD_BYTES = 2 * 1024 * 1024
MAX_PATH_BYTES = 4096
FLAG_COPY = 1
FLAG_TREE = 2
FLAG_MORE = 4
_MASK64 = (1 << 64) - 1

Buffer = bytes | bytearray | memoryview


class Kind(IntEnum):
    """What a record says happened."""

    CREATE = 1
    MKDIR = 2
    SYMLINK = 3
    LINK = 4
    MKNOD = 5
    WRITE = 6
    TRUNCATE = 7
    FALLOCATE = 8
    RENAME = 9
    UNLINK = 10
    RMDIR = 11
    OWNER = 12
    MODE = 13
    TIMES = 14
    SETXATTR = 15
    REMOVEXATTR = 16
    ENSURE = 32
    ENTRIES = 33
    CHECK_BEGIN = 34
    CHECK_END = 35
    MARK = 36
    GENERATION = 37
    VERIFY = 38


class CheckOf(IntEnum):
    """Field `b` of CHECK_BEGIN: what is going to be visited (FORMAT.md)."""

    EVERYTHING = 0  # the whole set, if the record has no path
    NEEDED = 1  # what the passive needs
    LOST = 2  # records before it are missing: nothing is synchronized before this check's own end
    IN_ORDER = 3  # a part of a check that goes through `path` in the order of names, from the payload on


CONTROL_KINDS = frozenset({Kind.CHECK_BEGIN, Kind.CHECK_END, Kind.MARK, Kind.GENERATION})


@dataclass(frozen=True, slots=True)
class Record:
    """One change. `a` and `b` are unsigned 64-bit, their meaning depends on `kind`; times are nanoseconds since 1970."""

    sequence: int
    generation: int
    kind: int
    path: bytes = b""
    payload: bytes = b""
    a: int = 0
    b: int = 0
    object: int = 0
    time_ns: int = 0
    mtime_ns: int = 0
    parent_mtime_ns: int = 0
    flags: int = 0

    @property
    def is_copy(self) -> bool:
        """Whether a copy made this record, not an application."""
        return bool(self.flags & FLAG_COPY)


def signed(value: int) -> int:
    """Read an unsigned 64-bit field as a signed one (times before 1970)."""
    return value - (1 << 64) if value >> 63 else value


def encode(record: Record) -> bytes:
    """Return the bytes of a record, padded to a multiple of 8."""
    size = HEADER_BYTES + len(record.path) + len(record.payload)
    length = (size + 7) & ~7
    if length > MAX_RECORD_BYTES or len(record.path) > MAX_PATH_BYTES:
        raise DataError(f"A record of {length} bytes with a path of {len(record.path)} bytes is too large to be journalled.")
    body = bytearray(length)
    HEADER.pack_into(
        body, 0, length, 0, record.sequence, record.generation, record.time_ns, record.kind, record.flags, len(record.path),
        len(record.payload), 0, record.object, record.a & _MASK64, record.b & _MASK64, record.mtime_ns, record.parent_mtime_ns,
    )  # fmt: skip
    path_end = HEADER_BYTES + len(record.path)
    body[HEADER_BYTES:path_end] = record.path
    body[path_end:size] = record.payload
    struct.pack_into("<I", body, 4, crc32c(memoryview(body)[8:]))
    return bytes(body)


def decode(buffer: Buffer, offset: int = 0) -> Record:
    """Return the record at `offset`. The bytes must have been checked (`count_record` or `check_run`)."""
    (_, _, sequence, generation, time_ns, kind, flags, path_length, payload_length, _, object_, a, b, mtime_ns, parent_mtime_ns) = (
        HEADER.unpack_from(buffer, offset)
    )
    path_start = offset + HEADER_BYTES
    payload_start = path_start + path_length
    return Record(
        sequence=sequence, generation=generation, kind=kind, path=bytes(buffer[path_start:payload_start]),
        payload=bytes(buffer[payload_start : payload_start + payload_length]), a=a, b=b, object=object_, time_ns=time_ns,
        mtime_ns=mtime_ns, parent_mtime_ns=parent_mtime_ns, flags=flags,
    )  # fmt: skip


def decode_all(buffer: Buffer) -> Iterator[Record]:
    """Yield every record of a run of whole, checked records."""
    offset = 0
    while offset < len(buffer):
        yield decode(buffer, offset)
        offset += PREFIX.unpack_from(buffer, offset)[0]


def record_length(buffer: Buffer, offset: int, end: int) -> int:
    """Return the length of the record at `offset` if its header is plausible and it lies before `end`, else 0."""
    if end - offset < HEADER_BYTES:
        return 0
    length = int(PREFIX.unpack_from(buffer, offset)[0])
    if length < HEADER_BYTES or length & 7 or length > MAX_RECORD_BYTES or offset + length > end:
        return 0
    path_length, payload_length = struct.unpack_from("<II", buffer, offset + 36)
    if path_length > MAX_PATH_BYTES or HEADER_BYTES + path_length + payload_length > length:
        return 0
    return length


def counts(buffer: Buffer, view: memoryview, offset: int, end: int) -> int:
    """Return the length of the record at `offset` if it counts (plausible, whole, CRC-32C holds), else 0."""
    length = record_length(buffer, offset, end)
    if length and crc32c(view[offset + 8 : offset + length]) == PREFIX.unpack_from(buffer, offset)[1]:
        return length
    return 0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of whole records holds."""

    first_sequence: int
    last_sequence: int
    first_generation: int
    last_generation: int
    first_time_ns: int
    size_bytes: int

    @property
    def entries(self) -> int:
        """Number of records; sequences have no gap."""
        return self.last_sequence - self.first_sequence + 1


def check_run(buffer: Buffer, first_sequence: int) -> Run:
    """Check every record of a received run: plausible, CRC-32C, no gap from `first_sequence`, generations never fall.

    Raises DataError with reason CORRUPT_BATCH or SEQUENCE_GAP; nothing of the run may be used then.
    """
    view = memoryview(buffer)
    end = len(view)
    offset, expected, generation = 0, first_sequence, 0
    first_generation = first_time_ns = 0
    while offset < end:
        length = counts(buffer, view, offset, end)
        if not length:
            raise DataError(
                f"The batch that begins with sequence {first_sequence} is damaged at byte {offset}; it is asked for again.", "CORRUPT_BATCH"
            )
        _, _, sequence, record_generation, time_ns = HEADER.unpack_from(buffer, offset)[:5]
        if sequence != expected or record_generation < generation:
            raise DataError(
                f"The channel carries sequence {sequence} of generation {record_generation} where {expected} of at least {generation} "
                "belongs; the stream starts again from the last good record.", "SEQUENCE_GAP",
            )  # fmt: skip
        if not offset:
            first_generation, first_time_ns = record_generation, time_ns
        generation = record_generation
        expected += 1
        offset += length
    if expected == first_sequence:
        raise DataError("An empty batch came over the channel; it is asked for again.", "CORRUPT_BATCH")
    return Run(first_sequence, expected - 1, first_generation, generation, first_time_ns, end)


def whole_run(buffer: Buffer, max_bytes: int) -> tuple[int, int]:
    """Return `whole_records` and the sequence of the last of them (0 without one)."""
    end = min(len(buffer), max_bytes)
    unpack = PREFIX.unpack_from
    offset = last = 0
    while end - offset >= HEADER_BYTES:
        length, _, sequence = unpack(buffer, offset)
        if length < HEADER_BYTES or offset + length > end:
            break
        offset += length
        last = sequence
    return offset, last


def whole_records(buffer: Buffer, max_bytes: int) -> int:
    """Return how many bytes of `buffer` are whole records and at most `max_bytes`; looks at lengths only."""
    return whole_run(buffer, max_bytes)[0]
