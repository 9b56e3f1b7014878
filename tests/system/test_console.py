"""The console in front of a real pair: its wizard to the end, its window by keyboard alone, its way to the silent passive."""

import gc
import shlex
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel

from tests.client.conftest import async_thread, one_theme, theme  # noqa: F401  fixtures
from tests.system.console_program import PATIENCE_S, ConsoleProgram
from tests.system.desktop import Desktop, desktop
from tests.system.observe import answering, connections, role_of, status
from twinhelm_client.bridge.access import Access
from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.console import Console
from twinhelm_client.dialogs.accesses import AccessesDialog
from twinhelm_client.dialogs.other_port import OtherPortDialog
from twinhelm_client.domain.access import AccessKind, Started
from twinhelm_client.domain.connection import Link, parse_endpoint
from twinhelm_client.domain.operations import Operation, OperationState, PhaseState
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.phases_model import phase_time
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.screenshots import main as take_screenshots
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.check_list import CheckRow
from twinhelm_client.widgets.connect_menu import ConnectButton
from twinhelm_client.wizards.phase_list import PhaseList
from twinhelm_client.wizards.switchover import CHECKS, RESULT, SwitchoverWizard
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import Listener, patiently
from twinhelm_node.lab.lab import Lab
from twinhelm_node.system import process, spawn

SOON_MS = 120_000


