"""All events, without a window: pages, live ones, filters over a hundred thousand, and older ones asked of the pair."""

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QAbstractItemModelTester

from twinhelm_client.bridge.language import Language
from twinhelm_client.domain.errors import Unreachable
from twinhelm_client.domain.event_story import EventFilter
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.models.event_history import PAGE, EventHistory
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE


def event(number: int, server: str = "castor", **changes: Any) -> Event:
    severity = Severity.CRITICAL if number % 1000 == 0 else Severity.INFO
    fields: dict[str, Any] = {"severity": severity, "kind": "link", "sentence": f"event {number}", "generation": 1} | changes
    return Event(f"{number:020d}", 1.8e9 + number, server, **fields)


class FakeBridge:
    """Answers older_events at once from a list, newest first."""

    def __init__(self, events) -> None:
        self.events = events
        self.asked: list[str] = []
        self.error: Unreachable | None = None

    def older_events(self, cursor: str, limit: int) -> "FakeBridge":
        self.asked.append(cursor)
        self.page = tuple(e for e in self.events if e.cursor < cursor)[:limit]
        return self

    def then(self, done, failed) -> "FakeBridge":
        self.later = (lambda: failed(self.error)) if self.error else (lambda: done(self.page))
        return self

    def drop(self) -> None:
        self.later = lambda: None


@pytest.fixture
def history(qapp) -> EventHistory:
    model = EventHistory(None)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    tester.setUseFetchMore(False)  # it would fetch at every signal
    return model


def test_the_newest_is_on_top_and_comes_in_live(history) -> None:
    history.show([event(2), event(1)])
    history.add(event(3))
    history.add(event(3))
    assert [history.event_at(row).cursor[-1] for row in range(history.rowCount())] == ["3", "2", "1"]
    index = history.index(0, history.column("severity"))
    assert index.data() == "note"
    assert index.data(SORT_ROLE) == 0
    assert index.data(OBJECT_ROLE) == event(3)


def test_a_hundred_thousand_are_shown_in_pages(history) -> None:
    many = [event(number) for number in range(100_000)]
    history.show(many)
    assert history.rowCount() == PAGE
    history.fetchMore()
    assert history.rowCount() == 2 * PAGE
    assert history.matching_count == 100_000
    assert history.event_at(0) == many[-1]


def test_a_search_shows_the_newest_at_once_and_goes_on_by_itself(qtbot) -> None:
    history = EventHistory(None, scan_s=0.0)  # the least that it looks through in one go
    history.show([event(number) for number in range(50_100)])
    history.use_filter(EventFilter(frozenset({Severity.CRITICAL})))
    assert history.searching
    assert history.event_at(0) == event(50_000)
    history.add(event(60_000))
    assert history.event_at(0) == event(60_000)
    qtbot.waitUntil(lambda: not history.searching, timeout=30_000)
    assert history.matching_count == 52
    assert [e.cursor for e in history.matching()] == sorted((e.cursor for e in history.matching()), reverse=True)
    history.use_filter(EventFilter(text="event 777"))
    history.use_filter(EventFilter())
    assert not history.searching
    assert history.matching_count == 50_101


def test_older_ones_are_asked_for_at_the_end_until_there_are_none(qapp) -> None:
    past = [event(number) for number in range(1200, 0, -1)]
    bridge = FakeBridge(past)
    history = EventHistory(bridge)
    tester = QAbstractItemModelTester(history, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)
    history.show(past[:100])
    while history.canFetchMore():
        history.fetchMore()
        assert history.fetching
        assert not history.canFetchMore()
        bridge.later()
    assert history.complete
    assert history.rowCount() == 1200
    cursors = [history.event_at(row).cursor for row in range(1200)]
    assert all(newer > older for newer, older in pairwise(cursors))
    assert bridge.asked[0] == past[99].cursor
    assert tester is not None


def test_a_failure_is_told_and_not_repeated_by_itself(qapp) -> None:
    bridge = FakeBridge([])
    bridge.error = Unreachable("The connection to the server was lost.")
    history = EventHistory(bridge)
    history.show([event(5)])
    history.fetchMore()
    bridge.later()
    assert history.trouble
    assert not history.canFetchMore()
    history.show([event(6), event(5)])
    bridge.error = None
    history.ask_older()
    bridge.later()
    assert not history.trouble


def test_after_a_switchover_the_events_of_both_servers_are_in_order(history) -> None:
    history.show([event(1), event(3)])
    history.show([event(2, "pollux"), event(4, "pollux")])
    assert [e.server for e in history.matching()] == ["pollux", "castor", "pollux", "castor"]


def test_a_gap_after_a_long_absence_is_not_hidden(history) -> None:
    history.show([event(1), event(2)])
    history.show([event(500), event(501)])
    assert [e.cursor for e in history.known] == [event(500).cursor, event(501).cursor]


class Prompt(FakeBridge):
    """Answers at once, as a quick server would, without nesting."""

    def then(self, done, failed) -> "FakeBridge":
        super().then(done, failed)
        QTimer.singleShot(0, self.later)
        return self


def test_a_filter_asks_until_it_has_found_enough_or_everything_was_seen(qapp, qtbot) -> None:
    past = [event(number) for number in range(20_000, 0, -1)]
    bridge = Prompt(past)
    history = EventHistory(bridge)
    history.show(past[:200])
    history.use_filter(EventFilter(frozenset({Severity.CRITICAL})))
    assert history.looking_back
    qtbot.waitUntil(lambda: history.complete, timeout=30_000)
    assert [e.cursor[-5:] for e in history.matching()] == [f"{number:05d}" for number in range(20_000, 0, -1000)]
    assert not history.looking_back


def test_a_filter_that_finds_enough_leaves_the_rest_where_it_is(qapp, qtbot) -> None:
    past = [event(number) for number in range(20_000, 0, -1)]
    bridge = Prompt(past)
    history = EventHistory(bridge)
    history.show(past[:200])
    history.use_filter(EventFilter(kinds=frozenset({"link"})))
    qtbot.waitUntil(lambda: not history.looking_back, timeout=30_000)
    assert PAGE <= history.matching_count < 5_000
    asked = len(bridge.asked)
    history.fetchMore()
    history.fetchMore()
    history.fetchMore()
    qtbot.waitUntil(lambda: not history.fetching, timeout=30_000)
    assert len(bridge.asked) > asked, "scrolling goes on"
    assert not history.complete


def test_a_search_goes_on_when_the_pair_answers_again(qapp, qtbot) -> None:
    past = [event(number) for number in range(3_000, 0, -1)]
    bridge = Prompt(past)
    bridge.error = Unreachable("The connection to the server was lost.")
    history = EventHistory(bridge)
    history.show(past[:200])
    history.use_filter(EventFilter(text="1799"))
    qtbot.waitUntil(lambda: bool(history.trouble), timeout=30_000)
    bridge.error = None
    history.show(past[:200])
    qtbot.waitUntil(lambda: history.complete and not history.searching, timeout=30_000)
    assert history.event_at(0) == event(1799)


def test_everything_is_fetched_when_it_is_asked_for(qapp, qtbot) -> None:
    past = [event(number) for number in range(12_345, 0, -1)]
    history = EventHistory(Prompt(past))
    history.show(past[:200])
    history.ask_everything()
    qtbot.waitUntil(lambda: history.complete, timeout=30_000)
    assert len(history.known) == 12_345
    assert history.rowCount() <= 2 * PAGE, "nothing is laid out before somebody scrolls there"


def test_kinds_and_servers_are_those_of_all_known_events(history) -> None:
    history.show([event(number) for number in range(10_000)])
    history.add_older([event(0, "pollux", kind="security", sentence="long ago")])
    assert (history.kinds, history.servers) == ({"link", "security"}, {"castor", "pollux"})


def test_a_search_in_german_finds_what_stands_on_the_screen_and_what_the_server_sent(qapp) -> None:
    language = Language(qapp)
    language.speak("de")
    one = event(1, sentence="heartbeat link hb1 answers again")
    try:
        assert all(EventFilter(text=words).matcher()(one) for words in ("antwortet wieder", "answers", "hb1 wieder answers"))
        assert not EventFilter(text="antwortet nicht").matcher()(one)
    finally:
        language.speak("en")
    assert not EventFilter(text="antwortet").matcher()(one)
