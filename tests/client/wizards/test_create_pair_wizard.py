"""Creating a pair: facts, checks, commands, and the watch until the second server stands by."""

import pytest
from PySide6.QtCore import Qt

from tests.client.wizards.conftest import quick
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_protection import FINGERPRINT
from twinhelm_client.wizards.create_pair import CHECKS, FACTS, PRIMARY, RESULT, SECONDARY, CreatePairWizard


class Room:
    """A primary whose secondary has not joined yet."""

    def __init__(self, theme, async_thread) -> None:
        self.pair = DemoPair(1.8e9)
        self.pair.changes.lose("pollux", self.pair.now_s, float("inf"))
        self.gateway = DemoGateway(self.pair, user="admin", password="secret123", role="admin", trusted=False, complete=False, sleep=quick)
        self.wizard = CreatePairWizard(theme, async_thread, lambda *_: self.gateway)


@pytest.fixture
def room(theme, async_thread, qtbot):
    room = Room(theme, async_thread)
    qtbot.addWidget(room.wizard)
    room.wizard.begin()
    room.wizard.open()
    fill(room.wizard)
    yield room
    room.wizard.done(0)


def fill(wizard) -> None:
    for field in wizard.facts.values():
        field.setText(field.placeholderText())
    for link in wizard.links:
        for field in link:
            field.setText(field.placeholderText())


def test_a_whole_pair(room, qtbot):
    wizard = room.wizard
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == CHECKS
    assert wizard.headline.text() == "This can become a pair."
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == PRIMARY
    assert "twinhelm pair init" in wizard.primary_commands.text.toPlainText()
    assert wizard.address.text() == "10.20.0.10:7410"
    wizard.fingerprint.setText("no fingerprint")
    wizard.connect_primary()
    assert wizard.fingerprint.accessibleDescription().startswith("A fingerprint has 64")
    wizard.fingerprint.setText(FINGERPRINT)
    wizard.password.setText("secret123")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == SECONDARY, timeout=10_000)
    assert "twinhelm pair join twinhelm-join-" in wizard.secondary_commands.text.toPlainText()
    qtbot.waitUntil(lambda: wizard.headline.text() == "Waiting until pollux joins.", timeout=10_000)
    room.pair.changes.start_again(room.pair.now_s)
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == RESULT, timeout=30_000)
    assert wizard.headline.text() == "erp-zurich stands: castor is active, pollux can take over."
    with qtbot.waitSignal(wizard.created) as created:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert created.args[0].fingerprint == FINGERPRINT


def test_facts_that_cannot_work_go_no_further(room):
    room.wizard.facts["gateway"].setText("10.30.0.1")
    room.wizard.check()
    assert not room.wizard.go.isEnabled()
    assert "is not in 10.20.0.0/24" in room.wizard.checks.rows[0].sentence
    room.wizard.back.click()
    assert room.wizard.pages.currentIndex() == FACTS


def test_a_primary_that_refuses_says_why(room, qtbot):
    wizard = room.wizard
    wizard.show_primary()
    wizard.fingerprint.setText(FINGERPRINT)
    wizard.password.setText("wrong")
    wizard.connect_primary()
    qtbot.waitUntil(lambda: "does not let the console in" in wizard.headline.text(), timeout=10_000)
    assert wizard.go.text() == "Try again"


def test_a_pair_that_is_complete_needs_no_token(room):
    room.wizard._no_token(GatewayError("the pair is complete: pollux has joined", "PAIR_COMPLETE"))
    assert room.wizard.secondary_commands.isHidden()
    assert "joined already" in room.wizard.token_note.text()


def test_a_second_link_may_be_left_out(room):
    for field in room.wizard.links[1][1:]:
        field.clear()
    assert [link.name for link in room.wizard.plan().links] == ["hb0"]
