"""How far the passive's tree can be trusted, and what it still misses.

```
                    CHECK_BEGIN                    CHECK_END, nothing outstanding
 uninitialized ─┐                ┌──────────┐                       ┌──────────────┐
 unchecked ─────┼───────────────▶│ checking │──────────────────────▶│ synchronized │
 out_of_sync ───┘                └──────────┘◀── CHECK_BEGIN ───────└──────────────┘
        ▲                                                                  │ a record that cannot be applied
        └──────────────────────────────────────────────────────────────────┘
```
A check of a set that is synchronized (CHECK_BEGIN that is not of everything) leaves it so until something differs: all that is known to
differ is listed then, and the set is synchronized again when that has been brought.

A need is a path, or blocks of a file, with the sequence at which it was missed. A check of everything covers the needs before its
CHECK_BEGIN; any check covers the needs that its CHECK_END names (field `b`: the highest sequence of a need that was served).
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from twinhelm_node.apply.check_memory import CheckMemory, Outstanding, Remembered
from twinhelm_node.apply.reach import Reach
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import FileState, holds
from twinhelm_node.journal.record import CheckOf, Record

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
    folder was not empty when this began. `suspects`: only these paths can differ; without them, everything can. `memory` keeps what is
    outstanding, `go_on` is what it kept of the process before. `found(sequence, path, state, bytes)` and `repaired(sequence)` tell of what
    is not right, and that it is again.
    """

    def __init__(
        self, state: SetState, detail: str, at_sequence: int, changed: Callable[[SetState, str], None], *, present: bool = False,
        suspects: Sequence[Missing] | None = None, memory: CheckMemory | None = None, go_on: Remembered | None = None,
        found: Callable[[int, bytes, FileState, int], None] = lambda *_: None, repaired: Callable[[int], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._memory = memory
        self._found = found
        self._repaired = repaired
        self._round = 0
        self._reaches: dict[int, Reach] = {}  # of checks that have begun and are not over, also between their slices
        self.awaiting = 0  # the check of everything that has begun and not ended
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
        if go_on is not None:
            self.awaiting, self._round = go_on.awaiting, go_on.round
            if self._round:
                self._reaches[self._round] = Reach(EVERYTHING, in_order=False)  # how far it was is not remembered
            for need in go_on.needs:
                self._needs.append(Missing(need.sequence, need.path, Scope(need.scope), need.offset, need.length, need.present))
            self._unsent = list(self._needs)
            self._whole_needed = any(need.everything for need in self._needs)
        elif state is not SetState.SYNCHRONIZED:
            for suspect in [Missing(at_sequence, EVERYTHING, present=present)] if suspects is None else suspects:
                self._add(suspect)
        if go_on is None:
            self._remember()

    @property
    def lenient(self) -> bool:
        """Whether a missing object is to be expected."""
        return self._round != 0 or self.state is not SetState.SYNCHRONIZED

    @property
    def in_round(self) -> bool:
        """Whether a check is at work."""
        return self._round != 0

    @property
    def visits_everything(self) -> bool:
        """Whether every object is going to be visited, or is being visited now: what is missing need not be asked for."""
        return self._whole_round or self._whole_needed

    def begin(self, record: Record) -> None:
        """CHECK_BEGIN: of everything if it has neither path nor `b`."""
        if record.sequence <= self._since:
            return  # applied again after a power cut: it says nothing of the tree as it is now
        whole, lost = not record.path and record.b == CheckOf.EVERYTHING, record.b == CheckOf.LOST
        with self._lock:
            self._whole_round = whole
            self._round = record.a or record.sequence
            if whole or (record.b in {CheckOf.LOST, CheckOf.IN_ORDER} and self._round not in self._reaches):
                self._reaches[self._round] = Reach(record.path, record.payload or None, in_order=not lost)
            if whole or lost:
                self.awaiting = record.a
            self._present = self._present or lost
            if whole:
                self._needs = [need for need in self._needs if need.sequence > record.sequence]
                self._unsent = [need for need in self._unsent if need.sequence > record.sequence]
                self._whole_needed = any(need.everything for need in self._needs)
            self._remember()
        if whole or lost or self.state is not SetState.SYNCHRONIZED:
            self._become(SetState.CHECKING, "")

    def enter(self, folder: bytes) -> None:
        """ENTRIES: the check at work lists a folder."""
        reach = self._reaches.get(self._round)
        if reach is not None:
            reach.enter(folder)

    def end(self, record: Record, *, goes_on: bool = False) -> None:
        """CHECK_END: synchronized if every need has been served. `goes_on`: this was one slice of a check."""
        if record.sequence <= self._since:
            return
        with self._lock:
            self._whole_round = False
            self._round = 0
            if not goes_on:
                self._reaches.pop(record.a or record.sequence, None)
            if record.a == self.awaiting:
                self.awaiting = 0
            self._needs = [need for need in self._needs if need.sequence > record.b]
            self._whole_needed = any(need.everything for need in self._needs)
            outstanding = len(self._needs) + (self.awaiting != 0)
            self._remember()
        if not outstanding:
            self._repaired(record.sequence)
            self._present = True
            if self.state is SetState.CHECKING:
                self._become(SetState.SYNCHRONIZED, "")

    def miss(self, sequence: int, path: bytes, scope: Scope = Scope.TREE) -> None:
        """Ask for a copy of `path` and everything below."""
        self._miss(sequence, path, scope)
        self._doubt()

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
                self._keep(Missing(sequence, path, Scope.BLOCKS, offset, length))
            else:
                self._add(Missing(sequence, path, Scope.BLOCKS, offset, length))
        self._tell(sequence, path, FileState.DIFFERING, length)
        self._doubt()

    def damage(self, sequence: int, path: bytes, detail: str) -> None:
        """A record could not be applied: ask for a copy and say why."""
        self._miss(sequence, path, Scope.TREE)
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
            self._reaches.clear()
            self._round = self.awaiting = 0
            for suspect in [Missing(sequence, EVERYTHING, present=present)] if suspects is None else suspects:
                self._add(suspect)
            self._remember()
        self._become(state, detail)

    def round_is_gone(self, sequence: int) -> None:
        """The active does not go on with the check of everything that this set waits for: everything has to be compared anew."""
        self.awaiting = self._round = 0
        self.miss(sequence, EVERYTHING)

    def renamed(self, sequence: int, old: bytes, new: bytes) -> None:
        """A path that is still needed, or still to be compared, got another name: it is needed under that one too."""
        if not self._needs and not self._reaches:
            return
        with self._lock:
            below = [need for need in self._needs if need.path and holds(old, need.path)]
            moved = [replace(need, sequence=sequence, path=new + need.path[len(old) :]) for need in below]
            if self._moves_past_a_walk(old, new):
                moved.append(Missing(sequence, new, present=True))
            for need in dict.fromkeys(moved):
                self._add(need)

    def removing(self, sequence: int, path: bytes, other_names: Callable[[bytes], list[bytes]]) -> None:
        """A name is about to go: what is needed of its file is needed under its other names. They are looked for only then."""
        with self._lock:
            needed = dict.fromkeys(replace(need, sequence=sequence) for need in self._needs if path and need.path == path)
        names = other_names(path) if needed else ()  # outside the lock: it may take a look through the whole tree
        with self._lock:
            for name in names:
                for need in needed:
                    self._add(replace(need, path=name))

    def _moves_past_a_walk(self, old: bytes, new: bytes) -> bool:
        """A walk that brings a first copy needs no help: what it has not reached is missing here, and asked for."""
        comparing = (reach for number, reach in self._reaches.items() if self._present or number != self.awaiting)
        return any(reach.escapes(old, new) for reach in comparing) or any(
            need.present and need.scope is Scope.TREE and need.path and holds(need.path, old) for need in self._needs
        )

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
        self._keep(need)
        self._whole_needed = self._whole_needed or need.everything

    def _miss(self, sequence: int, path: bytes, scope: Scope) -> None:
        with self._lock:
            self._add(Missing(sequence, path, scope, present=not path and self._present))
        if path and scope is Scope.TREE:
            self._tell(sequence, path, FileState.MISSING, 0)

    def _keep(self, need: Missing) -> None:
        if self._memory is not None:
            self._memory.need(_outstanding(need))

    def _remember(self) -> None:
        if self._memory is not None:
            self._memory.replace(Remembered(self.awaiting, self._round, tuple(_outstanding(need) for need in self._needs)))

    def _tell(self, sequence: int, path: bytes, state: FileState, size: int) -> None:
        """What a first copy has not brought yet is no finding."""
        if not self.awaiting or self._present:
            self._found(sequence, path, state, size)

    def _doubt(self) -> None:
        """Something is known not to be right."""
        if self.state is SetState.SYNCHRONIZED:
            self._become(SetState.CHECKING, "A check found differences; they are being repaired.")

    def _become(self, state: SetState, detail: str) -> None:
        if (state, detail) != (self.state, self.detail):
            self.state, self.detail = state, detail
            self._changed(state, detail)


def _outstanding(need: Missing) -> Outstanding:
    return Outstanding(need.sequence, need.path, int(need.scope), need.offset, need.length, need.present)


def _last_index(needs: list[Missing], need: Missing) -> int:
    return next(index for index in range(len(needs) - 1, -1, -1) if needs[index] == need)
