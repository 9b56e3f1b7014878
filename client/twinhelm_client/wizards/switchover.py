"""The switchover, guided: the checks first, then each phase as it happens, then what was verified."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from twinhelm_client.bridge.pair_bridge import OperationWatch, PairBridge, Reply
from twinhelm_client.domain import text
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.operations import Operation, OperationState, PhaseState, SwitchoverChecks
from twinhelm_client.domain.pair import Check, PairStatus, Verdict
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.verification import verified
from twinhelm_client.models.checks_model import ChecksModel, verdict_line
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.phase_list import PhaseList
from twinhelm_client.wizards.steps import Steps

CHECKS, PHASES, RESULT = range(3)


class SwitchoverWizard(QDialog):
    """Three pages: checks, phases, result. Closing it never stops a switchover.

    Signals: ended(Operation) when the switchover has ended.
    """

    ended = Signal(object)

    def __init__(self, theme: Theme, bridge: PairBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bridge = bridge
        self._reply: Reply | None = None
        self._watch: OperationWatch | None = None
        self._operation: Operation | None = None
        self.checks = ChecksModel(self)
        self.phases = PhasesModel(self)
        self.verified = ChecksModel(self)
        self.setWindowTitle("Switch over")
        self.setMinimumSize(720, 600)
        self.steps = Steps(theme, ("Checks", "Under way", "Verified"))
        self._icon = Icon(theme, icons.TONES[Tone.BUSY], 28)
        self.headline = Text(theme, "", Type.SERVER, elide=True)
        self.explanation = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why? It is written into the events (optional)")
        self.reason.setAccessibleName("Reason for the switchover")
        self.pages = QStackedWidget()
        self.back = QPushButton("Cancel")
        self.again = QPushButton("Check again")
        self.go = QPushButton("Switch over")
        self._lay_out()
        self.back.clicked.connect(self._step_back)
        self.again.clicked.connect(self.begin)
        self.go.clicked.connect(self._forward)
        bridge.status_arrived.connect(self._on_status)

    @Slot()
    def begin(self) -> None:
        """Ask for the checks."""
        self._turn_to(CHECKS)
        self._say(Tone.BUSY, "Looking at both servers…", "Nothing is changed by this.")
        self._offer(back="Cancel", again=False, go="Switch over", ready=False)
        self._ask(self._bridge.check_switchover(), self.show_checks, self._checks_failed)

    def follow(self, operation_id: str) -> None:
        """Watch a switchover or failover that is under way already."""
        self._turn_to(PHASES)
        self._say(Tone.BUSY, "Asking how far it is…", "")
        self._offer(back="Close", again=False, go="")
        self._start_watch(operation_id)

    def show_checks(self, answer: SwitchoverChecks) -> None:
        """Show the checks and offer to go on unless one vetoes."""
        self._turn_to(CHECKS)
        self.checks.show(answer.checks)
        vetoes = sum(c.verdict is Verdict.VETO for c in answer.checks)
        if answer.ready:
            after = f"{answer.from_server} stays as its passive. Applications stop for a moment; nothing that was written is lost."
            self._say(Tone.OK, f"{answer.to_server} can take over from {answer.from_server}.", f"{verdict_line(answer.checks)} {after}")
        else:
            word = "this" if vetoes == 1 else "these points"
            self._say(Tone.BAD, "A switchover is not possible now.", f"{verdict_line(answer.checks)} Mend {word}, then check again.")
        self.reason.setEnabled(answer.ready)
        self._offer(
            back="Cancel", again=True, go=f"Switch over to {answer.to_server}" if answer.to_server else "Switch over", ready=answer.ready
        )
        (self.go if answer.ready else self.again).setFocus()

    @Slot(object)
    def show_operation(self, operation: Operation) -> None:
        """Show the phases; at the end, the result."""
        if self._operation is not None and self._operation.ended:
            return
        self._operation = operation
        self.phases.show(operation)
        if operation.ended:
            self._show_end(operation)
            self.ended.emit(operation)
            return
        running = next((p for p in operation.phases if p.state is PhaseState.RUNNING), None)
        now = f"now: {running.name} on {running.server}" if running else "between two phases"
        self._turn_to(PHASES)
        self._say(
            Tone.BUSY,
            f"{operation.from_server} gives its role to {operation.to_server}.",
            f"{text.seconds(operation.elapsed_s)} so far · {now}",
        )
        self._offer(back="Go back" if operation.cancellable else "Close", again=False, go="")

    @Slot(str)
    def show_away(self, sentence: str) -> None:
        """Say that the connection is broken, as it is while the address moves."""
        if self._operation is None or self._operation.ended:
            return
        explanation = f"{sentence} The service address moves from one server to the other; the report goes on with the next answer."
        self._say(Tone.STALE, "Connecting to the new active server…", explanation)
        self._offer(back="Close", again=False, go="")

    def show_verified(self, checks: tuple[Check, ...]) -> None:
        """Show what was looked at after the switchover."""
        operation = self._operation
        if operation is None or operation.state is not OperationState.SUCCEEDED:
            return
        self.verified.show(checks)
        open_points = sum(c.verdict is not Verdict.OK for c in checks)
        took = f"The switchover took {text.seconds(operation.elapsed_s)}."
        if open_points == 0:
            self._say(
                Tone.OK,
                f"{operation.to_server} is active, and {operation.from_server} stands by.",
                f"{took} Every point below was looked at afterwards and holds.",
            )
        else:
            points = text.count(open_points, "point does", "points do")
            self._say(
                Tone.WARN,
                f"{operation.to_server} has taken over; {points} not hold yet.",
                f"{took} The list follows the pair; it may need a few seconds.",
            )

    def _show_end(self, operation: Operation) -> None:
        self._turn_to(RESULT if operation.state is OperationState.SUCCEEDED else PHASES)
        self._offer(back="", again=False, go="Close", ready=True)
        if operation.state is OperationState.SUCCEEDED:
            self._say(Tone.BUSY, f"{operation.to_server} has taken over.", "Looking at the pair…")
            self._ask(self._bridge.status(), self._on_status, self._not_verified)
        else:
            word = "was cancelled" if operation.state is OperationState.CANCELLED else "failed"
            why = operation.error or "The server gave no reason; look into its events."
            self._say(Tone.WARN if word != "failed" else Tone.BAD, f"The switchover {word}; the pair went back to a working active.", why)
        self.go.setFocus()

    @Slot(object)
    def _on_status(self, status: PairStatus) -> None:
        if self._operation is not None and self._operation.state is OperationState.SUCCEEDED:
            self.show_verified(verified(self._operation, status))

    def _not_verified(self, error: GatewayError) -> None:
        self._say(Tone.WARN, "The switchover is done, but the pair could not be looked at yet.", str(error))

    def _checks_failed(self, error: GatewayError) -> None:
        self._say(Tone.BAD, "The checks could not be made.", str(error))
        self._offer(back="Cancel", again=True, go="Switch over", ready=False)

    @Slot()
    def _forward(self) -> None:
        if self.pages.currentIndex() != CHECKS:
            self.accept()
            return
        self._say(Tone.BUSY, "Asking for the switchover…", "")
        self._offer(back="Close", again=False, go="Switch over", ready=False)
        self._ask(self._bridge.start_switchover(self.reason.text().strip()), self._started, self._not_started)

    def _started(self, operation: Operation) -> None:
        self.show_operation(operation)
        if not operation.ended:
            self._start_watch(operation.id)

    def _not_started(self, error: GatewayError) -> None:
        self._say(Tone.BAD, "The switchover was not started.", str(error))
        self._offer(back="Close", again=True, go="Switch over", ready=False)

    def _start_watch(self, operation_id: str) -> None:
        self._watch = self._bridge.watch_operation(operation_id)
        self._watch.changed.connect(self.show_operation)
        self._watch.away.connect(self.show_away)
        self._watch.failed.connect(self._lost_sight)
        self._watch.start()

    @Slot(object)
    def _lost_sight(self, error: GatewayError) -> None:
        self._say(
            Tone.WARN, "The report of this switchover ended before its end was known.", f"{error} The Overview shows how the pair is."
        )
        self._offer(back="Close", again=False, go="")

    @Slot()
    def _step_back(self) -> None:
        operation = self._operation
        if operation is not None and not operation.ended and operation.cancellable:
            self._ask(self._bridge.cancel_operation(operation.id), self.show_operation, self._not_cancelled)
        else:
            self.reject()

    def _not_cancelled(self, error: GatewayError) -> None:
        self.explanation.say(str(error), Hue.WARN)

    def _ask(self, reply: Reply, done: object, failed: object) -> None:
        if self._reply is not None:
            self._reply.drop()
        self._reply = reply.then(done, failed)  # type: ignore[arg-type]

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.steps.go_to(page)

    def _say(self, tone: Tone, headline: str, explanation: str) -> None:
        self._icon.show_icon(icons.TONES[tone], str(tone))
        self.headline.say(headline)
        self.explanation.say(explanation, Hue.MUTED)
        self.setAccessibleDescription(f"{headline} {explanation}")

    def _offer(self, *, back: str, again: bool, go: str, ready: bool = False) -> None:
        self.back.setVisible(bool(back))
        self.back.setText(back)
        self.again.setVisible(again)
        self.go.setVisible(bool(go))
        self.go.setText(go)
        self.go.setEnabled(ready)

    def _lay_out(self) -> None:
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.back.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.headline)
        words.addWidget(self.explanation)
        head.addLayout(words, 1)
        self.explanation.setMinimumHeight(40)
        self.pages.addWidget(self._page(CheckList(self._theme, self.checks, wrap=True), self.reason))
        self.pages.addWidget(self._page(PhaseList(self._theme, self.phases)))
        self.pages.addWidget(self._page(CheckList(self._theme, self.verified, wrap=True)))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.back, self.again, self.go):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.steps)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    def _page(self, content: QWidget, below: QWidget | None = None) -> QWidget:
        panel = Panel(self._theme)
        panel.body.setContentsMargins(20, 16, 20, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        column.addStretch(1)
        scroll.setWidget(inner)
        for surface in (inner, scroll.viewport()):  # setWidget makes the inner one paint its own background
            surface.setAutoFillBackground(False)
        panel.body.addWidget(scroll, 1)
        if below is not None:
            panel.body.addWidget(below)
        return panel

    def done(self, result: int) -> None:
        if self._reply is not None:
            self._reply.drop()
        if self._watch is not None:
            self._watch.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()
