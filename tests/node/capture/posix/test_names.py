"""Names: renames with every flag, links, special files, long and odd names, depth, directories that change while they are read."""

import ctypes
import errno
import os
import random
import socket
import stat
from pathlib import Path

import pytest

from tests.fakes.told_twice import Story, TwoFolders, call, libc

ALICE, STAFF = 2001, 3001
NOREPLACE, EXCHANGE, WHITEOUT = 1, 2, 4


def rename2(old: Path | bytes, new: Path | bytes, flags: int) -> int:
    return call("renameat2", -100, os.fsencode(old), -100, os.fsencode(new), flags)


def test_every_flag_of_rename(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        for name in ("d", "e", "full"):
            (it / name).mkdir()
        (it / "full" / "x").touch()
        for name in ("a", "b", "c", "d/x"):
            (it / name).write_text(name)
        it.ask("noreplace onto something", rename2, it / "a", it / "b", NOREPLACE)
        it.ask("noreplace", rename2, it / "a", it / "n", NOREPLACE)
        it.ask("exchange of files", rename2, it / "n", it / "b", EXCHANGE)
        it.ask("exchange of a file and a directory", rename2, it / "b", it / "d", EXCHANGE)
        it.ask("exchange with nothing", rename2, it / "c", it / "none", EXCHANGE)
        it.ask("exchange and noreplace", rename2, it / "c", it / "b", EXCHANGE | NOREPLACE)
        it.ask("exchange with oneself", rename2, it / "c", it / "c", EXCHANGE)
        it.ask("unknown flag", rename2, it / "c", it / "z", 64)
        it.ask("whiteout", rename2, it / "c", it / "w", WHITEOUT)
        it.tell("what stays", oct(os.lstat(it / "c").st_mode))
        it.ask("whiteout and exchange", rename2, it / "w", it / "n", WHITEOUT | EXCHANGE)
        (it / "mine").touch()
        it.as_user(ALICE, STAFF, lambda it: it.ask("whiteout of a user", rename2, it / "mine", it / "v", WHITEOUT))
        it.ask("file over directory", os.rename, it / "n", it / "e")
        it.ask("directory over file", os.rename, it / "e", it / "n")
        it.ask("directory over full directory", os.rename, it / "e", it / "full")
        it.ask("directory over empty directory", os.rename, it / "full", it / "e")
        it.ask("into itself", os.rename, it / "e", it / "e" / "below")
        it.ask("over what holds it", os.rename, it / "e" / "x", it / "e")
        it.ask("missing", os.rename, it / "missing", it / "other")
        os.link(it / "n", it / "n2")
        it.ask("two names of one file", os.rename, it / "n", it / "n2")
        it.ask("dot", os.rename, it / "e" / ".", it / "f")
        it.ask("list", lambda: sorted(os.listdir(it.folder)))

    same(story)


def test_errors_of_names(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "d").mkdir()
        (it / "d" / "f").touch()
        (it / "f").touch()
        os.symlink("loop", it / "loop")
        for number in range(42):
            os.symlink(f"s{number - 1}" if number else "f", it / f"s{number}")
        os.symlink("nowhere", it / "dangling")
        for what, function, arguments in (
            ("rmdir of a full one", os.rmdir, ("d",)), ("rmdir of a file", os.rmdir, ("f",)), ("unlink of a directory", os.unlink, ("d",)),
            ("through a file", os.stat, ("f/x",)), ("missing", os.stat, ("none",)), ("loop", os.stat, ("loop",)), ("40", os.stat, ("s39",)),
            ("41", os.stat, ("s40",)), ("mkdir of what is", os.mkdir, ("f",)), ("dangling", os.stat, ("dangling",)),
            ("rmdir dot", os.rmdir, ("d/.",)), ("rmdir dot dot", os.rmdir, ("d/..",)), ("slash after a file", os.unlink, ("f/",)),
            ("readlink of a file", os.readlink, ("f",)), ("list a file", os.listdir, ("f",)),
        ):  # fmt: skip
            it.ask(what, lambda function=function, arguments=arguments: function(it / arguments[0]) and None)
        for what, name, flags in (
            ("exclusive", "f", os.O_CREAT | os.O_EXCL), ("directory wanted", "f", os.O_DIRECTORY), ("directory to write", "d", os.O_WRONLY),
            ("no link", "dangling", os.O_NOFOLLOW), ("exclusive on a link", "dangling", os.O_CREAT | os.O_EXCL | os.O_WRONLY),
            ("create through a link", "dangling", os.O_CREAT | os.O_WRONLY), ("create a directory", "d", os.O_CREAT | os.O_WRONLY),
            ("path", "dangling", os.O_PATH | os.O_NOFOLLOW), ("append and cut", "f", os.O_WRONLY | os.O_TRUNC | os.O_APPEND),
        ):  # fmt: skip
            it.open(what, it / name, flags)
        it.ask("link of a directory", os.link, it / "d", it / "l")
        it.ask("link over", os.link, it / "f", it / "d" / "f")
        it.ask("link of a link", os.link, it / "dangling", it / "l", follow_symlinks=False)
        it.ask("long target", os.symlink, "x" * 4095, it / "long")
        it.ask("read it", os.readlink, it / "long")
        it.ask("longer target", os.symlink, "x" * 4096, it / "longer")
        it.ask("empty target", os.symlink, "", it / "empty")

    same(story)


def test_long_and_odd_names(same: TwoFolders) -> None:
    names = [
        b"n" * 255,
        b"\xff\xfe latin \xe9 \n\t",
        "ä".encode() * 127,
        bytes(one for one in range(1, 256) if one != ord("/"))[:254],
        b" ",
        b"...",
        b"-",
    ]

    def story(it: Story) -> None:
        top = os.fsencode(it.folder)
        for name in names:
            with open(top + b"/" + name, "wb") as file:
                file.write(name)
            os.setxattr(top + b"/" + name, b"user.name", name)
        os.mkdir(top + b"/D" + b"d" * 253)
        os.rename(top + b"/" + names[0], top + b"/D" + b"d" * 253 + b"/" + b"m" * 255)
        it.ask("too long to make", os.open, top + b"/" + b"n" * 256, os.O_CREAT | os.O_WRONLY)
        it.ask("too long to ask for", os.stat, top + b"/" + b"n" * 256)
        it.ask("too long a directory", os.mkdir, top + b"/" + b"n" * 256)
        it.ask("too long to rename to", os.rename, top + b"/ ", top + b"/" + b"n" * 256)
        it.ask("too long to link", os.link, top + b"/ ", top + b"/" + b"n" * 256)
        it.ask("far too long", os.stat, top + b"/" + b"n" * 2000)
        it.ask("a path too long", os.stat, top + b"/n" * 2500)
        it.ask("list", lambda: sorted(os.listdir(top)))

    same(story)


def test_paths_as_deep_as_the_kernel_takes_them(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        top = os.open(it.folder, os.O_RDONLY)
        at = os.dup(top)
        length = 0
        while length + 256 <= 4080:
            os.mkdir("d" * 255, dir_fd=at)
            below = os.open("d" * 255, os.O_RDONLY | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = below
            length += 256
        rest = 4095 - length
        fd = os.open("f" * rest, os.O_CREAT | os.O_RDWR, dir_fd=at)
        it.tell("written", os.write(fd, b"deep"))
        os.rename("f" * rest, "g" * rest, src_dir_fd=at, dst_dir_fd=at)
        it.tell("list", os.listdir(at))
        it.ask("the whole path at once", lambda: os.stat("/".join(["d" * 255] * 15) + "/" + "g" * rest, dir_fd=top).st_size)
        for one in (fd, at, top):
            os.close(one)

    # 4095 bytes below the folder: no call can name it with the folder before it, so the trees are compared by their stories only
    same(story, same_tree=False, replay=False)


def test_hard_links(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "d").mkdir()
        (it / "a").write_text("one")
        os.link(it / "a", it / "b")
        os.link(it / "b", it / "d" / "c")
        os.symlink("a", it / "s")
        os.link(it / "s", it / "s2", follow_symlinks=False)
        os.mkfifo(it / "p")
        os.link(it / "p", it / "p2")
        for name in ("a", "b", "d/c", "s", "p2"):
            it.stat(name, it / name)
        with (it / "d" / "c").open("a") as file:
            file.write(" two")
        os.unlink(it / "a")
        it.stat("fewer", it / "b")
        os.rename(it / "d" / "c", it / "b2")
        os.rename(it / "s2", it / "b")
        it.stat("last name", it / "b2")
        it.tell("content", (it / "b2").read_text())
        os.chmod(it / "b2", 0o600)
        os.link(it / "b2", it / "again")
        it.stat("again", it / "again")

    same(story)


def test_special_files(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        listener = socket.socket(socket.AF_UNIX)
        before = os.getcwd()
        os.chdir(it.folder)
        try:
            listener.bind("socket")
            listener.listen()
            client = socket.socket(socket.AF_UNIX)
            it.ask("connect", client.connect, "socket")
            client.close()
            os.rename("socket", "socket2")
            client = socket.socket(socket.AF_UNIX)
            it.ask("connect under its new name", client.connect, "socket2")
            client.close()
            os.unlink("socket2")
            client = socket.socket(socket.AF_UNIX)
            it.ask("connect to nothing", client.connect, "socket2")
            client.close()
            datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            datagrams.bind("left")
            datagrams.close()
        finally:
            os.chdir(before)
            listener.close()
        os.mkfifo(it / "fifo")
        it.open("a pipe nobody reads", it / "fifo", os.O_WRONLY | os.O_NONBLOCK)
        reader = it.open("reader", it / "fifo", os.O_RDONLY | os.O_NONBLOCK)
        writer = it.open("writer", it / "fifo", os.O_WRONLY)
        it.tell("through it", (os.write(writer, b"hello"), os.read(reader, 10)))
        os.close(reader)
        os.close(writer)
        os.mknod(it / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        os.mknod(it / "zero", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        os.mknod(it / "disk", stat.S_IFBLK | 0o600, os.makedev(250, 70000))
        zero = os.open(it / "zero", os.O_RDONLY)
        it.tell("zero", os.read(zero, 4))
        os.close(zero)
        it.open("a device that is not there", it / "disk", os.O_RDONLY)
        for name in ("left", "fifo", "null", "disk"):
            it.stat(name, it / name)

    same(story)


def test_other_file_systems(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").touch()
        it.ask("rename away", os.rename, it / "f", "/proc/self/f")
        it.ask("link away", os.link, it / "f", "/proc/self/f")
        it.ask("a handle of the kernel's for it", call, "name_to_handle_at", -100, os.fsencode(it / "f"), bytes(136), bytes(8), 0)

    same(story)


def test_a_directory_that_changes_while_it_is_read(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        for number in range(500):
            (it / f"file-{number:04}").touch()
        with os.scandir(it.folder) as entries:
            seen = [next(entries).name for _ in range(10)]
            for number in range(0, 500, 2):
                os.unlink(it / f"file-{number:04}")
            (it / "new").touch()
            seen += [entry.name for entry in entries]
        it.tell("no name twice", len(seen) == len(set(seen)))
        it.tell("all that stayed", set(seen) >= {f"file-{number:04}" for number in range(1, 500, 2)})
        it.tell("now", sorted(os.listdir(it.folder)))
        for entry in os.scandir(it.folder):
            os.unlink(entry)
        it.tell("empty", os.listdir(it.folder))
        (it / "d").mkdir()
        with os.scandir(it / "d") as entries:
            os.rmdir(it / "d")
            it.tell("of a removed directory", [entry.name for entry in entries])

    same(story)


class Directory:
    """opendir(3) and its companions, which Python does not offer."""

    def __init__(self, path: Path) -> None:
        libc.opendir.restype = ctypes.c_void_p
        libc.readdir.restype = ctypes.c_void_p
        libc.telldir.restype = ctypes.c_long
        self._stream = ctypes.c_void_p(libc.opendir(os.fsencode(path)))

    def next(self) -> str:
        entry = libc.readdir(self._stream)
        return ctypes.string_at(entry + 19).decode() if entry else ""

    def tell(self) -> int:
        return int(libc.telldir(self._stream))

    def seek(self, place: int) -> None:
        libc.seekdir(self._stream, ctypes.c_long(place))

    def rewind(self) -> None:
        libc.rewinddir(self._stream)

    def close(self) -> None:
        libc.closedir(self._stream)


def test_telldir_and_seekdir(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        for number in range(3000):
            os.close(os.open(it / f"{number}", os.O_CREAT))
        directory = Directory(it.folder)
        order, places = [], []
        while True:
            places.append(directory.tell())
            name = directory.next()
            if not name:
                break
            order.append(name)
        it.tell("all once", sorted(order) == sorted([".", "..", *map(str, range(3000))]))
        chance = random.Random(1)
        for _ in range(200):
            index = chance.randrange(len(order))
            directory.seek(places[index])
            assert directory.next() == order[index]
        directory.rewind()
        (it / "later").touch()
        directory.rewind()
        again = set()
        while name := directory.next():
            again.add(name)
        it.tell("a new name is seen after rewinding", "later" in again)
        directory.close()
        it.tell("removed", [os.unlink(it / name) for name in order if name not in (".", "..")] and os.listdir(it.folder))

    same(story)


def test_a_large_directory(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        at = os.open(it.folder, os.O_RDONLY)
        for number in range(20_000):
            os.mknod(f"entry-{number:06}", dir_fd=at)
        it.tell("names", len(os.listdir(at)))
        for number in range(0, 20_000, 2):
            os.unlink(f"entry-{number:06}", dir_fd=at)
        it.tell("fewer", sorted(os.listdir(at)) == [f"entry-{number:06}" for number in range(1, 20_000, 2)])
        os.close(at)

    same(story)


def make_unnamed(path: Path, content: bytes) -> None:
    """Write a file that has no name yet, and give it one."""
    fd = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY)
    try:
        os.write(fd, content)
        call("linkat", -100, f"/proc/self/fd/{fd}".encode(), -100, os.fsencode(path), 0x400)
    finally:
        os.close(fd)


def storm(it: Story, names: list[str], seed: int, rounds: int) -> None:
    """Rename, exchange, link, make and remove among few names; errors are what they are, ESTALE is none of them."""
    chance = random.Random(seed)
    for number in range(rounds):
        one, two = it / chance.choice(names), it / chance.choice(names)
        try:
            what = chance.randrange(8)
            if what < 3:
                os.rename(one, two)
            elif what == 3:
                rename2(one, two, EXCHANGE)
            elif what == 4:
                os.link(one, two)
            elif what == 5:
                with one.open("a") as file:
                    file.write(f"{seed}.{number} ")
            elif what == 6:
                make_unnamed(one, f"{seed}.{number} ".encode() * chance.randrange(2000))
            else:
                os.unlink(one)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY, errno.EINVAL):
                it.tell("unexpected", errno.errorcode[error.errno or 0])
        if number % 10 == 0:
            try:
                os.mkdir(it / chance.choice(("x", "y", "x/z", "y/z")))
                os.rename(it / "x", it / "y" / "z")
            except OSError as error:
                if error.errno == errno.ESTALE:
                    it.tell("stale", number)


@pytest.mark.parametrize("seed", range(3))
def test_rename_storms_by_several_processes(base, seed: int) -> None:
    """Nothing is compared with a bare folder, whose races end differently: no ESTALE, and the passive ends with the very same tree."""
    both = TwoFolders(base)
    names = ["a", "b", "c", "x/a", "x/b", "y/a", "y/z/a"]
    with both.mounted:
        it = Story(both.mounted.folder)
        children: list[int] = []
        for number in range(4):
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    it.told = []
                    storm(it, names, seed * 100 + number, 400)
                    status = len(it.told)
                finally:
                    os._exit(status)
            children.append(child)
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
        assert both.mounted.capture.failure() == ""
        both.compare_passive()


def test_a_file_whose_directory_moves_meanwhile(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "a" / "b").mkdir(parents=True)
        before = os.getcwd()
        os.chdir(it / "a" / "b")
        try:
            fd = os.open("f", os.O_CREAT | os.O_WRONLY)
            os.rename(it / "a", it / "moved")
            os.write(fd, b"after the move")
            it.tell("where", os.path.relpath(os.getcwd(), it.folder))
            it.ask("relative", os.stat, "../../a")
            open("beside", "w").close()
            os.close(fd)
        finally:
            os.chdir(before)

    same(story)
