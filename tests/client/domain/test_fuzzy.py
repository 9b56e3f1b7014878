"""A few letters find the right line first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_client.domain.fuzzy import best_first, score

LINES = ["Overview", "Replication", "Switch over…", "Dark theme", "Light theme", "Keyboard shortcuts", "Connect to another pair…"]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("ov", "Overview"),
        ("so", "Switch over…"),
        ("rep", "Replication"),
        ("dt", "Dark theme"),
        ("ks", "Keyboard shortcuts"),
        ("REPL", "Replication"),
    ],
)
def test_beginnings_of_words_win(wanted, first):
    assert best_first(wanted, LINES, LINES)[0] == first


def test_what_has_not_every_letter_is_not_found():
    assert best_first("xyz", LINES, LINES) == []
    assert score("oo", "Overview") is None


def test_nothing_wanted_keeps_the_order():
    assert best_first("  ", LINES, LINES) == LINES


@given(st.text(max_size=12), st.text(max_size=40))
def test_found_exactly_when_the_letters_come_in_this_order(wanted, text):
    letters, where = wanted.casefold().replace(" ", ""), text.casefold()
    rest = iter(where)
    assert (score(wanted, text) is not None) == all(letter in rest for letter in letters)
