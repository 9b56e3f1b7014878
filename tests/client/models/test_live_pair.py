"""Ages grow with the clock alone; silence turns into staleness without any news."""

import pytest

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.rpc.demo_pair import DemoPair


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def live(qapp, clock):
    live = LivePair("h:1", clock)
    live.on_connection(Connection(Link.CONNECTED, "h:1"))
    live.on_status(DemoPair(1.8e9).status())
    return live


def test_a_fresh_status_is_not_stale(live, clock):
    clock.now_s += 0.4
    assert live.age_s == pytest.approx(0.4)
    assert live.figure_age_s(0.3) == pytest.approx(0.7)
    assert not live.stale
    assert live.sentence().tone is Tone.OK


def test_silence_becomes_stale_by_itself(live, clock, qtbot):
    clock.now_s += 4.0
    with qtbot.waitSignal(live.changed):
        live.tick()
    assert live.stale
    assert live.sentence().text == "No data for 4 s. castor was active then."


def test_a_lost_connection_is_stale_at_once(live):
    live.on_connection(Connection(Link.LOST, "h:1", "gone"))
    assert live.stale
    assert live.sentence().text == "Connection lost. castor was active then."


def test_a_new_status_heals(live, clock):
    clock.now_s += 30
    live.on_status(DemoPair(1.8e9).status())
    assert not live.stale
    assert live.age_s == 0


def test_every_status_adds_a_point_to_the_graphs(live, clock):
    clock.now_s += 0.5
    live.on_status(live.status)
    assert [p.at_s for p in live.queues.points()] == [100.0, 100.5]


def test_the_servers_clock_goes_on_between_two_statuses(live, clock):
    clock.now_s += 2
    assert live.server_now_s() == pytest.approx(live.status.taken_at_s + 2)
