"""When a queue will be full, and how urgent that is: an hour of filling in milliseconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.domain.queue_fill import FillAlarm
from twinhelm_node.health.queue_forecast import Forecast, next_alarm

GIB = 1024**3


def seen(forecast: Forecast, seconds: int, room: int, rate: int, start: int = 0) -> int:
    for second in range(seconds):
        forecast.add(float(start + second), room)
        room -= rate
    return room


def test_it_tells_when_a_steady_stream_fills_it():
    forecast = Forecast()
    assert forecast.time_to_full_s() is None
    room = seen(forecast, 31, 8 * GIB, 10_000_000)
    assert forecast.time_to_full_s() == pytest.approx((room + 10_000_000) / 10_000_000)


def test_a_burst_is_no_forecast_and_an_emptying_queue_neither():
    forecast = Forecast()
    room = seen(forecast, 4, GIB, 100_000_000)
    assert forecast.time_to_full_s() is None
    seen(forecast, 40, room, -100_000_000, start=4)
    assert forecast.time_to_full_s() is None


def test_only_the_last_half_minute_counts():
    forecast = Forecast()
    room = seen(forecast, 60, 8 * GIB, 50_000_000)
    seen(forecast, 40, room, 0, start=60)
    assert forecast.time_to_full_s() is None


def test_a_new_limit_begins_anew():
    forecast = Forecast()
    seen(forecast, 31, GIB, 1_000_000)
    forecast.begin_anew()
    assert forecast.time_to_full_s() is None


def story(*steps: tuple[float, float | None]) -> list[FillAlarm]:
    levels, now = [], FillAlarm.NORMAL
    for ratio, time_s in steps:
        now = next_alarm(now, ratio, time_s)
        levels.append(now)
    return levels


def test_levels_rise_at_their_thresholds_and_fall_well_below():
    assert story((0.49, None), (0.5, None), (0.45, None), (0.39, None)) == [
        FillAlarm.NORMAL, FillAlarm.NOTICE, FillAlarm.NOTICE, FillAlarm.NORMAL,
    ]  # fmt: skip
    assert story((0.96, None), (0.86, None), (0.84, None), (0.71, None), (0.69, None), (0.1, None)) == [
        FillAlarm.CRITICAL, FillAlarm.CRITICAL, FillAlarm.WARNING, FillAlarm.WARNING, FillAlarm.NOTICE, FillAlarm.NORMAL,
    ]  # fmt: skip


def test_what_will_be_full_soon_counts_before_it_is():
    assert story((0.06, 3000.0), (0.06, 500.0), (0.06, 1100.0), (0.06, 1300.0), (0.06, 8000.0)) == [
        FillAlarm.NOTICE, FillAlarm.WARNING, FillAlarm.WARNING, FillAlarm.NOTICE, FillAlarm.NORMAL,
    ]  # fmt: skip
    assert story((0.01, 30.0)) == [FillAlarm.NORMAL], "a burst into an empty queue"


def test_lost_changes_are_critical_whatever_the_length():
    assert next_alarm(FillAlarm.NORMAL, 0.0, None, lost=True) is FillAlarm.CRITICAL


@given(st.lists(st.floats(0, 1.2), min_size=1, max_size=50), st.floats(0.01, 0.09))
def test_a_small_trembling_never_rings_twice(ratios, tremble):
    """Hysteresis: around any length, ups and downs of less than a tenth change the level at most once."""
    for ratio in ratios:
        now = next_alarm(FillAlarm.NORMAL, ratio, None)
        for _ in range(4):
            up = next_alarm(now, ratio + tremble, None)
            now = next_alarm(up, ratio, None)
            assert now is up
