"""The local ports that are open to servers of the pair, with what went through them."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from twinhelm_client.domain import text
from twinhelm_client.domain.access import OpenAccess, title
from twinhelm_client.domain.language import marked
from twinhelm_client.models.table import Column, ValueTable


class AccessesModel(ValueTable[OpenAccess]):
    """Rows change in place, a few times a second at most. `clock` is the one that the accesses were opened by."""

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        columns: tuple[Column[OpenAccess], ...] = (
            Column("target", marked("Columns", "Connection"), lambda a: title(a.target), lambda a: title(a.target)),
            Column("local", marked("Columns", "Here"), lambda a: a.local_address, lambda a: a.local_port),
            Column("link", marked("Columns", "Link"), lambda a: a.link or "–", lambda a: a.link),
            Column("count", marked("Columns", "In use"), lambda a: str(a.connections), lambda a: a.connections),
            Column("there", marked("Columns", "Sent"), lambda a: text.size(a.bytes_there), lambda a: a.bytes_there),
            Column("back", marked("Columns", "Received"), lambda a: text.size(a.bytes_back), lambda a: a.bytes_back),
            Column("age", marked("Columns", "Age"), lambda a: text.seconds(clock() - a.opened_s), lambda a: clock() - a.opened_s),
        )
        super().__init__(columns, parent)

    def show(self, accesses: tuple[OpenAccess, ...]) -> None:
        """Show these; ages grow with each call."""
        self.replace_all(accesses)
        if accesses:
            age = self.column("age")
            self.dataChanged.emit(self.index(0, age), self.index(len(accesses) - 1, age))
