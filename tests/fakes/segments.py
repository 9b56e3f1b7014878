"""Reads journal segments with nothing but FORMAT.md at hand: the tests' own eyes, independent of the journal package."""

import struct
from dataclasses import dataclass
from pathlib import Path

HEADER = struct.Struct("<IIQQQHHIIIQQQQQ")
SEGMENT = struct.Struct("<8sHHI16sQQQQ")

KINDS = {
    1: "CREATE",
    2: "MKDIR",
    3: "SYMLINK",
    4: "LINK",
    5: "MKNOD",
    6: "WRITE",
    7: "TRUNCATE",
    8: "FALLOCATE",
    9: "RENAME",
    10: "UNLINK",
    11: "RMDIR",
    12: "OWNER",
    13: "MODE",
    14: "TIMES",
    15: "SETXATTR",
    16: "REMOVEXATTR",
    32: "ENSURE",
    33: "ENTRIES",
    34: "CHECK_BEGIN",
    35: "CHECK_END",
    36: "MARK",
    37: "GENERATION",
    38: "VERIFY",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as the bytes have it."""

    kind: str
    path: bytes
    payload: bytes
    a: int
    b: int
    flags: int
    sequence: int
    generation: int
    object: int
    mtime_ns: int
    parent_mtime_ns: int
    time_ns: int


def _table() -> list[int]:
    table = []
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = (crc >> 1) ^ 0x82F63B78 if crc & 1 else crc >> 1
        table.append(crc)
    return table


TABLE = _table()


def crc32c(data: bytes) -> int:
    """Bit-serial CRC-32C, slow and plain."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def read_segment(path: Path, *, check: bool = True, end: int | None = None) -> list[Seen]:
    """Decode one segment; any oddity is an assertion."""
    raw = path.read_bytes()[:end]
    magic, version, flags, crc, _set_id, _generation, first, _created, reserved = SEGMENT.unpack_from(raw)
    assert (magic, version, flags, reserved) == (b"TWINHELM", 1, 0, 0)
    assert crc == crc32c(raw[:12] + raw[16:64])
    assert path.name == f"{first:020d}.segment"
    records = []
    at = 64
    while at < len(raw):
        if not any(raw[at : at + 8]):  # what is left is room made ahead
            assert not raw[at:].strip(b"\0")
            break
        length, crc, sequence, generation, time_ns, kind, flags, path_length, payload_length, zero, inode, a, b, mtime, parent = (
            HEADER.unpack_from(raw, at)
        )
        assert length % 8 == 0
        assert 88 <= length <= 2 * 1024 * 1024
        assert at + length <= len(raw)
        assert zero == 0
        if check:
            assert crc == crc32c(raw[at + 8 : at + length])
        text = raw[at + 88 : at + 88 + path_length]
        payload = raw[at + 88 + path_length : at + 88 + path_length + payload_length]
        padding = raw[at + 88 + path_length + payload_length : at + length]
        assert len(padding) < 8
        assert not padding.strip(b"\0")
        assert sequence == first + len(records)
        records.append(Seen(KINDS[kind], text, payload, a, b, flags, sequence, generation, inode, mtime, parent, time_ns))
        at += length
    return records


def read_journal(directory: Path, *, check: bool = True) -> list[Seen]:
    """Decode all segments of a queue in order."""
    records: list[Seen] = []
    for path in sorted(directory.glob("*.segment")):
        more = read_segment(path, check=check)
        assert not more or not records or more[0].sequence == records[-1].sequence + 1
        records += more
    return records
