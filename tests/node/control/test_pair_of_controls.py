"""Two real control processes on loopback, end to end: start, switchover, failover, restart, refusal."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.node.control.pair_in_memory import PairInMemory
from twinhelm_node.domain.errors import NotFound, NotReady, Unreachable
from twinhelm_node.domain.operations import OperationState
from twinhelm_node.domain.pair import Application, UserRole
from twinhelm_node.domain.queue_head import QueueName
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import ApplicationState
from twinhelm_node.security.access_tokens import known_access_token

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[PairInMemory]:
    flag = tmp_path / "application-runs"
    application = Application(
        "writer", start=("touch", str(flag)), stop=("rm", "-f", str(flag)), health=("test", "-e", str(flag)), health_interval_s=0.2
    )
    made = PairInMemory(tmp_path, applications=(application,))
    yield made
    await made.close()


async def both(pair: PairInMemory) -> None:
    await asyncio.gather(pair.start("castor"), pair.start("pollux"))
    await pair.until_active("castor")
    await pair.until_ready()


async def ended(pair: PairInMemory, name: str, operation_id: str) -> OperationState:
    async for operation in pair.nodes[name].admin.watch_operation(operation_id):
        last = operation
    return last.state


async def test_a_pair_starts_on_the_primary_and_the_passive_is_silent(pair: PairInMemory) -> None:
    await both(pair)
    assert not pair.lan.speaks("pollux")
    await pair.until(lambda: all(link.up for link in pair.nodes["pollux"].view().links), "both links answer")
    view = pair.nodes["pollux"].view()
    assert [(server.name, server.role) for server in view.servers] == [("castor", Role.ACTIVE), ("pollux", Role.PASSIVE)]
    assert view.ready_for_switchover, view.why_not


async def test_either_server_shows_the_heads_of_both_queues(pair: PairInMemory) -> None:
    await both(pair)
    for name in ("castor", "pollux"):
        admin = pair.nodes[name].admin
        heads = [await admin.queue_head("data", queue, 5) for queue in QueueName]
        assert [(head.server, head.entries[0].path) for head in heads] == [
            ("castor", b"unsafe on castor\xff"),
            ("pollux", b"safe on pollux\xff"),
        ]
    with pytest.raises(NotFound, match="no set called other"):
        await pair.nodes["castor"].admin.queue_head("other", QueueName.SAFE, 5)
    await pair.stop("pollux")
    with pytest.raises(Unreachable, match="pollux"):
        await pair.nodes["castor"].admin.queue_head("data", QueueName.SAFE, 5)


async def test_a_switchover_moves_the_role_and_both_servers_tell_the_same_story(pair: PairInMemory) -> None:
    await both(pair)
    operation = await pair.nodes["castor"].admin.start_switchover(user="anna", reason="kernel update", request_id="r1")
    again = await pair.nodes["castor"].admin.start_switchover(user="anna", reason="kernel update", request_id="r1")
    assert again.id == operation.id
    assert await ended(pair, "castor", operation.id) is OperationState.SUCCEEDED
    await pair.until_active("pollux")
    assert not pair.lan.speaks("castor")
    names = [
        "stop applications", "drain unsafe queue", "drain safe queue", "hide", "demote",
        "promote", "reveal", "announce", "start applications",
    ]  # fmt: skip
    assert [phase.name for phase in pair.nodes["castor"].admin.operation(operation.id).phases] == names
    assert await ended(pair, "pollux", operation.id) is OperationState.SUCCEEDED
    assert {phase.name for phase in pair.nodes["pollux"].admin.operation(operation.id).phases} == set(names)
    assert pair.nodes["pollux"].helm.published.generation == 2
    assert "pollux" in pair.lan.announced


async def test_a_switchover_that_cannot_drain_goes_back_to_a_working_active(pair: PairInMemory) -> None:
    await both(pair)
    pair.replicators["castor"].fail_drain = "the channel is gone; look at pollux"
    operation = await pair.nodes["castor"].admin.start_switchover(user="anna", reason="", request_id="r1")
    assert await ended(pair, "castor", operation.id) is OperationState.FAILED
    assert "the channel is gone" in pair.nodes["castor"].admin.operation(operation.id).error
    assert pair.nodes["castor"].helm.published.role is Role.ACTIVE
    await pair.until(
        lambda: pair.nodes["castor"].applications.statuses()[0].state is ApplicationState.RUNNING, "the application runs again"
    )


async def test_a_switchover_whose_promotion_fails_gives_the_role_back(pair: PairInMemory) -> None:
    await both(pair)
    pair.replicators["pollux"].fail_activation = "cannot mount"
    operation = await pair.nodes["castor"].admin.start_switchover(user="anna", reason="", request_id="r1")
    assert await ended(pair, "castor", operation.id) is OperationState.FAILED
    assert "cannot mount" in pair.nodes["castor"].admin.operation(operation.id).error
    await pair.until_active("castor")
    assert pair.nodes["castor"].helm.published.generation == 3


async def test_the_passive_takes_over_when_the_active_is_lost(pair: PairInMemory) -> None:
    await both(pair)
    await pair.crash("castor")
    await pair.until_active("pollux")
    (operation, *_) = pair.nodes["pollux"].admin.operations()
    assert await ended(pair, "pollux", operation.id) is OperationState.SUCCEEDED
    operation = pair.nodes["pollux"].admin.operation(operation.id)
    assert [phase.name for phase in operation.phases][:2] == ["detect", "ask arbiter"]
    assert "the arbiter agrees" in operation.phases[1].detail
    await pair.until(lambda: pair.nodes["pollux"].view().prediction.outage_s is not None, "the outage was remembered")
    pair.replicators["castor"].restart()
    await pair.start("castor")
    await pair.until_ready()
    assert pair.nodes["castor"].helm.published.role is Role.PASSIVE


async def test_cut_heartbeats_alone_make_no_second_active(pair: PairInMemory) -> None:
    await both(pair)
    voice = pair.voices["castor"]
    await pair.stop("castor")
    # The control process of castor is gone, but somebody keeps its voice: its service address answers.
    keep = asyncio.create_task(_keep(voice))
    try:
        pollux = pair.nodes["pollux"]
        await pair.until(lambda: any("somebody speaks" in sentence for sentence in pollux.helm.published.why_not), "the arbiter vetoes")
        assert pollux.helm.published.role is Role.PASSIVE
        assert any("somebody speaks" in sentence for sentence in pollux.view().why_not)
    finally:
        keep.cancel()
    await pair.until_active("pollux")


async def _keep(voice) -> None:
    while True:
        voice.reveal(0.5)
        await asyncio.sleep(0.05)


async def test_a_restarted_control_process_goes_on_as_active(pair: PairInMemory) -> None:
    await both(pair)
    await pair.stop("castor")
    await pair.start("castor")
    await pair.until_active("castor")
    assert pair.nodes["castor"].helm.published.generation == 1
    assert pair.replicators["castor"].activated == [1]
    assert pair.nodes["pollux"].helm.published.role is Role.PASSIVE


async def test_a_lost_replicator_is_a_lost_server(pair: PairInMemory) -> None:
    await both(pair)
    pair.replicators["castor"].die()
    await pair.until_active("pollux")
    assert not pair.lan.speaks("castor")
    assert any("replicator of castor ended" in event.sentence for event in pair.nodes["castor"].log.list("", 50))


async def test_a_forced_failover_asks_the_active_to_step_down(pair: PairInMemory) -> None:
    await both(pair)
    with pytest.raises(NotReady) as refused:
        await pair.nodes["pollux"].admin.start_failover(user="anna", reason="", force=False, request_id="r1")
    assert refused.value.reason == "NOT_FORCED"
    operation = await pair.nodes["pollux"].admin.start_failover(user="anna", reason="castor smells burnt", force=True, request_id="r2")
    assert await ended(pair, "pollux", operation.id) is OperationState.SUCCEEDED
    assert pair.lan.speaks("pollux")
    assert not pair.lan.speaks("castor")
    with pytest.raises(NotReady) as active:
        await pair.nodes["pollux"].admin.start_failover(user="anna", reason="", force=True, request_id="r3")
    assert active.value.reason == "ALREADY_ACTIVE"


async def test_a_passive_whose_copy_is_not_complete_does_not_take_over(pair: PairInMemory) -> None:
    await both(pair)
    from twinhelm_node.domain.status import SetState

    pair.replicators["pollux"].state = SetState.CHECKING
    pollux = pair.nodes["pollux"]
    await pair.until(lambda: pollux.watch.status.sets[0].state is SetState.CHECKING, "the state is seen")
    await pair.crash("castor")
    await pair.until(lambda: any("the set data is checking" in sentence for sentence in pollux.view().why_not), "the reason is shown")
    assert pollux.helm.published.role is Role.PASSIVE


async def test_a_user_added_on_the_active_reaches_the_passive(pair: PairInMemory) -> None:
    await both(pair)
    await pair.nodes["castor"].admin.add_user("bert", UserRole.OPERATOR, "a long password", user="root", request_id="r1")
    await pair.until(lambda: any(user.name == "bert" for user in pair.nodes["pollux"].documents.current.users), "the document was pushed")
    with pytest.raises(NotReady) as refused:
        await pair.nodes["pollux"].admin.remove_user("bert", user="root", request_id="r2")
    assert refused.value.reason == "NOT_ACTIVE"


async def test_a_token_is_known_to_both_servers_and_to_neither_in_clear(pair: PairInMemory) -> None:
    await both(pair)
    castor, pollux = pair.nodes["castor"], pair.nodes["pollux"]
    await castor.admin.add_user("anna", UserRole.OPERATOR, "a good password", user="root", request_id="1")
    issued = await castor.admin.issue_access_token("anna", lifetime_s=86_400.0 * 30, user="root", request_id="2")
    assert issued == await castor.admin.issue_access_token("anna", lifetime_s=86_400.0 * 30, user="root", request_id="2")
    await pair.until(lambda: pollux.documents.current.tokens == (issued.about,), "the token was pushed")
    assert known_access_token(issued.text, pollux.documents.current.tokens, time.time_ns()).user == "anna"
    assert issued.text not in repr(issued)
    with pytest.raises(NotReady):
        await pollux.admin.revoke_access_tokens("anna", "", user="root", request_id="3")
    assert await castor.admin.revoke_access_tokens("anna", "", user="root", request_id="4") == 1
    await pair.until(lambda: pollux.documents.current.tokens == (), "the revocation was pushed")
    told = [event.sentence for event in castor.admin.events("", 10) if event.kind == "security"]
    assert told[0] == "root revoked every token of anna"
    assert told[1] == f"root made the token {issued.about.id} for anna, valid for 30 days"
