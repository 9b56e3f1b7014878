"""What a round concludes: each judgement can find something, and finds nothing where nothing is."""

import pytest

from tests.torture.evidence import Order, commits_prefix, lost_commits, order_prefix, voices
from tests.torture.plan import Fault, plan_round
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_evidence import Commit, UnsafeQueue

COMMITS = tuple(Commit(number, number * 10, number * 10) for number in range(20))


def test_a_round_is_the_same_whenever_it_is_drawn() -> None:
    assert [plan_round(7, number) for number in (3, 9)] == [plan_round(7, number) for number in range(12)][3::6]
    assert {plan_round(7, number).fault for number in range(400)} == set(Fault)
    assert {plan_round(7, number, (Fault.SWITCHOVER,)).fault for number in range(9)} == {Fault.SWITCHOVER}


@pytest.mark.parametrize(
    ("mode", "generations", "unsafe", "word"),
    [
        (Mode.ASYNC, 1, UnsafeQueue(5, 140), ""),
        (Mode.ASYNC, 1, UnsafeQueue(5, 160), "older"),
        (Mode.ASYNC, 1, UnsafeQueue(0, 0), "nothing was left"),
        (Mode.ASYNC, 0, UnsafeQueue(5, 140), "no role changed"),
        (Mode.DURABLE, 1, UnsafeQueue(5, 140), "durable"),
    ],
)
def test_lost_commits_are_forgiven_only_if_they_were_never_sent(mode: Mode, generations: int, unsafe: UnsafeQueue, word: str) -> None:
    assert lost_commits((), mode=mode, generations=generations, unsafe=unsafe) == ""
    said = lost_commits(COMMITS[15:], mode=mode, generations=generations, unsafe=unsafe)
    assert bool(said) == bool(word)
    assert word in said


def test_only_the_end_of_what_a_connection_confirmed_may_be_missing() -> None:
    assert commits_prefix(COMMITS, {16, 17, 18}, workers=2, generations=1) == ""
    assert commits_prefix(COMMITS, {4}, workers=2, generations=1) == ""  # the end before a takeover
    assert "connection 0 has 2 holes" in commits_prefix(COMMITS, {4, 8}, workers=2, generations=1)
    assert "connection 1 has 1 holes" in commits_prefix(COMMITS, {5}, workers=2, generations=0)


@pytest.mark.parametrize(
    ("order", "sound"),
    [
        (Order((), ()), True),
        (Order((7, 7, 7), (7,)), True),
        (Order((8, 7, 7), (7,)), True),
        (Order((8, 8, 7), (8,)), True),
        (Order((7, 8, 7), (7,)), False),
        (Order((9, 8, 7), (8,)), False),
        (Order((8, 8, 7), (9,)), False),
        (Order((8, 8, 7), ()), False),
        (Order((8, 8, 7), (7, 8)), False),
    ],
)
def test_counters_written_in_order_tell_whether_a_moment_was_like_that(order: Order, sound: bool) -> None:
    assert (order_prefix(order) == "") == sound


def test_the_voice_changes_with_the_generation() -> None:
    assert voices(("castor",), generations=0, dropped=0) == ""
    assert voices(("castor", "pollux"), generations=1, dropped=0) == ""
    assert "changed 2 times" in voices(("castor", "pollux", "castor"), generations=1, dropped=0)
    assert "not seen" in voices(("castor",), generations=0, dropped=3)
