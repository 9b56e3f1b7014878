"""The way back of a failed server: explained, followed, verified."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from twinhelm_client.domain import comeback
from twinhelm_client.domain.operations import PhaseState
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.protection import Divergence
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.wizards.bring_back import RESULT, RETURN, STATE, BringBackWizard


@pytest.fixture
def wizard(theme, lively, qtbot):
    wizard = BringBackWizard(theme, lively.bridge, lively.live)
    qtbot.addWidget(wizard)
    yield wizard
    wizard.done(0)


def test_a_server_that_stands_by_needs_nothing(wizard):
    wizard.begin()
    assert wizard.pages.currentIndex() == STATE
    assert wizard.headline.text() == "pollux stands by already."
    assert all(c.verdict is Verdict.OK for c in wizard.checks.rows)
    assert wizard.go.isHidden()


def test_a_lost_server_is_waited_for_until_it_is_whole(wizard, lively, qtbot):
    lively.pair.changes.divergences.append(Divergence("pollux", "data", 6, 12, ("a.db",), 1, "/var/lib/twinhelm/sets/data/divergence-6"))
    lively.pair.changes.lose("pollux", lively.pair.now_s, float("inf"))
    qtbot.waitUntil(lambda: not lively.live.status.ready_for_switchover, timeout=10_000)
    wizard.begin()
    wizard.open()
    assert "has not been heard for" in wizard.headline.text()
    assert "silent and passive" in wizard.story.text()
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == RETURN
    qtbot.waitUntil(lambda: wizard.headline.text() == "Waiting until pollux is heard.", timeout=10_000)
    with qtbot.waitSignal(wizard.ended, timeout=30_000):
        lively.pair.changes.start_again(lively.pair.now_s)
    assert wizard.pages.currentIndex() == RESULT
    assert wizard.headline.text() == "pollux stands by again."
    assert all(p.state is PhaseState.DONE for p in wizard.phases.rows)
    qtbot.waitUntil(lambda: any("kept on pollux" in c.sentence for c in wizard.verified.rows), timeout=10_000)


def test_steps_go_on_one_after_the_other():
    pair = DemoPair(1.8e9)
    alone = scenes.alone(pair)
    first = comeback.steps_of_return(alone, (), 1.0)
    assert [p.state for p in first] == [PhaseState.RUNNING, *[PhaseState.WAITING] * 4]
    whole = comeback.steps_of_return(pair.status(), first, 5.0)
    assert all(p.state is PhaseState.DONE for p in whole)
    assert whole[0].elapsed_s == 5.0
    assert sum(p.elapsed_s for p in whole) == pytest.approx(5.0)


def test_what_does_not_hold_is_named():
    pair = DemoPair(1.8e9)
    status = pair.status()
    other = replace(status, servers=(status.servers[0], replace(status.servers[1], generation=5, silent=False)))
    wrong = [c.name for c in comeback.verified_return(other) if c.verdict is Verdict.VETO]
    assert wrong == ["silence", "generation"]
