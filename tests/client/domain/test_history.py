"""The graphs: one minute in the console's own time, one day in buckets."""

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_client.domain.history import QueueWindow, axis_top, day_buckets
from twinhelm_client.domain.pair import QueueSample, QueueStatus


def sample(at_s: float, age_s: float = 0.0, rate: float = 0.0) -> QueueSample:
    return QueueSample(at_s, QueueStatus(1, 1, age_s), QueueStatus(1, 1, age_s / 2), rate)


def test_a_servers_history_ends_now_whatever_its_clock_says():
    window = QueueWindow()
    window.fill([sample(5_000, 1.0), sample(5_010, 2.0)], now_s=100)
    assert [(p.at_s, p.unsafe_age_s, p.safe_age_s) for p in window.points()] == [(90, 1.0, 0.5), (100, 2.0, 1.0)]


def test_the_new_actives_history_does_not_erase_what_was_seen_before():
    window = QueueWindow()
    for second in range(10):
        window.add(second, QueueStatus(1, 1, 1.0), QueueStatus())
    window.fill([sample(70.0, 9.0), sample(72.0, 9.0)], now_s=20)
    assert [p.at_s for p in window.points()] == [*range(10), 18, 20]


def test_only_the_window_is_kept():
    window = QueueWindow(window_s=60)
    for second in range(200):
        window.add(float(second), QueueStatus(), QueueStatus())
    assert window.points()[0].at_s == 139
    assert len(window.points()) == 61


@given(st.lists(st.floats(0, 1000)))
def test_points_are_always_in_order(moments):
    window = QueueWindow()
    for moment in moments:
        window.add(moment, QueueStatus(), QueueStatus())
    times = [p.at_s for p in window.points()]
    assert times == sorted(set(times))


@given(st.floats(0, 1e9))
def test_the_axis_always_holds_the_highest_point(highest):
    assert axis_top(highest) >= max(1.0, highest)


def test_axis_steps():
    assert [axis_top(v) for v in (0, 1, 1.2, 4.9, 7, 42, 93)] == [1, 1, 2, 5, 10, 50, 100]


def test_day_buckets_leave_out_what_was_not_measured():
    buckets = day_buckets([sample(86_400 - 1, rate=4.0), sample(86_400 - 2, rate=2.0), sample(-5, rate=9.0)], now_s=86_400, count=24)
    assert buckets[-1] == 3.0
    assert set(buckets[:-1]) == {None}
