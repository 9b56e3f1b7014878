"""The checks before a takeover: vetoes first, then hints, then what is well."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.models.table import Column, ValueTable

_ORDER = {Verdict.VETO: 0, Verdict.UNKNOWN: 1, Verdict.HINT: 2, Verdict.OK: 3}

COLUMNS: tuple[Column[Check], ...] = (
    Column("verdict", "Verdict", lambda c: str(c.verdict), lambda c: _ORDER[c.verdict]),
    Column("name", "Check", lambda c: c.name, lambda c: c.name),
    Column("sentence", "Evidence", lambda c: c.sentence, lambda c: c.sentence),
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
        return "No check has been made yet."
    vetoes = sum(c.verdict is Verdict.VETO for c in checks)
    hints = sum(c.verdict is Verdict.HINT for c in checks)
    if vetoes:
        return f"{_number(vetoes)} veto{'es' if vetoes > 1 else ''}: a switchover is refused."
    return "Nothing vetoes a takeover." + (f" {_number(hints)} hint{'s' if hints > 1 else ''}." if hints else "")


def _number(number: int) -> str:
    words = ("None", "One", "Two", "Three", "Four", "Five")
    return words[number] if number < len(words) else str(number)
