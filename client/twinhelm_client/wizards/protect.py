"""Protecting a folder or an application, guided: what, the checks, then the first copy until it is synchronized, and what was verified."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain import text
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.pair import Mode, PairStatus, Verdict
from twinhelm_client.domain.protecting import ProtectionPlan, protection_steps, verified_protection
from twinhelm_client.domain.protection import ApplicationDefinition, NewApplication, ProtectedSet, SetChecks, patterns, size_of
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.set_settings import SMALLEST_QUOTA_BYTES
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.fields import Fields, radio_row
from twinhelm_client.wizards.guide import Guide
from twinhelm_client.wizards.phase_list import PhaseList

WHAT, CHECKS, COPY, RESULT = range(4)


class ProtectWizard(Guide):
    """Changes nothing before the checks were shown. An application is a folder and a definition: the folder is protected first.

    Signals: ended(str) with the name of the set when its first copy is done.
    """

    ended = Signal(str)

    def __init__(
        self, theme: Theme, bridge: PairBridge, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(theme, "", ("", "", "", ""), parent)
        self._bridge = bridge
        self._clock = clock
        self._began_s = 0.0
        self._plan: ProtectionPlan | None = None
        self._phases: tuple[Phase, ...] = ()
        self._definitions: tuple[ApplicationDefinition, ...] = ()
        self._set_added = self._application_added = self._done = False
        self.checks = ChecksModel(self)
        self.phases = PhasesModel(self)
        self.verified = ChecksModel(self)
        self.setMinimumSize(760, 740)
        self.entitle(self.tr("Protect a folder or an application"))
        self.steps.rename((self.tr("What"), self.tr("Checks"), self.tr("First copy"), self.tr("Verified")))
        self._make_fields()
        self.add_page(CheckList(theme, self.checks, wrap=True))
        self.add_page(PhaseList(theme, self.phases))
        self.add_page(CheckList(theme, self.verified, wrap=True))
        self.back.clicked.connect(self._step_back)
        self.again.clicked.connect(self.check)
        self.go.clicked.connect(self._forward)
        bridge.status_arrived.connect(self._on_status)

    @Slot()
    def begin(self) -> None:
        """Ask what is to be protected."""
        self.turn_to(WHAT)
        self._say_what()
        self.ask(self._bridge.application_definitions(), self.show_definitions, lambda _: None)
        self.path.setFocus()

    def choose_application(self) -> None:
        """Begin with an application."""
        self.application.setChecked(True)

    def show_definitions(self, definitions: tuple[ApplicationDefinition, ...]) -> None:
        """Offer these definitions."""
        self._definitions = definitions
        self.definition.clear()
        for one in definitions:
            self.definition.addItem(f"{one.description} ({one.name})", one.name)
        self.application.setEnabled(bool(definitions))
        self._definition_chosen()

    @Slot()
    def check(self) -> None:
        """Ask for the checks of what was typed."""
        plan = self.planned()
        if plan is None:
            return
        self._plan = plan
        self.turn_to(CHECKS)
        self.checks.show(())
        self.say(
            Tone.BUSY, self.tr("Looking at both servers…"), self.tr("Files are counted for a few seconds. Nothing is changed by this.")
        )
        self.offer(back=self.tr("Back"), go=self.tr("Protect"))
        self.ask(self._bridge.check_set(plan.protected), self.show_checks, self._checks_failed)

    def show_checks(self, answer: SetChecks) -> None:
        """Show the checks and offer to go on unless one vetoes."""
        self.checks.show(answer.checks)
        path = self._plan.protected.path if self._plan is not None else ""
        if answer.ready:
            explanation = self.tr("From then on every change in it is captured. The first copy runs while applications work.")
            if self._plan is not None and self._plan.application is not None:
                explanation = self.tr("The folder is protected first; then Twinhelm starts the application and alone starts and stops it.")
            self.say(Tone.OK, self.tr("{0} can be protected.").format(path), explanation)
        else:
            mend = self.tr("Mend what is marked first in the list, then check again; or go back and choose something else.")
            self.say(Tone.BAD, self.tr("{0} cannot be protected now.").format(path), mend)
        self.offer(back=self.tr("Back"), again=self.tr("Check again"), go=self.tr("Protect"), ready=answer.ready)
        (self.go if answer.ready else self.again).setFocus()

    def start(self) -> None:
        """Protect the folder, then the application."""
        assert self._plan is not None
        self._began_s = self._clock()
        self.turn_to(COPY)
        self._show_steps(None)
        self.say(Tone.BUSY, self.tr("Protecting {0}…").format(self._plan.protected.path), "")
        self.offer(back=self.tr("Close"))
        self.ask(self._bridge.add_set(self._plan.protected), self._folder_protected, self._not_protected)

    def _folder_protected(self, added: ProtectedSet) -> None:
        assert self._plan is not None
        self._set_added = True
        self._plan = ProtectionPlan(added, self._plan.application)
        self._show_steps(None)
        if self._plan.application is not None:
            self.ask(self._bridge.add_application(self._plan.application), self._application_protected, self._application_refused)
        else:
            self.ask(self._bridge.status(), self._on_status, lambda _: None)

    def _application_protected(self, _: str) -> None:
        self._application_added = True
        self.ask(self._bridge.status(), self._on_status, lambda _: None)

    @Slot(object)
    def _on_status(self, status: PairStatus) -> None:
        if self._plan is None or not self._set_added:
            return
        if self._done:
            self.verified.show(verified_protection(self._plan, status))
        elif self._plan.application is None or self._application_added:
            self._show_steps(status)

    def _show_steps(self, status: PairStatus | None) -> None:
        assert self._plan is not None
        elapsed_s = self._clock() - self._began_s
        done = (self._set_added, self._application_added)
        self._phases = protection_steps(self._plan, done, status, self._phases, elapsed_s)
        self.phases.show_phases(self._phases)
        if status is None:
            return
        if all(p.state is PhaseState.DONE for p in self._phases):
            self._finish(status, elapsed_s)
            return
        copying = next((s for s in status.sets if s.name == self._plan.protected.name), None)
        percent = text.percent(copying.check_progress_ratio) if copying is not None else text.percent(0.0)
        so_far = self.tr("{0} so far, {1} copied. Closing this window stops nothing.").format(text.seconds(elapsed_s), percent)
        self.say(Tone.BUSY, self.tr("{0} is protected; its first copy is under way.").format(self._plan.protected.path), so_far)
        self.offer(back=self.tr("Close"))

    def _finish(self, status: PairStatus, elapsed_s: float) -> None:
        assert self._plan is not None
        self._done = True
        self.turn_to(RESULT)
        points = verified_protection(self._plan, status)
        self.verified.show(points)
        took = self.tr("It took {0}. Every point below was looked at afterwards.").format(text.seconds(elapsed_s))
        good = all(c.verdict is not Verdict.VETO for c in points)
        headline = self.tr("{0} is on both servers.") if good else self.tr("{0} is copied; a point does not hold yet.")
        self.say(Tone.OK if good else Tone.WARN, headline.format(self._plan.protected.path), took)
        self.offer(go=self.tr("Close"), ready=True)
        self.go.setFocus()
        self.ended.emit(self._plan.protected.name)

    def _not_protected(self, error: GatewayError) -> None:
        self._fail(0)
        self.say(Tone.BAD, self.tr("The folder was not protected; nothing was changed."), str(error))
        self.offer(back=self.tr("Back"))

    def _application_refused(self, error: GatewayError) -> None:
        self._fail(1)
        self.say(Tone.WARN, self.tr("The folder is protected, the application is not."), str(error))
        self.offer(back=self.tr("Close"))

    def _fail(self, number: int) -> None:
        failed = [
            Phase(
                p.name, p.server, PhaseState.FAILED if i == number else PhaseState.SKIPPED if i > number else PhaseState.DONE, p.elapsed_s
            )
            for i, p in enumerate(self._phases)
        ]
        self.phases.show_phases(failed)

    def _checks_failed(self, error: GatewayError) -> None:
        self.say(Tone.BAD, self.tr("The checks could not be made."), str(error))
        self.offer(back=self.tr("Back"), again=self.tr("Check again"))

    @Slot()
    def _forward(self) -> None:
        page = self.pages.currentIndex()
        if page == WHAT:
            self.check()
        elif page == CHECKS:
            self.start()
        else:
            self.accept()

    @Slot()
    def _step_back(self) -> None:
        page = self.pages.currentIndex()
        if page == CHECKS or (page == COPY and not self._set_added):
            self.forget_answer()
            self.turn_to(WHAT)
            self._say_what()
        else:
            self.reject()

    # --- what is typed

    def planned(self) -> ProtectionPlan | None:
        """Return what was typed, or None after the problems were shown beside the fields."""
        path, name = self.path.text().strip(), self.name.text().strip() or self.name.placeholderText()
        self.fields.complain(self.path, "" if path.startswith("/") else self.tr("Write the folder as an absolute path, from / on."))
        application = None
        missing: tuple[str, ...] = ()
        definition = self._definition()
        if self.application.isChecked() and definition is not None:
            driver = str(self.driver.currentText())
            given = {parameter: field.text().strip() for parameter, field in self.parameters.items() if field.text().strip()}
            used = {p.name for p in definition.parameters if driver in p.used_by}
            given = {parameter: value for parameter, value in given.items() if parameter in used}
            missing = definition.missing(given, driver)
            for parameter, field in self.parameters.items():
                self.fields.complain(field, self.tr("{0} needs this.").format(definition.name) if parameter in missing else "")
            application = NewApplication(definition.name, self.name.text().strip(), {**given, "driver": driver})
        quota_bytes, floor_bytes = size_of(self.quota.text()), size_of(self.floor.text())
        problem = ""
        if quota_bytes is None or 0 < quota_bytes < SMALLEST_QUOTA_BYTES:
            problem = self.tr("Write a size of at least 64 MiB, such as 8 GiB or 500 MB.")
        elif floor_bytes is None:
            problem = self.tr("Write a floor such as 1 GiB or 500 MB; 0 for none.")
        self.fields.complain(self.limits, problem)
        for field in (self.quota, self.floor):
            field.setAccessibleDescription(self.limits.accessibleDescription())
        if not path.startswith("/") or missing or problem or quota_bytes is None:
            return None
        mode = Mode.DURABLE if self.durable.isChecked() else Mode.ASYNC
        new = ProtectedSet(
            name or "data",
            path,
            patterns(self.include.text()),
            patterns(self.exclude.text()),
            mode,
            quota_bytes,
            QueuePolicy.THROTTLE if self.throttle.isChecked() else QueuePolicy.DEGRADE,
            WhenAway.STALL if self.stall.isChecked() else WhenAway.CONTINUE,
            floor_bytes if self.floor.text().strip() else None,
        )
        return ProtectionPlan(new, application)

    def _make_fields(self) -> None:
        self.folder, self.application = QRadioButton(self.tr("A folder")), QRadioButton(self.tr("An application with its folder"))
        self.folder.setChecked(True)
        self.application.setEnabled(False)
        self.asynchronous, self.durable = QRadioButton(self.tr("Async")), QRadioButton(self.tr("Durable"))
        self.asynchronous.setChecked(True)
        self.definition, self.driver = QComboBox(), QComboBox()
        self.path, self.name, self.include, self.exclude = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.path.setPlaceholderText("/srv/documents")
        self.parameters: dict[str, QLineEdit] = {}
        self.fields = Fields(self._theme)
        self.fields.add(self.tr("Protect"), radio_row(self, self.folder, self.application))
        self.fields.add(self.tr("A&pplication"), self.definition, self.tr("A definition that ships with Twinhelm."))
        self.fields.add(self.tr("&Driven by"), self.driver, self.tr("systemd where the application has units, commands anywhere else."))
        self.fields.add(self.tr("&Folder"), self.path, self.tr("On both servers, with the same path."))
        self.fields.add(self.tr("&Name"), self.name, self.tr("1 to 63 lower-case letters, digits and hyphens."))
        self.fields.add(self.tr("&Leave out"), self.exclude, self.tr("Patterns, separated by commas: *.tmp, cache/*"))
        self.fields.add(self.tr("&Only"), self.include, self.tr("Empty: everything. Patterns, separated by commas."))
        hint = self.tr("Durable: fsync returns when both servers hold the change; nothing an application made durable is ever lost.")
        self.fields.add(self.tr("Replication"), radio_row(self, self.asynchronous, self.durable), hint)
        self._make_queue_fields()
        self.add_page(self.fields)
        self.folder.toggled.connect(self._kind_chosen)
        self.definition.currentIndexChanged.connect(self._definition_chosen)
        self.driver.currentIndexChanged.connect(self._driver_chosen)
        self.path.textChanged.connect(self._suggest_name)
        self._kind_chosen()

    def _make_queue_fields(self) -> None:
        self.go_on, self.stall = QRadioButton(self.tr("Go on")), QRadioButton(self.tr("Stall"))
        self.degrade, self.throttle = QRadioButton(self.tr("Remember")), QRadioButton(self.tr("Slow down"))
        for choice in (self.go_on, self.degrade):
            choice.setChecked(True)
        self.quota = QLineEdit()
        self.quota.setPlaceholderText("8 GiB")
        self.away = radio_row(self, self.go_on, self.stall)
        hint = self.tr("While the passive is away: fsync goes on and the RPO grows, or fsync waits until it is back.")
        self.fields.add(self.tr("Passive away"), self.away, hint)
        hint = self.tr(
            "Remember: the application goes on, changed paths are compared later. Slow down: writers wait, the fuller the longer."
        )
        self.fields.add(self.tr("Queue full"), radio_row(self, self.degrade, self.throttle), hint)
        self.floor = QLineEdit()
        self.floor.setPlaceholderText("256 MiB")
        self.limits = QWidget()
        row = QHBoxLayout(self.limits)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel(self.tr("F&loor"))
        label.setBuddy(self.floor)
        self.floor.setAccessibleName(self.tr("What the queue leaves free on its disk"))
        for part in (self.quota, label, self.floor):
            row.addWidget(part)
        self.limits.setFocusProxy(self.quota)
        hint = self.tr("Quota: what the unsafe queue may hold while the passive is slow or away. Floor: what it leaves free on its disk.")
        self.fields.add(self.tr("&Quota"), self.limits, hint)
        self.quota.setAccessibleName(self.tr("What the unsafe queue may hold"))
        self.durable.toggled.connect(self._mode_chosen)
        self._mode_chosen()

    @Slot()
    def _mode_chosen(self) -> None:
        self.fields.show_row(self.away, visible=self.durable.isChecked())

    def _definition(self) -> ApplicationDefinition | None:
        index = self.definition.currentIndex()
        return self._definitions[index] if 0 <= index < len(self._definitions) else None

    @Slot()
    def _definition_chosen(self) -> None:
        definition = self._definition()
        if definition is None:
            return
        for parameter in definition.parameters:
            if parameter.name not in self.parameters:
                field = QLineEdit()
                field.setPlaceholderText(parameter.default)
                self.parameters[parameter.name] = field
                self.fields.add(parameter.name, field)
        self.driver.clear()
        self.driver.addItems(list(definition.drivers))
        self.driver.setCurrentText(definition.default_driver)
        self._kind_chosen()

    @Slot()
    def _driver_chosen(self) -> None:
        definition = self._definition()
        shown = self.application.isChecked()
        for name, field in self.parameters.items():
            used = definition is not None and any(p.name == name and self.driver.currentText() in p.used_by for p in definition.parameters)
            self.fields.show_row(field, visible=shown and used)

    @Slot()
    def _kind_chosen(self) -> None:
        shown = self.application.isChecked()
        for field in (self.definition, self.driver):
            self.fields.show_row(field, visible=shown)
        definition = self._definition()
        if shown and definition is not None and not self.exclude.text():
            self.exclude.setText(", ".join(definition.exclude))
        self._driver_chosen()

    @Slot(str)
    def _suggest_name(self, path: str) -> None:
        last = path.rstrip("/").rpartition("/")[2].lower()
        self.name.setPlaceholderText("".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in last).strip("-")[:63])

    def _say_what(self) -> None:
        headline = self.tr("What should be on both servers?")
        self.question(headline, self.tr("Nothing is changed before the checks were shown. This needs the role admin."))
        self.offer(back=self.tr("Cancel"), go=self.tr("Check"), ready=True)
