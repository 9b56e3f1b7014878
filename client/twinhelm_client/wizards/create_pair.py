"""Creating a pair, guided: the facts, their checks, the commands for each server, then watching until both stand.

The wizard types nothing on the servers. What it can do itself it does: once the primary answers, it makes the join token and follows.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.pair_bridge import Reply
from twinhelm_client.domain import comeback, text
from twinhelm_client.domain.connection import DEFAULT_PORT, Endpoint, Session, parse_endpoint, parse_fingerprint
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.pair import Check, PairStatus, Verdict
from twinhelm_client.domain.pair_plan import (
    PairPlan,
    PlannedLink,
    PlannedServer,
    address_commands,
    check_plan,
    configuration,
    init_command,
    join_command,
    ready,
)
from twinhelm_client.domain.protection import JoinToken
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.command_box import CommandBox
from twinhelm_client.widgets.fields import Fields
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.connect_pair import NewConnection
from twinhelm_client.wizards.guide import Guide
from twinhelm_client.wizards.phase_list import PhaseList

FACTS, CHECKS, PRIMARY, SECONDARY, RESULT = range(5)
TOKEN_S = 3600.0
ASK_MS = 1000
MakeGateway = Callable[[Endpoint, str], Gateway]


class CreatePairWizard(Guide):
    """Nothing is kept of the token but the text on the page.

    Signals: created(NewConnection) when the person closes the last page.
    """

    created = Signal(object)

    def __init__(
        self,
        theme: Theme,
        thread: AsyncThread,
        make_gateway: MakeGateway,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, "", ("", "", "", "", ""), parent)
        self._thread = thread
        self._make_gateway = make_gateway
        self._clock = clock
        self._gateway: Gateway | None = None
        self._session: Session | None = None
        self._began_s = 0.0
        self._phases: tuple[Phase, ...] = ()
        self.checks = ChecksModel(self)
        self.phases = PhasesModel(self)
        self.verified = ChecksModel(self)
        self.entitle(self.tr("Create a pair"))
        self.setMinimumSize(940, 740)
        self.steps.rename((self.tr("Servers"), self.tr("Checks"), self.tr("Primary"), self.tr("Secondary"), self.tr("Verified")))
        self._make_facts_page()
        self.add_page(CheckList(theme, self.checks, wrap=True))
        self._make_primary_page()
        self._make_secondary_page()
        self.add_page(CheckList(theme, self.verified, wrap=True))
        self._asking = QTimer(self)
        self._asking.setInterval(ASK_MS)
        self._asking.timeout.connect(self._look)
        self.back.clicked.connect(self._step_back)
        self.go.clicked.connect(self._forward)

    @Slot()
    def begin(self) -> None:
        """Ask for the facts."""
        self.turn_to(FACTS)
        how = self.tr("The console prepares the commands; they are run on the servers as root. Nothing is changed from here.")
        self.question(self.tr("Which two servers?"), how)
        self.offer(back=self.tr("Cancel"), go=self.tr("Check"), ready=True)

    def plan(self) -> PairPlan:
        """Return what was typed; an empty second link is left out."""
        links = []
        for fields in self.links:
            name, *rest = (field.text().strip() for field in fields)
            if any(rest):
                links.append(PlannedLink(name, *rest))
        typed = {name: field.text().strip() for name, field in self.facts.items()}
        return PairPlan(
            typed["pair"],
            PlannedServer(typed["primary"], typed["primary_card"]),
            PlannedServer(typed["secondary"], typed["secondary_card"]),
            typed["service"],
            typed["gateway"],
            tuple(links),
            typed["user"] or "admin",
        )

    @Slot()
    def check(self) -> None:
        """Look at the facts; no server is asked."""
        self.turn_to(CHECKS)
        checks = check_plan(self.plan())
        self.checks.show(checks)
        good = ready(checks)
        if good:
            known = self.tr("This is what can be known without the servers; they check it again when the commands are run.")
            self.say(Tone.OK, self.tr("This can become a pair."), known)
        else:
            self.say(Tone.BAD, self.tr("This cannot become a pair."), self.tr("Go back and correct what stands first in the list."))
        self.offer(back=self.tr("Back"), go=self.tr("Show the commands"), ready=good)
        (self.go if good else self.back).setFocus()

    @Slot()
    def show_primary(self) -> None:
        """Show what to run on the primary."""
        plan = self.plan()
        self.turn_to(PRIMARY)
        start = "twinhelm node install-units\ntwinhelm pair fingerprint"
        self.primary_commands.title.say(self.tr("On {0}, as root").format(plan.primary.name))
        self.primary_commands.show_commands(f"{address_commands(plan, primary=True)}\n{init_command(plan)}\n{start}")
        self.primary_file.title.say(self.tr("It writes /etc/twinhelm/twinhelm.toml on {0}").format(plan.primary.name))
        self.primary_file.show_commands(configuration(plan, primary=True))
        if not self.address.text():
            self.address.setText(f"{plan.service_address.partition('/')[0]}:{DEFAULT_PORT}")
        headline = self.tr("Make {0} the primary.").format(plan.primary.name)
        how = self.tr("It asks for the first user's password. Then type here what it told; the console connects and goes on.")
        self.say(Tone.BUSY, headline, how)
        self.offer(back=self.tr("Back"), go=self.tr("Connect to {0}").format(plan.primary.name), ready=True)

    @Slot()
    def connect_primary(self) -> None:
        """Sign in on the primary with the pinned fingerprint and make the token."""
        try:
            endpoint = parse_endpoint(self.address.text())
            self.primary_fields.complain(self.address, "")
        except ValueError as error:
            self.primary_fields.complain(self.address, str(error))
            return
        try:
            pinned = parse_fingerprint(self.fingerprint.text())
            self.primary_fields.complain(self.fingerprint, "")
        except ValueError as error:
            self.primary_fields.complain(self.fingerprint, str(error))
            return
        plan = self.plan()
        self._close_gateway()
        self._gateway = self._make_gateway(endpoint, pinned)
        self._gateway.trust(pinned)
        self._gateway.use_password(plan.admin_user, self.password.text())
        self.say(Tone.BUSY, self.tr("Connecting to {0}…").format(endpoint), self.tr("Only the server with this fingerprint is spoken to."))
        self.offer(back=self.tr("Back"), go=self.tr("Connect to {0}").format(plan.primary.name))
        self.ask(Reply(self._thread, self._gateway.connect()), self._connected, self._not_connected)

    def _connected(self, session: Session) -> None:
        assert self._gateway is not None
        self._session = session
        asked = self._gateway.create_join_token(lifetime_s=TOKEN_S, replace=False, request_id=f"create-{self._clock()}")
        self.ask(Reply(self._thread, asked), self.show_secondary, self._no_token)

    def _not_connected(self, error: GatewayError) -> None:
        self.say(Tone.BAD, self.tr("The primary does not let the console in yet."), str(error))
        self.offer(back=self.tr("Back"), go=self.tr("Try again"), ready=True)

    def _no_token(self, error: GatewayError) -> None:
        if error.reason == "PAIR_COMPLETE":
            self.show_secondary(None)
            return
        self._not_connected(error)

    def show_secondary(self, token: JoinToken | None) -> None:
        """Show what to run on the secondary, and follow what happens. None: it has joined already."""
        plan = self.plan()
        self.turn_to(SECONDARY)
        self._began_s = self._clock()
        self._phases = ()
        self.secondary_commands.title.say(self.tr("On {0}, as root").format(plan.secondary.name))
        if token is None:
            self.secondary_commands.show_commands("")
            self.secondary_commands.hide()
            self.token_note.say(self.tr("A second server has joined already; no token is needed."))
        else:
            self.secondary_commands.show()
            commands = f"{address_commands(plan, primary=False)}\n{join_command(plan, token.text)}\ntwinhelm node install-units"
            self.secondary_commands.show_commands(commands)
            lets = self.tr("The token in it lets one server in, once, within an hour. Whoever has it can join: do not send it by mail.")
            self.token_note.say(lets)
        self._asking.start()
        self._look()

    @Slot()
    def _look(self) -> None:
        if self._gateway is not None:
            self.ask(Reply(self._thread, self._gateway.status()), self.show_status, self._away)

    def _away(self, error: GatewayError) -> None:
        self.say(Tone.STALE, self.tr("The primary does not answer now."), self.tr("{0} The console asks again every second.").format(error))
        if self._gateway is not None:
            self.ask(Reply(self._thread, self._gateway.connect()), lambda _: None, lambda _: None)

    def show_status(self, status: PairStatus) -> None:
        """Show how far the secondary is; at the end, what was verified."""
        if self.pages.currentIndex() != SECONDARY:
            return
        elapsed_s = self._clock() - self._began_s
        steps = comeback.steps_of_return(status, self._phases, elapsed_s)
        self._phases = steps
        self.phases.show_phases([Phase("join", p.server, p.state, p.elapsed_s, p.detail) if p.name == "heard" else p for p in steps])
        plan = self.plan()
        if steps and all(p.state is PhaseState.DONE for p in steps):
            self._finish(status, elapsed_s)
            return
        joined = any(p.state is PhaseState.DONE for p in steps)
        headline = self.tr("{0} has joined and becomes whole.") if joined else self.tr("Waiting until {0} joins.")
        so_far = self.tr("{0} so far. Closing this window stops nothing.").format(text.seconds(elapsed_s))
        if not steps:
            headline, so_far = self.tr("{0} is connected; no server is active yet."), self.tr("A new primary becomes active by itself.")
        name = plan.secondary.name if steps else plan.primary.name
        self.say(Tone.BUSY, headline.format(name), so_far)
        self.offer(back=self.tr("Close"))

    def _finish(self, status: PairStatus, elapsed_s: float) -> None:
        self._asking.stop()
        self.turn_to(RESULT)
        checks = (*comeback.verified_return(status), *self._sets_hint(status))
        self.verified.show(checks)
        self.say(
            Tone.OK,
            self.tr("{0} stands: {1} is active, {2} can take over.").format(
                status.pair_name, status.active.name if status.active else "", self.plan().secondary.name
            ),
            self.tr("It took {0} since the token. Every point below was looked at just now.").format(text.seconds(elapsed_s)),
        )
        self.offer(go=self.tr("Show the pair"), ready=True)
        self.go.setFocus()

    def _sets_hint(self, status: PairStatus) -> tuple[Check, ...]:
        if status.sets:
            return ()
        return (Check("sets", Verdict.HINT, self.tr("no folder is protected yet: protect one next")),)

    @Slot()
    def _forward(self) -> None:
        page = self.pages.currentIndex()
        if page == RESULT:
            self._report()
            self.accept()
        else:
            {FACTS: self.check, CHECKS: self.show_primary, PRIMARY: self.connect_primary}.get(page, self.accept)()

    def _report(self) -> None:
        if self._session is not None and self._gateway is not None:
            pinned, password = parse_fingerprint(self.fingerprint.text()), self.password.text()
            endpoint, session = self._gateway.endpoint, self._session
            self.created.emit(NewConnection(endpoint, session.pair_name, session.user, password, pinned, "", keep=False))

    @Slot()
    def _step_back(self) -> None:
        page = self.pages.currentIndex()
        self.forget_answer()
        if page == CHECKS:
            self.begin()
        elif page == PRIMARY:
            self.check()
        else:
            self.reject()

    def _make_facts_page(self) -> None:
        self.facts: dict[str, QLineEdit] = {}
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)

        def block(row: int, column: int, heading: str) -> Fields:
            """Start a block of the form; what belongs together stands side by side."""
            fields = Fields(self._theme)
            fields.add_heading(heading)
            grid.addWidget(fields, row, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            return fields

        self.fields = block(0, 0, self.tr("The pair"))
        self._fact("pair", self.tr("Pair &name"), "erp-zurich", self.tr("What it is for."))
        self._fact("service", self.tr("Service &address"), "10.20.0.10/24", self.tr("What clients use; both servers carry it."))
        self.fields = block(0, 1, "")
        self._fact("gateway", self.tr("&Gateway"), "10.20.0.1", self.tr("Asked as the third opinion before a takeover."))
        self._fact("user", self.tr("First &user"), "admin", self.tr("Its password is asked for on the primary."))
        self.fields = block(1, 0, self.tr("Primary"))
        self._fact("primary", self.tr("&Primary"), "castor", "")
        self._fact("primary_card", self.tr("Its public card"), "eth0", "")
        self.fields = block(1, 1, self.tr("Secondary"))
        self._fact("secondary", self.tr("&Secondary"), "pollux", "")
        self._fact("secondary_card", self.tr("Its public card"), "eth0", "")
        self.links: list[tuple[QLineEdit, ...]] = []
        for number, network in ((0, "10.99.0"), (1, "10.99.1")):
            self.fields = block(2, number, self.tr("Heartbeat link {0}").format(number + 1))
            self.links.append(self._link(f"hb{number}", f"eth{number + 1}", network))
        self.add_page(box)

    def _fact(self, key: str, label: str, example: str, hint: str) -> None:
        field = QLineEdit()
        field.setPlaceholderText(example)
        self.facts[key] = field
        self.fields.add(label, field, hint)

    def _link(self, name: str, card: str, network: str) -> tuple[QLineEdit, ...]:
        rows = (
            (self.tr("Name"), name),
            (self.tr("Card of the primary"), card),
            (self.tr("Address of the primary"), f"{network}.1/24"),
            (self.tr("Card of the secondary"), card),
            (self.tr("Address of the secondary"), f"{network}.2/24"),
        )
        fields = []
        for label, example in rows:
            field = QLineEdit(name if example == name else "")
            field.setPlaceholderText(example)
            self.fields.add(label, field)
            field.setAccessibleName(self.tr("{0}, link {1}").format(label, name))
            fields.append(field)
        return tuple(fields)

    def _make_primary_page(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.primary_commands = CommandBox(self._theme, self.tr("On the primary, as root"))
        self.primary_file = CommandBox(self._theme, self.tr("It writes this configuration"))
        self.primary_fields = Fields(self._theme)
        self.address, self.fingerprint, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.primary_fields.add(self.tr("&Address"), self.address, self.tr("The service address; the primary becomes active alone."))
        self.primary_fields.add(self.tr("&Fingerprint"), self.fingerprint, self.tr("What 'twinhelm pair fingerprint' printed."))
        self.primary_fields.add(self.tr("&Password"), self.password, self.tr("Of the first user."))
        for widget in (self.primary_commands, self.primary_fields, self.primary_file):
            column.addWidget(widget)
        self.add_page(box)

    def _make_secondary_page(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.secondary_commands = CommandBox(self._theme, self.tr("On the secondary, as root"))
        self.token_note = Text(self._theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        column.addWidget(self.secondary_commands)
        column.addWidget(self.token_note)
        column.addWidget(PhaseList(self._theme, self.phases))
        self.add_page(box)

    def _close_gateway(self) -> None:
        gateway, self._gateway = self._gateway, None
        if gateway is not None:
            self._thread.submit(gateway.close())

    def done(self, result: int) -> None:
        self._asking.stop()
        super().done(result)
        self._close_gateway()
