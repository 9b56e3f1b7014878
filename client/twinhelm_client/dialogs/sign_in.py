"""Signing in: which pair, who, and the password."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.connection import Endpoint, parse_endpoint
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person typed."""

    endpoint: Endpoint
    user: str
    password: str
    remember: bool


class SignInDialog(QDialog):
    """Asks for what is missing; `fixed` means that the address may not be changed here.

    Signals: given(SignIn).
    """

    given = Signal(object)

    def __init__(
        self, theme: Theme, endpoint: str, user: str, problem: str = "", *, fixed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign in to a pair"))
        self.setMinimumWidth(440)
        self.server = QLineEdit(endpoint)
        self.server.setPlaceholderText("10.20.0.10:7410")
        self.server.setEnabled(not fixed)
        self.user = QLineEdit(user)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Keep the password in the system's keyring"))
        self.problem = Text(theme, problem, Type.BODY, Hue.BAD, wrap=True)
        self.problem.setVisible(bool(problem))
        self._sign_in = QPushButton(self.tr("Sign in"))
        self._sign_in.setProperty("primary", True)
        self._sign_in.setDefault(True)
        self._sign_in.clicked.connect(self._give)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        labels = (self.tr("&Service address"), self.tr("&User"), self.tr("&Password"))
        for label, field in zip(labels, (self.server, self.user, self.password), strict=True):
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(label, field)
        form.addRow("", self.remember)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._sign_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Text(theme, self.tr("Sign in"), Type.SERVER))
        column.addWidget(self.problem)
        column.addLayout(form)
        column.addLayout(buttons)
        first_empty = next((f for f in (self.server, self.user, self.password) if not f.text() and f.isEnabled()), self.password)
        first_empty.setFocus()

    @Slot()
    def _give(self) -> None:
        try:
            endpoint = parse_endpoint(self.server.text())
        except ValueError as error:
            self._complain(str(error), self.server)
            return
        if not self.user.text().strip():
            self._complain(self.tr("Type the name of a user of this pair."), self.user)
            return
        self.given.emit(SignIn(endpoint, self.user.text().strip(), self.password.text(), self.remember.isChecked()))
        self.accept()

    def _complain(self, sentence: str, field: QLineEdit) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(True)
        field.setFocus()
