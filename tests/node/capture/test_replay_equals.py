"""Property: whatever applications do, one after the other or at once, the replayed records give the same tree."""

import contextlib
import ctypes
import os
import random
import shutil
import stat
import tempfile
import threading
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fakes.mounted_capture import Mounted, assert_equal_trees, same_start

libc = ctypes.CDLL(None, use_errno=True)

NAMES = ["a", "b", "d", "e"]
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
SMALL = st.integers(0, 20_000)

STEPS = st.one_of(
    st.tuples(st.just("create"), PATHS, st.sampled_from([0o600, 0o644, 0o4755])),
    st.tuples(st.just("mkdir"), PATHS, st.sampled_from([0o700, 0o2755])),
    st.tuples(st.just("symlink"), PATHS, PATHS),
    st.tuples(st.just("fifo"), PATHS),
    st.tuples(st.just("link"), PATHS, PATHS),
    st.tuples(st.just("rename"), PATHS, PATHS, st.sampled_from([0, 0, 1, 2])),
    st.tuples(st.just("unlink"), PATHS),
    st.tuples(st.just("rmdir"), PATHS),
    st.tuples(st.just("write"), PATHS, SMALL, st.binary(min_size=1, max_size=40)),
    st.tuples(st.just("append"), PATHS, st.binary(min_size=1, max_size=10)),
    st.tuples(st.just("truncate"), PATHS, SMALL),
    st.tuples(st.just("punch"), PATHS, SMALL, st.integers(1, 20_000)),
    st.tuples(st.just("chmod"), PATHS, st.sampled_from([0o600, 0o755, 0o6711])),
    st.tuples(st.just("chown"), PATHS, st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("utime"), PATHS, st.integers(0, 2**40)),
    st.tuples(st.just("setxattr"), PATHS, st.sampled_from(["user.x", "user.y"]), st.binary(max_size=20)),
    st.tuples(st.just("removexattr"), PATHS, st.sampled_from(["user.x", "user.y"])),
    st.tuples(st.just("hold"), PATHS),
    st.tuples(st.just("write_held"), st.integers(0, 3), SMALL, st.binary(min_size=1, max_size=40)),
)


