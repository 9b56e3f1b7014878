"""The fleet as a table: pairs changed in place, in an order of its own, with headings of sites; nothing is copied for each update."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from twinhelm_client.bridge.fleet_bridge import News
from twinhelm_client.domain import text
from twinhelm_client.domain.fleet import KEYS, WORDS, FleetFilter, FleetPair, FleetWord, SiteLine, arranged, counted, site_line
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.moments import local
from twinhelm_client.models.known_pairs import KnownPair
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE, Column, Index

_RENEWED_S = 1.5  # a status is due every second
LOOK_S = 1.0  # between two looks for pairs that have fallen silent
REORDER_S = 2.0  # rows that jump about under the mouse help nobody
Line = FleetPair | SiteLine


def lag_words(pair: FleetPair) -> str:
    """Write how far behind the passive is."""
    if pair.lag_s is None:
        return "–"
    return text.seconds(pair.lag_s)


def heard_words(pair: FleetPair, now_s: float) -> str:
    """Say how old the figures are, and for a lost pair since when."""
    if not pair.heard_s:
        return translate("Fleet", "never heard") if pair.word is FleetWord.LOST else "–"
    age_s = now_s - pair.heard_s
    if pair.word is FleetWord.LOST:
        return translate("Fleet", "since {0} ({1})").format(local(pair.heard_at_s).strftime("%H:%M:%S"), text.seconds(age_s, past=True))
    return text.seconds(age_s)


def lag_sentence(pair: FleetPair) -> str:
    """Write how far behind the passive is where no heading says what the figure means."""
    return "–" if pair.lag_s is None else translate("Sentence", "{0} behind").format(lag_words(pair))


def heard_sentence(pair: FleetPair, now_s: float) -> str:
    """Say how old the figures are where no heading says it."""
    if pair.word is FleetWord.LOST or not pair.heard_s:
        return heard_words(pair, now_s)
    return text.age(now_s - pair.heard_s)


COLUMNS: tuple[Column[FleetPair], ...] = (
    Column("state", marked("Columns", "State"), lambda p: translate("Fleet", WORDS[p.word]), KEYS["state"]),
    Column("name", marked("Columns", "Pair"), lambda p: p.title, KEYS["name"]),
    Column("site", marked("Columns", "Site"), lambda p: p.site, KEYS["site"]),
    Column("active", marked("Columns", "Active"), lambda p: p.active or "–", KEYS["active"]),
    Column("lag", marked("Columns", "Behind"), lag_words, KEYS["lag"]),
    Column("waiting", marked("Columns", "Waits"), lambda p: text.size(p.waiting_bytes) if p.heard_s else "–", KEYS["waiting"]),
    Column("sentence", marked("Columns", "How it is"), lambda p: p.brief, KEYS["sentence"]),
    Column("heard", marked("Columns", "Heard"), lambda p: local(p.heard_at_s).strftime("%H:%M:%S"), KEYS["heard"]),
)
_LINE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_HEADING = Qt.ItemFlag.NoItemFlags
NAMES = tuple(column.name for column in COLUMNS)


class FleetModel(QAbstractTableModel):
    """Lines are FleetPair or SiteLine. `clock` is monotonic, `wall` is for people.

    Signals: counts_changed() when the number of pairs in some state changed.
    """

    counts_changed = Signal()

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._wall = wall
        self._pairs: dict[str, FleetPair] = {}
        self._lines: list[Line] = []
        self._places: dict[str, int] = {}
        self._filter = FleetFilter()
        self._column, self._reverse, self._group, self._headings = "state", False, False, True
        self._ordered_s = 0.0
        self._looked_s = 0.0
        self.changed_rows: set[int] = set()  # those of the last dataChanged, which names a range only
        self._counts: tuple[tuple[FleetWord, int], ...] = ()

    # --- what is known

    @property
    def pairs(self) -> Mapping[str, FleetPair]:
        """Every pair by its address."""
        return self._pairs

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they are shown."""
        return tuple(self._lines)

    @property
    def counts(self) -> tuple[tuple[FleetWord, int], ...]:
        """How many pairs are in which state, the most urgent first."""
        return self._counts

    @property
    def now_s(self) -> float:
        """The console's monotonic time."""
        return self._clock()

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The column and whether it is reversed."""
        return self._column, self._reverse

    def know(self, pairs: Iterable[KnownPair]) -> None:
        """Make the pairs these: new ones appear, others go, names and sites may change."""
        wanted = {p.endpoint: p for p in pairs}
        for endpoint in [e for e in self._pairs if e not in wanted]:
            del self._pairs[endpoint]
        for endpoint, known in wanted.items():
            pair = self._pairs.get(endpoint)
            if pair is None:
                pair = self._pairs[endpoint] = FleetPair(endpoint)
                pair.say(translate("Fleet", "not asked yet"))
            pair.name, pair.site, pair.user = known.name or pair.name, known.site, known.user
            pair.version += 1
        self._arrange()
        self._count()

    def apply(self, news: Mapping[str, News]) -> None:
        """Take everything that came since the last frame, and see who has fallen silent."""
        now_s, wall_s = self._clock(), self._wall()
        changed: set[str] = set()
        for endpoint, item in news.items():
            pair = self._pairs.get(endpoint)
            if pair is None:
                continue
            if item.connection is not None:
                pair.follow(item.connection)
            for status in item.statuses:
                pair.hear(status, item.heard_s, wall_s - (now_s - item.heard_s))
            if item.statuses and item.connection is not None and item.connection.sentence:
                pair.follow(item.connection)  # the connection broke after the status came
            changed.add(endpoint)
        if now_s - self._looked_s >= LOOK_S:
            self._looked_s = now_s
            for pair in self._pairs.values():
                if pair.silent(now_s):
                    pair.lose("")
                    changed.add(pair.endpoint)
        if changed:
            self._count()
            if now_s - self._ordered_s >= REORDER_S:
                self._arrange(changed)
            else:
                self._tell({self._places[e] for e in changed if e in self._places})

    # --- how it is shown

    def use_filter(self, wanted: FleetFilter) -> None:
        """Show only the pairs that pass."""
        if wanted != self._filter:
            self._filter = wanted
            self._arrange()

    def sort_by(self, column: str, *, reverse: bool = False) -> None:
        """Sort by a column; "state" puts the worst first."""
        self._column, self._reverse = column, reverse
        self._arrange()

    def group_by_site(self, group: bool, *, headings: bool = True) -> None:
        """Put pairs of a site together, with a heading for each."""
        self._group, self._headings = group, headings
        self._arrange()

    def column(self, name: str) -> int:
        """Return the number of a column by its name."""
        return NAMES.index(name)

    def line(self, row: int) -> Line:
        """Return one line as it is shown."""
        return self._lines[row]

    def aged(self, row: int) -> bool:
        """Whether the age of a line has grown without a status that renewed it."""
        line = self._lines[row]
        return isinstance(line, FleetPair) and bool(line.heard_s) and self._clock() - line.heard_s > _RENEWED_S

    def place_of(self, endpoint: str) -> int:
        """Return the row of a pair, -1 when the filter leaves it out."""
        return self._places.get(endpoint, -1)

    def _arrange(self, changed: Collection[str] | None = None) -> None:
        """Put the lines in order; where the order stays only the pairs that changed are told, or all."""
        self._ordered_s = self._clock()
        shown = arranged((p for p in self._pairs.values() if self._filter(p)), self._column, reverse=self._reverse, group=self._group)
        lines: list[Line] = list(shown)
        if self._group and self._headings:
            lines = _with_headings(shown)
        if len(lines) == len(self._lines) and all(_same(a, b) for a, b in zip(lines, self._lines, strict=True)):
            headings = {row for row, (new, old) in enumerate(zip(lines, self._lines, strict=True)) if new is not old and new != old}
            self._put(lines)
            told = lines if changed is None else [self._pairs[endpoint] for endpoint in changed]
            self._tell(headings | {self._places[p.endpoint] for p in told if isinstance(p, FleetPair) and p.endpoint in self._places})
            return
        self._resize(lines)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._lines[index.row()] for index in before]
        self._put(lines)
        self._move(before, held)
        self.layoutChanged.emit()

    def _resize(self, lines: list[Line]) -> None:
        """Let rows come or go at the end: their number may not change within a change of layout."""
        rows = len(self._lines)
        if len(lines) > rows:
            self.beginInsertRows(QModelIndex(), rows, len(lines) - 1)
            self._lines = [*self._lines, *lines[rows:]]
            self.endInsertRows()
        elif len(lines) < rows:
            self.beginRemoveRows(QModelIndex(), len(lines), rows - 1)
            self._lines = self._lines[: len(lines)]
            self.endRemoveRows()

    def _put(self, lines: list[Line]) -> None:
        self._lines = lines
        self._places = {line.endpoint: row for row, line in enumerate(lines) if isinstance(line, FleetPair)}

    def _move(self, before: list[QModelIndex], held: list[Line]) -> None:
        for index, line in zip(before, held, strict=False):
            row = self._places.get(line.endpoint, -1) if isinstance(line, FleetPair) else -1
            self.changePersistentIndex(index, self.index(row, index.column()) if row >= 0 else QModelIndex())

    def _tell(self, rows: set[int]) -> None:
        """One signal for all rows that changed: views repaint what is visible of them in their next frame."""
        self.changed_rows = rows
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(COLUMNS) - 1))

    def _count(self) -> None:
        counts = counted(self._pairs.values())
        if counts != self._counts:
            self._counts = counts
            self.counts_changed.emit()

    # --- Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _LINE if index.isValid() and isinstance(self._lines[index.row()], FleetPair) else _HEADING

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], COLUMNS[index.column()]
        if role == OBJECT_ROLE:
            return line
        if isinstance(line, SiteLine):
            return line.site if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return heard_words(line, self._clock()) if column.name == "heard" else column.text(line)
        if role == SORT_ROLE:
            return column.value(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (line.text, line.detail, line.endpoint) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole and column.name == "name":
            return f"{line.title}, {translate('Fleet', WORDS[line.word])}, {line.text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Columns", COLUMNS[section].title)
        return None


def _with_headings(shown: list[FleetPair]) -> list[Line]:
    lines: list[Line] = []
    members: dict[str, list[FleetPair]] = {}
    for pair in shown:
        members.setdefault(pair.site, []).append(pair)
    for site, pairs in members.items():
        lines.append(site_line(site, pairs))
        lines.extend(pairs)
    return lines


def _same(one: Line, other: Line) -> bool:
    return one is other or (isinstance(one, SiteLine) and isinstance(other, SiteLine) and one.site == other.site)
