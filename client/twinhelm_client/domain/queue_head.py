"""What waits in a queue, entry by entry, and how a name of any bytes is shown."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain.language import translate


class QueueName(StrEnum):
    """The two queues of a set: the unsafe one on the active, the safe one on the passive."""

    UNSAFE = "unsafe"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One change that waits. `path` is relative to the set's folder; bytes, because names need not be UTF-8."""

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
    """The first entries of a queue, oldest first, and the server from whose journal they come."""

    server: str
    entries: tuple[QueueEntry, ...]


def shown_path(path: bytes) -> str:
    r"""Write a name as a person can read it: what is not UTF-8 or not printable is escaped ("gr\xfc\xdfe")."""
    words = path.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)


def shown_names(entry: QueueEntry) -> str:
    """Write what an entry speaks of: one name, or both of a rename or a link."""
    first = shown_path(entry.path) or translate("QueueHead", "(the folder itself)")
    if not entry.other_path:
        return first
    sign = "→" if entry.kind == "rename" else "="
    return f"{first} {sign} {shown_path(entry.other_path)}"
