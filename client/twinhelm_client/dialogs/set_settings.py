"""The settings of a protected set: as they are, what may be changed, and what each change means before it is applied."""

import uuid
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from twinhelm_client.dialogs.confirm import DestructiveConfirmation
from twinhelm_client.domain import text
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import SetStatus
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.set_settings import SetChange, change_between, deletes, meanings
from twinhelm_client.models.answer import Answer
from twinhelm_client.models.data import AsksData
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.set_fields import ChannelFields, CheckFields, QueueFields, SetFields
from twinhelm_client.widgets.text import Text

QUEUE, CHANNEL, CHECKS = range(3)


class SetSettingsDialog(QDialog):
    """Asks the pair for the set, shows it, and applies what was changed; `bridge` is None where nothing can be asked.

    Signals: applied(ProtectedSet) when the pair has accepted the change.
    """

    applied = Signal(object)

    def __init__(self, theme: Theme, live: LivePair, bridge: AsksData | None, set_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live = live
        self._bridge = bridge
        self.set_name = set_name
        self.before: ProtectedSet | None = None
        self.refusal: GatewayError | None = None
        self._asked: Answer | None = None
        self._applying = False
        self.setWindowTitle(self.tr("Settings of the set {0}").format(set_name))
        self.setMinimumWidth(720)
        self.sections = Choice(self.tr("Which settings"), [self.tr("Queue"), self.tr("Channel"), self.tr("Checks")])
        self.sections.chosen.connect(self.choose_section)
        self.fields: tuple[SetFields, ...] = (QueueFields(theme), ChannelFields(theme), CheckFields(theme))
        self.pages = QStackedWidget()
        for fields in self.fields:
            self.pages.addWidget(fields)
            fields.edited.connect(self._on_edited)
        self.where = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.means = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.means.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.problem = Text(theme, "", Type.BODY, Hue.BAD, wrap=True)
        self.apply = QPushButton(self.tr("Apply"))
        self.apply.setProperty("primary", True)
        self.apply.setDefault(True)
        self.apply.clicked.connect(self._apply)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        live.changed.connect(self._refresh)
        self._refresh()

    def begin(self) -> None:
        """Ask the pair for the set as it is."""
        if self._bridge is not None:
            self._asked = self._bridge.run(self._bridge.data.sets()).then(self._on_sets, self.refuse)

    def show_set(self, one: ProtectedSet) -> None:
        """Show the set as it is."""
        self.before = one
        for fields in self.fields:
            fields.show_set(one)
        self._refresh()

    @Slot(int)
    def choose_section(self, number: int) -> None:
        """Show the settings of the queue (0), of the channel (1) or of checks (2)."""
        self.sections.choose(number)
        self.pages.setCurrentIndex(number)

    def take_over(self, other: "SetSettingsDialog") -> None:
        """Hold what was typed into another one: the language has changed meanwhile."""
        if other.before is not None:
            self.show_set(other.before)
            for mine, theirs in zip(self.fields, other.fields, strict=True):
                mine.take_over(theirs)
        self.refusal = other.refusal
        self.choose_section(other.sections.current)
        self._refresh()

    def wanted(self) -> SetChange | None:
        """Return what was changed, or None while something that was typed cannot be used."""
        if self.before is None:
            return None
        after = self.before
        usable = True
        for fields in self.fields:
            typed = fields.typed()
            usable = usable and typed is not None
            after = replace(after, **typed) if typed is not None else after  # type: ignore[arg-type]  # by name, from the fields
        return change_between(self.before, after) if usable else None

    # --- showing

    @property
    def _may_change(self) -> bool:
        return self._live.session is not None and self._live.session.role == "admin"

    @property
    def _status(self) -> SetStatus | None:
        status = self._live.status
        return next((one for one in status.sets if one.name == self.set_name), None) if status is not None else None

    @Slot()
    def _refresh(self) -> None:
        folder = self._status.path if self._status is not None else self.before.path if self.before is not None else ""
        told = self.tr("{0} · what is changed here takes effect at once, applications go on.")
        self.where.say(told.format(folder) if folder else "")
        known = self.before is not None
        for fields in self.fields:
            fields.setEnabled(known and self._may_change and not self._applying)
            fields.show_status(self._status)
        self._show_meaning()

    @Slot()
    def _on_edited(self) -> None:
        self._show_meaning()
        self._fit()

    @Slot()
    def _show_meaning(self) -> None:
        change = self.wanted()
        told = meanings(change, self._status) if change is not None else ()
        if self._applying:
            words, hue = self.tr("Applying…"), Hue.MUTED
        elif self.before is None:
            words, hue = ("" if self.refusal is not None else self.tr("Asking the pair…")), Hue.MUTED
        elif not self._may_change:
            words, hue = self.tr("Only an admin of the pair changes settings; everybody may look at them."), Hue.MUTED
        elif change is None:
            words, hue = self.tr("Something that was typed cannot be used; the line below the field says why."), Hue.WARN
        elif told:
            words, hue = "\n".join(f"–  {one}" for one in told), Hue.TEXT
        else:
            words, hue = self.tr("Nothing is changed yet."), Hue.MUTED
        self.means.say(words, hue)
        trouble = text.no_data(self._live.age_s) if self._live.stale else ""
        self.problem.say(str(self.refusal) if self.refusal is not None else trouble)
        self.problem.setVisible(bool(self.problem.text()))
        self.apply.setEnabled(bool(told) and not self._applying and self._may_change and not self._live.stale)

    # --- asking

    def _on_sets(self, sets: tuple[ProtectedSet, ...]) -> None:
        self._asked = None
        found = next((one for one in sets if one.name == self.set_name), None)
        if found is not None and self.before is None:
            self.show_set(found)
        elif found is None:
            self.refuse(GatewayError(f"there is no set called {self.set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET"))

    def refuse(self, error: GatewayError) -> None:
        """Show why the pair did not do it; what was typed stays."""
        self._asked, self._applying, self.refusal = None, False, error
        self._refresh()

    @Slot()
    def _apply(self) -> None:
        change = self.wanted()
        if change is None or not change.wanted() or not self.apply.isEnabled():
            return
        if deletes(change):
            self.asking = ask_to_delete(self._theme, self._live, self.set_name, self)
            self.asking.confirmed.connect(lambda: self._send(change))
            self.asking.open()
        else:
            self._send(change)

    def _send(self, change: SetChange) -> None:
        if self._bridge is None:
            return
        self._applying, self.refusal = True, None
        work = self._bridge.data.change_set(self.set_name, change, request_id=uuid.uuid4().hex)
        self._asked = self._bridge.run(work).then(self._on_applied, self.refuse)
        self._refresh()

    def _on_applied(self, changed: ProtectedSet) -> None:
        self._asked, self._applying = None, False
        self.applied.emit(changed)
        self.accept()

    def _fit(self) -> None:
        """Give every section the room that its words need at this width: a stack does not ask."""
        width = self.width() - 48
        self.pages.setMinimumHeight(max(fields.heightForWidth(width) for fields in self.fields))

    def _lay_out(self) -> None:
        panel = Panel(self._theme, self.tr("What this means"))
        panel.body.addWidget(self.means, 1)
        panel.setMinimumHeight(112)
        bar = QHBoxLayout()
        bar.addWidget(self.sections)
        bar.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(self._theme, self.tr("Settings of {0}").format(self.set_name), Type.SERVER))
        column.addWidget(self.where)
        column.addLayout(bar)
        column.addWidget(self.pages, 1)
        column.addWidget(panel)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def done(self, result: int) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None
        super().done(result)


def ask_to_delete(theme: Theme, live: LivePair, set_name: str, parent: QWidget) -> DestructiveConfirmation:
    """Return the question before checks of a set may delete; the name of the server that loses something is typed by hand."""
    status = live.status
    active = status.active if status is not None else None
    passive = status.other(active.name) if status is not None and active is not None else None
    server = passive.name if passive is not None else set_name
    losses = (
        translate("AskToDelete", "From now on each check deletes on {0} whatever the active does not have.").format(server),
        translate("AskToDelete", "It is not set aside first and cannot be had back."),
    )
    headline = translate("AskToDelete", "Let checks of {0} delete on {1}").format(set_name, server)
    return DestructiveConfirmation(theme, headline, losses, server, translate("AskToDelete", "Delete from now on"), parent)
