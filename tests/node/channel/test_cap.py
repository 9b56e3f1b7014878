"""The cap: no more leaves than the schedule allows, whatever the sizes; a change is felt at once."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from twinhelm_node.channel.economy.cap import FRAMES_BYTES, FRAMES_RATIO, Allowance, Cap
from twinhelm_node.domain.bandwidth import parse_schedule

RATE = 1_000_000.0


@settings(deadline=None)
@given(st.lists(st.integers(1, 1_500_000), min_size=1, max_size=60), st.floats(0, 5))
def test_over_any_time_no_more_leaves_than_the_cap_and_one_batch(sizes: list[int], pause_s: float) -> None:
    allowance, now_s, left = Allowance(), 1000.0, 0
    began_s = now_s
    for number, size in enumerate(sizes):
        while wait_s := allowance.wait_s(now_s, RATE):
            now_s += wait_s
        allowance.take(size)
        left += size
        assert left <= (now_s - began_s) * RATE + 0.1 * RATE + size + 1
        if number == len(sizes) // 2:
            now_s += pause_s  # what was not used does not add up


def test_an_idle_hour_buys_no_burst() -> None:
    allowance = Allowance()
    assert allowance.wait_s(0, RATE) == 0
    assert allowance.wait_s(3600, RATE) == 0
    allowance.take(600_000)
    assert allowance.wait_s(3600, RATE) == 0.5


async def test_without_a_cap_nothing_waits() -> None:
    cap = Cap()
    for _ in range(1000):
        await cap.leave(1 << 30)


async def test_a_change_lets_go_who_waits() -> None:
    cap = Cap(parse_schedule("64kbit"))
    await cap.leave(4 << 20)  # paid back in some ten minutes
    waiting = asyncio.ensure_future(cap.leave(1))
    await asyncio.sleep(0)
    assert not waiting.done()
    cap.change(parse_schedule(""))
    async with asyncio.timeout(20):
        await waiting


async def test_the_hour_decides() -> None:
    now = [(0, 9 * 60)]
    cap = Cap(parse_schedule("08:00-18:00 64kbit, else unlimited"), lambda: now[0])
    assert cap.bytes_per_s() == 8_000
    await cap.leave(4 << 20)
    waiting = asyncio.ensure_future(cap.leave(1))
    await asyncio.sleep(0)
    assert not waiting.done()
    now[0] = (0, 18 * 60)
    async with asyncio.timeout(20):
        await waiting
    assert cap.bytes_per_s() == 0


async def test_two_sets_share_the_cap_of_the_pair() -> None:
    cap = Cap(parse_schedule("8mbit"))
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    size = 40_000
    await asyncio.gather(*(cap.leave(size) for _ in range(6)))
    # whatever their order: all but one, and the burst, have waited for their turn
    least_s = (5 * (size * FRAMES_RATIO + FRAMES_BYTES) - 0.1 * 1e6) / 1e6
    assert loop.time() - began_s >= 0.9 * least_s
