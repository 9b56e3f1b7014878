"""The events of the pair, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from twinhelm_client.domain import words
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.language import marked
from twinhelm_client.domain.moments import local
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.table import Column, ValueTable

KEEP = 200

COLUMNS: tuple[Column[Event], ...] = (
    Column("at", marked("Columns", "When"), lambda e: local(e.at_s).strftime("%Y-%m-%d %H:%M:%S"), lambda e: e.at_s),
    Column("severity", marked("Columns", "Severity"), lambda e: words.of(e.severity), lambda e: list(type(e.severity)).index(e.severity)),
    Column("server", marked("Columns", "Server"), lambda e: e.server, lambda e: e.server),
    Column("sentence", marked("Columns", "What happened"), lambda e: said(e.sentence), lambda e: e.sentence),
)


class EventsModel(ValueTable[Event]):
    """At most KEEP events; an event is known by its cursor and server and is shown once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, events: Sequence[Event]) -> None:
        """Show these, newest first."""
        self.replace_all(sorted(events, key=lambda e: (e.at_s, e.cursor), reverse=True)[:KEEP])

    def add(self, event: Event) -> None:
        """Show one more."""
        if all((e.cursor, e.server) != (event.cursor, event.server) for e in self.rows):
            self.insert_first(event, KEEP)

    def add_all(self, events: Sequence[Event]) -> None:
        """Show several more, oldest first; only the newest that are kept are looked at."""
        known = {(e.server, e.cursor) for e in self.rows}
        fresh = [e for e in events[-KEEP:] if (e.server, e.cursor) not in known]
        if len(fresh) == 1:
            self.insert_first(fresh[0], KEEP)
        elif fresh:
            self.replace_all([*reversed(fresh), *self.rows][:KEEP])
