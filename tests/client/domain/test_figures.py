"""Figures, addresses and fingerprints as an administrator reads and types them."""

import pytest

from twinhelm_client.domain import text
from twinhelm_client.domain.connection import Endpoint, parse_endpoint, parse_fingerprint, spaced_fingerprint


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (412_000, "412 kB"), (999_600, "1.0 MB"), (18_400_000, "18.4 MB"), (3.4e9, "3.4 GB")],
)
def test_sizes(value, words):
    assert text.size(value) == words


@pytest.mark.parametrize(
    ("used", "total", "words"),
    [(9.8e9, 16e9, "9.8 of 16 GB"), (470e9, 1000e9, "470 of 1000 GB"), (1.25e12, 20e12, "1.2 of 20 TB"), (512e6, 2e9, "0.5 of 2 GB")],
)
def test_shares(used, total, words):
    assert text.of_total(used, total) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.04, "0.0 s"),
        (0.2, "0.2 s"),
        (9.97, "10 s"),
        (59.6, "60 s"),
        (180, "3 min"),
        (7500, "2 h 5 min"),
        (3600, "1 h"),
        (300_000, "3 days"),
    ],
)
def test_durations(value, words):
    assert text.seconds(value) == words


def test_silence_is_counted_in_whole_seconds():
    assert text.no_data(4.2) == "no data for 4 s"
    assert text.no_data(400) == "no data for 6 min"


def test_counts():
    assert text.count(1, "entry", "entries") == "1 entry"
    assert text.count(21_480, "entry", "entries") == "21\u202f480 entries"


@pytest.mark.parametrize(
    ("typed", "endpoint"),
    [
        ("10.20.0.10:7410", Endpoint("10.20.0.10", 7410)),
        (" erp.example ", Endpoint("erp.example", 7410)),
        ("[fd20::10]:99", Endpoint("fd20::10", 99)),
        ("[fd20::10]", Endpoint("fd20::10", 7410)),
        ("fd20::10", Endpoint("fd20::10", 7410)),
    ],
)
def test_addresses(typed, endpoint):
    assert parse_endpoint(typed) == endpoint
    assert parse_endpoint(str(endpoint)) == endpoint


@pytest.mark.parametrize("typed", ["", ":7410", "host:0", "host:70000", "host:port", "[fd20::10", "[fd20::10]x", "host:٣"])
def test_wrong_addresses_are_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_endpoint(typed)


def test_fingerprints():
    digits = "3f9a" * 16
    assert parse_fingerprint(f"SHA256:{digits.upper()}") == digits
    assert parse_fingerprint(":".join(digits[i : i + 2] for i in range(0, 64, 2))) == digits
    assert parse_fingerprint(spaced_fingerprint(digits)) == digits
    for wrong in ("", digits[:-1], digits[:-1] + "g"):
        with pytest.raises(ValueError, match="64 hexadecimal"):
            parse_fingerprint(wrong)


def test_sentences_break_at_spaces_and_never_lose_a_word():
    def fits(part: str) -> bool:
        return len(part) <= 12

    assert text.in_lines("short", fits, 2) == ("short",)
    assert text.in_lines("heartbeat on 0 of 2 links", fits, 2) == ("heartbeat on", "0 of 2 links")
    assert text.in_lines("heartbeat on 0 of 2 links; look there", fits, 2) == ("heartbeat on", "0 of 2 links; look there")
    assert text.in_lines("unbreakablyLongWord next", fits, 2) == ("unbreakablyLongWord", "next")
