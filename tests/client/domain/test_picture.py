"""The picture of the pair shows what the status supports, and nothing it does not."""

from dataclasses import replace

from twinhelm_client.domain.pair import ApplicationState, PairStatus, Role, SystemFigures
from twinhelm_client.domain.picture import Emblem, picture
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair

NOW = 1.8e9


def status() -> PairStatus:
    return DemoPair(NOW).status()


def test_the_active_holds_wheel_and_address_the_passive_ring_and_filter():
    castor, pollux = picture(status(), 0.1, stale=False).cards
    assert (castor.emblem, castor.speaks, castor.filter_words) == (Emblem.WHEEL, True, "")
    assert (pollux.emblem, pollux.speaks, pollux.filter_words) == (Emblem.RING, False, "packet filter: silent")
    assert castor.role_line == "primary · active"


def test_a_passive_that_is_not_silent_is_shown_as_open():
    now = status()
    now = replace(now, servers=(now.servers[0], replace(now.servers[1], silent=False)))
    assert picture(now, 0, stale=False).cards[1].filter_words == "packet filter: open"


def test_nobody_holds_the_address_while_the_role_moves_silently():
    cards = picture(scenes.failover(DemoPair(NOW)), 0, stale=False).cards
    assert [c.speaks for c in cards] == [False, False]
    assert cards[1].emblem is Emblem.TURNING
    assert cards[0].gone
    assert cards[0].role_line == "primary · was active"
    assert cards[0].age == "no data for 3 s"


def test_ages_grow_on_the_console_and_turn_into_silence():
    assert picture(status(), 0.4, stale=False).cards[0].age == "0.5 s ago"
    assert picture(status(), 8.0, stale=True).cards[0].age == "no data for 8 s"


def test_figures_that_a_server_did_not_send_are_left_out():
    now = status()
    now = replace(now, servers=(replace(now.servers[0], system=SystemFigures()), now.servers[1]))
    assert picture(now, 0, stale=False).cards[0].bars == ()


def test_the_channel_points_from_the_active():
    now = status()
    assert picture(now, 0, stale=False).channel.forward is True
    swapped = (replace(now.servers[0], role=Role.PASSIVE), replace(now.servers[1], role=Role.ACTIVE))
    assert picture(replace(now, servers=swapped), 0, stale=False).channel.forward is False


def test_saved_needs_something_sent():
    now = status()
    quiet = replace(now, sets=(replace(now.sets[0], raw_bytes_total=0, sent_bytes_total=0, sent_bytes_per_s=0),))
    channel = picture(quiet, 0, stale=False).channel
    assert channel.words == "0 B/s"
    assert not channel.moving


def test_a_broken_link_is_bad_but_a_stale_console_blames_no_link():
    now = status()
    broken = replace(now, links=(now.links[0], replace(now.links[1], up=False, age_s=312)))
    assert [line.tone for line in picture(broken, 0, stale=False).links] == [Tone.OK, Tone.BAD]
    assert [line.tone for line in picture(now, 20, stale=True).links] == [Tone.STALE, Tone.STALE]


def test_an_application_that_runs_on_the_passive_is_bad():
    now = status()
    wrong = replace(now.applications[1], state=ApplicationState.RUNNING, as_it_should_be=False)
    line = picture(replace(now, applications=(now.applications[0], wrong)), 0, stale=False).cards[1].applications[0]
    assert (line.words, line.tone) == ("running", Tone.BAD)


def test_the_picture_can_be_read_aloud():
    words = picture(status(), 0, stale=False).in_words()
    assert "castor: primary · active, holds the service address" in words
    assert "Link hb1: 0.4 ms" in words
