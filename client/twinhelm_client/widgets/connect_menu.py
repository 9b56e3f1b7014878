"""The button "Connect to pollux": remote desktop, VNC, SSH or another port, out-of-band consoles, and what is open."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from twinhelm_client.bridge.access import Access
from twinhelm_client.dialogs.accesses import AccessesDialog
from twinhelm_client.dialogs.other_port import OtherPortDialog
from twinhelm_client.domain.access import PORTS, AccessKind, AccessTarget
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme.theme import Theme


class ConnectButton(QPushButton):
    """Follows the pair: it names the passive, which the public network does not reach."""

    def __init__(self, theme: Theme, live: LivePair, access: Access, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live = live
        self._access = access
        self._server = ""
        self._accesses: AccessesDialog | None = None
        self._asking: OtherPortDialog | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        live.changed.connect(self.refresh)
        self.refresh()

    @property
    def server(self) -> str:
        """The server that is connected to."""
        return self._server

    @Slot()
    def refresh(self) -> None:
        """Name the server that stands by now, and say why not if it cannot be reached."""
        status, session = self._live.status, self._live.session
        active = status.active if status is not None else None
        other = status.other(active.name) if status is not None and active is not None else None
        self._server = other.name if other is not None else ""
        self.setText(self.tr("Connect to {0}").format(self._server) if self._server else self.tr("Connect to a server"))
        tip = ""
        if session is not None and not session.may_operate:
            tip = self.tr("Connecting to a server needs the role operator or admin.")
        self.setToolTip(tip)
        self.setEnabled(self.reachable or any(s.consoles for s in (status.servers if status is not None else ())))

    @property
    def reachable(self) -> bool:
        """Somebody answers who could connect. Out-of-band consoles are wanted most when nobody does."""
        return bool(self._server) and not self._live.stale

    def actions_for_palette(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return title and deed of each entry."""
        server = self._server
        if not self.reachable:
            return ()
        words = (
            (self.tr("Connect to {0}: remote desktop (RDP)"), AccessKind.RDP),
            (self.tr("Connect to {0}: VNC"), AccessKind.VNC),
            (self.tr("Connect to {0}: SSH"), AccessKind.SSH),
        )
        known: list[tuple[str, Callable[[], object]]] = [(word.format(server), self._opener(kind)) for word, kind in words]
        known.append((self.tr("Connect to {0}: other port…").format(server), self.ask_port))
        known.append((self.tr("Show open connections"), self.show_accesses))
        return tuple(known)

    def open(self, kind: AccessKind) -> None:
        """Open a connection of this kind to the server."""
        self.show_accesses()
        self._access.open(AccessTarget(self._server, kind, PORTS[kind]))

    @Slot()
    def ask_port(self) -> None:
        """Ask which other port."""
        self._asking = OtherPortDialog(self._theme, self._server, self.window())
        self._asking.chosen.connect(self._open_target)
        self._asking.open()

    @Slot()
    def show_accesses(self) -> None:
        """Show what is open."""
        if self._accesses is None:
            self._accesses = AccessesDialog(self._theme, self._access, self.window())
            self.destroyed.connect(self._accesses.deleteLater)  # the page is made anew in another language
        if self._accesses.isVisible():
            self._accesses.raise_()
            self._accesses.activateWindow()
        else:
            self._accesses.show()

    @Slot(object)
    def _open_target(self, target: AccessTarget) -> None:
        self.show_accesses()
        self._access.open(target)

    def _opener(self, kind: AccessKind) -> Callable[[], object]:
        return lambda: self.open(kind)

    @Slot()
    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        words = (
            (self.tr("Remote desktop (&RDP)"), AccessKind.RDP),
            (self.tr("&VNC"), AccessKind.VNC),
            (self.tr("&SSH"), AccessKind.SSH),
        )
        for word, kind in words:
            menu.addAction(word, self._opener(kind)).setEnabled(self.reachable)
        menu.addAction(self.tr("&Other port…"), self.ask_port).setEnabled(self.reachable)
        status = self._live.status
        consoles = [(s.name, c) for s in status.servers for c in s.consoles] if status is not None else []
        if consoles:
            menu.addSeparator()
        for server, console in consoles:
            action = menu.addAction(self.tr("{0} of {1} in the browser").format(console.label, server))
            action.setToolTip(console.url)
            action.triggered.connect(self._browser(console.url))
        menu.addSeparator()
        menu.addAction(self.tr("Open &connections…"), self.show_accesses)

    @staticmethod
    def _browser(url: str) -> Callable[[], object]:
        return lambda: Access.open_console(url)
