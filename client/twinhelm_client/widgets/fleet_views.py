"""The two views of the fleet. They repaint only the lines that changed: a range of lines would repaint everything, four times a second."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from twinhelm_client.models.fleet_model import NAMES, FleetModel
from twinhelm_client.models.table import Index
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.fleet_delegate import CARD, FleetCardDelegate, FleetPainter, FleetRowDelegate
from twinhelm_client.widgets.value_view import ROW_HEIGHT, ValueView

_WIDTHS = {"state": 120, "name": 130, "site": 82, "active": 68, "lag": 108, "waiting": 72, "heard": 138}


class FleetTable(ValueView):
    """One line a pair."""

    def __init__(self, theme: Theme, paints: FleetPainter, model: FleetModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name, tuple(_WIDTHS.get(n, 0) for n in NAMES), NAMES.index("sentence"), parent)
        self._model = model
        self.setItemDelegate(FleetRowDelegate(paints, model, self))
        heads = self.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)

    def grow_older(self) -> None:
        """Paint the ages anew that no status has renewed."""
        column = NAMES.index("heard")
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        for row in self._visible():
            if self._model.aged(row):
                self.viewport().update(QRect(left, self.rowViewportPosition(row), width, ROW_HEIGHT))

    def _visible(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (self._model.rowCount() - 1 if last < 0 else last) + 1)

    def dataChanged(self, _top_left: Index, _bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        viewport = self.viewport()
        if not viewport.isVisible():
            return
        visible = self._visible()
        for row in self._model.changed_rows:
            if row in visible:
                viewport.update(0, self.rowViewportPosition(row), viewport.width(), ROW_HEIGHT)


class FleetCards(QListView):
    """One card a pair."""

    def __init__(self, paints: FleetPainter, model: FleetModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setModelColumn(NAMES.index("name"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(CARD)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming and going would change the width of all cards
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(0, 0))
        self.setItemDelegate(FleetCardDelegate(paints, model, self))

    def grow_older(self) -> None:
        """Paint the ages anew that no status has renewed."""
        for row in self._visible():
            if self._model.aged(row):
                self.viewport().update(self.visualRect(self._model.index(row, self.modelColumn())))

    def _visible(self) -> range:
        first = self.indexAt(QPoint(self.gridSize().width() // 2, CARD.height() // 2))
        across = self._across()
        begin = max(0, (first.row() if first.isValid() else 0) - across)
        return range(begin, min(self._model.rowCount(), begin + across * (self.viewport().height() // CARD.height() + 3)))

    def dataChanged(self, _top_left: Index, _bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        viewport = self.viewport()
        if not viewport.isVisible():
            return
        visible = self._visible()
        for row in self._model.changed_rows:
            if row in visible:
                viewport.update(self.visualRect(self._model.index(row, self.modelColumn())))

    def _across(self) -> int:
        return max(1, (self.viewport().width() - 1) // CARD.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        # As many cards as have room share all of the width: no empty strip on the right.
        size = QSize((self.viewport().width() - 1) // self._across(), CARD.height())
        if size != self.gridSize():
            self.setGridSize(size)
        super().resizeEvent(event)
