"""A simulated pair, its bridge, and the live state a window would have. Its time runs fifty times faster than ours.

With more, a busy machine does nothing but paint.
"""

import asyncio

import pytest

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair


async def quick(seconds: float) -> None:
    await asyncio.sleep(seconds / 50)


class Lively:
    """What a console has around a wizard."""

    def __init__(self, async_thread, *, role: str = "admin", complete: bool = True, sleep=quick) -> None:
        self.pair = DemoPair(1.8e9)
        self.gateway = DemoGateway(self.pair, role=role, complete=complete, sleep=sleep)
        self.bridge = PairBridge(self.gateway, async_thread, sleep=sleep)
        self.live = LivePair("10.20.0.10:7410")
        bridge, live = self.bridge, self.live
        bridge.connection_changed.connect(live.on_connection)
        bridge.session_opened.connect(live.on_session)
        bridge.status_arrived.connect(live.on_status)


@pytest.fixture
def make_lively(async_thread, qtbot):
    made = []

    def make(**wishes) -> Lively:
        lively = Lively(async_thread, **wishes)
        made.append(lively)
        lively.bridge.start()
        qtbot.waitUntil(lambda: lively.live.status is not None, timeout=10_000)
        return lively

    yield make
    for one in made:
        one.bridge.stop()


@pytest.fixture
def lively(make_lively) -> Lively:
    return make_lively()
