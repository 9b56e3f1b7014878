"""One pair of the fleet as it is told things, and the order of many."""

from dataclasses import replace

import pytest

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.fleet import LAGS, FleetFilter, FleetPair, FleetWord, arranged, counted
from twinhelm_client.domain.pair import QueueStatus
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair

ENDPOINT = "10.20.0.10:7410"


def heard(scene=scenes.healthy, endpoint=ENDPOINT, site="", name="") -> FleetPair:
    pair = FleetPair(endpoint, site=site)
    pair.hear(scene(DemoPair(1.8e9)), 100.0, 1.8e9)
    pair.name = name or pair.name
    return pair


@pytest.mark.parametrize(
    ("scene", "word"),
    [
        (scenes.healthy, FleetWord.READY),
        (scenes.behind, FleetWord.ATTENTION),
        (scenes.failover, FleetWord.ATTENTION),
        (scenes.alone, FleetWord.BROKEN),
    ],
)
def test_the_word_follows_the_sentence_of_the_pair(scene, word) -> None:
    pair = heard(scene)
    assert pair.word is word
    assert pair.text
    assert pair.known


def word_of(pair: FleetPair) -> FleetWord:
    """Asked anew each time: the word of a pair changes under the same name."""
    return pair.word


def test_a_lost_pair_keeps_when_it_was_heard_and_is_not_shown_as_present() -> None:
    pair = heard()
    pair.follow(Connection(Link.LOST, ENDPOINT, "10.20.0.10:7410 does not answer (timed out)."))
    assert word_of(pair) is FleetWord.LOST
    assert not pair.known
    assert (pair.heard_s, pair.heard_at_s) == (100.0, 1.8e9)
    assert "does not answer" in pair.text
    pair.follow(Connection(Link.CONNECTING, ENDPOINT))
    assert word_of(pair) is FleetWord.LOST, "knocking again is no news"
    pair.follow(Connection(Link.CONNECTED, ENDPOINT))
    pair.hear(scenes.healthy(DemoPair(1.8e9)), 160.0, 1.8e9 + 60)
    assert word_of(pair) is FleetWord.READY


def test_a_pair_that_only_a_person_can_let_in_says_so() -> None:
    pair = FleetPair(ENDPOINT)
    pair.follow(Connection(Link.NOT_TRUSTED_YET, ENDPOINT, "Compare it."))
    assert word_of(pair) is FleetWord.WAITING
    pair.follow(Connection(Link.FINGERPRINT_CHANGED, ENDPOINT, "Nothing was sent to it."))
    assert word_of(pair) is FleetWord.REFUSED


def test_silence_on_an_open_connection_is_noticed() -> None:
    pair = heard()
    assert not pair.silent(104.9)
    assert pair.silent(105.1)
    pair.lose("")
    assert pair.word is FleetWord.LOST
    assert not pair.silent(200.0), "told once"


def test_the_sparkline_is_the_last_minute() -> None:
    pair = FleetPair(ENDPOINT)
    status = scenes.healthy(DemoPair(1.8e9))
    for number in range(LAGS + 5):
        one = replace(status.sets[0], unsafe_queue=QueueStatus(1, 1, float(number)))
        pair.hear(replace(status, sets=(one,)), number, 1.8e9)
    assert pair.lags_s == tuple(float(n) for n in range(5, LAGS + 5))


def test_the_worst_comes_first_and_sites_follow_their_worst_pair() -> None:
    well, behind, alone = (
        heard(name="a", site="Bern"),
        heard(scenes.behind, name="b", site="Wien"),
        heard(scenes.alone, name="c", site="Bern"),
    )
    lost = FleetPair("x:1", name="d", site="Basel", word=FleetWord.LOST)
    pairs = [well, behind, lost, alone]
    assert [p.name for p in arranged(pairs, "state", reverse=False, group=False)] == ["c", "d", "b", "a"]
    assert [p.name for p in arranged(pairs, "state", reverse=False, group=True)] == ["c", "a", "d", "b"]
    assert [p.name for p in arranged(pairs, "name", reverse=True, group=False)] == ["d", "c", "b", "a"]
    assert [p.name for p in arranged(pairs, "lag", reverse=False, group=False)][:2] == ["c", "b"], "the furthest behind first"


def test_filter_and_counts() -> None:
    well, alone = heard(name="erp-zurich", site="Zürich"), heard(scenes.alone, name="mail-bern", site="Bern")
    assert FleetFilter("ERP zürich")(well)
    assert not FleetFilter("erp bern")(well)
    assert FleetFilter(only_restless=True)(alone)
    assert not FleetFilter(only_restless=True)(well)
    assert counted([well, alone, well]) == ((FleetWord.BROKEN, 1), (FleetWord.READY, 2))


@pytest.mark.parametrize("first", [scenes.healthy, scenes.behind, scenes.failover, scenes.alone])
@pytest.mark.parametrize("then", [scenes.healthy, scenes.behind, scenes.failover, scenes.alone])
def test_whatever_came_before_the_word_and_the_words_are_those_of_now(first, then) -> None:
    fresh, told = heard(then), heard(first)
    told.hear(then(DemoPair(1.8e9)), 101.0, 1.8e9)
    assert (told.word, told.text, told.detail, told.active) == (fresh.word, fresh.text, fresh.detail, fresh.active)


@pytest.mark.parametrize(
    ("scene", "brief"),
    [
        (scenes.healthy, "durable: every fsync is on both servers"),
        (scenes.behind, "pollux is 42 s behind and not ready to take over."),
        (scenes.alone, "pollux has not been heard for 94 s."),
        (scenes.failover, "pollux is taking over. castor has not been heard for 3.1 s."),
    ],
)
def test_the_brief_words_leave_out_what_the_columns_say(scene, brief) -> None:
    assert heard(scene).brief == brief


def test_only_the_pairs_in_one_state() -> None:
    pairs = [heard(), heard(scenes.alone), heard(scenes.behind)]
    assert [pair for pair in pairs if FleetFilter(state=FleetWord.BROKEN)(pair)] == [pairs[1]]
