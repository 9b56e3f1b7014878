"""What all wizards have in common: steps on top, one sentence that is true now, a page below it, and the buttons."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from twinhelm_client.bridge.pair_bridge import Reply
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.steps import Steps


class Guide(QDialog):
    """The frame of a wizard. Subclasses add pages and connect `back`, `again` and `go`; closing it never stops what runs on the pair."""

    def __init__(self, theme: Theme, title: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reply: Reply | None = None
        self._title = title
        self.setWindowTitle(title)
        self.setMinimumSize(720, 600)
        self.steps = Steps(theme, steps)
        self._icon = Icon(theme, icons.TONES[Tone.BUSY], 28)
        self.headline = Text(theme, "", Type.SERVER, wrap=True)
        self.explanation = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.pages = QStackedWidget()
        self.back = QPushButton()
        self.again = QPushButton()
        self.go = QPushButton()
        self._put_together()

    def entitle(self, title: str) -> None:
        """Name the wizard; its window is called so until there is something to say."""
        self._title = title
        self.setWindowTitle(title)

    def add_page(self, content: QWidget, below: QWidget | None = None, above: QWidget | None = None) -> None:
        """Add a page: `content` scrolls when it is long, `above` stays over it and `below` under it."""
        panel = Panel(self._theme)
        panel.body.setContentsMargins(20, 16, 20, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(content)
        column.addStretch(1)
        scroll.setWidget(inner)
        for surface in (inner, scroll.viewport()):  # setWidget makes the inner one paint its own background
            surface.setAutoFillBackground(False)
        if above is not None:
            panel.body.addWidget(above)
        panel.body.addWidget(scroll, 1)
        if below is not None:
            panel.body.addWidget(below)
        self.pages.addWidget(panel)

    def turn_to(self, page: int) -> None:
        """Show a page and mark its step."""
        self.pages.setCurrentIndex(page)
        self.steps.go_to(page)

    def say(self, tone: Tone, headline: str, explanation: str) -> None:
        """Say what is true now; in the title too, where the window list and a screen reader find it."""
        self._icon.show_icon(icons.TONES[tone], str(tone))
        self.headline.say(headline)
        self.explanation.say(explanation, Hue.MUTED)
        self.setWindowTitle(f"{self._title} – {headline}")
        self.setAccessibleDescription(f"{headline} {explanation}")

    def question(self, headline: str, explanation: str) -> None:
        """Ask something; nothing is true or false yet."""
        self.say(Tone.BUSY, headline, explanation)
        self._icon.show_icon(("mdi6.help-circle-outline", Hue.ACCENT), "")

    def offer(self, *, back: str = "", again: str = "", go: str = "", ready: bool = False) -> None:
        """Show these buttons; empty ones are hidden. `ready` says whether `go` may be pressed."""
        for button, words in ((self.back, back), (self.again, again), (self.go, go)):
            button.setVisible(bool(words))
            button.setText(words)
        self.go.setEnabled(ready)

    def ask(self, reply: Reply, done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        """Wait for an answer; one that was waited for before is forgotten."""
        self.forget_answer()
        self._reply = reply.then(done, failed)

    def forget_answer(self) -> None:
        """Wait for nothing any more."""
        if self._reply is not None:
            self._reply.drop()
            self._reply = None

    def _put_together(self) -> None:
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.back.setAutoDefault(False)
        self.again.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.headline)
        words.addWidget(self.explanation)
        head.addLayout(words, 1)
        self.explanation.setMinimumHeight(40)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.back, self.again, self.go):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.steps)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    def done(self, result: int) -> None:
        self.forget_answer()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()
