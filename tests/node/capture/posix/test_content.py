"""Content: appending, direct and synchronous writes, files without a name, mappings, holes, copies, limits of a file (open(2), mmap(2))."""

import errno
import fcntl
import mmap
import os
import resource
import signal
import struct
from pathlib import Path

import pytest

from tests.fakes.told_twice import Story, TwoFolders, call

ALICE, STAFF = 2001, 3001
KEEP_SIZE, PUNCH, COLLAPSE, ZERO, INSERT, UNSHARE = 1, 2, 8, 16, 32, 64
FICLONE = 0x40049409


def link_descriptor(fd: int, path: Path) -> int:
    """Give an open file a name (linkat(2) with AT_SYMLINK_FOLLOW)."""
    return call("linkat", -100, f"/proc/self/fd/{fd}".encode(), -100, os.fsencode(path), 0x400)


def test_appending(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(b"0123")
        fd = os.open(it / "f", os.O_RDWR | os.O_APPEND)
        os.lseek(fd, 0, os.SEEK_SET)
        it.tell("write", os.write(fd, b"45"))
        it.tell("place", os.lseek(fd, 0, os.SEEK_CUR))
        it.tell("pwrite appends too", os.pwrite(fd, b"67", 0))
        it.tell("content", (it / "f").read_bytes())
        os.truncate(it / "f", 2)
        it.tell("after a cut", (os.write(fd, b"x"), (it / "f").read_bytes()))
        fcntl.fcntl(fd, fcntl.F_SETFL, 0)
        it.tell("no longer", (os.pwrite(fd, b"!", 0), (it / "f").read_bytes()))
        os.close(fd)

    same(story)


def test_appending_by_several_processes_loses_and_mixes_nothing(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "log").touch()
        children = []
        for number in range(4):
            child = os.fork()
            if child == 0:
                try:
                    fd = os.open(it / "log", os.O_WRONLY | os.O_APPEND)
                    for line in range(200):
                        os.write(fd, f"{number} {line:05} {'x' * (line * 7 % 300)}\n".encode())
                finally:
                    os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        lines = (it / "log").read_text().splitlines()
        it.tell("lines", len(lines))
        for number in range(4):
            own = [line for line in lines if line.startswith(f"{number} ")]
            it.tell(f"of {number}", own == [f"{number} {line:05} {'x' * (line * 7 % 300)}" for line in range(200)])

    same(story, same_tree=False)


@pytest.mark.parametrize(
    "flags", [0, os.O_SYNC, os.O_DSYNC, os.O_DIRECT, os.O_DIRECT | os.O_DSYNC, os.O_DIRECT | os.O_APPEND, os.O_NOATIME]
)
def test_ways_to_write(same: TwoFolders, flags: int) -> None:
    def story(it: Story) -> None:
        fd = it.open("open", it / "f", os.O_CREAT | os.O_RDWR | flags)
        page = mmap.mmap(-1, 8192)
        page.write(b"a" * 4096 + b"b" * 4096)
        it.ask("two pages", os.writev, fd, [page])
        it.ask("at a place", os.pwritev, fd, [memoryview(page)[:4096]], 16384)
        back = mmap.mmap(-1, 4096)
        it.ask("read", os.preadv, fd, [back], 4096)
        it.tell("read", back[:])
        it.ask("beyond the end", os.preadv, fd, [back], 1 << 20)
        it.ask("the hole", os.preadv, fd, [back], 8192)
        it.tell("the hole", back[:] == bytes(4096))
        it.ask("fsync", os.fsync, fd)
        it.ask("fdatasync", os.fdatasync, fd)
        it.stat("after", fd)
        os.close(fd)

    same(story)


def test_a_mapped_page_and_a_direct_read(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(bytes(8192))
        fd = os.open(it / "f", os.O_RDWR | os.O_DIRECT)
        mapping = mmap.mmap(fd, 8192)
        mapping[0:5] = b"dirty"
        back = mmap.mmap(-1, 4096)
        os.preadv(fd, [back], 0)
        it.tell("a direct read sees it", back[0:5])
        back[0:5] = b"wrote"
        os.pwritev(fd, [back], 4096)
        it.tell("the mapping sees a direct write", mapping[4096:4101])
        mapping.close()
        os.close(fd)

    same(story)


def test_files_without_a_name(same: TwoFolders) -> None:
    """O_TMPFILE: nothing of one is seen until linkat(2) gives it a name; then it is there whole, on the passive too."""

    def story(it: Story) -> None:
        fd = it.open("open", it.folder, os.O_TMPFILE | os.O_RDWR, 0o640)
        it.stat("no name", fd)
        it.tell("nothing is seen", os.listdir(it.folder))
        it.ask("write", os.write, fd, b"begin" * 2000)
        it.ask("far away", os.pwrite, fd, b"end", 3 << 20)
        it.ask("attribute", os.setxattr, fd, "user.note", b"kept")
        it.ask("owner", os.fchown, fd, ALICE, STAFF)
        it.ask("mode", os.fchmod, fd, 0o4711)
        mapping = mmap.mmap(fd, 4096)
        mapping[0:6] = b"MAPPED"
        mapping.flush()
        mapping.close()
        os.utime(fd, ns=(11, 22))
        os.mkdir(it / "d")
        (it / "taken").write_text("mine")
        it.ask("a name that is taken", link_descriptor, fd, it / "taken")
        it.ask("a name", link_descriptor, fd, it / "d/named")
        it.stat("named", it / "d/named")
        it.tell("content", (it / "d/named").read_bytes())
        it.ask("a second name", link_descriptor, fd, it / "second")
        it.ask("go on writing", os.pwrite, fd, b"more", 100)
        it.stat("two names", it / "second")
        it.tell("mine", (it / "taken").read_text())
        os.close(fd)
        fd = it.open("empty", it / "d", os.O_TMPFILE | os.O_WRONLY, 0o600)
        it.ask("an empty one", link_descriptor, fd, it / "d/empty")
        os.close(fd)
        fd = it.open("exclusive", it.folder, os.O_TMPFILE | os.O_RDWR | os.O_EXCL, 0o600)
        os.write(fd, b"never seen")
        it.ask("may get no name", link_descriptor, fd, it / "exclusive")
        os.close(fd)
        fd = os.open(it.folder, os.O_TMPFILE | os.O_RDWR)
        os.write(fd, b"never named")
        os.close(fd)
        it.open("for reading only", it.folder, os.O_TMPFILE | os.O_RDONLY)
        it.open("in a file", it / "taken", os.O_TMPFILE | os.O_RDWR)
        it.open("nowhere", it / "missing", os.O_TMPFILE | os.O_RDWR)
        it.tell("names", sorted(os.listdir(it.folder)))
        it.as_user(ALICE, STAFF, lambda it: [it.open("forbidden", it / "d", os.O_TMPFILE | os.O_RDWR)])
        os.chmod(it / "d", 0o2777)
        os.chown(it / "d", 0, 4001)

        def of_user(it: Story) -> None:
            os.umask(0o027)
            fd = it.open("a user's", it / "d", os.O_TMPFILE | os.O_RDWR, 0o666)
            it.stat("a user's", fd)
            it.ask("a user's name", link_descriptor, fd, it / "d/users")

        it.as_user(ALICE, STAFF, of_user)
        it.stat("a user's file", it / "d/users")

    same(story)


def test_a_large_file_appears_whole_under_its_name(base: Path) -> None:
    """Its records stand before the one that gives it its name, so no part of it is ever seen under that."""
    both = TwoFolders(base)
    content = os.urandom(5 << 20)
    with both.mounted as mounted:
        fd = os.open(mounted.folder, os.O_TMPFILE | os.O_RDWR, 0o644)
        os.write(fd, content)
        os.pwrite(fd, b"x", 40 << 20)
        assert mounted.records() == [], "a file without a name has been recorded"
        link_descriptor(fd, mounted.folder / "large")
        os.pwrite(fd, b"later", 0)
        os.close(fd)
        kinds = [(record.kind, record.path) for record in mounted.records()]
        named = next(index for index, (kind, _) in enumerate(kinds) if kind == "RENAME")
        assert all(path.startswith(b".twinhelm-") for _, path in kinds[: named + 1])
        assert kinds[named + 1 :] == [("WRITE", b"large")]
        assert sum(len(record.payload) for record in mounted.records() if record.kind == "WRITE") < 6 << 20, "the hole was sent"
        both.compare_passive()


def test_unlinked_files_live_on(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_text("content")
        fd = os.open(it / "f", os.O_RDWR)
        os.unlink(it / "f")
        it.stat("no name", fd)
        it.tell("write", os.pwrite(fd, b"CON", 0))
        os.ftruncate(fd, 5)
        os.fchmod(fd, 0o600)
        os.fchown(fd, ALICE, STAFF)
        os.setxattr(fd, "user.a", b"x")
        os.utime(fd, ns=(1, 2))
        it.tell("read", os.pread(fd, 100, 0))
        it.tell("attribute", os.getxattr(fd, "user.a"))
        it.stat("still", fd)
        it.open("again by its descriptor", f"/proc/self/fd/{fd}", os.O_RDONLY)
        it.ask("a new name", link_descriptor, fd, it / "g")
        (it / "f").write_text("another")
        os.pwrite(fd, b"old", 0)
        it.tell("the new one", (it / "f").read_text())
        (it / "t").write_text("replaced")
        other = os.open(it / "t", os.O_RDWR)
        (it / "u").write_text("new")
        os.rename(it / "u", it / "t")
        it.tell("write to the replaced", os.pwrite(other, b"x", 0))
        it.stat("replaced", other)
        it.tell("name", (it / "t").read_text())
        mapping = mmap.mmap(fd, 5)
        mapping[0:1] = b"m"
        mapping.flush()
        it.tell("mapped", os.pread(fd, 5, 0))
        mapping.close()
        os.close(fd)
        os.close(other)

    same(story)


def test_mappings(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(b"." * 10_000)
        fd = os.open(it / "f", os.O_RDWR)
        shared = mmap.mmap(fd, 10_000)
        private = mmap.mmap(fd, 10_000, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
        shared[5000:5006] = b"shared"
        private[0:7] = b"private"
        it.tell("a read sees the shared page", os.pread(fd, 6, 5000))
        it.tell("and not the private one", os.pread(fd, 7, 0))
        os.pwrite(fd, b"written", 6000)
        it.tell("the mapping sees a write", shared[6000:6007])
        it.ask("flush", shared.flush)
        it.ask("asynchronously", call, "msync", struct.unpack("P", struct.pack("P", address(shared)))[0], 4096, 1)
        reader = os.open(it / "f", os.O_RDONLY)
        it.ask("no writing through a reader", mmap.mmap, reader, 4096, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        with mmap.mmap(reader, 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE) as own:
            own[0:1] = b"x"
        child = os.fork()
        if child == 0:
            shared[7000:7005] = b"child"
            os._exit(0)
        os.waitpid(child, 0)
        it.tell("another process", os.pread(fd, 5, 7000))
        shared.close()
        private.close()
        os.close(fd)
        os.close(reader)
        it.tell("content", (it / "f").read_bytes())

    def address(mapping: mmap.mmap) -> int:
        import ctypes

        return ctypes.addressof(ctypes.c_char.from_buffer(mapping))

    same(story)


def test_a_mapping_beyond_the_end_is_a_bus_error(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(b"x" * 8192)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGBUS, signal.SIG_DFL)
            fd = os.open(it / "f", os.O_RDWR)
            mapping = mmap.mmap(fd, 8192)
            os.ftruncate(fd, 4096)
            mapping[5000:5001] = b"x"
            os._exit(0)
        it.tell("died of", os.WTERMSIG(os.waitpid(child, 0)[1]))

    import faulthandler

    faulthandler.disable()
    same(story)


def fallocate(fd: int, mode: int, offset: int, length: int) -> int:
    return call("fallocate64", fd, mode, offset, length)


def test_fallocate(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(bytes(range(256)) * 128)
        fd = os.open(it / "f", os.O_RDWR)
        for what, mode, offset, length in (
            ("grow", 0, 0, 65536), ("keep the size", KEEP_SIZE, 0, 1 << 20), ("punch", PUNCH | KEEP_SIZE, 4096, 8192),
            ("punch odd bytes", PUNCH | KEEP_SIZE, 100, 33), ("punch without keeping", PUNCH, 0, 4096), ("zero", ZERO, 16384, 5000),
            ("zero beyond the end", ZERO, 60_000, 20_000), ("zero and keep", ZERO | KEEP_SIZE, 80_000, 20_000), ("no length", 0, 0, 0),
            ("before the beginning", 0, -1, 10),
            ("too far", 0, 1 << 62, 1 << 62), ("both", COLLAPSE | PUNCH, 0, 4096), ("unknown", 1 << 20, 0, 1),
        ):  # fmt: skip
            it.ask(what, fallocate, fd, mode, offset, length)
            it.stat(what, fd)
        reader = os.open(it / "f", os.O_RDONLY)
        it.ask("of a reader", fallocate, reader, 0, 0, 10)
        directory = os.open(it.folder, os.O_RDONLY)
        it.ask("of a directory", fallocate, directory, 0, 0, 10)
        os.lseek(fd, 0, os.SEEK_SET)
        it.ask("posix_fallocate", os.posix_fallocate, fd, 100_000, 10)
        it.tell("content", (it / "f").read_bytes())

    same(story)


def test_collapsing_and_inserting_are_refused_cleanly(same: TwoFolders) -> None:
    """The kernel's FUSE knows neither mode (fs/fuse/file.c, fuse_file_fallocate): applications see what file systems without it answer."""
    with same.mounted as mounted:
        (mounted.folder / "f").write_bytes(b"x" * 16384)
        fd = os.open(mounted.folder / "f", os.O_RDWR)
        for mode in (COLLAPSE, INSERT, UNSHARE):
            with pytest.raises(OSError, match="Operation not supported"):
                fallocate(fd, mode, 4096, 4096)
        assert os.pread(fd, 20000, 0) == b"x" * 16384
        os.close(fd)


def test_holes(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        fd = os.open(it / "f", os.O_CREAT | os.O_RDWR)
        os.pwrite(fd, b"x" * 4096, 1 << 20)
        os.pwrite(fd, b"y" * 4096, 5 << 20)
        os.ftruncate(fd, 8 << 20)
        os.fsync(fd)
        for what, where, whence in (
            ("data", 0, os.SEEK_DATA), ("hole", 1 << 20, os.SEEK_HOLE), ("next data", 2 << 20, os.SEEK_DATA),
            ("last hole", 5 << 20, os.SEEK_HOLE),
            ("no more data", 6 << 20, os.SEEK_DATA), ("beyond", 9 << 20, os.SEEK_HOLE), ("end", 0, os.SEEK_END),
            ("negative", -1, os.SEEK_SET),
            ("negative from here", -(100 << 20), os.SEEK_CUR), ("unknown", 0, 9), ("negative data", -1, os.SEEK_DATA),
        ):  # fmt: skip
            it.ask(what, os.lseek, fd, where, whence)
        it.tell("blocks", os.fstat(fd).st_blocks)
        it.tell("zeros", os.pread(fd, 100, 3 << 20) == bytes(100))

    same(story)


def test_copies_in_the_kernel(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "a").write_bytes(bytes(range(256)) * 1000)
        source, target = os.open(it / "a", os.O_RDONLY), os.open(it / "b", os.O_CREAT | os.O_RDWR)
        it.ask("copy", os.copy_file_range, source, target, 100_000, 5, 10)
        it.ask("beyond the end", os.copy_file_range, source, target, 100, 1 << 30, 0)
        it.ask("onto itself", os.copy_file_range, target, target, 1000, 0, 500)
        it.ask("into a reader", os.copy_file_range, target, source, 10, 0, 0)
        appender = os.open(it / "b", os.O_WRONLY | os.O_APPEND)
        it.ask("into an appender", os.copy_file_range, source, appender, 10, 0)
        it.ask("sendfile", os.sendfile, target, source, 0, 70_000)
        reader, writer = os.pipe()
        it.ask("splice out", os.splice, source, writer, 4000, 10)
        it.ask("splice in", os.splice, reader, target, 4000, None, 200_000)
        it.ask("tee", lambda: os.read(reader, 0))
        it.tell("content", (it / "b").read_bytes())

        def clone() -> None:
            fcntl.ioctl(target, FICLONE, source)

        it.ask("clone", clone)
        it.tell("untouched", (it / "b").read_bytes())

    same(story)


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY, os.O_RDWR])
@pytest.mark.parametrize("create", [0, os.O_CREAT])
def test_cutting_at_open(same: TwoFolders, flags: int, create: int) -> None:
    def story(it: Story) -> None:
        (it / "f").write_text("content")
        (it / "link").symlink_to("f")
        fd = it.open("open", it / "link", flags | create | os.O_TRUNC)
        it.stat("cut", fd)
        it.tell("content", (it / "f").read_text())
        os.truncate(it / "f", 3)
        it.tell("zeros", (it / "f").read_bytes())
        os.close(fd)
        fd = it.open("new", it / "n", flags | os.O_CREAT | os.O_TRUNC)
        it.stat("new", fd)
        os.close(fd)

    same(story)


def test_truncation(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_text("content")
        for size in (3, 10_000, 0, 5, 1 << 40, 7):
            it.ask(f"{size}", os.truncate, it / "f", size)
            it.stat(f"{size}", it / "f")
        it.tell("zeros", (it / "f").read_bytes())
        it.ask("negative", os.truncate, it / "f", -1)
        it.ask("a directory", os.truncate, it.folder, 0)
        fd = os.open(it / "f", os.O_RDONLY)
        it.ask("of a reader", os.ftruncate, fd, 0)
        it.ask("beyond what the file system takes", os.truncate, it / "f", 1 << 62)
        writer = os.open(it / "f", os.O_WRONLY)
        it.ask("write beyond what the file system takes", os.pwrite, writer, b"x", (1 << 63) - 10)
        it.stat("after", it / "f")

    same(story)


def test_the_limit_of_a_file_of_the_process(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        def work(it: Story) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
            fd = os.open(it / "f", os.O_CREAT | os.O_WRONLY)
            it.ask("part of it", os.write, fd, b"x" * 20_000)
            it.ask("nothing more", os.write, fd, b"x")
            it.ask("truncate", os.ftruncate, fd, 20_000)
            it.ask("fallocate", fallocate, fd, 0, 0, 20_000)
            it.stat("size", fd)

        it.as_user(0, 0, work)

    same(story)


def test_reading_and_writing_at_odd_places(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        fd = os.open(it / "f", os.O_CREAT | os.O_RDWR)
        it.tell("large", os.write(fd, bytes(range(251)) * 20_000))
        it.tell("across", os.pwritev(fd, [b"a" * 5000, b"b" * 3, b"c" * 70_000], 4095))
        it.tell("read across", os.pread(fd, 100_000, 4000))
        it.ask("negative", os.pread, fd, 10, -1)
        it.ask("a directory", os.read, os.open(it.folder, os.O_RDONLY), 10)
        writer = os.open(it / "f", os.O_WRONLY)
        it.ask("a writer reads", os.read, writer, 1)
        reader = os.open(it / "f", os.O_RDONLY)
        it.ask("a reader writes", os.write, reader, b"x")
        nothing = os.open(it / "f", os.O_PATH)
        it.ask("a path reads", os.read, nothing, 1)
        it.ask("fsync of a reader", os.fsync, reader)
        it.ask("fsync of a directory", os.fsync, os.open(it.folder, os.O_RDONLY))
        it.ask("advice", os.posix_fadvise, fd, 0, 0, os.POSIX_FADV_DONTNEED)
        it.ask("part of it", call, "sync_file_range", fd, 0, 4096, 7)
        it.ask("readahead", call, "readahead", fd, 0, 4096)

    same(story)


def test_what_the_file_system_says_of_itself(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        seen = os.statvfs(it.folder)
        it.tell("size", (seen.f_bsize, seen.f_frsize, seen.f_blocks, seen.f_files, seen.f_namemax))
        it.tell("flags", seen.f_flag & (os.ST_RDONLY | os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC))
        (it / "f").touch()
        for what in ("PC_NAME_MAX", "PC_PATH_MAX", "PC_PIPE_BUF", "PC_SYMLINK_MAX"):
            it.ask(what, os.pathconf, it / "f", what)
        it.tell("the same number by name and by descriptor", os.stat(it / "f").st_ino == os.fstat(os.open(it / "f", os.O_RDONLY)).st_ino)
        it.tell("and in its directory", [entry.inode() for entry in os.scandir(it.folder)] == [os.stat(it / "f").st_ino])
        it.tell("blocks", os.stat(it / "f").st_blocks)

    same(story)


def test_a_stale_handle_of_the_kernel_is_refused(base) -> None:
    """name_to_handle_at(2): what was forgotten or forged is ESTALE, never somebody else's file."""
    both = TwoFolders(base)
    with both.mounted as mounted:
        (mounted.folder / "f").write_text("x")
        handle, mount_id = bytearray(struct.pack("=Ii", 128, 0) + bytes(128)), bytearray(8)
        import ctypes

        def by_handle(raw: bytes) -> int:
            return call("open_by_handle_at", folder, raw, os.O_RDONLY)

        buffer = (ctypes.c_char * len(handle)).from_buffer(handle)
        ids = (ctypes.c_char * 8).from_buffer(mount_id)
        call("name_to_handle_at", -100, os.fsencode(mounted.folder / "f"), buffer, ids, 0)
        folder = os.open(mounted.folder, os.O_RDONLY)
        os.close(by_handle(bytes(handle)))
        forged = bytearray(handle)
        forged[8:16] = struct.pack("=Q", 0x4141414141414141)
        with pytest.raises(OSError, match="Stale") as error:
            by_handle(bytes(forged))
        assert error.value.errno == errno.ESTALE
        os.unlink(mounted.folder / "f")
        with pytest.raises(OSError, match="Stale") as error:
            by_handle(bytes(handle))
        assert error.value.errno == errno.ESTALE
        os.close(folder)
        assert os.listdir(mounted.folder) == []
