"""What is to be said of the unsafe queues, one sentence under the other, the most urgent first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from twinhelm_client.domain import words
from twinhelm_client.domain.queue_fill import FillAlarm, FillLine
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.text import Text

MOST_LINES = 4
_QUIET = ("mdi6.tray-full", Hue.MUTED)
_ICONS = {
    FillAlarm.NOTICE: ("mdi6.information-outline", Hue.ACCENT),
    FillAlarm.WARNING: ("mdi6.alert-circle", Hue.WARN),
    FillAlarm.CRITICAL: ("mdi6.close-octagon", Hue.BAD),
}


class RoomLine(QWidget):
    """One sentence: an icon that says how urgent it is, with the word for it, and the words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.icon = Icon(theme, _QUIET, 16)
        self.level = Text(theme, "", Type.CAPTION_STRONG)
        self.words = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.level)
        row.addWidget(self.words, 1)

    def show_line(self, line: FillLine, *, stale: bool) -> None:
        """Show it; grey when it is old news."""
        name, hue = _ICONS.get(line.alarm, _QUIET)
        word = words.of(line.alarm) if line.alarm in _ICONS else ""
        self.icon.show_icon((name, Hue.STALE if stale else hue), word)
        self.level.say(word, Hue.STALE if stale else hue)
        self.level.setVisible(bool(word))
        self.words.say(line.sentence, Hue.STALE if stale else Hue.TEXT if word else Hue.MUTED)
        self.words.setToolTip(f"{line.sentence}\n{line.detail}".strip())


class RoomLines(QWidget):
    """Sentences, at most four; a page with quiet queues gives them one line each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [RoomLine(theme) for _ in range(MOST_LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        for one in self._rows:
            column.addWidget(one)
        self.show_lines((), stale=False)

    @property
    def lines(self) -> list[str]:
        """What is shown, each with the word for its urgency."""
        shown = [row for row in self._rows if not row.isHidden()]
        return [f"{row.level.text()} · {row.words.text()}" if row.level.text() else row.words.text() for row in shown]

    def show_lines(self, lines: tuple[FillLine, ...], *, stale: bool) -> None:
        """Show these; colours never alone, so the urgent ones carry an icon and a word."""
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.show_line(lines[number], stale=stale)
        self.setVisible(bool(lines))
        self.setAccessibleName(" ".join(self.lines))
