"""Whose a file is, who may touch it, what happens to its mode: owner, groups, sticky, set-id bits, umask (chmod(2), inode(7))."""

import os
import stat
from pathlib import Path

import pytest

from tests.fakes.told_twice import Story, TwoFolders

ALICE, BOB, STAFF, AUDIT = 2001, 2002, 3001, 3002


def test_what_a_user_makes_is_the_users(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        def make(it: Story) -> None:
            (it / "d").mkdir()
            (it / "d" / "f").write_text("x")
            os.symlink("f", it / "d" / "s")
            os.mkfifo(it / "d" / "p")
            it.ask("a device is for root", os.mknod, it / "d" / "n", stat.S_IFCHR | 0o600, os.makedev(1, 3))
            os.link(it / "d" / "f", it / "d" / "l")
            for name in ("d", "d/f", "d/s", "d/p", "d/l"):
                it.stat(name, it / name)

        it.as_user(ALICE, STAFF, make, groups=[AUDIT])
        (it / "roots").write_text("x")
        it.stat("root's", it / "roots")

    same(story)


def test_a_directory_that_hands_on_its_group(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "shared").mkdir()
        os.chown(it / "shared", 0, AUDIT)
        os.chmod(it / "shared", 0o2777)

        def make(it: Story) -> None:
            (it / "shared" / "f").write_text("x")
            (it / "shared" / "d").mkdir()
            os.symlink("f", it / "shared" / "s")
            os.mkfifo(it / "shared" / "p")
            it.open("with set-group-id", it / "shared" / "g", os.O_CREAT | os.O_WRONLY, 0o2770)
            os.mkdir(it / "shared" / "e", 0o2775)
            for name in ("f", "d", "s", "p", "g", "e"):
                it.stat(name, it / "shared" / name)
            os.chmod(it / "shared" / "f", 0o2755)
            it.stat("no member may set the bit", it / "shared" / "f")

        it.as_user(ALICE, STAFF, make, umask=0o002)
        it.as_user(BOB, STAFF, lambda it: it.ask("member", os.mkdir, it / "shared" / "b", 0o2770), groups=[AUDIT])
        it.stat("b", it / "shared" / "b")

    same(story)


def test_sticky_directories(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "tmp").mkdir()
        os.chmod(it / "tmp", 0o1777)
        it.as_user(ALICE, STAFF, lambda it: [(it / "tmp" / name).touch() for name in ("a", "b", "c")] and None)

        def disturb(it: Story) -> None:
            it.ask("unlink", os.unlink, it / "tmp" / "a")
            it.ask("rename away", os.rename, it / "tmp" / "b", it / "tmp" / "mine")
            (it / "tmp" / "d").touch()
            it.ask("rename over", os.rename, it / "tmp" / "d", it / "tmp" / "c")
            it.ask("own", os.unlink, it / "tmp" / "d")

        it.as_user(BOB, STAFF, disturb)
        it.as_user(ALICE, STAFF, lambda it: it.ask("owner", os.unlink, it / "tmp" / "a"))

        def set_sticky(it: Story) -> None:
            it.ask("sticky on a file", os.chmod, it / "tmp" / "b", 0o1644)
            it.stat("b", it / "tmp" / "b")

        it.as_user(ALICE, STAFF, set_sticky)

    same(story)


def test_permissions_are_those_of_the_caller(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "f").write_text("x")
        os.chown(it / "f", ALICE, STAFF)
        os.chmod(it / "f", 0o640)
        (it / "closed").mkdir(0o700)
        (it / "closed" / "f").write_text("x")

        def touch(it: Story) -> None:
            for what, flags in (("read", os.O_RDONLY), ("write", os.O_WRONLY), ("both", os.O_RDWR), ("cut", os.O_RDONLY | os.O_TRUNC)):
                it.open(what, it / "f", flags)
            it.ask("access", os.access, it / "f", os.R_OK)
            it.ask("chmod", os.chmod, it / "f", 0o666)
            it.ask("chown", os.chown, it / "f", BOB, -1)
            it.ask("truncate", os.truncate, it / "f", 0)
            it.ask("times", os.utime, it / "f", ns=(1, 1))
            it.ask("now", os.utime, it / "f")
            it.ask("enter", os.stat, it / "closed" / "f")
            it.ask("list", os.listdir, it / "closed")
            it.ask("link", os.link, it / "f", it / "stolen")

        it.as_user(BOB, BOB, touch)
        it.as_user(BOB, STAFF, touch)
        it.as_user(BOB, BOB, touch, groups=[STAFF])
        it.tell("untouched", (it / "f").read_text())

    same(story)


@pytest.mark.parametrize("who", ["owner", "member", "stranger", "root"])
@pytest.mark.parametrize("mode", [0o6777, 0o2767, 0o4777, 0o6767, 0o2777])
def test_set_id_bits_go_when_content_or_owner_changes(same: TwoFolders, mode: int, who: str) -> None:
    def story(it: Story) -> None:
        uid, gid, groups = {"owner": (ALICE, STAFF, []), "member": (BOB, BOB, [STAFF]), "stranger": (BOB, BOB, []), "root": (0, 0, [])}[who]

        def fresh(name: str) -> None:
            (it / name).write_bytes(b"0123456789")
            os.chown(it / name, ALICE, STAFF)
            os.chmod(it / name, mode)

        def content(name: str, flags: int, change) -> None:
            fresh(name)

            def work(it: Story) -> None:
                fd = it.open(f"open {name}", it / name, flags)
                if fd >= 0:
                    it.ask(name, change, fd)
                    it.stat(f"{name} inside", fd)

            it.as_user(uid, gid, work, groups=groups)
            it.stat(f"{name} after", it / name)

        content("write", os.O_WRONLY, lambda fd: os.write(fd, b"x"))
        content("append", os.O_WRONLY | os.O_APPEND, lambda fd: os.write(fd, b"x"))
        content("nothing", os.O_WRONLY, lambda fd: os.write(fd, b""))
        content("ftruncate", os.O_WRONLY, lambda fd: os.ftruncate(fd, 3))
        content("open-truncate", os.O_WRONLY | os.O_TRUNC, os.fsync)
        content("fallocate", os.O_WRONLY, lambda fd: os.posix_fallocate(fd, 0, 100))
        content("copy", os.O_RDWR, lambda fd: os.copy_file_range(fd, fd, 2, 0, 5))
        fresh("truncate")
        it.as_user(uid, gid, lambda it: it.ask("truncate", os.truncate, it / "truncate", 3), groups=groups)
        it.stat("truncated", it / "truncate")
        fresh("chown")
        it.as_user(uid, gid, lambda it: it.ask("chown to the own group", os.chown, it / "chown", -1, gid), groups=groups)
        it.stat("chowned", it / "chown")
        fresh("unchanged")
        it.as_user(uid, gid, lambda it: it.ask("chown to what it is", os.chown, it / "unchanged", ALICE, STAFF), groups=groups)
        it.stat("unchanged", it / "unchanged")
        fresh("chmod")
        it.as_user(uid, gid, lambda it: it.ask("chmod", os.chmod, it / "chmod", mode), groups=groups)
        it.stat("chmod", it / "chmod")

    same(story)


def test_a_directory_keeps_its_set_id_bits_at_a_change_of_owner(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        (it / "d").mkdir()
        os.chmod(it / "d", 0o6777)
        os.chown(it / "d", ALICE, STAFF)
        it.stat("root", it / "d")
        it.as_user(ALICE, BOB, lambda it: it.ask("owner", os.chown, it / "d", -1, BOB))
        it.stat("owner", it / "d")

    same(story)


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o777])
def test_umask_of_the_caller(same: TwoFolders, umask: int) -> None:
    def story(it: Story) -> None:
        def make(it: Story) -> None:
            os.close(os.open(it / "f", os.O_CREAT | os.O_WRONLY, 0o777))
            os.mkdir(it / "d", 0o777)
            os.mkfifo(it / "p", 0o777)
            for name in ("f", "d", "p"):
                it.stat(name, it / name)

        it.as_user(ALICE, STAFF, make, umask=umask)

    same(story)


def test_a_program_with_set_user_id_runs_as_its_owner(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        program = it / "id"
        program.write_bytes(Path("/usr/bin/id").read_bytes())
        os.chown(program, BOB, STAFF)
        os.chmod(program, 0o4755)

        def run(it: Story) -> None:
            reader, writer = os.pipe()
            pid = os.posix_spawn(program, ["id", "-u"], {}, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
            os.close(writer)
            it.tell("user", os.read(reader, 100))
            it.tell("status", os.waitpid(pid, 0)[1])

        it.as_user(ALICE, STAFF, run)

    same(story)


def test_a_program_that_runs_cannot_be_written(same: TwoFolders) -> None:
    def story(it: Story) -> None:
        program = it / "sleep"
        program.write_bytes(Path("/usr/bin/sleep").read_bytes())
        program.chmod(0o755)
        pid = os.posix_spawn(program, ["sleep", "1000"], {})
        it.open("write", program, os.O_WRONLY)
        it.ask("truncate", os.truncate, program, 0)
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(it.open("afterwards", program, os.O_WRONLY))

    same(story)
