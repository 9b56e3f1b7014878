"""How far the passive's tree can be trusted, and what it still misses.

```
                    CHECK_BEGIN                    CHECK_END, nothing outstanding
 uninitialized ─┐                ┌──────────┐                       ┌──────────────┐
 unchecked ─────┼───────────────▶│ checking │──────────────────────▶│ synchronized │
 out_of_sync ───┘                └──────────┘◀── CHECK_BEGIN ───────└──────────────┘
        ▲                                                                  │ a record that cannot be applied
        └──────────────────────────────────────────────────────────────────┘
```
A need is a path, or blocks of a file, with the sequence at which it was missed. A check of everything covers the needs before its
CHECK_BEGIN; any check covers the needs that its CHECK_END names (field `b`: the highest sequence of a need that was served).
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import Record

MAX_NEEDS = 100_000
EVERYTHING = b""


class Scope(IntEnum):
    """How much of a path is needed (peer.v1.NeedScope)."""

    TREE = 0  # the object and everything below it
    OBJECT = 1  # the object alone: of a directory its names, of a file its content
    BLOCKS = 2  # `length` bytes of a file from `offset` on; length 0: to its end


@dataclass(frozen=True, slots=True)
class Missing:
    """What must come again. `present`: this server holds something there, so it is worth comparing before content is sent."""

    sequence: int
    path: bytes
    scope: Scope = Scope.TREE
    offset: int = 0
    length: int = 0
    present: bool = False

    @property
    def everything(self) -> bool:
        """Whether the whole set is meant."""
        return not self.path and self.scope is Scope.TREE


class CheckState:
    """State of one set on the passive. Changed by the applying thread, read by others.

    `changed(state, detail)` is called before the record that caused it counts as applied, and makes the state durable. `present`: the
    folder was not empty when this began. `suspects`: only these paths can differ; without them, everything can.
    """

    def __init__(
        self, state: SetState, detail: str, at_sequence: int, changed: Callable[[SetState, str], None], *, present: bool = False,
        suspects: Sequence[Missing] | None = None,
    ) -> None:  # fmt: skip
        self._lock = threading.Lock()
        self._changed = changed
        self._needs: list[Missing] = []
        self._unsent: list[Missing] = []
        self._since = at_sequence
        self._present = present
        self._whole_round = False
        self._whole_needed = False
        self.state = state
        self.detail = detail
        if state is not SetState.SYNCHRONIZED:
            for suspect in [Missing(at_sequence, EVERYTHING, present=present)] if suspects is None else suspects:
                self._add(suspect)

    @property
    def lenient(self) -> bool:
        """Whether a missing object is to be expected."""
        return self.state is not SetState.SYNCHRONIZED

    @property
    def visits_everything(self) -> bool:
        """Whether every object is going to be visited, or is being visited now: what is missing need not be asked for."""
        return self._whole_round or self._whole_needed

    def begin(self, record: Record) -> None:
        """CHECK_BEGIN: of everything if it has neither path nor `b`."""
        if record.sequence <= self._since:
            return  # applied again after a power cut: it says nothing of the tree as it is now
        with self._lock:
            self._whole_round = not record.path and not record.b
            if self._whole_round:
                self._needs = [need for need in self._needs if need.sequence > record.sequence]
                self._unsent = [need for need in self._unsent if need.sequence > record.sequence]
                self._whole_needed = any(need.everything for need in self._needs)
        self._become(SetState.CHECKING, "")

    def end(self, record: Record) -> None:
        """CHECK_END: synchronized if every need has been served."""
        if record.sequence <= self._since:
            return
        with self._lock:
            self._whole_round = False
            self._needs = [need for need in self._needs if need.sequence > record.b]
            self._whole_needed = any(need.everything for need in self._needs)
            outstanding = len(self._needs)
        if not outstanding and self.state is SetState.CHECKING:
            self._become(SetState.SYNCHRONIZED, "")

    def miss(self, sequence: int, path: bytes) -> None:
        """Ask for a copy of `path` and everything below."""
        with self._lock:
            self._add(Missing(sequence, path, present=not path and self._present))

    def differ(self, sequence: int, path: bytes, offset: int, length: int) -> None:
        """A block is not what the active has: ask for it. `length` 0: the rest of the file too. Neighbours are asked for together."""
        with self._lock:
            last = self._unsent[-1] if self._unsent else None
            if (
                last is not None
                and last.scope is Scope.BLOCKS
                and last.path == path
                and last.length
                and last.offset + last.length == offset
            ):
                # both are asked for at the later sequence: the earlier is not told yet, so nobody has served it
                grown = replace(last, sequence=sequence, length=last.length + length if length else 0)
                self._unsent[-1] = grown
                self._needs[_last_index(self._needs, last)] = grown
            else:
                self._add(Missing(sequence, path, Scope.BLOCKS, offset, length))

    def damage(self, sequence: int, path: bytes, detail: str) -> None:
        """A record could not be applied: ask for a copy and say why."""
        self.miss(sequence, path)
        self._become(SetState.OUT_OF_SYNC, detail)

    def lose(
        self, state: SetState, detail: str, sequence: int, *, present: bool = False, suspects: Sequence[Missing] | None = None
    ) -> None:
        """The tree cannot be trusted: everything must be copied, or compared if something is `present`, or only the `suspects`."""
        with self._lock:
            self._needs = []
            self._unsent = []
            self._since = sequence
            self._present = present
            self._whole_round = self._whole_needed = False
            for suspect in [Missing(sequence, EVERYTHING, present=present)] if suspects is None else suspects:
                self._add(suspect)
        self._become(state, detail)

    def renamed(self, sequence: int, old: bytes, new: bytes) -> None:
        """A path that is still needed got another name: it is needed under that one too."""
        if not self._needs:
            return
        with self._lock:
            prefix = old + b"/"
            moved = [need for need in self._needs if need.path and (need.path == old or need.path.startswith(prefix))]
            for need in dict.fromkeys(replace(need, sequence=sequence, path=new + need.path[len(old) :]) for need in moved):
                self._add(need)

    def show(self, state: SetState, detail: str) -> None:
        """Show another state for as long as something hinders (a full disk), without making it durable."""
        self.state, self.detail = state, detail

    def take_unsent(self) -> list[Missing]:
        """Return needs not told to the active yet."""
        with self._lock:
            unsent, self._unsent = self._unsent, []
            return unsent

    def send_again(self) -> None:
        """A new stream: tell the active everything outstanding."""
        with self._lock:
            self._unsent = list(self._needs)

    @property
    def outstanding(self) -> int:
        """Number of needs."""
        return len(self._needs)

    def _add(self, need: Missing) -> None:
        if len(self._needs) >= MAX_NEEDS:
            # more than can be listed: everything, as content, because comparing has just shown how much differs
            self._needs = []
            self._unsent = []
            need = Missing(need.sequence, EVERYTHING)
        elif self._unsent and replace(self._unsent[-1], sequence=need.sequence) == need:
            return  # asked for already and not told yet
        self._needs.append(need)
        self._unsent.append(need)
        self._whole_needed = self._whole_needed or need.everything

    def _become(self, state: SetState, detail: str) -> None:
        if (state, detail) != (self.state, self.detail):
            self.state, self.detail = state, detail
            self._changed(state, detail)


def _last_index(needs: list[Missing], need: Missing) -> int:
    return next(index for index in range(len(needs) - 1, -1, -1) if needs[index] == need)
