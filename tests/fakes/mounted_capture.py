"""A real capture mounted over a temporary folder, unmounted whatever happens, and a second folder to replay its records into."""

import os
from pathlib import Path
from typing import Any, Self

import pytest

from tests.fakes.replay import Replay, describe
from tests.fakes.segments import Seen, read_journal

capture = pytest.importorskip("twinhelm_node.capture.capture", reason="the capture is compiled only where libfuse3 is")


class Mounted:
    """A capture with its folder, queue and a second folder to replay into."""

    def __init__(self, base: Path, **settings: Any) -> None:
        self.folder = base / "data"
        self.unsafe = settings.pop("unsafe", base / "unsafe")
        self.second = base / "second"
        for directory in (self.folder, self.unsafe, self.second):
            directory.mkdir(exist_ok=True)
        self.settings = settings

    def __enter__(self) -> Self:
        settings = {"generation": 1, "first_sequence": 1, "quota_bytes": 1 << 30, **self.settings}
        self.capture = capture.Capture(
            folder=str(self.folder), set_name="documents", set_id=b"0123456789abcdef", journal_directory=str(self.unsafe), **settings
        )
        self.capture.mount()
        return self

    def __exit__(self, *_: object) -> None:
        self.capture.unmount(lazy=True)

    def records(self, *, check: bool = True) -> list[Seen]:
        return read_journal(self.unsafe, check=check)

    def kinds(self) -> list[str]:
        return [record.kind for record in self.records()]

    def last(self) -> Seen:
        return self.records()[-1]

    def replayed(self) -> dict[bytes, tuple]:
        Replay(self.second).run(self.records())
        return describe(self.second)

    def tree(self) -> dict[bytes, tuple]:
        return describe(self.folder)


def same_start(mounted: Mounted) -> None:
    """Give both top directories the same attributes."""
    st = os.stat(mounted.folder)
    os.chmod(mounted.second, st.st_mode & 0o7777)
    os.utime(mounted.second, ns=(st.st_atime_ns, st.st_mtime_ns))


def assert_equal_trees(mounted: Mounted) -> None:
    """The replayed second folder equals the first."""
    same_start_needed = not mounted.records()
    if same_start_needed:
        same_start(mounted)
    expected = mounted.tree()
    found = mounted.replayed()
    assert found.keys() == expected.keys()
    for path, value in expected.items():
        assert found[path] == value, path
