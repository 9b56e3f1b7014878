"""What is set aside is all there afterwards, also on another file system; what there is no room for stays."""

import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from twinhelm_node.apply import set_aside
from twinhelm_node.apply.set_aside import measure, move_aside, remove


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as directory:
        if Path(directory).stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("/dev/shm is on the same file system as the temporary files")
        yield Path(directory)


def plant(folder: Path) -> None:
    """One of each kind."""
    (folder / "d/e").mkdir(parents=True)
    (folder / "d/e/file").write_bytes(b"content" * 1000)
    with (folder / "d/sparse").open("wb") as file:
        file.truncate(50 << 20)
        file.seek(20 << 20)
        file.write(b"in the middle")
    (folder / "d/points").symlink_to("/nowhere")
    os.mkfifo(folder / "d/pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "d/socket"))
    os.chmod(folder / "d/e", 0o705)
    os.utime(folder / "d/e/file", ns=(1_500_000_000_000_000_007, 1_500_000_000_000_000_009))


def test_another_file_system_gets_everything_as_it_was(tmp_path: Path, elsewhere: Path) -> None:
    plant(tmp_path)
    move_aside(os.fsencode(tmp_path / "d"), os.fsencode(elsewhere / "d"))
    assert not (tmp_path / "d").exists()
    assert (elsewhere / "d/e/file").read_bytes() == b"content" * 1000
    assert (elsewhere / "d/e/file").stat().st_mtime_ns == 1_500_000_000_000_000_009
    assert stat.S_IMODE((elsewhere / "d/e").stat().st_mode) == 0o705
    sparse = elsewhere / "d/sparse"
    assert (sparse.stat().st_size, sparse.stat().st_blocks * 512 < 1 << 20) == (50 << 20, True)
    assert sparse.read_bytes()[20 << 20 : (20 << 20) + 13] == b"in the middle"
    assert os.readlink(elsewhere / "d/points") == "/nowhere"
    assert stat.S_ISFIFO((elsewhere / "d/pipe").stat().st_mode)
    assert stat.S_ISSOCK((elsewhere / "d/socket").stat().st_mode)
    assert measure(os.fsencode(elsewhere / "d"))[0] == 5
    remove(os.fsencode(elsewhere / "d"))
    assert not (elsewhere / "d").exists()


def test_without_room_it_stays(tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path)
    monkeypatch.setattr(set_aside, "_STAYS_FREE_BYTES", 1 << 60)
    monkeypatch.setattr(set_aside, "_STAYS_FREE_RATIO", 2.0)
    with pytest.raises(OSError, match="No space left"):
        move_aside(os.fsencode(tmp_path / "d"), os.fsencode(elsewhere / "d"))
    assert (tmp_path / "d/e/file").read_bytes() == b"content" * 1000
    assert list(elsewhere.iterdir()) == []
