"""Entries of a queue between domain values and the messages of the three APIs, which name their fields alike."""

from collections.abc import Iterable
from typing import Any, TypeVar

from twinhelm_node.domain.queue_head import QueueEntry

Message = TypeVar("Message")
FIELDS = ("sequence", "generation", "kind", "path", "other_path", "size_bytes", "age_s", "copied")


def entries_to_message(kind: type[Message], entries: Iterable[QueueEntry]) -> list[Message]:
    """Values to messages of one API."""
    return [kind(**{field: getattr(entry, field) for field in FIELDS}) for entry in entries]


def entries_from_message(messages: Iterable[Any]) -> tuple[QueueEntry, ...]:
    """Messages of any API to values."""
    return tuple(QueueEntry(*(getattr(message, field) for field in FIELDS)) for message in messages)
