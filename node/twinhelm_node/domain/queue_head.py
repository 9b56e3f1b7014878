"""What waits in a queue: its first entries, for people to look at."""

from dataclasses import dataclass
from enum import StrEnum


class QueueName(StrEnum):
    """Which of the two queues of a set: the unsafe one is held by the active, the safe one by the passive."""

    UNSAFE = "unsafe"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One change that waits. Paths are relative to the set's folder and any bytes; `age_s` counts from when it was captured."""

    sequence: int
    generation: int
    kind: str
    path: bytes
    other_path: bytes = b""  # the new name of a rename, the first name of a link
    size_bytes: int = 0
    age_s: float = 0.0
    copied: bool = False


@dataclass(frozen=True, slots=True)
class QueueHead:
    """The first entries of a queue, oldest first, and the server from whose journal they were read."""

    server: str
    entries: tuple[QueueEntry, ...]
