"""The samples of a window, compared with a plain list, and the figures of sets."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_client.domain.pair import QueueSample, QueueStatus
from twinhelm_client.domain.queue_head import QueueEntry, shown_names, shown_path
from twinhelm_client.domain.replication import ALL_SETS, Metric, Series, Value, chosen, figures, most_waiting, sample_of
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair


def sample(at_s: float, age_s: float = 0.1) -> QueueSample:
    return QueueSample(at_s, QueueStatus(1, 10, age_s), QueueStatus(), 1.0, 2.0, 3.0)


def test_history_goes_before_what_was_seen_live() -> None:
    series = Series(60.0, 0.5)
    series.add(sample(100.0))
    series.fill([sample(99.0), sample(100.5), sample(30.0)])
    assert [s.at_s for s in series.samples] == [99.0, 100.0]


def test_what_another_server_remembers_fills_the_gaps_and_replaces_nothing() -> None:
    series = Series(60.0, 0.5)
    for at_s in (100.0, 100.5, 110.0):
        series.add(sample(at_s, 0.7))
    series.fill([sample(at_s, 0.2) for at_s in (99.0, 100.2, 104.0, 108.0, 111.0)])
    assert [(s.at_s, s.unsafe_queue.oldest_age_s) for s in series.samples] == [
        (99.0, 0.2), (100.0, 0.7), (100.5, 0.7), (104.0, 0.2), (108.0, 0.2), (110.0, 0.7),
    ]  # fmt: skip


def test_a_step_keeps_its_worst() -> None:
    series = Series(3600.0, 5.0)
    for at_s, age_s in ((0.0, 0.1), (5.0, 0.2), (6.0, 9.0), (7.0, 0.3), (10.0, 0.4)):
        series.add(sample(at_s, age_s))
    assert [(s.at_s, s.unsafe_queue.oldest_age_s) for s in series.samples] == [(0.0, 0.1), (5.0, 0.2), (7.0, 9.0), (10.0, 0.4)]


@given(st.lists(st.floats(0.1, 8.0), min_size=1, max_size=60))
def test_whatever_the_rhythm_the_window_is_kept_and_no_peak_is_lost(gaps) -> None:
    series, at_s, seen = Series(30.0, 2.0), 0.0, []
    for number, gap in enumerate(gaps):
        at_s += gap
        seen.append((at_s, float(number % 7)))
        series.add(sample(*seen[-1]))
    kept = series.samples
    assert kept[-1].at_s == at_s
    assert all(s.at_s >= at_s - 30.0 for s in kept)
    assert [s.at_s for s in kept] == sorted(s.at_s for s in kept)
    first = kept[0].at_s
    assert max(s.unsafe_queue.oldest_age_s for s in kept) >= max(age for at, age in seen if at >= first)


def test_another_clock_is_noticed() -> None:
    series = Series(60.0, 0.5)
    assert series.add(sample(100.0))
    assert not series.add(sample(50.0))
    assert [s.at_s for s in series.samples] == [50.0]


def test_a_silence_is_a_gap_and_the_cursor_finds_what_was_measured() -> None:
    series = Series(60.0, 0.5)
    for at_s in (10.0, 10.5, 30.0):
        series.add(sample(at_s, at_s))
    xs, ys = series.line(Value("unsafe", Metric.AGE), 40.0)
    assert xs == [-30.0, -29.5, -29.5, -10.0]
    assert [y if y == y else None for y in ys] == [10.0, 10.5, None, 30.0]  # noqa: PLR0124  nan differs from itself
    assert series.nearest(29.0).at_s == 30.0
    assert series.nearest(20.0) is None


def test_sets_and_their_total() -> None:
    status = scenes.healthy(DemoPair(1.8e9))
    assert [f.name for f in figures(status)] == ["data"]
    two = replace(status, sets=(status.sets[0], replace(status.sets[0], name="mail", unsafe_queue=QueueStatus(7, 70, 9.0))))
    data, mail, together = figures(two)
    assert (data.name, mail.name, together.name) == ("data", "mail", ALL_SETS)
    assert together.unsafe.entries == data.unsafe.entries + 7
    assert together.unsafe.oldest_age_s == 9.0
    assert data.saved_ratio is not None
    assert chosen(two, "gone") == together
    assert most_waiting(two) == "mail"
    assert sample_of(two, "mail").unsafe_queue.entries == 7


def test_names_of_any_bytes_are_shown() -> None:
    assert shown_path("grüße/日本".encode()) == "grüße/日本"
    assert shown_path(b"gr\xfc\xdfe\n\x1b[31m") == r"gr\xfc\xdfe\n\x1b[31m"
    assert shown_names(QueueEntry(1, 1, "rename", b"a", b"b")) == "a → b"
    assert shown_names(QueueEntry(1, 1, "times", b"")) == "(the folder itself)"
