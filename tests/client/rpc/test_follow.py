"""Staying with a pair, told as a dialogue with a scripted gateway. Time is a fake: a sleep is only written down."""

import asyncio
from dataclasses import replace
from typing import Any, cast

import pytest

from twinhelm_client.domain.connection import Endpoint, Link, Session
from twinhelm_client.domain.errors import FingerprintChanged, NotFound, SignInRefused, Unreachable
from twinhelm_client.domain.operations import OperationState
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.follow import RETRY_S, Follower
from twinhelm_client.rpc.gateway import Gateway


class ScriptedGateway:
    """Each connect takes the next entry of `script`: an error to raise, or statuses after which the stream breaks with Unreachable.

    An entry `...` connects and then says nothing at all.
    """

    endpoint = Endpoint("10.20.0.10", 7410)

    def __init__(self, *script) -> None:
        self.script = list(script)
        self.current: Any = None
        self.passwords: list[tuple[str, str]] = []
        self.operations: list = []

    async def connect(self) -> Session:
        if not self.script:
            await asyncio.Event().wait()  # the story is over
        self.current = self.script.pop(0)
        if isinstance(self.current, Exception):
            raise self.current
        return Session("anna", "operator", "erp")

    def use_password(self, user, password) -> None:
        self.passwords.append((user, password))

    async def watch_status(self, interval_s):
        if self.current is ...:
            await asyncio.Event().wait()
        for status in self.current:
            await asyncio.sleep(0)
            yield status
        await asyncio.sleep(0)
        raise Unreachable("The connection to the server was lost.")

    async def queue_history(self, window_s):
        return ()

    async def recent_events(self, limit):
        return ()

    async def watch_events(self, cursor):
        await asyncio.Event().wait()
        yield

    async def watch_operation(self, operation_id):
        for step in self.operations.pop(0) if self.operations else [NotFound("unknown", "NOT_FOUND")]:
            await asyncio.sleep(0)
            if isinstance(step, Exception):
                raise step
            yield step

    async def close(self) -> None:
        pass


class Listener:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.statuses: list = []
        self.errors: list = []
        self.told = asyncio.Event()

    def connection(self, connection):
        self.links.append(connection.link)
        self.told.set()

    def needs_person(self, error):
        self.errors.append(error)
        self.told.set()

    def session(self, session): ...

    def status(self, status):
        self.statuses.append(status)
        self.told.set()

    def queue_history(self, samples): ...

    def day_history(self, samples): ...

    def events(self, events): ...

    def event(self, event): ...

    async def until(self, reached):
        async with asyncio.timeout(10):
            while not reached(self):
                self.told.clear()
                await self.told.wait()


class Story:
    """A follower at work on a script."""

    def __init__(self, *script, silence_s=60.0) -> None:
        self.gateway: Any = ScriptedGateway(*script)
        self.listener, self.slept = Listener(), []
        self.follower = Follower(cast("Gateway", self.gateway), self.listener, sleep=self._sleep, silence_s=silence_s)

    async def _sleep(self, seconds: float) -> None:
        if seconds < 60:
            self.slept.append(seconds)
            await asyncio.sleep(0)
        else:
            await asyncio.Event().wait()

    async def __aenter__(self):
        self._task = asyncio.create_task(self.follower.run())
        return self

    async def __aexit__(self, *_):
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


STATUS = DemoPair(1.8e9).status()


async def test_it_connects_again_by_itself_after_a_broken_stream():
    async with Story([STATUS], [STATUS, STATUS]) as story:
        await story.listener.until(lambda seen: len(seen.statuses) == 3 and seen.links[-1] is Link.LOST)
    assert story.listener.links == [Link.CONNECTING, Link.CONNECTED, Link.LOST, Link.CONNECTED, Link.LOST]


async def test_it_waits_longer_between_failures_and_starts_over_after_a_success():
    down = Unreachable("Connection refused.")
    async with Story(down, down, down, [STATUS], down) as story:
        await story.listener.until(lambda seen: seen.links.count(Link.LOST) == 5)
        await asyncio.sleep(0)
    assert story.slept[:3] == list(RETRY_S[:3])
    assert story.slept[3] == RETRY_S[0]


async def test_a_server_that_accepts_and_then_says_nothing_counts_as_lost():
    async with Story(..., [STATUS], silence_s=0.01) as story:
        await story.listener.until(lambda seen: len(seen.statuses) == 1)
    assert story.listener.links[:4] == [Link.CONNECTING, Link.CONNECTED, Link.LOST, Link.CONNECTED]


@pytest.mark.parametrize(
    ("error", "link"),
    [
        (SignInRefused("Wrong.", "WRONG_PASSWORD"), Link.SIGN_IN_REFUSED),
        (FingerprintChanged("Changed.", "aa", ("bb",)), Link.FINGERPRINT_CHANGED),
    ],
)
async def test_what_a_person_must_answer_is_not_tried_again(error, link):
    async with Story(error, [STATUS]) as story:
        await story.listener.until(lambda seen: seen.errors)
        for _ in range(20):
            await asyncio.sleep(0)
        assert story.listener.links == [Link.CONNECTING, link]
        assert story.slept == []
        story.follower.resume()
        await story.listener.until(lambda seen: seen.statuses)
    assert story.listener.links[:4] == [Link.CONNECTING, link, Link.CONNECTING, Link.CONNECTED]


def switchover():
    pair = DemoPair(1.8e9)
    operation = pair.start_switchover("", "1")
    pair.advance(20)
    return operation, pair.operation(operation.id)


async def test_an_operation_is_followed_across_the_move_of_the_address():
    running, done = switchover()
    async with Story([STATUS] * 50) as story:
        story.gateway.operations = [[running, Unreachable("gone")], [NotFound("not yet", "NOT_FOUND")], [running, done]]
        changes, away = [], []
        async with asyncio.timeout(10):
            await story.follower.follow_operation(running.id, changes.append, away.append)
    assert [c.state for c in changes] == [OperationState.RUNNING, OperationState.RUNNING, OperationState.SUCCEEDED]
    assert len(away) == 2


async def test_an_operation_that_nobody_knows_ends_in_an_error():
    async with Story([STATUS] * 500) as story:
        with pytest.raises(NotFound):
            async with asyncio.timeout(10):
                await story.follower.follow_operation("op-1", lambda _: None, lambda _: None)


async def test_a_report_that_ends_too_early_is_asked_for_again():
    running, done = switchover()
    async with Story([STATUS] * 50) as story:
        story.gateway.operations = [[replace(running, elapsed_s=1.0)], [done]]
        changes = []
        async with asyncio.timeout(10):
            await story.follower.follow_operation(running.id, changes.append, lambda _: None)
    assert changes[-1] == done
