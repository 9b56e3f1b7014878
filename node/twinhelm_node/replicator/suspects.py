"""Which paths of a tree can differ from the active's: the activity log is the journal itself, and the file system's change times.

A record names what it changed. What a killed capture had done without having recorded it yet is found by its change time (ctime), which
the kernel sets and nobody can set back.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from twinhelm_node.apply.check import Missing, Scope
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, decode_all
from twinhelm_node.journal.segment import Position

MOST_SUSPECTS = 50_000
# between an effect and its record a request may wait for others; clocks may be set back by a little
MARGIN_NS = 10 * 1_000_000_000
_READ_BYTES = 1024 * 1024
_NAMES = frozenset({Kind.CREATE, Kind.MKDIR, Kind.SYMLINK, Kind.LINK, Kind.MKNOD, Kind.RENAME, Kind.UNLINK, Kind.RMDIR})
_CONTROL = frozenset({Kind.CHECK_BEGIN, Kind.CHECK_END, Kind.MARK, Kind.GENERATION, Kind.VERIFY})


class TooMany(Exception):
    """More paths can differ than are worth listing."""


class Suspects:
    """A growing set of paths. Raises TooMany beyond `most`."""

    def __init__(self, most: int = MOST_SUSPECTS) -> None:
        self._most = most
        self._paths: dict[bytes, Scope] = {}
        self.last_time_ns = 0

    def __len__(self) -> int:
        return len(self._paths)

    def add(self, path: bytes, scope: Scope = Scope.OBJECT) -> None:
        """Suspect a path; TREE: with everything below it."""
        if scope is Scope.TREE or path not in self._paths:
            self._paths[path] = scope
        if len(self._paths) > self._most:
            raise TooMany

    def add_records(self, records: Iterable[Record]) -> None:
        """Suspect what records changed, and the directories whose names they changed."""
        for record in records:
            self.last_time_ns = max(self.last_time_ns, record.time_ns)
            if record.kind in _CONTROL:
                continue
            moved = record.kind == Kind.RENAME
            self.add(record.path, Scope.TREE if moved else Scope.OBJECT)
            if moved or record.kind == Kind.LINK:
                self.add(record.payload, Scope.TREE if moved else Scope.OBJECT)
                self.add(_above(record.payload))
            if record.kind in _NAMES:
                self.add(_above(record.path))

    def add_queue(self, directory: Path, after_sequence: int, end: Position) -> None:
        """Suspect what the records of a queue after `after_sequence` changed."""
        reader = QueueReader(directory)
        reader.seek(after_sequence + 1)
        try:
            while data := reader.read(end, _READ_BYTES):
                self.add_records(decode_all(data))
        finally:
            reader.close()

    @property
    def paths(self) -> dict[bytes, bool]:
        """The paths, and whether everything below them is suspect too."""
        return {path: scope is Scope.TREE for path, scope in self._paths.items()}

    def add_changed_since(self, folder: str, since_ns: int, path_filter: PathFilter, *, unnamed: bool = False) -> None:
        """Suspect what was changed in `folder` at or after `since_ns`, by its change time.

        A directory whose change time is not its modification time may have been renamed: all below it is suspect too. `unnamed`: no
        record tells of renames, so any directory may have been, also one that was changed afterwards.
        """
        top = os.fsencode(folder)
        stack = [b""]
        while stack:
            directory = stack.pop()
            try:
                self._add_if_changed(directory, os.lstat(top + b"/" + directory), since_ns, unnamed=unnamed)
                entries = list(os.scandir(top + b"/" + directory))
            except FileNotFoundError:
                continue
            for entry in entries:
                path = directory + b"/" + entry.name if directory else entry.name
                is_directory = entry.is_dir(follow_symlinks=False)
                if path_filter.excluded(path, is_directory):
                    continue
                if is_directory:
                    stack.append(path)
                else:
                    self._add_if_changed(path, entry.stat(follow_symlinks=False), since_ns)

    def needs(self, folder: str, sequence: int) -> list[Missing]:
        """Return what the active is to be asked for, as missed at `sequence`: at least one look at the folder itself.

        What is gone here is asked for with all below it.
        """
        top = os.fsencode(folder)
        whole = {path for path, scope in self._paths.items() if scope is Scope.TREE}
        found = []
        for path, scope in sorted(self._paths.items()) or [(b"", Scope.OBJECT)]:
            if any(path[:index] in whole for index in range(len(path)) if path[index] == 0x2F):
                continue  # something above it is asked for with everything below
            present = os.path.lexists(top + b"/" + path)
            found.append(Missing(sequence, path, scope if present else Scope.TREE, present=present))
        return found

    def _add_if_changed(self, path: bytes, seen: os.stat_result, since_ns: int, *, unnamed: bool = False) -> None:
        if seen.st_ctime_ns >= since_ns:
            renamed = stat.S_ISDIR(seen.st_mode) and (unnamed or seen.st_ctime_ns != seen.st_mtime_ns) and path
            self.add(path, Scope.TREE if renamed else Scope.OBJECT)


def _above(path: bytes) -> bytes:
    return path.rpartition(b"/")[0]
