"""What the demo concludes: outage, lost commits, voices."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.lab.demo_evidence import Commit, Frame, UnsafeQueue, lost, only_unsafe_lost, outage_s, parse_commits, speakers

SECOND = 1_000_000_000


def commits(*seconds: float) -> tuple[Commit, ...]:
    return tuple(Commit(number, int(at * SECOND), int((1000 + at) * SECOND)) for number, at in enumerate(seconds))


def test_the_outage_is_the_longest_pause_after_the_fault() -> None:
    assert outage_s(commits(1, 9, 10, 10.25, 13.25, 13.5), 10 * SECOND) == 3.0


def test_a_pause_before_the_fault_is_not_the_outage() -> None:
    assert outage_s(commits(1, 9, 10, 10.5), 9 * SECOND + 1) == 1.0


def test_without_a_commit_after_the_fault_the_outage_is_unknown() -> None:
    assert outage_s(commits(1, 2, 3), 4 * SECOND) is None
    assert outage_s(commits(5, 6), 4 * SECOND) is None


def test_lost_commits_are_those_without_a_row() -> None:
    assert [commit.number for commit in lost(commits(1, 2, 3), {0, 2, 7})] == [1]


def test_a_lost_commit_older_than_the_unsafe_queue_is_a_failure() -> None:
    missing = commits(5)
    assert only_unsafe_lost(missing, UnsafeQueue(3, 1004 * SECOND))
    assert not only_unsafe_lost(missing, UnsafeQueue(3, 1006 * SECOND))
    assert not only_unsafe_lost(missing, UnsafeQueue(0, 0))
    assert only_unsafe_lost((), UnsafeQueue(0, 0))


def test_a_line_cut_short_is_left_out() -> None:
    assert [commit.number for commit in parse_commits(["2 20 20\n", "1 10 10\n", "3 30 3"])] == [1, 2]


def test_probes_are_no_voice() -> None:
    frames = [Frame(3, "pollux", False), Frame(1, "castor", False), Frame(2, "pollux", True), Frame(4, "pollux", False)]
    assert speakers(frames) == ("castor", "pollux")


@given(st.lists(st.sampled_from(["castor", "pollux"]), max_size=30))
def test_speakers_never_repeat_and_keep_the_order(names: list[str]) -> None:
    order = speakers(Frame(at, name, False) for at, name in enumerate(names))
    assert all(one != next_one for one, next_one in itertools.pairwise(order))
    expected = [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]
    assert list(order) == expected
