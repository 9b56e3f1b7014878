"""Which history a tree belongs to (ARCHITECTURE.md). Pure."""

from dataclasses import dataclass

from twinhelm_node.channel.values import Hello
from twinhelm_node.domain.status import SetState


@dataclass(frozen=True, slots=True)
class TreePosition:
    """The last record that a tree and its queue hold. Generation 0: none, the tree belongs to no history."""

    generation: int
    sequence: int


NOWHERE = TreePosition(0, 0)


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where the stream goes on, or why the tree must be copied."""

    next_sequence: int
    copy_needed: bool
    reason: str


def continue_or_copy(mine: TreePosition, state: SetState, hello: Hello) -> Continuation:
    """Decide whether the tree at `mine` is a prefix of the active's history.

    Invariant (Prefix): without a copy, `mine` lies in that history and the active still holds the next record. One server
    alone writes a generation, so a position in the generation that the active's grew from, not beyond the point where it
    did, lies in its history.
    """
    following = mine.sequence + 1
    if state is SetState.UNCHECKED:
        return _copy(hello, "this server stopped uncleanly, so its files may not be what its queue says")
    if mine.generation == 0 or state is SetState.UNINITIALIZED:
        return _copy(hello, "this server holds nothing yet")
    if mine.generation == hello.generation:
        if mine.sequence > hello.captured_sequence:
            return _copy(hello, f"this server holds sequence {mine.sequence}, the active only {hello.captured_sequence}")
    elif mine.generation != hello.origin_generation:
        return _copy(
            hello,
            f"this server's tree belongs to generation {mine.generation}, the active's grew from generation {hello.origin_generation}",
        )
    elif mine.sequence > hello.origin_sequence:
        return _copy(
            hello,
            f"this server went on to sequence {mine.sequence} of generation {mine.generation}, "
            f"the active took over at {hello.origin_sequence}",
        )
    if following < hello.first_available_sequence:
        return _copy(hello, f"the active no longer holds sequence {following}")
    return Continuation(following, False, "")


def _copy(hello: Hello, reason: str) -> Continuation:
    return Continuation(hello.captured_sequence + 1, True, reason)
