"""What the painters share: text in the type scale, colours by meaning, everything grey when it is stale."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type

_KEPT_WHEN_STALE = (Hue.TEXT, Hue.MUTED, Hue.LINE, Hue.BAD, Hue.ON_ACCENT)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Canvas:
    """A QPainter that speaks the theme's language. `grey` turns every colour of meaning into the stale one."""

    def __init__(self, painter: QPainter, theme: Theme, *, grey: bool = False) -> None:
        self.painter = painter
        self.theme = theme
        self._grey = grey

    def greyed(self) -> "Canvas":
        """The same canvas for something that is stale."""
        return Canvas(self.painter, self.theme, grey=True)

    def color(self, hue: Hue, alpha: float = 1.0) -> QColor:
        """Return the colour to paint with."""
        if self._grey and hue not in _KEPT_WHEN_STALE:
            hue = Hue.STALE
        if self._grey and hue is Hue.TEXT:
            hue = Hue.MUTED
        return self.theme.color(hue, alpha)

    def text(self, rect: QRectF, words: str, type_: Type, hue: Hue, align: Qt.AlignmentFlag = LEFT) -> None:
        """Write one line, shortened at its end when it does not fit."""
        font = self.theme.font(type_)
        self.painter.setFont(font)
        self.painter.setPen(self.color(hue))
        self.painter.drawText(rect, align, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width()))

    def width(self, words: str, type_: Type) -> float:
        """Return how wide a text is."""
        return QFontMetricsF(self.theme.font(type_)).horizontalAdvance(words)

    def line(self, start: QPointF, end: QPointF, hue: Hue, width: float, *, dashed: bool = False) -> None:
        """Draw a straight line."""
        pen = QPen(self.color(hue), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
        if dashed:
            pen.setDashPattern([3.0, 3.0])
        self.painter.setPen(pen)
        self.painter.drawLine(start, end)

    def box(
        self, rect: QRectF, radius: float, fill: QColor, border: QColor | None = None, width: float = 1.0, *, dashed: bool = False
    ) -> None:
        """Draw a rounded box."""
        pen = QPen(Qt.PenStyle.NoPen) if border is None else QPen(border, width)
        if dashed:
            pen.setDashPattern([4.0, 3.0])
        self.painter.setPen(pen)
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(rect, radius, radius)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
