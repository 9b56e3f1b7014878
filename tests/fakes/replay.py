"""A deliberately dumb applier: each record is done at once, by path, and the times are put right after each."""

import os
import shutil
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from tests.fakes.segments import Seen

COPY, TREE, MORE = 1, 2, 4
LIBC_RENAME_EXCHANGE = 2


def _libc():
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


class Replay:
    """Applies records to the folder `root`. A missing object is an error unless a copy runs."""

    def __init__(self, root: Path) -> None:
        self.root = os.fsencode(root)
        self.libc = _libc()
        self.pending_entries: list[bytes] = []
        self.seen_in_copy: set[bytes] = set()

    def run(self, records: Iterable[Seen]) -> None:
        for record in records:
            try:
                getattr(self, record.kind.lower())(record)
            except Exception as error:
                error.add_note(f"while replaying {record}")
                raise
            self._times(record)

    def at(self, path: bytes) -> bytes:
        return os.path.join(self.root, path) if path else self.root

    def _times(self, record: Seen) -> None:
        path = record.path
        if record.kind == "RENAME":
            path = record.payload
            os.utime(os.path.dirname(self.at(record.payload)), ns=self._both(os.path.dirname(self.at(record.payload)), record.b))
        if record.parent_mtime_ns:
            parent = os.path.dirname(self.at(record.path))
            os.utime(parent, ns=self._both(parent, record.parent_mtime_ns))
        if record.mtime_ns and os.path.lexists(self.at(path)):
            os.utime(self.at(path), ns=self._both(self.at(path), record.mtime_ns), follow_symlinks=False)

    @staticmethod
    def _both(path: bytes, mtime: int) -> tuple[int, int]:
        return os.lstat(path).st_atime_ns, mtime

    def _own(self, record: Seen) -> None:
        os.chown(self.at(record.path), record.b >> 32, record.b & 0xFFFFFFFF, follow_symlinks=False)

    def create(self, record: Seen) -> None:
        os.close(os.open(self.at(record.path), os.O_CREAT | os.O_EXCL, 0o600))
        self._own(record)
        os.chmod(self.at(record.path), record.a)

    def mkdir(self, record: Seen) -> None:
        os.mkdir(self.at(record.path))
        self._own(record)
        os.chmod(self.at(record.path), record.a)

    def symlink(self, record: Seen) -> None:
        os.symlink(record.payload, self.at(record.path))
        self._own(record)

    def link(self, record: Seen) -> None:
        if record.flags & COPY and os.path.lexists(self.at(record.path)):
            if os.path.samestat(os.lstat(self.at(record.path)), os.lstat(self.at(record.payload))):
                return
            os.unlink(self.at(record.path))
        os.link(self.at(record.payload), self.at(record.path), follow_symlinks=False)

    def mknod(self, record: Seen) -> None:
        os.mknod(self.at(record.path), record.a, struct.unpack("<Q", record.payload)[0])
        self._own(record)
        os.chmod(self.at(record.path), record.a & 0o7777)

    def write(self, record: Seen) -> None:
        fd = os.open(self.at(record.path), os.O_WRONLY | os.O_NOFOLLOW)
        assert os.pwrite(fd, record.payload, record.a) == len(record.payload)
        os.close(fd)

    def truncate(self, record: Seen) -> None:
        os.truncate(self.at(record.path), record.a)

    def fallocate(self, record: Seen) -> None:
        import ctypes

        fd = os.open(self.at(record.path), os.O_WRONLY | os.O_NOFOLLOW)
        result = self.libc.fallocate(fd, struct.unpack("<I", record.payload)[0], ctypes.c_long(record.a), ctypes.c_long(record.b))
        os.close(fd)
        assert result == 0

    def rename(self, record: Seen) -> None:
        result = self.libc.renameat2(-100, self.at(record.path), -100, self.at(record.payload), record.a)
        assert result == 0, f"renameat2 failed for {record}"

    def unlink(self, record: Seen) -> None:
        os.unlink(self.at(record.path))

    def rmdir(self, record: Seen) -> None:
        if record.flags & TREE:
            shutil.rmtree(self.at(record.path))
        else:
            os.rmdir(self.at(record.path))

    def owner(self, record: Seen) -> None:
        self._own(record)

    def mode(self, record: Seen) -> None:
        os.chmod(self.at(record.path), record.a)

    def times(self, record: Seen) -> None:
        os.utime(self.at(record.path), ns=(record.a, record.mtime_ns), follow_symlinks=False)

    def setxattr(self, record: Seen) -> None:
        length = struct.unpack_from("<I", record.payload)[0]
        os.setxattr(self.at(record.path), record.payload[4 : 4 + length], record.payload[4 + length :], follow_symlinks=False)

    def removexattr(self, record: Seen) -> None:
        os.removexattr(self.at(record.path), record.payload, follow_symlinks=False)

    def ensure(self, record: Seen) -> None:
        path = self.at(record.path)
        kind = stat.S_IFMT(record.a)
        there = os.lstat(path) if os.path.lexists(path) else None
        if there is not None and stat.S_IFMT(there.st_mode) != kind:
            self._remove(path)
            there = None
        if there is not None and kind not in {stat.S_IFREG, stat.S_IFDIR}:
            self._remove(path)
            there = None
        if there is None:
            if kind == stat.S_IFREG:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
            elif kind == stat.S_IFDIR:
                os.mkdir(path)
            elif kind == stat.S_IFLNK:
                os.symlink(record.payload, path)
            else:
                os.mknod(path, record.a, struct.unpack("<Q", record.payload)[0])
        self._own(record)
        if kind != stat.S_IFLNK:
            os.chmod(path, record.a & 0o7777)
        for name in os.listxattr(path, follow_symlinks=False):
            os.removexattr(path, name, follow_symlinks=False)

    def entries(self, record: Seen) -> None:
        self.pending_entries += record.payload.split(b"\0")[:-1]
        if record.flags & MORE:
            return
        for name in set(os.listdir(self.at(record.path))) - set(self.pending_entries):
            self._remove(os.path.join(self.at(record.path), name))
        self.pending_entries = []

    def _remove(self, path: bytes) -> None:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            shutil.rmtree(path)
        else:
            os.unlink(path)

    def check_begin(self, record: Seen) -> None:
        pass

    check_end = mark = generation = verify = check_begin


def describe(root: Path, *, times: bool = True) -> dict[bytes, tuple]:
    """Everything about a tree that must be equal on both servers. Hard links appear as the first name of their object."""
    found: dict[bytes, tuple] = {}
    first_name: dict[tuple[int, int], bytes] = {}
    top = os.fsencode(root)
    todo = [b""]
    while todo:
        path = todo.pop()
        full = os.path.join(top, path) if path else top
        st = os.lstat(full)
        kind = stat.S_IFMT(st.st_mode)
        content: object = None
        if kind == stat.S_IFREG:
            content = Path(os.fsdecode(full)).read_bytes()
        elif kind == stat.S_IFLNK:
            content = os.readlink(full)
        elif kind == stat.S_IFDIR:
            todo += [os.path.join(path, name) if path else name for name in sorted(os.listdir(full), reverse=True)]
        else:
            content = st.st_rdev
        attributes = {name: os.getxattr(full, name, follow_symlinks=False) for name in os.listxattr(full, follow_symlinks=False)}
        same = first_name.setdefault((st.st_dev, st.st_ino), path) if kind != stat.S_IFDIR and st.st_nlink > 1 else path
        found[path] = (oct(st.st_mode), st.st_uid, st.st_gid, st.st_mtime_ns if times else 0, content, attributes, same)
    return found
