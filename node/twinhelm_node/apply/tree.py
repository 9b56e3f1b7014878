"""The passive's tree under one directory descriptor: nothing outside it can be reached, no link in a path is followed.

Keeps descriptors of directories and files open between records, and modification times back until they matter: the last
of many stands, and the tree is exact whenever `flush_times` has returned.
"""

import contextlib
import os
import stat

from twinhelm_node.apply import calls
from twinhelm_node.apply.linked import Linked

_DIRECTORY_FLAGS = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class OpenFile:
    """A regular file that records were applied to. `mtime_ns` waits until the file is flushed; None: nothing waits."""

    __slots__ = ("descriptor", "eager", "mtime_ns")

    def __init__(self, descriptor: int, eager: bool) -> None:
        self.descriptor = descriptor
        self.eager = eager  # more than one name: two names must not keep two different times back
        self.mtime_ns: int | None = None


class Tree:
    """Paths to descriptors. Used by one thread."""

    def __init__(self, root: int, capacity: int = 400) -> None:
        """Take over `root`, a directory descriptor. `capacity` limits the open files and, separately, directories."""
        self._root = root
        self._capacity = capacity
        self._directories: dict[bytes, int] = {}
        self.files: dict[bytes, OpenFile] = {}
        self._directory_times: dict[bytes, int] = {}

    def directory(self, path: bytes) -> int:
        """Return a descriptor of the directory `path`; raises FileNotFoundError or NotADirectoryError."""
        if not path:
            return self._root
        descriptor = self._directories.get(path)
        if descriptor is None:
            head, _, name = path.rpartition(b"/")
            descriptor = os.open(name, _DIRECTORY_FLAGS, dir_fd=self.directory(head))
            self._directories[path] = descriptor
        return descriptor

    def parent(self, path: bytes) -> tuple[int, bytes]:
        """Return a descriptor of the directory that holds `path`, and the name in it. The folder itself is `.`."""
        if not path:
            return self._root, b"."
        head, _, name = path.rpartition(b"/")
        return self.directory(head), name

    def stat(self, path: bytes) -> os.stat_result:
        """Return what lstat(2) does."""
        parent, name = self.parent(path)
        return os.stat(name, dir_fd=parent, follow_symlinks=False)

    def topmost_missing(self, path: bytes) -> bytes:
        """Return the first part of `path` that does not exist, or is no directory and should be one; `path` if there is none."""
        for index, byte in enumerate(path):
            if byte == 0x2F:
                try:
                    self.directory(path[:index])
                except (FileNotFoundError, NotADirectoryError):
                    return path[:index]
        return path

    def exists(self, path: bytes) -> bool:
        """Return whether there is something at `path`."""
        try:
            self.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def other_names(self, path: bytes) -> list[bytes]:
        """Return the other names of the file at `path`, by a look through the whole tree; none if it has no other, or is not there."""
        return list(Linked(b"/proc/self/fd/%d" % self._root, lambda _: False, lambda: None).other_names(path))

    def by_name(self, path: bytes) -> bytes:
        """Return a path for calls that take no directory descriptor (xattr); its last part must not be followed."""
        parent, name = self.parent(path)
        return b"/proc/self/fd/%d/%s" % (parent, name)

    def file(self, path: bytes) -> OpenFile:
        """Return the regular file `path`, open for reading and writing."""
        found = self.files.get(path)
        if found is not None:
            return found
        parent, name = self.parent(path)
        seen = os.stat(name, dir_fd=parent, follow_symlinks=False)
        if not stat.S_ISREG(seen.st_mode):
            raise IsADirectoryError(21, "is not a regular file", path)
        try:
            descriptor = os.open(name, _FILE_FLAGS | os.O_NOATIME, dir_fd=parent)  # what a check reads shows in no time
        except PermissionError:
            descriptor = os.open(name, _FILE_FLAGS, dir_fd=parent)
        return self.keep(path, descriptor, eager=seen.st_nlink > 1)

    def keep(self, path: bytes, descriptor: int, *, eager: bool) -> OpenFile:
        """Remember an open regular file under `path`."""
        self.forget(path)
        if len(self.files) >= self._capacity:
            for old in list(self.files)[: self._capacity // 2]:
                self.forget(old)
        opened = self.files[path] = OpenFile(descriptor, eager)
        return opened

    def forget(self, path: bytes) -> None:
        """Close the file `path` if it is open, setting the time it waits for."""
        opened = self.files.pop(path, None)
        if opened is not None:
            try:
                if opened.mtime_ns is not None:
                    calls.set_times_of(opened.descriptor, opened.mtime_ns)
            finally:
                os.close(opened.descriptor)

    def moved(self, old: bytes, new: bytes) -> None:
        """A file that is not a directory was renamed: what was open under `old` is now `new`."""
        self.forget(new)
        opened = self.files.pop(old, None)
        if opened is not None:
            self.files[new] = opened

    def forget_below(self, path: bytes) -> None:
        """Close the directory `path` and everything open below it, setting the times they wait for."""
        prefix = path + b"/" if path else b""
        for name in [name for name in self.files if name.startswith(prefix)]:
            self.forget(name)
        waiting = [name for name in self._directory_times if name == path or name.startswith(prefix)]
        for name in sorted(waiting, reverse=True):
            self._set_directory_time(name, self._directory_times.pop(name))
        for name in [name for name in self._directories if name == path or name.startswith(prefix)]:
            os.close(self._directories.pop(name))

    def note_directory_time(self, path: bytes, mtime_ns: int) -> None:
        """Let the directory `path` get this modification time at the next flush."""
        self._directory_times[path] = mtime_ns

    def forget_directory_time(self, path: bytes) -> None:
        """The time of this directory has just been set for good."""
        self._directory_times.pop(path, None)

    def note_file_time(self, path: bytes, mtime_ns: int) -> None:
        """Give a file that is not a directory this modification time: later if it is open, now if not."""
        opened = self.files.get(path)
        if opened is not None and not opened.eager:
            opened.mtime_ns = mtime_ns
        else:
            parent, name = self.parent(path)
            calls.set_times(parent, name, mtime_ns)

    def flush_times(self) -> None:
        """Set every modification time that waits."""
        for opened in self.files.values():
            if opened.mtime_ns is not None:
                calls.set_times_of(opened.descriptor, opened.mtime_ns)
                opened.mtime_ns = None
        for path, mtime_ns in self._directory_times.items():
            self._set_directory_time(path, mtime_ns)
        self._directory_times.clear()

    def sync(self) -> None:
        """Make everything applied so far durable (syncfs by way of the folder)."""
        calls.syncfs(self._root)

    def duplicate_root(self) -> int:
        """Return a descriptor of the folder that the caller must close."""
        return os.dup(self._root)

    def close(self) -> None:
        """Set the waiting times and close everything."""
        self.forget_below(b"")
        self.flush_times()
        os.close(self._root)

    def _set_directory_time(self, path: bytes, mtime_ns: int) -> None:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # removed or replaced since
            calls.set_times(self.directory(path), b".", mtime_ns)

    def make_room(self) -> None:
        """Close the directories opened longest ago if there are too many. Only between records: nobody holds one then."""
        if len(self._directories) > self._capacity:
            for path in list(self._directories)[: len(self._directories) - self._capacity // 2]:
                os.close(self._directories.pop(path))


def open_root(folder: str) -> int:
    """Open the protected folder, following the path an administrator gave."""
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
