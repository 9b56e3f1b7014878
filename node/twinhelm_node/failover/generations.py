"""Whose turn a generation is: the primary takes odd generations, the secondary even ones.

So no two servers can ever use the same generation, whatever they know of each other, and a generation says who was active in it.
"""

from twinhelm_node.domain.roles import Identity


def owner(generation: int) -> Identity | None:
    """Return the server that was active in `generation`; None for 0, in which nobody was."""
    if generation <= 0:
        return None
    return Identity.PRIMARY if generation % 2 == 1 else Identity.SECONDARY


def next_generation(identity: Identity, highest: int) -> int:
    """Return the lowest generation above `highest` that belongs to `identity`."""
    candidate = highest + 1
    return candidate if owner(candidate) is identity else candidate + 1
