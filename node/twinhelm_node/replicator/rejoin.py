"""How an old active comes back: what it captured and never sent is kept aside, only what can differ is compared."""

from dataclasses import dataclass

from twinhelm_node.apply.check import Missing, Scope
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.channel.values import Hello
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.journal.changed_paths import ChangedPaths
from twinhelm_node.journal.recovery import Recovered
from twinhelm_node.replicator.divergence import end_of
from twinhelm_node.replicator.history import TreePosition
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.suspects import MARGIN_NS, Suspects, TooMany


@dataclass(frozen=True, slots=True)
class Rejoin:
    """Where the old active's tree left the common history, and what can differ from it. Without a position: `why` everything can."""

    position: TreePosition | None
    needs: tuple[Missing, ...] = ()
    why: str = ""


def common_position(own: Recovered, hello: Hello) -> TreePosition | str:
    """Return the last position that this server's own capture shares with the active's history, or why there is none. Pure.

    Invariant (Prefix): the active's generation grew from this server's generation, at a record that this server captured, and both
    still hold what came after it.
    """
    if own.empty:
        return "nothing tells which files it had changed"
    if own.last_generation != hello.origin_generation:
        return f"it was active in generation {own.last_generation} and the active's grew from generation {hello.origin_generation}"
    if not own.first_sequence - 1 <= hello.origin_sequence <= own.last_sequence:
        return (
            f"the active took over at sequence {hello.origin_sequence} and this server's list of changes "
            f"covers {own.first_sequence} to {own.last_sequence}"
        )
    if hello.origin_sequence + 1 < hello.first_available_sequence:
        return f"the active no longer holds sequence {hello.origin_sequence + 1}"
    return TreePosition(own.last_generation, hello.origin_sequence)


def find_suspects(
    protected: ProtectedSet, layout: SetLayout, own: Recovered, hello: Hello, *, clean: bool, changed: ChangedPaths
) -> Rejoin:  # fmt: skip
    """Return where the stream may go on and what must be compared. Blocks: reads the own queue and, unless `clean`, every change time.

    `changed`: what this server had no room to record while it was active.
    """
    position = common_position(own, hello)
    if isinstance(position, str):
        return Rejoin(None, why=position)
    if changed.everything:
        return Rejoin(None, why="more changed without room in its queue than could be listed")
    suspects = Suspects()
    try:
        for path, tree in changed.paths.items():
            suspects.add(path, Scope.TREE if tree else Scope.OBJECT)
        suspects.add_queue(layout.unsafe, position.sequence, end_of(own))
        if not clean:
            newest = Suspects()
            newest.add_queue(layout.unsafe, own.last_sequence - 1, end_of(own))
            path_filter = PathFilter(protected.include, protected.exclude)
            suspects.add_changed_since(protected.path, newest.last_time_ns - MARGIN_NS, path_filter)
    except TooMany:
        return Rejoin(None, why="more files can differ than are worth listing")
    return Rejoin(position, tuple(suspects.needs(protected.path, position.sequence)))
