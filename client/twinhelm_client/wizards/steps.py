"""The steps at the top of a wizard: which are done, where we are, what comes."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, Canvas


class Steps(QWidget):
    """Numbered steps in a row."""

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(titles)
        self._current = 0
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def rename(self, titles: Sequence[str]) -> None:
        """Give the steps their names."""
        self._titles = tuple(titles)
        self.go_to(self._current)

    def go_to(self, number: int) -> None:
        """Mark this step as the current one."""
        self._current = number
        self.setAccessibleName(self.tr("Step {0} of {1}: {2}").format(number + 1, len(self._titles), self._titles[number]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        x, middle = 0.0, self.height() / 2
        for number, title in enumerate(self._titles):
            current, past = number == self._current, number < self._current
            circle = QRectF(x + 1, middle - 10, 20, 20)
            canvas.box(
                circle,
                10,
                canvas.color(Hue.ACCENT, 1 if current else 0.16 if past else 0),
                canvas.color(Hue.ACCENT if current or past else Hue.STALE),
            )
            canvas.text(
                circle, "✓" if past else str(number + 1), Type.AXIS, Hue.ON_ACCENT if current else Hue.ACCENT if past else Hue.MUTED, CENTER
            )
            type_ = Type.BODY_STRONG if current else Type.BODY
            width = canvas.width(title, type_) + 4
            canvas.text(QRectF(x + 29, 0, width, self.height()), title, type_, Hue.TEXT if current else Hue.MUTED)
            x += 29 + width + 8
            if number < len(self._titles) - 1:
                canvas.line(QPointF(x, middle), QPointF(x + 28, middle), Hue.LINE, 1.5)
                x += 40
        painter.end()
