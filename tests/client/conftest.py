"""A light theme, garbage kept in the GUI thread, and one asyncio thread for each test that wants one."""

import gc
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.garbage import GuiGarbage
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import LIGHT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Python must not collect while a QObject is deleted (see GuiGarbage), so it collects after each test, when nothing is."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(1)
        gc.enable()


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, LIGHT)


@pytest.fixture
def theme(one_theme: Theme) -> Iterator[Theme]:
    one_theme.use(LIGHT)
    yield one_theme
    one_theme.use(LIGHT)


@pytest.fixture
def async_thread(qapp: QApplication) -> Iterator[AsyncThread]:
    garbage = GuiGarbage()
    thread = AsyncThread()
    yield thread
    thread.close()
    garbage.stop()
