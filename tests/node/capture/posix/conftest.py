"""Every test here needs root: it changes users, and two folders on one disk-backed file system."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.told_twice import TwoFolders


@pytest.fixture
def base(requires: Callable[..., None]) -> Iterator[Path]:
    """A directory that every user may enter, on a disk rather than a tmpfs."""
    requires(root=True)
    with tempfile.TemporaryDirectory(prefix="twinhelm-posix-", dir="/var/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def same(base: Path) -> TwoFolders:
    """Tell a story on a bare and on a protected folder."""
    return TwoFolders(base)
