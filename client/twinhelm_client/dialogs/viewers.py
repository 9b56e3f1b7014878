"""Which program shows a remote desktop, VNC or SSH: what was found, and the user's own choice."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.bridge.access import Access
from twinhelm_client.domain.access import AccessKind, command_problem
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.fields import Fields
from twinhelm_client.widgets.text import Text

KINDS = (AccessKind.RDP, AccessKind.VNC, AccessKind.SSH)


class ViewersDialog(QDialog):
    """An empty field means: the first known program that is installed."""

    def __init__(self, theme: Theme, access: Access, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._access = access
        self.setWindowTitle(self.tr("Viewers"))
        self.setMinimumWidth(620)
        self.fields = Fields(theme)
        self.commands: dict[AccessKind, QLineEdit] = {}
        labels = {AccessKind.RDP: self.tr("&Remote desktop"), AccessKind.VNC: self.tr("&VNC"), AccessKind.SSH: self.tr("&SSH")}
        for kind in KINDS:
            field = QLineEdit(access.viewers.get(kind, ""))
            found = access.found_viewer(kind)
            field.setPlaceholderText(" ".join(found.command) if found is not None else self.tr("no program was found"))
            self.commands[kind] = field
            self.fields.add(labels[kind], field)
        self.save = QPushButton(self.tr("Use these"))
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Which programs show a server?"), Type.SERVER))
        how = self.tr(
            "A command with {host} and {port} where the address goes, and {user} if you like. Empty: the first that is installed."
        )
        column.addWidget(Text(theme, how, Type.BODY, Hue.MUTED, wrap=True))
        column.addWidget(self.fields)
        column.addLayout(buttons)

    @Slot()
    def _save(self) -> None:
        problems = {kind: command_problem(field.text()) for kind, field in self.commands.items()}
        for kind, problem in problems.items():
            self.fields.complain(self.commands[kind], problem)
        if any(problems.values()):
            return
        for kind, field in self.commands.items():
            self._access.choose_viewer(kind, field.text().strip())
        self.accept()
