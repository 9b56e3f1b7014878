"""Curves over time: zoom with the wheel or + and −, drag along, read values off at the cursor, all graphs of a page together."""

import math
from collections.abc import Callable, Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.domain.history import axis_top
from twinhelm_client.domain.language import translate
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type

_STEPS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200)
_SHORTEST_S = 5.0
_PIXELS_PER_LABEL = 88


def ago(x_s: float) -> str:
    """Write a place on the axis: "now", "−20 s", "−5 min", "−3 h"."""
    seconds = round(-x_s)
    if seconds <= 0:
        return translate("Graph", "now")
    if seconds < 120 or seconds % 60:
        return f"−{seconds} s" if seconds < 120 else f"−{seconds // 60}:{seconds % 60:02d} min"
    minutes = seconds // 60
    if minutes < 120 or minutes % 30:
        return f"−{minutes} min" if minutes < 120 else f"−{minutes // 60}:{minutes % 60:02d} h"
    hours = minutes / 60
    return f"−{hours:g} h"


class _TimeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Calm steps: seconds, minutes or hours that a person would choose."""

    def tickValues(self, minimum: float, maximum: float, size: float) -> list[tuple[float, list[float]]]:
        wanted = (maximum - minimum) / max(2.0, size / _PIXELS_PER_LABEL)
        step = next((s for s in _STEPS_S if s >= wanted), _STEPS_S[-1])
        first = math.ceil(minimum / step - 1e-6) * step
        return [(step, [float(x) for x in range(int(first), math.floor(maximum + 1e-6) + 1, step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [ago(value) for value in values]


class TimeGraph(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves by name, over seconds relative to now. Wheel and drag zoom and move; `follow` goes back to the live end.

    Signals: cursor_moved(float or None) seconds relative to now; view_changed(float, float) by the user.
    """

    cursor_moved = Signal(object)
    view_changed = Signal(float, float)

    def __init__(
        self, theme: Theme, curves: Mapping[str, Hue], unit: Callable[[float], str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, axisItems={"bottom": _TimeAxis("bottom")})
        self._theme = theme
        self._hues = dict(curves)
        self._unit = unit
        self._grey = False
        self._window_s = 60.0
        self._view = (-60.0, 0.0)
        self._top = 0.0
        self._grid: list[pg.InfiniteLine] = []
        self._curves = {key: self.plot([], [], connect="finite", antialias=True) for key in curves}
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)
        self.setAccessibleName(name)
        self._prepare()
        self._paint_colors()
        self._rescale(1.0)
        self.show_view(*self._view)
        self.plotItem.vb.setMouseEnabled(x=True, y=False)
        self.plotItem.vb.sigRangeChangedManually.connect(self._on_dragged)
        self.scene().sigMouseMoved.connect(self._on_mouse)
        theme.changed.connect(self._paint_colors)

    def show_curves(self, curves: Mapping[str, tuple[Sequence[float], Sequence[float]]], *, stale: bool) -> None:
        """Draw these; (seconds relative to now, values) by name."""
        highest = 0.0
        for key, (xs, ys) in curves.items():
            self._curves[key].setData(list(xs), list(ys))
            left, right = self._view
            highest = max([highest, *(y for x, y in zip(xs, ys, strict=True) if left <= x <= right and not math.isnan(y))])
        self._rescale(axis_top(highest))
        if stale != self._grey:
            self._grey = stale
            self._paint_colors()

    def use_window(self, window_s: float) -> None:
        """Show the last `window_s` seconds, to the live end."""
        self._window_s = window_s
        self.show_view(-window_s, 0.0)

    def use_unit(self, unit: Callable[[float], str]) -> None:
        """Write the values of the axis in another way."""
        self._unit = unit
        self._top = 0.0

    @Slot(float, float)
    def show_view(self, left: float, right: float) -> None:
        """Show a stretch of time."""
        length = min(max(right - left, _SHORTEST_S), self._window_s)
        right = min(right, 0.0)
        left = max(right - length, -self._window_s)
        self._view = (left, min(left + length, 0.0))
        self.setXRange(*self._view, padding=0)

    @property
    def view(self) -> tuple[float, float]:
        """The stretch of time that is shown."""
        return self._view

    @Slot(object)
    def show_cursor(self, x_s: float | None) -> None:
        """Draw the cursor line, or none."""
        self._cursor.setVisible(x_s is not None)
        if x_s is not None:
            self._cursor.setPos(x_s)

    def _prepare(self) -> None:
        self.setMinimumHeight(96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.plotItem.setContentsMargins(0, 8, 18, 0)
        left, bottom = self.getAxis("left"), self.getAxis("bottom")
        left.setWidth(62)
        bottom.setHeight(20)
        for axis in (left, bottom):
            axis.setStyle(tickFont=self._theme.font(Type.AXIS), tickLength=0, tickTextOffset=6, hideOverlappingLabels=False, tickAlpha=0)

    def _rescale(self, top: float) -> None:
        if top == self._top:
            return
        self._top = top
        self.setYRange(0, top, padding=0)
        labels = {self._unit(value): value for value in (top, top / 2, 0.0)}  # half of next to nothing is written like nothing
        self.getAxis("left").setTicks([[(value, words) for words, value in labels.items()]])
        self._draw_grid()

    @Slot()
    def _paint_colors(self) -> None:
        self.setBackground(self._theme.tokens.panel)
        for key, curve in self._curves.items():
            hue = Hue.STALE if self._grey else self._hues[key]
            curve.setPen(pg.mkPen(self._theme.color(hue), width=1.6))
            if len(self._curves) == 1:
                curve.setFillLevel(0)
                curve.setBrush(self._theme.color(hue, 0.16))
        for name in ("left", "bottom"):
            self.getAxis(name).setPen(pg.mkPen(None))
            self.getAxis(name).setTextPen(self._theme.color(Hue.MUTED))
        self._cursor.setPen(pg.mkPen(self._theme.color(Hue.MUTED), width=1, style=Qt.PenStyle.DashLine))
        self._draw_grid()

    def _draw_grid(self) -> None:
        for line in self._grid:
            self.removeItem(line)
        focus = self.hasFocus()
        self._grid = []
        for ratio in (0.0, 0.5, 1.0):
            pen = pg.mkPen(self._theme.color(Hue.ACCENT if focus and ratio == 0 else Hue.LINE), width=2 if focus and ratio == 0 else 1)
            line = pg.InfiniteLine(pos=ratio * self._top, angle=0, pen=pen)
            line.setZValue(-10)
            self.addItem(line, ignoreBounds=True)
            self._grid.append(line)

    @Slot(object)
    def _on_dragged(self, *_: object) -> None:
        (left, right), _y = self.plotItem.vb.viewRange()
        self._change_view(left, right)

    def _change_view(self, left: float, right: float) -> None:
        self.show_view(left, right)
        self.view_changed.emit(*self._view)

    @Slot(object)
    def _on_mouse(self, place: QPointF) -> None:
        box = self.plotItem.vb
        inside = box.sceneBoundingRect().contains(place)
        self.cursor_moved.emit(min(0.0, box.mapSceneToView(place).x()) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.cursor_moved.emit(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._draw_grid()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw_grid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        left, right = self._view
        length, key = right - left, event.key()
        middle = self._cursor.value() if self._cursor.isVisible() else right
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            factor = 0.5 if key == Qt.Key.Key_Plus else 2.0
            self._change_view(middle - (middle - left) * factor, middle + (right - middle) * factor)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = length / 60 * (-1 if key == Qt.Key.Key_Left else 1)
            self.cursor_moved.emit(min(right, max(left, (self._cursor.value() if self._cursor.isVisible() else right) + step)))
        elif key == Qt.Key.Key_Home:
            self._change_view(-self._window_s, 0.0)
        elif key == Qt.Key.Key_Escape:
            self.cursor_moved.emit(None)
            event.ignore()
        else:
            super().keyPressEvent(event)
