"""What the GUI may rely on, whichever gateway it has: the demo gateway and the gRPC gateway pass the same suite."""

import asyncio
import contextlib

import pytest

from twinhelm_client.domain.errors import NotFound, SignInRefused, Unreachable
from twinhelm_client.domain.operations import Operation, OperationKind, OperationState, PhaseState
from twinhelm_client.domain.pair import Identity, Mode, Role, SetState, Verdict
from twinhelm_client.domain.queue_head import QueueName


@pytest.fixture(autouse=True)
async def _in_time():
    async with asyncio.timeout(30):
        yield


async def first(stream):
    try:
        return await anext(stream)
    finally:
        await stream.aclose()


async def test_connecting_tells_who_is_signed_in(subject):
    session = await subject.gateway.connect()
    assert session.user == "otto"
    assert session.role == "operator"
    assert session.may_operate
    assert session.pair_name == (await subject.gateway.status()).pair_name


async def test_a_wrong_password_is_refused_and_a_right_one_heals(subject):
    subject.gateway.use_password(subject.user, "wrong")
    with pytest.raises(SignInRefused) as refused:
        await subject.gateway.connect()
    assert refused.value.reason == "WRONG_PASSWORD"
    subject.gateway.use_password(subject.user, subject.password)
    assert (await subject.gateway.connect()).user == "otto"


async def test_a_token_serves_instead_of_name_and_password(subject):
    for user in ("", "otto"):
        subject.gateway.use_password(user, f" {subject.token}\n")
        session = await subject.gateway.connect()
        assert (session.user, session.role) == ("otto", "operator")


async def test_a_wrong_token_and_the_token_of_another_user_are_refused(subject):
    for user, token in (("", subject.token + "x"), ("ada", subject.token)):
        subject.gateway.use_password(user, token)
        with pytest.raises(SignInRefused) as refused:
            await subject.gateway.connect()
        assert refused.value.reason == "WRONG_TOKEN"
        assert "token" in str(refused.value)
    subject.gateway.use_password("", subject.token)
    assert (await subject.gateway.connect()).user == "otto"


async def test_connecting_again_keeps_the_session(subject):
    before = await subject.gateway.connect()
    assert await subject.gateway.connect() == before
    assert (await subject.gateway.status()).servers


async def test_the_status_has_all_that_the_overview_shows(subject):
    await subject.gateway.connect()
    status = await subject.gateway.status()
    assert [(s.name, s.identity, s.role) for s in status.servers] == [
        ("castor", Identity.PRIMARY, Role.ACTIVE),
        ("pollux", Identity.SECONDARY, Role.PASSIVE),
    ]
    assert [s.silent for s in status.servers] == [False, True]
    assert all(s.system.memory_total_bytes > 0 and 0 <= s.system.processor_ratio <= 1 for s in status.servers)
    assert [link.name for link in status.links] == ["hb0", "hb1"]
    assert all(link.up and link.round_trip_s > 0 for link in status.links)
    assert status.sets[0].state is SetState.SYNCHRONIZED
    assert status.sets[0].mode is Mode.DURABLE
    assert status.unsafe_queue.entries > 0
    assert status.service_addresses == ("10.20.0.10/24",)
    assert status.ready_for_switchover
    assert status.why_not == ()
    assert all(c.verdict is not Verdict.VETO and c.sentence for c in status.checks)
    assert status.prediction.outage_s == pytest.approx(2.9)
    assert status.active is not None
    assert status.active_since_s > 1e9


async def test_the_status_goes_on(subject):
    await subject.gateway.connect()
    stream = subject.gateway.watch_status(0.1)
    assert (await anext(stream)).pair_name
    assert (await anext(stream)).pair_name
    await stream.aclose()


async def test_history_is_oldest_first(subject):
    await subject.gateway.connect()
    samples = await subject.gateway.queue_history(60)
    assert samples
    assert samples[-1].unsafe_queue.entries > 0
    assert [s.at_s for s in samples] == sorted(s.at_s for s in samples)


