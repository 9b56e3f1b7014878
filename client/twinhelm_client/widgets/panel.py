"""A panel: a rounded surface with a heading, a quiet note on its right, and a body."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import PANEL_RADIUS, Hue, Type
from twinhelm_client.widgets.text import Text


class Panel(QWidget):
    """Add widgets to `body`; `head` is the row of the heading."""

    def __init__(self, theme: Theme, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 14, 20, 14)
        self.body.setSpacing(8)
        self.heading = Text(theme, heading, Type.HEADING)
        self.note = Text(theme, "", Type.CAPTION, Hue.MUTED)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if heading:
            self.setAccessibleName(heading)
            self.head.addWidget(self.heading)
            self.head.addStretch(1)
            self.head.addWidget(self.note)
            self.body.addLayout(self.head)
        theme.changed.connect(self.update)

    def say_note(self, whole: str, shorter: str, hue: Hue) -> None:
        """Say this at the right of the heading, in fewer words where the heading would lose its own."""
        margins, heading = self.body.contentsMargins(), self.heading
        taken = margins.left() + margins.right() + 2 * self.head.spacing() + QFontMetrics(heading.font()).horizontalAdvance(heading.text())
        fits = QFontMetrics(self.note.font()).horizontalAdvance(whole) <= self.width() - taken
        self.note.say(whole if fits else shorter, hue)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.color(Hue.LINE))
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
        painter.end()
