"""Connecting to the passive from the console: the menu, the list of connections, refusals, and the user's own viewers."""

import os
import shlex

import pytest
import shiboken6
from PySide6.QtCore import QObject, QSettings

from tests.client.wizards.conftest import make_lively  # noqa: F401  a fixture
from twinhelm_client.bridge.access import Access
from twinhelm_client.dialogs.other_port import OtherPortDialog
from twinhelm_client.dialogs.viewers import ViewersDialog
from twinhelm_client.domain.access import (
    AccessKind,
    AccessTarget,
    Started,
    ViewerEnd,
    command_problem,
    filled,
    find_viewer,
    parse_port,
    title,
)
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.widgets.connect_menu import ConnectButton


class NoViewer(Access):
    """A computer on which no viewer is installed."""

    def viewer_for(self, kind):
        return None


@pytest.fixture
def lively(make_lively):  # noqa: F811
    return make_lively(role="operator")


@pytest.fixture
def button(theme, lively, qtbot):
    made = ConnectButton(theme, lively.live, NoViewer(lively.bridge))
    qtbot.addWidget(made)
    return made


def test_the_button_names_the_passive(button):
    assert button.text() == "Connect to pollux"
    assert button.isEnabled()
    assert [title for title, _ in button.actions_for_palette()] == [
        "Connect to pollux: remote desktop (RDP)",
        "Connect to pollux: VNC",
        "Connect to pollux: SSH",
        "Connect to pollux: other port…",
        "Show open connections",
    ]
    button.menu().aboutToShow.emit()
    assert "&Other port…" in [a.text() for a in button.menu().actions()]


def test_a_connection_is_listed_and_ended(button, qtbot):
    button.open(AccessKind.SSH)
    dialog = button._accesses
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=10_000)
    (state,) = dialog.model.rows
    assert state.target == AccessTarget("pollux", AccessKind.SSH, 22)
    assert dialog.headline.text() == f"SSH to pollux is reached at 127.0.0.1:{state.local_port}."
    dialog.end.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=10_000)
    dialog.close()


def test_a_port_that_is_not_on_the_list_says_so(button, qtbot):
    button._open_target(AccessTarget("pollux", AccessKind.TCP, 8443))
    dialog = button._accesses
    qtbot.waitUntil(lambda: "not on the pair's list" in dialog.headline.text(), timeout=10_000)
    assert "8443" in dialog.explanation.text()
    assert dialog.model.rowCount() == 0
    dialog.close()


def test_a_viewer_role_is_told(theme, make_lively, qtbot):  # noqa: F811
    lively = make_lively(role="viewer")
    button = ConnectButton(theme, lively.live, NoViewer(lively.bridge))
    qtbot.addWidget(button)
    button.open(AccessKind.RDP)
    qtbot.waitUntil(lambda: "your role is too low" in button._accesses.headline.text(), timeout=10_000)
    button._accesses.close()


def test_another_port_is_asked_for(theme, qtbot):
    dialog = OtherPortDialog(theme, "pollux")
    qtbot.addWidget(dialog)
    dialog.port.setText("70000")
    dialog.go.click()
    assert "is not a port" in dialog.port.accessibleDescription()
    dialog.port.setText("8443")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.go.click()
    assert chosen.args[0] == AccessTarget("pollux", AccessKind.TCP, 8443)


def test_only_the_web_is_opened_in_the_browser():
    assert not Access.open_console("file:///etc/passwd")
    assert not Access.open_console("javascript:alert(1)")


def test_viewers_are_found_in_order_and_filled():
    target = AccessTarget("pollux", AccessKind.RDP, 3389)
    found = find_viewer(AccessKind.RDP, lambda program: program in ("remmina", "xfreerdp"), {})
    assert found is not None
    assert filled(found, target, 4001)[:2] == ("xfreerdp", "/v:127.0.0.1:4001")
    assert find_viewer(AccessKind.RDP, lambda _: False, {}) is None
    chosen = find_viewer(AccessKind.VNC, lambda _: False, {AccessKind.VNC: "my-viewer --to {host}:{port}"})
    assert chosen is not None
    assert filled(chosen, target, 4001) == ("my-viewer", "--to", "127.0.0.1:4001")


def test_ssh_runs_in_a_terminal_and_keeps_the_host_key():
    there = {"xterm", "ssh"}
    viewer = find_viewer(AccessKind.SSH, there.__contains__, {})
    assert viewer is not None
    words = filled(viewer, AccessTarget("pollux", AccessKind.SSH, 22), 4001, "root")
    assert words == ("xterm", "-e", "ssh", "-p", "4001", "-o", "HostKeyAlias=pollux.twinhelm", "root@127.0.0.1")
    assert find_viewer(AccessKind.SSH, {"ssh"}.__contains__, {}) is None


def test_ports_and_titles():
    assert parse_port(" 8443 ") == 8443
    for wrong in ("", "0", "65536", "ssh", "²"):
        with pytest.raises(ValueError, match="is not a port"):
            parse_port(wrong)
    assert title(AccessTarget("pollux", AccessKind.TCP, 8443)) == "Port 8443 of pollux"


