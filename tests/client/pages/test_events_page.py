"""The Events page: live, filtered, read whole, exported; and who was active when."""

import asyncio
import json
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.errors import Unreachable
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.pages.events import EventsPage
from twinhelm_client.pages.page import PageParts
from twinhelm_client.rpc.demo_pair import DemoPair


class Screen:
    def __init__(self, theme, qtbot) -> None:
        self.now_s = 100.0
        self.pair = DemoPair(1.8e9)
        self.live = LivePair("10.20.0.10:7410", lambda: self.now_s)
        self.page = EventsPage(PageParts(theme, self.live, None))
        qtbot.addWidget(self.page)
        self.page.resize(1020, 680)
        self.page.show()

    def connect(self) -> None:
        self.live.on_connection(Connection(Link.CONNECTED, ""))
        self.live.on_events(self.pair.events())
        self.live.on_status(self.pair.status())

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.fixture
def screen(theme, qtbot):
    return Screen(theme, qtbot)


def test_before_anything_is_known_it_says_what_will_come(screen):
    assert "What happens appears here, with the reason." in screen.words()


def test_what_happens_now_comes_on_top(screen):
    screen.connect()
    known = screen.page.history.rowCount()
    screen.live.on_event(Event("9" * 8, 1.8e9, "castor", Severity.WARNING, "link", "link hb1 is down", 7))
    assert screen.page.history.rowCount() == known + 1
    assert screen.page.history.event_at(0).sentence == "link hb1 is down"


def test_filters_and_search_narrow_the_list_down(screen, qtbot):
    screen.connect()
    screen.page.severities[Severity.CRITICAL].click()
    assert [e.severity for e in screen.page.history.matching()] == [Severity.CRITICAL]
    screen.page.clear_filter()
    qtbot.keyClicks(screen.page.search, "HB1 down")
    qtbot.waitUntil(lambda: screen.page.history.matching_count == 1)
    assert any(words.startswith("1 of ") for words in screen.words())
    screen.page.kinds.setCurrentIndex(screen.page.kinds.findData("security"))
    screen.page.apply_filter()
    assert any("Nothing matches" in words for words in screen.words())


def test_a_chosen_event_is_read_whole(screen, qtbot):
    screen.connect()
    screen.page.table.setFocus()
    screen.page.table.selectRow(0)
    qtbot.keyClick(screen.page.table, Qt.Key.Key_Down)
    event = screen.page.history.event_at(1)
    assert event.sentence in screen.words()
    assert f"generation {event.generation}" in screen.page.about.text()


def test_the_timeline_leads_to_the_reason(screen, qtbot):
    screen.connect()
    timeline = screen.page.timeline
    qtbot.waitUntil(lambda: bool(timeline._reigns))
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert "castor became active: heartbeat lost 2.6 s on hb0, hb1" in screen.words()
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert any(words.startswith("pollux became active: switchover") for words in screen.words())


def test_what_is_shown_is_exported_and_a_failure_is_said(screen, tmp_path):
    screen.connect()
    screen.page.severities[Severity.CRITICAL].click()
    screen.page.write(tmp_path / "events.json", "json")
    assert [e["severity"] for e in json.loads((tmp_path / "events.json").read_text())] == ["critical"]
    screen.page.write(tmp_path / "events.csv", "csv")
    assert (tmp_path / "events.csv").read_text().splitlines()[0].startswith("at,server,severity")
    screen.page.write(tmp_path / "no" / "folder.csv", "csv")
    assert any("cannot be written" in words for words in screen.words())


class Past:
    """A pair that keeps many events and is asked through a bridge's two methods."""

    def __init__(self, count: int) -> None:
        self.events = tuple(
            Event(f"{n:08d}", 1.8e9 + n, "castor", Severity.CRITICAL if n == 7 else Severity.INFO, "link", f"number {n}")
            for n in range(count, 0, -1)
        )
        self.away = False

    def older_events(self, cursor, limit):
        return Later(lambda: tuple(e for e in self.events if e.cursor < cursor)[:limit], away=self.away)

    def run(self, work):
        return Later(lambda: asyncio.run(work), away=False)


class Later:
    """Answers when the event loop goes on."""

    def __init__(self, work, *, away: bool) -> None:
        self.work, self.away = work, away

    def then(self, done, failed):
        def settle() -> None:
            failed(Unreachable("The connection to the server was lost.")) if self.away else done(self.work())

        QTimer.singleShot(0, settle)
        return self

    def drop(self) -> None:
        self.work = tuple


@pytest.fixture
def long_past(theme, qtbot):
    past = Past(7_000)
    live = LivePair("10.20.0.10:7410")
    page = EventsPage(PageParts(theme, live, cast(PairBridge, past)))
    qtbot.addWidget(page)
    page.resize(1020, 680)
    page.show()
    live.on_events(past.events[:200])
    return page, past


def test_a_filter_finds_what_happened_long_ago(long_past, qtbot):
    page, _ = long_past
    page.severities[Severity.CRITICAL].click()
    assert page.empty.text() == "Nothing matches so far; older events are being searched."
    qtbot.waitUntil(lambda: page.history.complete, timeout=20_000)
    assert [e.sentence for e in page.history.matching()] == ["number 7"]
    qtbot.waitUntil(lambda: page.count.text() == "1 of 7\u202f000 events · all that the server keeps", timeout=20_000)


def test_an_export_is_whole(long_past, qtbot, tmp_path):
    page, _ = long_past
    page.write(tmp_path / "all.json", "json")
    assert "Fetching older events" in page.told.text()
    assert not page.to_csv.isEnabled()
    qtbot.waitUntil(page.to_csv.isEnabled, timeout=20_000)
    assert len(json.loads((tmp_path / "all.json").read_text())) == 7_000
    assert page.told.text().startswith("7\u202f000 events written to")


def test_an_export_that_cannot_be_whole_says_so(long_past, qtbot, tmp_path):
    page, past = long_past
    past.away = True
    page.write(tmp_path / "some.json", "json")
    qtbot.waitUntil(page.to_csv.isEnabled, timeout=20_000)
    assert page.told.text().endswith("; older ones could not be fetched.")
    assert len(json.loads((tmp_path / "some.json").read_text())) == 200
