"""The open connections to servers of the pair: what goes through each, and one button to end it. Refusals stand on top."""

import time
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.bridge.access import Access
from twinhelm_client.dialogs.viewers import ViewersDialog
from twinhelm_client.domain.access import AccessTarget, OpenAccess, Started, ViewerEnd, title
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.accesses_model import AccessesModel
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text
from twinhelm_client.widgets.value_view import ValueView


class AccessesDialog(QDialog):
    """Stays open beside the work; closing it closes no connection, closing the console closes all."""

    def __init__(self, theme: Theme, access: Access, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._theme = theme
        self._access = access
        self.model = AccessesModel(self, clock)
        self.setWindowTitle(self.tr("Connections to the servers"))
        self.setMinimumSize(820, 380)
        self._icon = Icon(theme, icons.TONES[Tone.OK], 24)
        self.headline = Text(theme, "", Type.SERVER, elide=True)
        self.explanation = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.table = ValueView(theme, self.model, self.tr("Open connections"), (0, 132, 56, 56, 76, 84, 64), 0)
        self.viewer = QPushButton(self.tr("&Start the viewer"))
        self.copy = QPushButton(self.tr("Copy the &address"))
        self.end = QPushButton(self.tr("&End it"))
        self.viewers = QPushButton(self.tr("&Viewers…"))
        self.dismiss = QPushButton(self.tr("Close"))
        self.dismiss.setProperty("primary", True)
        self._lay_out(theme)
        self.viewer.clicked.connect(self._start)
        self.copy.clicked.connect(self._copy)
        self.end.clicked.connect(self._end)
        self.viewers.clicked.connect(self.choose_viewers)
        self.dismiss.clicked.connect(self.hide)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        access.changed.connect(self.show_accesses)
        access.opened.connect(self.show_opened)
        access.refused.connect(self.show_refused)
        access.viewer_ended.connect(self.show_ended)
        self.show_accesses(access.open_now)
        self._say_calm()

    @Slot(object)
    def show_accesses(self, accesses: tuple[OpenAccess, ...]) -> None:
        """Show what is open now."""
        self.model.show(accesses)
        if accesses and not self.table.selectionModel().hasSelection():
            self.table.selectRow(len(accesses) - 1)
        self._choose()
        refused = next((a for a in accesses if a.refusal), None)
        if refused is not None:
            self._say(Tone.WARN, self.tr("{0}: the last connection was refused.").format(title(refused.target)), refused.refusal)

    @Slot(object, object)
    def show_opened(self, state: OpenAccess, viewer: Started) -> None:
        """Say where the new one listens and what was started."""
        way = self.tr("It leads through the active server and the heartbeat network; it ends with the console.")
        if viewer.name:
            started = self.tr("{0}: {1} was started on {2}.").format(title(state.target), viewer.name, state.local_address)
            self._say(Tone.OK, started, way)
            return
        listens = self.tr("{0} is reached at {1}.").format(title(state.target), state.local_address)
        if viewer.missing:
            missing = self.tr("The viewer {0} cannot be started; install it, or choose another one with Viewers. {1}")
            self._say(Tone.WARN, listens, missing.format(viewer.missing, way))
        else:
            none = self.tr("No viewer for it was found here; start your own, or choose one with Viewers. {0}").format(way)
            self._say(Tone.OK, listens, none)

    @Slot(object, object)
    def show_ended(self, state: OpenAccess, end: ViewerEnd) -> None:
        """Say that a viewer is gone, and why if it says so; a program that only hands over to another one is gone at once."""
        if end.status == 0 and not end.connected:
            return
        stays = self.tr("{0} stays open: start the viewer again, or end it.").format(state.local_address)
        if end.status == 0:
            self._say(Tone.OK, self.tr("{0}: {1} has ended.").format(title(state.target), end.name), stays)
            return
        if end.status < 0:
            headline = self.tr("{0}: {1} has crashed.").format(title(state.target), end.name)
        else:
            headline = self.tr("{0}: {1} has ended with status {2}.").format(title(state.target), end.name, end.status)
        self._say(Tone.WARN, headline, self.tr("It said: {0}").format(f"{end.words}\n{stays}") if end.words else stays)

    @Slot(object, object)
    def show_refused(self, target: AccessTarget, error: GatewayError) -> None:
        """Say why it was not opened."""
        headlines = {
            "ROLE_TOO_LOW": self.tr("{0} was refused: your role is too low."),
            "NOT_ALLOWED": self.tr("{0} was refused: the port is not on the pair's list."),
            "NOBODY_LISTENS": self.tr("{0}: nobody listens there."),
            "NOT_REACHABLE": self.tr("{0}: no heartbeat link leads there now."),
        }
        headline = headlines.get(error.reason, self.tr("{0} was not opened."))
        self._say(Tone.BAD, headline.format(title(target)), str(error))

    @Slot()
    def choose_viewers(self) -> None:
        """Ask which programs to use."""
        chooser = ViewersDialog(self._theme, self._access, self)
        chooser.accepted.connect(self._choose)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _say_calm(self) -> None:
        if self.model.rowCount() == 0:
            how = self.tr("Choose what to connect to with the button on the Overview, or with Ctrl+K.")
            self._say(Tone.OK, self.tr("No connection is open."), how)
        else:
            self._say(Tone.OK, self.tr("Connections through the active server"), self.tr("They end with the console."))

    def _say(self, tone: Tone, headline: str, explanation: str) -> None:
        self._icon.show_icon(icons.TONES[tone], str(tone))
        self.headline.say(headline)
        self.explanation.say(explanation)
        self.setAccessibleDescription(f"{headline} {explanation}")

    def _chosen(self) -> OpenAccess | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()] if rows and rows[0].row() < len(self.model.rows) else None

    @Slot()
    def _choose(self) -> None:
        chosen = self._chosen()
        for button in (self.copy, self.end):
            button.setEnabled(chosen is not None)
        self.viewer.setEnabled(chosen is not None and self._access.viewer_for(chosen.target.kind) is not None)

    @Slot()
    def _start(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.show_opened(chosen, self._access.start_viewer(chosen))

    @Slot()
    def _copy(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            QGuiApplication.clipboard().setText(chosen.local_address)

    @Slot()
    def _end(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._access.close_one(chosen.number)
            self._say(Tone.OK, self.tr("{0} is closed.").format(title(chosen.target)), "")

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.explanation)
        head.addLayout(words, 1)
        panel = Panel(theme)
        panel.body.setContentsMargins(12, 8, 12, 8)
        panel.body.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.viewer, self.copy, self.end, self.viewers):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(panel, 1)
        column.addLayout(buttons)
