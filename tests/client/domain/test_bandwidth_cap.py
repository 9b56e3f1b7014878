"""A cap as a person chooses it and as servers write it: what is read is written again unchanged."""

import pytest

from twinhelm_client.domain.bandwidth_cap import Cap, CapKind, cap_words, clock_of, rate_of, read_cap
from twinhelm_node.domain.bandwidth import parse_schedule

KEPT = {
    "": CapKind.NONE,
    "10mbit": CapKind.ALWAYS,
    "1.5gbit": CapKind.ALWAYS,
    "08:00-18:00 10mbit, else unlimited": CapKind.HOURS,
    "mon-fri 22:00-06:00 unlimited, else 512kbit": CapKind.HOURS,
    "sat-sun 00:00-24:00 50mbit, else 10mbit": CapKind.WRITTEN,
    "08:00-12:00 10mbit, 13:00-17:00 20mbit, else unlimited": CapKind.WRITTEN,
}


@pytest.mark.parametrize("text", KEPT)
def test_what_a_server_keeps_is_understood_and_kept(text):
    cap = read_cap(text)
    assert cap.kind is KEPT[text]
    assert str(cap) == text


@pytest.mark.parametrize(
    "cap",
    [
        Cap(CapKind.ALWAYS, rate_of("10 Mbit/s") or ""),
        Cap(CapKind.ALWAYS, rate_of("2,5 mbit") or ""),
        Cap(CapKind.HOURS, "10mbit", "08:00", "18:00", weekdays=True, otherwise="50mbit"),
        Cap(CapKind.HOURS, "unlimited", "22:00", "06:00", otherwise="64kbit"),
    ],
)
def test_what_is_chosen_is_accepted_by_a_server_and_means_the_same_there(cap):
    assert str(parse_schedule(str(cap))) == str(cap)


def test_what_people_type():
    typed = ("", "no limit", "10 Mbit/s", "512 kbit", "1,5gbit", "10", "63 kbit", "fast")
    assert [rate_of(one) for one in typed] == ["unlimited", "unlimited", "10mbit", "512kbit", "1.5gbit", None, None, None]
    assert [clock_of(one) for one in ("8:00", " 23:59 ", "24:00", "8", "08:60")] == ["08:00", "23:59", None, None, None]


def test_a_cap_in_words():
    assert cap_words("10mbit") == "10 Mbit/s"
    assert cap_words("mon-fri 08:00-18:00 512kbit, else unlimited") == "512 kbit/s from 08:00 to 18:00, Monday to Friday, else no limit"
    assert cap_words("sat 00:00-24:00 1mbit") == "sat 00:00-24:00 1mbit"
