"""The console in front of a real pair: its wizard to the end, its window by keyboard alone, its way to the silent passive."""

import gc
import shlex
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel

from tests.client.conftest import async_thread, one_theme, theme  # noqa: F401  fixtures
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
from twinhelm_node.system import spawn

SOON_MS = 60_000
TOLD_MS = 20_000


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
    qtbot.waitUntil(wizard.go.isEnabled, timeout=SOON_MS)
    assert wizard.pages.currentIndex() == CHECKS
    assert wizard.headline.text() == f"{passive} can take over from {active}."
    assert len(wizard.checks.rows) >= 3
    assert all(check.sentence and check.verdict in (Verdict.OK, Verdict.HINT) for check in wizard.checks.rows)
    rows = wizard.pages.widget(CHECKS).findChildren(CheckRow)
    assert [row.words.text() for row in rows] == [said(check.sentence) for check in wizard.checks.rows]
    qtbot.waitUntil(lambda: all(row.isVisible() for row in rows), timeout=TOLD_MS)

    wizard.reason.setText("a new kernel")
    with qtbot.waitSignal(wizard.ended, timeout=SOON_MS) as ended:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    operation: Operation = ended.args[0]
    assert (operation.state, operation.error) == (OperationState.SUCCEEDED, "")
    assert operation.reason == "admin asked for a switchover: a new kernel"
    # Each phase, with its time on the screen.
    assert [phase.state for phase in operation.phases] == [PhaseState.DONE] * len(operation.phases)
    lines = [label.text() for label in wizard.findChild(PhaseList).findChildren(QLabel)]
    assert sum(word.endswith((" s", " ms")) for word in lines) == len(operation.phases) >= 5
    assert f"Switch over – {active} gives its role to {passive}." in told

    assert all(label in wizard.times.text() for label in lines if label.endswith((" s", " ms")))

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
    assert Link.LOST in links
    assert links[-1] is Link.CONNECTED
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


class Running:
    """A console that runs as a program of its own."""

    def __init__(self, screen: Desktop, lab: Lab, home: Path) -> None:
        way = lab.console()
        assert way is not None
        self._screen = screen
        self._complaints = home / "complaints"
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(home))
        given = {"QT_QPA_PLATFORM": "xcb", "TWINHELM_PASSWORD": way.password, "LC_ALL": "C.UTF-8", **homes}
        command = [str(Path(sys.executable).parent / "twinhelm-console"), "--server", way.address, "--user", way.user]
        command += ["--fingerprint", way.fingerprint, "--language", "en"]
        with self._complaints.open("wb") as output:
            environment = {**screen.environment, **given}
            self.process = spawn.spawn(command, env=environment, stdout=output.fileno(), stderr=output.fileno())

    def complaints(self) -> str:
        return self._complaints.read_text(errors="replace")

    def shows(self, *words: str) -> None:
        """Wait until a window with these words in its title has the focus."""
        try:
            self._screen.wait_for_front(*words, while_true=lambda: self.process.poll() is None)
        except BaseException as error:
            error.add_note(f"the console ended with {self.process.poll()} and said: {self.complaints()}")
            raise

    def quit(self) -> None:
        """Close it by keyboard; it must end well, and have had nothing to complain of."""
        self._screen.press("ctrl+q")
        wait_until("the end of the console", lambda: self.process.poll() is not None, 60.0)
        assert (self.process.returncode, self.complaints()) == (0, "")


@pytest.fixture
def program(lab: Lab, pair: tuple[str, str], screen: Desktop, tmp_path: Path) -> Iterator[Callable[[], Running]]:
    """Starts `twinhelm-console` on the desktop, told where the pair is, with a home of its own."""
    started: list[Running] = []

    def start() -> Running:
        started.append(Running(screen, lab, tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait(10.0)


def test_a_switchover_by_keyboard_alone(
    lab: Lab, client: AdminClient, pair: tuple[str, str], screen: Desktop, program: Callable[[], Running]
) -> None:
    """Nobody touches a mouse and nobody looks into the process: titles of windows, and what the servers say."""
    active, passive = pair
    running = program()
    running.shows("lab – Twinhelm")
    for words in ("swover", "switch over"):  # found by a few letters too
        screen.press("ctrl+k")
        running.shows("Go anywhere")
        screen.type(words)
        screen.press("Return")
        running.shows("Switch over", f"{passive} can take over from {active}.")
        if words == "swover":
            screen.press("Escape")
            running.shows("lab – Twinhelm")
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


def children(parent: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(number) for task in Path(f"/proc/{parent}/task").iterdir() for number in (task / "children").read_text().split()]


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


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
    qtbot.waitUntil(lambda: [one.connections for one in dialog.model.rows] == [0], timeout=TOLD_MS)
    (opened,) = dialog.model.rows
    assert opened.bytes_back > 3_000_000
    assert opened.link in {"hb0", "hb1"}
    wait_until("the audit line", lambda: bool(connections(lab, active)), 20.0)
    last = connections(lab, active)[-1]
    assert (last["user"], last["server"], last["port"], last["outcome"]) == ("admin", passive, "22", "done")

    # Without a key nobody gets in: ssh says so, and so does the console.
    access.choose_viewer(AccessKind.SSH, ssh_command(["-o", "PubkeyAuthentication=no", *ssh], "true"))
    with qtbot.waitSignal(access.viewer_ended, timeout=SOON_MS):
        dialog.viewer.click()
    assert dialog.headline.text() == f"SSH to {passive}: ssh has ended with status 255."
    assert "Permission denied" in dialog.explanation.text()
    dialog.end.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=TOLD_MS)
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
    assert dialog.headline.text().startswith(f"Remote desktop (RDP) of {passive}: FreeRDP has ended")
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
    with socket.create_connection(("127.0.0.1", state.local_port), 20.0):
        qtbot.waitUntil(lambda: dialog.headline.text() == f"VNC of {passive}: the last connection was refused.", timeout=SOON_MS)
    assert f"nobody listens on port 5900 of {passive}" in dialog.explanation.text()


def test_connections_end_with_the_console(
    lab: Lab, pair: tuple[str, str], ssh: list[str], screen: Desktop, program: Callable[[], Running], settings: QSettings
) -> None:
    """By keyboard: a connection to the passive is opened, and the console is closed while it stands."""
    active, passive = pair
    before = len(connections(lab, active))
    settings.setValue("viewers/ssh", ssh_command(ssh, "hostname >/srv/log/ssh/stands; sleep 600"))
    settings.sync()
    running = program()
    running.shows("lab – Twinhelm")
    screen.press("ctrl+k")
    running.shows("Go anywhere")
    screen.type("connect ssh")
    screen.press("Return")
    running.shows("Connections to the servers")
    wait_until("the session on the passive", lambda: trace(lab, passive, "stands") == passive, 60.0)
    assert len(connections(lab, active)) == before
    viewers = [pid for pid in children(running.process.pid) if "ssh" in command_line(pid)]
    assert len(viewers) == 1
    screen.press("Escape")
    running.shows("lab – Twinhelm")
    running.quit()
    assert spawn.wait_for_end(viewers[0], 30.0)
    wait_until("the audit line", lambda: len(connections(lab, active)) == before + 1, 20.0)
