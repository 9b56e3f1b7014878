"""Events: kept, paged, watched, and still there after a crash or on a full disk."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.domain.events import Severity
from twinhelm_node.events.event_log import EventLog
from twinhelm_node.system.json_lines import JsonLines


def log(tmp_path, **more):
    return EventLog(tmp_path / "events.jsonl", "castor", clock_ns=lambda: 5, **more)


def sentences(events):
    return [event.sentence for event in events]


def test_pages_newest_first(tmp_path):
    events = log(tmp_path)
    for number in range(5):
        events.append(Severity.INFO, "role", f"e{number}", generation=2, user="ada")
    first = events.list("", 2)
    assert sentences(first) == ["e4", "e3"]
    assert sentences(events.list(first[-1].cursor, 10)) == ["e2", "e1", "e0"]
    assert (first[0].generation, first[0].user, first[0].server, first[0].at_ns) == (2, "ada", "castor", 5)
    events.close()


def test_a_restart_keeps_events_and_goes_on_counting(tmp_path):
    events = log(tmp_path)
    cursor = events.append(Severity.OK, "role", "before").cursor
    events.close()
    again = log(tmp_path)
    assert again.append(Severity.OK, "role", "after").cursor > cursor
    assert sentences(again.list("", 10)) == ["after", "before"]
    again.close()
    assert (tmp_path / "events.jsonl").stat().st_mode & 0o777 == 0o600


@given(cut=st.integers(1, 150))
def test_a_torn_last_line_damages_only_itself(tmp_path_factory, cut):
    directory = tmp_path_factory.mktemp("torn")
    events = log(directory)
    for sentence in ("one", "two"):
        events.append(Severity.INFO, "set", sentence)
    events.close()
    path = directory / "events.jsonl"
    content = path.read_bytes()
    last = len(content.splitlines(keepends=True)[-1])
    path.write_bytes(content[: -min(cut, last)])
    again = log(directory)
    again.append(Severity.INFO, "set", "three")
    again.close()
    read = sentences(log(directory).list("", 10))
    assert read in (["three", "one"], ["three", "two", "one"])
    assert ("two" in read) == (cut == 1)


def test_the_file_is_bounded_and_the_newest_survive(tmp_path):
    events = log(tmp_path, limit_bytes=2000)
    for number in range(100):
        events.append(Severity.INFO, "set", f"e{number}")
    events.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4000
    again = log(tmp_path, limit_bytes=2000)
    assert sentences(again.list("", 3)) == ["e99", "e98", "e97"]
    assert int(again.append(Severity.INFO, "set", "next").cursor) == 101
    again.close()


async def test_a_watcher_resumes_after_its_cursor_and_sees_what_comes(tmp_path):
    events = log(tmp_path)
    first = events.append(Severity.INFO, "role", "first")
    events.append(Severity.INFO, "role", "second")
    resumed, fresh = events.watch(first.cursor), events.watch("")
    assert (await anext(resumed)).sentence == "second"
    coming = asyncio.ensure_future(anext(fresh))
    also_coming = asyncio.ensure_future(anext(resumed))
    await asyncio.sleep(0)
    events.append(Severity.INFO, "role", "third")
    assert (await coming).sentence == "third"
    assert (await also_coming).sentence == "third"
    events.append(Severity.INFO, "role", "fourth")
    events.append(Severity.INFO, "role", "fifth")
    assert [(await anext(fresh)).sentence for _ in range(2)] == ["fourth", "fifth"]
    events.close()


def test_a_full_disk_loses_the_line_and_not_the_event(tmp_path, monkeypatch):
    events = log(tmp_path)

    def full(self, line):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(JsonLines, "append", full)
        events.append(Severity.CRITICAL, "role", "failed over")
    assert sentences(events.list("", 1)) == ["failed over"]
    events.close()
