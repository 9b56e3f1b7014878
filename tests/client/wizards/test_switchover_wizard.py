"""The switchover wizard, run from the checks to what was verified, on a simulated pair whose address goes away in between."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.operations import OperationState, PhaseState
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.domain.verification import verified
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.wizards.switchover import CHECKS, PHASES, RESULT, SwitchoverWizard


async def quick(seconds: float) -> None:
    """The pair's time runs fifty times faster than ours."""
    await asyncio.sleep(seconds / 50)


class Links(QObject):
    """Notes the states of the connection."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Link] = []

    def note(self, connection: Connection) -> None:
        self.seen.append(connection.link)


class Table:
    """Pair, bridge and wizard. The bridge follows the pair as in a running console."""

    def __init__(self, theme, async_thread, qtbot, sleep) -> None:
        self.pair = DemoPair(1.8e9)
        self.bridge = PairBridge(DemoGateway(self.pair, sleep=sleep), async_thread, sleep=sleep)
        self.wizard = SwitchoverWizard(theme, self.bridge)
        qtbot.addWidget(self.wizard)
        self.links = Links()
        self.bridge.connection_changed.connect(self.links.note)
        self.pages: list[int] = []
        self.wizard.pages.currentChanged.connect(self.pages.append)


@pytest.fixture
def table(theme, async_thread, qtbot):
    table = Table(theme, async_thread, qtbot, quick)
    table.bridge.start()
    yield table
    table.wizard.done(0)
    table.bridge.stop()


@pytest.fixture
def still(theme, async_thread, qtbot):
    """A wizard whose pair stands still: pages are shown by hand."""
    table = Table(theme, async_thread, qtbot, asyncio.sleep)
    yield table
    table.wizard.done(0)


def offered(wizard) -> list[str]:
    return [b.text() for b in (wizard.back, wizard.again, wizard.go) if not b.isHidden()]


def test_a_whole_switchover(table, qtbot):
    wizard = table.wizard
    wizard.begin()
    wizard.open()
    qtbot.waitUntil(wizard.go.isEnabled)
    assert wizard.pages.currentIndex() == CHECKS
    assert "pollux can take over from castor." in wizard.headline.text()
    assert wizard.checks.rows[0].sentence == "castor has the smaller disk"
    wizard.reason.setText("patches")
    with qtbot.waitSignal(wizard.ended, timeout=30_000) as ended:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    operation = ended.args[0]
    assert operation.state is OperationState.SUCCEEDED
    assert operation.reason == "patches"
    qtbot.waitUntil(lambda: wizard.headline.text() == "pollux is active, and castor stands by.", timeout=30_000)
    assert wizard.pages.currentIndex() == RESULT
    assert all(c.verdict is Verdict.OK for c in wizard.verified.rows)
    assert PHASES in table.pages
    assert len(wizard.phases.rows) == 9
    assert offered(wizard) == ["Close"]
    assert Link.LOST in table.links.seen  # the address was away in between


def test_the_report_goes_on_after_the_address_moved(still):
    wizard, pair = still.wizard, still.pair
    operation = pair.start_switchover("", "1")
    wizard.show_operation(operation)
    assert offered(wizard) == ["Go back"]
    wizard.show_away("The connection to the server was lost.")
    assert wizard.headline.text() == "Connecting to the new active server…"
    pair.advance(2.5)
    wizard.show_operation(pair.operation(operation.id))
    assert wizard.headline.text() == "castor gives its role to pollux."
    assert offered(wizard) == ["Close"]


def test_a_veto_stops_before_anything_is_changed(still):
    veto = Check("channel", Verdict.VETO, "the channel is not connected")
    still.wizard.show_checks(replace(still.pair.checks(), ready=False, checks=(*still.pair.checks().checks, veto)))
    assert not still.wizard.go.isEnabled()
    assert still.wizard.checks.rows[0] == veto
    assert "not possible now" in still.wizard.headline.text()
    assert offered(still.wizard) == ["Cancel", "Check again", "Switch over to pollux"]


def test_a_failure_says_where_and_why(still):
    operation = still.pair.start_switchover("", "1")
    phases = (replace(operation.phases[0], state=PhaseState.FAILED, detail="exit status 1"), *operation.phases[1:])
    still.wizard.show_operation(replace(operation, state=OperationState.FAILED, phases=phases, error="postgresql did not stop in 60 s."))
    assert still.wizard.headline.text() == "The switchover failed; the pair went back to a working active."
    assert still.wizard.explanation.text() == "postgresql did not stop in 60 s."
    assert still.wizard.pages.currentIndex() == PHASES
    assert still.wizard.phases.rows[0].detail == "exit status 1"


def test_what_does_not_hold_yet_is_not_called_verified(still):
    operation = still.pair.start_switchover("", "1")
    still.pair.advance(20)
    done, status = still.pair.operation(operation.id), still.pair.status()
    still.wizard._operation = done
    still.wizard.show_verified(verified(done, replace(status, sets=(replace(status.sets[0], channel_connected=False),))))
    assert still.wizard.headline.text() == "pollux has taken over; 1 point does not hold yet."
    still.wizard.show_verified(verified(done, status))
    assert still.wizard.headline.text() == "pollux is active, and castor stands by."


def test_losing_sight_is_not_called_a_failure(still):
    still.wizard.show_operation(still.pair.start_switchover("", "1"))
    still.wizard._lost_sight(NotFound("There is no operation op-8."))
    assert still.wizard.headline.text() == "The report ended before the end of the operation was known."


def test_a_refused_start_keeps_the_servers_sentence(still):
    still.wizard._not_started(GatewayError("a switchover is under way already; wait for its end", "OPERATION_RUNNING"))
    assert still.wizard.explanation.text() == "a switchover is under way already; wait for its end"
    assert not still.wizard.go.isEnabled()


def test_following_a_switchover_that_somebody_else_started(table, qtbot):
    operation = table.pair.start_switchover("", "other")
    with qtbot.waitSignal(table.wizard.ended, timeout=30_000):
        table.wizard.follow(operation.id)


def test_cancelling_goes_back(still, qtbot):
    still.wizard.show_operation(still.pair.start_switchover("", "1"))
    with qtbot.waitSignal(still.wizard.ended, timeout=10_000) as ended:
        still.wizard.back.click()
    assert ended.args[0].state is OperationState.CANCELLED
    assert still.wizard.headline.text() == "The switchover was cancelled; the pair went back to a working active."


def test_cancelling_too_late_is_said_and_changes_nothing(still, qtbot):
    operation = still.pair.start_switchover("", "1")
    still.wizard.show_operation(operation)
    still.pair.advance(2.6)
    still.wizard.back.click()
    qtbot.waitUntil(lambda: "too late to cancel" in still.wizard.explanation.text())
    still.pair.advance(20)
    assert still.pair.operation(operation.id).state is OperationState.SUCCEEDED
