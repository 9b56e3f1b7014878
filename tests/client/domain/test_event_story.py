"""Events filtered, told as a story of roles, and written to files that programs read back."""

import csv
import io
import json

from twinhelm_client.domain.event_story import EventFilter, Reign, as_csv, as_json, reigns
from twinhelm_client.domain.events import Event, Severity


def event(number: int, sentence: str, *, kind="role", server="castor", severity=Severity.INFO, generation=1, user="") -> Event:
    return Event(f"{number:08d}", 1.8e9 + number, server, severity, kind, sentence, generation, user)


def test_every_word_has_to_occur_in_any_case() -> None:
    one = event(1, "castor became active: heartbeat lost 2.6 s on hb0", user="Änne")
    assert EventFilter(text="HEARTBEAT castor").matcher()(one)
    assert EventFilter(text="änne").matcher()(one)
    assert not EventFilter(text="heartbeat pollux").matcher()(one)
    assert not EventFilter(severities=frozenset({Severity.CRITICAL})).matcher()(one)
    assert EventFilter(kinds=frozenset({"role"}), servers=frozenset({"castor"})).matcher()(one)
    assert not EventFilter(kinds=frozenset({"link"})).matcher()(one)


def test_the_story_of_roles_joins_events_and_the_present() -> None:
    told = (
        event(10, "castor became active: first start", generation=1),
        event(20, "anna started a switchover from castor to pollux", generation=1),
        event(30, "pollux became active: switchover", server="pollux", generation=2),
        event(31, "the set data became active again", kind="set", generation=2),
    )
    assert reigns(told, "castor", 1.8e9 + 90, 3) == (
        Reign("castor", 1, 1.8e9 + 10, 1.8e9 + 30, "castor became active: first start"),
        Reign("pollux", 2, 1.8e9 + 30, 1.8e9 + 90, "pollux became active: switchover"),
        Reign("castor", 3, 1.8e9 + 90, None, ""),
    )
    assert reigns(()) == ()


def test_what_is_exported_is_read_back() -> None:
    events = (event(1, 'a "quoted", long\nsentence – ü', user="anna"), event(2, "=1+1"))
    rows = list(csv.DictReader(io.StringIO(as_csv(events), newline="")))
    assert rows[0]["sentence"] == events[0].sentence
    assert rows[0]["at"] == "2027-01-15T08:00:01.000+00:00"
    assert rows[1]["sentence"] == "'=1+1", "a spreadsheet must not compute it"
    values = json.loads(as_json(events))
    assert [(v["cursor"], v["sentence"], v["severity"]) for v in values] == [(e.cursor, e.sentence, "info") for e in events]
