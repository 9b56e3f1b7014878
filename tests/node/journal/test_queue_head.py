"""Looking at the head of a queue: compared with the plain list of what was written, while the queue is consumed and trimmed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinhelm_node.journal.queue_head import QueueHeadReader, kind_word
from twinhelm_node.journal.queue_reader import trim
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.safe_queue import SafeQueueWriter

SET_ID = b"s" * 16
NOW_NS = 10_000_000_000


def record(sequence: int, size: int = 100) -> Record:
    if sequence % 5 == 0:
        return Record(sequence, 3, Kind.RENAME, b"old \xff name", b"new name", time_ns=NOW_NS - 2_000_000_000)
    return Record(sequence, 3, Kind.WRITE, f"f{sequence}".encode(), b"x" * size, time_ns=NOW_NS - 1_000_000_000, flags=sequence % 2)


def write(writer: SafeQueueWriter, records: list[Record]) -> None:
    for one in records:
        data = encode(one)
        writer.append([(data, check_run(data, one.sequence))])


@pytest.fixture
def queue(tmp_path: Path) -> tuple[Path, SafeQueueWriter]:
    return tmp_path, SafeQueueWriter(tmp_path, SET_ID, 0, segment_bytes=2000)


def test_an_entry_says_what_an_administrator_asks(queue) -> None:
    directory, writer = queue
    write(writer, [record(number) for number in range(1, 8)])
    found = QueueHeadReader(directory).read(lambda: 3, writer.position, 2, NOW_NS)
    assert [(e.sequence, e.generation, e.kind, e.path, e.other_path, e.size_bytes, e.age_s, e.copied) for e in found] == [
        (4, 3, "write", b"f4", b"", 100, 1.0, False),
        (5, 3, "rename", b"old \xff name", b"new name", 0, 2.0, False),
    ]
    assert QueueHeadReader(directory).read(lambda: 6, writer.position, 5, NOW_NS)[0].copied


def test_an_empty_queue_has_no_head(queue) -> None:
    directory, writer = queue
    assert QueueHeadReader(directory).read(lambda: 0, writer.position, 5, NOW_NS) == ()
    write(writer, [record(1)])
    assert QueueHeadReader(directory).read(lambda: 1, writer.position, 5, NOW_NS) == ()


def test_a_queue_that_was_thrown_away_and_begun_anew_is_read_from_its_new_beginning(queue) -> None:
    directory, writer = queue
    reader = QueueHeadReader(directory)
    write(writer, [record(number, 300) for number in range(1, 5)])
    assert [e.sequence for e in reader.read(lambda: 3, writer.position, 5, NOW_NS)] == [4]
    writer.restart(0)
    write(writer, [record(number, 17) for number in range(1, 7)])
    assert [e.sequence for e in reader.read(lambda: 3, writer.position, 5, NOW_NS)] == [4, 5, 6]


def test_a_segment_that_vanishes_under_the_look_is_no_error(queue) -> None:
    directory, writer = queue
    write(writer, [record(number) for number in range(1, 60)])
    asked: list[int] = []

    def after() -> int:
        """Acknowledged between two questions, and trimmed at once."""
        asked.append(1)
        if len(asked) == 1:
            trim(directory, 50)
            return 0
        return 50

    assert QueueHeadReader(directory).read(after, writer.position, 3, NOW_NS)[0].sequence >= 40


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 12)), min_size=1, max_size=40), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_consumed_and_trimmed_the_head_is_the_next_entries(tmp_path_factory, steps, count) -> None:
    directory = tmp_path_factory.mktemp("queue")
    writer, reader = SafeQueueWriter(directory, SET_ID, 0, segment_bytes=1500), QueueHeadReader(directory)
    after = 0
    for last, (size, consumed) in enumerate(steps, start=1):
        write(writer, [record(last, size)])
        after = min(last, after + consumed // 4)
        if consumed == 12:
            trim(directory, after)
        found = reader.read(lambda here=after: here, writer.position, count, NOW_NS)
        assert [entry.sequence for entry in found] == list(range(after + 1, min(last, after + count) + 1))


def test_a_kind_of_a_newer_version_has_a_word() -> None:
    assert (kind_word(34), kind_word(99)) == ("check begin", "kind 99")
