"""Commands to copy: shown as they are, with one button that puts them on the clipboard."""

import math

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text


class CommandBox(QWidget):
    """A title, the text, and a button. A secret in it is not kept anywhere else."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(theme, title, Type.BODY_STRONG)
        self.done = Text(theme, "", Type.CAPTION, Hue.OK)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)  # a token is one long word; on the clipboard it stays one
        self.text.setAccessibleName(title)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy: {0}").format(title))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.done)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text)

    def show_commands(self, commands: str) -> None:
        """Show these, with all their lines in sight."""
        if commands != self.text.toPlainText():
            self.text.setPlainText(commands)
            self.done.say("")
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.text.font())
        across = max(20, (self.text.viewport().width() - 10) // max(1, metrics.horizontalAdvance("0")))
        lines = sum(max(1, math.ceil(len(line) / across)) for line in self.text.toPlainText().split("\n"))
        height = metrics.lineSpacing() * min(lines, 16) + 24
        if height != self.text.height():
            self.text.setFixedHeight(height)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.done.say(self.tr("copied"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
