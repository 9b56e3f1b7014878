"""What copies and checks send: ENSURE, ENTRIES and VERIFY compare an object with the active's and make it equal, or tell what is needed."""

import errno
import os
import stat
import struct

from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.quarantine import Quarantine
from twinhelm_node.apply.tree import Tree
from twinhelm_node.journal.block_hash import holds_block
from twinhelm_node.journal.record import FLAG_MORE, MAX_RECORD_BYTES, Record

MAX_ABSENT = 100_000
_NEW_FILE_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_NOATIME | os.O_CLOEXEC
_BLOCKS_OF_A_FILE = 64  # so many blocks of one file are asked for one by one, then the rest of it


class ContentDiffers(Exception):
    """A block is not what the active has: `length` bytes from `offset` on are needed, 0: everything from there on."""

    def __init__(self, offset: int, length: int) -> None:
        super().__init__(offset, length)
        self.offset = offset
        self.length = length


class Comparison:
    """Remembers what one check has found so far."""

    def __init__(self, tree: Tree, quarantine: Quarantine, path_filter: PathFilter) -> None:
        self._tree = tree
        self._quarantine = quarantine
        self._filter = path_filter
        self._claims: dict[int, int] = {}
        self._names: set[bytes] = set()
        self._differing: dict[bytes, int] = {}
        self._absent: set[bytes] = set()
        self._number = 0
        self._again: list[bytes] = []
        self.names_unknown = False  # a list of names may have begun before this process did
        self.verified_bytes = 0
        self.differing_bytes = 0

    def begin(self, number: int) -> None:
        """A check begins, or goes on: it sets aside what it finds in a directory of its own, matches hard links anew."""
        self._differing.clear()
        self._absent.clear()
        if number != self._number or not number:
            self._number = number
            self._claims.clear()
            self._quarantine.new_round()

    def take_absent(self) -> list[bytes]:
        """Return the names that a directory has on the active and that no record of this check has brought; top first."""
        absent, self._absent = sorted(self._absent), set()
        return [path for path in absent if self._tree.topmost_missing(path) == path and not self._tree.exists(path)]

    def take_doubtful(self) -> list[bytes]:
        """Return the directories whose names have to come again: the beginning of a list was read by a process before this one."""
        again, self._again = self._again, []
        return again

    def ensure(self, record: Record) -> None:
        """Let an object be there with its kind, owner, mode and time; its extended attributes and content follow."""
        kind, mode, path = stat.S_IFMT(record.a), stat.S_IMODE(record.a), record.path
        seen = self._keep_or_replace(record, kind)
        if seen is None and kind == stat.S_IFREG:
            self._make_file(record)
            return
        parent, name = self._tree.parent(path)
        if seen is None:
            self._make_anew(parent, name, kind, record.payload)
        if seen is None or not belongs(seen, record):
            set_owner(parent, name, record)
            seen = None  # which has dropped set-id bits
        if kind != stat.S_IFLNK and (seen is None or stat.S_IMODE(seen.st_mode) != mode):
            os.chmod(name, mode, dir_fd=parent)
        _drop_attributes(self._tree.by_name(path), follow=False)
        if kind == stat.S_IFDIR:
            self._tree.note_directory_time(path, record.mtime_ns)
        elif seen is None or seen.st_mtime_ns != record.mtime_ns or path in self._tree.files:
            self._tree.note_file_time(path, record.mtime_ns)

    def _make_file(self, record: Record) -> None:
        """Make an empty file, and keep it open: its content follows."""
        parent, name = self._tree.parent(record.path)
        descriptor = os.open(name, _NEW_FILE_FLAGS, 0o600, dir_fd=parent)
        try:
            if not belongs(os.fstat(descriptor), record):
                os.fchown(descriptor, record.b >> 32, record.b & 0xFFFFFFFF)
            os.fchmod(descriptor, stat.S_IMODE(record.a))
            _drop_attributes(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        self._tree.keep(record.path, descriptor, eager=False).mtime_ns = record.mtime_ns

    def _make_anew(self, parent: int, name: bytes, kind: int, payload: bytes) -> None:
        """Make an empty object that is no regular file for an ENSURE; its owner and mode follow."""
        if kind == stat.S_IFDIR:
            os.mkdir(name, 0o700, dir_fd=parent)
        elif kind == stat.S_IFLNK:
            os.symlink(payload, name, dir_fd=parent)
        else:
            os.mknod(name, kind | 0o600, struct.unpack("<Q", payload)[0] if len(payload) == 8 else 0, dir_fd=parent)

    def _keep_or_replace(self, record: Record, kind: int) -> os.stat_result | None:
        """Return what is at the path of an ENSURE. None, and it is set aside, unless it can become the object.

        Two paths that share an inode here but are two objects on the active are torn apart: the first object claims the inode.
        """
        try:
            seen = self._tree.stat(record.path)
        except FileNotFoundError:
            return None
        same = stat.S_IFMT(seen.st_mode) == kind
        if same and kind == stat.S_IFLNK:
            parent, name = self._tree.parent(record.path)
            same = os.readlink(name, dir_fd=parent) == record.payload
        if same and kind in (stat.S_IFBLK, stat.S_IFCHR):
            same = len(record.payload) == 8 and seen.st_rdev == struct.unpack("<Q", record.payload)[0]
        if same and kind != stat.S_IFDIR and seen.st_nlink > 1:
            same = self._claims.setdefault(seen.st_ino, record.object) == record.object
        if same or not record.path:
            return seen
        self._quarantine.take(self._tree, record.path)
        return None

    def entries(self, record: Record, *, note_absent: bool) -> None:
        """Set aside what a directory has and its list of names has not; with `note_absent` keep what it lacks, for `take_absent`."""
        self._names.update(record.payload.split(b"\0"))
        if record.flags & FLAG_MORE:
            return
        wanted, self._names = self._names, set()
        if self.names_unknown:
            self.names_unknown = False
            self._again.append(record.path)
            return
        directory = self._tree.directory(record.path)
        descriptor = os.open(b".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=directory)
        try:
            with os.scandir(descriptor) as found:
                present = [(os.fsencode(entry.name), entry.is_dir(follow_symlinks=False)) for entry in found]
        finally:
            os.close(descriptor)
        prefix = record.path + b"/" if record.path else b""
        for name, is_directory in present:
            if name not in wanted and not self._filter.excluded(prefix + name, is_directory):
                self._quarantine.orphan(self._tree, prefix + name)
        if note_absent and len(self._absent) < MAX_ABSENT:
            self._absent.update(prefix + name for name in wanted.difference([name for name, _ in present], [b""]))
        self._tree.note_directory_time(record.path, record.mtime_ns)

    def verify(self, record: Record) -> None:
        """Compare a block with the hash that it has on the active at this place in the order."""
        descriptor = self._tree.file(record.path).descriptor
        offset, length = record.a, min(record.b, MAX_RECORD_BYTES)
        self.verified_bytes += length
        if holds_block(descriptor, offset, length, record.payload):
            return
        self.differing_bytes += length
        asked = self._differing.get(record.path, 0)
        if asked >= _BLOCKS_OF_A_FILE:
            return  # its rest has been asked for
        if os.fstat(descriptor).st_size <= offset or asked == _BLOCKS_OF_A_FILE - 1:
            self._differing[record.path] = _BLOCKS_OF_A_FILE
            raise ContentDiffers(offset, 0)
        self._differing[record.path] = asked + 1
        raise ContentDiffers(offset, length)


def _drop_attributes(where: bytes | int, *, follow: bool = True) -> None:
    """Remove the extended attributes; those of the active follow as records of their own."""
    try:
        names = os.listxattr(where, follow_symlinks=follow)
    except OSError as error:
        if error.errno == errno.EOPNOTSUPP:
            return
        raise
    for name in names:
        if not name.startswith("security.selinux"):
            os.removexattr(where, name, follow_symlinks=follow)


def set_owner(parent: int, name: bytes, record: Record) -> None:
    """Give an object the owner and group that the record says."""
    os.chown(name, record.b >> 32, record.b & 0xFFFFFFFF, dir_fd=parent, follow_symlinks=False)


def belongs(seen: os.stat_result, record: Record) -> bool:
    """Whether an object has the owner and group that the record says. What a check finds right is not set again: that would change its
    ctime, and write an inode for every file that is compared.
    """
    return (seen.st_uid, seen.st_gid) == (record.b >> 32, record.b & 0xFFFFFFFF)
