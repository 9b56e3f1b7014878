"""A table of frozen values with named columns: text, sort and object role; rows change in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from twinhelm_client.domain.language import translate

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
OBJECT_ROLE = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: a name for programs, a title for people, the text, and the native value to sort by."""

    name: str
    title: str
    text: Callable[[T], str]
    value: Callable[[T], Any]
    tip: Callable[[T], str] | None = None
    figure: bool = False  # stands at the right of its column, so that figures can be compared


class ValueTable(QAbstractTableModel, Generic[T]):
    """Rows are values; `replace_all` touches only the rows that differ, and tells of neighbours in one breath."""

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[T] = []

    @property
    def rows(self) -> tuple[T, ...]:
        """The values, in order."""
        return tuple(self._rows)

    def column(self, name: str) -> int:
        """Return the number of a column by its name."""
        return [c.name for c in self._columns].index(name)

    def replace_all(self, rows: Sequence[T]) -> None:
        """Make the rows these: change in place what differs, add or remove at the end."""
        if len(rows) < len(self._rows):
            self.beginRemoveRows(QModelIndex(), len(rows), len(self._rows) - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        differ = [number for number, (old, new) in enumerate(zip(self._rows, rows, strict=False)) if old != new]
        for number in differ:
            self._rows[number] = rows[number]
        for first, last in _runs(differ):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
        if len(rows) > len(self._rows):
            self.beginInsertRows(QModelIndex(), len(self._rows), len(rows) - 1)
            self._rows.extend(rows[len(self._rows) :])
            self.endInsertRows()

    def insert_first(self, row: T, keep: int) -> None:
        """Put a row on top and drop the last ones beyond `keep`."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, row)
        self.endInsertRows()
        if len(self._rows) > keep:
            self.beginRemoveRows(QModelIndex(), keep, len(self._rows) - 1)
            del self._rows[keep:]
            self.endRemoveRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == SORT_ROLE:
            return column.value(row)
        if role == OBJECT_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.figure else None
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Columns", self._columns[section].title)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].figure:
            return _RIGHT
        return None


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Put neighbours together: 1, 2, 3, 7 becomes (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
