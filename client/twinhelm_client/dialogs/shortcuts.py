"""The list of keyboard shortcuts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text


class ShortcutsDialog(QDialog):
    """Each line a key and what it does."""

    def __init__(self, theme: Theme, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setMinimumSize(440, 420)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(lines):
            grid.addWidget(Text(theme, key, Type.BODY_STRONG), row, 0)
            grid.addWidget(Text(theme, words, Type.BODY, Hue.MUTED, wrap=True), row, 1)
        inner = QWidget()
        inner_column = QVBoxLayout(inner)
        inner_column.setContentsMargins(0, 0, 0, 0)
        inner_column.addLayout(grid)
        inner_column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        for surface in (inner, scroll.viewport()):
            surface.setAutoFillBackground(False)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Text(theme, self.tr("Keyboard shortcuts"), Type.SERVER))
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        self.setAccessibleDescription(" ".join(f"{key}: {words}." for key, words in lines))
        close.setFocus()
