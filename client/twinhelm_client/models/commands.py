"""Everything that the command palette reaches: a title, a group, a shortcut, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from twinhelm_client.domain.fuzzy import best_first


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do; the words are translated already. `icon` is a name of QtAwesome."""

    title: str
    group: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = "mdi6.chevron-right"
    enabled: bool = True


def matching(wanted: str, commands: tuple[Command, ...]) -> list[Command]:
    """Return the commands for these letters, best first; what cannot be done now comes last."""
    found = best_first(wanted, commands, (f"{c.title} {c.group}" for c in commands))
    return sorted(found, key=lambda c: not c.enabled)