async def test_events_are_newest_first_and_go_on_from_a_cursor(subject):
    await subject.gateway.connect()
    known = await subject.gateway.recent_events(100)
    assert [e.cursor for e in known] == sorted((e.cursor for e in known), reverse=True)
    assert await subject.gateway.recent_events(1) == known[:1]
    stream = subject.gateway.watch_events(known[0].cursor)
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    subject.happen()
    event = await waiting
    assert event.cursor > known[0].cursor
    assert event.sentence
    await stream.aclose()


async def test_the_checks_name_both_servers(subject):
    await subject.gateway.connect()
    answer = await subject.gateway.check_switchover()
    assert answer.ready
    assert (answer.from_server, answer.to_server) == ("castor", "pollux")
    assert answer.checks


async def test_a_switchover_is_watched_to_its_end(subject):
    await subject.gateway.connect()
    started = await subject.gateway.start_switchover(reason="patches", request_id="one")
    assert started.kind is OperationKind.SWITCHOVER
    assert started.state is OperationState.RUNNING
    assert (started.from_server, started.to_server) == ("castor", "pollux")
    assert started.generation == 8
    assert started.phases
    seen: list[Operation] = []
    while not seen or not seen[-1].ended:
        with contextlib.suppress(Unreachable):  # while the address moves nobody answers; the follower connects again
            seen += [operation async for operation in subject.gateway.watch_operation(started.id)]
        await asyncio.sleep(0.05)
    assert seen[-1].state is OperationState.SUCCEEDED
    assert all(p.state is PhaseState.DONE for p in seen[-1].phases)
    assert await subject.gateway.operation(started.id) == seen[-1]
    assert [s.role for s in (await subject.gateway.status()).servers] == [Role.PASSIVE, Role.ACTIVE]


async def test_a_repeated_request_is_the_first_one(subject):
    await subject.gateway.connect()
    first_answer = await subject.gateway.start_switchover(reason="", request_id="same")
    second_answer = await subject.gateway.start_switchover(reason="", request_id="same")
    assert first_answer.id == second_answer.id


async def test_a_switchover_can_be_cancelled_in_time(subject):
    await subject.gateway.connect()
    started = await subject.gateway.start_switchover(reason="", request_id="one")
    assert started.cancellable
    cancelled = await subject.gateway.cancel_operation(started.id, request_id="two")
    assert cancelled.state is OperationState.CANCELLED
    assert cancelled.error


async def test_an_unknown_operation_is_not_found(subject):
    await subject.gateway.connect()
    with pytest.raises(NotFound, match="no operation"):
        await subject.gateway.operation("op-99")
    with pytest.raises(NotFound):
        await first(subject.gateway.watch_operation("op-99"))


async def test_history_can_be_asked_for_one_set_and_for_longer(subject):
    await subject.gateway.connect()
    for window_s in (60, 3600, 86_400):
        samples = await subject.gateway.queue_history(window_s, "data")
        assert samples
        assert samples[-1].captured_bytes_per_s > 0
        assert samples[-1].sent_bytes_per_s > 0
        assert samples[-1].applied_bytes_per_s > 0
    with pytest.raises(NotFound, match="no set called other"):
        await subject.gateway.queue_history(60, "other")


async def test_the_heads_of_the_queues_are_in_order_and_name_their_server(subject):
    await subject.gateway.connect()
    for queue, server in ((QueueName.UNSAFE, "castor"), (QueueName.SAFE, "pollux")):
        head = await subject.gateway.queue_head("data", queue, 2)
        assert head.server == server
        first, second = head.entries
        assert second.sequence == first.sequence + 1
        assert first.age_s >= second.age_s >= 0
        assert first.kind
        assert isinstance(first.path, bytes)
    with pytest.raises(NotFound, match="no set called other"):
        await subject.gateway.queue_head("other", QueueName.SAFE, 2)


async def test_older_events_go_on_where_the_newest_end(subject):
    await subject.gateway.connect()
    for _ in range(3):
        subject.happen()
    known = await subject.gateway.recent_events(100)
    first_page = await subject.gateway.recent_events(1)
    rest = await subject.gateway.older_events(first_page[-1].cursor, 100)
    assert (*first_page, *rest) == known
    assert await subject.gateway.older_events(known[-1].cursor, 100) == ()
