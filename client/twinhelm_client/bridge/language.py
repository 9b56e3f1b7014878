"""The language in force: Qt's translators, put behind `domain.language`, and the desktop's choice."""

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from twinhelm_client.domain import language

ENGLISH = "en"
LANGUAGES: tuple[tuple[str, str], ...] = ((ENGLISH, "English"), ("de", "Deutsch"))  # each in its own words


def system_language() -> str:
    """Return the first language of the desktop that the console speaks, English otherwise."""
    known = {code for code, _ in LANGUAGES}
    return next((tag.split("-")[0] for tag in QLocale.system().uiLanguages() if tag.split("-")[0] in known), ENGLISH)


class Language(QObject):
    """Loads and installs translations.

    Signals: changed(str) after another language is in force; whoever shows words makes them anew.
    """

    changed = Signal(str)

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.code = ENGLISH

    def speak(self, code: str) -> None:
        """Use this language; a language without a translation file leaves English in force."""
        before = self.code
        self._remove()
        self.code = ENGLISH
        if code != ENGLISH and self._install(code):
            self.code = code
            language.speak(QCoreApplication.translate)
        QLocale.setDefault(QLocale(QLocale.Language.German if self.code == "de" else QLocale.Language.English))
        if self.code != before:
            self.changed.emit(self.code)

    def _install(self, code: str) -> bool:
        ours = QTranslator(self)
        if not ours.load(str(files("twinhelm_resources") / "translations" / f"twinhelm_{code}.qm")):
            return False
        theirs = QTranslator(self)  # the few words of Qt itself, "Copy" in the menu of a field; the console works without them
        if theirs.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(theirs)
            self._installed.append(theirs)
        self._application.installTranslator(ours)
        self._installed.append(ours)
        return True

    def _remove(self) -> None:
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        language.speak(None)