@pytest.fixture(autouse=True)
def no_collection_inside() -> Iterator[None]:
    """Python must not collect while a QObject is deleted (see GuiGarbage)."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def console(theme: Theme, async_thread: AsyncThread, lab: Lab, pair: tuple[str, str], qtbot) -> Iterator[Console]:  # noqa: F811
    """The whole console, connected to the pair through its service address."""
    way = lab.console()
    assert way is not None
    gateway = GrpcGateway(parse_endpoint(way.address), way.user, way.password, way.fingerprint)
    opened = Console(theme, async_thread, gateway, way.user, None)
    qtbot.addWidget(opened.window)
    opened.start()
    qtbot.waitUntil(lambda: opened.live.status is not None, timeout=SOON_MS)
    yield opened
    opened.stop()


def may_go(wizard: SwitchoverWizard | None) -> bool:
    """Whether the checks allow it; on a busy machine a heartbeat may come late, and a person checks again."""
    assert wizard is not None
    if not wizard.go.isEnabled() and wizard.again.isVisible():
        wizard.again.click()
    return wizard.go.isEnabled()


def test_the_switchover_wizard_on_a_real_pair(console: Console, lab: Lab, pair: tuple[str, str], qtbot) -> None:
    active, passive = pair
    links: list[Link] = []
    console.bridge.connection_changed.connect(lambda connection: links.append(connection.link))
    answered = [console.live.status.answering_server]
    console.live.changed.connect(lambda: answered.append(console.live.status.answering_server))
    console.window.findChild(OverviewPage).switch_over.click()
    wizard = console.window.findChild(SwitchoverWizard)
    told: list[str] = []
    wizard.windowTitleChanged.connect(told.append)

    # Checks, each with its evidence on the screen.
    qtbot.waitUntil(lambda: may_go(wizard), timeout=SOON_MS)
    assert wizard.pages.currentIndex() == CHECKS
    assert wizard.headline.text() == f"{passive} can take over from {active}."
    assert len(wizard.checks.rows) >= 3
    assert all(check.sentence and check.verdict in (Verdict.OK, Verdict.HINT) for check in wizard.checks.rows)
    rows = wizard.pages.widget(CHECKS).findChildren(CheckRow)
    assert [row.words.text() for row in rows] == [said(check.sentence) for check in wizard.checks.rows]
    qtbot.waitUntil(lambda: all(row.isVisible() for row in rows), timeout=SOON_MS)

    wizard.reason.setText("a new kernel")
    with qtbot.waitSignal(wizard.ended, timeout=SOON_MS) as ended:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    operation: Operation = ended.args[0]
    assert (operation.state, operation.error) == (OperationState.SUCCEEDED, "")
    assert operation.reason == "admin asked for a switchover: a new kernel"
    # Each phase, with its time on the screen.
    assert [phase.state for phase in operation.phases] == [PhaseState.DONE] * len(operation.phases)
    times = [phase_time(phase) for phase in operation.phases]
    assert len(times) >= 5
    assert all(times)
    assert not Counter(times) - Counter(label.text() for label in wizard.findChild(PhaseList).findChildren(QLabel))
    assert f"Switch over – {active} gives its role to {passive}." in told

    assert all(time in wizard.times.text().replace("\u00a0", " ") for time in times)

    # The roles are exchanged, and the last page says what was looked at.
    qtbot.waitUntil(lambda: wizard.headline.text() == f"{passive} is active, and {active} stands by.", timeout=SOON_MS)
    assert wizard.pages.currentIndex() == RESULT
    assert (role_of(lab, passive), role_of(lab, active)) == ("active", "passive")
    assert answering(lab) == {passive}
    seen = status(lab, passive)
    assert seen is not None
    generation = seen["generation"]
    evidence = [row.words.text() for row in wizard.pages.widget(RESULT).findChildren(CheckRow)]
    assert all(check.verdict is Verdict.OK for check in wizard.verified.rows)
    assert f"{passive} is active in generation {generation}" in evidence
    assert f"{active} is passive and silent on the public network" in evidence
    assert f"postgresql is running on {passive}" in evidence
    assert f"set data replicates from {active} to {passive}" not in evidence
    assert f"set data replicates from {passive} to {active}" in evidence
    # The connection went from one server to the other meanwhile.
    assert Link.CONNECTED in links[links.index(Link.LOST) :]
    assert (answered[0], answered[-1]) == (active, passive)
    assert wizard.go.text() == "Close"
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert not wizard.isVisible()


def test_the_pictures_of_a_real_pair(lab: Lab, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp) -> None:
    """What `./dev screenshots` does with the pair that it brings up: here in one theme, language and size."""
    active, passive = pair
    way = lab.console()
    assert way is not None
    monkeypatch.setenv("TWINHELM_PASSWORD", way.password)
    where = ["--server", way.address, "--user", way.user, "--fingerprint", way.fingerprint, "--output", str(tmp_path)]
    assert take_screenshots([*where, "--real-only", "--theme", "dark", "--language", "de", "--size", "1280x800"]) == 0
    names = sorted(picture.name for picture in (tmp_path / "lab").iterdir())
    assert {"overview-dark-de-1280x800.png", "replication-dark-de-1280x800.png"} <= set(names)
    run = [name for name in names if name.startswith("switchover-")]
    assert "-checks-" in run[0]
    assert any("-under-way-" in name for name in run)
    assert "-verified-" in run[-1]
    assert (role_of(lab, passive), role_of(lab, active)) == ("active", "passive")


# --- by keyboard alone, from outside -----------------------------------------------------------------------------------


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """What the program finds as the choices of its user."""
    return QSettings(str(tmp_path / "Twinhelm" / "Console.conf"), QSettings.Format.IniFormat)


@pytest.fixture
def program(lab: Lab, pair: tuple[str, str], screen: Desktop, tmp_path: Path) -> Iterator[Callable[[], ConsoleProgram]]:
    """Starts `twinhelm-console` on the desktop, told where the pair is, with a home of its own."""
    started: list[ConsoleProgram] = []

    def start() -> ConsoleProgram:
        started.append(ConsoleProgram(screen, lab, tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait(10.0)


def test_a_switchover_by_keyboard_alone(
    lab: Lab, client: AdminClient, pair: tuple[str, str], screen: Desktop, program: Callable[[], ConsoleProgram]
) -> None:
    """Nobody touches a mouse and nobody looks into the process: titles of windows, and what the servers say."""
    active, passive = pair
    running = program()
    running.shows("lab – Twinhelm")
    running.command("swover", "Switch over")  # found by a few letters
    screen.press("Escape")
    running.shows("lab – Twinhelm")
    running.command("switch over", "Switch over")
    running.checks_pass(f"{passive} can take over from {active}.")
    screen.press("Tab")  # from the button to the reason
    screen.type("by keyboard alone")
    screen.press("Return")
    running.shows("Switch over", f"{passive} is active, and {active} stands by.")
    assert (role_of(lab, passive), role_of(lab, active)) == ("active", "passive")
    screen.press("Return")  # Close
    running.shows("lab – Twinhelm")
    assert [title for title in screen.titles() if "Switch over" in title] == []
    assert patiently(client.operations)[0].reason == "admin asked for a switchover: by keyboard alone"
    running.quit()


# --- to the silent passive ---------------------------------------------------------------------------------------------


def ssh_command(ssh: list[str], remote: str) -> str:
    """The user's own command for SSH, as it stands in the settings. What runs there leaves a trace on the disk of the passive."""
    return shlex.join(["ssh", "-p", "{port}", "-o", "HostKeyAlias={server}.twinhelm", *ssh, "{host}", remote])


def trace(lab: Lab, passive: str, name: str) -> str:
    file = Path(lab.disk(passive)) / "log" / "ssh" / name
    return file.read_text().strip() if file.exists() else ""


