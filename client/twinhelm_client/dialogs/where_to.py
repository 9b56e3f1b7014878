"""Asks for a folder on a server: where something from the quarantine or from an archive is to go."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text


class WhereTo(QDialog):
    """`headline` says what goes there, `hint` what the folder has to be; with `may_be_empty` nothing means where it was.

    Signals: chosen(str).
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, headline: str, hint: str, action: str, *, may_be_empty: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self.setWindowTitle(headline)
        self.setMinimumWidth(520)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText("/srv/restored")
        label = QLabel(self.tr("&Folder:"))
        label.setBuddy(self.folder)
        self.go = QPushButton(action)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.clicked.connect(self._choose)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(theme, headline, Type.SERVER, wrap=True))
        column.addWidget(Text(theme, hint, Type.BODY, Hue.MUTED, wrap=True))
        column.addWidget(label)
        column.addWidget(self.folder)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        self.setAccessibleDescription(hint)
        self.folder.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        given = self.folder.text().strip()
        self.go.setEnabled(given.startswith("/") or (self._may_be_empty and not given))

    @Slot()
    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.folder.text().strip())
