"""Each operation leaves the record that FORMAT.md describes, and the replayed tree equals the captured one."""

import ctypes
import errno
import mmap
import os
import stat
import struct

import pytest

from tests.fakes.mounted_capture import Mounted, assert_equal_trees

libc = ctypes.CDLL(None, use_errno=True)


def rename2(old: os.PathLike, new: os.PathLike, flags: int) -> None:
    if libc.renameat2(-100, os.fsencode(old), -100, os.fsencode(new), flags) != 0:
        raise OSError(ctypes.get_errno(), "renameat2")


def test_create_write_close(mounted: Mounted):
    with (mounted.folder / "a").open("wb") as file:
        file.write(b"hello")
    create, write = mounted.records()
    st = os.stat(mounted.folder / "a")
    assert (create.kind, create.path, create.a, create.b) == ("CREATE", b"a", 0o644, 0)
    assert create.parent_mtime_ns == os.stat(mounted.folder).st_mtime_ns
    assert (write.kind, write.path, write.a, write.payload) == ("WRITE", b"a", 0, b"hello")
    assert write.mtime_ns == st.st_mtime_ns
    assert create.object == write.object == st.st_ino
    assert create.generation == 1
    assert_equal_trees(mounted)


def test_a_failed_change_leaves_no_record(mounted: Mounted):
    with pytest.raises(FileNotFoundError):
        (mounted.folder / "missing").unlink()
    with pytest.raises(FileNotFoundError):
        os.rename(mounted.folder / "missing", mounted.folder / "other")
    (mounted.folder / "d").mkdir()
    (mounted.folder / "d" / "x").touch()
    before = len(mounted.records())
    with pytest.raises(OSError, match="not empty"):
        (mounted.folder / "d").rmdir()
    with pytest.raises(FileExistsError):
        (mounted.folder / "d").mkdir()
    with pytest.raises(OSError, match=r"Operation not supported|No data"):
        os.removexattr(mounted.folder / "d", "user.none")
    assert len(mounted.records()) == before


