"""The menu of the settings: theme, language, motion, shortcuts."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from twinhelm_client.models.preferences import LanguageChoice, Preferences, ThemeChoice


class SettingsMenu(QMenu):
    """Binds to Preferences; made anew each time it is opened, so that it always shows what holds.

    Signals: shortcuts_wanted(), password_forgotten() to remove the stored password of this pair.
    """

    shortcuts_wanted = Signal()
    password_forgotten = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setAccessibleName(self.tr("Settings"))
        themes = (
            (ThemeChoice.SYSTEM, self.tr("As the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        )
        theme = self.addMenu(self.tr("&Theme"))
        self._choices(theme, [(words, choice is preferences.theme, _call(preferences.choose_theme, choice)) for choice, words in themes])
        languages = (
            (LanguageChoice.SYSTEM, self.tr("As the system")),
            (LanguageChoice.ENGLISH, "English"),
            (LanguageChoice.GERMAN, "Deutsch"),
        )
        language = self.addMenu(self.tr("&Language"))
        self._choices(
            language, [(words, choice is preferences.language, _call(preferences.choose_language, choice)) for choice, words in languages]
        )
        motion = self.addAction(self.tr("Less &motion"))
        motion.setCheckable(True)
        motion.setChecked(preferences.less_motion)
        motion.toggled.connect(lambda less: preferences.choose_motion(less=less))
        self.addSeparator()
        self.addAction(self.tr("&Keyboard shortcuts")).triggered.connect(self.shortcuts_wanted)
        self.addAction(self.tr("&Forget the password or token of this pair")).triggered.connect(self.password_forgotten)

    def _choices(self, menu: QMenu, lines: list[tuple[str, bool, Callable[[], None]]]) -> None:
        group = QActionGroup(menu)
        for words, chosen, run in lines:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(run)
            group.addAction(action)
            menu.addAction(action)


def _call(function: Callable[..., None], *arguments: object) -> Callable[[], None]:
    def run() -> None:
        function(*arguments)

    return run
