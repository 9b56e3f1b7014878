"""Extended attributes in every name space, ACLs, times, locks and leases (xattr(7), acl(5), utimensat(2), fcntl(2), flock(2))."""

import fcntl
import os
import signal
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.told_twice import Story, TwoFolders, call

ALICE, BOB, STAFF = 2001, 2002, 3001
NOW, OMIT = (1 << 30) - 1, (1 << 30) - 2


def sorted_names(path: Path) -> list[str]:
    return sorted(os.listxattr(path))


def test_name_spaces_and_limits(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").touch()
        os.symlink("f", it / "s")
        os.mkfifo(it / "p")
        os.chmod(it / "f", 0o666)
        for space in ("user", "trusted", "security", "unknown", "system"):
            it.ask(f"set {space}", os.setxattr, it / "f", f"{space}.a", b"value")
            it.ask(f"get {space}", os.getxattr, it / "f", f"{space}.a")
            it.ask(f"set {space} of a link", os.setxattr, it / "s", f"{space}.a", b"value", follow_symlinks=False)
            it.ask(f"set {space} of a pipe", os.setxattr, it / "p", f"{space}.a", b"value")
        it.ask("list", sorted_names, it / "f")
        it.ask("empty value", os.setxattr, it / "f", "user.empty", b"")
        it.ask("get empty", os.getxattr, it / "f", "user.empty")
        it.ask("create what is there", os.setxattr, it / "f", "user.a", b"x", os.XATTR_CREATE)
        it.ask("replace what is not", os.setxattr, it / "f", "user.none", b"x", os.XATTR_REPLACE)
        it.ask("get none", os.getxattr, it / "f", "user.none")
        it.ask("remove none", os.removexattr, it / "f", "user.none")
        it.ask("longest name", os.setxattr, it / "f", "user." + "n" * 250, b"x")
        it.ask("too long a name", os.setxattr, it / "f", "user." + "n" * 251, b"x")
        it.ask("too long a name to get", os.getxattr, it / "f", "user." + "n" * 251)
        it.ask("no name", os.setxattr, it / "f", "user.", b"x")
        it.ask("big", os.setxattr, it / "f", "user.big", b"v" * 3000)
        it.ask("too big for a block", os.setxattr, it / "f", "user.block", b"v" * 20000)
        it.ask("too big for all", os.setxattr, it / "f", "user.huge", b"v" * 65537)
        buffer = bytes(10)
        it.ask("short buffer", call, "getxattr", os.fsencode(it / "f"), b"user.big", buffer, 10)
        it.ask("size", call, "getxattr", os.fsencode(it / "f"), b"user.big", None, 0)
        it.ask("short list", call, "listxattr", os.fsencode(it / "f"), buffer, 10)

        def user(it: Story) -> None:
            it.ask("user lists", sorted_names, it / "f")
            it.ask("size of the list", call, "listxattr", os.fsencode(it / "f"), None, 0)
            for space in ("user", "trusted", "security"):
                it.ask(f"user gets {space}", os.getxattr, it / "f", f"{space}.a")
                it.ask(f"user sets {space}", os.setxattr, it / "f", f"{space}.b", b"x")
                it.ask(f"user removes {space}", os.removexattr, it / "f", f"{space}.a")

        it.as_user(ALICE, STAFF, user)

    same(story)


def test_capabilities_of_a_file_go_with_its_content(same: TwoFolders) -> None:
    value = struct.pack("<IIIII", 0x02000001, 1 << 13, 0, 0, 0)

    def story(it: Story) -> None:
        def lost_by(what: str, change: Callable[[], object]) -> None:
            (it / "f").write_text("0123456789")
            os.setxattr(it / "f", "security.capability", value)
            it.ask(f"before {what}", os.getxattr, it / "f", "security.capability")
            change()
            it.ask(f"after {what}", os.getxattr, it / "f", "security.capability")

        def write() -> None:
            with (it / "f").open("r+b") as file:
                file.write(b"x")

        lost_by("write", write)
        lost_by("truncate", lambda: os.truncate(it / "f", 2))
        lost_by("chown", lambda: os.chown(it / "f", ALICE, -1))
        lost_by("chmod", lambda: os.chmod(it / "f", 0o755))
        lost_by("rename", lambda: os.rename(it / "f", it / "g") or os.rename(it / "g", it / "f"))

    same(story)


def acl(path: Path) -> str:
    return subprocess.run(["getfacl", "-n", "-p", "--omit-header", path], check=True, capture_output=True, text=True).stdout


def setfacl(*arguments: object) -> int:
    return subprocess.run(["setfacl", *map(str, arguments)], check=False, capture_output=True).returncode


def test_access_acls(same: TwoFolders, requires: Callable[..., None]) -> None:
    requires("setfacl", "getfacl")

    def story(it: Story) -> None:
        (it / "f").write_text("x")
        os.chmod(it / "f", 0o600)
        it.as_user(ALICE, STAFF, lambda it: it.open("before", it / "f", os.O_RDONLY))
        it.tell("set", setfacl("-m", f"u:{ALICE}:r,g:{STAFF}:rw", it / "f"))
        it.tell("acl", acl(it / "f"))
        it.stat("mode shows the mask", it / "f")
        it.as_user(ALICE, ALICE, lambda it: it.open("alice reads", it / "f", os.O_RDONLY))
        it.as_user(ALICE, ALICE, lambda it: it.open("alice writes", it / "f", os.O_WRONLY))
        it.as_user(BOB, STAFF, lambda it: it.open("staff writes", it / "f", os.O_WRONLY))
        it.as_user(BOB, BOB, lambda it: it.open("by a further group", it / "f", os.O_WRONLY), groups=[STAFF])
        it.as_user(BOB, BOB, lambda it: it.open("others", it / "f", os.O_RDONLY))
        os.chmod(it / "f", 0o640)
        it.tell("chmod changes the mask", acl(it / "f"))
        it.as_user(BOB, STAFF, lambda it: it.open("masked", it / "f", os.O_WRONLY))
        it.as_user(ALICE, ALICE, lambda it: it.ask("not the owner", os.removexattr, it / "f", "system.posix_acl_access"))
        it.tell("remove one", setfacl("-x", f"u:{ALICE}", it / "f"))
        it.tell("fewer", acl(it / "f"))
        it.tell("remove all", setfacl("-b", it / "f"))
        it.stat("after", it / "f")
        it.tell("none", acl(it / "f"))
        it.ask("attributes", sorted_names, it / "f")
        it.ask("rubbish", os.setxattr, it / "f", "system.posix_acl_access", b"rubbish")
        it.ask("default of a file", os.setxattr, it / "f", "system.posix_acl_default", struct.pack("<I", 2))

    same(story)


def test_default_acls_are_inherited(same: TwoFolders, requires: Callable[..., None]) -> None:
    requires("setfacl", "getfacl")

    def story(it: Story) -> None:
        (it / "d").mkdir()
        os.chmod(it / "d", 0o777)
        it.tell("set", setfacl("-d", "-m", f"u::rwx,u:{ALICE}:rwx,g::rx,o::-", it / "d"))

        def make(it: Story) -> None:
            os.close(os.open(it / "d" / "f", os.O_CREAT | os.O_WRONLY, 0o666))
            os.close(os.open(it / "d" / "narrow", os.O_CREAT | os.O_WRONLY, 0o600))
            os.mkdir(it / "d" / "sub", 0o777)
            os.mkdir(it / "d" / "sub" / "deeper", 0o750)
            os.mkfifo(it / "d" / "p", 0o666)
            os.symlink("f", it / "d" / "s")

        it.as_user(BOB, STAFF, make, umask=0o077)
        for name in ("f", "narrow", "sub", "sub/deeper", "p"):
            it.tell(name, acl(it / "d" / name))
            it.stat(name, it / "d" / name)
        it.as_user(ALICE, ALICE, lambda it: it.open("by the inherited entry", it / "d" / "f", os.O_RDWR))
        it.tell("drop", setfacl("-k", it / "d"))
        it.as_user(BOB, STAFF, lambda it: os.close(os.open(it / "d" / "plain", os.O_CREAT | os.O_WRONLY, 0o666)), umask=0o027)
        it.stat("plain", it / "d" / "plain")

    same(story)


@pytest.mark.parametrize("groups", [[], [STAFF]])
def test_an_acl_set_by_a_stranger_to_the_group_takes_its_bit(same: TwoFolders, requires: Callable[..., None], groups: list[int]) -> None:
    requires("setfacl", "getfacl")

    def story(it: Story) -> None:
        (it / "f").touch()
        os.chown(it / "f", ALICE, STAFF)
        os.chmod(it / "f", 0o2755)
        it.as_user(ALICE, ALICE, lambda it: it.tell("set", setfacl("-m", f"u:{BOB}:rwx", it / "f")), groups=groups)
        it.stat("after", it / "f")

    same(story)


def times(it: Story, what: str, path: Path) -> None:
    seen = os.lstat(path)
    it.tell(what, (seen.st_atime_ns, seen.st_mtime_ns))


def utimensat(path: Path, atime: tuple[int, int], mtime: tuple[int, int], flags: int = 0) -> int:
    return call("utimensat", -100, os.fsencode(path), struct.pack("=qqqq", *atime, *mtime), flags)


def test_times(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").touch()
        os.symlink("nowhere", it / "s")
        for what, atime, mtime in (
            ("nanoseconds", (1, 1), (2, 999_999_999)),
            ("omit the access", (0, OMIT), (5, 7)),
            ("omit the change", (9, 11), (0, OMIT)),
            ("omit both", (0, OMIT), (0, OMIT)),
            ("before 1970", (-100, 5), (-1, 999_999_999)),
            ("after 2038", (1 << 32, 1), ((1 << 32) + 5, 3)),
            ("no nanoseconds", (0, 1_000_000_000), (0, 0)),
        ):
            it.ask(what, utimensat, it / "f", atime, mtime)
            times(it, what, it / "f")
        it.ask("of a link", utimensat, it / "s", (3, 4), (5, 6), 0x100)
        times(it, "of a link", it / "s")
        it.ask("by descriptor", os.utime, os.open(it / "f", os.O_RDONLY), ns=(123, 456))
        times(it, "by descriptor", it / "f")
        before = os.stat(it / "f").st_mtime_ns
        it.ask("now", utimensat, it / "f", (0, NOW), (0, NOW))
        it.tell("now is later", os.stat(it / "f").st_mtime_ns > before)
        os.chmod(it / "f", 0o666)

        def user(it: Story) -> None:
            it.ask("a writer sets now", utimensat, it / "f", (0, NOW), (0, NOW))
            it.ask("a writer sets a time", utimensat, it / "f", (0, 1), (0, 1))
            it.ask("a writer sets one of them now", utimensat, it / "f", (0, NOW), (0, OMIT))

        it.as_user(ALICE, STAFF, user)

    same(story)


def test_which_changes_move_which_times(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "d").mkdir()
        (it / "e").mkdir()

        def moved(what: str, change: Callable[[], object], *names: str) -> None:
            present = [name for name in names if os.path.lexists(it / name)]
            for name in present:
                os.utime(it / name, ns=(1, 1))
            ctimes = {name: os.lstat(it / name).st_ctime_ns for name in present}
            change()
            for name in present:
                if os.path.lexists(it / name):
                    seen = os.lstat(it / name)
                    it.tell(f"{what}: {name}", (seen.st_mtime_ns != 1, seen.st_ctime_ns > ctimes[name]))

        moved("create", (it / "d" / "f").touch, "d")
        moved("write", lambda: (it / "d" / "f").write_text("x"), "d", "d/f")
        moved("truncate to what it is", lambda: os.truncate(it / "d" / "f", 1), "d/f")
        moved("truncate", lambda: os.truncate(it / "d" / "f", 0), "d/f")
        moved("open with O_TRUNC of an empty one", lambda: os.close(os.open(it / "d" / "f", os.O_WRONLY | os.O_TRUNC)), "d/f")
        moved("chmod", lambda: os.chmod(it / "d" / "f", 0o600), "d", "d/f")
        moved("chown", lambda: os.chown(it / "d" / "f", 1, 1), "d", "d/f")
        moved("attribute", lambda: os.setxattr(it / "d" / "f", "user.a", b"x"), "d", "d/f")
        moved("link", lambda: os.link(it / "d" / "f", it / "e" / "l"), "d", "e", "d/f")
        moved("rename", lambda: os.rename(it / "e" / "l", it / "d" / "m"), "d", "e", "d/f")
        moved("rename of a directory", lambda: os.rename(it / "e", it / "d" / "e"), "d", "e", ".")
        moved("unlink", lambda: os.unlink(it / "d" / "m"), "d", "d/f")
        moved("rmdir", lambda: os.rmdir(it / "d" / "e"), "d")
        moved("read", (it / "d" / "f").read_text, "d", "d/f")
        moved("list", lambda: os.listdir(it / "d"), "d")
        moved("nothing written", lambda: os.write(os.open(it / "d" / "f", os.O_WRONLY), b""), "d/f")
        moved("fallocate", lambda: os.posix_fallocate(os.open(it / "d" / "f", os.O_WRONLY), 0, 10), "d/f")

    same(story)


def in_child(work: Callable[[], object]) -> object:
    """Do something in another process and return what it said."""
    told = Story(None)  # type: ignore[arg-type]
    told.as_user(0, 0, lambda it: it.ask("", work))
    return told.told[0][1]


def test_record_locks(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_bytes(b"x" * 100)
        fd = os.open(it / "f", os.O_RDWR)
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 0)
        fcntl.lockf(fd, fcntl.LOCK_SH | fcntl.LOCK_NB, 10, 50)

        def attempt(kind: int, start: int) -> Callable[[], object]:
            return lambda: fcntl.lockf(os.open(it / "f", os.O_RDWR), kind | fcntl.LOCK_NB, 10, start)

        it.tell("held", in_child(attempt(fcntl.LOCK_EX, 5)))
        it.tell("beside", in_child(attempt(fcntl.LOCK_EX, 20)))
        it.tell("shared", in_child(attempt(fcntl.LOCK_SH, 50)))
        it.tell("shared against exclusive", in_child(attempt(fcntl.LOCK_EX, 55)))
        question = struct.pack("=hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
        it.tell("who", in_child(lambda: struct.unpack("=hhqqi4x", fcntl.fcntl(os.open(it / "f", os.O_RDWR), fcntl.F_GETLK, question))[:4]))
        os.close(os.open(it / "f", os.O_RDONLY))
        it.tell("any close gives them up", in_child(attempt(fcntl.LOCK_EX, 0)))
        other = os.open(it / "f", os.O_RDWR)
        whole = struct.pack("=hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
        it.ask("open file description lock", fcntl.fcntl, fd, 37, whole)
        it.ask("against another description", fcntl.fcntl, other, 37, whole)
        it.ask("a lock for writing needs a writer", fcntl.lockf, os.open(it / "f", os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)

    same(story)


def test_locks_of_an_open_file(same: TwoFolders) -> None:
    """F_OFD_SETLK and its like belong to the open file, not to the process (fcntl(2)); a wait ends when the holder lets go."""

    def story(it: Story) -> None:
        getlk, setlk, setlkw = 36, 37, 38
        (it / "f").write_bytes(b"x" * 100)
        first, second = os.open(it / "f", os.O_RDWR), os.open(it / "f", os.O_RDWR)

        def lock(kind: int, start: int, length: int) -> bytes:
            return struct.pack("=hhqqi4x", kind, 0, start, length, 0)

        it.ask("a part", fcntl.fcntl, first, setlk, lock(fcntl.F_WRLCK, 10, 20))
        it.ask("another part", fcntl.fcntl, second, setlk, lock(fcntl.F_RDLCK, 40, 20))
        it.ask("the same part", fcntl.fcntl, second, setlk, lock(fcntl.F_WRLCK, 25, 1))
        it.ask("in the way", lambda: struct.unpack("=hhqqi4x", fcntl.fcntl(second, getlk, lock(fcntl.F_WRLCK, 25, 1))))
        it.ask("against one of a process", fcntl.lockf, second, fcntl.LOCK_EX | fcntl.LOCK_NB, 5, 12)
        os.close(os.open(it / "f", os.O_RDWR))
        it.ask("kept when another is closed", fcntl.fcntl, second, setlk, lock(fcntl.F_WRLCK, 10, 1))
        it.tell("inherited", in_child(lambda: fcntl.fcntl(first, setlk, lock(fcntl.F_WRLCK, 10, 1))))
        it.ask("split", fcntl.fcntl, first, setlk, lock(fcntl.F_UNLCK, 15, 5))
        it.ask("the hole", fcntl.fcntl, second, setlk, lock(fcntl.F_WRLCK, 15, 5))
        waits = threading.Thread(target=lambda: it.ask("waited for", fcntl.fcntl, second, setlkw, lock(fcntl.F_WRLCK, 10, 1)))
        waits.start()
        os.close(first)
        waits.join()
        it.ask("a bad part", fcntl.fcntl, second, setlk, lock(fcntl.F_WRLCK, -1, 1))
        os.close(second)

    same(story)


def test_flock(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").touch()
        first, second = os.open(it / "f", os.O_RDONLY), os.open(it / "f", os.O_RDONLY)
        it.ask("first", fcntl.flock, first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        it.ask("second", fcntl.flock, second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        it.ask("inherited", lambda: in_child(lambda: fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)))
        os.close(first)
        it.ask("free again", fcntl.flock, second, fcntl.LOCK_EX | fcntl.LOCK_NB)

    same(story)


def test_leases(same: TwoFolders) -> None:
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)

    def story(it: Story) -> None:
        (it / "f").touch()
        fd = os.open(it / "f", os.O_RDONLY)
        it.ask("read lease", fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        it.ask("which", fcntl.fcntl, fd, fcntl.F_GETLEASE)
        it.open("broken by a writer", it / "f", os.O_WRONLY | os.O_NONBLOCK)
        it.ask("given up", fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        os.close(fd)
        fd = os.open(it / "f", os.O_RDWR)
        it.ask("write lease", fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        it.ask("given up", fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)

    try:
        same(story)
    finally:
        signal.signal(signal.SIGIO, before)