class Hands:
    """Does steps in a folder; what the file system refuses is no matter."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.held: list[int] = []

    def do(self, step: tuple) -> None:
        with contextlib.suppress(OSError, ValueError):
            getattr(self, step[0])(*step[1:])

    def at(self, path: str) -> str:
        return f"{self.folder}/{path}"

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        # a fifo or a directory would block or fail
        if os.path.lexists(self.at(path)) and not stat.S_ISREG(os.lstat(self.at(path)).st_mode):
            raise ValueError
        return os.open(self.at(path), flags | os.O_NOFOLLOW | os.O_NONBLOCK, mode)

    def create(self, path: str, mode: int) -> None:
        os.close(self.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode))

    def mkdir(self, path: str, mode: int) -> None:
        os.mkdir(self.at(path), mode)

    def symlink(self, path: str, target: str) -> None:
        os.symlink(target, self.at(path))

    def fifo(self, path: str) -> None:
        os.mkfifo(self.at(path), 0o640)

    def link(self, path: str, new: str) -> None:
        os.link(self.at(path), self.at(new), follow_symlinks=False)

    def rename(self, path: str, new: str, flags: int) -> None:
        libc.renameat2(-100, self.at(path).encode(), -100, self.at(new).encode(), flags)

    def unlink(self, path: str) -> None:
        os.unlink(self.at(path))

    def rmdir(self, path: str) -> None:
        os.rmdir(self.at(path))

    def write(self, path: str, offset: int, data: bytes) -> None:
        fd = self.open(path, os.O_CREAT | os.O_WRONLY)
        try:
            os.pwrite(fd, data, offset)
        finally:
            os.close(fd)

    def append(self, path: str, data: bytes) -> None:
        fd = self.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(fd, data)
        finally:
            os.close(fd)

    def truncate(self, path: str, size: int) -> None:
        fd = self.open(path, os.O_WRONLY)
        try:
            os.ftruncate(fd, size)
        finally:
            os.close(fd)

    def punch(self, path: str, offset: int, length: int) -> None:
        fd = self.open(path, os.O_WRONLY)
        try:
            libc.fallocate(fd, 3, ctypes.c_long(offset), ctypes.c_long(length))
        finally:
            os.close(fd)

    def chmod(self, path: str, mode: int) -> None:
        if os.path.islink(self.at(path)):
            return
        os.chmod(self.at(path), mode)

    def chown(self, path: str, uid: int, gid: int) -> None:
        os.chown(self.at(path), uid, gid, follow_symlinks=False)

    def utime(self, path: str, when: int) -> None:
        os.utime(self.at(path), ns=(when, when + 1), follow_symlinks=False)

    def setxattr(self, path: str, name: str, value: bytes) -> None:
        os.setxattr(self.at(path), name, value, follow_symlinks=False)

    def removexattr(self, path: str, name: str) -> None:
        os.removexattr(self.at(path), name, follow_symlinks=False)

    def hold(self, path: str) -> None:
        if len(self.held) < 4:
            self.held.append(self.open(path, os.O_RDWR))

    def write_held(self, which: int, offset: int, data: bytes) -> None:
        if which < len(self.held):
            os.pwrite(self.held[which], data, offset)

    def let_go(self) -> None:
        for fd in self.held:
            os.close(fd)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, max_size=60))
@example([("create", "a", 0o600), ("link", "a", "b"), ("hold", "a"), ("unlink", "a"), ("write_held", 0, 0, b"x"), ("rename", "b", "e", 0)])
@example([("mkdir", "d", 0o755), ("create", "d/a", 0o644), ("mkdir", "e", 0o755), ("rename", "d", "e", 2), ("rename", "e", "d/b", 0)])
@example([("mkdir", "d", 0o755), ("create", "d/a", 0o644), ("link", "d/a", "b"), ("rename", "d", "e", 0), ("write", "b", 0, b"x")])
def test_any_sequence(steps):
    base = Path(tempfile.mkdtemp(prefix="twinhelm-"))
    try:
        with Mounted(base) as mounted:
            same_start(mounted)
            hands = Hands(mounted.folder)
            try:
                for step in steps:
                    hands.do(step)
                assert_equal_trees(mounted)
            finally:
                hands.let_go()
    finally:
        shutil.rmtree(base)


def test_many_at_once(mounted: Mounted):
    """Four threads on the same names: writes, renames, links and removals race; the records must still tell one consistent story."""
    for name in NAMES:
        (mounted.folder / name).mkdir()
    hands = [Hands(mounted.folder) for _ in range(4)]

    def work(seed: int) -> None:
        dice = random.Random(seed)

        def path() -> str:
            return "/".join(dice.choice(NAMES) for _ in range(dice.randint(1, 3)))

        for _ in range(1500):
            choice = dice.randrange(14)
            if choice == 0:
                hands[seed].do(("mkdir", path(), 0o755))
            elif choice in {1, 2}:
                hands[seed].do(("rename", path(), path(), dice.choice([0, 0, 2])))
            elif choice == 3:
                hands[seed].do(("link", path(), path()))
            elif choice == 4:
                hands[seed].do(("unlink", path()))
            elif choice == 5:
                hands[seed].do(("rmdir", path()))
            elif choice == 6:
                hands[seed].do(("truncate", path(), dice.randrange(20000)))
            elif choice == 7:
                hands[seed].do(("chmod", path(), dice.choice([0o700, 0o755])))
            elif choice == 8:
                hands[seed].do(("setxattr", path(), "user.x", os.urandom(8)))
            elif choice == 9:
                hands[seed].do(("hold", path()))
            elif choice == 10:
                hands[seed].do(("append", path(), b"line\n"))
            elif choice == 11:
                hands[seed].do(("write_held", dice.randrange(4), dice.randrange(10000), os.urandom(100)))
            else:
                hands[seed].do(("write", path(), dice.randrange(10000), os.urandom(50)))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in hands:
        each.let_go()
    assert mounted.capture.failure() == ""
    assert len(mounted.records(check=False)) > 1000
    assert_equal_trees(mounted)


def test_writers_of_one_file(mounted: Mounted):
    """Overlapping writes to one file: the order of the records is the order of the effects."""
    path = mounted.folder / "shared"
    path.write_bytes(b"\0" * 65536)

    def work(seed: int) -> None:
        dice = random.Random(seed)
        fd = os.open(path, os.O_RDWR | (os.O_DIRECT if seed % 2 else 0))
        import mmap

        page = mmap.mmap(-1, 4096)
        for number in range(400):
            page[:] = bytes([dice.randrange(256)]) * 4096
            if number % 50 == 49:
                os.ftruncate(fd, 4096 * dice.randint(8, 16))
            os.pwrite(fd, page, 4096 * dice.randrange(8))
        page.close()
        os.close(fd)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_equal_trees(mounted)
