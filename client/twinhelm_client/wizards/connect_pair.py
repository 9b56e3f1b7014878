"""Connecting to a pair, guided: its address, its fingerprint compared and pinned, signing in, and what was verified."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.pair_bridge import Reply
from twinhelm_client.dialogs.sign_in import BY_TOKEN
from twinhelm_client.domain import text, words
from twinhelm_client.domain.connection import Endpoint, Session, is_token, parse_endpoint, parse_fingerprint, spaced_fingerprint
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotTrustedYet, SignInRefused
from twinhelm_client.domain.pair import Check, PairStatus, Verdict
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.fields import Fields
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.guide import Guide

ADDRESS, FINGERPRINT, SIGN_IN, RESULT = range(4)
MakeGateway = Callable[[Endpoint, str], Gateway]  # the address, and the fingerprint that is pinned already or ""


class KeepsSecrets(Protocol):
    """Where a password may be kept."""

    def usable(self) -> Awaitable[bool]:
        """Say whether the system has a keyring that keeps secrets."""
        ...


@dataclass(frozen=True, slots=True)
class NewConnection:
    """What the wizard ends with: enough to connect again. `password`, or a token, is kept in the keyring only if `keep` says so."""

    endpoint: Endpoint
    pair_name: str
    user: str
    password: str
    fingerprint: str
    site: str
    keep: bool


class ConnectWizard(Guide):
    """Sends nothing but a TLS greeting before the fingerprint was accepted.

    Signals: connected(NewConnection) when the person closes the last page.
    """

    connected = Signal(object)

    def __init__(
        self,
        theme: Theme,
        thread: AsyncThread,
        make_gateway: MakeGateway,
        secrets: KeepsSecrets | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", ("", "", "", ""), parent)
        self._thread = thread
        self._make_gateway = make_gateway
        self._secrets = secrets
        self._gateway: Gateway | None = None
        self._endpoint: Endpoint | None = None
        self._seen = self._pinned = ""
        self._result: NewConnection | None = None
        self.verified = ChecksModel(self)
        self.entitle(self.tr("Connect to a pair"))
        self.steps.rename((self.tr("Address"), self.tr("Fingerprint"), self.tr("Sign in"), self.tr("Verified")))
        self._make_address_page()
        self._make_fingerprint_page()
        self._make_sign_in_page()
        self.add_page(CheckList(theme, self.verified, wrap=True))
        self.back.clicked.connect(self._step_back)
        self.go.clicked.connect(self._forward)

    @Slot()
    def begin(self) -> None:
        """Ask for the address."""
        self.turn_to(ADDRESS)
        headline = self.tr("Which pair?")
        self.question(headline, self.tr("The service address leads to whichever of its servers is active."))
        self.offer(back=self.tr("Cancel"), go=self.tr("Connect"), ready=True)
        self.address.setFocus()

    @Slot()
    def look(self) -> None:
        """Go there and see what it shows."""
        try:
            self._endpoint = parse_endpoint(self.address.text())
        except ValueError as error:
            self.address_fields.complain(self.address, str(error))
            return
        self.address_fields.complain(self.address, "")
        self.say(Tone.BUSY, self.tr("Connecting to {0}…").format(self._endpoint), self.tr("Nothing secret is sent before you compared."))
        self.offer(back=self.tr("Cancel"), go=self.tr("Connect"))
        self._close_gateway()
        self._gateway = self._make_gateway(self._endpoint, "")
        self.ask(Reply(self._thread, self._gateway.connect()), self._trusted_already, self._looked)

    def _trusted_already(self, _: Session) -> None:
        """A server that needs no trust: the simulated pair."""
        self._gateway_ready(self.tr("The simulated pair has no certificate."))

    def _looked(self, error: GatewayError) -> None:
        if isinstance(error, NotTrustedYet):
            self.show_fingerprint(error.seen)
        elif isinstance(error, SignInRefused):
            self._gateway_ready("")
        else:
            self.say(Tone.BAD, self.tr("{0} cannot be reached.").format(self._endpoint), str(error))
            self.offer(back=self.tr("Cancel"), go=self.tr("Try again"), ready=True)

    def show_fingerprint(self, seen: str) -> None:
        """Show what the server presents; going on means that it was compared."""
        self._seen = seen
        self.turn_to(FINGERPRINT)
        self.shown.say(spaced_fingerprint(seen))
        self.shown.setAccessibleName(self.tr("Fingerprint shown by the server: {0}").format(seen))
        headline = self.tr("Is this your pair at {0}?").format(self._endpoint)
        how = self.tr("Run 'twinhelm pair fingerprint' on one of its servers and compare. It is asked once and pinned on this computer.")
        self.say(Tone.WARN, headline, how)
        self._compare()
        self.typed.setFocus()

    @Slot()
    def _compare(self) -> None:
        typed = self.typed.text().strip()
        matches = False
        if typed:
            try:
                matches = parse_fingerprint(typed) == self._seen
                words_ = self.tr("They are the same.") if matches else self.tr("They differ: this is another pair, or somebody in between.")
            except ValueError as error:
                words_ = str(error)
            self.match.say(words_, Hue.OK if matches else Hue.BAD)
        else:
            self.match.say(self.tr("Paste it to let the console compare, or compare by eye and say so."), Hue.MUTED)
        self.compared.setEnabled(not typed)
        ready = matches or (not typed and self.compared.isChecked())
        self.offer(back=self.tr("Back"), go=self.tr("Trust this pair"), ready=ready)

    @Slot()
    def trust(self) -> None:
        """Pin the fingerprint and ask who signs in."""
        if self._gateway is not None:
            self._gateway.trust(self._seen)
        self._pinned = self._seen
        self._gateway_ready("")

    def _gateway_ready(self, note: str) -> None:
        self.turn_to(SIGN_IN)
        self.question(self.tr("Who are you on {0}?").format(self._endpoint), note or self.tr("The fingerprint is pinned."))
        self.offer(back=self.tr("Back"), go=self.tr("Sign in"), ready=True)
        if self._secrets is not None:
            self._keyring = Reply(self._thread, _usable(self._secrets)).then(
                self._keyring_known, lambda _: self._keyring_known(usable=False)
            )
        else:
            self._keyring_known(usable=False)
        self.user.setFocus()

    def _keyring_known(self, usable: bool) -> None:
        self.keep.setEnabled(usable)
        self.keep.setChecked(usable and self.keep.isChecked())
        hint = "" if usable else self.tr("This system has no usable keyring; it is kept until the console is closed.")
        self.sign_in_fields.complain(self.keep, "")
        self.keep.setToolTip(hint)
        self.keep_note.say(hint)
        self.keep_note.setVisible(bool(hint))

    @Slot()
    def sign_in(self) -> None:
        """Sign in and look at the pair."""
        user, password = self.user.text().strip(), self.password.text()
        if self.by_token:
            user, password = "", password.strip()
            problem = "" if is_token(password) else self.tr("This is no token; it begins with twinhelm-token-.")
            self.sign_in_fields.complain(self.password, problem)
        else:
            problem = "" if user else self.tr("Type the name of a user of the pair.")
            self.sign_in_fields.complain(self.user, problem)
        if problem or self._gateway is None:
            return
        self.say(Tone.BUSY, self.tr("Signing in…"), "")
        self.offer(back=self.tr("Back"), go=self.tr("Sign in"))
        self._gateway.use_password(user, password)
        self.ask(Reply(self._thread, _look_at(self._gateway)), self.show_verified, self._refused)

    def _refused(self, error: GatewayError) -> None:
        headline = self.tr("You are not signed in.")
        if isinstance(error, FingerprintChanged):
            headline = self.tr("The server shows another certificate now; everything was stopped.")
        self.say(Tone.BAD, headline, str(error))
        self.offer(back=self.tr("Back"), go=self.tr("Sign in"), ready=True)
        self.password.selectAll()
        self.password.setFocus()

    def show_verified(self, answer: tuple[Session, PairStatus]) -> None:
        """Show what was looked at, and end."""
        session, status = answer
        assert self._endpoint is not None
        self._result = NewConnection(
            self._endpoint,
            session.pair_name,
            session.user,
            self.password.text().strip() if self.by_token else self.password.text(),
            self._pinned,
            self.site.text().strip(),
            self.keep.isChecked(),
        )
        self.turn_to(RESULT)
        self.verified.show(self.evidence(session, status))
        headline = self.tr("You are connected to {0}.").format(session.pair_name)
        self.say(Tone.OK, headline, self.tr("Every point below was looked at just now."))
        self.offer(go=self.tr("Show the pair"), ready=True)
        self.go.setFocus()

    def evidence(self, session: Session, status: PairStatus) -> tuple[Check, ...]:
        """Say what holds at the end."""
        checks = []
        if self._pinned:
            pinned = self.tr("its fingerprint is pinned: {0}…").format(spaced_fingerprint(self._pinned)[:24])
            checks.append(Check("fingerprint", Verdict.OK, pinned))
        role = self.tr("signed in as {0}, {1}").format(session.user, words.role_of_user(session.role))
        if not session.may_operate:
            role = self.tr("{0}: may look and not operate").format(role)
        checks.append(Check("role", Verdict.OK if session.may_operate else Verdict.HINT, role))
        if status.active is not None:
            checks.append(Check("active", Verdict.OK, self.tr("{0} answers and is active").format(status.answering_server)))
        else:
            checks.append(Check("active", Verdict.HINT, self.tr("{0} answers; no server is active").format(status.answering_server)))
        for server in status.servers:
            if server.name == status.answering_server:
                continue
            heard = self.tr("{0} is heard by it").format(server.name)
            silent = self.tr("{0} {1}").format(server.name, text.unheard(server.age_s))
            checks.append(Check("other", Verdict.OK if status.heard(server) else Verdict.HINT, heard if status.heard(server) else silent))
        if self.by_token:
            kept = self.tr("the token goes into this system's keyring")
            session_only = self.tr("the token is kept until the console is closed and nowhere else")
        else:
            kept = self.tr("the password goes into this system's keyring")
            session_only = self.tr("the password is kept until the console is closed and nowhere else")
        checks.append(Check("password", Verdict.OK, kept if self.keep.isChecked() else session_only))
        return tuple(checks)

    @Slot()
    def _forward(self) -> None:
        page = self.pages.currentIndex()
        if page == RESULT:
            if self._result is not None:
                self.connected.emit(self._result)
            self.accept()
        else:
            (self.look, self.trust, self.sign_in)[page]()

    @Slot()
    def _step_back(self) -> None:
        page = self.pages.currentIndex()
        self.forget_answer()
        if page in (FINGERPRINT, SIGN_IN):
            self._pinned = ""
            self.begin()
        else:
            self.reject()

    def _make_address_page(self) -> None:
        self.address_fields = Fields(self._theme)
        self.address, self.site = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("10.20.0.10:7410")
        self.site.setPlaceholderText(self.tr("Zurich, cellar"))
        self.address_fields.add(self.tr("&Address"), self.address, self.tr("Service address or host name; port 7410 unless given."))
        self.address_fields.add(self.tr("&Site"), self.site, self.tr("Optional: groups pairs in the Fleet."))
        self.add_page(self.address_fields)

    def _make_fingerprint_page(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.shown = Text(self._theme, "", Type.BODY_STRONG, wrap=True)
        self.match = Text(self._theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("Output of 'twinhelm pair fingerprint'"))
        self.typed.setAccessibleName(self.tr("Fingerprint from a server of the pair"))
        self.compared = QCheckBox(self.tr("I &compared all 64 digits by eye; they are the same"))
        column.addWidget(Text(self._theme, self.tr("Shown by the server (SHA-256 of the pair's authority)"), Type.CAPTION, Hue.MUTED))
        column.addWidget(self.shown)
        column.addSpacing(8)
        column.addWidget(self.typed)
        column.addWidget(self.match)
        column.addWidget(self.compared)
        self.typed.textChanged.connect(self._compare)
        self.compared.toggled.connect(self._compare)
        self.add_page(box)

    def _make_sign_in_page(self) -> None:
        self.sign_in_fields = Fields(self._theme)
        self.way = Choice(self.tr("Sign in with"), (self.tr("Password"), self.tr("Token")))
        self.user, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = QCheckBox(self.tr("&Keep it in this system's keyring"))
        self.keep_note = Text(self._theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        self.sign_in_fields.add(self.tr("Sign in with"), self.way)
        self.sign_in_fields.add(self.tr("&User"), self.user)
        self.sign_in_fields.add(self.tr("&Password"), self.password)
        self.sign_in_fields.add("", self.keep)
        self.keep.setAccessibleName(self.keep.text().replace("&", ""))
        self.add_page(self.sign_in_fields, self.keep_note)
        self.way.chosen.connect(self._show_way)
        self.password.textChanged.connect(self._on_secret)
        self._show_way()

    @property
    def by_token(self) -> bool:
        """Whether a token is asked for instead of name and password."""
        return self.way.current == BY_TOKEN

    @Slot()
    def _show_way(self) -> None:
        self.sign_in_fields.show_row(self.user, visible=not self.by_token)
        self.sign_in_fields.rename(self.password, self.tr("&Token") if self.by_token else self.tr("&Password"))
        self.password.setPlaceholderText(self.tr("From 'twinhelm user token'") if self.by_token else "")
        self.sign_in_fields.complain(self.password, "")

    @Slot(str)
    def _on_secret(self, typed: str) -> None:
        """A token that was put where a password is asked for is a token nevertheless."""
        if is_token(typed) and not self.by_token:
            self.way.choose(BY_TOKEN)
            self._show_way()

    def _close_gateway(self) -> None:
        gateway, self._gateway = self._gateway, None
        if gateway is not None:
            self._thread.submit(gateway.close())

    def done(self, result: int) -> None:
        super().done(result)
        self._close_gateway()


async def _look_at(gateway: Gateway) -> tuple[Session, PairStatus]:
    session = await gateway.connect()
    return session, await gateway.status()


async def _usable(secrets: KeepsSecrets) -> bool:
    return await secrets.usable()
