"""The frame of the console: sidebar, sentence, pages, status strip; and the questions that only a person can answer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from twinhelm_client.dialogs.command_palette import CommandPalette
from twinhelm_client.dialogs.fingerprint import FingerprintDialog
from twinhelm_client.dialogs.set_settings import SetSettingsDialog
from twinhelm_client.dialogs.shortcuts import ShortcutsDialog
from twinhelm_client.dialogs.sign_in import SignIn, SignInDialog
from twinhelm_client.domain import text, words
from twinhelm_client.domain.connection import Link
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotTrustedYet, SignInRefused
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.strip import strip
from twinhelm_client.frame_commands import commands, shortcut_lines
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.models.preferences import Preferences, ThemeChoice
from twinhelm_client.pages.page import PageEntry, PageParts
from twinhelm_client.theme import icons
from twinhelm_client.theme.tokens import DARK, LIGHT
from twinhelm_client.widgets.first_steps import FirstSteps
from twinhelm_client.widgets.notice import Notice
from twinhelm_client.widgets.page_stack import PageStack
from twinhelm_client.widgets.sentence_bar import SentenceBar
from twinhelm_client.widgets.settings_menu import SettingsMenu
from twinhelm_client.widgets.sidebar import NavLine, Sidebar
from twinhelm_client.widgets.status_strip import StatusStrip
from twinhelm_client.widgets.tray import Tray

TICK_MS = 250
TOKEN_REASONS = ("WRONG_TOKEN", "TOKEN_EXPIRED", "TOKEN_REVOKED")
FIRST_PAGE = "Overview"  # of the pair that the window opens with; the fleet is one click away


class MainWindow(QWidget):
    """The window of one pair at a time; `show_parts` turns it to another pair, `rebuild` makes its words anew.

    Signals: signed_in(SignIn) and trusted(str) when a person answered; pair_chosen(str) with the address of a known pair,
    another_pair_wanted(), new_pair_wanted(), demo_wanted(), password_forgotten(); closed() when the window was closed.
    """

    signed_in = Signal(object)
    trusted = Signal(str)
    pair_chosen = Signal(str)
    another_pair_wanted = Signal()
    new_pair_wanted = Signal()
    demo_wanted = Signal()
    password_forgotten = Signal()
    closed = Signal()

    def __init__(
        self,
        parts: PageParts,
        pages: Sequence[PageEntry],
        user: str,
        *,
        ticks: bool = True,
        preferences: Preferences | None = None,
        known: KnownPairs | None = None,
    ) -> None:
        super().__init__()
        self._theme = parts.theme
        self.live = parts.live
        self.entries = tuple(pages)
        self.preferences = preferences or Preferences(parent=self)
        self.known = known or KnownPairs(parent=self)
        self._question: Callable[[], None] | None = None
        self._dialog: QWidget | None = None
        self._content: QWidget | None = None
        self.tray: Tray | None = None
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(1080, 700)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.preferences.theme_chosen.connect(self._on_theme)
        self.preferences.motion_chosen.connect(self._on_motion)
        self.known.changed.connect(self._on_known)
        for keys, run in (("Ctrl+K", self.open_palette), ("F1", self.open_shortcuts), ("?", self.open_shortcuts), ("F6", self.next_area)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_parts(parts, user)
        self.go_to(FIRST_PAGE)
        if ticks:
            self._timer.start()

    def show_parts(self, parts: PageParts, user: str) -> None:
        """Turn to a pair: make the whole content for it."""
        if self._content is not None:
            self.live.changed.disconnect(self.refresh)
        self._parts, self._user, self.live = parts, user, parts.live
        self._question = None
        if self._dialog is not None:
            self._dialog.close()
            self._dialog = None
        self._retire(self._fill())
        self.live.changed.connect(self.refresh)
        parts.wishes.page_wanted.connect(self.go_to)
        parts.wishes.pair_wanted.connect(self.pair_chosen)
        parts.wishes.another_pair_wanted.connect(self.another_pair_wanted)
        parts.wishes.set_settings_wanted.connect(self.open_set_settings)

    @Slot()
    def rebuild(self) -> None:
        """Make every widget anew, as after a change of the language; the page that was open stays open, and so does a dialog."""
        self._retire(self._fill(), wait=True)
        if self.tray is not None:
            self.tray.retranslate()
        if self._dialog is not None and self._dialog.isVisible():
            self._open_anew(self._dialog)

    def _fill(self) -> QWidget | None:
        """Put a new content into the window; returns the one before."""
        page = self.page if self._content is not None else ""
        old = self._content
        self._content = self._make_content()
        if old is not None:
            self._row.removeWidget(old)
            old.hide()
        self._row.addWidget(self._content)
        if page:
            self.go_to(page)
        self._content.setFocus()  # Tab leads to the first control; no ring before somebody uses the keyboard
        self._on_known()
        self.refresh()
        return old

    def _retire(self, old: QWidget | None, *, wait: bool = False) -> None:
        """Let go of a content. A wizard that one of its pages opened goes on until it is closed, if that is waited for."""
        if old is None:
            return
        wizards = [dialog for dialog in old.findChildren(QDialog) if dialog.isVisible()] if wait else []
        for wizard in wizards:
            wizard.finished.connect(lambda _: self._retire(old, wait=True))
        if not wizards:
            old.deleteLater()

    def _open_anew(self, old: QWidget) -> None:
        """Open the dialog once more in the language that is in force now, with what was typed."""
        self._dialog = None
        if isinstance(old, CommandPalette):
            self.open_palette()
        elif isinstance(old, ShortcutsDialog):
            self.open_shortcuts()
        elif isinstance(old, SetSettingsDialog):
            self.open_set_settings(old.set_name)
        else:
            self.ask_again()
        new = self.dialog
        if isinstance(old, CommandPalette) and isinstance(new, CommandPalette):
            new.field.setText(old.field.text())
        elif isinstance(old, SignInDialog) and isinstance(new, SignInDialog):
            new.take_over(old)
        elif isinstance(old, FingerprintDialog) and isinstance(new, FingerprintDialog):
            new.typed.setText(old.typed.text())
        elif isinstance(old, SetSettingsDialog) and isinstance(new, SetSettingsDialog):
            new.take_over(old)
        old.close()
        old.deleteLater()

    @property
    def dialog(self) -> QWidget | None:
        """The dialog of the frame that was opened last, while it is open."""
        return self._dialog

    @property
    def without_pair(self) -> bool:
        """Whether there is no pair to show."""
        return self.live.connection.link is Link.NO_PAIR

    @property
    def page(self) -> str:
        """The page that is open, by its untranslated title."""
        return self.entries[self.pages.currentIndex()].title if self.entries else ""

    @Slot(str)
    def go_to(self, title: str) -> None:
        """Open a page by its untranslated title."""
        for number, entry in enumerate(self.entries):
            if entry.title == title:
                self.pages.setCurrentIndex(number)
                self.sidebar.show_page(number)

    @Slot()
    def refresh(self) -> None:
        """Show sentence, ages, pair and user."""
        live, status, session = self.live, self.live.status, self.live.session
        if status is None:
            updated = ""
        elif live.stale:
            updated = text.no_data(live.age_s)
        else:
            updated = self.tr("updated {0}").format(text.age(live.age_s))
        self.sentence.show_sentence(live.sentence(), updated, f"{session.user} · {words.role_of_user(session.role)}" if session else "")
        self.strip.show_strip(strip(status, live.age_s, live.connection))
        actions = {
            Link.SIGN_IN_NEEDED: self.tr("Sign in…"),
            Link.SIGN_IN_REFUSED: self.tr("Sign in…"),
            Link.FINGERPRINT_CHANGED: self.tr("Compare…"),
            Link.NOT_TRUSTED_YET: self.tr("Compare…"),
        }
        self.sentence.offer(actions.get(live.connection.link, "") if self._question else "")
        for number, entry in enumerate(self.entries):
            if entry.figure is not None:
                self.sidebar.show_figure(number, entry.figure(self._parts), stale=live.stale)
        if status is not None:
            modes = sorted({words.of(s.mode) for s in status.sets})
            sets = text.count(len(status.sets), self.tr("set"), self.tr("sets"))
            self.sidebar.show_pair(status.pair_name, " · ".join([*modes, sets]))
            self.setWindowTitle(f"{status.pair_name} – Twinhelm")
        else:
            detail = live.connection.endpoint or self.tr("Connect or create one")
            self.sidebar.show_pair(session.pair_name if session else self._known_name(), detail)
            self.setWindowTitle("Twinhelm")

    @Slot(object)
    def on_person_needed(self, error: GatewayError) -> None:
        """Ask the question that this error raises."""
        endpoint = self.live.connection.endpoint
        if isinstance(error, SignInRefused):
            refusal = error
            self._question = lambda: self._ask_sign_in(endpoint, refusal)
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

    def say(self, sentence: str) -> None:
        """Show a notice until a person puts it away."""
        self.notice.say(sentence)

    def use_tray(self) -> None:
        """Show the state in the system tray, where there is one."""
        self.tray = Tray(self._theme, self.live, self)
        self.tray.window_wanted.connect(self._come_forward)
        self.tray.quit_wanted.connect(self.close)

    def restore(self, page: str = "") -> None:
        """Take the place, size and page of last time; `page` instead when a person asked for something else."""
        if not self.preferences.geometry.isEmpty():
            self.restoreGeometry(self.preferences.geometry)
        self.go_to(page or self.preferences.page)

    @Slot()
    def open_palette(self) -> None:
        """Open the command palette."""
        self._open(CommandPalette(self._theme, commands(self), self))

    @Slot()
    def open_shortcuts(self) -> None:
        """Show the list of shortcuts."""
        self._open(ShortcutsDialog(self._theme, shortcut_lines(self), self))

    @Slot(str)
    def open_set_settings(self, set_name: str) -> None:
        """Show the settings of a protected set, to be changed by who may."""
        dialog = SetSettingsDialog(self._theme, self.live, self._parts.bridge, set_name, self)
        dialog.begin()
        self._open(dialog)

    @Slot()
    def open_settings(self) -> None:
        """Open the menu of the settings above its button."""
        menu = SettingsMenu(self.preferences, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.shortcuts_wanted.connect(self.open_shortcuts)
        menu.password_forgotten.connect(self.password_forgotten)
        button = self.sidebar.settings
        place = button.mapToGlobal(button.rect().topLeft())
        menu.popup(place - menu.rect().bottomLeft() + menu.rect().topLeft() if menu.height() < place.y() else place)

    @Slot()
    def next_area(self) -> None:
        """Move the focus between sidebar, sentence, page and strip."""
        areas: list[QWidget] = [self.sidebar, self.sentence, self.pages, self.strip]
        focused = self.focusWidget()
        here = next((n for n, area in enumerate(areas) if focused is not None and area.isAncestorOf(focused)), -1)
        for step in range(1, len(areas) + 1):
            area = areas[(here + step) % len(areas)]
            first = next((w for w in _focus_chain(self) if area.isAncestorOf(w)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    @property
    def parts(self) -> PageParts:
        """What the pages of this pair are made from."""
        return self._parts

    def page_widget(self, number: int) -> QWidget:
        """Return one page."""
        return self.pages.page(number)

    def _open(self, dialog: CommandPalette | ShortcutsDialog | SetSettingsDialog) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            dialog.deleteLater()
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None

    def _ask_sign_in(self, endpoint: str, refusal: SignInRefused) -> None:
        by_token = refusal.reason in TOKEN_REASONS
        problem = str(refusal) or ("" if self._user else self.tr("Type the name of a user of this pair."))
        dialog = SignInDialog(self._theme, endpoint, self._user, problem, by_token=by_token, parent=self)
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

    def stop(self) -> None:
        """Let no more time pass and make no more pages: what the window shows may be gone before the window is."""
        self._timer.stop()
        self.pages.stop()

    @Slot()
    def _tick(self) -> None:
        self.live.tick()

    @Slot()
    def _on_known(self) -> None:
        endpoint = self.live.connection.endpoint
        pairs = self.known.pairs
        if not self.without_pair and all(p.endpoint != endpoint for p in pairs):
            pairs = (KnownPair(endpoint, self.live.status.pair_name if self.live.status else ""), *pairs)
        self.sidebar.pair.show_known(pairs, endpoint)

    def _known_name(self) -> str:
        return self.known.find(self.live.connection.endpoint).name or self.tr("No pair yet")

    @Slot(object)
    def _on_theme(self, choice: ThemeChoice) -> None:
        if choice is ThemeChoice.SYSTEM:
            self._theme.follow_system()
        else:
            self._theme.use(DARK if choice is ThemeChoice.DARK else LIGHT)

    @Slot(bool)
    def _on_motion(self, less: bool) -> None:
        self._theme.move_less(less=less)

    @Slot()
    def _come_forward(self) -> None:
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def _show_fleet(self) -> None:
        self.go_to("Fleet")

    @Slot()
    def _show_events(self) -> None:
        self.go_to("Events" if any(e.title == "Events" for e in self.entries) else "Overview")

    def _make_content(self) -> QWidget:
        content = QWidget()
        content.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.sidebar = Sidebar(self._theme, [NavLine(translate("Pages", e.title), e.icon) for e in self.entries])
        self.sidebar.palette_wanted.connect(self.open_palette)
        self.sidebar.settings_wanted.connect(self.open_settings)
        self.sidebar.pair.pair_chosen.connect(self.pair_chosen)
        self.sidebar.pair.another_wanted.connect(self.another_pair_wanted)
        self.sidebar.pair.all_wanted.connect(self._show_fleet)
        self.sentence = SentenceBar(self._theme)
        self.sentence.action.clicked.connect(self.ask_again)
        self.notice = Notice(self._theme)
        self.pages = PageStack()
        for entry in self.entries:
            self.pages.add(self._first_steps if self.without_pair else partial(entry.make, self._parts))
        self.sidebar.page_chosen.connect(self.pages.setCurrentIndex)
        self.strip = StatusStrip(self._theme, self.live)
        self.strip.events_wanted.connect(self._show_events)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._scroll(), 1)
        right.addWidget(self.strip)
        row.addLayout(right, 1)
        return content

    def _first_steps(self) -> QWidget:
        """What every page shows while no pair is known; the pages themselves are made with the first one."""
        page = FirstSteps(self._theme)
        page.connect_wanted.connect(self.another_pair_wanted)
        page.create_wanted.connect(self.new_pair_wanted)
        page.demo_wanted.connect(self.demo_wanted)
        return page

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.notice)
        column.addWidget(self.pages, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        self.preferences.keep_window(self.saveGeometry(), self.page)
        if self.tray is not None:
            self.tray.close()
        self.closed.emit()
        super().closeEvent(event)


def _focus_chain(window: QWidget) -> list[QWidget]:
    """Every widget that Tab reaches, in order."""
    chain: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain
