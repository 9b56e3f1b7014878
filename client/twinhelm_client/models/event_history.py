"""Every event that is known, filtered, newest first: 100,000 of them stay smooth.

Older ones are fetched as the list is scrolled, and by itself while a filter has not found enough.
"""

import time
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot

from twinhelm_client.domain import words
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.event_story import EventFilter
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.moments import local
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.answer import Answer
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE, Column, Index

PAGE = 500
SEARCH_PAGE = 1000  # of what is fetched to be searched or exported
_SCAN = 200  # events looked through before the clock is looked at
_SCAN_S = 0.008  # a frame has twice that: a search never stops the window
_WORST_FIRST = list(Severity)

COLUMNS: tuple[Column[Event], ...] = (
    Column("at", marked("Columns", "When"), lambda e: local(e.at_s).strftime("%Y-%m-%d %H:%M:%S"), lambda e: e.at_s),
    Column("severity", marked("Columns", "Severity"), lambda e: words.of(e.severity), lambda e: _WORST_FIRST.index(e.severity)),
    Column("server", marked("Columns", "Server"), lambda e: e.server, lambda e: e.server),
    Column("kind", marked("Columns", "Kind"), lambda e: kind_word(e.kind), lambda e: e.kind),
    Column("sentence", marked("Columns", "What happened, and why"), lambda e: said(e.sentence), lambda e: e.sentence),
    Column("user", marked("Columns", "Who"), lambda e: e.user, lambda e: e.user),
)

_KINDS = {
    "role": marked("Kinds", "role"),
    "link": marked("Kinds", "link"),
    "set": marked("Kinds", "set"),
    "application": marked("Kinds", "application"),
    "packet_filter": marked("Kinds", "packet filter"),
    "security": marked("Kinds", "security"),
    "configuration": marked("Kinds", "configuration"),
    "relay": marked("Kinds", "relay"),
    "queue": marked("Kinds", "queue"),
    "replication": marked("Kinds", "replication"),
    "verification": marked("Kinds", "check"),
}


def kind_word(kind: str) -> str:
    """Return the word for a kind of event; one of a newer server is shown as the server calls it."""
    return translate("Kinds", _KINDS[kind]) if kind in _KINDS else kind.replace("_", " ")


class AsksEvents(Protocol):
    """What is asked of the pair; bridge.pair_bridge.PairBridge does it."""

    def older_events(self, cursor: str, limit: int) -> Answer:
        """Ask for the events before the one with this cursor."""
        ...


