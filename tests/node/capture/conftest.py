"""Every test here mounts for real."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.mounted_capture import Mounted, same_start


@pytest.fixture(scope="session", autouse=True)
def needs_fuse() -> None:
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("there is no /dev/fuse to open")


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Mounted]:
    with Mounted(tmp_path) as it:
        same_start(it)
        yield it
