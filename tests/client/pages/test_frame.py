"""The frame on every page: names for every control, keyboard alone, the strip that is always true, palette, settings, tray, languages."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget

from tests.client.pages.test_window import ENDPOINT, Screen
from twinhelm_client.bridge.language import Language
from twinhelm_client.dialogs.command_palette import CommandPalette
from twinhelm_client.dialogs.confirm import DestructiveConfirmation
from twinhelm_client.dialogs.set_settings import SetSettingsDialog
from twinhelm_client.dialogs.shortcuts import ShortcutsDialog
from twinhelm_client.dialogs.sign_in import SignInDialog
from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.errors import GatewayError, SignInRefused
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.strip import Strip
from twinhelm_client.frame_commands import commands
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.preferences import LanguageChoice, Preferences, ThemeChoice
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.rpc import scenes
from twinhelm_client.theme.tokens import DARK, LIGHT
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.set_fields import ChannelFields, QueueFields
from twinhelm_client.widgets.status_strip import StatusStrip


@pytest.fixture
def screen(theme, qtbot):
    screen = Screen(theme, qtbot)
    screen.connect()
    return screen


def pages(screen):
    """Turn to each page in turn."""
    for entry in screen.window.entries:
        screen.window.go_to(entry.title)
        yield entry.title


def nameless(root: QWidget) -> list[str]:
    """Every control that a person can reach and that a screen reader cannot name."""
    found = []
    for widget in root.findChildren(QWidget):
        reachable = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        own = not type(widget).__name__.startswith(("QTabBar", "QScrollBar")) and not widget.objectName().startswith("qt_")
        if reachable and own and not words and widget.focusProxy() is None:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_has_a_name(screen):
    for title in pages(screen):
        assert nameless(screen.window) == [], title


@pytest.mark.parametrize("dialog", [CommandPalette, ShortcutsDialog, DestructiveConfirmation])
def test_every_control_of_a_dialog_has_a_name(screen, theme, dialog, qtbot):
    if dialog is DestructiveConfirmation:
        shown = DestructiveConfirmation(theme, "Force a failover", ["12 changes are lost."], "pollux", "Force it")
    else:
        shown = dialog(theme, ())
    qtbot.addWidget(shown)
    shown.show()
    assert nameless(shown) == []


def test_the_strip_is_true_on_every_page_and_turns_grey_by_itself(screen):
    for title in pages(screen):
        assert screen.window.strip.isVisible(), title
        assert "castor active" in screen.window.strip.accessibleName()
    screen.wait(4.0)
    for title in pages(screen):
        assert "no data for 4 s" in screen.window.strip.accessibleName(), title
        assert "ready" not in screen.window.strip.accessibleName()


def test_the_ticker_tells_the_newest_event(screen):
    screen.live.on_event(
        Event("99999999", screen.pair.now_s, "pollux", Severity.WARNING, "link", "heartbeat link hb1 has been silent for 1.2 s")
    )
    assert "hb1 has been silent" in screen.window.strip.ticker.accessibleName()
    assert screen.window.strip.ticker.text().endswith("s")


def test_a_flood_of_events_shows_the_newest(screen):
    flood = tuple(Event(f"9{n:07d}", screen.pair.now_s + n / 1000, "castor", Severity.INFO, "role", f"number {n}") for n in range(100_000))
    for start in range(0, len(flood), 500):
        screen.live.on_event_batch(flood[start : start + 500])
    assert "number 99999" in screen.window.strip.ticker.accessibleName()
    assert len(screen.live.events.rows) == 200
    assert screen.live.events.rows[0].sentence == "number 99999"


def type_into(qtbot, palette: CommandPalette, letters: str) -> None:
    qtbot.keyClicks(palette.field, letters)


def palette_of(screen) -> CommandPalette:
    screen.window.open_palette()
    return next(d for d in screen.window.findChildren(CommandPalette) if d.isVisible())


def test_the_palette_reaches_every_page(screen, qtbot):
    for entry in screen.window.entries:
        screen.window.go_to(screen.window.entries[0].title)
        palette = palette_of(screen)
        type_into(qtbot, palette, entry.title)
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert screen.window.page == entry.title


def test_the_palette_knows_every_button_with_words_for_an_action(screen):
    titles = {command.title for command in palette_of(screen).found}
    assert {"Switch over…", "Dark theme", "Deutsch", "Less motion", "Keyboard shortcuts", "Connect to another pair…"} <= titles


def test_the_palette_by_keyboard_alone(screen, qtbot, theme):
    palette = palette_of(screen)
    type_into(qtbot, palette, "theme")
    first = palette.list.currentItem().text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() != first
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert theme.tokens is LIGHT
    palette = palette_of(screen)
    type_into(qtbot, palette, "darkt")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert theme.tokens is DARK


def test_what_cannot_be_done_is_listed_and_does_nothing(theme, qtbot):
    screen = Screen(theme, qtbot)  # nothing is known yet
    palette = palette_of(screen)
    type_into(qtbot, palette, "switch over")
    assert not palette.found[0].enabled
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_name_of_the_server_must_be_typed(theme, qtbot):
    dialog = DestructiveConfirmation(theme, "Force a failover to pollux", ["12 changes, 48 kB are lost."], "pollux", "Force it")
    qtbot.addWidget(dialog)
    confirmed = []
    dialog.confirmed.connect(lambda: confirmed.append(True))
    dialog.show()
    qtbot.keyClicks(dialog.typed, "pollu")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.typed, "x")
    assert dialog.go.isEnabled()
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert confirmed == []  # Return in the field moves on, it does not act
    dialog.go.click()
    assert confirmed == [True]


def test_escape_changes_nothing(theme, qtbot):
    dialog = DestructiveConfirmation(theme, "Force a failover", [], "pollux", "Force it")
    qtbot.addWidget(dialog)
    confirmed = []
    dialog.confirmed.connect(lambda: confirmed.append(True))
    dialog.show()
    qtbot.keyClicks(dialog.typed, "pollux")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert confirmed == []


def test_tab_goes_from_the_sidebar_to_the_page_to_the_strip(screen, qtbot):
    screen.window.activateWindow()
    order = []
    for _ in range(60):
        qtbot.keyClick(screen.window.focusWidget() or screen.window, Qt.Key.Key_Tab)
        widget = screen.window.focusWidget()
        area = next(
            name
            for name, area in (("sidebar", screen.window.sidebar), ("strip", screen.window.strip), ("page", screen.window))
            if area is widget or area.isAncestorOf(widget)
        )
        if not order or order[-1] != area:
            order.append(area)
        if len(order) == 3:
            break
    assert order == ["sidebar", "page", "strip"]


def test_f6_moves_between_the_areas(screen, qtbot):
    screen.window.activateWindow()
    screen.window.next_area()
    assert screen.window.sidebar.isAncestorOf(screen.window.focusWidget())
    screen.window.next_area()
    assert screen.window.pages.isAncestorOf(screen.window.focusWidget())
    screen.window.next_area()
    assert screen.window.strip.isAncestorOf(screen.window.focusWidget())


def test_the_shortcuts_are_listed(screen):
    screen.window.open_shortcuts()
    dialog = next(d for d in screen.window.findChildren(ShortcutsDialog) if d.isVisible())
    for key in ("Ctrl+K", "Ctrl+1", "F6", "F1", "Ctrl+P"):
        assert key in dialog.accessibleDescription()


def test_the_pair_switcher_offers_what_is_known(theme, qtbot):
    known = KnownPairs()
    known.use(KnownPair("10.30.0.10:7410", "files-bern"))
    screen = Screen(theme, qtbot)
    screen.window.known = known
    screen.window._on_known()
    button = screen.window.sidebar.pair
    button.fill_menu()
    lines = [action.text() for action in button.menu.actions() if action.text()]
    assert lines[0].startswith(ENDPOINT)
    assert lines[1].startswith("files-bern")
    with qtbot.waitSignal(screen.window.pair_chosen) as chosen:
        button.menu.actions()[1].trigger()
    assert chosen.args == ["10.30.0.10:7410"]


def test_choices_and_place_of_the_window_are_kept(theme, qtbot, tmp_path):
    path = str(tmp_path / "console.ini")
    first = Preferences(QSettings(path, QSettings.Format.IniFormat))
    first.choose_theme(ThemeChoice.DARK)
    first.choose_language(LanguageChoice.GERMAN)
    first.choose_motion(less=True)
    screen = Screen(theme, qtbot)
    screen.window.preferences = first
    screen.window.resize(1333, 777)
    screen.window.go_to(PAGES[-1].title)
    screen.window.close()
    again = Preferences(QSettings(path, QSettings.Format.IniFormat))
    assert (again.theme, again.language, again.less_motion, again.page) == (ThemeChoice.DARK, LanguageChoice.GERMAN, True, PAGES[-1].title)
    assert again.geometry == screen.window.saveGeometry()
    later = Screen(theme, qtbot)
    later.window.preferences = again
    later.window.restore()
    assert later.window.page == PAGES[-1].title


def test_settings_that_cannot_be_understood_are_left_out(tmp_path):
    settings = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    settings.setValue("look/theme", "pink")
    settings.setValue("pairs", "[{]")
    assert Preferences(settings).theme is ThemeChoice.SYSTEM
    assert KnownPairs(settings).pairs == ()


def test_less_motion_stops_what_moves(screen, theme):
    screen.window.preferences.choose_motion(less=True)
    assert not theme.moves
    screen.window.preferences.choose_motion(less=False)


@pytest.fixture
def language(qapp):
    language = Language(qapp)
    yield language
    language.speak("en")


def test_the_language_changes_while_it_runs(screen, language):
    screen.window.go_to(PAGES[-1].title)
    language.speak("de")
    screen.window.rebuild()
    assert screen.window.page == PAGES[-1].title
    assert screen.window.sentence.words.text() == "castor ist aktiv. pollux ist 0,2 s zurück und bereit zu übernehmen."
    assert "castor aktiv" in screen.window.strip.accessibleName()
    language.speak("en")
    screen.window.rebuild()
    assert screen.window.sentence.words.text().startswith("castor is active.")


@pytest.mark.parametrize("code", ["en", "de"])
def test_no_heading_is_cut_off_at_the_smaller_size(screen, language, code):
    language.speak(code)
    screen.window.rebuild()
    screen.window.resize(1280, 800)
    for play in (scenes.healthy, scenes.behind, scenes.alone):
        screen.connect(play(screen.pair))
        screen.wait(95.0)
        for title in pages(screen):
            screen.window.grab()
            cut = [
                f"{title}: {label.text()}"
                for panel in screen.window.findChildren(Panel)
                for label in (panel.heading, panel.note)
                if label.isVisible() and label.text() and label.width() < label.sizeHint().width()
            ]
            assert cut == []


def test_the_tray_says_when_it_turns_bad_and_when_it_is_well_again(screen, qtbot):
    screen.window.use_tray()
    told = []
    screen.window.tray.noticed.connect(lambda _title, words: told.append(words))
    screen.wait(0.2)
    assert told == []
    screen.live.on_connection(Connection(Link.LOST, ENDPOINT, "gone"))
    assert len(told) == 1
    screen.wait(1.0)
    assert len(told) == 1  # once, not four times a second
    screen.connect()
    assert told[-1].startswith("castor is active.")


def test_a_tray_without_a_tray_breaks_nothing(screen, monkeypatch):
    monkeypatch.setattr("twinhelm_client.widgets.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: False)
    screen.window.use_tray()
    screen.wait(9.0)
    screen.window.close()


def test_figures_that_are_not_of_this_world_paint_nevertheless(screen):
    """A server with a broken clock or a new unit may send anything."""
    status = screen.pair.status()
    for number in (0.0, -5.0, 1e18, float("inf"), float("nan")):
        sick = replace(
            status,
            servers=tuple(replace(s, age_s=number) for s in status.servers),
            links=tuple(replace(link, round_trip_s=number, age_s=number) for link in status.links),
            active_since_s=number if abs(number) < 1e9 else 0.0,
        )
        screen.connect(sick)
        for _ in pages(screen):
            screen.window.grab()


def test_fields_are_reached_without_a_mouse(screen):
    fields = [w for w in screen.window.findChildren(QLineEdit) if w.isVisible()]
    assert all(field.focusPolicy() & Qt.FocusPolicy.TabFocus for field in fields)


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_every_page_fits_a_small_window_without_scroll_bars(screen, language, spoken, qtbot):
    language.speak(spoken)
    screen.window.rebuild()
    screen.window.resize(1280, 800)
    for title in pages(screen):
        page = screen.window.page_widget(screen.window.pages.currentIndex())
        qtbot.waitUntil(lambda page=page: page.minimumSizeHint().width() <= page.width() <= 1280 - screen.window.sidebar.width() - 44)
        assert page.minimumSizeHint().height() <= page.height(), title


STRIPS = [
    Strip("castor active", "pollux 0.2 s behind", "ready to take over", "updated 0.3 s ago", Tone.OK),
    Strip("castor active", "pollux 12.4 s behind", "not ready to take over", "updated 0.3 s ago", Tone.WARN),
    Strip("castor was active", "", "connection to 10.20.0.10:7410 lost, trying again", "no data for 12 min", Tone.STALE),
    Strip("stopped: the fingerprint of [fd20:10:20:30::10]:7410 has changed", "", "", "", Tone.BAD),
    Strip("castor aktiv", "pollux 12,4 s zurück", "nicht bereit zu übernehmen", "aktualisiert vor 0,3 s", Tone.WARN),
    Strip("castor war aktiv", "", "Verbindung zu 10.20.0.10:7410 verloren, es wird erneut versucht", "keine Daten seit 12 min", Tone.STALE),
]


def test_no_word_of_the_strip_is_cut_off_while_it_changes_at_any_width(theme, qtbot):
    """Words may end with an ellipsis where there is no room; never in the middle of a letter, never over each other."""
    live = LivePair(ENDPOINT)
    strip = StatusStrip(theme, live)
    qtbot.addWidget(strip)
    strip.show()
    for width in range(500, 1720, 61):
        strip.resize(width, strip.height())
        for shown in STRIPS:
            strip.show_strip(shown)  # nothing is processed in between: so it stands when it is painted next
            visible = [part for part in strip.parts if part.text()]
            cut = [p.text() for p in visible if p.width() < p.sizeHint().width() and not p.elides]
            assert cut == [], width
            assert not any(a.geometry().right() >= b.geometry().left() for a, b in itertools.pairwise(visible)), (width, shown)
            assert visible[-1].geometry().right() < strip.width()
            if width >= 864:  # beside the sidebar of the smallest window
                short = [p.text() for p in visible if p.width() < min(p.sizeHint().width(), 150)]
                assert short == [], width


def test_the_tray_follows_the_language(screen, language):
    screen.window.use_tray()
    words = lambda: [action.text() for action in screen.window.tray.menu.actions()]  # noqa: E731
    assert words() == ["Show the console", "Quit"]
    language.speak("de")
    screen.window.rebuild()
    assert words() == ["Konsole zeigen", "Beenden"]


def test_a_question_stays_open_in_the_new_language_with_what_was_typed(screen, language):
    screen.window.on_person_needed(SignInRefused("", "WRONG_PASSWORD"))
    (dialog,) = [d for d in screen.window.findChildren(SignInDialog) if d.isVisible()]
    dialog.password.setText("half a pass")
    language.speak("de")
    screen.window.rebuild()
    (dialog,) = [d for d in screen.window.findChildren(SignInDialog) if d.isVisible()]
    assert dialog.windowTitle() == "Bei einem Paar anmelden"
    assert (dialog.user.text(), dialog.password.text()) == ("anna", "half a pass")
    dialog.reject()


def test_a_refusal_in_an_open_question_is_told_in_the_new_language(screen, language):
    screen.window.on_person_needed(SignInRefused("the name or the password is wrong; check both", "WRONG_PASSWORD"))
    language.speak("de")
    screen.window.rebuild()
    (dialog,) = [d for d in screen.window.findChildren(SignInDialog) if d.isVisible()]
    assert dialog.problem.text() == "Name oder Kennwort ist falsch; prüfen Sie beide"
    dialog.reject()


def queue_fields(dialog: SetSettingsDialog) -> QueueFields:
    (found,) = dialog.findChildren(QueueFields)
    return found


def channel_fields(dialog: SetSettingsDialog) -> ChannelFields:
    (found,) = dialog.findChildren(ChannelFields)
    return found


def test_the_settings_of_a_set_are_in_the_palette_and_stay_open_in_the_new_language(screen, language):
    command = next(c for c in commands(screen.window) if c.title == "Settings of the set data…")
    command.run()
    dialog = screen.window.dialog
    assert isinstance(dialog, SetSettingsDialog)
    assert nameless(dialog) == []
    screen.live.on_session(Session("anna", "admin", "erp-zurich"))
    dialog.show_set(screen.pair.changes.settings.of("data"))
    dialog.choose_section(1)
    queue_fields(dialog).quota.setText("16 GiB")
    channel_fields(dialog).cap.setCurrentIndex(1)
    channel_fields(dialog).rate.setText("10 Mbit/s")
    dialog.refuse(GatewayError("the configuration is changed on the active server; ask the other one", "NOT_ACTIVE"))
    language.speak("de")
    screen.window.rebuild()
    again = screen.window.dialog
    assert isinstance(again, SetSettingsDialog)
    assert again is not dialog
    assert again.isVisible()
    assert again.windowTitle() == "Einstellungen des Satzes data"
    assert (queue_fields(again).quota.text(), channel_fields(again).rate.text(), again.sections.current) == ("16 GiB", "10 Mbit/s", 1)
    assert "Konfiguration" in again.problem.text()
    assert "17,2 GB" in again.means.text()
    again.reject()


def test_the_palette_and_the_shortcuts_stay_open_in_the_new_language(screen, language):
    palette = palette_of(screen)
    palette.field.setText("deutsch")
    language.speak("de")
    screen.window.rebuild()
    (palette,) = [d for d in screen.window.findChildren(CommandPalette) if d.isVisible()]
    assert palette.field.text() == "deutsch"
    palette.reject()
    screen.window.open_shortcuts()
    language.speak("en")
    screen.window.rebuild()
    (shortcuts,) = [d for d in screen.window.findChildren(ShortcutsDialog) if d.isVisible()]
    assert shortcuts.windowTitle() == "Keyboard shortcuts"
    shortcuts.reject()


def test_a_wizard_of_a_page_goes_on_while_the_language_changes(screen, language, qtbot):
    screen.window.go_to("Overview")
    page = screen.window.page_widget(screen.window.pages.currentIndex())
    wizard = QDialog(page)
    wizard.open()
    language.speak("de")
    screen.window.rebuild()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was let go of is deleted
    assert wizard.isVisible()
    with qtbot.waitSignal(page.destroyed):
        wizard.reject()
