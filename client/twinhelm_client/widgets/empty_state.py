"""What stands where a list would be while there is none: an icon, what is so, what to do, and perhaps the button that does it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.text import Text

_ICON = 44
_WIDTH = 440  # of the sentence: a longer line is hard to read


class EmptyState(QWidget):
    """Stands in the middle of its room.

    Signals: wanted() when its button was pressed.
    """

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(theme, ("mdi6.circle-outline", Hue.STALE), _ICON)
        self.head = Text(theme, "", Type.HEADING)
        self.head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.words.setFixedWidth(_WIDTH)
        self.button = QPushButton()
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._icon, self.head, self.words, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, icon: str, head: str, words: str, button: str = "") -> None:
        """Say what is so; without a word on it there is no button."""
        self._icon.show_icon((icon, Hue.STALE))
        self.head.say(head)
        self.words.say(words)
        self.words.setFixedHeight(self.words.heightForWidth(_WIDTH))  # beside an alignment a layout does not ask how high words become
        self.button.setText(button)
        self.button.setVisible(bool(button))
