"""A small disk or a quota beneath: ENOSPC and EDQUOT reach the application as they are, and cost no record (write(2))."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.refused_calls import FAR, MODE, supported
from tests.fakes.segments import read_journal
from tests.fakes.told_twice import Story, TwoFolders

ALICE, STAFF = 2001, 3001
UNDER_A_QUOTA = """
import sys
from pathlib import Path
from tests.fakes.mounted_capture import Mounted
from tests.fakes.refused_calls import refuse_by_quota

refuse_by_quota()
with Mounted(Path(sys.argv[1])) as mounted:
    print("mounted", flush=True)
    sys.stdin.read()
    print(mounted.capture.failure(), flush=True)
"""


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


@contextmanager
def under_a_quota(base: Path) -> Iterator[Path]:
    """A protected folder whose disk refuses some calls with EDQUOT; at the end the capture must not have failed."""
    path = [entry for entry in sys.path if entry]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{UNDER_A_QUOTA}", str(base)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "mounted\n"
            yield base / "data"
        finally:
            process.stdin.close()
            failure = process.stdout.read()
        assert failure.strip() == ""
    assert process.returncode == 0


@pytest.mark.skipif(not supported(), reason="the numbers of this machine's system calls are not known here")
def test_a_quota_that_is_used_up(base: Path) -> None:
    """Quotas need a kernel built for them (CONFIG_QFMT_V2), and this one may not be; so the calls beneath are refused instead."""
    with under_a_quota(base) as folder:
        story = Story(folder)
        fd = os.open(folder / "f", os.O_CREAT | os.O_RDWR)
        story.ask("within", os.pwrite, fd, b"x", 5)
        story.ask("beyond", os.pwrite, fd, b"x", FAR)
        story.ask("part of a large write", os.pwrite, fd, bytes(2 << 20), FAR - (1 << 20))
        story.ask("room", os.posix_fallocate, fd, FAR, 4096)
        story.ask("a folder", os.mkdir, folder / "d", MODE)
        story.ask("another", os.mkdir, folder / "e", 0o700)
        unnamed = os.open(folder, os.O_TMPFILE | os.O_RDWR)
        story.ask("without a name", os.pwrite, unnamed, b"x", FAR)
        os.close(unnamed)
        os.close(fd)
        assert story.told == [
            ("within", 1), ("beyond", "EDQUOT"), ("part of a large write", 1 << 20), ("room", "EDQUOT"), ("a folder", "EDQUOT"),
            ("another", None), ("without a name", "EDQUOT"),
        ]  # fmt: skip
        assert sorted(os.listdir(folder)) == ["e", "f"]
    seen = [(record.kind, record.path, record.a) for record in read_journal(base / "unsafe")]
    assert {path for _, path, _ in seen} <= {b"", b"e", b"f"}, "what was refused has been recorded"
    assert max(at for kind, _, at in seen if kind == "WRITE") < FAR
