"""One running console: gateway, thread, bridge, live state and window, put together."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QSettings, Signal, Slot

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.credentials import Credentials, Kept
from twinhelm_client.bridge.fleet_bridge import FleetBridge, Prepare
from twinhelm_client.bridge.language import Language, system_language
from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.dialogs.sign_in import SignIn
from twinhelm_client.domain.connection import Connection, Endpoint, Link, Session, parse_endpoint
from twinhelm_client.domain.errors import SignInRefused
from twinhelm_client.models.fleet import Fleet, Reach
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.preferences import LanguageChoice, Preferences
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.pages.page import PageParts
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.rpc.no_pair import leads_nowhere, no_pair
from twinhelm_client.theme.theme import Theme
from twinhelm_client.window import FIRST_PAGE, MainWindow

if TYPE_CHECKING:
    from twinhelm_client.wizards.connect_pair import NewConnection

Connect = Callable[[KnownPair, str], Gateway]


def connect_by_grpc(pair: KnownPair, password: str) -> Gateway:
    """Return a gateway to a known pair; it speaks when it is followed."""
    from twinhelm_client.rpc.grpc_gateway import GrpcGateway

    return GrpcGateway(parse_endpoint(pair.endpoint), pair.user, password, pair.fingerprint)


def start_demo() -> bool:
    """Show the simulated pair and fleet in a window of its own, so that nothing simulated ever stands beside something real."""
    started, _ = QProcess.startDetached(sys.executable, ["-m", "twinhelm_client", "--demo"])
    return bool(started)


def reach_by(connect: Connect, credentials: Credentials) -> Reach:
    """Return how a pair of the fleet is reached: as the window would, with the password that the keyring or this session has."""

    def reach(pair: KnownPair) -> tuple[Gateway, Prepare | None]:
        gateway = connect(pair, "")

        async def prepare() -> bool:
            password = await credentials.find(pair.endpoint, pair.user) if pair.user else ""
            gateway.use_password(pair.user, password)
            return bool(password)

        return gateway, prepare

    return reach


class Console(QObject):
    """Owns the parts and their order of ending. `settings` keeps pins, pairs and choices; None keeps nothing.

    Without a gateway no pair is known: the window says so on every page until a wizard ends with one.
    `to_store` is what a person typed before the window opened. `ask_keyring` looks the password up after the window is there.
    """

    _password_found = Signal(str, str, str)  # address, user, password; emitted on the asyncio thread
    _password_kept = Signal(object)

    def __init__(
        self,
        theme: Theme,
        thread: AsyncThread,
        gateway: Gateway | None,
        user: str,
        settings: QSettings | None,
        to_store: SignIn | None = None,
        *,
        credentials: Credentials | None = None,
        language: Language | None = None,
        connect: Connect = connect_by_grpc,
        ask_keyring: bool = False,
        fleet: Sequence[KnownPair] = (),
        reach: Reach | None = None,
        show_demo: Callable[[], bool] = start_demo,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._thread = thread
        self._settings = settings
        self._to_store = to_store
        self._connect_to = connect
        self._gateway = gateway or no_pair()
        self._show_demo = show_demo
        self._ask_keyring = ask_keyring
        # What keeps nothing and was given no fleet knows its own pair only.
        self._watches_fleet = settings is not None or reach is not None
        self._user = user
        self.credentials = credentials or Credentials(use_system=settings is not None)
        self.preferences = Preferences(settings, self)
        self.known = KnownPairs(settings, self)
        self.known.fill(fleet)
        self.fleet = Fleet(self.known, FleetBridge(thread), reach or reach_by(connect, self.credentials), parent=self)
        self._language = language
        self.bridge, self.live = self._follow(self._gateway)
        parts = PageParts(theme, self.live, self.bridge, fleet=self.fleet, settings=settings)
        self.window = MainWindow(parts, PAGES, user, preferences=self.preferences, known=self.known)
        self.bridge.person_needed.connect(self.window.on_person_needed)
        self._connect()

    def start(self, page: str = "") -> None:
        """Show the window and follow the pair; a password that only the keyring knows is asked for meanwhile.

        `page` is opened instead of the one of last time.
        """
        self.window.restore(page)
        self.window.show()
        self.window.use_tray()
        self._begin(self._ask_keyring)
        if self._watches_fleet:
            self.fleet.start()
        self.window.pages.make_rest()

    def stop(self) -> None:
        """End streams, connections and ages that grow."""
        self.window.stop()
        self.fleet.stop()
        self.bridge.stop()

    @Slot(str)
    def open_pair(self, endpoint: str) -> None:
        """Turn the window to another known pair."""
        pair = self.known.find(endpoint)
        self._turn_to(self._connect_to(pair, ""), pair.user, ask_keyring=True)

    def _turn_to(self, gateway: Gateway, user: str, *, ask_keyring: bool) -> None:
        self.bridge.leave()
        self.bridge.deleteLater()
        old = self.live
        self._gateway, self._user = gateway, user
        self.bridge, self.live = self._follow(gateway)
        self.bridge.person_needed.connect(self.window.on_person_needed)
        if self.window.tray is not None:
            self.window.tray.close()
            self.window.tray.deleteLater()
        self.window.show_parts(PageParts(self._theme, self.live, self.bridge, fleet=self.fleet, settings=self._settings), user)
        self.window.use_tray()
        old.deleteLater()
        self._begin(ask_keyring)

    def _begin(self, ask_keyring: bool) -> None:
        endpoint, user = str(self._gateway.endpoint), self._user
        if leads_nowhere(self._gateway):
            return
        if not ask_keyring:
            self.bridge.start()
        elif not user:
            self._on_password_found(endpoint, user, "")
        else:
            asked = self._thread.submit(self.credentials.find(endpoint, user))
            asked.add_done_callback(lambda done: self._password_found.emit(endpoint, user, _result(done, "")))

    @Slot(str, str, str)
    def _on_password_found(self, endpoint: str, user: str, password: str) -> None:
        if (endpoint, user) != (str(self._gateway.endpoint), self._user):
            return  # the window shows another pair by now
        if password:
            self._gateway.use_password(user, password)
            self.bridge.start()
        else:
            self.live.on_connection(Connection(Link.SIGN_IN_NEEDED, endpoint, self.tr("No password or token is known for this pair yet.")))
            self.window.on_person_needed(SignInRefused("", "NO_PASSWORD"))

    def _follow(self, gateway: Gateway) -> tuple[PairBridge, LivePair]:
        bridge = PairBridge(gateway, self._thread, parent=self)
        live = LivePair(str(gateway.endpoint), parent=self)
        bridge.connection_changed.connect(live.on_connection)
        bridge.session_opened.connect(live.on_session)
        bridge.session_opened.connect(self._on_session)
        bridge.status_received.connect(live.on_received)
        bridge.queue_history_arrived.connect(live.on_queue_history)
        bridge.day_history_arrived.connect(live.on_day_history)
        bridge.events_arrived.connect(live.on_events)
        bridge.event_batch_arrived.connect(live.on_event_batch)
        if leads_nowhere(gateway):
            live.on_connection(Connection(Link.NO_PAIR, ""))
        return bridge, live

    def _connect(self) -> None:
        self.window.signed_in.connect(self._on_signed_in)
        self.window.trusted.connect(self._on_trusted)
        self.window.pair_chosen.connect(self.open_pair)
        self.window.another_pair_wanted.connect(self._ask_another)
        self.window.new_pair_wanted.connect(self._create_pair)
        self.window.password_forgotten.connect(self._forget_password)
        self.window.demo_wanted.connect(self._open_demo)
        self.known.forgotten.connect(self._on_forgotten)
        self._password_found.connect(self._on_password_found)
        self._password_kept.connect(self._on_kept)
        if self._language is not None:
            self.preferences.language_chosen.connect(self._on_language)
            self._language.changed.connect(self.window.rebuild)

    @Slot(object)
    def _on_language(self, choice: LanguageChoice) -> None:
        if self._language is not None:
            self._language.speak(system_language() if choice is LanguageChoice.SYSTEM else str(choice))

    @Slot()
    def _ask_another(self) -> None:
        from twinhelm_client.wizards.connect_pair import ConnectWizard

        wizard = ConnectWizard(self._theme, self._thread, self._gateway_to, self.credentials, self.window)
        wizard.connected.connect(self._on_another)
        wizard.finished.connect(wizard.deleteLater)
        wizard.begin()
        wizard.open()

    @Slot()
    def _create_pair(self) -> None:
        from twinhelm_client.wizards.create_pair import CreatePairWizard

        wizard = CreatePairWizard(self._theme, self._thread, self._gateway_to, self.window)
        wizard.created.connect(self._on_another)
        wizard.finished.connect(wizard.deleteLater)
        wizard.begin()
        wizard.open()

    def _gateway_to(self, endpoint: Endpoint, fingerprint: str) -> Gateway:
        """For a wizard: nobody signs in before the wizard says so."""
        return self._connect_to(KnownPair(str(endpoint), fingerprint=fingerprint), "")

    @Slot(object)
    def _on_another(self, new: "NewConnection") -> None:
        pair = KnownPair(str(new.endpoint), new.pair_name, new.user, new.fingerprint, new.site)
        self.known.use(pair)
        self._to_store = SignIn(new.endpoint, new.user, new.password, new.keep)
        self._turn_to(self._connect_to(self.known.find(pair.endpoint), new.password), new.user, ask_keyring=False)
        self.window.go_to(FIRST_PAGE)

    @Slot(object)
    def _on_forgotten(self, pair: KnownPair) -> None:
        """A pair was taken off the list, and its secret goes with it; if it was the one that is shown, the next one is shown, or none."""
        self._thread.submit(self.credentials.forget(pair.endpoint, pair.user))
        if pair.endpoint != str(self._gateway.endpoint):
            return
        if self.known.pairs:
            self.open_pair(self.known.pairs[0].endpoint)
        else:
            self._turn_to(no_pair(), "", ask_keyring=False)

    @Slot()
    def _open_demo(self) -> None:
        if not self._show_demo():
            self.window.say(self.tr("The demo could not be started; run 'twinhelm-console --demo'."))

    @Slot(object)
    def _on_signed_in(self, given: SignIn) -> None:
        self._to_store, self._user = given, given.user
        self.bridge.sign_in(given.user, given.password)

    @Slot(str)
    def _on_trusted(self, fingerprint: str) -> None:
        self.known.use(KnownPair(str(self._gateway.endpoint), fingerprint=fingerprint))
        self.bridge.trust(fingerprint)

    @Slot(object)
    def _on_session(self, session: Session) -> None:
        """Keep what led to a session, never what was refused."""
        if self.sender() is not self.bridge:
            return  # said by a pair that the window has left meanwhile
        endpoint = str(self._gateway.endpoint)
        self._user = session.user
        self.known.use(KnownPair(endpoint, session.pair_name, session.user))
        given, self._to_store = self._to_store, None
        if given is None:
            return
        self.credentials.keep_for_session(endpoint, session.user, given.password)  # the fleet asks for it at once
        if self._watches_fleet:
            self.fleet.again(endpoint)
        if given.remember:
            keeping = self._thread.submit(self.credentials.keep(endpoint, session.user, given.password))
            keeping.add_done_callback(lambda done: self._password_kept.emit(_result(done, Kept(in_keyring=False))))

    @Slot(object)
    def _on_kept(self, kept: Kept) -> None:
        if not kept.in_keyring:
            self.window.say(
                self.tr(
                    "This system has no keyring that can be used. Password or token is kept in memory until the console is closed, "
                    "and nowhere else. To keep it, install and unlock a keyring (GNOME Keyring, KWallet) and sign in again."
                )
            )

    @Slot()
    def _forget_password(self) -> None:
        if leads_nowhere(self._gateway):
            return
        endpoint, user = str(self._gateway.endpoint), self._user
        self._thread.submit(self.credentials.forget(endpoint, user))
        self.window.say(self.tr("Password or token of {0} at {1} is removed; it is asked for at the next start.").format(user, endpoint))


def _result(done: "Future[Any]", otherwise: Any) -> Any:
    """Return what a question brought; the answer must come, so an error is the same as none."""
    return otherwise if done.cancelled() or done.exception() is not None else done.result()