def test_a_chosen_viewer_is_kept(theme, make_lively, qtbot, tmp_path):  # noqa: F811
    settings = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    lively = make_lively(role="operator")
    access = Access(lively.bridge, settings=settings)
    dialog = ViewersDialog(theme, access)
    qtbot.addWidget(dialog)
    dialog.commands[AccessKind.RDP].setText("my-viewer {host}")
    dialog.save.click()
    assert "{port}" in dialog.commands[AccessKind.RDP].accessibleDescription()
    dialog.commands[AccessKind.RDP].setText("my-viewer '{host}:{port}'")
    dialog.save.click()
    again = Access(lively.bridge, settings=settings)
    viewer = again.viewer_for(AccessKind.RDP)
    assert viewer is not None
    assert viewer.command == ("my-viewer", "{host}:{port}")
    assert command_problem("a 'b {port}") != ""


def test_the_users_own_viewer_is_started_on_the_local_port(theme, make_lively, qtbot, tmp_path):  # noqa: F811
    told = tmp_path / "told"
    viewer = tmp_path / "viewer"
    viewer.write_text(f'#!/bin/sh\nprintf %s "$*" > {told}\n')
    viewer.chmod(0o755)
    lively = make_lively(role="operator")
    access = Access(lively.bridge)
    access.choose_viewer(AccessKind.RDP, f"{viewer} --to {{host}}:{{port}}")
    with qtbot.waitSignal(access.opened, timeout=10_000) as opened:
        access.open(AccessTarget("pollux", AccessKind.RDP, 3389))
    state, started = opened.args
    assert started == Started(str(viewer))
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == f"--to {state.local_address}", timeout=10_000)


def test_out_of_band_consoles_are_reached_when_nobody_answers(button, lively, qtbot):
    live = lively.live
    live.on_connection(Connection(Link.LOST, "10.20.0.10:7410", "The connection was lost."))
    assert button.isEnabled()
    button.menu().aboutToShow.emit()
    enabled = {action.text(): action.isEnabled() for action in button.menu().actions() if action.text()}
    assert not enabled["&SSH"]
    assert enabled["iLO of castor in the browser"]
    assert button.actions_for_palette() == ()


def test_a_viewer_that_is_not_installed_is_named(theme, lively, qtbot):
    access = Access(lively.bridge)
    access.choose_viewer(AccessKind.RDP, "no-such-viewer {host}:{port}")
    button = ConnectButton(theme, lively.live, access)
    qtbot.addWidget(button)
    button.open(AccessKind.RDP)
    dialog = button._accesses
    qtbot.waitUntil(lambda: "no-such-viewer cannot be started" in dialog.explanation.text(), timeout=10_000)
    (state,) = access.open_now
    assert dialog.headline.text() == f"Remote desktop (RDP) of pollux is reached at {state.local_address}."
    dialog.close()


@pytest.mark.parametrize(
    ("command", "headline", "words"),
    [
        ("echo starting >&2; echo no display >&2; exit 7", "sh has ended with status 7.", "It said: no display"),
        ("kill -KILL $$", "sh has crashed.", "stays open"),
    ],
)
def test_a_viewer_that_fails_tells_why(theme, lively, qtbot, command, headline, words):
    access = Access(lively.bridge)
    access.choose_viewer(AccessKind.VNC, shlex.join(["sh", "-c", command, "{host}:{port}"]))
    button = ConnectButton(theme, lively.live, access)
    qtbot.addWidget(button)
    button.open(AccessKind.VNC)
    dialog = button._accesses
    qtbot.waitUntil(lambda: dialog.headline.text() == f"VNC of pollux: {headline}", timeout=10_000)
    assert words in dialog.explanation.text()
    assert len(access.open_now) == 1
    dialog.close()


def test_a_program_that_only_hands_over_is_not_called_ended(theme, lively, qtbot):
    access = Access(lively.bridge)
    access.choose_viewer(AccessKind.VNC, "true {host}:{port}")
    button = ConnectButton(theme, lively.live, access)
    qtbot.addWidget(button)
    with qtbot.waitSignal(access.viewer_ended, timeout=10_000) as ended:
        button.open(AccessKind.VNC)
    assert ended.args[1] == ViewerEnd("true", 0, "", connected=False)
    assert "true was started" in button._accesses.headline.text()
    button._accesses.close()


def test_a_viewer_and_its_port_outlive_the_page_that_started_it(theme, lively, qtbot, tmp_path):
    """As when the language is changed: the page is made anew, and knows what is open."""
    parent = QObject()
    first = Access(lively.bridge, parent)
    ended, letting = tmp_path / "ended", tmp_path / "letting"
    os.mkfifo(letting)
    first.choose_viewer(AccessKind.VNC, shlex.join(["sh", "-c", f"read -r word <{letting}; echo $word >{ended}", "{port}"]))
    with qtbot.waitSignal(first.opened, timeout=10_000) as opened:
        first.open(AccessTarget("pollux", AccessKind.VNC, 5900))
    assert opened.args[1] == Started("sh")
    shiboken6.delete(parent)
    again = Access(lively.bridge)
    assert [one.number for one in again.open_now] == [opened.args[0].number]
    letting.write_text("alive\n")  # waits for the reader
    qtbot.waitUntil(lambda: ended.exists() and ended.read_text() == "alive\n", timeout=10_000)
    with qtbot.waitSignal(again.changed, timeout=10_000, check_params_cb=lambda states: states == ()):
        again.close_one(opened.args[0].number)
