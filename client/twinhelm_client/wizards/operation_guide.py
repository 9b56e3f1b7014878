"""What switchover and failover have in common: checks, an operation followed phase by phase across reconnects, what was verified."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from twinhelm_client.bridge.pair_bridge import OperationWatch, PairBridge
from twinhelm_client.domain import text
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.operations import Operation, OperationKind, OperationState, PhaseState
from twinhelm_client.domain.pair import Check, PairStatus, Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.verification import verified
from twinhelm_client.domain.words_of_steps import step
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.models.phases_model import PhasesModel, phase_time
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.guide import Guide
from twinhelm_client.wizards.phase_list import PhaseList

CHECKS, PHASES, RESULT = range(3)


class OperationGuide(Guide):
    """Three pages: checks, phases, result. Closing it never stops the operation.

    Signals: ended(Operation) when the operation has ended.
    """

    ended = Signal(object)

    def __init__(self, theme: Theme, bridge: PairBridge, title: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, title, steps, parent)
        self.setMinimumSize(820, 620)  # a phase says where, what and how long in one line
        self._bridge = bridge
        self._watch: OperationWatch | None = None
        self._operation: Operation | None = None
        self.checks = ChecksModel(self)
        self.phases = PhasesModel(self)
        self.verified = ChecksModel(self)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why? It is written into the events (optional)"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.add_page(CheckList(theme, self.checks, wrap=True), self.below_the_checks(), self.above_the_checks())
        self.add_page(PhaseList(theme, self.phases))
        self.times = Text(theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        self.add_page(CheckList(theme, self.verified, wrap=True), self.times)
        self.back.clicked.connect(self._step_back)
        self.again.clicked.connect(self.begin)
        self.go.clicked.connect(self._forward)
        bridge.status_arrived.connect(self._on_status)

    def above_the_checks(self) -> QWidget | None:
        """Return what stands over the checks."""
        return None

    def below_the_checks(self) -> QWidget:
        """Return what stands under the checks."""
        return self.reason

    @Slot()
    def begin(self) -> None:
        """Ask for the checks."""
        raise NotImplementedError

    def follow(self, operation_id: str) -> None:
        """Watch an operation that is under way already."""
        self.turn_to(PHASES)
        self.say(Tone.BUSY, self.tr("Asking how far it is…"), "")
        self.offer(back=self.tr("Close"))
        self._start_watch(operation_id)

    @Slot(object)
    def show_operation(self, operation: Operation) -> None:
        """Show the phases; at the end, the result."""
        if self._operation is not None and self._operation.ended:
            return
        self._operation = operation
        self.phases.show(operation)
        spent = " · ".join(f"{step(p.name)} {phase_time(p)}".replace(" ", "\u00a0") for p in operation.phases if phase_time(p))
        self.times.say(self.tr("Where the time went: {0}").format(spent))
        if operation.ended:
            self._show_end(operation)
            self.ended.emit(operation)
            return
        running = next((p for p in operation.phases if p.state is PhaseState.RUNNING), None)
        if running is not None:
            now = self.tr("{0} so far · now: {1} on {2}").format(text.seconds(operation.elapsed_s), step(running.name), running.server)
        else:
            now = self.tr("{0} so far · between two phases").format(text.seconds(operation.elapsed_s))
        self.turn_to(PHASES)
        self.say(Tone.BUSY, self._under_way(operation), now)
        self.offer(back=self.tr("Go back") if operation.cancellable else self.tr("Close"))

    @Slot(str)
    def show_away(self, sentence: str) -> None:
        """Say that the connection is broken, as it is while the address moves."""
        if self._operation is None or self._operation.ended:
            return
        moving = self.tr("{0} The service address moves from one server to the other; the report goes on with the next answer.")
        self.say(Tone.STALE, self.tr("Connecting to the new active server…"), moving.format(sentence))
        self.offer(back=self.tr("Close"))

    def show_verified(self, checks: tuple[Check, ...]) -> None:
        """Show what was looked at afterwards."""
        operation = self._operation
        if operation is None or operation.state is not OperationState.SUCCEEDED:
            return
        self.verified.show(checks)
        open_points = sum(c.verdict not in (Verdict.OK, Verdict.HINT) for c in checks)
        took = self.took(operation)
        if open_points == 0:
            holds = self.tr("{0} Every point below was looked at afterwards and holds.").format(took)
            whole = self.tr("{0} is active, and {1} stands by.").format(operation.to_server, operation.from_server)
            self.say(Tone.OK, whole, holds)
            return
        if open_points == 1:
            headline = self.tr("{0} has taken over; 1 point does not hold yet.").format(operation.to_server)
        else:
            headline = self.tr("{0} has taken over; {1} points do not hold yet.").format(operation.to_server, open_points)
        self.say(Tone.WARN, headline, self.tr("{0} The list follows the pair; it may need a few seconds.").format(took))

    def took(self, operation: Operation) -> str:
        """Say how long it took."""
        words = {
            OperationKind.FAILOVER: self.tr("The failover took {0}."),
            OperationKind.SWITCHOVER: self.tr("The switchover took {0}."),
        }
        return words.get(operation.kind, self.tr("It took {0}.")).format(text.seconds(operation.elapsed_s))

    def evidence(self, operation: Operation, status: PairStatus) -> tuple[Check, ...]:
        """Look at the pair after the operation."""
        return verified(operation, status)

    def watch_and_show(self, operation: Operation) -> None:
        """Show what was started and follow it."""
        self.show_operation(operation)
        if not operation.ended:
            self._start_watch(operation.id)

    def start(self) -> None:
        """Ask the pair to begin."""
        raise NotImplementedError

    def _under_way(self, operation: Operation) -> str:
        if operation.kind is OperationKind.FAILOVER:
            return self.tr("{0} takes over from {1}.").format(operation.to_server, operation.from_server)
        return self.tr("{0} gives its role to {1}.").format(operation.from_server, operation.to_server)

    def _show_end(self, operation: Operation) -> None:
        self.turn_to(RESULT if operation.state is OperationState.SUCCEEDED else PHASES)
        self.offer(go=self.tr("Close"), ready=True)
        if operation.state is OperationState.SUCCEEDED:
            self.say(Tone.BUSY, self.tr("{0} has taken over.").format(operation.to_server), self.tr("Looking at the pair…"))
            self.ask(self._bridge.status(), self._on_status, self._not_verified)
        else:
            self._show_failure(operation)
        self.go.setFocus()

    def _show_failure(self, operation: Operation) -> None:
        why = said(operation.error) or self.tr("The server gave no reason; look into its events.")
        if operation.state is OperationState.CANCELLED:
            self.say(Tone.WARN, self.tr("The switchover was cancelled; the pair went back to a working active."), why)
        elif operation.kind is OperationKind.FAILOVER:
            self.say(Tone.BAD, self.tr("The failover failed; the Overview shows which server is active."), why)
        else:
            self.say(Tone.BAD, self.tr("The switchover failed; the pair went back to a working active."), why)

    @Slot(object)
    def _on_status(self, status: PairStatus) -> None:
        if self._operation is not None and self._operation.state is OperationState.SUCCEEDED:
            self.show_verified(self.evidence(self._operation, status))

    def _not_verified(self, error: GatewayError) -> None:
        self.say(Tone.WARN, self.tr("It is done, but the pair could not be looked at yet."), str(error))

    @Slot()
    def _forward(self) -> None:
        if self.pages.currentIndex() == CHECKS:
            self.start()
        else:
            self.accept()

    def _start_watch(self, operation_id: str) -> None:
        self._watch = self._bridge.watch_operation(operation_id)
        self._watch.changed.connect(self.show_operation)
        self._watch.away.connect(self.show_away)
        self._watch.failed.connect(self._lost_sight)
        self._watch.start()

    @Slot(object)
    def _lost_sight(self, error: GatewayError) -> None:
        headline = self.tr("The report ended before the end of the operation was known.")
        self.say(Tone.WARN, headline, self.tr("{0} The Overview shows how the pair is.").format(error))
        self.offer(back=self.tr("Close"))

    @Slot()
    def _step_back(self) -> None:
        operation = self._operation
        if operation is not None and not operation.ended and operation.cancellable:
            self.ask(self._bridge.cancel_operation(operation.id), self.show_operation, self._not_cancelled)
        else:
            self.reject()

    def _not_cancelled(self, error: GatewayError) -> None:
        self.explanation.say(str(error))

    def done(self, result: int) -> None:
        if self._watch is not None:
            self._watch.stop()
        super().done(result)
