"""What servers say, told in another language: patterns, sentences within sentences, and what is not known."""

import re

import pytest

from tests.fakes.server_sentences import Template, event_kinds, templates
from twinhelm_client.bridge.language import Language
from twinhelm_client.domain import language
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.phrases import PHRASES
from twinhelm_client.models.event_history import kind_word

# Pieces of longer sentences, and texts that no person reads; each is named here on purpose.
PIECES = frozenset(
    {
        " (everything is compared because \0)",
        " and \0 more",
        " and full in \0 at this rate",
        " beside \0",
        ", where \0 leads to",
        "The folder",
        "\0 free of \0",
        "\0 in \0",
        "\0 min",
        "\0 is \0",
        "\0 is a folder on \0\0",
        "\0 kbit/s",
        "\0, \0 bytes",
        "\0 of \0",
        "\0, but \0",
        "\0; pair \0",
        "a password that nobody has",
        "at least ",
        "else \0",
        "goes on",
        "host \0",
        "is not a regular file",
        "kind \0",
        "name \0 \0",
        "not bound",
        "only \0",
        "opcode \0",
        "the \0",
        "without \0",
    }
)


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
    for phrase in PHRASES:
        numbers = [int(n) for n in re.findall(r"\{(\d)\}", phrase)]
        assert numbers == list(range(len(numbers))), phrase


def with_values(template: Template) -> str:
    """Put something into each place that cannot be taken for a word."""
    pieces = template.text.split("\0")
    return "".join(f"{piece}⟦{number}⟧" for number, piece in enumerate(pieces[:-1])) + pieces[-1]


def test_there_is_german_for_every_sentence_that_a_server_may_send():
    """A new sentence of the node needs its pattern in domain/phrases*.py and its German in the .ts file (see CONTRIBUTING)."""
    looked_up: list[str] = []

    def told(_context: str, source: str) -> str:
        looked_up.append(source)
        return re.sub(r"[A-Za-z]", "", source)  # what is translated has no English letter left

    language.speak(told)
    try:
        without = []
        for template in templates():
            left = said(with_values(template).strip())
            if template.text not in PIECES and re.search(r"[A-Za-z]{3,}", left):
                without.append(f"{template.where}: {template.text}".replace("\0", "{}"))
    finally:
        language.speak(None)
    assert without == []
    assert len(looked_up) > 400


@pytest.fixture
def german(qapp):
    spoken = Language(qapp)
    spoken.speak("de")
    yield
    spoken.speak("en")


@pytest.mark.parametrize(
    ("english", "german_words"),
    [
        ("the set data is out of sync on castor: the active no longer holds sequence 7", "nicht synchron"),
        ("the set data is out_of_sync on castor", "nicht synchron"),
        ("the set data is checking: wait for the copy", "in Prüfung: warten Sie auf die Kopie"),
        ("sets are added on the active; castor is passive, ask pollux", "castor ist passiv, fragen Sie pollux"),
        ("castor is promoting; ask pollux for the switchover", "castor ist beim Übernehmen"),
        ("The connection to pollux over link hb0 was interrupted; it is made again by itself.", "wurde unterbrochen; sie wird von selbst"),
        ("anna made the token 1f2e3d4c for otto, valid for 30 days", "hat das Token 1f2e3d4c für otto erzeugt"),
        (
            "heartbeat lost 2.6 s ago on hb0, but pollux is not ready: its replicator has not reported yet",
            "Heartbeat vor 2,6 s verloren auf hb0, aber pollux ist nicht bereit: sein Replikator hat sich noch nicht gemeldet",
        ),
    ],
)
def test_states_and_sentences_within_sentences_are_german_words(german, english, german_words):
    assert german_words in said(english)


def test_a_user_called_active_stays_who_he_is(german):
    assert said("active signed in") == "active hat sich angemeldet"
    assert said("anna removed the user running") == "anna hat den Benutzer running entfernt"


def test_every_kind_of_event_has_a_word(german):
    kinds = {kind for kind in event_kinds() if kind_word(kind) == kind.replace("_", " ")}
    assert kinds <= {"link"}, "words that German writes like English"
