"""Events as a story: which of them to show, who was active when, and how they leave the console. Pure."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.phrasebook import said

ROLE = "role"
_BECAME = " became active"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a person wants to see. Empty sets and an empty text let everything through; every word of the text has to occur.

    Words are looked for in the sentence as it is shown and as the server sent it: what stands on the screen is found, and so is English.
    """

    severities: frozenset[Severity] = frozenset()
    kinds: frozenset[str] = frozenset()
    servers: frozenset[str] = frozenset()
    text: str = ""

    def matcher(self) -> "EventMatcher":
        """Return the filter made ready for many events."""
        return EventMatcher(self)


class EventMatcher:
    """An EventFilter with its words cut once."""

    def __init__(self, wanted: EventFilter) -> None:
        self._wanted = wanted
        self._words = tuple(wanted.text.casefold().split())

    def __call__(self, event: Event) -> bool:
        wanted = self._wanted
        if wanted.severities and event.severity not in wanted.severities:
            return False
        if wanted.kinds and event.kind not in wanted.kinds:
            return False
        if wanted.servers and event.server not in wanted.servers:
            return False
        if not self._words:
            return True
        hay = f"{event.sentence} {event.server} {event.kind} {event.user}".casefold()
        missing = [word for word in self._words if word not in hay]
        if not missing:
            return True
        shown = said(event.sentence).casefold()
        return all(word in shown for word in missing)


@dataclass(frozen=True, slots=True)
class Reign:
    """A stretch of time in which one server was active; `end_s` is None while it lasts. `why` is the sentence of the event."""

    server: str
    generation: int
    begin_s: float
    end_s: float | None
    why: str = ""


def reigns(events: Iterable[Event], active: str = "", active_since_s: float = 0.0, generation: int = 0) -> tuple[Reign, ...]:
    """Return who was active when, oldest first, from the events known and, for the present, from the status.

    Each server writes its own events and a change of roles is told by the one that takes over; before the oldest of these nobody knows.
    """
    begins: dict[int, tuple[float, str, str]] = {}
    for event in events:
        if event.kind == ROLE and _BECAME in event.sentence:
            server = event.sentence.split(_BECAME, 1)[0]
            if " " not in server and event.generation not in begins:
                begins[event.generation] = (event.at_s, server, event.sentence)
    if active and active_since_s > 0:
        known = begins.get(generation)
        begins[generation] = (active_since_s, active, known[2] if known else "")
    ordered = sorted((at_s, number, server, why) for number, (at_s, server, why) in begins.items())
    found = []
    for place, (at_s, number, server, why) in enumerate(ordered):
        last = place + 1 == len(ordered)
        end_s = None if last else ordered[place + 1][0]
        found.append(Reign(server, number, at_s, end_s, why))
    return tuple(found)


FIELDS = ("at", "server", "severity", "kind", "generation", "user", "sentence", "cursor")


def _fields(event: Event) -> dict[str, object]:
    at = datetime.fromtimestamp(event.at_s, UTC).isoformat(timespec="milliseconds")
    return {
        "at": at,
        "server": event.server,
        "severity": event.severity.value,
        "kind": event.kind,
        "generation": event.generation,
        "user": event.user,
        "sentence": event.sentence,
        "cursor": event.cursor,
    }


def as_csv(events: Iterable[Event]) -> str:
    """Write events as CSV (RFC 4180) with a heading; times in UTC; what a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for event in events:
        writer.writerow({key: _harmless(value) for key, value in _fields(event).items()})
    return out.getvalue()


def as_json(events: Iterable[Event]) -> str:
    """Write events as a JSON list; times in UTC."""
    return json.dumps([_fields(event) for event in events], ensure_ascii=False, indent=1) + "\n"


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
