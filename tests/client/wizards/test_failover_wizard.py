"""The failover wizard: the price before the question, the name typed, the phases, what was verified and what is kept aside."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.loss import failover_outlook
from twinhelm_client.domain.operations import OperationKind, OperationState
from twinhelm_client.domain.pair import QueueStatus, Role, SetState, Verdict
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.wizards.failover import FailoverWizard
from twinhelm_client.wizards.operation_guide import CHECKS, PHASES, RESULT


@pytest.fixture
def wizard(theme, lively, qtbot):
    wizard = FailoverWizard(theme, lively.bridge, lively.live)
    qtbot.addWidget(wizard)
    yield wizard
    wizard.done(0)


def test_a_whole_failover(wizard, lively, qtbot):
    wizard.begin()
    wizard.open()
    assert wizard.pages.currentIndex() == CHECKS
    assert wizard.headline.text() == "pollux would take over from castor, without what castor has not sent yet."
    assert wizard.lost_bytes.text().endswith("B")
    assert not wizard.go.isEnabled()
    qtbot.keyClicks(wizard.typed, "pollux")
    assert not wizard.go.isEnabled()  # the name of the server that loses its role is asked for
    wizard.typed.clear()
    qtbot.keyClicks(wizard.typed, "castor")
    assert wizard.go.isEnabled()
    wizard.reason.setText("smoke")
    with qtbot.waitSignal(wizard.ended, timeout=30_000) as ended:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    operation = ended.args[0]
    assert operation.kind is OperationKind.FAILOVER
    assert operation.state is OperationState.SUCCEEDED
    assert operation.reason == "smoke"
    assert wizard.pages.currentIndex() == RESULT
    # castor comes back by itself; the list follows it until every point holds.
    qtbot.waitUntil(lambda: wizard.headline.text() == "pollux is active, and castor stands by.", timeout=30_000)
    kept = [c.sentence for c in wizard.verified.rows if c.name == "divergence"]
    assert kept
    assert "kept on castor" in kept[0]


def test_return_in_the_field_never_does_it(wizard, lively, qtbot):
    wizard.begin()
    wizard.open()
    qtbot.keyClicks(wizard.typed, "castor")
    qtbot.keyClick(wizard.typed, Qt.Key.Key_Return)
    assert wizard.pages.currentIndex() == CHECKS
    assert lively.pair.status().running_operation == ""


def test_a_refusal_is_shown_and_changes_nothing(wizard, lively):
    wizard.begin()
    wizard._not_started(GatewayError("pollux answers on no heartbeat link; check the links", "UNREACHABLE"))
    assert wizard.headline.text() == "The failover was not started; nothing was changed."
    assert not wizard.go.isEnabled()


def test_the_price_is_told_in_entries_bytes_and_seconds():
    pair = DemoPair(1.8e9)
    status = scenes.behind(pair)
    outlook = failover_outlook(status, 0.2, stale=False)
    assert (outlook.entries, outlook.bytes, outlook.seconds) == (21_480, 3_400_000_000, 41.7)
    assert "3.4 GB" in outlook.losses[0]
    assert outlook.possible  # a failover is for when a switchover is refused
    assert any("is not possible" in c.sentence for c in outlook.checks)


def test_an_active_that_is_gone_cannot_be_asked_and_it_is_said():
    status = scenes.healthy(DemoPair(1.8e9))
    outlook = failover_outlook(status, 12.0, stale=True)
    assert not outlook.possible
    veto = next(c for c in outlook.checks if c.verdict is Verdict.VETO)
    assert "through the service address" in veto.sentence
    assert "twinhelm failover --force" in veto.sentence


def test_a_passive_that_cannot_take_over_is_a_veto():
    pair = DemoPair(1.8e9)
    alone = scenes.alone(pair)
    assert not failover_outlook(alone, 0.1, stale=False).possible
    status = pair.status()
    copying = replace(status, sets=(replace(status.sets[0], state=SetState.CHECKING),))
    assert not failover_outlook(copying, 0.1, stale=False).possible
    nobody = replace(status, servers=tuple(replace(s, role=Role.PASSIVE) for s in status.servers))
    assert failover_outlook(nobody, 0.1, stale=False).to_server == ""


def test_a_switchover_that_loses_nothing_is_pointed_to():
    status = DemoPair(1.8e9).status()
    calm = replace(status, prediction=replace(status.prediction, unsafe_entries_lost=0, unsafe_bytes_lost=0))
    calm = replace(calm, sets=(replace(calm.sets[0], unsafe_queue=QueueStatus()),))
    outlook = failover_outlook(calm, 0.1, stale=False)
    sentences = {c.name: c.sentence for c in outlook.checks}
    assert "loses nothing" in sentences["switchover"]
    assert sentences["loss"] == "nothing waits in the unsafe queue at this moment"


def test_the_phases_page_is_reached(wizard, lively):
    wizard.begin()
    operation = lively.pair.start_failover("pollux", "drill", "r1")
    wizard.show_operation(operation)
    assert wizard.pages.currentIndex() == PHASES
    assert wizard.headline.text() == "pollux takes over from castor."