def test_the_users_own_ssh_reaches_the_silent_passive(console: Console, lab: Lab, pair: tuple[str, str], ssh: list[str], qtbot) -> None:
    active, passive = pair
    button, access = console.window.findChild(ConnectButton), console.window.findChild(Access)
    assert button.text() == f"Connect to {passive}"
    access.choose_viewer(AccessKind.SSH, ssh_command(ssh, "hostname >/srv/log/ssh/came; head -c 3000000 /dev/zero"))
    with Listener(lab) as ears, qtbot.waitSignal(access.viewer_ended, timeout=SOON_MS):
        button.open(AccessKind.SSH)
    assert (ears.dropped, ears.speakers()) == (0, (active,))
    assert trace(lab, passive, "came") == passive
    dialog = console.window.findChild(AccessesDialog)
    assert dialog.headline.text() == f"SSH to {passive}: ssh has ended."
    qtbot.waitUntil(lambda: [one.connections for one in dialog.model.rows] == [0], timeout=SOON_MS)
    (opened,) = dialog.model.rows
    assert opened.bytes_back > 3_000_000
    assert opened.link in {"hb0", "hb1"}
    wait_until("the audit line", lambda: bool(connections(lab, active)), PATIENCE_S)
    last = connections(lab, active)[-1]
    assert (last["user"], last["server"], last["port"], last["outcome"]) == ("admin", passive, "22", "done")

    # Without a key nobody gets in: ssh says so, and so does the console.
    access.choose_viewer(AccessKind.SSH, ssh_command(["-o", "PubkeyAuthentication=no", *ssh], "true"))
    with qtbot.waitSignal(access.viewer_ended, timeout=SOON_MS):
        dialog.viewer.click()
    assert dialog.headline.text() == f"SSH to {passive}: ssh has ended with status 255."
    assert "Permission denied" in dialog.explanation.text()
    dialog.end.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=SOON_MS)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", opened.local_port), 5.0)


def test_the_desktop_of_the_silent_passive_in_the_users_own_viewer(
    console: Console, pair: tuple[str, str], rdp: Callable[[], str], screen: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot
) -> None:
    """xfreerdp is found by itself and opens its window; then the screen goes away beneath it."""
    _, passive = pair
    monkeypatch.setenv("DISPLAY", screen.environment["DISPLAY"])
    monkeypatch.setenv("HOME", str(tmp_path))
    button, access = console.window.findChild(ConnectButton), console.window.findChild(Access)
    with qtbot.waitSignal(access.opened, timeout=SOON_MS) as opened:
        button.open(AccessKind.RDP)
    state, started = opened.args
    assert started == Started("FreeRDP")
    qtbot.waitUntil(lambda: f"127.0.0.1:{state.local_port}" in screen.front(), timeout=SOON_MS)
    qtbot.waitUntil(lambda: "TLS connection established" in rdp(), timeout=SOON_MS)
    with qtbot.waitSignal(access.viewer_ended, timeout=SOON_MS):
        screen.kill_front()
    dialog = console.window.findChild(AccessesDialog)
    assert dialog.headline.text().startswith(f"Remote desktop (RDP) of {passive}: FreeRDP has ")
    assert [one.local_port for one in access.open_now] == [state.local_port]


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_what_the_pair_does_not_allow_or_nobody_serves_is_said(console: Console, pair: tuple[str, str], qtbot) -> None:
    _, passive = pair
    button, access = console.window.findChild(ConnectButton), console.window.findChild(Access)
    button.ask_port()
    asked = console.window.findChild(OtherPortDialog)
    asked.port.setText("8022")
    asked.go.click()
    dialog = console.window.findChild(AccessesDialog)
    qtbot.waitUntil(lambda: "not on the pair's list" in dialog.headline.text(), timeout=SOON_MS)
    assert "twinhelm relay allow 8022" in dialog.explanation.text()
    access.choose_viewer(AccessKind.VNC, "no-such-viewer {host}:{port}")
    button.open(AccessKind.VNC)
    qtbot.waitUntil(lambda: "no-such-viewer cannot be started" in dialog.explanation.text(), timeout=SOON_MS)
    (state,) = access.open_now
    with socket.create_connection(("127.0.0.1", state.local_port), PATIENCE_S):
        qtbot.waitUntil(lambda: dialog.headline.text() == f"VNC of {passive}: the last connection was refused.", timeout=SOON_MS)
    assert f"nobody listens on port 5900 of {passive}" in dialog.explanation.text()


def test_connections_end_with_the_console(
    lab: Lab, pair: tuple[str, str], ssh: list[str], screen: Desktop, program: Callable[[], ConsoleProgram], settings: QSettings
) -> None:
    """By keyboard: a connection to the passive is opened, and the console is closed while it stands."""
    active, passive = pair
    before = len(connections(lab, active))
    settings.setValue("viewers/ssh", ssh_command(ssh, "hostname >/srv/log/ssh/stands; sleep 600"))
    settings.sync()
    running = program()
    running.shows("lab – Twinhelm")
    running.command("connect ssh", "Connections to the servers")
    wait_until("the session on the passive", lambda: trace(lab, passive, "stands") == passive, PATIENCE_S)
    assert len(connections(lab, active)) == before
    (viewer,) = process.run(["pgrep", "-P", str(running.process.pid), "-x", "ssh"], timeout_s=30.0).stdout.split()
    screen.press("Escape")
    running.shows("lab – Twinhelm")
    running.quit()
    assert spawn.wait_for_end(int(viewer), PATIENCE_S)
    wait_until("the audit line", lambda: len(connections(lab, active)) == before + 1, PATIENCE_S)
