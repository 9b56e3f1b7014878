"""Secrets: in the keyring, or in memory only; never in a file, never in a log."""

import logging
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.fakes.keyrings import BrokenKeyring, FakeKeyring, LockedKeyring
from twinhelm_client.bridge import credentials as module
from twinhelm_client.bridge.credentials import Credentials
from twinhelm_client.console import Console
from twinhelm_client.dialogs.sign_in import SignIn
from twinhelm_client.domain.connection import parse_endpoint
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair

SECRET = "never-write-this-anywhere-7410"
ENDPOINT = "10.20.0.10:7410"


async def test_what_was_kept_is_found_again():
    keyring = FakeKeyring()
    assert (await Credentials(keyring).keep(ENDPOINT, "anna", SECRET)).in_keyring
    assert await Credentials(keyring).find(ENDPOINT, "anna") == SECRET
    assert await Credentials(keyring).find(ENDPOINT, "otto") == ""


async def test_each_pair_has_its_own():
    kept = Credentials(FakeKeyring())
    await kept.keep(ENDPOINT, "anna", SECRET)
    assert await kept.find("10.30.0.10:7410", "anna") == ""


@pytest.mark.parametrize("backend", [BrokenKeyring(), LockedKeyring()])
async def test_a_keyring_that_fails_leaves_it_in_this_session_only(backend, caplog):
    caplog.set_level(logging.DEBUG)
    kept = Credentials(backend)
    assert not (await kept.keep(ENDPOINT, "anna", SECRET)).in_keyring
    assert await kept.find(ENDPOINT, "anna") == SECRET
    assert await Credentials(backend).find(ENDPOINT, "anna") == ""
    assert SECRET not in caplog.text
    assert "keyring" in caplog.text


async def test_without_a_keyring_memory_serves():
    kept = Credentials(use_system=False)
    assert not await kept.usable()
    assert not (await kept.keep(ENDPOINT, "anna", SECRET)).in_keyring
    await kept.forget(ENDPOINT, "anna")
    assert await kept.find(ENDPOINT, "anna") == ""


async def test_forgotten_means_gone_from_the_keyring():
    keyring = FakeKeyring()
    kept = Credentials(keyring)
    await kept.keep(ENDPOINT, "anna", SECRET)
    await kept.forget(ENDPOINT, "anna")
    assert keyring.secrets == {}


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("keyrings.alt.file", False),
        ("keyring.backends.null", False),
        ("keyring.backends.fail", False),
        ("keyring.backends.SecretService", True),
    ],
)
def test_backends_that_write_plain_files_are_not_used(monkeypatch, name, usable):
    import keyring

    backend = type("Keyring", (), {"priority": 1, "__module__": name})()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    assert (module._find_backend() is backend) is usable


def test_no_file_ever_holds_the_secret(theme, async_thread, qtbot, tmp_path, monkeypatch, caplog):
    """A whole console signs in and keeps its password without a keyring; then every file that it could write is read."""
    caplog.set_level(logging.DEBUG)
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    settings = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    given = SignIn(parse_endpoint(ENDPOINT), "anna", SECRET, remember=True)
    gateway = DemoGateway(DemoPair(1.8e9), password=SECRET)
    gateway.use_password("anna", SECRET)
    console = Console(
        theme,
        async_thread,
        gateway,
        "anna",
        settings,
        given,
        credentials=Credentials(BrokenKeyring()),
        connect=lambda *_: DemoGateway(DemoPair(1.8e9)),
    )
    qtbot.addWidget(console.window)
    console.start()
    qtbot.waitUntil(console.window.notice.isVisible, timeout=20_000)
    assert "until the console is closed" in console.window.notice.words.text()
    console.window.close()
    console.stop()
    settings.sync()
    written = [Path(folder) / name for folder, _, names in os.walk(tmp_path) for name in names]
    assert tmp_path / "console.ini" in written
    assert b"10.20.0.10:7410" in (tmp_path / "console.ini").read_bytes()
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in caplog.text


def test_the_keyring_is_asked_after_the_window_is_there(theme, async_thread, qtbot):
    """The first window must not wait for a keyring that waits for a person."""
    keyring = FakeKeyring({("twinhelm", f"anna@{ENDPOINT}"): SECRET}, slow=True)
    gateway = DemoGateway(DemoPair(1.8e9), password=SECRET)
    gateway.use_password("anna", "")
    console = Console(theme, async_thread, gateway, "anna", None, credentials=Credentials(keyring), ask_keyring=True)
    qtbot.addWidget(console.window)
    console.start()
    assert console.window.isVisible()
    assert console.live.status is None
    keyring.open()
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)
    console.stop()


def test_without_a_stored_password_it_asks(theme, async_thread, qtbot):
    gateway = DemoGateway(DemoPair(1.8e9), password=SECRET)
    console = Console(theme, async_thread, gateway, "anna", None, credentials=Credentials(FakeKeyring()), ask_keyring=True)
    qtbot.addWidget(console.window)
    console.start()
    qtbot.waitUntil(lambda: console.window.sentence.words.text() == f"Sign in to {ENDPOINT}.", timeout=20_000)
    console.window.signed_in.emit(SignIn(parse_endpoint(ENDPOINT), "anna", SECRET, remember=False))
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)
    console.stop()
