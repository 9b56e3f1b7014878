"""The room in the unsafe queues in sentences, one under the other, the most urgent first."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from twinhelm_client.domain.queue_fill import FillAlarm, FillLine
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text

MOST_LINES = 4
_HUES = {FillAlarm.NOTICE: Hue.TEXT, FillAlarm.WARNING: Hue.WARN, FillAlarm.CRITICAL: Hue.BAD}
_MARKS = {FillAlarm.WARNING: "⚠ ", FillAlarm.CRITICAL: "✗ "}


class RoomLines(QWidget):
    """Sentences, at most four; a page with quiet queues gives them one line each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = [Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True) for _ in range(MOST_LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(2)
        for one in self._texts:
            column.addWidget(one)
        self.show_lines((), stale=False)

    @property
    def lines(self) -> list[str]:
        """What is shown."""
        return [one.text() for one in self._texts if not one.isHidden()]

    def show_lines(self, lines: tuple[FillLine, ...], *, stale: bool) -> None:
        """Show these; colours never alone, so the urgent ones carry a mark."""
        for number, label in enumerate(self._texts):
            line = lines[number] if number < len(lines) else None
            label.setVisible(line is not None)
            if line is not None:
                hue = Hue.STALE if stale else _HUES.get(line.alarm, Hue.MUTED)
                label.say(_MARKS.get(line.alarm, "") + line.sentence, hue)
        self.setVisible(bool(lines))
        self.setAccessibleName(" ".join(line.sentence for line in lines[:MOST_LINES]))
