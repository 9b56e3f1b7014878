"""One running console: gateway, thread, bridge, live state and window, put together."""

from PySide6.QtCore import QObject, QSettings, Slot

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.credentials import store_password
from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.dialogs.sign_in import SignIn
from twinhelm_client.domain.connection import Session
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.pages.page import PageParts
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.window import MainWindow


class Console(QObject):
    """Owns the parts and their order of ending. `settings` keeps pins and the last user; None keeps nothing.

    `to_store` is what a person typed before the window opened, with the wish to keep it.
    """

    def __init__(
        self, theme: Theme, thread: AsyncThread, gateway: Gateway, user: str, settings: QSettings | None, to_store: SignIn | None = None
    ) -> None:
        super().__init__()
        self._thread = thread
        self._settings = settings
        self._endpoint = str(gateway.endpoint)
        self._to_store = to_store
        self.bridge = PairBridge(gateway, thread, parent=self)
        self.live = LivePair(self._endpoint, parent=self)
        self.window = MainWindow(PageParts(theme, self.live, self.bridge), PAGES, user)
        self._connect()

    def start(self) -> None:
        """Show the window and follow the pair."""
        self.window.show()
        self.bridge.start()

    def stop(self) -> None:
        """End streams and connection."""
        self.bridge.stop()

    def _connect(self) -> None:
        bridge, live = self.bridge, self.live
        bridge.connection_changed.connect(live.on_connection)
        bridge.session_opened.connect(live.on_session)
        bridge.session_opened.connect(self._on_session)
        bridge.status_arrived.connect(live.on_status)
        bridge.queue_history_arrived.connect(live.on_queue_history)
        bridge.day_history_arrived.connect(live.on_day_history)
        bridge.events_arrived.connect(live.on_events)
        bridge.event_arrived.connect(live.on_event)
        bridge.person_needed.connect(self.window.on_person_needed)
        self.window.signed_in.connect(self._on_signed_in)
        self.window.trusted.connect(self._on_trusted)

    @Slot(object)
    def _on_signed_in(self, given: SignIn) -> None:
        self._to_store = given if given.remember else None
        self.bridge.sign_in(given.user, given.password)

    @Slot(str)
    def _on_trusted(self, fingerprint: str) -> None:
        if self._settings is not None:
            self._settings.setValue(f"pins/{self._endpoint}", fingerprint)
        self.bridge.trust(fingerprint)

    @Slot(object)
    def _on_session(self, session: Session) -> None:
        """Keep what led to a session, never what was refused."""
        if self._settings is not None:
            self._settings.setValue("last/server", self._endpoint)
            self._settings.setValue("last/user", session.user)
        if self._to_store is not None:
            self._thread.submit(store_password(self._endpoint, session.user, self._to_store.password))
            self._to_store = None
