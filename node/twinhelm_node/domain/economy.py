"""The low bandwidth module as values: what is set, what is in force, what it saved and what that cost."""

from dataclasses import dataclass
from enum import StrEnum


class Compression(StrEnum):
    """What an administrator sets for a protected set; `auto` chooses one of the others."""

    AUTO = "auto"
    OFF = "off"
    FAST = "fast"
    STRONG = "strong"


class Level(StrEnum):
    """How batches are sent: as they are, each compressed for itself, or as the continuation of one long stream."""

    OFF = "off"
    FAST = "fast"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class EconomyStatus:
    """The low bandwidth module of one set on the sending server, since that server became active.

    `saved_ratio` is 0 to 1 of the bytes of all batches; `link_bytes_per_s` 0: not measured yet; `window_bytes` 0: no long window in use;
    `cap_bytes_per_s` 0: unlimited now. `cap` is what is set, of the set, of the pair, or both. `processor_s` is spent in compressing.
    """

    setting: Compression = Compression.AUTO
    level: Level = Level.FAST
    reason: str = ""
    saved_ratio: float = 0.0
    processor_s: float = 0.0
    link_bytes_per_s: float = 0.0
    window_bytes: int = 0
    cap_bytes_per_s: int = 0
    cap: str = ""


def saved_ratio(raw_bytes: int, sent_bytes: int) -> float:
    """Which part of `raw_bytes` was not sent; 0 when nothing was sent or compressing made it more."""
    return max(0.0, 1.0 - sent_bytes / raw_bytes) if raw_bytes else 0.0
