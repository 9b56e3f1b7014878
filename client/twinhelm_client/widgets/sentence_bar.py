"""The bar on top of every page: the sentence that is always true, how old it is, and who is signed in."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.sentence import Sentence, Tone
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class SentenceBar(Panel):
    """Shows a Sentence; its tone is a coloured edge and an icon."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._tone = Tone.BUSY
        self.body.setContentsMargins(18, 8, 18, 8)
        self._icon = Icon(theme, icons.TONES[self._tone], 24)
        self.words = Text(theme, "", Type.HEADING, elide=True)
        self.detail = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.updated = Text(theme, "", Type.CAPTION, Hue.MUTED)
        self.who = Text(theme, "", Type.CAPTION, Hue.MUTED)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, texts in ((left, (self.words, self.detail)), (right, (self.updated, self.who))):
            column.setSpacing(2)
            for item in texts:
                column.addWidget(item)
        for item in (self.updated, self.who):
            item.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.action = QPushButton()
        self.action.setVisible(False)
        row.addLayout(left, 1)
        row.addWidget(self.action)
        row.addLayout(right)
        self.body.addLayout(row)
        self.setFixedHeight(58)

    def show_sentence(self, sentence: Sentence, updated: str, who: str) -> None:
        """Show a sentence, its age and the user."""
        self.words.say(sentence.text)
        self.detail.say(sentence.detail)
        self.updated.say(updated)
        self.who.say(who)
        self.setAccessibleName(f"{sentence.text} {sentence.detail}")
        self._icon.show_icon(icons.TONES[sentence.tone], str(sentence.tone))
        if sentence.tone is not self._tone:
            self._tone = sentence.tone
            self.update()

    def offer(self, action: str) -> None:
        """Offer what a person can do now; an empty text takes the button away."""
        self.action.setText(action)
        self.action.setVisible(bool(action))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 10, 10)
        edge = QPainterPath()
        edge.addRect(QRectF(0, 0, 5, self.height()))
        painter.fillPath(shape & edge, self.theme.color(icons.TONES[self._tone][1]))
        painter.end()
