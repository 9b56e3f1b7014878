"""What the command palette and the list of shortcuts offer in a window: its pages, their actions, the known pairs, the settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from twinhelm_client.domain.language import translate
from twinhelm_client.models.commands import Command
from twinhelm_client.models.preferences import LanguageChoice, ThemeChoice
from twinhelm_client.pages.page import OffersActions, PageAction

if TYPE_CHECKING:
    from twinhelm_client.window import MainWindow


def commands(window: "MainWindow") -> tuple[Command, ...]:
    """Return everything that can be reached now."""
    return (*_pages(window), *_actions(window), *_sets(window), *_pairs(window), *_settings(window))


def shortcut_lines(window: "MainWindow") -> tuple[tuple[str, str], ...]:
    """Return each key with what it does."""
    pages = tuple((c.shortcut, translate("Commands", "Page {0}").format(c.title)) for c in _pages(window) if c.shortcut)
    return (
        (_key("Ctrl+K"), translate("Commands", "Go anywhere: every page and action")),
        *pages,
        (_key("Ctrl+P"), translate("Commands", "Switch to another pair")),
        ("F6", translate("Commands", "Move between sidebar, page and status strip")),
        (_key("Tab", "Shift+Tab"), translate("Commands", "Next control, previous control")),
        (_key("Space", "Return"), translate("Commands", "Press the control")),
        (_key("Esc"), translate("Commands", "Close a dialog; it never carries anything out")),
        (_key("F1", "?"), translate("Commands", "This list")),
        (_key("Ctrl+Q"), translate("Commands", "Quit")),
    )


def _pages(window: "MainWindow") -> list[Command]:
    group = translate("Commands", "page")
    return [
        Command(translate("Pages", e.title), group, _call(window.go_to, e.title), _key(f"Ctrl+{n + 1}") if n < 9 else "", e.icon)
        for n, e in enumerate(window.entries)
    ]


def _actions(window: "MainWindow") -> list[Command]:
    found: list[Command] = []
    for number, entry in enumerate(window.entries):
        page = window.page_widget(number)
        if isinstance(page, OffersActions):
            group = translate("Pages", entry.title)
            found.extend(
                Command(a.title, group, _on_page(window, entry.title, a), "", "mdi6.play-outline", a.enabled()) for a in page.page_actions()
            )
    return found


def _sets(window: "MainWindow") -> list[Command]:
    group = translate("Commands", "set")
    status = window.live.status
    return [
        Command(
            translate("Commands", "Settings of the set {0}…").format(one.name), group, _call(window.open_set_settings, one.name), "",
            "mdi6.tune-variant",
        )
        for one in (status.sets if status is not None else ())
    ]  # fmt: skip


def _pairs(window: "MainWindow") -> list[Command]:
    group = translate("Commands", "pair")
    here = window.live.connection.endpoint
    found = [
        Command(p.title, group, _call(window.pair_chosen.emit, p.endpoint), "", "mdi6.server-network")
        for p in window.known.pairs
        if p.endpoint != here
    ]
    known = bool(window.known.pairs) or not window.without_pair
    another = translate("Commands", "Connect to another pair…") if known else translate("Commands", "Connect to a pair…")
    create, demo = translate("Commands", "Create a pair…"), translate("Commands", "Look at the demo")
    return [
        *found,
        Command(another, group, window.another_pair_wanted.emit, "", "mdi6.lan-connect"),
        Command(create, group, window.new_pair_wanted.emit, "", "mdi6.server-plus"),
        Command(demo, group, window.demo_wanted.emit, "", "mdi6.play-circle-outline"),
    ]


def _settings(window: "MainWindow") -> list[Command]:
    group, kept = translate("Commands", "setting"), window.preferences
    motion = translate("Commands", "Let things move") if kept.less_motion else translate("Commands", "Less motion")
    return [
        Command(translate("Commands", "Light theme"), group, _call(kept.choose_theme, ThemeChoice.LIGHT), "", "mdi6.white-balance-sunny"),
        Command(translate("Commands", "Dark theme"), group, _call(kept.choose_theme, ThemeChoice.DARK), "", "mdi6.weather-night"),
        Command(
            translate("Commands", "Theme of the system"), group, _call(kept.choose_theme, ThemeChoice.SYSTEM), "", "mdi6.theme-light-dark"
        ),
        Command("English", group, _call(kept.choose_language, LanguageChoice.ENGLISH), "", "mdi6.translate"),
        Command("Deutsch", group, _call(kept.choose_language, LanguageChoice.GERMAN), "", "mdi6.translate"),
        Command(
            translate("Commands", "Language of the system"), group, _call(kept.choose_language, LanguageChoice.SYSTEM), "", "mdi6.translate"
        ),
        Command(motion, group, lambda: kept.choose_motion(less=not kept.less_motion), "", "mdi6.motion-outline"),
        Command(
            translate("Commands", "Forget the password or token of this pair"),
            group,
            window.password_forgotten.emit,
            "",
            "mdi6.key-remove",
            enabled=not window.without_pair,
        ),
        Command(translate("Commands", "Keyboard shortcuts"), group, window.open_shortcuts, "F1", "mdi6.keyboard-outline"),
        Command(translate("Commands", "Quit"), group, window.close, _key("Ctrl+Q"), "mdi6.exit-to-app"),
    ]


def _key(*keys: str) -> str:
    """Write keys as they are called on this desktop and in this language: "Ctrl+K", "Strg+K"."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _call(function: Callable[..., object], *arguments: object) -> Callable[[], object]:
    return lambda: function(*arguments)


def _on_page(window: "MainWindow", title: str, action: PageAction) -> Callable[[], object]:
    def run() -> None:
        window.go_to(title)
        action.run()

    return run
