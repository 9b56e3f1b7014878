"""What every test gets: Qt without a screen, and one way to say that a test needs a feature of the kernel."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def repository() -> Path:
    """The top folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def requires() -> Callable[..., None]:
    """Skip, visibly and with the reason, where the machine lacks a program, a device or the rights of root."""

    def check(*programs: str, device: str = "", root: bool = False) -> None:
        for program in programs:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed here")
        if device and not os.access(device, os.R_OK | os.W_OK):
            pytest.skip(f"{device} cannot be opened here")
        if root and os.geteuid() != 0:
            pytest.skip("needs root")

    return check
