"""A label that knows the type scale and the colours by meaning, and shortens itself when there is no room."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from twinhelm_client.domain.text import in_lines
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type


class Text(QLabel):
    """One piece of text; `elide` keeps it on one line and ends it with an ellipsis, with the whole text as tool tip."""

    def __init__(
        self,
        theme: Theme,
        words: str = "",
        type_: Type = Type.BODY,
        hue: Hue = Hue.TEXT,
        *,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._hue = hue
        self._elide = elide
        self._lines = 1
        self._fills = False
        self.setFont(theme.font(type_))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._recolor()
        theme.changed.connect(self._recolor)

    def fill(self) -> None:
        """Stand in the middle of whatever room there is, and ask for none: what is said where a list would be."""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fills = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def yield_room(self) -> None:
        """Take the room that the words want while there is enough, and shorten them when there is not."""
        self._elide = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def elides(self) -> bool:
        """Whether it shortens itself where there is no room."""
        return self._elide

    def say(self, words: str, hue: Hue | None = None) -> None:
        """Show other words, perhaps in another colour."""
        if words != self.text():
            self.setText(words)
            self.setToolTip(words if self._elide else "")
        if hue is not None and hue is not self._hue:
            self._hue = hue
            self._recolor()

    def lines_needed(self, width: int) -> int:
        """Return 1 when the words fit into this width, else 2."""
        return 1 if QFontMetrics(self.font()).horizontalAdvance(self.text()) <= width else 2

    def set_lines(self, lines: int) -> None:
        """Let a text that shortens itself use this many lines first."""
        if lines != self._lines:
            self._lines = lines
            self.setFixedHeight(lines * QFontMetrics(self.font()).height())
            self.update()

    def _recolor(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._hue))
        self.setPalette(palette)

    def hasHeightForWidth(self) -> bool:
        # QLabel says so again at each setText when its text wraps, and then a whole page grows to the sum of its wishes.
        return not self._fills and super().hasHeightForWidth()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(24, hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._hue))
        metrics = QFontMetrics(self.font())
        broken = in_lines(self.text(), lambda part: metrics.horizontalAdvance(part) <= self.width(), self._lines)
        height = self.height() / max(1, len(broken))
        for number, line in enumerate(broken):
            place = QRectF(0, number * height, self.width(), height)
            shortened = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(place, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shortened)
        painter.end()
