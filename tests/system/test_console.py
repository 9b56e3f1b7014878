"""The console in front of a real pair: its wizard to the end, its window by keyboard alone, its way to the silent passive."""

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.client.conftest import async_thread, one_theme, theme  # noqa: F401  fixtures
from tests.system.desktop import Desktop, desktop
from tests.system.observe import answering, role_of, status
from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.console import Console
from twinhelm_client.domain.connection import Link, parse_endpoint
from twinhelm_client.domain.operations import Operation, OperationState, PhaseState
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.check_list import CheckRow
from twinhelm_client.wizards.phase_list import PhaseList
from twinhelm_client.wizards.switchover import CHECKS, RESULT, SwitchoverWizard
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import patiently
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
    shown = [row.words.text() for row in wizard.pages.widget(CHECKS).findChildren(CheckRow) if row.isVisible()]
    assert len(shown) == len(wizard.checks.rows)
    assert all(shown)

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

    # The roles are exchanged, and the last page says what was looked at.
    qtbot.waitUntil(lambda: wizard.headline.text() == f"{passive} is active, and {active} stands by.", timeout=SOON_MS)
    assert wizard.pages.currentIndex() == RESULT
    assert (role_of(lab, passive), role_of(lab, active)) == ("active", "passive")
    assert answering(lab) == {passive}
    generation = status(lab, passive)["generation"]
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


# --- by keyboard alone, from outside -----------------------------------------------------------------------------------


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        yield made


@dataclass
class Running:
    """A console that runs as a program of its own."""

    process: spawn.Process
    complaints: Path

    def ended(self) -> bool:
        return self.process.poll() is not None


@pytest.fixture
def program(lab: Lab, pair: tuple[str, str], screen: Desktop, tmp_path: Path) -> Iterator[Running]:
    """`twinhelm-console` on the desktop, told where the pair is, with a home of its own."""
    way = lab.console()
    assert way is not None
    given = {"QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    given |= {"TWINHELM_PASSWORD": way.password, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
    command = [str(Path(sys.executable).parent / "twinhelm-console"), "--server", way.address, "--user", way.user]
    complaints = tmp_path / "complaints"
    with complaints.open("wb") as output:
        running = spawn.spawn(
            [*command, "--fingerprint", way.fingerprint, "--language", "en"],
            env={**screen.environment, **given},
            stdout=output.fileno(),
            stderr=output.fileno(),
        )
    try:
        yield Running(running, complaints)
    except BaseException as error:
        error.add_note(complaints.read_text(errors="replace"))
        raise
    finally:
        running.kill()
        running.wait(10.0)


def test_a_switchover_by_keyboard_alone(lab: Lab, client: AdminClient, pair: tuple[str, str], screen: Desktop, program: Running) -> None:
    """Nobody touches a mouse and nobody looks into the process: titles of windows, and what the servers say."""
    active, passive = pair
    screen.wait_for_front("lab – Twinhelm")
    for words in ("swover", "switch over"):  # found by a few letters too
        screen.press("ctrl+k")
        screen.wait_for_front("Go anywhere")
        screen.type(words)
        screen.press("Return")
        screen.wait_for_front("Switch over", f"{passive} can take over from {active}.")
        if words == "swover":
            screen.press("Escape")
            screen.wait_for_front("lab – Twinhelm")
    screen.press("Tab")  # from the button to the reason
    screen.type("by keyboard alone")
    screen.press("Return")
    screen.wait_for_front("Switch over", f"{passive} is active, and {active} stands by.")
    assert (role_of(lab, passive), role_of(lab, active)) == ("active", "passive")
    screen.press("Return")  # Close
    screen.wait_for_front("lab – Twinhelm")
    assert [title for title in screen.titles() if "Switch over" in title] == []
    assert patiently(client.operations)[0].reason == "admin asked for a switchover: by keyboard alone"
    screen.press("ctrl+q")
    wait_until("the end of the console", program.ended, 30.0)
    assert program.process.returncode == 0
    assert program.complaints.read_text() == ""
