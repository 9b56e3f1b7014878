"""The failover, guided: what will be lost, in entries, bytes and seconds, before it asks; then the phases; then what was verified."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain import text
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.loss import FailoverOutlook, failover_outlook
from twinhelm_client.domain.operations import Operation
from twinhelm_client.domain.pair import Check, PairStatus, Verdict
from twinhelm_client.domain.protection import Divergences
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.verification import verified
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.divergence_words import divergence_checks
from twinhelm_client.wizards.operation_guide import CHECKS, OperationGuide


class FailoverWizard(OperationGuide):
    """The figures follow the pair until the button is pressed; the button wakes up when the name of the old active was typed."""

    def __init__(self, theme: Theme, bridge: PairBridge, live: LivePair, parent: QWidget | None = None) -> None:
        self._live = live
        self._outlook: FailoverOutlook | None = None
        self._divergences: Divergences | None = None
        self._asked = False
        self.lost_entries = Text(theme, "–", Type.FIGURE)
        self.lost_bytes = Text(theme, "–", Type.FIGURE)
        self.lost_seconds = Text(theme, "–", Type.FIGURE)
        self.losses = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.prompt = Text(theme, "", Type.BODY_STRONG)
        self.typed = QLineEdit()
        super().__init__(theme, bridge, "", ("", "", ""), parent)
        self.entitle(self.tr("Failover"))
        self.setMinimumSize(860, 740)
        self.steps.rename((self.tr("What is lost"), self.tr("Under way"), self.tr("Verified")))
        self._warn(danger=True)
        self.typed.textChanged.connect(self._compare)
        self.typed.returnPressed.connect(self._returned)
        live.changed.connect(self._refresh)

    def turn_to(self, page: int) -> None:
        super().turn_to(page)
        self._warn(danger=page == CHECKS)

    def _warn(self, *, danger: bool) -> None:
        """Draw the button red only where it takes something away: closing the last page is no danger."""
        if bool(self.go.property("destructive")) is danger:
            return
        self.go.setProperty("primary", not danger)
        self.go.setProperty("destructive", danger)
        self.go.style().unpolish(self.go)
        self.go.style().polish(self.go)

    def above_the_checks(self) -> QWidget:
        """The price in three figures: what this page is about."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        words = (self.tr("entries lost"), self.tr("of changes lost"), self.tr("of work lost"))
        for column, (figure, word) in enumerate(zip((self.lost_entries, self.lost_bytes, self.lost_seconds), words, strict=True)):
            grid.addWidget(figure, 0, column)
            grid.addWidget(Text(self._theme, word, Type.CAPTION, Hue.MUTED), 1, column)
            grid.setColumnStretch(column, 1)
        return box

    def below_the_checks(self) -> QWidget:
        """What the figures mean, and the name to type."""
        box = QWidget()
        column_ = QVBoxLayout(box)
        column_.setContentsMargins(0, 8, 0, 0)
        column_.setSpacing(10)
        column_.addWidget(self.losses)
        column_.addWidget(self.prompt)
        column_.addWidget(self.typed)
        column_.addWidget(self.reason)
        return box

    @Slot()
    def begin(self) -> None:
        """Show the price; it is looked at again with every status."""
        self._asked = False
        for field in (self.typed, self.reason):
            field.setEnabled(True)
        self.turn_to(CHECKS)
        self._refresh()
        self.typed.setFocus()

    @Slot()
    def _refresh(self) -> None:
        status = self._live.status
        if self._operation is not None or self._asked or self.pages.currentIndex() != CHECKS:
            return
        if status is None:
            self.say(Tone.BUSY, self.tr("Looking at both servers…"), self.tr("Nothing is changed by this."))
            self.offer(back=self.tr("Cancel"), go=self.tr("Fail over"))
            return
        self.show_outlook(failover_outlook(status, self._live.age_s, stale=self._live.stale))

    def show_outlook(self, outlook: FailoverOutlook) -> None:
        """Show what a failover would cost now."""
        self._outlook = outlook
        self.checks.show(outlook.checks)
        hue = Hue.BAD if outlook.entries else Hue.TEXT
        self.lost_entries.say(f"{outlook.entries:,}".replace(",", "\u202f"), hue)
        self.lost_bytes.say(text.size(outlook.bytes), hue)
        self.lost_seconds.say(text.seconds(outlook.seconds), hue)
        self.losses.say("\n".join(outlook.losses))
        if outlook.possible:
            headline = self.tr("{0} would take over from {1}, without what {1} has not sent yet.")
            self.say(
                Tone.WARN,
                headline.format(outlook.to_server, outlook.from_server),
                self.tr("Nothing is changed before you type the name below. The figures are those of this moment and are lost for good."),
            )
        else:
            why = next((c.sentence for c in outlook.checks if c.verdict is Verdict.VETO), "")
            self.say(Tone.BAD, self.tr("The console cannot start a failover now."), why)
        self.prompt.say(self.tr("Type the name of the server that loses its role: {0}").format(outlook.from_server))
        self.typed.setPlaceholderText(outlook.from_server)
        self.typed.setAccessibleName(self.tr("Name of the server that loses its role, {0}").format(outlook.from_server))
        for widget in (self.typed, self.prompt, self.reason):
            widget.setVisible(outlook.possible)
        self._compare()

    @Slot()
    def _compare(self) -> None:
        outlook = self._outlook
        if outlook is None or self.pages.currentIndex() != CHECKS or self._asked:
            return
        ready = outlook.possible and self.typed.text().strip() == outlook.from_server
        go = self.tr("Fail over to {0}").format(outlook.to_server) if outlook.to_server else self.tr("Fail over")
        self.offer(back=self.tr("Change nothing"), go=go, ready=ready)
        self.back.setDefault(not ready)

    @Slot()
    def _returned(self) -> None:
        """Return in the field moves on to the button; it never does the act itself."""
        if self.go.isEnabled():
            self.go.setFocus()

    def start(self) -> None:
        """Ask for the failover."""
        outlook = self._outlook
        if outlook is None or self.typed.text().strip() != outlook.from_server:
            return
        self._asked = True
        for given in (self.typed, self.reason):
            given.setEnabled(False)
        self.say(Tone.BUSY, self.tr("Asking {0} to take over…").format(outlook.to_server), "")
        self.offer(back=self.tr("Close"), go=self.tr("Fail over"))
        self.ask(self._bridge.start_failover(outlook.to_server, self.reason.text().strip()), self.watch_and_show, self._not_started)

    def evidence(self, operation: Operation, status: PairStatus) -> tuple[Check, ...]:
        """The pair, and what the old active keeps aside."""
        points = verified(operation, status)
        # The old active comes back by itself: until it has, this is expected, and said as such.
        eased = tuple(
            replace(c, verdict=Verdict.HINT) if c.name == "silence" and c.verdict is Verdict.VETO and not _heard(operation, status) else c
            for c in points
        )
        if self._divergences is None:
            self._divergences = Divergences()
            self.ask(self._bridge.divergences(), self._kept, lambda _: None)
        return (*eased, *divergence_checks(self._divergences, operation.generation))

    def _kept(self, found: Divergences) -> None:
        self._divergences = found

    def _not_started(self, error: GatewayError) -> None:
        self.say(Tone.BAD, self.tr("The failover was not started; nothing was changed."), str(error))
        self.offer(back=self.tr("Close"), again=self.tr("Look again"), go=self.tr("Fail over"))


def _heard(operation: Operation, status: PairStatus) -> bool:
    return any(s.name == operation.from_server and status.heard(s) for s in status.servers)
