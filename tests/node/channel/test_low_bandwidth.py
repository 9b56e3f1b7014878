"""Packing and unpacking: the same bytes come out whatever the levels, and what is damaged or hostile is refused in bounded memory."""

import asyncio
import tracemalloc
from collections.abc import Iterator

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from twinhelm_node.channel.batches import Decompressor
from twinhelm_node.channel.economy.long_window import LEVEL, LongCompressor, LongDecompressor, affordable_window_log
from twinhelm_node.channel.economy.packer import Packed, Packer
from twinhelm_node.channel.values import Codec
from twinhelm_node.domain.economy import Level
from twinhelm_node.domain.errors import DataError

LOG = 20
PAGE = bytes(range(256)) * 32
batches = st.lists(
    st.tuples(
        st.sampled_from(Level),
        st.one_of(
            st.binary(min_size=1, max_size=400),
            st.integers(0, 255).map(lambda byte: bytes([byte]) * 200_000),
            st.binary(min_size=8, max_size=8).map(lambda seed: PAGE[:4000] + seed + PAGE[4008:]),
            st.binary(min_size=64, max_size=64).map(lambda seed: bytes((a * 7 + b) & 255 for a in seed for b in seed * 2) * 20),
        ),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def packer() -> Iterator[Packer]:
    made = Packer()
    yield made
    made.close()


def pack(packer: Packer, raw: bytes, level: Level) -> Packed:
    return asyncio.run(packer.pack(raw, level, probing=True))


@given(batches, st.sampled_from([0, LOG]), st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_what_comes_out_is_what_went_in_through_changes_of_level_and_connection(
    packer: Packer, sent: list[tuple[Level, bytes]], window_log: int, cut: int
) -> None:
    packer.begin(window_log)
    other_end = Decompressor(window_log)
    for number, (level, raw) in enumerate(sent):
        if number == cut:  # a new connection: neither end knows anything of the old one
            packer.begin(window_log)
            other_end = Decompressor(window_log)
        packed = pack(packer, raw, level)
        assert other_end.expand(packed.data, packed.codec, len(raw)) == raw


def test_an_end_that_knows_no_long_window_never_gets_one(packer: Packer) -> None:
    packer.begin(0)
    packed = pack(packer, PAGE * 10, Level.STRONG)
    assert packed.codec is Codec.ZSTD
    assert zstandard.ZstdDecompressor().decompress(packed.data) == PAGE * 10  # as servers before this codec read it


def test_what_was_sent_before_is_not_sent_again(packer: Packer) -> None:
    packer.begin(LOG)
    noise = zstandard.ZstdCompressor(level=LEVEL).compress(b"".join(str(n * n).encode() for n in range(60_000)))
    first = pack(packer, noise, Level.STRONG)
    again = pack(packer, noise, Level.STRONG)
    assert len(first.data) > 0.9 * len(noise)
    assert len(again.data) < 0.01 * len(noise)


def test_a_batch_of_the_long_stream_is_useless_without_those_before_it() -> None:
    sender = LongCompressor(LOG)
    sender.compress(PAGE)
    later = sender.compress(PAGE)
    with pytest.raises(DataError) as refused:
        LongDecompressor(LOG).expand(later, len(PAGE))
    assert refused.value.reason == "CORRUPT_BATCH"


def test_a_long_stream_that_was_not_agreed_upon_is_refused() -> None:
    with pytest.raises(DataError, match="none was agreed upon"):
        Decompressor(0).expand(LongCompressor(LOG).compress(PAGE), Codec.ZSTD_LONG, len(PAGE))


def test_a_window_larger_than_agreed_is_refused_before_it_is_made() -> None:
    with pytest.raises(DataError, match="asks for a window of 16777216 bytes, 1048576 were agreed upon"):
        LongDecompressor(LOG).expand(LongCompressor(24).compress(PAGE), len(PAGE))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_batch_never_passes_as_something_else_and_longer(data: st.DataObject) -> None:
    raw = PAGE * 6
    packed = bytearray(LongCompressor(LOG).compress(raw))
    for _ in range(data.draw(st.integers(1, 3))):
        packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(packed)))
    damaged = bytes(packed[:cut]) if data.draw(st.booleans()) else bytes(packed)
    try:
        came = LongDecompressor(LOG).expand(damaged, len(raw))
    except DataError:
        return
    assert len(came) == len(raw)  # the CRC-32C of the records is what finds a changed byte of content


def bomb(codec: Codec) -> bytes:
    """A gigabyte of zeros in some ten kilobytes."""
    if codec is Codec.ZSTD:
        return zstandard.ZstdCompressor(level=1, write_content_size=True).compress(bytes(256 << 20))
    head = LongCompressor(LOG).compress(b"x")
    return head + ((131_072 << 3 | 1 << 1).to_bytes(3, "little") + b"\0") * 8192


@pytest.mark.parametrize("codec", [Codec.ZSTD, Codec.ZSTD_LONG])
def test_a_bomb_is_refused_without_being_expanded(codec: Codec) -> None:
    hostile = bomb(codec)
    end = Decompressor(LOG)
    tracemalloc.start()
    try:
        with pytest.raises(DataError) as refused:
            end.expand(hostile, codec, 1 << 20)
        assert refused.value.reason == "CORRUPT_BATCH"
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_data_after_the_end_of_a_piece_is_refused() -> None:
    packed = zstandard.ZstdCompressor(level=1).compress(PAGE)
    with pytest.raises(DataError) as refused:
        Decompressor().expand(packed + packed, Codec.ZSTD, len(PAGE))
    assert refused.value.reason == "CORRUPT_BATCH"


@pytest.mark.parametrize(("available", "log"), [(8 << 30, 27), (2 << 30, 27), ((2 << 30) - 1, 26), (16 << 20, 20), (15 << 20, 0), (0, 0)])
def test_the_window_is_what_memory_allows(available: int, log: int) -> None:
    assert affordable_window_log(available) == log


def test_content_that_does_not_shrink_is_looked_at_now_and_then(packer: Packer) -> None:
    packer.begin(0)
    before = packer.processor_s
    assert {pack(packer, PAGE, Level.OFF).codec for _ in range(40)} == {Codec.RAW}
    assert packer.saved_ratio > 0.5
    assert packer.processor_s > before
