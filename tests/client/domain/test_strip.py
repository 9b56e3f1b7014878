"""The status strip never says more than is known."""

from dataclasses import replace

import pytest

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.strip import strip
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair

CONNECTED = Connection(Link.CONNECTED, "h:7410")


@pytest.fixture
def pair():
    return DemoPair(1.8e9)


def test_all_four_while_it_is_well(pair):
    shown = strip(pair.status(), 0.3, CONNECTED)
    assert (shown.role, shown.ready, shown.age, shown.tone) == ("castor active", "ready to take over", "updated 0.3 s ago", Tone.OK)
    assert shown.lag.startswith("pollux 0.")
    assert shown.lag.endswith(" s behind")


def test_old_news_are_told_in_the_past_and_grey(pair):
    shown = strip(pair.status(), 4.0, CONNECTED)
    assert (shown.role, shown.lag, shown.ready, shown.age) == ("castor was active", "", "", "no data for 4 s")
    assert shown.tone is Tone.STALE


def test_a_lost_connection_is_grey_at_once(pair):
    shown = strip(pair.status(), 0.2, Connection(Link.LOST, "h:7410", "gone"))
    assert shown.tone is Tone.STALE
    assert "trying again" in shown.ready
    assert "ready to take over" not in shown.in_words()


@pytest.mark.parametrize("link", [link for link in Link if link not in (Link.CONNECTED, Link.NO_PAIR)])
def test_without_a_status_nothing_is_said_of_the_pair(link):
    shown = strip(None, 0.0, Connection(link, "h:7410"))
    assert "h:7410" in shown.role
    assert shown.tone is not Tone.OK


def test_a_changed_fingerprint_is_bad_on_every_page(pair):
    assert strip(pair.status(), 9.0, Connection(Link.FINGERPRINT_CHANGED, "h:7410", "x")).tone is Tone.BAD


def test_alone(pair):
    assert "nobody would take over" in strip(scenes.alone(pair), 0.1, CONNECTED).in_words()


def test_nobody_active(pair):
    status = pair.status()
    silent = replace(status, servers=tuple(replace(s, reachable=False) for s in status.servers), answering_server="")
    assert strip(silent, 0.1, CONNECTED).role == "no server is active"


def test_without_a_pair_nothing_is_connected_to():
    shown = strip(None, 0.0, Connection(Link.NO_PAIR, ""))
    assert (shown.in_words(), shown.tone) == ("no pair is known yet", Tone.STALE)
