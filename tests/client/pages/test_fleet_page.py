"""The Fleet page: what an administrator sees, finds and opens."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from twinhelm_client.bridge.fleet_bridge import FleetBridge, News
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.models.fleet import Fleet
from twinhelm_client.models.fleet_model import FleetModel
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.pages.fleet import FleetPage
from twinhelm_client.pages.page import PageParts
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_fleet import demo_fleet
from twinhelm_client.rpc.demo_pair import DemoPair


class Screen:
    def __init__(self, theme, qtbot, async_thread, count: int = 30) -> None:
        self.now_s = 1000.0
        self.known = KnownPairs()
        for name, site, gateway in reversed(demo_fleet(count)):
            self.known.use(KnownPair(str(gateway.endpoint), name, "anna", "", site))
        model = FleetModel(lambda: self.now_s, lambda: 1.8e9 + self.now_s)
        fleet = Fleet(self.known, FleetBridge(async_thread), lambda _: pytest.fail("nothing is followed here"), model)
        self.parts = PageParts(theme, LivePair("10.20.0.10:7410"), None, fleet=fleet)
        self.page = FleetPage(self.parts)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 600)
        self.page.show()

    def tell(self, number: int, scene=scenes.healthy) -> None:
        pair = self.known.pairs[number]
        status = replace(scene(DemoPair(1.8e9)), pair_name=pair.name)
        self.now_s += 3
        self.page.model.apply({pair.endpoint: News(Connection(Link.CONNECTED, pair.endpoint), (status,), self.now_s)})

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text()]

    def states(self) -> list[str]:
        return [button.text() for button in self.page.states.findChildren(QPushButton) if button.isVisible()]

    def first(self) -> str:
        model = self.page.model
        return model.index(0, model.column("name")).data()


@pytest.fixture
def screen(theme, qtbot, async_thread):
    return Screen(theme, qtbot, async_thread)


def test_it_counts_and_puts_the_worst_first(screen):
    screen.tell(0)
    screen.tell(7, scenes.alone)
    assert "30 pairs" in screen.words()
    assert screen.states() == ["1 critical", "28 connecting", "1 ready"]
    assert screen.first() == screen.known.pairs[7].name


def test_finding_and_leaving_out(screen, qtbot):
    screen.tell(7, scenes.alone)
    qtbot.keyClicks(screen.page.search, "basel")
    assert screen.page.model.rowCount() == 5
    screen.page.search.clear()
    screen.page.restless.click()
    assert screen.page.model.rowCount() == 1
    qtbot.keyClicks(screen.page.search, "no such pair")
    assert any("No pair matches" in words for words in screen.words())


def test_a_state_is_a_filter_that_stays_in_sight(screen, qtbot):
    screen.tell(7, scenes.alone)
    (critical,) = [b for b in screen.page.states.findChildren(QPushButton) if b.text() == "1 critical"]
    critical.click()
    assert screen.page.model.rowCount() == 1
    screen.tell(7)
    screen.tell(8)  # the order and the filter are looked at every two seconds
    assert screen.page.model.rowCount() == 0
    assert "0 critical" in screen.states()
    assert any("No pair matches" in words for words in screen.words())
    screen.page._empty.button.click()
    assert screen.page.model.rowCount() == 30
    assert "0 critical" not in screen.states()


def test_return_opens_the_pair(screen, qtbot):
    screen.tell(7, scenes.alone)
    wanted = []
    screen.parts.wishes.pair_wanted.connect(wanted.append)
    screen.page.table.setFocus()
    screen.page.table.selectRow(0)
    qtbot.keyClick(screen.page.table, Qt.Key.Key_Return)
    assert wanted == [screen.known.pairs[7].endpoint]


def test_cards_show_the_same_pairs_and_a_click_on_a_heading_sorts(screen, qtbot):
    screen.page.show_as(1)
    assert screen.page.cards.isVisible()
    assert screen.page.cards.model() is screen.page.table.model()
    screen.page.show_as(0)
    screen.page.table.horizontalHeader().setSortIndicator(screen.page.model.column("name"), Qt.SortOrder.AscendingOrder)
    assert screen.first() == min(p.name for p in screen.known.pairs)


def test_only_visible_lines_are_painted(theme, qtbot, async_thread):
    screen = Screen(theme, qtbot, async_thread, 600)
    for _ in range(2):
        screen.now_s += 1
        news = {}
        for pair in screen.known.pairs:
            status = replace(scenes.healthy(DemoPair(1.8e9)), pair_name=pair.name)
            news[pair.endpoint] = News(None, (status,), screen.now_s)
        screen.page.model.apply(news)
    screen.page.grab()
    assert 0 < screen.page._paints.drawn < 60


def test_adding_a_pair_is_wished_of_the_frame_and_an_empty_fleet_says_what_to_do(theme, qtbot, async_thread):
    screen = Screen(theme, qtbot, async_thread, 0)
    with qtbot.waitSignal(screen.parts.wishes.another_pair_wanted):
        screen.page.add.click()
    with qtbot.waitSignal(screen.parts.wishes.another_pair_wanted):
        screen.page._empty.button.click()
    assert any("its fingerprint is shown before anything is sent" in words for words in screen.words())
