"""Many pairs followed at once, over the demo fleet: what a frame takes, who waits for a person, who is left."""

import time

import pytest

from twinhelm_client.bridge.fleet_bridge import FleetBridge
from twinhelm_client.domain.connection import Link
from twinhelm_client.domain.errors import Unreachable
from twinhelm_client.domain.fleet import FleetWord
from twinhelm_client.models.fleet import Fleet
from twinhelm_client.models.fleet_model import FleetModel
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_fleet import DemoFleetGateway
from twinhelm_client.rpc.demo_pair import DemoPair


class Flaky(DemoFleetGateway):
    """Ends its first stream as a server that is restarted does."""

    def __init__(self, number: int) -> None:
        pair = DemoPair(time.time())
        super().__init__(number, pair, scenes.healthy(pair))
        self.streams = 0

    async def watch_status(self, interval_s: float):
        self.streams += 1
        yield await self.status()
        if self.streams == 1:
            raise Unreachable("The connection to the server was lost.")
        async for status in super().watch_status(0.05):
            yield status


def made(number: int, **kind) -> DemoFleetGateway:
    pair = DemoPair(time.time())
    return DemoFleetGateway(number, pair, scenes.healthy(pair), **kind)


@pytest.fixture
def bridge(async_thread):
    bridge = FleetBridge(async_thread)
    yield bridge
    bridge.stop()


def gather(bridge, qtbot, reached):
    seen = {}

    def look() -> bool:
        for endpoint, news in bridge.take().items():
            seen.setdefault(endpoint, []).append(news)
        return bool(reached(seen))

    qtbot.waitUntil(look, timeout=10_000)
    return seen


def test_each_pair_has_one_place_in_what_a_frame_takes(bridge, qtbot):
    for number in range(3):
        bridge.follow(made(number))
    seen = gather(bridge, qtbot, lambda seen: sum(any(n.statuses for n in news) for news in seen.values()) == 3)
    assert len(seen) == 3
    assert bridge.take() == {}


def test_a_stranger_waits_for_a_person_and_is_asked_nothing_more(bridge, qtbot):
    gateway = made(1, stranger=True)
    bridge.follow(gateway)
    seen = gather(
        bridge,
        qtbot,
        lambda seen: str(gateway.endpoint) in seen and seen[str(gateway.endpoint)][-1].connection.link is Link.NOT_TRUSTED_YET,
    )
    assert not any(n.statuses for n in seen[str(gateway.endpoint)])


def test_without_a_password_nothing_is_sent(bridge, qtbot):
    gateway = Flaky(1)

    async def no_password() -> bool:
        return False

    bridge.follow(gateway, no_password)
    gather(bridge, qtbot, lambda seen: seen and seen[str(gateway.endpoint)][-1].connection.link is Link.SIGN_IN_NEEDED)
    assert gateway.streams == 0


def test_a_stream_that_breaks_is_told_and_begun_again(bridge, qtbot):
    gateway = Flaky(1)
    bridge.follow(gateway)
    endpoint = str(gateway.endpoint)
    links = []

    def again(seen) -> bool:
        links[:] = [n.connection.link for n in seen.get(endpoint, []) if n.connection]
        return gateway.streams == 2

    gather(bridge, qtbot, again)
    assert Link.LOST in links


def test_the_fleet_follows_what_is_known(async_thread, qtbot):
    known = KnownPairs()
    gateways = {str(g.endpoint): g for g in (made(0), made(1, lost=True), made(2))}
    endpoints = list(gateways)
    known.use(KnownPair(endpoints[1]))
    known.use(KnownPair(endpoints[0], site="Bern"))
    bridge = FleetBridge(async_thread)
    fleet = Fleet(known, bridge, lambda pair: (gateways[pair.endpoint], None), FleetModel())
    fleet.start()
    pairs = fleet.model.pairs
    try:
        qtbot.waitUntil(lambda: pairs[endpoints[0]].word is FleetWord.READY and pairs[endpoints[1]].word is FleetWord.LOST, timeout=10_000)
        known.use(KnownPair(endpoints[2]))
        qtbot.waitUntil(lambda: endpoints[2] in pairs and pairs[endpoints[2]].word is FleetWord.READY, timeout=10_000)
        fleet.give_site(endpoints[2], "Wien")
        assert pairs[endpoints[2]].site == "Wien"
        known.forget(endpoints[0])
        assert bridge.followed == frozenset(endpoints[1:])
        assert endpoints[0] not in pairs
    finally:
        fleet.stop()
