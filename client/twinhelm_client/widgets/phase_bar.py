"""When a phase began and how long it took, as a bar: under each other they show where the time went."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue
from twinhelm_client.widgets.painters.canvas import Canvas

_WIDTH, _HEIGHT = 96, 6
_LEAST = 3.0  # pixels of a phase that took next to nothing


class PhaseBar(QWidget):
    """Says nothing that the times beside it do not say: no name for a screen reader."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.span = (0.0, 0.0)  # where it begins and how long it is, as shares of the whole
        self._hue = Hue.OK
        self.setFixedWidth(_WIDTH)
        theme.changed.connect(self.update)

    def show_span(self, begin: float, length: float, hue: Hue) -> None:
        """Show this stretch; one without length has not begun."""
        if (begin, length, hue) != (*self.span, self._hue):
            self.span, self._hue = (begin, length), hue
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        begin, length = self.span
        if length <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        top = (self.height() - _HEIGHT) / 2
        canvas.box(QRectF(0, top, self.width(), _HEIGHT), _HEIGHT / 2, canvas.color(Hue.LINE, 0.5))
        width = max(_LEAST, length * self.width())
        left = min(begin * self.width(), self.width() - width)
        canvas.box(QRectF(left, top, width, _HEIGHT), _HEIGHT / 2, canvas.color(self._hue))
        painter.end()
