"""The language of the sentences that are made here, without Qt: `translate` and `marked` are what lupdate looks for.

The language is a property of the whole process, as the locale is: `bridge.language` puts Qt's translator in with `speak`. Until then, and
in tests, every sentence stays the English one in the source.
"""

from collections.abc import Callable

Translator = Callable[[str, str], str]


def _as_written(_context: str, source: str) -> str:
    return source


_translator: Translator = _as_written


def speak(translator: Translator | None) -> None:
    """Translate with this from now on; None goes back to the sentences as they are written."""
    global _translator  # noqa: PLW0603  one process speaks one language
    _translator = translator or _as_written


def is_translating() -> bool:
    """Say whether a language other than that of the source is in force."""
    return _translator is not _as_written


def translate(context: str, source: str) -> str:
    """Return a sentence in the language in force. Both arguments are literals, values go in with `.format(…)` afterwards."""
    return _translator(context, source)


def marked(context: str, source: str) -> str:  # noqa: ARG001  lupdate reads the context
    """Mark a constant for translation and return it as it is; whoever shows it calls `translate` with the same context."""
    return source


def decimal(value: float, digits: int) -> str:
    """Write a number with the decimal sign of the language: "0.2", "0,2"."""
    return f"{value:.{digits}f}".replace(".", translate("Figures", "."))
