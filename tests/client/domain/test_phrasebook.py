"""What servers say, told in another language: patterns, sentences within sentences, and what is not known."""

import pytest

from twinhelm_client.domain import language
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.phrases import PHRASES


@pytest.fixture
def shouted():
    """A language in which every sentence is the English one in capitals; placeholders have no letters."""
    language.speak(lambda _context, source: source.upper())
    yield
    language.speak(None)


def test_in_english_nothing_is_touched():
    assert said("castor became active in generation 8: a reason") == "castor became active in generation 8: a reason"


def test_values_stay_and_words_change(shouted):
    assert said("heartbeat on 2 of 3 links") == "HEARTBEAT ON 2 OF 3 LINKS"


def test_a_sentence_within_a_sentence(shouted):
    sentence = (
        "castor is taking over in generation 8: heartbeat lost 2.6 s ago on hb0, hb1; the arbiter agrees: gateway 10.0.0.1 does not answer"
    )
    assert said(sentence) == (
        "castor IS TAKING OVER IN GENERATION 8: HEARTBEAT LOST 2.6 s AGO ON hb0, hb1; THE ARBITER AGREES: GATEWAY 10.0.0.1 DOES NOT ANSWER"
    )


def test_the_full_stop_is_kept(shouted):
    assert said("A switchover is under way.") == "A SWITCHOVER IS UNDER WAY."


def test_what_is_not_known_is_shown_as_it_came(shouted):
    assert said("a newer server says something new") == "a newer server says something new"
    assert said("") == ""


def test_the_most_particular_pattern_wins(shouted):
    assert said("heartbeat on 1 of 2 links: hb1 is down") == "HEARTBEAT ON 1 OF 2 LINKS: hb1 IS DOWN"


def test_placeholders_count_up_from_zero():
    import re

    for phrase in PHRASES:
        numbers = [int(n) for n in re.findall(r"\{(\d)\}", phrase)]
        assert numbers == list(range(len(numbers))), phrase