def test_kinds_of_objects(mounted: Mounted):
    folder = mounted.folder
    (folder / "d").mkdir(mode=0o750)
    os.symlink("target/elsewhere", folder / "s")
    os.mkfifo(folder / "fifo", 0o622)
    os.mknod(folder / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    os.mknod(folder / "plain", stat.S_IFREG | 0o640)
    (folder / "d" / "f").write_bytes(b"x")
    os.link(folder / "d" / "f", folder / "l")
    kinds = mounted.kinds()
    assert kinds == ["MKDIR", "SYMLINK", "MKNOD", "MKNOD", "CREATE", "CREATE", "WRITE", "LINK"]
    link = mounted.last()
    assert (link.path, link.payload) == (b"l", b"d/f")
    assert mounted.records()[1].payload == b"target/elsewhere"
    assert struct.unpack("<Q", mounted.records()[3].payload)[0] == os.makedev(1, 3)
    assert_equal_trees(mounted)


def test_attributes(mounted: Mounted):
    path = mounted.folder / "a"
    path.write_bytes(b"0123456789")
    os.chmod(path, 0o4755)
    os.chown(path, 1234, 5678)
    os.truncate(path, 4)
    os.utime(path, ns=(1_000_000_001, 2_000_000_002))
    os.setxattr(path, "user.colour", b"green\0blue")
    os.setxattr(path, "user.gone", b"x")
    os.removexattr(path, "user.gone")
    assert mounted.kinds()[2:] == ["MODE", "OWNER", "MODE", "TRUNCATE", "TIMES", "SETXATTR", "SETXATTR", "REMOVEXATTR"]
    records = mounted.records()
    assert records[2].a == 0o4755
    assert records[3].b == (1234 << 32) | 5678
    assert records[4].a == 0o755, "a change of owner takes the set-user-id bit away, and the passive is told"
    assert records[5].a == 4
    assert (records[6].a, records[6].mtime_ns) == (1_000_000_001, 2_000_000_002)
    assert records[7].payload == struct.pack("<I", 11) + b"user.colour" + b"green\0blue"
    assert records[9].payload == b"user.gone"
    assert_equal_trees(mounted)


def test_names_with_any_bytes(mounted: Mounted):
    folder = os.fsencode(mounted.folder)
    long = b"n" * 255
    odd = b"\xff\xfe latin \xe9 \n"
    for name in (long, odd):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(name)
    with pytest.raises(OSError, match="too long"):
        os.open(os.path.join(folder, b"n" * 256), os.O_CREAT)
    assert {record.path for record in mounted.records()} == {long, odd}
    assert_equal_trees(mounted)


def test_rename_with_flags(mounted: Mounted):
    folder = mounted.folder
    (folder / "d").mkdir()
    (folder / "a").write_text("a")
    (folder / "b").write_text("b")
    os.rename(folder / "a", folder / "d" / "moved")
    renamed = mounted.last()
    assert (renamed.kind, renamed.path, renamed.payload, renamed.a) == ("RENAME", b"a", b"d/moved", 0)
    assert renamed.parent_mtime_ns == os.stat(folder).st_mtime_ns
    assert renamed.b == os.stat(folder / "d").st_mtime_ns
    with pytest.raises(FileExistsError):
        rename2(folder / "b", folder / "d" / "moved", 1)
    rename2(folder / "b", folder / "d", 2)
    assert (mounted.last().a, mounted.last().payload) == (2, b"d")
    (folder / "b" / "moved").write_text("after the exchange")
    assert mounted.last().path == b"b/moved"
    (folder / "d").write_text("now a file")
    os.rename(folder / "d", folder / "b" / "moved")
    assert_equal_trees(mounted)


def test_a_write_after_a_rename_of_its_directory_carries_the_new_path(mounted: Mounted):
    (mounted.folder / "one" / "two").mkdir(parents=True)
    with (mounted.folder / "one" / "two" / "f").open("wb", buffering=0) as file:
        file.write(b"1")
        os.rename(mounted.folder / "one", mounted.folder / "eins")
        file.write(b"2")
    assert [record.path for record in mounted.records() if record.kind == "WRITE"] == [b"one/two/f", b"eins/two/f"]
    assert_equal_trees(mounted)


def test_an_unlinked_open_file_works_and_is_not_recorded(mounted: Mounted):
    path = mounted.folder / "a"
    with path.open("w+b", buffering=0) as file:
        file.write(b"before")
        path.unlink()
        count = len(mounted.records())
        file.write(b" after")
        os.fchmod(file.fileno(), 0o600)
        file.seek(0)
        assert file.read() == b"before after"
        assert len(mounted.records()) == count
    assert_equal_trees(mounted)


def test_hard_links_by_all_their_names(mounted: Mounted):
    folder = mounted.folder
    (folder / "a").write_bytes(b"1")
    os.link(folder / "a", folder / "b")
    (folder / "a").unlink()
    with (folder / "b").open("ab") as file:
        file.write(b"2")
    assert mounted.last().path == b"b"
    assert_equal_trees(mounted)


def test_a_hard_link_nobody_asked_for_is_found_when_the_known_name_goes(tmp_path):
    (tmp_path / "data" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "data" / "known").write_bytes(b"x")
    os.link(tmp_path / "data" / "known", tmp_path / "data" / "deep" / "er" / "unknown")
    with Mounted(tmp_path) as mounted, (mounted.folder / "known").open("r+b", buffering=0) as file:
        (mounted.folder / "known").unlink()
        file.write(b"y")
        assert (mounted.last().kind, mounted.last().path) == ("WRITE", b"deep/er/unknown")
        os.rename(mounted.folder / "deep", mounted.folder / "flat")
        file.write(b"z")
        assert mounted.last().path == b"flat/er/unknown"


def test_append_and_truncate_on_open(mounted: Mounted):
    path = mounted.folder / "log"
    path.write_bytes(b"old content")
    with path.open("wb") as file:
        file.write(b"new")
    one = os.open(path, os.O_WRONLY | os.O_APPEND)
    two = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(one, b"1")
    os.write(two, b"2")
    os.close(one)
    os.close(two)
    assert path.read_bytes() == b"new12"
    assert "TRUNCATE" in mounted.kinds()
    assert_equal_trees(mounted)


def test_sparse_files_and_fallocate(mounted: Mounted):
    path = mounted.folder / "sparse"
    fd = os.open(path, os.O_CREAT | os.O_RDWR)
    os.pwrite(fd, b"end", 10_000_000)
    os.posix_fallocate(fd, 0, 8192)
    os.pwrite(fd, b"x" * 65536, 4096)
    assert libc.fallocate(fd, 3, ctypes.c_long(8192), ctypes.c_long(16384)) == 0
    assert os.lseek(fd, 8192, os.SEEK_HOLE) == 8192
    os.close(fd)
    fallocates = [record for record in mounted.records() if record.kind == "FALLOCATE"]
    assert [(record.a, record.b, struct.unpack("<I", record.payload)[0]) for record in fallocates] == [(0, 8192, 0), (8192, 16384, 3)]
    assert_equal_trees(mounted)
    assert os.stat(mounted.second / "sparse").st_blocks * 512 < 1_000_000


def test_mmap_shared_writes(mounted: Mounted):
    path = mounted.folder / "mapped"
    path.write_bytes(b"\0" * 16384)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 16384) as mapping:
        mapping[5000:5005] = b"hello"
        mapping.flush()
    assert any(record.kind == "WRITE" and b"hello" in record.payload for record in mounted.records())
    assert_equal_trees(mounted)


