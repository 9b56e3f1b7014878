"""Takes the content out of a divergence archive: one sparse file for each path, and a list of every change in its order.

The files hold only what was never sent, at its place; the rest of them is a hole. Links and devices are listed, never made.
"""

import json
import os
from pathlib import Path

import msgspec

from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.errors import InvalidInput, NotFound
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, decode_all
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.segment import Position

_READ_BYTES = 1024 * 1024
CHANGES = "changes.jsonl"
FILES = "files"


class _List(msgspec.Struct, frozen=True):
    first_sequence: int
    last_sequence: int


def extract_divergence(archive: Path, target: Path, only: bytes = b"") -> Extracted:
    """Write `target`/files/<path> and `target`/changes.jsonl. `only`: just this path and what is below it.

    Raises NotFound if there is no such archive, InvalidInput if `target` exists already.
    """
    try:
        listed = msgspec.json.decode((archive / "list.json").read_bytes(), type=_List)
    except FileNotFoundError:
        raise NotFound(f"There is no archive {archive}; 'twinhelm divergence list' shows those that exist.", "UNKNOWN_DIVERGENCE") from None
    try:
        target.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise InvalidInput(f"{target} exists already; name a folder that does not; nothing is overwritten.", "TARGET_EXISTS") from None
    held = recover(archive)
    last = held.segments[-1]
    end = Position(last.first_sequence, last.end_offset_bytes, last.last_sequence)
    reader = QueueReader(archive)
    reader.seek(listed.first_sequence)
    writer = _Writer(target, only)
    try:
        with (target / CHANGES).open("x", encoding="ascii") as changes:
            while data := reader.read(end, _READ_BYTES):
                for record in decode_all(data):
                    if writer.concerns(record):
                        changes.write(json.dumps(_line(record)) + "\n")
                        writer.write(record)
    finally:
        reader.close()
    return Extracted(writer.files, writer.entries, writer.bytes)


class _Writer:
    """Follows the records as far as regular files are concerned, below one folder."""

    def __init__(self, target: Path, only: bytes) -> None:
        self._top = os.fsencode(target / FILES)
        self._only = only.strip(b"/")
        self._made: set[bytes] = set()
        self.entries = 0
        self.bytes = 0

    @property
    def files(self) -> int:
        """How many files there are now."""
        return len(self._made)

    def concerns(self, record: Record) -> bool:
        """Whether a record is asked for."""
        paths = [record.path, record.payload] if record.kind in (Kind.RENAME, Kind.LINK) else [record.path]
        return not self._only or any(path == self._only or path.startswith(self._only + b"/") for path in paths)

    def write(self, record: Record) -> None:
        """Do to the extracted files what a record did to the content."""
        self.entries += 1
        if record.kind == Kind.WRITE and _harmless(record.path):
            where = self._open(record.path)
            try:
                self.bytes += os.pwrite(where, record.payload, record.a)
            finally:
                os.close(where)
        elif record.kind == Kind.TRUNCATE and record.path in self._made:
            os.truncate(self._place(record.path), record.a)
        elif record.kind == Kind.RENAME and _harmless(record.payload):
            self._rename(record.path, record.payload)

    def _rename(self, old: bytes, new: bytes) -> None:
        moved = [path for path in self._made if path == old or path.startswith(old + b"/")]
        for path in moved:
            place = new + path[len(old) :]
            os.makedirs(os.path.dirname(self._place(place)), mode=0o700, exist_ok=True)
            os.replace(self._place(path), self._place(place))
            self._made.discard(path)
            self._made.add(place)

    def _open(self, path: bytes) -> int:
        place = self._place(path)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        self._made.add(path)
        return os.open(place, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def _place(self, path: bytes) -> bytes:
        return self._top + b"/" + path


def _harmless(path: bytes) -> bool:
    return all(part not in (b"", b".", b"..") for part in path.split(b"/"))


def _line(record: Record) -> dict[str, object]:
    kind = Kind(record.kind)
    line: dict[str, object] = {
        "sequence": record.sequence, "generation": record.generation, "time_ns": record.time_ns, "kind": kind.name.lower(),
        "path": os.fsdecode(record.path),
    }  # fmt: skip
    if kind in (Kind.RENAME, Kind.LINK, Kind.SYMLINK):
        line["other_path"] = os.fsdecode(record.payload)
    if kind is Kind.WRITE:
        line |= {"offset": record.a, "size_bytes": len(record.payload)}
    elif kind is Kind.TRUNCATE:
        line["size_bytes"] = record.a
    return line
