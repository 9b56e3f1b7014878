"""The checks before a takeover: vetoes first, then hints, then what is well."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from twinhelm_client.domain import words
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.table import Column, ValueTable

_ORDER = {Verdict.VETO: 0, Verdict.UNKNOWN: 1, Verdict.HINT: 2, Verdict.OK: 3}

COLUMNS: tuple[Column[Check], ...] = (
    Column("verdict", marked("Columns", "Verdict"), lambda c: words.of(c.verdict), lambda c: _ORDER[c.verdict]),
    Column("name", marked("Columns", "Check"), lambda c: c.name, lambda c: c.name),
    Column("sentence", marked("Columns", "Evidence"), lambda c: said(c.sentence), lambda c: c.sentence),
)


class ChecksModel(ValueTable[Check]):
    """Checks in the order in which a person needs them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, checks: Sequence[Check]) -> None:
        """Show these checks; the server's order is kept among equals."""
        self.replace_all(sorted(checks, key=lambda c: _ORDER[c.verdict]))


def verdict_line(checks: Sequence[Check]) -> str:
    """Say in a few words what the checks amount to: "Nothing vetoes a takeover. One hint."."""
    if not checks:
        return translate("Checks", "No check has been made yet.")
    vetoes = sum(c.verdict is Verdict.VETO for c in checks)
    hints = sum(c.verdict is Verdict.HINT for c in checks)
    if vetoes:
        if vetoes == 1:
            return translate("Checks", "One veto: a switchover is refused.")
        return translate("Checks", "{0} vetoes: a switchover is refused.").format(_number(vetoes))
    if hints == 1:
        return translate("Checks", "Nothing vetoes a takeover. One hint.")
    if hints:
        return translate("Checks", "Nothing vetoes a takeover. {0} hints.").format(_number(hints))
    return translate("Checks", "Nothing vetoes a takeover.")


_NUMBERS = (
    marked("Checks", "Two"),
    marked("Checks", "Three"),
    marked("Checks", "Four"),
    marked("Checks", "Five"),
)


def _number(number: int) -> str:
    return translate("Checks", _NUMBERS[number - 2]) if number - 2 < len(_NUMBERS) else str(number)
