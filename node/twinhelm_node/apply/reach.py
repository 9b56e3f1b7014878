"""How far the active's walk of a check has come, as the passive knows it from the records: what a change of names takes out of its way.

A walk visits paths in the order of names (domain.verification.comes_after), each folder with the names it had when the walk entered it.
What moves from a place that it has not reached to one that it will not look at again would be compared by nobody.
"""

from twinhelm_node.domain.verification import comes_after, holds


class Reach:
    """The walk of one check over `top` (b"": everything). `place`: a path up to which everything is visited; None: nothing yet.
    Not `in_order`: nobody here knows what is visited when.
    """

    def __init__(self, top: bytes, place: bytes | None = None, *, in_order: bool = True) -> None:
        self._top = top
        self._place = place
        self._in_order = in_order

    def enter(self, folder: bytes) -> None:
        """The walk lists the names of a folder; it never goes back."""
        if self._place is None or comes_after(folder, self._place):
            self._place = folder

    def escapes(self, old: bytes, new: bytes) -> bool:
        """Whether what was to be visited as `old` will not be visited as `new`."""
        place = self._place
        if not self._in_order:
            return True
        if place is None or not (holds(self._top, old) or holds(old, self._top)):
            return False
        if holds(self._top, new) and comes_after(new.rpartition(b"/")[0], place):
            return False
        return comes_after(old, place) or holds(old, place)
