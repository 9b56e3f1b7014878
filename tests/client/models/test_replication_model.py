"""Replication as it is looked at, without a window: what is asked of the pair, what a pause holds still."""

from dataclasses import replace

import pytest

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.errors import Unreachable
from twinhelm_client.domain.pair import QueueSample, QueueStatus
from twinhelm_client.domain.queue_head import QueueEntry, QueueHead, QueueName
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.replication import HEAD_EVERY_S, Replication
from twinhelm_client.rpc.demo_pair import DemoPair


class Asked:
    def __init__(self, *what) -> None:
        self.what = what
        self.dropped = False

    def then(self, done, failed) -> "Asked":
        self.done, self.failed = done, failed
        return self

    def drop(self) -> None:
        self.dropped = True


class FakeBridge:
    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def queue_history(self, window_s: float, set_name: str) -> Asked:
        self.asked.append(Asked("history", window_s, set_name))
        return self.asked[-1]

    def queue_head(self, set_name: str, queue: QueueName, count: int) -> Asked:
        self.asked.append(Asked("head", set_name, queue))
        return self.asked[-1]

    def last(self, kind: str) -> Asked:
        return next(a for a in reversed(self.asked) if a.what[0] == kind)


class Scene:
    def __init__(self) -> None:
        self.now_s = 100.0
        self.pair = DemoPair(1.8e9)
        self.live = LivePair("10.20.0.10:7410", lambda: self.now_s)
        self.bridge = FakeBridge()
        self.model = Replication(self.live, self.bridge)
        self.live.on_connection(Connection(Link.CONNECTED, "10.20.0.10:7410"))
        self.step()

    def step(self, seconds: float = 0.5) -> None:
        self.now_s += seconds
        self.pair.advance(seconds)
        self.live.on_status(self.pair.status())


@pytest.fixture
def scene(qapp) -> Scene:
    return Scene()


def past(*at_s: float) -> tuple[QueueSample, ...]:
    return tuple(QueueSample(at, QueueStatus(), QueueStatus()) for at in at_s)


def test_the_past_is_asked_for_at_every_connection_and_range(scene: Scene) -> None:
    assert scene.bridge.last("history").what == ("history", 60.0, "")
    scene.model.choose_range(2)
    assert scene.bridge.last("history").what == ("history", 86_400.0, "")
    scene.model.choose_set("data")
    assert scene.bridge.last("history").what == ("history", 86_400.0, "data")
    assert scene.bridge.asked[1].dropped, "an answer for another range must not arrive"
    before = len(scene.bridge.asked)
    scene.live.on_connection(Connection(Link.LOST, "", "lost"))
    scene.live.on_connection(Connection(Link.CONNECTED, ""))
    assert len(scene.bridge.asked) == before + 1
    scene.bridge.last("history").done(past(1.8e9 - 100))
    assert scene.model.shown.samples[0].at_s == 1.8e9 - 100
    scene.bridge.last("history").failed(Unreachable("The connection to the server was lost."))
    assert scene.model.trouble


def test_the_new_active_is_asked_for_its_past_after_a_change_of_roles(scene: Scene) -> None:
    before = len(scene.bridge.asked)
    scene.step()
    assert len(scene.bridge.asked) == before, "the same server remembers the same"
    scene.live.on_status(replace(scene.pair.status(), answering_server="pollux"))
    assert [a.what for a in scene.bridge.asked[before:]] == [("history", 60.0, "")]
    scene.step()  # castor again
    assert len(scene.bridge.asked) == before + 2


def test_a_pause_holds_the_picture_and_forgets_nothing(scene: Scene) -> None:
    scene.model.pause(True)
    held = list(scene.model.shown.samples)
    now_s = scene.model.now_s
    for _ in range(4):
        scene.step()
    assert scene.model.shown.samples == held
    assert scene.model.now_s == now_s
    scene.model.pause(False)
    assert len(scene.model.shown.samples) == len(held) + 4
    assert scene.model.now_s > now_s


def test_heads_are_asked_for_only_while_somebody_looks(scene: Scene) -> None:
    scene.step(HEAD_EVERY_S)
    assert all(a.what[0] == "history" for a in scene.bridge.asked)
    scene.model.look(True)
    asked = [a for a in scene.bridge.asked if a.what[0] == "head"]
    assert [a.what for a in asked] == [("head", "data", QueueName.UNSAFE), ("head", "data", QueueName.SAFE)]
    scene.step(HEAD_EVERY_S)
    assert len(scene.bridge.asked) == 3, "not again before the answer"
    asked[0].done(QueueHead("castor", (QueueEntry(7, 1, "write", b"a"),)))
    asked[1].failed(Unreachable("pollux answers on no heartbeat link; check the links"))
    assert scene.model.heads[QueueName.UNSAFE].rows[0].sequence == 7
    assert "pollux" in scene.model.head_trouble[QueueName.SAFE]
    scene.step(HEAD_EVERY_S)
    assert len(scene.bridge.asked) == 5