def test_direct_io(mounted: Mounted):
    path = mounted.folder / "direct"
    fd = os.open(path, os.O_CREAT | os.O_RDWR | os.O_DIRECT)
    page = mmap.mmap(-1, 8192)
    page[:] = b"d" * 8192
    assert os.write(fd, page) == 8192
    assert os.preadv(fd, [page], 4096) == 4096
    os.close(fd)
    page.close()
    assert path.read_bytes() == b"d" * 8192
    assert_equal_trees(mounted)


def test_large_writes_and_reads(mounted: Mounted):
    data = os.urandom(3 * 1024 * 1024 + 17)
    (mounted.folder / "big").write_bytes(data)
    os.posix_fadvise(fd := os.open(mounted.folder / "big", os.O_RDONLY), 0, 0, os.POSIX_FADV_DONTNEED)
    assert os.read(fd, len(data) + 1) == data
    os.close(fd)
    writes = [record for record in mounted.records(check=False) if record.kind == "WRITE"]
    assert b"".join(record.payload for record in writes) == data


def test_copy_file_range(mounted: Mounted):
    (mounted.folder / "from").write_bytes(b"0123456789" * 1000)
    with (mounted.folder / "from").open("rb") as source, (mounted.folder / "to").open("wb") as target:
        assert os.copy_file_range(source.fileno(), target.fileno(), 5000, 100, 0) == 5000
    assert_equal_trees(mounted)


def test_a_user_without_rights_is_refused_and_owns_what_it_makes(mounted: Mounted):
    shared = mounted.folder / "shared"
    shared.mkdir()
    os.chmod(shared, 0o2777)
    os.chown(shared, 0, 4242)
    (mounted.folder / "secret").write_text("no")
    os.chmod(mounted.folder / "secret", 0o600)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(mounted.folder)  # the directories above are closed to others
            os.setgroups([])
            os.setgid(1001)
            os.setuid(1002)
            os.umask(0o027)
            with pytest.raises(PermissionError):
                os.open("secret", os.O_RDONLY)
            fd = os.open("shared/mine", os.O_CREAT | os.O_WRONLY, 0o666)
            os.write(fd, b"x")
            os.close(fd)
            os.mkdir("shared/dir", 0o777)
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    st = os.stat(shared / "mine")
    assert (st.st_uid, st.st_gid, oct(st.st_mode)) == (1002, 4242, oct(stat.S_IFREG | 0o640))
    st = os.stat(shared / "dir")
    assert (st.st_uid, st.st_gid, oct(st.st_mode)) == (1002, 4242, oct(stat.S_IFDIR | 0o2750))
    assert_equal_trees(mounted)


