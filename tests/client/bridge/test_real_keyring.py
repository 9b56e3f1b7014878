"""The keyring of a desktop, GNOME's, on a bus of its own: two consoles one after the other, each a process."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney.bus_messages import DBus
from jeepney.io.blocking import Proxy, open_dbus_connection

SECRET = "never-write-this-anywhere-7410"
WAIT_S = 60.0
ASK = """
import asyncio, sys
from twinhelm_client.bridge.credentials import Credentials

async def ask(kept):
    what, *secret = sys.argv[1:]
    if what == "usable":
        return await kept.usable()
    answer = await getattr(kept, what)("10.20.0.10:7410", "anna", *secret)
    return answer.in_keyring if what == "keep" else answer

print(asyncio.run(ask(Credentials())))
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon")),
    reason="gnome-keyring or dbus-daemon is not installed (./dev setup installs them)",
)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A person's session without a screen: a home, and a bus with nothing on it."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept |= {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(tmp_path / "data")}
    arguments = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={runtime / 'bus'}"]
    with subprocess.Popen(arguments, env=kept, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        try:
            yield kept | {"DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        finally:
            bus.kill()


def keyring_daemon(environment: dict[str, str], *options: str) -> subprocess.Popen[str]:
    """Start GNOME's keyring and wait until it answers."""
    arguments = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *options]
    nothing = subprocess.DEVNULL
    daemon = subprocess.Popen(arguments, env=environment, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, text=True)
    assert daemon.stdin is not None
    daemon.stdin.write("login" if options else "")
    daemon.stdin.close()
    deadline = time.monotonic() + WAIT_S
    with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        while not Proxy(DBus(), bus).NameHasOwner("org.freedesktop.secrets")[0]:  # to ask it would start another one
            assert time.monotonic() < deadline, "the keyring does not come up"
            time.sleep(0.02)
    return daemon


def ask(environment: dict[str, str], *arguments: str) -> str:
    """What a console says to which the keyring is new."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], env=environment, capture_output=True, text=True, timeout=WAIT_S, check=True
    )
    return done.stdout.strip()


def test_the_next_console_finds_what_one_kept(environment, tmp_path):
    daemon = keyring_daemon(environment, "--unlock")
    try:
        assert ask(environment, "keep", SECRET) == "True"
        assert ask(environment, "find") == SECRET
        ask(environment, "forget")
        assert ask(environment, "find") == ""
    finally:
        daemon.kill()
        daemon.wait()
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert not any(SECRET.encode() in path.read_bytes() for path in files)


def test_a_locked_keyring_that_cannot_ask_leaves_it_in_this_session(environment):
    daemon = keyring_daemon(environment)
    try:
        assert ask(environment, "keep", SECRET) == "False"
        assert ask(environment, "find") == ""
    finally:
        daemon.kill()
        daemon.wait()


def test_a_session_without_a_bus_has_no_keyring(environment, tmp_path):
    without = environment | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'nothing'}"}
    assert ask(without, "usable") == "False"
    assert ask(without, "keep", SECRET) == "False"
