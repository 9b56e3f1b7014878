"""The frame of the console: sidebar, sentence, pages; and the questions that only a person can answer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from twinhelm_client.dialogs.fingerprint import FingerprintDialog
from twinhelm_client.dialogs.sign_in import SignIn, SignInDialog
from twinhelm_client.domain import text
from twinhelm_client.domain.connection import Link
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotTrustedYet, SignInRefused
from twinhelm_client.pages.page import PageEntry, PageParts
from twinhelm_client.theme import icons
from twinhelm_client.widgets.sentence_bar import SentenceBar
from twinhelm_client.widgets.sidebar import Sidebar

TICK_MS = 250


class MainWindow(QWidget):
    """Signals: signed_in(SignIn) and trusted(str) when a person answered; closed() when the window was closed."""

    signed_in = Signal(object)
    trusted = Signal(str)
    closed = Signal()

    def __init__(self, parts: PageParts, pages: Sequence[PageEntry], user: str, *, ticks: bool = True) -> None:
        super().__init__()
        self._theme = parts.theme
        self._live = parts.live
        self._user = user
        self._question: Callable[[], None] | None = None
        self._dialog: QWidget | None = None
        self.setWindowTitle("Twinhelm")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(1080, 700)
        self.sentence = SentenceBar(parts.theme)
        self.sentence.action.clicked.connect(self.ask_again)
        self.sidebar = Sidebar(parts.theme, [entry.title for entry in pages])
        self.pages = QStackedWidget()
        for entry in pages:
            self.pages.addWidget(entry.make(parts))
        self.sidebar.page_chosen.connect(self.pages.setCurrentIndex)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # Tab leads to the first page; no ring before somebody uses the keyboard
        self._live.changed.connect(self.refresh)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._live.tick)
        if ticks:
            self._timer.start()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show sentence, ages, pair and user."""
        live, status, session = self._live, self._live.status, self._live.session
        updated = "" if status is None else text.no_data(live.age_s) if live.stale else f"updated {text.age(live.age_s)}"
        self.sentence.show_sentence(live.sentence(), updated, f"{session.user} · {session.role}" if session else "")
        link = live.connection.link
        actions = {Link.SIGN_IN_REFUSED: "Sign in…", Link.FINGERPRINT_CHANGED: "Compare…", Link.NOT_TRUSTED_YET: "Compare…"}
        self.sentence.offer(actions.get(link, "") if self._question else "")
        if status is not None:
            modes = sorted({str(s.mode) for s in status.sets})
            self.sidebar.show_pair(status.pair_name, " · ".join([*modes, text.count(len(status.sets), "set", "sets")]))
            self.setWindowTitle(f"{status.pair_name} – Twinhelm")
        else:
            self.sidebar.show_pair(session.pair_name if session else "No pair yet", live.connection.endpoint)

    @Slot(object)
    def on_person_needed(self, error: GatewayError) -> None:
        """Ask the question that this error raises."""
        endpoint = self._live.connection.endpoint
        if isinstance(error, SignInRefused):
            self._question = lambda: self._ask_sign_in(endpoint, str(error))
        elif isinstance(error, NotTrustedYet):
            seen = error.seen
            self._question = lambda: self._ask_fingerprint(endpoint, seen, "")
        elif isinstance(error, FingerprintChanged):
            shown, pinned = error.seen[-1] if error.seen else "", error.pinned
            self._question = lambda: self._ask_fingerprint(endpoint, shown, pinned)
        self.refresh()
        self.ask_again()

    @Slot()
    def ask_again(self) -> None:
        """Open the question, also after it was dismissed."""
        if self._question is not None:
            self._question()

    def _ask_sign_in(self, endpoint: str, problem: str) -> None:
        dialog = SignInDialog(self._theme, endpoint, self._user, problem, parent=self)
        dialog.given.connect(self._on_given)
        self._dialog = dialog
        dialog.open()

    def _ask_fingerprint(self, endpoint: str, seen: str, pinned: str) -> None:
        dialog = FingerprintDialog(self._theme, endpoint, seen, pinned, parent=self)
        dialog.accepted_fingerprint.connect(self.trusted)
        self._dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_given(self, given: SignIn) -> None:
        self._user = given.user
        self.signed_in.emit(given)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(14)
        column.addWidget(self.sentence)
        column.addWidget(self.pages, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(content)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(scroll, 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self.closed.emit()
        super().closeEvent(event)
