"""A quiet line above the page for what a person should know once, with a button to put it away."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from twinhelm_client.domain.sentence import Tone
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class Notice(Panel):
    """Hidden until something is said."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.body.setContentsMargins(18, 8, 12, 8)
        self._icon = Icon(theme, icons.TONES[Tone.WARN], 20)
        self.words = Text(theme, "", Type.BODY, wrap=True)
        close = QPushButton(self.tr("Understood"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        self.body.addLayout(row)
        self.hide()

    def say(self, words: str, tone: Tone = Tone.WARN) -> None:
        """Show this until it is put away."""
        self._icon.show_icon(icons.TONES[tone], words)
        self.words.say(words)
        self.setAccessibleName(words)
        self.show()
