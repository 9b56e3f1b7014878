"""Records: bytes and back, and what a receiver refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.domain.errors import DataError
from twinhelm_node.journal.record import HEADER_BYTES, Kind, Record, check_run, decode, encode, signed, whole_records

U64 = st.integers(0, 2**64 - 1)
I64 = st.integers(-(2**63), 2**63 - 1)
RECORDS = st.builds(
    Record, sequence=U64, generation=U64, kind=st.sampled_from(Kind).map(int), path=st.binary(max_size=60), payload=st.binary(max_size=200),
    a=U64, b=U64, object=U64, time_ns=U64, mtime_ns=I64, parent_mtime_ns=I64, flags=st.integers(0, 7),
)  # fmt: skip


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    raw = encode(record)
    assert len(raw) % 8 == 0
    assert decode(raw) == record


def run_of(count: int, first: int = 1, generation: int = 1) -> bytes:
    return b"".join(
        encode(Record(sequence=first + index, generation=generation, kind=Kind.UNLINK, path=b"x" * index)) for index in range(count)
    )


def test_a_run_says_what_it_holds() -> None:
    run = check_run(run_of(5, first=7), 7)
    assert (run.first_sequence, run.last_sequence, run.entries) == (7, 11, 5)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "CORRUPT_BATCH"),
        (run_of(3, first=8), "SEQUENCE_GAP"),
        (run_of(2, first=7) + run_of(2, first=10), "SEQUENCE_GAP"),
        (run_of(2, first=7, generation=5) + run_of(2, first=9, generation=4), "SEQUENCE_GAP"),
        (run_of(3, first=7)[:-8], "CORRUPT_BATCH"),
        (run_of(3, first=7) + b"\0" * 88, "CORRUPT_BATCH"),
    ],
)
def test_a_bad_run_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(DataError) as refused:
        check_run(raw, 7)
    assert refused.value.reason == reason


@given(st.integers(0, 600))
def test_a_flipped_byte_in_a_run_is_refused(position: int) -> None:
    raw = bytearray(run_of(6))
    raw[position % len(raw)] ^= 0x40
    with pytest.raises(DataError):
        check_run(bytes(raw), 1)


@given(st.integers(0, 1000))
def test_whole_records_ends_at_a_boundary(size: int) -> None:
    raw = run_of(8)
    cut = whole_records(raw, size)
    assert cut <= size
    ends = [0]
    while ends[-1] < len(raw):
        ends.append(ends[-1] + int.from_bytes(raw[ends[-1] : ends[-1] + 4], "little"))
    assert cut == max(end for end in ends if end <= size)


def test_a_record_too_large_is_refused() -> None:
    with pytest.raises(DataError):
        encode(Record(1, 1, Kind.WRITE, payload=b"x" * (2 * 1024 * 1024 - HEADER_BYTES + 1)))
    with pytest.raises(DataError):
        encode(Record(1, 1, Kind.WRITE, path=b"x" * 4097))


def test_signed_reads_times_before_1970() -> None:
    assert signed((-5) % 2**64) == -5
    assert signed(5) == 5
