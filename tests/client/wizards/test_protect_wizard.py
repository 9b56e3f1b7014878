"""Protecting a folder and an application: checks with evidence, the first copy followed, what was verified."""

import pytest
from PySide6.QtCore import Qt

from twinhelm_client.domain.operations import PhaseState
from twinhelm_client.domain.pair import Mode, Verdict
from twinhelm_client.domain.protection import patterns
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.wizards.protect import CHECKS, COPY, RESULT, WHAT, ProtectWizard


@pytest.fixture
def wizard(theme, lively, qtbot):
    wizard = ProtectWizard(theme, lively.bridge)
    qtbot.addWidget(wizard)
    wizard.begin()
    wizard.open()
    qtbot.waitUntil(wizard.application.isEnabled, timeout=10_000)
    yield wizard
    wizard.done(0)


def test_a_folder_is_protected_until_it_is_synchronized(wizard, lively, qtbot):
    wizard.path.setText("/srv/documents")
    wizard.exclude.setText("*.tmp, cache/*")
    wizard.durable.setChecked(True)
    assert wizard.name.placeholderText() == "documents"
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(wizard.go.isEnabled, timeout=10_000)
    assert wizard.pages.currentIndex() == CHECKS
    assert wizard.headline.text() == "/srv/documents can be protected."
    assert "filters: without *.tmp, cache/*" in [c.sentence for c in wizard.checks.rows]
    with qtbot.waitSignal(wizard.ended, timeout=30_000) as ended:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
        assert wizard.pages.currentIndex() == COPY
    assert ended.args == ["documents"]
    assert wizard.pages.currentIndex() == RESULT
    assert [p.name for p in wizard.phases.rows] == ["add the set", "configuration", "first copy"]
    assert all(p.state is PhaseState.DONE for p in wizard.phases.rows)
    assert all(c.verdict is Verdict.OK for c in wizard.verified.rows)
    (added,) = lively.pair.changes.sets
    assert (added.name, added.mode, added.exclude) == ("documents", Mode.DURABLE, ("*.tmp", "cache/*"))


def test_policy_and_quota_are_chosen_with_an_explanation(wizard, lively, qtbot):
    wizard.path.setText("/srv/ledger")
    assert not wizard.away.isVisible(), "an asynchronous set waits for nobody"
    wizard.durable.setChecked(True)
    assert wizard.away.isVisible()
    wizard.stall.setChecked(True)
    wizard.throttle.setChecked(True)
    wizard.quota.setText("10 MB")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == WHAT
    assert "at least 64 MiB" in wizard.quota.accessibleDescription()
    wizard.quota.setText("2 GiB")
    wizard.floor.setText("a little")
    assert wizard.planned() is None
    assert "Write a floor" in wizard.floor.accessibleDescription()
    wizard.floor.setText("1 GiB")
    plan = wizard.planned()
    assert plan is not None
    chosen = plan.protected
    assert chosen.floor_bytes == 1024**3
    wizard.floor.clear()
    assert wizard.planned().protected.floor_bytes is None, "the server's default"
    assert (chosen.when_away, chosen.when_full, chosen.quota_bytes) == (WhenAway.STALL, QueuePolicy.THROTTLE, 2 * 1024**3)


def test_an_application_brings_its_parameters_and_filters(wizard, lively, qtbot):
    wizard.application.setChecked(True)
    assert "postmaster.pid" in wizard.exclude.text()
    assert wizard.fields.isAncestorOf(wizard.parameters["version"])
    wizard.path.setText("/var/lib/postgresql/16/main")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == WHAT  # systemd needs a version
    wizard.parameters["version"].setText("16")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(wizard.go.isEnabled, timeout=10_000)
    with qtbot.waitSignal(wizard.ended, timeout=30_000):
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert lively.pair.changes.applications == ("postgresql",)
    assert [p.name for p in wizard.phases.rows] == ["add the set", "add the application", "configuration", "first copy"]
    assert "postgresql is running on castor" in [c.sentence for c in wizard.verified.rows]


def test_a_veto_stops_before_anything_is_changed(wizard, lively, qtbot):
    wizard.path.setText("/srv/mail")
    wizard.check()
    qtbot.waitUntil(lambda: bool(wizard.checks.rows), timeout=10_000)
    assert not wizard.go.isEnabled()
    assert "imapd (2188) has files" in wizard.checks.rows[0].sentence
    wizard.back.click()
    assert wizard.pages.currentIndex() == WHAT
    assert lively.pair.changes.sets == ()


def test_an_overlap_is_said_by_the_server(wizard, qtbot):
    wizard.path.setText("/srv/data")
    wizard.check()
    qtbot.waitUntil(lambda: bool(wizard.checks.rows), timeout=10_000)
    assert "overlaps /srv/data of the set data" in wizard.checks.rows[0].sentence


def test_who_may_not_is_told(theme, make_lively, qtbot):
    lively = make_lively(role="operator")
    wizard = ProtectWizard(theme, lively.bridge)
    qtbot.addWidget(wizard)
    wizard.begin()
    wizard.path.setText("/srv/documents")
    wizard.check()
    qtbot.waitUntil(lambda: "needs admin" in wizard.explanation.text(), timeout=10_000)
    wizard.done(0)


def test_a_path_that_is_none_is_said_beside_the_field(wizard):
    wizard.path.setText("documents")
    wizard.check()
    assert wizard.pages.currentIndex() == WHAT
    assert "absolute path" in wizard.path.accessibleDescription()


def test_patterns_are_read_from_commas_and_lines():
    assert patterns("*.tmp, cache/*\n\n *.log ,") == ("*.tmp", "cache/*", "*.log")
