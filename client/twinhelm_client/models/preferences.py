"""What a person chose and where the window was: kept by QSettings, or in memory only when there is none. Never a secret."""

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

C = TypeVar("C", bound=StrEnum)


class ThemeChoice(StrEnum):
    """Which palette."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class LanguageChoice(StrEnum):
    """Which language."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


class Preferences(QObject):
    """Signals: theme_chosen(ThemeChoice), language_chosen(LanguageChoice), motion_chosen(bool) after the choice was kept."""

    theme_chosen = Signal(object)
    language_chosen = Signal(object)
    motion_chosen = Signal(bool)

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._memory: dict[str, object] = {}

    @property
    def theme(self) -> ThemeChoice:
        """The palette that was chosen."""
        return _choice(ThemeChoice, self._value("look/theme"), ThemeChoice.SYSTEM)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Use this palette from now on."""
        self._keep("look/theme", str(choice))
        self.theme_chosen.emit(choice)

    @property
    def language(self) -> LanguageChoice:
        """The language that was chosen."""
        return _choice(LanguageChoice, self._value("look/language"), LanguageChoice.SYSTEM)

    def choose_language(self, choice: LanguageChoice) -> None:
        """Speak this language from now on."""
        self._keep("look/language", str(choice))
        self.language_chosen.emit(choice)

    @property
    def less_motion(self) -> bool:
        """Whether nothing may move."""
        return str(self._value("look/less_motion")).lower() == "true"

    def choose_motion(self, *, less: bool) -> None:
        """Let things move, or not."""
        self._keep("look/less_motion", less)
        self.motion_chosen.emit(less)

    @property
    def keeps_tray(self) -> bool:
        """Whether a state icon stands in the system tray."""
        return str(self._value("look/tray") or "true").lower() == "true"

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at the first start."""
        value = self._value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_window(self, geometry: QByteArray, page: str) -> None:
        """Remember place, size and page."""
        self._keep("window/geometry", geometry)
        self._keep("window/page", page)

    @property
    def page(self) -> str:
        """The page that was open, by its untranslated title."""
        return str(self._value("window/page") or "")

    def _value(self, key: str) -> object:
        return self._settings.value(key) if self._settings is not None else self._memory.get(key)

    def _keep(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)
        else:
            self._memory[key] = value


def _choice(kind: type[C], value: object, otherwise: C) -> C:
    try:
        return kind(str(value))
    except ValueError:
        return otherwise
