"""The bridge delivers in the GUI thread, and an error of the console's own never leaves a frozen picture that looks alive."""

import threading

import pytest
from PySide6.QtCore import QObject

from twinhelm_client.bridge.pair_bridge import PairBridge, Reply
from twinhelm_client.domain.connection import Link
from twinhelm_client.domain.errors import GatewayError, Unreachable
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair


class Ear(QObject):
    """Notes what it hears, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, thing: object) -> None:
        self.heard.append(thing)
        self.threads.add(threading.get_ident())


def unexpected(thing: object) -> None:
    pytest.fail(f"did not expect {thing!r}")


class Broken(DemoGateway):
    """A gateway with a programming error."""

    async def status(self):
        raise KeyError("servers")

    async def watch_status(self, interval_s):
        raise KeyError("servers")
        yield


@pytest.fixture
def ear(qapp):
    return Ear()


def test_everything_arrives_in_the_gui_thread(async_thread, ear, qtbot):
    bridge = PairBridge(DemoGateway(DemoPair(1.8e9)), async_thread)
    for signal in (
        bridge.status_arrived,
        bridge.connection_changed,
        bridge.session_opened,
        bridge.events_arrived,
        bridge.day_history_arrived,
    ):
        signal.connect(ear.hear)
    bridge.start()
    qtbot.waitUntil(lambda: len(ear.heard) >= 6, timeout=10_000)
    bridge.stop()
    assert ear.threads == {threading.get_ident()}


def test_a_reply_is_an_answer_or_a_sentence(async_thread, ear, qtbot):
    async def answer():
        return "yes"

    async def refuse():
        raise Unreachable("Nobody answers.")

    replies = [Reply(async_thread, answer()).then(ear.hear, unexpected), Reply(async_thread, refuse()).then(unexpected, ear.hear)]
    qtbot.waitUntil(lambda: len(ear.heard) == len(replies), timeout=10_000)
    assert "yes" in ear.heard
    assert any(isinstance(h, Unreachable) for h in ear.heard)
    assert ear.threads == {threading.get_ident()}


def test_a_dropped_reply_stays_silent(async_thread, ear, qtbot):
    async def answer():
        return "too late"

    reply = Reply(async_thread, answer()).then(ear.hear, ear.hear)
    reply.drop()
    second = Reply(async_thread, answer()).then(ear.hear, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    assert ear.heard == ["too late"]
    assert second is not None


def test_a_programming_error_is_said_to_whoever_asked(async_thread, ear, qtbot, caplog):
    bridge = PairBridge(Broken(DemoPair(1.8e9)), async_thread)
    reply = bridge.status().then(unexpected, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    assert isinstance(ear.heard[0], GatewayError)
    assert "error of its own" in str(ear.heard[0])
    assert reply is not None
    assert "a request has ended" in caplog.text


def test_a_programming_error_while_following_is_a_lost_connection(async_thread, ear, qtbot, caplog):
    bridge = PairBridge(Broken(DemoPair(1.8e9)), async_thread)
    bridge.connection_changed.connect(ear.hear)
    bridge.start()
    qtbot.waitUntil(lambda: bool(ear.heard) and ear.heard[-1].link is Link.LOST, timeout=10_000)
    bridge.stop()
    assert "start it again" in ear.heard[-1].sentence