def test_a_write_by_another_user_drops_set_user_id_on_both_sides(mounted: Mounted):
    path = mounted.folder / "tool"
    path.write_bytes(b"x")
    os.chmod(path, 0o6777)
    fd = os.open(path, os.O_WRONLY)
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(1001)
        os.setuid(1002)
        os.write(fd, b"y")
        os._exit(0)
    os.waitpid(child, 0)
    os.close(fd)
    assert oct(os.stat(path).st_mode & 0o7777) == oct(0o777)
    assert_equal_trees(mounted)


def test_default_acl_is_inherited_and_replicated(mounted: Mounted):
    directory = mounted.folder / "d"
    directory.mkdir()

    def acl(*entries: tuple[int, int, int]) -> bytes:
        return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)

    none = 0xFFFFFFFF
    wanted = acl((1, 7, none), (2, 6, 1234), (4, 5, none), (16, 7, none), (32, 0, none))
    try:
        os.setxattr(directory, "system.posix_acl_default", wanted)
    except OSError as error:
        if error.errno == errno.EOPNOTSUPP:
            pytest.skip("the temporary directory has no ACLs")
        raise
    (directory / "f").write_text("x")
    assert os.getxattr(directory / "f", "system.posix_acl_access").count(struct.pack("<I", 1234)) == 1
    assert oct(os.stat(directory / "f").st_mode & 0o777) == oct(0o660)
    os.chmod(directory / "f", 0o600)
    assert_equal_trees(mounted)


def test_locks_work(mounted: Mounted):
    import fcntl

    path = mounted.folder / "locked"
    path.touch()
    with path.open("r+") as one, path.open("r+") as two:
        fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(BlockingIOError):
            fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_large_directories_list_completely(mounted: Mounted):
    names = {f"file number {number}" for number in range(3000)}
    for name in names:
        (mounted.folder / name).touch()
    assert set(os.listdir(mounted.folder)) == names
    with os.scandir(mounted.folder) as entries:
        assert sum(entry.stat().st_size == 0 for entry in entries) == 3000
    for name in names:
        (mounted.folder / name).unlink()
    assert os.listdir(mounted.folder) == []


def test_statfs_is_that_of_the_backing(mounted: Mounted):
    assert os.statvfs(mounted.folder).f_blocks == os.statvfs(mounted.unsafe).f_blocks


def test_the_kernel_is_asked_to_forget_when_descriptors_get_short(tmp_path):
    """A tree larger than the number of descriptors can be walked: names that nobody has open are given up."""
    with Mounted(tmp_path, max_nodes=200) as mounted:
        for number in range(3000):
            (mounted.folder / f"file {number}").touch()
        held = (mounted.folder / "file 7").open("r+b", buffering=0)
        assert all((mounted.folder / f"file {number}").stat().st_size == 0 for number in range(3000))
        while mounted.capture.counters().nodes > 250:
            pass
        held.write(b"still the same file")
        held.close()
        assert (mounted.folder / "file 7").read_bytes() == b"still the same file"
        os.rename(mounted.folder / "file 8", mounted.folder / "renamed")
        assert_equal_trees(mounted)


def test_a_capability_is_seen_after_it_was_denied(mounted: Mounted):
    path = mounted.folder / "tool"
    path.write_bytes(b"x")
    with pytest.raises(OSError, match="No data"):
        os.getxattr(path, "security.capability")
    value = struct.pack("<IIIII", 0x02000000, 1 << 10, 0, 0, 0)
    os.setxattr(path, "security.capability", value)
    assert os.getxattr(path, "security.capability") == value
    path.write_bytes(b"y")
    with pytest.raises(OSError, match="No data"):
        os.getxattr(path, "security.capability")
    assert_equal_trees(mounted)
