"""The heartbeat over real TLS on loopback."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from twinhelm.peer.v1.heartbeat_service_pb2_grpc import add_HeartbeatServiceServicer_to_server
from twinhelm_node.api.server import PeerServer
from twinhelm_node.api.transport import channel_options, mutual_channel_credentials
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, QueueStatus, SetState, SetStatus, SystemFigures
from twinhelm_node.failover.beat import Beat, ServerReport
from twinhelm_node.failover.heartbeat.client import HeartbeatLinkClient
from twinhelm_node.failover.heartbeat.service import HeartbeatServicer
from twinhelm_node.failover.heartbeat.translate import from_proto, to_proto
from twinhelm_node.security.store import SecurityStore, ServerCredentials

pytestmark = pytest.mark.timeout(60)
ADDRESS, PORT = "127.0.93.1", 17611


def beat(identity: Identity, pair_id: str = "p1", number: int = 1, report: ServerReport | None = None) -> Beat:
    return Beat(
        pair_id, f"the-{identity}", identity, Role.PASSIVE, 4, 3, True, "boot", number, True, False, "copy at 40 %", 7,
        report or ServerReport(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def credentials(tmp_path_factory: pytest.TempPathFactory) -> ServerCredentials:
    directory: Path = tmp_path_factory.mktemp("security")
    return SecurityStore(directory / "s").initialise_primary(pair_id="p1", server_name="castor", addresses=[ADDRESS], now=datetime.now(UTC))


@contextlib.asynccontextmanager
async def serving(credentials: ServerCredentials, servicer: HeartbeatServicer) -> AsyncIterator[None]:
    server = PeerServer(
        [ADDRESS], PORT, credentials=credentials, register=[lambda server: add_HeartbeatServiceServicer_to_server(servicer, server)]
    )
    await server.start()
    try:
        yield
    finally:
        await server.stop()


@contextlib.asynccontextmanager
async def beating(credentials: ServerCredentials, make_beat, hear, foreign) -> AsyncIterator[None]:
    client = HeartbeatLinkClient(
        "hb0",
        f"{ADDRESS}:{PORT}",
        credentials=mutual_channel_credentials(credentials),
        options=channel_options(credentials.target_name),
        interval_s=0.05,
        deadline_s=0.75,
        make_beat=make_beat,
        hear=hear,
        foreign=foreign,
    )
    task = asyncio.create_task(client.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  # conditions of three tests, none of them an event
            await asyncio.sleep(0.01)


async def test_both_ends_learn_from_one_exchange_and_an_answer_counts_from_its_question(credentials) -> None:
    asked, answered = [], []
    servicer = HeartbeatServicer(lambda: beat(Identity.PRIMARY), lambda b, link, sent_at: asked.append((b, link, sent_at)), pytest.fail)
    async with serving(credentials, servicer):
        hear = lambda b, link, sent_at: answered.append((b, link, sent_at, time.monotonic()))  # noqa: E731
        async with beating(credentials, lambda: beat(Identity.SECONDARY), hear, pytest.fail):
            await until(lambda: asked and answered)
    assert asked[0] == (beat(Identity.SECONDARY), "hb0", None)
    theirs, link, sent_at, arrived_at = answered[0]
    assert (theirs, link) == (beat(Identity.PRIMARY), "hb0")
    assert sent_at < arrived_at


async def test_a_server_that_comes_back_is_heard_again(credentials) -> None:
    heard: list[Beat] = []
    servicer = HeartbeatServicer(lambda: beat(Identity.PRIMARY), lambda *_: None, pytest.fail)
    async with beating(credentials, lambda: beat(Identity.SECONDARY), lambda b, *_: heard.append(b), pytest.fail):
        async with serving(credentials, servicer):
            await until(lambda: heard)
        heard.clear()
        async with serving(credentials, servicer):
            await until(lambda: heard)


async def test_a_heartbeat_of_another_pair_is_refused_and_told(credentials) -> None:
    told_here: list[str] = []
    told_there: list[str] = []
    servicer = HeartbeatServicer(lambda: beat(Identity.PRIMARY), lambda *_: pytest.fail("it was heard"), told_here.append)
    async with (
        serving(credentials, servicer),
        beating(credentials, lambda: beat(Identity.SECONDARY, "another"), pytest.fail, told_there.append),
    ):
        await until(lambda: told_here and told_there)
    assert "pair another" in told_here[0]
    assert told_there[0] == told_here[0]


async def test_a_caller_without_a_certificate_of_the_pair_gets_no_answer(credentials, tmp_path) -> None:
    stranger = SecurityStore(tmp_path / "s").initialise_primary(
        pair_id="p1", server_name="mallory", addresses=[ADDRESS], now=datetime.now(UTC)
    )
    heard: list[Beat] = []
    servicer = HeartbeatServicer(lambda: beat(Identity.PRIMARY), lambda b, *_: heard.append(b), pytest.fail)
    known: list[Beat] = []
    async with (
        serving(credentials, servicer),
        beating(stranger, lambda: beat(Identity.SECONDARY, number=666), lambda *_: pytest.fail("answered"), pytest.fail),
        beating(credentials, lambda: beat(Identity.SECONDARY), lambda b, *_: known.append(b), pytest.fail),
    ):
        await until(lambda: len(known) > 10)
    assert {one.number for one in heard} == {1}


def test_a_heartbeat_survives_the_wire() -> None:
    sets = (SetStatus("data", "", SetState.CHECKING, "copy", unsafe_queue=QueueStatus(1, 2, 0.5), safe_queue=QueueStatus(3, 4, 0.25)),)
    operation = Operation(
        "o1", OperationKind.SWITCHOVER, OperationState.RUNNING, (Phase("hide", "castor", PhaseState.DONE, 0.5, "x"),), "why", "a", "b", 4, 5
    )
    report = ServerReport(
        "0.1.0",
        True,
        SystemFigures(0.5, 1, 2, 3, 4, "/srv"),
        sets,
        (ApplicationStatus("pg", ApplicationState.RUNNING, "ok"),),
        (operation,),
    )
    said = beat(Identity.PRIMARY, report=report)
    assert from_proto(to_proto(said, "hb1")) == said
