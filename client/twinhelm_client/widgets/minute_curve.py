"""The curve of the last minute, painted plainly: it stands on the first page, and pyqtgraph takes longer to load than the whole page."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.domain.history import WINDOW_S, axis_top
from twinhelm_client.domain.language import decimal
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, RIGHT, Canvas

_GAP_S = 3.0  # a longer silence is drawn as a gap, not as a line that nobody measured
_ABOVE, _BELOW, _LABEL = 10.0, 20.0, 16.0  # room for the upper label, the times, and one label's height
_TIMES = (-60, -40, -20, 0)


class MinuteCurve(QWidget):
    """Seconds over the last minute, with a scale that changes in calm steps only."""

    def __init__(self, theme: Theme, hue: Hue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hue = hue
        self._points: tuple[tuple[float, float], ...] = ()
        self.top = 1.0  # of the scale, in seconds
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def use_hue(self, hue: Hue) -> None:
        """Draw in this colour from now on."""
        if hue is not self._hue:
            self._hue = hue
            self.update()

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw (seconds relative to now, age in seconds), oldest first."""
        self._points = tuple(points)
        self.top = axis_top(max((y for _, y in self._points), default=0.0))
        self.update()

    @property
    def stretches(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The points in pieces between which nothing was measured."""
        pieces: list[list[tuple[float, float]]] = [[*self._points[:1]]] if self._points else []
        for before, point in pairwise(self._points):
            if point[0] - before[0] > _GAP_S:
                pieces.append([])
            pieces[-1].append(point)
        return tuple(tuple(piece) for piece in pieces)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        labels = (f"{_axis(self.top)} s", _axis(self.top / 2), "0")
        left = max(canvas.width(label, Type.AXIS) for label in labels) + 8
        left = max(left, canvas.width("−60 s", Type.AXIS) / 2)
        area = QRectF(left, _ABOVE, max(1.0, self.width() - left - 2), max(1.0, self.height() - _ABOVE - _BELOW))
        self._paint_scale(canvas, area, labels)
        for piece in self.stretches:
            self._paint_piece(canvas, area, piece)
        painter.end()

    def _paint_scale(self, canvas: Canvas, area: QRectF, labels: Sequence[str]) -> None:
        for number, label in enumerate(labels):
            y = round(area.top() + number * area.height() / 2) + 0.5
            canvas.line(QPointF(area.left(), y), QPointF(area.right(), y), Hue.LINE, 1)
            canvas.text(QRectF(0, y - _LABEL / 2, area.left() - 8, _LABEL), label, Type.AXIS, Hue.MUTED, RIGHT)
        for seconds in _TIMES:
            words = self.tr("now") if seconds == 0 else f"−{-seconds} s" if seconds == _TIMES[0] else f"−{-seconds}"
            width = canvas.width(words, Type.AXIS) + 2
            x = area.left() + area.width() * (1 + seconds / WINDOW_S)
            place = min(x - width / 2, self.width() - width)
            canvas.text(QRectF(place, area.bottom() + 4, width, _LABEL), words, Type.AXIS, Hue.MUTED, CENTER)

    def _paint_piece(self, canvas: Canvas, area: QRectF, piece: Sequence[tuple[float, float]]) -> None:
        places = [
            QPointF(area.left() + area.width() * (1 + x / WINDOW_S), area.bottom() - area.height() * y / self.top)
            for x, y in piece
            if x <= 0
        ]
        if len(places) < 2:
            return
        curve = QPainterPath(places[0])
        for place in places[1:]:
            curve.lineTo(place)
        below = QPainterPath(curve)
        below.lineTo(places[-1].x(), area.bottom())
        below.lineTo(places[0].x(), area.bottom())
        painter = canvas.painter
        painter.save()
        painter.setClipRect(area.adjusted(0, -2, 2, 2))  # what is older than the minute does not reach into the labels
        painter.fillPath(below, self._theme.color(self._hue, 0.16))
        painter.strokePath(curve, QPen(self._theme.color(self._hue), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.restore()


def _axis(value: float) -> str:
    return f"{value:g}" if value == int(value) else decimal(value, 1)
