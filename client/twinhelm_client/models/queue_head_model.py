"""The entries that wait at the head of a queue, oldest first."""

from PySide6.QtCore import QObject

from twinhelm_client.domain import text
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.queue_head import QueueEntry, QueueHead, shown_names
from twinhelm_client.models.table import Column, ValueTable


def kind_words(entry: QueueEntry) -> str:
    """Return what an entry does, in words, and whether a copy made it."""
    return translate("QueueHead", "{0} (copy)").format(entry.kind) if entry.copied else entry.kind


COLUMNS: tuple[Column[QueueEntry], ...] = (
    Column(
        "sequence", marked("Columns", "Sequence"), lambda e: f"{e.sequence:,}".replace(",", "\u202f"), lambda e: e.sequence, figure=True
    ),
    Column("kind", marked("Columns", "Kind"), kind_words, lambda e: e.kind),
    Column("path", marked("Columns", "Path"), shown_names, lambda e: e.path, shown_names),
    Column(
        "size", marked("Columns", "Size"), lambda e: text.size(e.size_bytes) if e.size_bytes else "–", lambda e: e.size_bytes, figure=True
    ),
    Column("age", marked("Columns", "Age"), lambda e: text.seconds(e.age_s), lambda e: e.age_s, figure=True),
)


class QueueHeadModel(ValueTable[QueueEntry]):
    """Rows change in place as the queue moves on. `server` holds the journal they were read from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.server = ""

    def show(self, head: QueueHead) -> None:
        """Show this head."""
        self.server = head.server
        self.replace_all(head.entries)
