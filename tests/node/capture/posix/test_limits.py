"""A small disk beneath: ENOSPC reaches the application as it is, and costs no record (write(2))."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.told_twice import Story, TwoFolders

ALICE, STAFF = 2001, 3001


@contextmanager
def disk_of(base: Path, *options: str, mount: str) -> Iterator[Path]:
    """An ext4 of 24 MiB without blocks for root alone. The folders lie on it, the journal does not."""
    image, disk = base / "image", base / "disk"
    with image.open("wb") as file:
        file.truncate(24 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", *options, image], check=True)
    disk.mkdir()
    if subprocess.run(["mount", "-o", mount, image, disk], check=False, capture_output=True).returncode != 0:
        pytest.skip(f"an ext4 cannot be mounted from a file here with {mount}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture
def small_disk(base: Path, requires: Callable[..., None]) -> Iterator[Path]:
    """A plain one."""
    requires("mkfs.ext4", "mount")
    with disk_of(base, mount="loop") as disk:
        yield disk


def fill(it: Story, name: str, piece: int) -> None:
    """Write until it is refused."""
    fd = os.open(it / name, os.O_CREAT | os.O_WRONLY)
    while True:
        try:
            os.write(fd, b"x" * piece)
        except OSError as error:
            it.tell(f"{name} refused with", error.strerror)
            break
    os.close(fd)


def told_on(disk: Path, base: Path, story: Callable[[Story], None]) -> None:
    """Tell the story on the bare disk and, emptied, on the protected one."""
    both = TwoFolders(base)
    folder = disk / "folder"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    bare = Story(folder)
    story(bare)
    shutil.rmtree(folder)
    folder.mkdir()
    folder.chmod(0o777)
    os.sync()
    both.mounted.folder = folder
    with both.mounted:
        protected = Story(folder)
        story(protected)
        assert protected.told == bare.told
        assert both.mounted.capture.failure() == ""
        os.utime(folder, ns=(5, 5))
        both.compare_passive()


def test_a_full_disk(base: Path, small_disk: Path) -> None:
    def story(it: Story) -> None:
        it.as_user(ALICE, STAFF, lambda it: fill(it, "users", 65536))
        fill(it, "roots", 65536)
        it.ask("fallocate", lambda: os.posix_fallocate(os.open(it / "more", os.O_CREAT | os.O_WRONLY), 0, 1 << 20))
        os.unlink(it / "users")
        it.tell("room again", (it / "again").write_bytes(b"x" * 100_000))

    told_on(small_disk, base, story)


def test_a_disk_without_inodes(base: Path, small_disk: Path) -> None:
    def story(it: Story) -> None:
        made = 0
        try:
            while True:
                os.mknod(it / f"f{made}")
                made += 1
        except OSError as error:
            it.tell("refused with", error.strerror)
        it.tell("made", made)
        for what, function in (("mkdir", os.mkdir), ("fifo", os.mkfifo)):
            it.ask(what, function, it / "new")
        it.ask("symlink", os.symlink, "x", it / "new")

    told_on(small_disk, base, story)
