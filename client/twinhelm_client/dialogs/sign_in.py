"""Signing in: which pair, who, and the password or a token."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.connection import Endpoint, is_token, parse_endpoint
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.text import Text

BY_PASSWORD, BY_TOKEN = range(2)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person typed. `password` may be a token, which knows its user: `user` is empty then."""

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
        self,
        theme: Theme,
        endpoint: str,
        user: str,
        problem: str = "",
        *,
        fixed: bool = True,
        by_token: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign in to a pair"))
        self.setMinimumWidth(440)
        self.server = QLineEdit(endpoint)
        self.server.setPlaceholderText("10.20.0.10:7410")
        self.server.setEnabled(not fixed)
        self.way = Choice(self.tr("Sign in with"), (self.tr("Password"), self.tr("Token")))
        self.user = QLineEdit(user)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Keep it in the system's keyring"))
        self.problem = Text(theme, problem, Type.BODY, Hue.BAD, wrap=True)
        self.problem.setVisible(bool(problem))
        self._sign_in = QPushButton(self.tr("Sign in"))
        self._sign_in.setProperty("primary", True)
        self._sign_in.setDefault(True)
        self._sign_in.clicked.connect(self._give)
        self._lay_out(theme)
        self.way.chosen.connect(self._show_way)
        self.password.textChanged.connect(self._on_secret)
        self.way.choose(BY_TOKEN if by_token else BY_PASSWORD)
        self._show_way()
        first_empty = next((f for f in (self.server, self.user, self.password) if not f.text() and f.isEnabled()), self.password)
        (self.password if by_token else first_empty).setFocus()

    @property
    def by_token(self) -> bool:
        """Whether a token is asked for instead of name and password."""
        return self.way.current == BY_TOKEN

    def take_over(self, other: "SignInDialog") -> None:
        """Hold what was typed into another one: the language has changed meanwhile."""
        self.way.choose(other.way.current)
        self._show_way()
        for mine, theirs in ((self.server, other.server), (self.user, other.user), (self.password, other.password)):
            mine.setText(theirs.text())
        self.remember.setChecked(other.remember.isChecked())

    @Slot()
    def _show_way(self) -> None:
        self._form.setRowVisible(self.user, not self.by_token)
        label = self.tr("&Token") if self.by_token else self.tr("&Password")
        words = self._form.labelForField(self.password)
        assert isinstance(words, QLabel)
        words.setText(label)
        self.password.setAccessibleName(label.replace("&", ""))
        self.password.setPlaceholderText(self.tr("From 'twinhelm user token'") if self.by_token else "")

    @Slot(str)
    def _on_secret(self, typed: str) -> None:
        """A token that was put where a password is asked for is a token nevertheless."""
        if is_token(typed) and not self.by_token:
            self.way.choose(BY_TOKEN)
            self._show_way()

    @Slot()
    def _give(self) -> None:
        try:
            endpoint = parse_endpoint(self.server.text())
        except ValueError as error:
            self._complain(str(error), self.server)
            return
        secret, user = self.password.text(), self.user.text().strip()
        if self.by_token:
            secret, user = secret.strip(), ""
            if not is_token(secret):
                problem = self.tr("This is no token; it begins with twinhelm-token- and an admin of the pair makes it.")
                self._complain(problem, self.password)
                return
        elif not user:
            self._complain(self.tr("Type the name of a user of this pair."), self.user)
            return
        self.given.emit(SignIn(endpoint, user, secret, self.remember.isChecked()))
        self.accept()

    def _complain(self, sentence: str, field: QLineEdit) -> None:
        self.problem.say(sentence)
        self.problem.setVisible(True)
        field.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        labels = (self.tr("&Service address"), self.tr("Sign in with"), self.tr("&User"), self.tr("&Password"))
        for label, field in zip(labels, (self.server, self.way, self.user, self.password), strict=True):
            field.setAccessibleName(label.replace("&", ""))
            self._form.addRow(label, field)
        self._form.addRow("", self.remember)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._sign_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Text(theme, self.tr("Sign in"), Type.SERVER))
        column.addWidget(self.problem)
        column.addLayout(self._form)
        column.addLayout(buttons)
