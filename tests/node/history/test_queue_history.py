"""The rings of the queue history, compared with keeping everything."""

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.domain.status import QueueStatus, SetState, SetStatus
from twinhelm_node.history.queue_history import ALL_SETS, QueueHistory


def status(name, entries, rate=0.0):
    queue = QueueStatus(entries, entries * 10, float(entries))
    return SetStatus(name, f"/srv/{name}", SetState.SYNCHRONIZED, unsafe_queue=queue, captured_bytes_per_s=rate)


def test_a_minute_has_a_sample_a_second_oldest_first():
    history = QueueHistory()
    for second in range(200):
        history.record([status("data", second)], now=1000.0 + second, at_ns=second)
    samples = history.samples("data", 30, now=1199.0)
    assert [sample.unsafe_queue.entries for sample in samples] == list(range(168, 200))
    assert len(history.samples("data", 60, now=1199.0)) in {61, 62}


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=400))
def test_a_peak_is_never_lost_in_a_wider_ring(entries):
    history = QueueHistory()
    for second, value in enumerate(entries):
        history.record([status("data", value)], now=float(second), at_ns=second)
    for window_s in (3600, 86400):
        samples = history.samples("data", window_s, now=float(len(entries)))
        assert max(sample.unsafe_queue.entries for sample in samples) == max(entries)
        assert [sample.at_ns for sample in samples] == sorted(sample.at_ns for sample in samples)


def test_all_sets_are_added_up_and_forgotten_ones_leave():
    history = QueueHistory()
    history.record([status("a", 2, 5.0), status("b", 3, 7.0)], now=0.0, at_ns=0)
    (total,) = history.samples(ALL_SETS, 60, now=0.0)
    assert (total.unsafe_queue, total.captured_bytes_per_s) == (QueueStatus(5, 50, 3.0), 12.0)
    history.record([status("b", 3)], now=1.0, at_ns=1)
    assert not history.knows("a")
    assert history.samples("a", 60, now=1.0) == ()


def test_a_day_stays_small():
    history = QueueHistory()
    for second in range(0, 200_000, 7):
        history.record([status("data", 1)], now=float(second), at_ns=second)
    assert len(history.samples("data", 86400, now=200_000.0)) <= 1442
    assert len(history.samples("data", 3600, now=200_000.0)) <= 722
