"""The question before something that cannot be undone: what is lost, and the name of the server typed by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.text import Text


class DestructiveConfirmation(QDialog):
    """Asks once more. The button that does it wakes up only when `name` was typed exactly; the default is to do nothing.

    `headline` says what will be done, `losses` what cannot be had back, one sentence each, `action` is the word on the button.

    Signals: confirmed().
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, headline: str, losses: Sequence[str], name: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setWindowTitle(headline)
        self.setMinimumWidth(520)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(name)
        question = QLabel(self.tr("Type &the name of the server, {0}, to go on:").format(name))
        question.setBuddy(self.typed)
        self.typed.setAccessibleName(self.tr("Name of the server, {0}").format(name))
        self.cancel = QPushButton(self.tr("Change nothing"))
        self.cancel.setProperty("primary", True)
        self.cancel.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.go = QPushButton(action)
        self.go.setProperty("destructive", True)
        self.go.setAutoDefault(False)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._confirm)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon(theme, ("mdi6.alert-octagon-outline", Hue.BAD), 28))
        head.addWidget(Text(theme, headline, Type.SERVER, wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        for loss in losses:
            column.addWidget(Text(theme, f"–  {loss}", Type.BODY, Hue.TEXT, wrap=True))
        column.addSpacing(4)
        column.addWidget(question)
        column.addWidget(self.typed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        self.setAccessibleDescription(" ".join(losses))
        self.typed.textChanged.connect(self._compare)
        self.typed.returnPressed.connect(self._returned)
        self.typed.setFocus()

    @Slot()
    def _compare(self) -> None:
        matches = self.typed.text().strip() == self._name
        self.go.setEnabled(matches)
        self.cancel.setDefault(not matches)

    @Slot()
    def _returned(self) -> None:
        """Return in the field moves on to the button; it never does the act itself."""
        if self.go.isEnabled():
            self.go.setFocus()

    @Slot()
    def _confirm(self) -> None:
        if self.typed.text().strip() == self._name:
            self.accept()
            self.confirmed.emit()
