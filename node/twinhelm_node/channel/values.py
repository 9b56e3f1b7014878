"""What travels over the channel, as values, and what each end of it must offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.journal.record import Run
from twinhelm_node.journal.segment import Position


@dataclass(frozen=True, slots=True)
class Hello:
    """What the active says of its history of one set."""

    pair_id: str
    set_name: str
    generation: int
    origin_generation: int
    origin_sequence: int
    first_available_sequence: int
    captured_sequence: int
    check_number: int = 0  # of the check of everything that the active goes on with
    long_window_log: int = 0


@dataclass(frozen=True, slots=True)
class Welcome:
    """Where the passive wants the stream to begin, and whether its tree must be copied (`compare`: it holds something to compare with)."""

    next_sequence: int
    copy_needed: bool
    reason: str
    compare: bool = False
    long_window_log: int = 0


class Codec(IntEnum):
    """How the bytes of a batch are to be read: numbers of peer.v1.Codec."""

    RAW = 1
    ZSTD = 2
    ZSTD_LONG = 3


@dataclass(frozen=True, slots=True)
class Report:
    """How far the passive is."""

    durable_sequence: int
    applied_sequence: int
    safe_entries: int = 0
    safe_bytes: int = 0
    safe_oldest_age_s: float = 0.0
    state: str = ""
    detail: str = ""
    applied_bytes_per_s: float = 0.0
    orphans: int = 0  # found since the passive's replicator started


class NeedScope(IntEnum):
    """How much of a path is needed: numbers of peer.v1.NeedScope."""

    TREE = 0
    OBJECT = 1
    BLOCKS = 2


@dataclass(frozen=True, slots=True)
class Need:
    """A path that the passive misses since `sequence`; the empty path with scope TREE is everything.

    `offset` and `length` belong to BLOCKS; length 0: to the end. `compare`: the passive holds something to compare with.
    """

    path: bytes
    sequence: int
    scope: NeedScope = NeedScope.TREE
    offset: int = 0
    length: int = 0
    compare: bool = False


class Sending(Protocol):
    """The active's side of one set, as the sender sees it. Called on the event loop."""

    @property
    def directory(self) -> Path:
        """Where the segments of the unsafe queue are."""
        ...

    @property
    def wake_descriptor(self) -> int:
        """An eventfd that is written when records were appended after `arm`."""
        ...

    @property
    def urgent(self) -> bool:
        """Whether fsyncs wait for acknowledgements, so that nothing may linger."""
        ...

    def hello(self) -> Hello:
        """Return the set's history as it is now."""
        ...

    def position(self) -> Position:
        """Return the end of the unsafe queue."""
        ...

    def arm(self) -> bool:
        """Ask for a wake-up. True: armed; False: there is more already."""
        ...

    def welcomed(self, welcome: Welcome) -> None:
        """The passive is there."""
        ...

    def reported(self, report: Report) -> None:
        """The passive got further."""
        ...

    def needed(self, need: Need) -> None:
        """The passive misses something."""
        ...

    def parted(self, error: TwinhelmError | None) -> None:
        """The passive is gone, or refused for a reason."""
        ...


class Receiving(Protocol):
    """The passive's side of one set, as the receiver sees it."""

    async def greet(self, hello: Hello) -> Welcome:
        """Decide where the stream continues. Raises NotReady with reason OLD_GENERATION or NOT_PASSIVE."""
        ...

    @property
    def next_sequence(self) -> int:
        """The sequence that must come next."""
        ...

    def append(self, runs: Sequence[tuple[bytes, Run]]) -> None:
        """Make runs durable in the safe queue. Called in a worker thread, one call at a time."""
        ...

    def report(self) -> Report:
        """Return how far this server is."""
        ...

    def take_needs(self) -> Sequence[Need]:
        """Return what is missing and has not been told yet."""
        ...

    def on_change(self, callback: Callable[[], None] | None) -> None:
        """Let `callback` be called, from any thread, when a report is worth sending at once."""
        ...