class EventHistory(QAbstractTableModel):
    """Knows all events in `known`, shows those that pass the filter, in pages (`fetchMore`), and asks the pair for older ones at the end.

    With a filter it goes on asking by itself until the list is filled or the pair has no older ones; `ask_everything` until there are none.

    Signals: known_changed() when there are more events; fetch_changed() when asking the pair began, ended or failed (`trouble`).
    """

    known_changed = Signal()
    fetch_changed = Signal()

    def __init__(self, bridge: AsksEvents | None, parent: QObject | None = None, *, scan_s: float = _SCAN_S) -> None:
        super().__init__(parent)
        self._scan_s = scan_s
        self._bridge = bridge
        self._known: list[Event] = []  # oldest first, so that what is new is appended
        self._names: set[tuple[str, str]] = set()
        self._matching: list[Event] = []  # newest first at the end: row 0 is the last of the list
        self._shown = 0
        self._filter = EventFilter()
        self._matches = self._filter.matcher()
        self._unscanned = 0  # how many of the oldest known events the filter has not seen yet
        self._scan = QTimer(self)
        self._scan.setInterval(0)
        self._scan.timeout.connect(self.scan)
        self._page_before = ""  # cursor of the oldest event that the answering server has told
        self._reply: Answer | None = None
        self._wanted = PAGE  # so many that pass the filter are looked for without being asked
        self._everything_wanted = False
        self.kinds: set[str] = set()  # of all known events, as are the servers
        self.servers: set[str] = set()
        self.complete = False  # the pair has no older ones
        self.trouble = ""

    # --- what is known

    @property
    def known(self) -> Sequence[Event]:
        """Every event, oldest first."""
        return self._known

    @property
    def matching_count(self) -> int:
        """How many known events pass the filter, shown yet or not."""
        return len(self._matching)

    def matching(self) -> list[Event]:
        """Return all known events that pass the filter, newest first."""
        return self._matching[::-1]

    @property
    def fetching(self) -> bool:
        """Whether the pair is being asked for older ones."""
        return self._reply is not None

    @property
    def filter(self) -> EventFilter:
        """The filter in force."""
        return self._filter

    @property
    def looking_back(self) -> bool:
        """Whether older ones are being fetched because the filter, or an export, wants them."""
        return self.searching or (self._reply is not None and (self._everything_wanted or self._filter != EventFilter()))

    @property
    def can_ask(self) -> bool:
        """Whether there may be older ones and somebody to ask."""
        return self._bridge is not None and not self.complete and bool(self._page_before)

    def event_at(self, row: int) -> Event:
        """Return the event of a row."""
        return self._matching[len(self._matching) - 1 - row]

    @property
    def searching(self) -> bool:
        """Whether the filter has not seen every known event yet."""
        return self._unscanned > 0

    def show(self, events: Sequence[Event]) -> None:
        """Take the newest events after connecting. What was known stays if it joins them without a gap, otherwise it goes."""
        fresh = sorted(events, key=_place)
        self._page_before, self.complete, self.trouble = (fresh[0].cursor if fresh else ""), not fresh, ""
        self._forget_question()
        if fresh and self._known and _place(fresh[0]) > _place(self._known[-1]):
            self._known, self._names = [], set()
        self._merge(fresh)
        self._go_on()

    def add(self, event: Event) -> None:
        """Put one more on top."""
        self.add_all((event,))

    def add_all(self, events: Sequence[Event]) -> None:
        """Put several more on top, oldest first; those who watch are told once."""
        fresh = list({(e.server, e.cursor): e for e in events if (e.server, e.cursor) not in self._names}.values())
        if not fresh:
            return
        self._note(fresh)
        self._known.extend(fresh)
        matching = [e for e in fresh if self._matches(e)]
        if matching:
            self.beginInsertRows(QModelIndex(), 0, len(matching) - 1)
            self._matching.extend(matching)
            self._shown += len(matching)
            self.endInsertRows()
        self.known_changed.emit()

    def add_older(self, events: Sequence[Event]) -> None:
        """Put older ones at the end; those that lie between known ones (of the other server) go to their place."""
        fresh = [e for e in sorted(events, key=_place) if (e.server, e.cursor) not in self._names]
        if fresh and self._known and _place(fresh[-1]) > _place(self._known[0]):
            self._merge(fresh)
            return
        self._note(fresh)
        self._known[:0] = fresh
        if self._unscanned:
            self._unscanned += len(fresh)
        else:
            self._matching[:0] = [e for e in fresh if self._matches(e)]
            if self._shown < PAGE or not self._everything_wanted:
                self._show_page()
        self.known_changed.emit()

    def use_filter(self, wanted: EventFilter) -> None:
        """Show only what passes; the newest at once, the rest while the event loop goes on."""
        if wanted == self._filter:
            return
        self._filter, self._matches = wanted, wanted.matcher()
        self._wanted = PAGE
        self._filter_again()
        self._go_on()

    @Slot()
    def scan(self) -> None:
        """Look through the next part of what the filter has not seen."""
        until = time.monotonic() + self._scan_s
        found: list[Event] = []
        while self._unscanned:
            first = max(0, self._unscanned - _SCAN)
            found = [*(e for e in self._known[first : self._unscanned] if self._matches(e)), *found]
            self._unscanned = first
            if time.monotonic() >= until:
                break
        self._matching[:0] = found
        if self._shown < PAGE:
            self._show_page()
        if not self._unscanned:
            self._scan.stop()
            self._go_on()
        self.known_changed.emit()

    def _merge(self, fresh: list[Event]) -> None:
        new = [e for e in fresh if (e.server, e.cursor) not in self._names]
        self._note(new)
        self._known = sorted([*self._known, *new], key=_place)
        self._filter_again()

    def _filter_again(self) -> None:
        self.beginResetModel()
        everything = self._filter == EventFilter()
        self._matching = list(self._known) if everything else []
        self._unscanned = 0 if everything else len(self._known)
        self._shown = min(PAGE, len(self._matching))
        self.endResetModel()
        if self._unscanned:
            self._scan.start()
            self.scan()
        else:
            self._scan.stop()
            self.known_changed.emit()

    def _show_page(self) -> None:
        more = min(PAGE, len(self._matching) - self._shown)
        if more > 0:
            self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
            self._shown += more
            self.endInsertRows()

    def _note(self, fresh: Sequence[Event]) -> None:
        self._names.update((e.server, e.cursor) for e in fresh)
        self.kinds.update(e.kind for e in fresh)
        self.servers.update(e.server for e in fresh)

    # --- asking for older ones

    def ask_older(self) -> None:
        """Ask the pair for the page before the oldest event."""
        if self._bridge is None or self._reply is not None or not self.can_ask:
            return
        self.trouble = ""
        limit = PAGE if self._filter == EventFilter() and not self._everything_wanted else SEARCH_PAGE
        self._reply = self._bridge.older_events(self._page_before, limit).then(self._on_older, self._on_failed)
        self.fetch_changed.emit()

    def ask_everything(self) -> None:
        """Fetch all that the pair keeps; `fetch_changed` tells when it is `complete`, or what the trouble was."""
        self._everything_wanted, self.trouble = True, ""
        self._go_on()

    def _go_on(self) -> None:
        """Ask for older ones while somebody wants more than is known."""
        if self.complete or self.trouble:
            self._everything_wanted = False
        enough = self._filter == EventFilter() or len(self._matching) >= self._wanted
        if not self.trouble and not self.searching and (self._everything_wanted or not enough):
            self.ask_older()

    def _forget_question(self) -> None:
        """An answer from before the connection was made anew would not join what is known."""
        if self._reply is not None:
            self._reply.drop()
            self._reply = None

    def _on_older(self, events: tuple[Event, ...]) -> None:
        self._reply = None
        self.complete = not events
        if events:
            self._page_before = events[-1].cursor
        self.add_older(events)
        self._go_on()
        self.fetch_changed.emit()

    def _on_failed(self, error: GatewayError) -> None:
        self._reply = None
        self.trouble = str(error)
        self._everything_wanted = False
        self.fetch_changed.emit()

    # --- Qt

    def column(self, name: str) -> int:
        """Return the number of a column by its name."""
        return [c.name for c in COLUMNS].index(name)

    def canFetchMore(self, parent: Index | None = None) -> bool:
        if parent is not None and parent.isValid():
            return False
        more_to_ask = self.can_ask and self._reply is None and not self.trouble
        return self._shown < len(self._matching) or (more_to_ask and not self.searching)

    def fetchMore(self, parent: Index | None = None) -> None:
        if self._shown < len(self._matching):
            self._show_page()
        else:
            self._wanted = len(self._matching) + PAGE
            self.ask_older()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._shown

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event, column = self.event_at(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(event)
        if role == SORT_ROLE:
            return column.value(event)
        if role == OBJECT_ROLE:
            return event
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Columns", COLUMNS[section].title)
        return None


def _place(event: Event) -> tuple[float, str]:
    return event.at_s, event.cursor
