"""Damaged records in the middle of a queue: what is found, what stays as it was, and what stands in their place (FORMAT.md "Damage")."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.segments import Seen, read_journal, read_segment
from twinhelm_node.journal.damage import Damage, cut_at_damage, find_damage, keep_evidence, mend
from twinhelm_node.journal.record import FLAG_COPY, Kind, Record, check_run, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, Position, list_segments, segment_name

SET_ID = b"s" * 16
RECORDS, IN_SEGMENT = 40, 10
BEGAN_NS = 1 << 61  # later than any segment's header


def record(sequence: int, payload: bytes = b"") -> Record:
    return Record(sequence, 3, Kind.WRITE, b"file %d" % sequence, payload or b"%d" % sequence * 50, time_ns=BEGAN_NS + sequence)


def queue(directory: Path, changes: dict[int, Record] | None = None) -> Position:
    """Four segments of ten records."""
    writer = SafeQueueWriter(directory, SET_ID, 0)
    for sequence in range(1, RECORDS + 1):
        raw = encode((changes or {}).get(sequence, record(sequence)))
        writer.append([(raw, check_run(raw, sequence))])
        if sequence % IN_SEGMENT == 0:
            writer.close()
    return writer.position()


def place_of(directory: Path, sequence: int) -> tuple[Path, int, int]:
    """File, offset and length of a record."""
    first = max(name for name in list_segments(directory) if name <= sequence)
    path, at = directory / segment_name(first), SEGMENT_HEADER_BYTES
    raw = path.read_bytes()
    for _ in range(sequence - first):
        at += int.from_bytes(raw[at : at + 4], "little")
    return path, at, int.from_bytes(raw[at : at + 4], "little")


def flip(directory: Path, sequence: int, offset: int) -> None:
    path, at, _ = place_of(directory, sequence)
    raw = bytearray(path.read_bytes())
    raw[at + offset] ^= 0x41
    path.write_bytes(raw)


def without(records: list[Seen], lost: range) -> list[Seen]:
    return [one for one in records if one.sequence not in lost]


@pytest.mark.parametrize("seed", range(12))
def test_any_byte_of_any_record(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    end = queue(tmp_path)
    before = read_journal(tmp_path)
    sequence = chance.randrange(1, RECORDS + 1)
    flip(tmp_path, sequence, chance.randrange(place_of(tmp_path, sequence)[2]))
    damaged = place_of(tmp_path, (sequence - 1) // IN_SEGMENT * IN_SEGMENT + 1)[0].read_bytes()
    found = find_damage(tmp_path, 0, end)
    assert found.lost_after(0) == (sequence, sequence)
    (kept,) = mend(tmp_path, SET_ID, found.damage, 77, tmp_path / "damaged")
    assert kept.read_bytes() == damaged
    after = read_journal(tmp_path)
    assert [one.sequence for one in after] == list(range(1, RECORDS + 1))
    assert without(after, range(sequence, sequence + 1)) == without(before, range(sequence, sequence + 1))
    filler = after[sequence - 1]
    assert (filler.kind, filler.path, filler.a, filler.b, filler.generation) == ("CHECK_BEGIN", b"", 77, 2, 3)
    assert recover(tmp_path, SET_ID, RECORDS).last_sequence == RECORDS
    assert find_damage(tmp_path, 0, end).damage == ()


def test_nothing_is_damaged(tmp_path: Path) -> None:
    assert find_damage(tmp_path, 0, queue(tmp_path)).damage == ()


def test_what_is_lost_in_one_segment_reaches_from_its_first_to_its_last_damage(tmp_path: Path) -> None:
    end = queue(tmp_path)
    for sequence in (13, 17, 31):
        flip(tmp_path, sequence, 100)
    found = find_damage(tmp_path, 0, end)
    assert [(one.first_sequence, one.last_sequence) for one in found.damage] == [(13, 17), (31, 31)]
    assert found.damage[0].since_ns == BEGAN_NS + 12
    assert 0 < found.damage[1].since_ns < BEGAN_NS, "the first record of a segment: what its header says"
    assert found.lost_after(0) == (13, 31)
    assert found.lost_after(15) == (16, 31)
    assert found.lost_after(31) == (0, 0)
    mend(tmp_path, SET_ID, found.damage, 5, tmp_path / "damaged")
    assert [one.sequence for one in read_journal(tmp_path) if one.kind == "CHECK_BEGIN"] == [13, 14, 15, 16, 17, 31]


def test_segments_that_the_passive_holds_are_not_looked_at(tmp_path: Path) -> None:
    end = queue(tmp_path)
    flip(tmp_path, 3, 100)
    flip(tmp_path, 35, 100)
    assert find_damage(tmp_path, 10, end, most_segments=2).damage == ()
    assert find_damage(tmp_path, 10, end).lost_after(10) == (35, 35)


def test_content_that_looks_like_records_is_not_believed(tmp_path: Path) -> None:
    """An application may write the bytes of records into its file: they stand inside of the damaged one, and lead nowhere."""
    forged = b"".join(encode(replace(record(sequence), path=b"etc/shadow")) for sequence in range(15, 18))
    end = queue(tmp_path, {14: record(14, bytes(-(88 + 7) % 8) + forged)})
    flip(tmp_path, 14, 50)
    assert find_damage(tmp_path, 0, end).lost_after(0) == (14, 14)


def test_a_piece_without_bytes(tmp_path: Path) -> None:
    end = queue(tmp_path)
    path, at, _ = place_of(tmp_path, 22)
    with path.open("r+b") as file:
        file.seek(at + 40)
        file.write(bytes(512))
    first, last = find_damage(tmp_path, 0, end).lost_after(0)
    assert first == 22
    assert 22 < last < 30


def test_a_segment_that_is_shorter_than_it_was(tmp_path: Path) -> None:
    end = queue(tmp_path)
    path, at, _ = place_of(tmp_path, 26)
    os.truncate(path, at + 20)
    found = find_damage(tmp_path, 0, end)
    assert found.lost_after(0) == (26, 30)
    mend(tmp_path, SET_ID, found.damage, 5, tmp_path / "damaged")
    assert recover(tmp_path, SET_ID, RECORDS).last_sequence == RECORDS


def test_a_damaged_header_of_a_segment_is_made_anew(tmp_path: Path) -> None:
    end = queue(tmp_path)
    path, _, _ = place_of(tmp_path, 11)
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(raw)
    flip(tmp_path, 12, 100)
    mend(tmp_path, SET_ID, find_damage(tmp_path, 0, end).damage, 5, tmp_path / "damaged")
    assert recover(tmp_path, SET_ID, RECORDS).last_sequence == RECORDS


def test_records_of_a_copy_are_seen(tmp_path: Path) -> None:
    end = queue(tmp_path, {33: replace(record(33), flags=FLAG_COPY)})
    flip(tmp_path, 36, 100)
    assert find_damage(tmp_path, 0, end).walked
    assert not find_damage(tmp_path, 33, end).walked


def test_a_clock_that_was_set_back_tells_nothing(tmp_path: Path) -> None:
    end = queue(tmp_path, {36: replace(record(36), time_ns=5)})
    flip(tmp_path, 35, 100)
    (damage,) = find_damage(tmp_path, 0, end).damage
    assert damage.since_ns == 0


def test_a_failed_repair_leaves_the_segment(tmp_path: Path) -> None:
    end = queue(tmp_path)
    flip(tmp_path, 12, 100)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.segment")}
    (tmp_path / "damaged").write_text("no folder")
    with pytest.raises(OSError, match="damaged"):
        mend(tmp_path, SET_ID, find_damage(tmp_path, 0, end).damage, 5, tmp_path / "damaged")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.segment")} == before


def test_evidence_does_not_grow_for_ever(tmp_path: Path) -> None:
    queue(tmp_path)
    path = place_of(tmp_path, 1)[0]
    kept = [keep_evidence(path, tmp_path / "damaged") for _ in range(12)]
    assert sorted((tmp_path / "damaged").iterdir()) == sorted(kept[-8:])


@pytest.mark.parametrize(("sequence", "left"), [(25, 24), (21, 20), (1, 0), (40, 39)])
def test_a_queue_of_the_passive_is_cut(tmp_path: Path, sequence: int, left: int) -> None:
    """Nothing after the damage counts: it is asked for again."""
    queue(tmp_path)
    flip(tmp_path, sequence, 100)
    damaged = place_of(tmp_path, sequence - (sequence - 1) % IN_SEGMENT)[0].read_bytes()
    last, kept = cut_at_damage(tmp_path, tmp_path / "damaged")
    assert last == left
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert recover(tmp_path, SET_ID).last_sequence == left
    assert [one.sequence for one in read_journal(tmp_path)] == list(range(1, left + 1))


def test_a_missing_segment_cuts_too(tmp_path: Path) -> None:
    queue(tmp_path)
    (tmp_path / segment_name(11)).unlink()
    last, kept = cut_at_damage(tmp_path, tmp_path / "damaged")
    assert last == 10
    assert kept is not None
    assert recover(tmp_path, SET_ID).last_sequence == 10


def test_where_a_header_is_damaged_nothing_of_the_segment_counts(tmp_path: Path) -> None:
    queue(tmp_path)
    path = tmp_path / segment_name(21)
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(raw)
    assert cut_at_damage(tmp_path, tmp_path / "damaged")[0] == 20
    assert isinstance(read_segment(tmp_path / segment_name(11))[-1], Seen)


def test_damage_says_where(tmp_path: Path) -> None:
    end = queue(tmp_path)
    flip(tmp_path, 25, 100)
    path, at, length = place_of(tmp_path, 25)
    assert find_damage(tmp_path, 0, end).damage == (Damage(21, 25, 25, 3, at, at + length, BEGAN_NS + 24),)
    assert path.name == segment_name(21)
