"""Open accesses to servers of the pair, heard in the GUI thread, and the viewers that are started for them."""

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from twinhelm_client.bridge.pair_bridge import PairBridge, Reply
from twinhelm_client.bridge.viewer_process import ViewerProcess
from twinhelm_client.domain.access import (
    AccessKind,
    AccessTarget,
    OpenAccess,
    Started,
    Viewer,
    ViewerEnd,
    command_problem,
    filled,
    find_viewer,
)

REFRESH_MS = 1000


class Access(QObject):
    """Opens, closes and lists local ports; starts the user's own viewer for each. The ports are the bridge's and end with it.

    Signals: changed(tuple of OpenAccess), opened(OpenAccess, Started), refused(AccessTarget, GatewayError),
    viewer_ended(OpenAccess, ViewerEnd).
    """

    changed = Signal(object)
    opened = Signal(object, object)
    refused = Signal(object, object)
    viewer_ended = Signal(object, object)

    def __init__(self, bridge: PairBridge, parent: QObject | None = None, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._bridge = bridge
        self._accesses = bridge.accesses
        bridge.accesses_changed.connect(self.refresh)
        self._replies: set[Reply] = set()
        self.viewers: dict[AccessKind, str] = _read(settings)
        self.user = ""
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self.open_now: tuple[OpenAccess, ...] = ()
        self.refresh()

    def open(self, target: AccessTarget, *, start_viewer: bool = True) -> None:
        """Ask the pair, open a local port and start the viewer."""

        def done(state: OpenAccess) -> None:
            self.refresh()
            self.opened.emit(state, self.start_viewer(state) if start_viewer else Started())

        self._ask(self._bridge.run(self._accesses.open(target)), done, lambda error: self.refused.emit(target, error))

    def close_one(self, number: int) -> None:
        """Close one local port with its connections."""
        self._ask(self._bridge.run(self._accesses.close(number)), lambda _: self.refresh(), _ignore)

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

    def start_viewer(self, state: OpenAccess) -> Started:
        """Start the viewer for a local port."""
        viewer = self.viewer_for(state.target.kind)
        if viewer is None:
            return Started()
        program, *arguments = filled(viewer, state.target, state.local_port, self.user)
        running = ViewerProcess(self)
        running.viewer_ended.connect(lambda code, words: self._on_ended(running, state, viewer.name, code, words))
        if not running.begin(program, arguments):
            running.deleteLater()
            return Started(missing=program)
        return Started(viewer.name)

    def _on_ended(self, running: ViewerProcess, before: OpenAccess, viewer: str, code: int, words: str) -> None:
        running.deleteLater()
        self.refresh()
        now = next((one for one in self.open_now if one.number == before.number), None)
        if now is not None:  # otherwise it was ended here, and its viewer with it
            self.viewer_ended.emit(now, ViewerEnd(viewer, code, words, connected=now.bytes_back > before.bytes_back))

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
        elif not self._timer.isActive():
            self._timer.start()
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
