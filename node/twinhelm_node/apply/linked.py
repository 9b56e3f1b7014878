"""The names of files that have more than one: they have to be visited together when only one is asked for, or when one goes."""

import os
import stat
from collections.abc import Callable, Iterator


class Linked:
    """The other names of hard-linked files in a folder, found by one look through it when the first is asked for.

    `step` is called for each directory, and may raise to end the look.
    """

    def __init__(self, folder: bytes, is_excluded: Callable[[bytes], bool], step: Callable[[], None]) -> None:
        self._folder = folder
        self._is_excluded = is_excluded
        self._step = step
        self._names: dict[tuple[int, int], list[bytes]] | None = None
        self._done: set[tuple[int, int]] = set()

    def other_names(self, path: bytes) -> Iterator[bytes]:
        """Yield the other names of a file, the first time that it is asked for."""
        try:
            seen = os.lstat(self._folder + b"/" + path)
        except OSError:
            return
        key = (seen.st_dev, seen.st_ino)
        if seen.st_nlink < 2 or stat.S_ISDIR(seen.st_mode) or key in self._done:
            return
        self._done.add(key)
        if self._names is None:
            self._names = self._find()
        yield from (name for name in self._names.get(key, ()) if name != path)

    def _find(self) -> dict[tuple[int, int], list[bytes]]:
        names: dict[tuple[int, int], list[bytes]] = {}
        stack = [b""]
        while stack:
            directory = stack.pop()
            self._step()
            try:
                entries = list(os.scandir(self._folder + b"/" + directory))
            except OSError:
                continue  # gone meanwhile
            for entry in entries:
                path = directory + b"/" + entry.name if directory else entry.name
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                    continue
                try:
                    seen = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if seen.st_nlink > 1 and not self._is_excluded(path):
                    names.setdefault((seen.st_dev, seen.st_ino), []).append(path)
        return names
