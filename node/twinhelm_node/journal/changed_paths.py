"""Which paths changed while nothing was recorded: a file that is complete after a kill, bounded by folding. See FORMAT.md."""

import contextlib
import os
import struct
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crc32c import crc32c

MAGIC = b"TWINCHGD"
VERSION = 1
HEADER_BYTES = 64
MOST_BYTES = 4 * 1024 * 1024
MOST_PATHS = 65_536
FOLD_ABOVE = 40_000
FOLD_ABOVE_BYTES = 3 * 1024 * 1024
_HEADER = struct.Struct("<8sHHI16sQQQII")
_ENTRY = struct.Struct("<IHBB")
_REWRITING_AT = 56
_TREE, _OBJECT = 0, 1


@dataclass(frozen=True, slots=True)
class ChangedPaths:
    """Paths and whether everything below them is meant too. `everything`: more changed, or something else, than could be listed."""

    paths: Mapping[bytes, bool] = field(default_factory=dict)
    everything: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is known to have changed."""
        return not self.paths and not self.everything


def encode_entries(paths: Mapping[bytes, bool]) -> bytes:
    """Return the entries of a file."""
    parts = []
    for path, tree in paths.items():
        body = struct.pack("<HBB", len(path), _TREE if tree else _OBJECT, 0) + path
        body += bytes(-(4 + len(body)) % 8)
        parts.append(struct.pack("<I", crc32c(body)) + body)
    return b"".join(parts)


def decode_entries(data: bytes) -> ChangedPaths:
    """Read entries up to the zeros behind the last one. One that does not count means that everything may have changed."""
    paths: dict[bytes, bool] = {}
    at = 0
    while at + _ENTRY.size <= len(data):
        checksum, length, scope, _ = _ENTRY.unpack_from(data, at)
        end = at + (_ENTRY.size + length + 7) // 8 * 8
        if not checksum and not length and not scope:
            break
        if end > len(data) or crc32c(data[at + 4 : end]) != checksum:
            return ChangedPaths(everything=True)
        path = data[at + _ENTRY.size : at + _ENTRY.size + length]
        paths[path] = paths.get(path, False) or scope == _TREE
        at = end
    return ChangedPaths(paths, everything=paths.get(b"", False))


def read_changed(path: Path, set_id: bytes) -> ChangedPaths:
    """Return what a file holds; nothing if there is none, everything if it cannot be trusted."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ChangedPaths()
    if not data.strip(b"\0"):
        return ChangedPaths()
    if len(data) < HEADER_BYTES:
        return ChangedPaths(everything=True)
    magic, version, _, checksum, owner, _, _, _, rewriting, _ = _HEADER.unpack_from(data)
    sound = (magic, version, owner, checksum) == (MAGIC, VERSION, set_id, _header_crc(data))
    return decode_entries(data[HEADER_BYTES:]) if sound and not rewriting else ChangedPaths(everything=True)


def create_changed(path: Path, set_id: bytes, generation: int, held: ChangedPaths) -> int:
    """Make the file anew with room for all it may ever hold, with `held` in it; returns its descriptor. Raises OSError.

    The room is taken now, because the file is written when there is none. Not synced: after a loss of power everything is compared.
    """
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with contextlib.suppress(OSError):
            os.posix_fallocate(descriptor, 0, HEADER_BYTES + MOST_BYTES)
        bare = _HEADER.pack(MAGIC, VERSION, 0, 0, set_id, generation, time.time_ns(), 0, 0, 0)
        header = bare[:12] + struct.pack("<I", _header_crc(bare)) + bare[16:]
        entries = encode_entries({b"": True} if held.everything else held.paths)
        os.pwrite(descriptor, header + entries, 0)
        beside.rename(path)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def fold(paths: Mapping[bytes, bool], most: int, most_bytes: int = MOST_BYTES) -> dict[bytes, bool]:
    """Return at most `most` paths that cover the given ones: folders with many of them stand for all that is below. Pure.

    The folder with the most direct entries is folded first, so few folders are compared whole; at the end only the top is left.
    """
    folded = _without_covered(paths)
    while len(folded) > most or sum(len(path) + 16 for path in folded) > most_bytes:
        full = Counter(path.rpartition(b"/")[0] for path in folded if path).most_common(max(1, len(folded) // 64))
        if not full:
            return {b"": True}
        room = len(folded) - most // 2
        for folder, count in full:
            if room <= 0:
                break
            folded[folder] = True
            room -= count
        folded = _without_covered(folded)
        if folded.get(b""):
            return {b"": True}
    return folded


def _without_covered(paths: Mapping[bytes, bool]) -> dict[bytes, bool]:
    trees = {path for path, tree in paths.items() if tree}
    return {path: tree for path, tree in paths.items() if not any(above in trees for above in _above(path))}


def _above(path: bytes) -> Iterator[bytes]:
    while path:
        path = path.rpartition(b"/")[0]
        yield path


def _header_crc(header: bytes) -> int:
    return crc32c(header[16:_REWRITING_AT], crc32c(header[:12]))
