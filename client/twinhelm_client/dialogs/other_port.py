"""Which other port of a server to connect to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.access import AccessKind, AccessTarget, parse_port
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.fields import Fields
from twinhelm_client.widgets.text import Text


class OtherPortDialog(QDialog):
    """Signals: chosen(AccessTarget)."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, server: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self.setWindowTitle(self.tr("Connect to {0}").format(server))
        self.setMinimumWidth(440)
        self.port = QLineEdit()
        self.port.setPlaceholderText("8443")
        self.fields = Fields(theme)
        self.fields.add(self.tr("&Port"), self.port, self.tr("The port has to be on the pair's list; an admin adds it."))
        self.go = QPushButton(self.tr("Connect"))
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Which port of {0}?").format(server), Type.SERVER))
        column.addWidget(
            Text(theme, self.tr("A port of this computer will lead to it, for your own program."), Type.BODY, Hue.MUTED, wrap=True)
        )
        column.addWidget(self.fields)
        column.addLayout(buttons)

    @Slot()
    def _choose(self) -> None:
        try:
            port = parse_port(self.port.text())
        except ValueError as error:
            self.fields.complain(self.port, str(error))
            return
        self.accept()
        self.chosen.emit(AccessTarget(self._server, AccessKind.TCP, port))
