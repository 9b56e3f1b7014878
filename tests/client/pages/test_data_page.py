"""The Data page on the simulated pair: a check is steered, folders are entered, what cannot be had is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.data import CheckPhase, FileState
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.protection import Divergence, Divergences
from twinhelm_client.models.data import View
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.pages.data import DataPage
from twinhelm_client.pages.page import PageParts
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair


class Screen:
    def __init__(self, theme, qtbot, thread, role="admin") -> None:
        self.qtbot = qtbot
        self.now_s = 100.0
        self.pair = DemoPair(1.8e9)
        self.bridge = PairBridge(DemoGateway(self.pair, role=role), thread)
        self.live = LivePair("10.20.0.10:7410", lambda: self.now_s)
        self.page = DataPage(PageParts(theme, self.live, self.bridge))
        self.model = self.page.model
        qtbot.addWidget(self.page)
        self.page.resize(1020, 680)
        self.page.show()

    def connect(self) -> None:
        self.live.on_connection(Connection(Link.CONNECTED, ""))
        self.beat()

    def beat(self) -> None:
        self.now_s += 6.0
        self.pair.advance(0.5)
        self.live.on_status(self.pair.status())

    def until(self, reached) -> None:
        """Let time pass until it is so."""

        def look() -> bool:
            self.beat()
            return bool(reached())

        self.qtbot.waitUntil(look, timeout=20_000)

    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text())


@pytest.fixture
def screen(theme, qtbot, async_thread):
    made = Screen(theme, qtbot, async_thread)
    yield made
    made.page.hide()
    made.bridge.stop()


def test_before_the_first_answer_nothing_is_claimed(screen):
    assert "Nothing is known of checks yet." in screen.words()
    assert not screen.page.check.start.isEnabled()


def test_a_check_is_paused_resumed_and_cancelled(screen):
    screen.connect()
    screen.until(lambda: screen.model.check is not None and screen.model.check.current is not None)
    assert "Comparing everything" in screen.words()
    assert "about" in screen.page.check.figures.text()
    screen.qtbot.mouseClick(screen.page.check.pause, Qt.MouseButton.LeftButton)
    screen.until(lambda: screen.model.check.current.phase is CheckPhase.PAUSED and "is paused" in screen.words())
    screen.qtbot.mouseClick(screen.page.check.pause, Qt.MouseButton.LeftButton)
    screen.until(lambda: "Comparing everything" in screen.words())
    screen.qtbot.mouseClick(screen.page.check.cancel, Qt.MouseButton.LeftButton)
    screen.until(lambda: "was cancelled" in screen.words())
    assert screen.page.check.start.isEnabled()


def test_folders_are_entered_and_left_and_states_chosen(screen):
    screen.connect()
    table = screen.page.lists[View.FILES]
    screen.until(lambda: table.model().rowCount() == 5)
    row = next(number for number in range(5) if table.model().index(number, 0).data() == "archive/")
    screen.page._open(table.model().index(row, 0))
    screen.until(lambda: "/srv/data/archive" in screen.words() and table.model().rowCount() == 3)
    names = [table.model().index(number, 0).data() for number in range(3)]
    assert "Stra\\xdfenverzeichnis.csv" in names
    screen.page.up.click()
    screen.until(lambda: table.model().rowCount() == 5)
    screen.model.choose_state(FileState.DIFFERING)
    screen.until(lambda: "There is no file in this state in this folder." in screen.words())


def test_orphans_archives_and_refusals_are_shown(screen):
    screen.connect()
    screen.until(lambda: screen.model.set_name == "data")
    screen.page.choose_view(View.ORPHANS)
    screen.until(lambda: screen.page.lists[View.ORPHANS].model().rowCount() == 2)
    screen.page.lists[View.ORPHANS].selectRow(0)
    assert screen.page.delete.isEnabled()
    orphan = screen.page._chosen()
    screen.model.restore(orphan, "/srv/data/back")
    screen.until(lambda: "lies in the protected folder" in screen.page.told.text())
    screen.model.restore(orphan, "/srv/restored")
    screen.until(lambda: screen.page.lists[View.ORPHANS].model().rowCount() == 1)
    screen.page.choose_view(View.ARCHIVES)
    screen.until(lambda: "everything that was captured was sent" in screen.words())
    archive = Divergence("castor", "data", 7, 212, ("pgdata/base/1", "pgdata/base/2"), 2, "/var/lib/twinhelm/sets/data/divergence-7")
    screen.model.show_list(Divergences((archive,)))
    screen.page.lists[View.ARCHIVES].selectRow(0)
    assert "pgdata/base/2" in screen.page.detail.text()


def test_what_becomes_of_orphans_is_seen_and_changed_and_deleting_is_confirmed(screen):
    screen.connect()
    screen.live.on_session(Session("anna", "admin", "erp-zurich"))
    page = screen.page
    assert not page.orphans.isVisible(), "it stands where orphans are looked at"
    page.choose_view(View.ORPHANS)
    screen.until(lambda: screen.model.settings is not None and page.orphans.currentData() == OrphanPolicy.QUARANTINE)
    page._choose_policy(0)
    screen.until(lambda: screen.model.settings.orphans is OrphanPolicy.REPORT)
    assert "reported and stays" in page.told.text()
    page.orphans.setCurrentIndex(2)
    page._choose_policy(2)
    page.asking_delete.reject()
    assert page.orphans.currentData() == OrphanPolicy.REPORT, "a question that was dismissed changes nothing"
    page._choose_policy(2)
    page.asking_delete.typed.setText("pollux")
    screen.qtbot.mouseClick(page.asking_delete.go, Qt.MouseButton.LeftButton)
    screen.until(lambda: screen.model.settings.orphans is OrphanPolicy.DELETE)
    assert screen.pair.changes.settings.of("data").orphans is OrphanPolicy.DELETE
    screen.live.on_session(Session("otto", "operator", "erp-zurich"))
    screen.beat()
    assert not page.orphans.isEnabled()


def test_the_way_to_the_settings_names_the_set_that_is_looked_at(screen, qtbot):
    assert not screen.page.settings.isEnabled()
    screen.connect()
    with qtbot.waitSignal(screen.page._wishes.set_settings_wanted) as wanted:
        screen.qtbot.mouseClick(screen.page.settings, Qt.MouseButton.LeftButton)
    assert wanted.args == ["data"]


def test_trouble_and_age_are_said(screen):
    screen.connect()
    screen.until(lambda: screen.model.loaded)
    screen.model._on_list_failed(GatewayError("archive is no folder of the set", "NO_SUCH_FILE"))
    assert "archive is no folder of the set" in screen.words()
    screen.now_s += 30.0
    screen.live.tick()
    assert not screen.page.check.start.isEnabled()
    assert screen.page.panel.note.text()


def test_the_palette_offers_what_the_page_does(screen):
    screen.connect()
    screen.until(lambda: screen.model.check is not None)
    titles = [action.title for action in screen.page.page_actions()]
    assert "Pause the check" in titles
    assert "Show orphans" in titles
