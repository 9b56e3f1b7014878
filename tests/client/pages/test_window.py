"""The frame and the Overview: what a person sees and can press, by mouse, by keyboard and by screen reader."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from twinhelm_client.dialogs.fingerprint import FingerprintDialog
from twinhelm_client.dialogs.sign_in import SignInDialog
from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.errors import FingerprintChanged, NotTrustedYet, SignInRefused
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.preferences import ThemeChoice
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.pages.page import PageEntry, PageParts
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.theme.tokens import DARK, LIGHT
from twinhelm_client.window import MainWindow

ENDPOINT = "10.20.0.10:7410"


class Screen:
    """A window on a pair at a standstill, with a clock that only the test moves."""

    def __init__(self, theme, qtbot, pages=PAGES) -> None:
        self.now_s = 50.0
        self.pair = DemoPair(1.8e9)
        self.live = LivePair(ENDPOINT, lambda: self.now_s)
        self.window = MainWindow(PageParts(theme, self.live, None), pages, "anna", ticks=False)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.go_to("Overview")
        self.window.show()

    def connect(self, status=None, role="operator") -> None:
        self.live.on_connection(Connection(Link.CONNECTED, ENDPOINT))
        self.live.on_session(Session("anna", role, "erp-zurich"))
        self.live.on_status(status or self.pair.status())
        self.live.on_queue_history(self.pair.history(60))
        self.live.on_day_history(self.pair.history(86_400))
        self.live.on_events(self.pair.events())

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.live.tick()

    def words(self) -> list[str]:
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible() and label.text()]

    @property
    def overview(self):
        return self.window.findChild(OverviewPage)


@pytest.fixture
def screen(theme, qtbot):
    return Screen(theme, qtbot)


def test_it_opens_on_the_overview_and_lists_only_pages_that_exist(screen):
    assert screen.window.pages.count() == len(PAGES)
    assert "Connecting to 10.20.0.10:7410…" in screen.words()


def test_a_page_more_is_one_line_more(theme, qtbot):
    screen = Screen(theme, qtbot, (*PAGES, PageEntry("Notes", lambda _: QLabel("all events"))))
    screen.window.sidebar.page_chosen.emit(len(PAGES))
    assert "all events" in screen.words()


def test_the_sentence_the_user_and_the_ages(screen):
    screen.connect()
    screen.wait(0.3)
    words = screen.words()
    assert screen.window.sentence.words.text().startswith("castor is active. pollux is")
    assert "anna · operator" in words
    assert "updated 0.3 s ago" in words
    assert screen.window.sidebar.pair.name == "erp-zurich"
    assert screen.overview.unsafe.age.text() == "0.4 s ago"


def test_every_figure_turns_stale_with_time_alone(screen):
    screen.connect()
    screen.wait(4.0)
    assert screen.window.sentence.words.text() == "No data for 4 s. castor was active then."
    assert screen.overview.unsafe.subtitle.text().endswith("no data for 4 s")
    assert screen.words().count("no data for 4 s") == 3  # status, strip, prediction
    assert screen.overview._checks.note.text() == "4.0 s ago"  # there is no room for more beside the heading
    assert not screen.overview.switch_over.isEnabled()


def test_it_comes_back_to_life(screen):
    screen.connect()
    screen.live.on_connection(Connection(Link.LOST, ENDPOINT, "gone"))
    screen.wait(12)
    assert "connecting again by itself" in screen.window.sentence.detail.text()
    screen.connect()
    assert screen.window.sentence.words.text().startswith("castor is active.")
    assert screen.overview.switch_over.isEnabled()


def test_a_viewer_cannot_press_the_button_and_is_told_why(screen):
    screen.connect(role="viewer")
    assert not screen.overview.switch_over.isEnabled()
    assert "operator or admin" in screen.overview.switch_over.toolTip()


def test_without_measured_takeover_no_outage_is_invented(screen):
    status = screen.pair.status()
    screen.connect(replace(status, prediction=replace(status.prediction, outage_s=None)))
    assert "not measured yet" in screen.words()


def test_alone_nobody_would_take_over(screen):
    screen.connect(scenes.alone(screen.pair))
    assert "no takeover" in screen.words()
    assert screen.overview.safe.subtitle.text().endswith("no data for 94 s")


def test_durable_promises_no_lost_commit_only_while_it_is_true(screen):
    screen.connect()
    assert "durable commits lost" in screen.words()
    status = screen.pair.status()
    screen.connect(replace(status, sets=(replace(status.sets[0], channel_connected=False),)))
    assert "durable commits lost" not in screen.words()


def test_a_running_switchover_can_be_followed(screen):
    screen.pair.start_switchover("", "1")
    screen.connect()
    assert screen.overview.switch_over.text() == "Follow it…"
    assert screen.overview.switch_over.isEnabled()


@pytest.mark.parametrize("scene", [scenes.healthy, scenes.behind, scenes.failover, scenes.alone])
@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_every_scene_paints_in_both_themes(screen, theme, scene, tokens):
    theme.use(tokens)
    screen.connect(scene(screen.pair))
    picture = screen.window.grab().toImage()
    assert picture.pixelColor(1279, 0).name() == tokens.background.lower()


def test_pair_without_anything_yet(screen):
    screen.connect(replace(screen.pair.status(), servers=screen.pair.status().servers[:1], sets=(), links=(), applications=(), checks=()))
    screen.window.grab()
    assert screen.window.sentence.words.text() == "castor is active, alone."


def test_nothing_is_cut_off_at_the_smaller_size(screen):
    screen.connect()
    screen.window.grab()
    page = screen.overview
    assert page.mapTo(screen.window, page.rect().bottomRight()).y() <= screen.window.height()


def test_the_keyboard_reaches_everything(screen, qtbot):
    screen.connect()
    screen.window.activateWindow()
    reached = set()
    for _ in range(12):
        qtbot.keyClick(screen.window.focusWidget() or screen.window, Qt.Key.Key_Tab)
        reached.add(screen.window.focusWidget())
    assert screen.overview.switch_over in reached
    assert screen.window.sidebar.settings in reached
    assert screen.window.sidebar.pair in reached


def test_what_is_only_painted_has_words_for_a_screen_reader(screen):
    screen.connect()
    assert "castor: primary · active, holds the service address" in screen.overview.picture.accessibleDescription()
    assert "oldest entry" in screen.overview.unsafe.accessibleDescription()
    nameless = [b for b in screen.window.findChildren(QPushButton) if not b.text() and not b.accessibleName() and b.isVisible()]
    assert nameless == []


def test_the_theme_is_chosen_in_the_settings(screen, theme):
    screen.window.preferences.choose_theme(ThemeChoice.DARK)
    assert theme.tokens is DARK
    screen.window.preferences.choose_theme(ThemeChoice.LIGHT)
    assert theme.tokens is LIGHT


def dialog_of(screen, kind) -> Any:
    return next(d for d in screen.window.findChildren(kind) if d.isVisible())


def test_a_refused_sign_in_asks_and_can_be_asked_again(screen, qtbot):
    screen.live.on_connection(Connection(Link.SIGN_IN_REFUSED, ENDPOINT, "the name or the password is wrong; check both"))
    screen.window.on_person_needed(SignInRefused("the name or the password is wrong; check both", "WRONG_PASSWORD"))
    dialog = dialog_of(screen, SignInDialog)
    assert dialog.problem.text() == "the name or the password is wrong; check both"
    dialog.reject()
    assert screen.window.sentence.words.text() == "Sign-in was refused."
    screen.window.sentence.action.click()
    dialog = dialog_of(screen, SignInDialog)
    dialog.password.setText("secret")
    with qtbot.waitSignal(screen.window.signed_in) as given:
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert (given.args[0].user, given.args[0].password) == ("anna", "secret")


def test_a_first_connection_shows_the_fingerprint_to_compare(screen, qtbot):
    screen.window.on_person_needed(NotTrustedYet("Compare.", "3f9a" * 16))
    dialog = dialog_of(screen, FingerprintDialog)
    assert "3f9a 3f9a" in " ".join(screen.words() + [w.text() for w in dialog.findChildren(QLabel)])
    with qtbot.waitSignal(screen.window.trusted) as trusted:
        dialog.trust.click()
    assert trusted.args == ["3f9a" * 16]


def test_a_changed_fingerprint_is_trusted_only_by_typing_it(screen, qtbot):
    screen.window.on_person_needed(FingerprintChanged("Changed.", "b07c" * 16, ("3f9a" * 16,)))
    dialog = dialog_of(screen, FingerprintDialog)
    assert not dialog.trust.isEnabled()
    dialog.typed.setText("b07c" * 16)
    assert not dialog.trust.isEnabled()
    dialog.typed.setText("SHA256:" + "3F9A" * 16)
    assert dialog.trust.isEnabled()
    with qtbot.waitSignal(screen.window.trusted):
        dialog.trust.click()


def test_sign_in_says_what_is_missing(theme, qtbot):
    dialog = SignInDialog(theme, "", "", fixed=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._give()
    assert dialog.problem.text().startswith("The address of the server is missing")
    dialog.server.setText("10.20.0.10")
    dialog._give()
    assert dialog.problem.text() == "Type the name of a user of this pair."


def test_signing_in_with_a_token_needs_no_name(theme, qtbot):
    dialog = SignInDialog(theme, "10.20.0.10", "")
    qtbot.addWidget(dialog)
    dialog.show()
    given = []
    dialog.given.connect(given.append)
    qtbot.mouseClick(dialog.way._group.button(1), Qt.MouseButton.LeftButton)
    assert not dialog.user.isVisible()
    dialog.password.setText("a password")
    dialog._give()
    assert dialog.problem.text().startswith("This is no token")
    dialog.password.setText("twinhelm-token-12345678-x ")
    dialog._give()
    assert (given[0].user, given[0].password) == ("", "twinhelm-token-12345678-x")


def test_a_token_pasted_as_a_password_is_known_for_what_it_is(theme, qtbot):
    dialog = SignInDialog(theme, "10.20.0.10", "anna")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.password.setText("twinhelm-token-12345678-x")
    assert dialog.by_token
    assert not dialog.user.isVisible()


def test_who_signed_in_with_a_token_is_asked_for_a_token_again(screen):
    words = "the token of anna has expired; ask an admin of the pair for a new one"
    screen.window.on_person_needed(SignInRefused(words, "TOKEN_EXPIRED"))
    dialog = dialog_of(screen, SignInDialog)
    assert dialog.by_token
    assert dialog.problem.text() == words
    dialog.reject()
