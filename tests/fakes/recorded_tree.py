"""A tree that is changed by plain system calls, and the records a perfect capture would have made of it. And: comparing two trees."""

import ctypes
import os
import random
import stat
import struct
from pathlib import Path

from twinhelm_node.journal.record import Kind, Record

_libc = ctypes.CDLL(None, use_errno=True)
NAMES = [b"a", b"b", b"c"]
PATHS = [*NAMES, *(first + b"/" + second for first in NAMES for second in NAMES), b"a/b/a", b"a/b/b", b"b/a/c"]
OPERATIONS = (
    "create", "mkdir", "symlink", "link", "mknod", "write", "truncate", "punch", "collapse", "rename", "exchange", "unlink", "rmdir",
    "owner", "mode", "times", "setxattr", "removexattr",
)  # fmt: skip

Step = tuple[str, int, int, int]


class RecordedTree:
    """Does an operation on the real folder and keeps its record. An operation that the file system refuses leaves none."""

    def __init__(self, root: Path) -> None:
        self.root = os.fsencode(root)
        self.records: list[Record] = []

    def do(self, step: Step) -> None:
        """`step`: operation, and three numbers that choose what it works on."""
        operation, one, two, number = step
        path, other = PATHS[one % len(PATHS)], PATHS[two % len(PATHS)]
        try:
            made = getattr(self, "_" + operation)(path, other, number)
        except OSError:
            return
        if made is None:
            return
        kind, fields = made
        where = other if kind is Kind.RENAME and operation != "exchange" else path
        seen = self._stat(where)
        names = kind in {Kind.CREATE, Kind.MKDIR, Kind.SYMLINK, Kind.LINK, Kind.MKNOD, Kind.RENAME, Kind.UNLINK, Kind.RMDIR}
        if kind in {Kind.CREATE, Kind.MKDIR, Kind.SYMLINK, Kind.MKNOD} and seen:
            fields = {**fields, "b": seen.st_uid << 32 | seen.st_gid}
            if kind is not Kind.SYMLINK:
                fields["a"] = seen.st_mode
        if kind is Kind.RENAME:
            fields = {**fields, "b": self._parent_mtime(other)}
        self.records.append(
            Record(
                sequence=len(self.records) + 1,
                generation=1,
                kind=kind,
                path=path,
                object=seen.st_ino if seen else 0,
                mtime_ns=seen.st_mtime_ns if seen and kind not in (Kind.UNLINK, Kind.RMDIR) else 0,
                parent_mtime_ns=self._parent_mtime(path) if names else 0,
                **fields,
            )
        )

    def do_random(self, chance: random.Random) -> None:
        """Do an operation on paths that suit it: one that exists, a regular one, or a free one."""
        operation = chance.choice(OPERATIONS)
        present = [index for index, path in enumerate(PATHS) if self._stat(path) is not None]
        regular = [index for index in present if stat.S_ISREG(os.lstat(self.at(PATHS[index])).st_mode)]
        free = [index for index in range(len(PATHS)) if index not in present]
        if operation in ("write", "truncate", "punch", "collapse", "setxattr", "removexattr"):
            pool = regular
        elif operation in ("create", "mkdir", "symlink", "link", "mknod"):
            pool = free
        else:
            pool = present
        other = regular if operation == "link" else present if operation == "exchange" else range(len(PATHS))
        if pool and other:
            self.do((operation, chance.choice(pool), chance.choice(other), chance.randrange(30_000)))

    def at(self, path: bytes) -> bytes:
        return os.path.join(self.root, path)

    def _stat(self, path: bytes) -> os.stat_result | None:
        try:
            return os.lstat(self.at(path))
        except OSError:
            return None

    def _parent_mtime(self, path: bytes) -> int:
        return os.lstat(os.path.dirname(self.at(path))).st_mtime_ns

    def _regular(self, path: bytes) -> int:
        seen = os.lstat(self.at(path))
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(22, "not regular")
        return os.open(self.at(path), os.O_RDWR | os.O_NOFOLLOW)

    def _create(self, path: bytes, other: bytes, number: int):
        os.close(os.open(self.at(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.chown(self.at(path), number % 3, number % 5)
        os.chmod(self.at(path), 0o600 + number % 0o100)
        return Kind.CREATE, {"a": stat.S_IFREG | (0o600 + number % 0o100), "b": (number % 3) << 32 | number % 5}

    def _mkdir(self, path: bytes, other: bytes, number: int):
        os.mkdir(self.at(path), 0o700)
        os.chmod(self.at(path), 0o700 + number % 0o100)
        return Kind.MKDIR, {"a": stat.S_IFDIR | (0o700 + number % 0o100)}

    def _symlink(self, path: bytes, other: bytes, number: int):
        target = b"nowhere/" + other  # a capture's paths never lead through a link, so no link may lead to a directory
        os.symlink(target, self.at(path))
        return Kind.SYMLINK, {"payload": target}

    def _link(self, path: bytes, other: bytes, number: int):
        os.link(self.at(other), self.at(path), follow_symlinks=False)
        return Kind.LINK, {"payload": other}

    def _mknod(self, path: bytes, other: bytes, number: int):
        os.mknod(self.at(path), stat.S_IFIFO | 0o640)
        os.chmod(self.at(path), 0o640)
        return Kind.MKNOD, {"a": stat.S_IFIFO | 0o640, "payload": struct.pack("<Q", 0)}

    def _write(self, path: bytes, other: bytes, number: int):
        descriptor = self._regular(path)
        data = bytes((number + index) % 251 for index in range(1 + number % 9000))
        os.pwrite(descriptor, data, number % 20_000)
        os.close(descriptor)
        return Kind.WRITE, {"a": number % 20_000, "payload": data}

    def _truncate(self, path: bytes, other: bytes, number: int):
        descriptor = self._regular(path)
        os.ftruncate(descriptor, number % 15_000)
        os.close(descriptor)
        return Kind.TRUNCATE, {"a": number % 15_000}

    def _fallocate(self, path: bytes, mode: int, offset: int, length: int):
        descriptor = self._regular(path)
        before = os.fstat(descriptor)
        try:
            if _libc.fallocate64(descriptor, mode, ctypes.c_int64(offset), ctypes.c_int64(length)) != 0:
                # ext4 sets the time before it refuses a collapse beyond the end
                os.utime(descriptor, ns=(before.st_atime_ns, before.st_mtime_ns))
                raise OSError(ctypes.get_errno(), "fallocate")
        finally:
            os.close(descriptor)
        return Kind.FALLOCATE, {"a": offset, "b": length, "payload": struct.pack("<I", mode)}

    def _punch(self, path: bytes, other: bytes, number: int):
        return self._fallocate(path, 0x03, number % 9000, 1 + number % 5000)

    def _collapse(self, path: bytes, other: bytes, number: int):
        return self._fallocate(path, 0x08 if number % 2 else 0x20, 4096 * (number % 3), 4096)

    def _rename(self, path: bytes, other: bytes, number: int):
        os.rename(self.at(path), self.at(other))
        return None if path == other else (Kind.RENAME, {"payload": other})

    def _exchange(self, path: bytes, other: bytes, number: int):
        if path == other or _libc.renameat2(-100, self.at(path), -100, self.at(other), 2) != 0:
            return None
        return Kind.RENAME, {"a": 2, "payload": other}

    def _unlink(self, path: bytes, other: bytes, number: int):
        os.unlink(self.at(path))
        return Kind.UNLINK, {}

    def _rmdir(self, path: bytes, other: bytes, number: int):
        os.rmdir(self.at(path))
        return Kind.RMDIR, {}

    def _owner(self, path: bytes, other: bytes, number: int):
        os.lchown(self.at(path), number % 7, number % 11)
        return Kind.OWNER, {"b": (number % 7) << 32 | number % 11}

    def _mode(self, path: bytes, other: bytes, number: int):
        if stat.S_ISLNK(os.lstat(self.at(path)).st_mode):
            return None
        os.chmod(self.at(path), number % 0o10000)
        return Kind.MODE, {"a": number % 0o10000}

    def _times(self, path: bytes, other: bytes, number: int):
        os.utime(self.at(path), ns=(number, number * 1_000_003 - 10**12), follow_symlinks=False)
        return Kind.TIMES, {"a": number}

    def _setxattr(self, path: bytes, other: bytes, number: int):
        name = b"user.n%d" % (number % 3)
        os.setxattr(self.at(path), name, b"v%d" % number, follow_symlinks=False)
        return Kind.SETXATTR, {"payload": struct.pack("<I", len(name)) + name + b"v%d" % number}

    def _removexattr(self, path: bytes, other: bytes, number: int):
        os.removexattr(self.at(path), b"user.n%d" % (number % 3), follow_symlinks=False)
        return Kind.REMOVEXATTR, {"payload": b"user.n%d" % (number % 3)}


def picture(root: Path) -> dict[str, tuple[object, ...]]:
    """Everything two equal trees have in common, by path; hard links as the first path of the same inode."""
    found: dict[str, tuple[object, ...]] = {}
    first_of: dict[int, str] = {}
    places = [root, *sorted(root.rglob("*"))]
    for place in places:
        seen = place.lstat()
        name = str(place.relative_to(root))
        content: object = None
        if stat.S_ISREG(seen.st_mode):
            content = place.read_bytes()
        elif stat.S_ISLNK(seen.st_mode):
            content = os.readlink(place)
        attributes = tuple(
            (one, os.getxattr(place, one, follow_symlinks=False)) for one in sorted(os.listxattr(place, follow_symlinks=False))
        )
        group = "" if stat.S_ISDIR(seen.st_mode) else first_of.setdefault(seen.st_ino, name)
        found[name] = (seen.st_mode, seen.st_uid, seen.st_gid, seen.st_rdev, seen.st_mtime_ns, content, attributes, group)
    return found
