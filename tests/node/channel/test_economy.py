"""How much may be on its way, and in batches of which size: little on a slow link, so that it stays quick."""

import asyncio
import random
from collections.abc import Iterator

import pytest

from twinhelm_node.channel.economy.cap import Cap
from twinhelm_node.channel.economy.economy import Economy
from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.economy import Compression, Level

MBIT = 125_000


class Subject:
    def __init__(self, cap: str = "") -> None:
        self.own, self.shared = Cap(parse_schedule(cap)), Cap()
        self.economy = Economy(Compression.AUTO, self.own, self.shared, lambda: 20)
        self.now_s = self.held_s = 0.0

    def carry(self, bytes_per_s: float, delay_s: float, seconds: float = 3.0) -> None:
        """A link that is held busy."""
        for _ in range(round(seconds / 0.05)):
            self.now_s += 0.05
            self.economy.acknowledged(self.now_s, int(bytes_per_s * 0.05), delay_s=delay_s, waiting=True)

    def choose(self, seconds: float = 5.0, held_ratio: float = 1.0) -> Level:
        for _ in range(round(seconds / 0.2)):
            self.now_s += 0.2
            self.held_s += 0.2 * held_ratio
            self.economy.sample(self.now_s, 1_000_000, self.held_s)
        return self.economy.status().level


@pytest.fixture
def subject() -> Iterator[Subject]:
    made = Subject()
    yield made
    made.economy.close()


def test_a_link_that_is_not_known_gets_one_mebibyte_at_first(subject: Subject) -> None:
    assert subject.economy.under_way_bytes == subject.economy.batch_bytes == 1 << 20


def test_a_slow_link_holds_a_third_of_a_second_at_most(subject: Subject) -> None:
    subject.carry(10 * MBIT, delay_s=0.03)
    assert 256 * 1024 <= subject.economy.under_way_bytes < 0.4 * 10 * MBIT
    assert subject.economy.batch_bytes <= 10 * MBIT


def test_a_long_fast_link_gets_what_its_round_trip_needs(subject: Subject) -> None:
    subject.carry(1000 * MBIT, delay_s=0.2)
    assert subject.economy.under_way_bytes == 8 << 20
    assert subject.economy.batch_bytes == 1 << 20


def test_a_link_whose_window_is_too_small_shows_that_it_carries_more(subject: Subject) -> None:
    window, sizes = subject.economy.under_way_bytes, []
    for _ in range(12):
        subject.carry(window / 0.3, delay_s=0.3)  # one window for each round trip: the window is the limit
        window = subject.economy.under_way_bytes
        sizes.append(window)
    assert sizes == sorted(sizes)
    assert sizes[-1] == 8 << 20


def test_it_knows_what_goes_across_in_a_while(subject: Subject) -> None:
    assert subject.economy.carried_bytes(2.0) == float("inf")
    subject.carry(10 * MBIT, delay_s=0.03)
    subject.own.change(parse_schedule("1mbit"))  # the lower of both
    assert subject.economy.carried_bytes(2.0) == pytest.approx(2 * MBIT / 0.02)  # nothing was compressed yet: it hopes
    asyncio.run(subject.economy.pack(random.Random(1).randbytes(100_000)))
    assert subject.economy.carried_bytes(2.0) == pytest.approx(2 * MBIT, rel=0.01)


def test_a_cap_makes_batches_small_before_the_link_is_known() -> None:
    subject = Subject("1mbit")
    assert subject.economy.batch_bytes <= MBIT
    subject.economy.close()


def test_the_level_follows_the_link_and_the_setting(subject: Subject) -> None:
    assert subject.choose() is Level.FAST
    subject.carry(10 * MBIT, delay_s=0.03)
    assert subject.choose() is Level.STRONG
    subject.economy.set(Compression.OFF)
    assert subject.economy.status().level is Level.OFF  # without waiting for a sample


def test_a_link_that_nothing_waits_for_any_more_gets_less_work_from_the_processor(subject: Subject) -> None:
    subject.carry(100 * MBIT, delay_s=0.03)
    assert subject.choose() is Level.STRONG
    assert subject.choose(20, held_ratio=0.01) is Level.FAST


async def test_the_figures_are_those_of_what_left(subject: Subject) -> None:
    subject.economy.begin(20)
    subject.economy.set(Compression.STRONG)
    raw = bytes(range(256)) * 400
    packed = await subject.economy.pack(raw)
    await subject.economy.leave(len(packed.data))
    status = subject.economy.status()
    assert status.window_bytes == 1 << 20
    assert status.saved_ratio == 1 - len(packed.data) / len(raw)
    assert (subject.economy.raw_bytes_total, subject.economy.sent_bytes_total) == (len(raw), len(packed.data))


async def test_both_caps_hold_and_the_lower_one_is_shown(subject: Subject) -> None:
    subject.own.change(parse_schedule("1mbit"))
    subject.shared.change(parse_schedule("64kbit"))
    assert (subject.economy.status().cap_bytes_per_s, subject.economy.status().cap) == (8_000, "1mbit; pair 64kbit")
    await subject.economy.leave(1 << 20)
    waiting = asyncio.ensure_future(subject.economy.leave(1))
    await asyncio.sleep(0)
    subject.own.change(parse_schedule(""))
    subject.shared.change(parse_schedule(""))
    async with asyncio.timeout(20):
        await waiting
