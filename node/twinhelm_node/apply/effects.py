"""What each kind of record does to the tree (FORMAT.md "Record"). One method a kind; WRITE has a short cut in the applier, and what only
copies and checks send is in comparison.

Every effect is idempotent, or looks first whether it has been done (`in_doubt`), so that a process killed between an effect
and its note in the progress file may apply that one record again.
"""

import errno
import os
import shutil
import stat
import struct
from collections.abc import Callable

from twinhelm_node.apply import calls
from twinhelm_node.apply.comparison import Comparison, belongs, set_owner
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress
from twinhelm_node.apply.quarantine import Quarantine
from twinhelm_node.apply.tree import Tree
from twinhelm_node.journal.record import FLAG_TREE, Kind, Record, signed

_COLLAPSE, _INSERT = 0x08, 0x20  # linux/falloc.h
_CREATE_FLAGS = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class ObjectMissing(Exception):
    """While the tree is being copied: a record speaks of an object not copied yet. `path` must be visited (None: will be anyway)."""

    def __init__(self, path: bytes | None) -> None:
        super().__init__(path)
        self.path = path


class Effects:
    """Applies single records.

    `lenient`: a check runs, so a missing object is no error and a wrong one is replaced; `visits_everything`: it comes by every object.
    """

    def __init__(self, tree: Tree, progress: Progress, quarantine: Quarantine, path_filter: PathFilter) -> None:
        self._tree = tree
        self._progress = progress
        self._quarantine = quarantine
        self._filter = path_filter
        self._missed: set[int] = set()
        self.comparison = Comparison(tree, quarantine, path_filter)
        self.lenient = False
        self.visits_everything = False
        self.in_doubt = False
        self._methods: dict[int, Callable[[Record], None]] = {
            Kind.CREATE: self._create, Kind.MKDIR: self._mkdir, Kind.SYMLINK: self._symlink, Kind.LINK: self._link, Kind.MKNOD: self._mknod,
            Kind.WRITE: self._write, Kind.TRUNCATE: self._truncate, Kind.FALLOCATE: self._fallocate, Kind.RENAME: self._rename,
            Kind.UNLINK: self._unlink, Kind.RMDIR: self._rmdir, Kind.OWNER: self._owner, Kind.MODE: self._mode, Kind.TIMES: self._times,
            Kind.SETXATTR: self._setxattr, Kind.REMOVEXATTR: self._removexattr, Kind.ENTRIES: self._entries,
            Kind.ENSURE: self.comparison.ensure, Kind.VERIFY: self.comparison.verify,
            Kind.CHECK_BEGIN: self._nothing, Kind.CHECK_END: self._nothing, Kind.MARK: self._nothing, Kind.GENERATION: self._nothing,
        }  # fmt: skip

    def begin_check(self, number: int) -> None:
        """A check begins, or goes on: it looks at the tree as it is."""
        self._tree.forget_below(b"")  # an open descriptor could be of a file that somebody removed
        self._missed.clear()
        self.comparison.begin(number)

    def apply(self, record: Record) -> None:
        """Do to the tree what the record says. Raises OSError or ObjectMissing; the tree is unchanged then or half of one record on."""
        self._tree.make_room()
        method = self._methods.get(record.kind)
        if method is None:
            raise OSError(errno.EOPNOTSUPP, f"a record of unknown kind {record.kind}; bring both servers to the same version")
        try:
            method(record)
        except (FileNotFoundError, NotADirectoryError):
            if self.in_doubt and record.kind in (Kind.UNLINK, Kind.RMDIR):
                pass  # had been done before the stop
            elif not self.lenient:
                raise
            elif record.kind in (Kind.RENAME, Kind.LINK):
                raise ObjectMissing(record.payload if record.kind == Kind.RENAME else record.path) from None
            elif record.kind == Kind.ENSURE:
                raise ObjectMissing(self._tree.topmost_missing(record.path)) from None
            elif record.kind not in (Kind.UNLINK, Kind.RMDIR):
                if record.object:
                    self._missed.add(record.object)
                raise ObjectMissing(None if self.visits_everything else self._tree.topmost_missing(record.path)) from None
        if record.parent_mtime_ns:
            self._tree.note_directory_time(record.path.rpartition(b"/")[0], record.parent_mtime_ns)

    # Making objects ---------------------------------------------------------------------------------------------

    def _create(self, record: Record) -> None:
        self._make_way(record.path, stat.S_IFREG)
        parent, name = self._tree.parent(record.path)
        flags = _CREATE_FLAGS if self.in_doubt else _CREATE_FLAGS | os.O_EXCL
        descriptor = os.open(name, flags, stat.S_IMODE(record.a), dir_fd=parent)
        try:
            os.fchown(descriptor, record.b >> 32, record.b & 0xFFFFFFFF)
            os.fchmod(descriptor, stat.S_IMODE(record.a))
        except OSError:
            os.close(descriptor)
            raise
        self._tree.keep(record.path, descriptor, eager=False).mtime_ns = record.mtime_ns

    def _mkdir(self, record: Record) -> None:
        self._make_way(record.path, stat.S_IFDIR)
        parent, name = self._tree.parent(record.path)
        try:
            os.mkdir(name, stat.S_IMODE(record.a), dir_fd=parent)
        except FileExistsError:
            if not self.in_doubt:
                raise
        set_owner(parent, name, record)
        os.chmod(name, stat.S_IMODE(record.a), dir_fd=parent)
        self._tree.note_directory_time(record.path, record.mtime_ns)

    def _symlink(self, record: Record) -> None:
        self._make_way(record.path, 0)
        parent, name = self._tree.parent(record.path)
        os.symlink(record.payload, name, dir_fd=parent)
        set_owner(parent, name, record)
        calls.set_times(parent, name, record.mtime_ns)

    def _mknod(self, record: Record) -> None:
        self._make_way(record.path, 0)
        parent, name = self._tree.parent(record.path)
        device = struct.unpack("<Q", record.payload)[0] if len(record.payload) == 8 else 0
        os.mknod(name, record.a & 0o177777, device, dir_fd=parent)
        set_owner(parent, name, record)
        os.chmod(name, stat.S_IMODE(record.a), dir_fd=parent)
        calls.set_times(parent, name, record.mtime_ns)

    def _link(self, record: Record) -> None:
        self._tree.forget(record.payload)
        self._tree.forget(record.path)
        old_parent, old_name = self._tree.parent(record.payload)
        new_parent, new_name = self._tree.parent(record.path)
        source = os.stat(old_name, dir_fd=old_parent, follow_symlinks=False)
        try:
            os.link(old_name, new_name, src_dir_fd=old_parent, dst_dir_fd=new_parent, follow_symlinks=False)
        except FileExistsError:
            present = os.stat(new_name, dir_fd=new_parent, follow_symlinks=False)
            if (present.st_ino, present.st_dev) == (source.st_ino, source.st_dev):
                return
            if not (self.lenient or record.is_copy or self._quarantine.keeps_orphans):
                raise
            self._missed.add(record.object)
            self._quarantine.take(self._tree, record.path)
            os.link(old_name, new_name, src_dir_fd=old_parent, dst_dir_fd=new_parent, follow_symlinks=False)
        if record.is_copy and record.object in self._missed:
            # an application wrote through this name before it led here, perhaps after the other name's content was copied
            raise ObjectMissing(record.path)

    # Content ----------------------------------------------------------------------------------------------------

    def _write(self, record: Record) -> None:
        opened = self._tree.file(record.path)
        data, offset = memoryview(record.payload), record.a
        while data:
            written = os.pwrite(opened.descriptor, data, offset)
            data, offset = data[written:], offset + written
        self._tree.note_file_time(record.path, record.mtime_ns)

    def _truncate(self, record: Record) -> None:
        descriptor = self._tree.file(record.path).descriptor
        if not record.is_copy or os.fstat(descriptor).st_size != record.a:
            os.ftruncate(descriptor, record.a)
        self._tree.note_file_time(record.path, record.mtime_ns)

    def _fallocate(self, record: Record) -> None:
        mode = struct.unpack("<I", record.payload[:4])[0]
        descriptor = self._tree.file(record.path).descriptor
        if mode & (_COLLAPSE | _INSERT):
            size = os.fstat(descriptor).st_size
            before = self._progress.doubt_value(record.sequence) if self.in_doubt else None
            if before is not None and before != size:
                self._tree.note_file_time(record.path, record.mtime_ns)
                return
            self._progress.doubt(record.sequence, size)
        calls.fallocate(descriptor, mode, record.a, record.b)
        self._tree.note_file_time(record.path, record.mtime_ns)

    # Names ------------------------------------------------------------------------------------------------------

    def _rename(self, record: Record) -> None:
        old, new = record.path, record.payload
        if self.lenient:
            self._make_parents(new)
        try:
            seen = self._tree.stat(old)
        except FileNotFoundError:
            seen = None
        if self.in_doubt and self.rename_was_done(record):
            self._renamed(record)
            return
        if seen is None:
            self._quarantine.take(self._tree, new)  # the active replaced it; a copy brings what is there now
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), old)
        both = bool(record.a & calls.RENAME_EXCHANGE)
        if both or stat.S_ISDIR(seen.st_mode):
            for path in (old, new):
                self._tree.forget(path)
                self._tree.forget_below(path)
        else:
            self._tree.forget(new)
        self._progress.doubt(record.sequence, seen.st_ino)
        flags = record.a & ~calls.RENAME_NOREPLACE
        old_parent, old_name = self._tree.parent(old)
        new_parent, new_name = self._tree.parent(new)
        try:
            calls.rename(old_parent, old_name, new_parent, new_name, flags)
        except OSError as error:
            strict = not self.lenient and not self._quarantine.keeps_orphans
            if strict or error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.EISDIR, errno.ENOTDIR):
                raise
            self._quarantine.take(self._tree, new)
            calls.rename(old_parent, old_name, new_parent, new_name, flags)
        if not both:
            self._tree.moved(old, new)
        self._renamed(record)

    def rename_was_done(self, record: Record) -> bool:
        """After a kill: whether a RENAME in doubt had been done, by the inode noted before it."""
        inode = self._progress.doubt_value(record.sequence)
        if inode is None:
            return False
        try:
            return self._tree.stat(record.path).st_ino != inode
        except (FileNotFoundError, NotADirectoryError):
            return True

    def _renamed(self, record: Record) -> None:
        if record.b:
            self._tree.note_directory_time(record.payload.rpartition(b"/")[0], signed(record.b))

    def _unlink(self, record: Record) -> None:
        self._tree.forget(record.path)
        parent, name = self._tree.parent(record.path)
        try:
            os.unlink(name, dir_fd=parent)
        except IsADirectoryError:
            if not self.lenient:
                raise
            self._quarantine.take(self._tree, record.path)

    def _rmdir(self, record: Record) -> None:
        self._tree.forget_below(record.path)
        parent, name = self._tree.parent(record.path)
        if record.flags & FLAG_TREE:
            shutil.rmtree(name, dir_fd=parent)
            return
        try:
            os.rmdir(name, dir_fd=parent)
        except OSError as error:
            # what the active excludes may still stand here, and what is left where it is
            strict = not self.lenient and self._filter.everything and not self._quarantine.keeps_orphans
            if strict or error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
            self._quarantine.take(self._tree, record.path)

    # Attributes -------------------------------------------------------------------------------------------------

    def _owner(self, record: Record) -> None:
        parent, name = self._tree.parent(record.path)
        if not (record.is_copy and belongs(os.stat(name, dir_fd=parent, follow_symlinks=False), record)):
            set_owner(parent, name, record)

    def _mode(self, record: Record) -> None:
        parent, name = self._tree.parent(record.path)
        mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            raise OSError(errno.EOPNOTSUPP, "a symbolic link has no mode of its own", record.path)
        if not record.is_copy or stat.S_IMODE(mode) != stat.S_IMODE(record.a):
            os.chmod(name, stat.S_IMODE(record.a), dir_fd=parent)

    def _times(self, record: Record) -> None:
        parent, name = self._tree.parent(record.path)
        mtime_ns, atime_ns = record.mtime_ns, signed(record.a)
        seen = os.stat(name, dir_fd=parent, follow_symlinks=False) if record.is_copy else None
        if seen is None or (seen.st_mtime_ns, seen.st_atime_ns) != (mtime_ns, atime_ns):
            calls.set_times(parent, name, mtime_ns, atime_ns)
        opened = self._tree.files.get(record.path)
        if opened is not None:
            opened.mtime_ns = None
        else:
            self._tree.forget_directory_time(record.path)

    def _setxattr(self, record: Record) -> None:
        length = struct.unpack_from("<I", record.payload)[0]
        name, value = record.payload[4 : 4 + length], record.payload[4 + length :]
        os.setxattr(self._tree.by_name(record.path), name.rstrip(b"\0"), value, follow_symlinks=False)

    def _removexattr(self, record: Record) -> None:
        try:
            os.removexattr(self._tree.by_name(record.path), record.payload.rstrip(b"\0"), follow_symlinks=False)
        except OSError as error:
            if error.errno != errno.ENODATA or not (self.lenient or self.in_doubt):
                raise

    # Parts ------------------------------------------------------------------------------------------------------

    def _entries(self, record: Record) -> None:
        self.comparison.entries(record, note_absent=self.lenient and not self.visits_everything)

    def _nothing(self, record: Record) -> None:
        """The record changes no file."""

    def _make_way(self, path: bytes, own_type: int) -> None:
        """Set aside what stands where an object is going to be made: left from before the check that runs.

        After a kill it may be the very object that this record makes (`own_type`); that one is kept and finished.
        """
        if not (self.lenient or self.in_doubt or self._quarantine.keeps_orphans):
            return
        try:
            seen = self._tree.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        if not (self.in_doubt and stat.S_IFMT(seen.st_mode) == own_type):
            self._quarantine.take(self._tree, path)

    def _make_parents(self, path: bytes) -> None:
        """Make the directories above `path`; the copy that runs brings their attributes and the rest of their entries."""
        head = path.rpartition(b"/")[0]
        try:
            self._tree.directory(head)
        except FileNotFoundError:
            self._make_parents(head)
            parent, name = self._tree.parent(head)
            os.mkdir(name, 0o700, dir_fd=parent)
