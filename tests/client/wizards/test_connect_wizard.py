"""Connecting to a pair: address, fingerprint, sign in, evidence."""

import pytest
from PySide6.QtCore import Qt

from tests.client.wizards.conftest import quick
from twinhelm_client.domain.errors import Unreachable
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_protection import FINGERPRINT
from twinhelm_client.wizards.connect_pair import ADDRESS, RESULT, SIGN_IN, ConnectWizard
from twinhelm_client.wizards.connect_pair import FINGERPRINT as COMPARE


class Keyring:
    def __init__(self, usable: bool) -> None:
        self._usable = usable

    async def usable(self) -> bool:
        return self._usable


class Unanswered(DemoGateway):
    async def connect(self):
        raise Unreachable("10.20.0.99:7410 does not answer (timed out).")


@pytest.fixture
def make_wizard(theme, async_thread, qtbot):
    made = []

    def make(gateway=None, *, keyring: bool = True) -> ConnectWizard:
        gateway = gateway or DemoGateway(DemoPair(1.8e9), user="anna", password="secret123", trusted=False, sleep=quick)
        wizard = ConnectWizard(theme, async_thread, lambda *_: gateway, Keyring(keyring))
        qtbot.addWidget(wizard)
        made.append(wizard)
        wizard.begin()
        wizard.open()
        return wizard

    yield make
    for wizard in made:
        wizard.done(0)


def test_a_whole_connection(make_wizard, qtbot):
    wizard = make_wizard()
    wizard.address.setText("10.20.0.10")
    wizard.site.setText("Zurich")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == COMPARE, timeout=10_000)
    assert not wizard.go.isEnabled()
    wizard.typed.setText("0" * 64)
    assert not wizard.go.isEnabled()
    assert "differ" in wizard.match.text()
    wizard.typed.setText(FINGERPRINT.upper())
    assert wizard.go.isEnabled()
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert wizard.pages.currentIndex() == SIGN_IN
    qtbot.waitUntil(wizard.keep.isEnabled, timeout=10_000)
    wizard.user.setText("anna")
    wizard.password.setText("wrong")
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.headline.text() == "You are not signed in.", timeout=10_000)
    wizard.password.setText("secret123")
    wizard.keep.setChecked(True)
    qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == RESULT, timeout=10_000)
    assert wizard.headline.text() == "You are connected to erp-zurich."
    sentences = [c.sentence for c in wizard.verified.rows]
    assert any(s.startswith("its fingerprint is pinned: 3f9a 41c0") for s in sentences)
    assert "signed in as anna, operator" in sentences
    assert "castor answers and is active" in sentences
    assert "pollux is heard by it" in sentences
    with qtbot.waitSignal(wizard.connected) as connected:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    new = connected.args[0]
    assert (str(new.endpoint), new.pair_name, new.user, new.fingerprint, new.site, new.keep) == (
        "10.20.0.10:7410", "erp-zurich", "anna", FINGERPRINT, "Zurich", True,
    )  # fmt: skip


def test_a_token_is_enough_to_sign_in(make_wizard, qtbot):
    token = "twinhelm-token-12345678-demo"
    gateway = DemoGateway(DemoPair(1.8e9), user="anna", password="secret123", token=token, trusted=False, sleep=quick)
    wizard = make_wizard(gateway)
    wizard.address.setText("10.20.0.10")
    wizard.look()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == COMPARE, timeout=10_000)
    wizard.compared.setChecked(True)
    wizard.trust()
    assert wizard.user.isVisible()
    wizard.way._group.button(1).click()
    assert not wizard.user.isVisible()
    assert wizard.password.accessibleName() == "Token"
    wizard.password.setText("secret123")
    wizard.sign_in()
    assert "is no token" in wizard.password.accessibleDescription()
    wizard.way._group.button(0).click()
    wizard.password.setText(f" {token}")  # pasted where a password is asked for
    assert wizard.by_token
    wizard.sign_in()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == RESULT, timeout=10_000)
    assert "the token is kept until the console is closed and nowhere else" in [c.sentence for c in wizard.verified.rows]
    with qtbot.waitSignal(wizard.connected) as connected:
        qtbot.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    assert (connected.args[0].user, connected.args[0].password) == ("anna", token)


def test_comparing_by_eye_is_said_by_a_person(make_wizard):
    wizard = make_wizard()
    wizard.show_fingerprint(FINGERPRINT)
    assert not wizard.go.isEnabled()
    wizard.compared.setChecked(True)
    assert wizard.go.isEnabled()


def test_an_address_that_is_none_is_said_beside_the_field(make_wizard):
    wizard = make_wizard()
    wizard.address.setText("10.20.0.10:99999")
    wizard.look()
    assert wizard.pages.currentIndex() == ADDRESS
    assert "not a port" in wizard.address.accessibleDescription()


def test_a_pair_that_does_not_answer_can_be_tried_again(make_wizard, qtbot):
    wizard = make_wizard(Unanswered(DemoPair(1.8e9)))
    wizard.address.setText("10.20.0.99")
    wizard.look()
    qtbot.waitUntil(lambda: "cannot be reached" in wizard.headline.text(), timeout=10_000)
    assert wizard.go.text() == "Try again"
    assert wizard.go.isEnabled()


def test_without_a_keyring_nothing_is_promised(make_wizard, qtbot):
    wizard = make_wizard(keyring=False)
    wizard.show_fingerprint(FINGERPRINT)
    wizard.compared.setChecked(True)
    wizard.trust()
    qtbot.waitUntil(lambda: "no usable keyring" in wizard.keep_note.text(), timeout=10_000)
    assert not wizard.keep.isEnabled()
