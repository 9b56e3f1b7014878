"""Recovery: a torn tail is cut, a damaged middle is refused, nothing is guessed (each row of FORMAT.md "Crashes")."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twinhelm_node.domain.errors import DataError
from twinhelm_node.journal.queue_reader import QueueReader, trim
from twinhelm_node.journal.record import Kind, Record, check_run, decode_all, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, list_segments, segment_name, set_id
from twinhelm_node.replicator.divergence import end_of

SET_ID = set_id("pair", "data")


def record(sequence: int, size: int = 100) -> Record:
    payload = bytes((sequence + index) % 255 + 1 for index in range(size))
    return Record(sequence=sequence, generation=1, kind=Kind.WRITE, path=b"dir/file", payload=payload, a=sequence * 10, time_ns=sequence)


def fill(directory: Path, count: int, segment_bytes: int = 1 << 30, first: int = 1, size: int = 100) -> list[Record]:
    directory.mkdir(exist_ok=True)
    writer = SafeQueueWriter(directory, SET_ID, first - 1, segment_bytes)
    records = [record(sequence, size) for sequence in range(first, first + count)]
    for one in records:
        raw = encode(one)
        writer.append([(raw, check_run(raw, one.sequence))])
    writer.close()
    return records


def read(directory: Path) -> list[Record]:
    end = end_of(recover(directory, SET_ID))
    reader = QueueReader(directory)
    reader.seek(list_segments(directory)[0] if list_segments(directory) else 1)
    found: list[Record] = []
    while data := reader.read(end, 1 << 20):
        found += decode_all(data)
    reader.close()
    return found


def only_segment(directory: Path) -> Path:
    return directory / segment_name(list_segments(directory)[-1])


def test_what_was_written_is_read(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 50, segment_bytes=1000)
    assert len(list_segments(tmp_path / "safe")) > 3
    assert read(tmp_path / "safe") == records


def test_a_segment_without_its_whole_header_is_removed(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 3)
    (tmp_path / "safe" / segment_name(4)).write_bytes(b"TWINHELM half")
    recovered = recover(tmp_path / "safe", SET_ID)
    assert recovered.removed == (segment_name(4),)
    assert read(tmp_path / "safe") == records


def test_a_segment_without_records_is_removed(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 3)
    header = only_segment(tmp_path / "safe").read_bytes()[:SEGMENT_HEADER_BYTES]
    (tmp_path / "other").mkdir()
    fill(tmp_path / "other", 1, first=4)
    header = only_segment(tmp_path / "other").read_bytes()[:SEGMENT_HEADER_BYTES]
    (tmp_path / "safe" / segment_name(4)).write_bytes(header)
    assert recover(tmp_path / "safe", SET_ID).removed == (segment_name(4),)
    assert read(tmp_path / "safe") == records


def test_a_trimmed_queue_may_start_anywhere(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 50, segment_bytes=1000)
    assert trim(tmp_path / "safe", 20) > 0
    found = read(tmp_path / "safe")
    assert found == records[found[0].sequence - 1 :]
    assert found[0].sequence <= 21


def test_the_newest_segment_is_never_trimmed(tmp_path: Path) -> None:
    fill(tmp_path / "safe", 50, segment_bytes=1000)
    trim(tmp_path / "safe", 1000)
    assert len(list_segments(tmp_path / "safe")) == 1


def test_a_hole_of_zeros_after_a_power_cut_is_cut(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 20, size=900)
    path = only_segment(tmp_path / "safe")
    length = len(encode(records[0]))
    with path.open("r+b") as file:  # two pieces of 512 bytes never reached the disk, what came later did
        start = (SEGMENT_HEADER_BYTES + 10 * length) // 512 * 512 + 512
        file.seek(start)
        file.write(bytes(1024))
    recovered = recover(tmp_path / "safe", SET_ID)
    assert recovered.cut_bytes > 0
    assert read(tmp_path / "safe") == records[:10]


def test_the_same_hole_is_corruption_when_it_had_been_acknowledged(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 20, size=900)
    path = only_segment(tmp_path / "safe")
    length = len(encode(records[0]))
    with path.open("r+b") as file:
        file.seek((SEGMENT_HEADER_BYTES + 10 * length) // 512 * 512 + 512)
        file.write(bytes(1024))
    before = path.read_bytes()
    with pytest.raises(DataError) as refused:
        recover(tmp_path / "safe", SET_ID, durable_sequence=20)
    assert refused.value.reason == "CORRUPT_JOURNAL"
    assert path.read_bytes() == before


def test_a_changed_byte_in_the_middle_is_refused_and_left_alone(tmp_path: Path) -> None:
    records = fill(tmp_path / "safe", 20)
    path = only_segment(tmp_path / "safe")
    changed = bytearray(path.read_bytes())
    offset = SEGMENT_HEADER_BYTES + 5 * len(encode(records[0])) + 120
    changed[offset] ^= 1
    path.write_bytes(changed)
    with pytest.raises(DataError, match=f"{path} is corrupt at byte {SEGMENT_HEADER_BYTES + 5 * len(encode(records[0]))}"):
        recover(tmp_path / "safe", SET_ID)
    assert path.read_bytes() == changed


def test_a_torn_segment_with_a_later_one_is_corrupt(tmp_path: Path) -> None:
    fill(tmp_path / "safe", 50, segment_bytes=1000)
    first = tmp_path / "safe" / segment_name(1)
    os.truncate(first, first.stat().st_size - 8)
    with pytest.raises(DataError) as refused:
        recover(tmp_path / "safe", SET_ID)
    assert refused.value.reason == "CORRUPT_JOURNAL"


def test_a_missing_segment_is_corrupt(tmp_path: Path) -> None:
    fill(tmp_path / "safe", 50, segment_bytes=1000)
    (tmp_path / "safe" / segment_name(list_segments(tmp_path / "safe")[2])).unlink()
    with pytest.raises(DataError):
        recover(tmp_path / "safe", SET_ID)


def test_a_segment_of_another_set_is_refused(tmp_path: Path) -> None:
    fill(tmp_path / "safe", 3)
    with pytest.raises(DataError):
        recover(tmp_path / "safe", set_id("pair", "other"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_truncated_anywhere_it_keeps_exactly_the_whole_records(tmp_path: Path, data: st.DataObject) -> None:
    directory = tmp_path / f"safe{os.urandom(6).hex()}"
    records = fill(directory, data.draw(st.integers(1, 6)), size=data.draw(st.integers(0, 40)))
    path = only_segment(directory)
    size = data.draw(st.integers(0, path.stat().st_size))
    os.truncate(path, size)
    whole = max(0, size - SEGMENT_HEADER_BYTES) // len(encode(records[0]))
    assert read(directory) == records[:whole]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flip_anywhere_is_cut_or_refused_never_believed(tmp_path: Path, data: st.DataObject) -> None:
    directory = tmp_path / f"safe{os.urandom(6).hex()}"
    records = fill(directory, data.draw(st.integers(1, 6)), size=data.draw(st.integers(0, 40)))
    path = only_segment(directory)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    hit = (at - SEGMENT_HEADER_BYTES) // len(encode(records[0])) if at >= SEGMENT_HEADER_BYTES else -1
    if hit == len(records) - 1:
        assert read(directory) == records[:-1]  # indistinguishable from a torn tail
        path.write_bytes(content)
        with pytest.raises(DataError):
            recover(directory, SET_ID, durable_sequence=len(records))
    else:
        with pytest.raises(DataError):
            recover(directory, SET_ID)
        assert path.read_bytes() == content


def test_a_new_segment_whose_first_piece_was_lost_with_the_power_is_torn(tmp_path: Path) -> None:
    # The header had been synced; of the first batch, written and not synced, only later pieces reached the disk.
    fill(tmp_path / "safe", 8, size=300)
    with only_segment(tmp_path / "safe").open("r+b") as file:
        file.seek(SEGMENT_HEADER_BYTES)
        file.write(bytes(1024 - SEGMENT_HEADER_BYTES))
    assert recover(tmp_path / "safe", SET_ID).empty
    assert list_segments(tmp_path / "safe") == []


def test_room_made_ahead_is_cut(tmp_path: Path) -> None:
    records = fill(tmp_path / "unsafe", 5)
    path = only_segment(tmp_path / "unsafe")
    size = path.stat().st_size
    os.truncate(path, size + 1_000_003)
    assert read(tmp_path / "unsafe") == records
    assert path.stat().st_size == size


def test_room_ahead_in_a_segment_that_was_left_is_cut(tmp_path: Path) -> None:
    records = fill(tmp_path / "unsafe", 5) + fill(tmp_path / "unsafe", 4, first=6)
    path = tmp_path / "unsafe" / segment_name(1)
    size = path.stat().st_size
    os.truncate(path, size + 70_000)
    assert read(tmp_path / "unsafe") == records
    assert path.stat().st_size == size


def test_zeros_where_records_are_missing_are_not_taken_for_room(tmp_path: Path) -> None:
    fill(tmp_path / "unsafe", 5)
    fill(tmp_path / "unsafe", 4, first=6)
    path = tmp_path / "unsafe" / segment_name(1)
    size = path.stat().st_size
    os.truncate(path, size - len(encode(record(5))))
    os.truncate(path, size)
    with pytest.raises(DataError, match="begins with sequence 6 where 5 belongs"):
        recover(tmp_path / "unsafe", SET_ID)
