"""How far the passive's tree can be trusted, and which paths it still misses.

```
                    CHECK_BEGIN                    CHECK_END, nothing outstanding
 uninitialized ─┐                ┌──────────┐                       ┌──────────────┐
 unchecked ─────┼───────────────▶│ checking │──────────────────────▶│ synchronized │
 out_of_sync ───┘                └──────────┘◀── CHECK_BEGIN ───────└──────────────┘
        ▲                                                                  │ a record that cannot be applied
        └──────────────────────────────────────────────────────────────────┘
```
A need is a path with the sequence at which it was missed. A check of everything covers the needs before its CHECK_BEGIN; any
check covers the needs that its CHECK_END names (field `b`: the highest sequence of a need that was served).
"""

import threading
from collections.abc import Callable

from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import Record

MAX_NEEDS = 10_000
EVERYTHING = b""


class CheckState:
    """State of one set on the passive. Changed by the applying thread, read by others.

    `changed(state, detail)` is called before the record that caused it counts as applied, and makes the state durable.
    """

    def __init__(self, state: SetState, detail: str, at_sequence: int, changed: Callable[[SetState, str], None]) -> None:
        self._lock = threading.Lock()
        self._changed = changed
        self._needs: list[tuple[int, bytes]] = []
        self._unsent: list[tuple[int, bytes]] = []
        self._since = at_sequence
        self.state = state
        self.detail = detail
        if state is not SetState.SYNCHRONIZED:
            self._add(at_sequence, EVERYTHING)

    @property
    def lenient(self) -> bool:
        """Whether a missing object is to be expected."""
        return self.state is not SetState.SYNCHRONIZED

    def begin(self, record: Record) -> None:
        """CHECK_BEGIN: of everything if it has no path."""
        if record.sequence <= self._since:
            return  # applied again after a power cut: it says nothing of the tree as it is now
        with self._lock:
            if not record.path:
                self._needs = [need for need in self._needs if need[0] > record.sequence]
                self._unsent = [need for need in self._unsent if need[0] > record.sequence]
        self._become(SetState.CHECKING, "")

    def end(self, record: Record) -> None:
        """CHECK_END: synchronized if every need has been served."""
        if record.sequence <= self._since:
            return
        with self._lock:
            self._needs = [need for need in self._needs if need[0] > record.b]
            outstanding = len(self._needs)
        if not outstanding and self.state is SetState.CHECKING:
            self._become(SetState.SYNCHRONIZED, "")

    def miss(self, sequence: int, path: bytes) -> None:
        """Ask for a copy of `path`."""
        with self._lock:
            self._add(sequence, path)

    def damage(self, sequence: int, path: bytes, detail: str) -> None:
        """A record could not be applied: ask for a copy and say why."""
        self.miss(sequence, path)
        self._become(SetState.OUT_OF_SYNC, detail)

    def lose(self, state: SetState, detail: str, sequence: int) -> None:
        """The tree as a whole cannot be trusted: everything must be copied."""
        with self._lock:
            self._needs = []
            self._unsent = []
            self._since = sequence
            self._add(sequence, EVERYTHING)
        self._become(state, detail)

    def renamed(self, sequence: int, old: bytes, new: bytes) -> None:
        """A path that is still needed got another name: it is needed under that one too."""
        if not self._needs:
            return
        with self._lock:
            prefix = old + b"/"
            moved = [path for _, path in self._needs if path and (path == old or path.startswith(prefix))]
            for path in set(moved):
                self._add(sequence, new + path[len(old) :])

    def show(self, state: SetState, detail: str) -> None:
        """Show another state for as long as something hinders (a full disk), without making it durable."""
        self.state, self.detail = state, detail

    def take_unsent(self) -> list[tuple[int, bytes]]:
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

    def _add(self, sequence: int, path: bytes) -> None:
        if len(self._needs) >= MAX_NEEDS:
            self._needs = []
            self._unsent = []
            path = EVERYTHING
        self._needs.append((sequence, path))
        self._unsent.append((sequence, path))

    def _become(self, state: SetState, detail: str) -> None:
        if (state, detail) != (self.state, self.detail):
            self.state, self.detail = state, detail
            self._changed(state, detail)
