"""Open accesses to servers of the pair, heard in the GUI thread, and the viewers that are started for them."""

import logging

from PySide6.QtCore import QObject, QProcess, QSettings, QStandardPaths, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from twinhelm_client.bridge.pair_bridge import PairBridge, Reply
from twinhelm_client.domain.access import AccessKind, AccessTarget, OpenAccess, Viewer, command_problem, filled, find_viewer

LOG = logging.getLogger(__name__)
REFRESH_MS = 1000


class Access(QObject):
    """Opens, closes and lists local ports; starts the user's own viewer for each. `close` it before the bridge.

    Signals: changed(tuple of OpenAccess), opened(OpenAccess, str) with the name of the viewer that was started (empty: none was found),
    refused(AccessTarget, GatewayError).
    """

    changed = Signal(object)
    opened = Signal(object, str)
    refused = Signal(object, object)
    _came_or_went = Signal()

    def __init__(self, bridge: PairBridge, parent: QObject | None = None, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._bridge = bridge
        self._accesses = bridge.accesses(self._came_or_went.emit)
        self._came_or_went.connect(self.refresh)
        self._replies: set[Reply] = set()
        self.viewers: dict[AccessKind, str] = _read(settings)
        self.user = ""
        self.open_now: tuple[OpenAccess, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def open(self, target: AccessTarget, *, start_viewer: bool = True) -> None:
        """Ask the pair, open a local port and start the viewer."""

        def done(state: OpenAccess) -> None:
            self._timer.start()
            self.refresh()
            self.opened.emit(state, self.start_viewer(state) if start_viewer else "")

        self._ask(self._bridge.run(self._accesses.open(target)), done, lambda error: self.refused.emit(target, error))

    def close_one(self, number: int) -> None:
        """Close one local port with its connections."""
        self._ask(self._bridge.run(self._accesses.close(number)), lambda _: self.refresh(), _ignore)

    def close(self) -> None:
        """Close everything; the replies are not waited for."""
        self._timer.stop()
        self._ask(self._bridge.run(self._accesses.close_all()), _ignore, _ignore)

    def viewer_for(self, kind: AccessKind) -> Viewer | None:
        """Return the viewer that would be started."""
        return find_viewer(kind, _is_there, self.viewers)

    def found_viewer(self, kind: AccessKind) -> Viewer | None:
        """Return the viewer that would be started without a choice of the user's."""
        return find_viewer(kind, _is_there, {})

    def choose_viewer(self, kind: AccessKind, command: str) -> None:
        """Use this command from now on; an empty one goes back to what is found."""
        self.viewers[kind] = command
        if self._settings is not None:
            self._settings.setValue(f"viewers/{kind}", command)

    def start_viewer(self, state: OpenAccess) -> str:
        """Start the viewer for a local port; returns its name, or nothing where there is none or it does not start."""
        viewer = self.viewer_for(state.target.kind)
        if viewer is None:
            return ""
        program, *arguments = filled(viewer, state.target, state.local_port, self.user)
        started, _ = QProcess.startDetached(program, arguments)
        if not started:
            LOG.warning("%s could not be started", program)
        return viewer.name if started else ""

    @staticmethod
    def open_console(url: str) -> bool:
        """Show an out-of-band console in the browser; only the web, whatever a server says."""
        address = QUrl(url, QUrl.ParsingMode.StrictMode)
        return address.isValid() and address.scheme() in ("http", "https") and QDesktopServices.openUrl(address)

    @Slot()
    def refresh(self) -> None:
        """Look at what is open."""
        self.open_now = self._accesses.states()
        if not self.open_now:
            self._timer.stop()
        self.changed.emit(self.open_now)

    def _ask(self, reply: Reply, done: object, failed: object) -> None:
        self._replies.add(reply)

        def settle(callback: object) -> object:
            def run(result: object) -> None:
                self._replies.discard(reply)
                callback(result)  # type: ignore[operator]

            return run

        reply.then(settle(done), settle(failed))  # type: ignore[arg-type]


def _is_there(program: str) -> bool:
    return bool(QStandardPaths.findExecutable(program))


def _ignore(_: object) -> None:
    """Closing needs no answer."""


def _read(settings: QSettings | None) -> dict[AccessKind, str]:
    """Return the chosen commands; one that cannot be used is left out."""
    chosen = {kind: str(settings.value(f"viewers/{kind}", "")) for kind in AccessKind} if settings is not None else {}
    return {kind: command for kind, command in chosen.items() if command and not command_problem(command)}
