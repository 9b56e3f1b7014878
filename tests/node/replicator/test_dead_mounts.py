"""What a killed capture left mounted over a folder is taken away, however the kernel says that it is dead; nothing else is."""

import errno
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from twinhelm_node.replicator.folders import take_away_dead_mount
from twinhelm_node.system import mounts
from twinhelm_node.system.mount_table import OWN_KIND, read_mounts

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="mounting needs root and /dev/fuse"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "data"
    made.mkdir()
    (made / "beneath").touch()
    yield made
    while str(made) in mounted():
        mounts.unmount(str(made))


def mounted() -> list[str]:
    return [mount.point for mount in read_mounts()]


def mount_fuse(folder: Path, kind: str = OWN_KIND) -> int:
    """Mount over a folder; the device is the caller's to serve and to close."""
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    mounts.mount("twinhelm", str(folder), kind, data=f"fd={device},rootmode=40000,user_id=0,group_id=0")
    return device


def answer(device: int, error: int) -> None:
    """Refuse the next request (linux/fuse.h: fuse_in_header, fuse_out_header)."""
    unique = struct.unpack_from("=Q", os.read(device, 256 * 1024), 8)[0]
    os.write(device, struct.pack("=IiQ", 16, -error, unique))


def refusal(folder: Path) -> int | None:
    try:
        os.close(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
    except OSError as error:
        return error.errno
    return 0


def test_a_mount_whose_capture_was_killed_is_taken_away(folder: Path):
    os.close(mount_fuse(folder))
    os.close(mount_fuse(folder))
    assert refusal(folder) == errno.ENOTCONN
    take_away_dead_mount(str(folder))
    assert (folder / "beneath").exists()


def test_a_mount_that_never_began_is_taken_away(folder: Path):
    device = mount_fuse(folder)
    answer(device, errno.EIO)
    assert refusal(folder) == errno.ECONNREFUSED
    take_away_dead_mount(str(folder))
    os.close(device)
    assert (folder / "beneath").exists()


def test_a_dead_mount_that_somebody_still_holds_is_taken_away(folder: Path):
    device = mount_fuse(folder)
    held = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    os.close(device)
    take_away_dead_mount(str(folder))
    os.close(held)
    assert (folder / "beneath").exists()


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE])
def test_a_bad_root_counts_only_when_a_capture_lies_on_top(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int):
    real = os.open

    def bad(path: str, *rest: int) -> int:
        if path == str(folder) and (not alone or str(folder) in mounted()):
            raise OSError(number, os.strerror(number), path)
        return real(path, *rest)

    alone = True
    os.close(mount_fuse(folder))
    monkeypatch.setattr(os, "open", bad)
    take_away_dead_mount(str(folder))
    assert str(folder) not in mounted()
    alone = False
    mounts.bind(str(folder), str(folder))
    take_away_dead_mount(str(folder))
    assert mounted().count(str(folder)) == 1, "a disk that cannot be read is not ours to unmount"
