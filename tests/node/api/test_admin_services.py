"""The admin API in its normal work, through the command line's own client over TLS, and translation both ways."""

import asyncio
import time
from dataclasses import replace

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm.admin.v1 import (
    operation_service_pb2,
    operation_service_pb2_grpc,
    queue_service_pb2,
    queue_service_pb2_grpc,
    status_service_pb2,
    status_service_pb2_grpc,
)
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.api.translate_operation import operation_from_proto, operation_to_proto
from twinhelm_node.api.translate_pair import event_from_proto, event_to_proto, set_from_proto, set_to_proto
from twinhelm_node.api.translate_status import sample_from_proto, view_from_proto, view_to_proto
from twinhelm_node.api.transport import channel_options
from twinhelm_node.domain.errors import InvalidInput, NotFound, Unauthenticated
from twinhelm_node.domain.events import Event
from twinhelm_node.domain.operations import Operation, OperationState
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_head import QueueName
from twinhelm_node.domain.status import QueueStatus
from twinhelm_node.domain.view import PairView


@pytest.fixture
async def api(tmp_path):
    async with admin_api(tmp_path) as api:
        yield api


@pytest.fixture
async def client(api):
    server = f"127.0.0.1:{api.server.port}"
    client = await asyncio.to_thread(AdminClient.remote, server, fingerprint=api.server.fingerprint, user="ada", password=PASSWORD)
    yield client
    client.close()


@pytest.fixture
async def local(api):
    async with grpc.aio.insecure_channel(f"unix:{api.socket_path}") as channel:
        yield channel


async def call(method, *arguments):
    return await asyncio.to_thread(method, *arguments)


async def test_the_view_arrives_as_it_was_sent(api, client):
    assert await call(client.view) == api.control.view()


async def test_a_change_of_the_view_is_pushed_long_before_the_interval(api, client):
    views = client.watch_view(60.0)
    assert (await call(next, views)).sets[0].status.captured_sequence == 1042
    api.control.set_status = replace(api.control.set_status, captured_sequence=1043)
    api.control.changed.set()
    assert (await call(next, views)).sets[0].status.captured_sequence == 1043
    await call(views.close)


async def test_the_head_of_a_queue_arrives_byte_for_byte(api, client, local):
    head = await call(client.queue_head, "data", QueueName.SAFE, 2)
    assert head == await api.control.queue_head("data", QueueName.SAFE, 2)
    assert (head.server, head.entries[1].path) == ("pollux", b"gr\xfc\xdfe\n.tmp")
    with pytest.raises(NotFound, match="no set called dat"):
        await call(client.queue_head, "dat", QueueName.SAFE, 2)
    with pytest.raises(InvalidInput, match="page_size is 900"):
        await call(client.queue_head, "data", QueueName.UNSAFE, 900)
    stub = queue_service_pb2_grpc.QueueServiceStub(local)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.ListQueueHead(queue_service_pb2.ListQueueHeadRequest(set_name="data"))
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_switchover_is_watched_to_its_end(api, client):
    started = await call(client.start_switchover, "  patch\nday ")
    assert started.reason == "ada: patch day"
    changes = await call(list, client.watch_operation(started.id))
    assert changes[-1].state is OperationState.SUCCEEDED
    assert [sum(phase.state == "done" for phase in change.phases) for change in changes] == [0, 1, 2, 3, 3]
    with pytest.raises(NotFound, match="there is no operation op-9"):
        await call(next, client.watch_operation("op-9"))


async def test_operations_come_in_pages(api, local):
    for number in range(5):
        await api.control.start_switchover(user="ada", reason="", request_id=str(number))
    stub = operation_service_pb2_grpc.OperationServiceStub(local)
    seen, token = [], ""
    while True:
        page = await stub.ListOperations(operation_service_pb2.ListOperationsRequest(page_size=2, page_token=token))
        seen.append([operation.id for operation in page.operations])
        token = page.next_page_token
        if not token:
            break
    assert seen == [["op-5", "op-4"], ["op-3", "op-2"], ["op-1"]]
    cancelled = await stub.CancelOperation(operation_service_pb2.CancelOperationRequest(id="op-1"))
    assert cancelled.operation.error == "cancelled by root"
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await stub.ListOperations(operation_service_pb2.ListOperationsRequest(page_token="none"))
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_events_come_in_pages_and_live(api, client, monkeypatch):
    monkeypatch.setattr("twinhelm_node.api.admin_client.PAGE", 3)
    events = [api.control.happen(f"event {number}") for number in range(8)]
    assert await call(client.events, 100) == tuple(reversed(events))
    assert await call(client.events, 4) == tuple(reversed(events[4:]))
    live = client.watch_events(events[5].cursor)
    assert [(await call(next, live)).sentence for _ in range(2)] == ["event 6", "event 7"]
    api.control.happen("event 8")
    assert (await call(next, live)).sentence == "event 8"
    await call(live.close)


async def test_queue_history(api, local):
    now = time.monotonic()
    for second in range(30):
        status = replace(api.control.set_status, unsafe_queue=QueueStatus(second, second * 10, 0.5))
        api.history.record([status], now=now - 30 + second, at_ns=second)
    stub = status_service_pb2_grpc.StatusServiceStub(local)
    answer = await stub.GetQueueHistory(status_service_pb2.GetQueueHistoryRequest(set_name="data"))
    samples = [sample_from_proto(sample) for sample in answer.samples]
    assert [sample.unsafe_queue.entries for sample in samples] == list(range(30))
    assert (samples[-1].at_ns, samples[-1].captured_bytes_per_s) == (29, 81920.0)


async def test_a_client_that_signs_in_wrongly_leaves_no_connection(api):
    with pytest.raises(Unauthenticated):
        await call(
            lambda: AdminClient.remote(
                f"127.0.0.1:{api.server.port}", fingerprint=api.server.fingerprint, user="ada", password="wrong password"
            )
        )


async def test_health_is_public_and_reflection_is_not(api):
    credentials = grpc.ssl_channel_credentials(api.credentials.authority)
    options = channel_options(api.credentials.target_name)
    async with grpc.aio.secure_channel(f"127.0.0.1:{api.server.port}", credentials, options=options) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        for service in ("", "twinhelm.admin.v1.StatusService"):
            assert (await health.Check(health_pb2.HealthCheckRequest(service=service))).status == health_pb2.HealthCheckResponse.SERVING
        reflection = reflection_pb2_grpc.ServerReflectionStub(channel)
        question = reflection_pb2.ServerReflectionRequest(list_services="")
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await reflection.ServerReflectionInfo(iter([question])).read()
        assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
        token, _ = api.tokens.issue(api.control.pair.users[0], time.time_ns())
        answer = await reflection.ServerReflectionInfo(iter([question]), metadata=(("authorization", f"Bearer {token}"),)).read()
        services = {service.name for service in answer.list_services_response.service}
        assert {"twinhelm.admin.v1.StatusService", "twinhelm.admin.v1.UserService", "grpc.health.v1.Health"} <= services


async def test_two_servers_do_not_share_a_port(api, tmp_path):
    from twinhelm_node.domain.errors import Unreachable

    api.server._wanted_port = api.server.port
    with pytest.raises(Unreachable, match="cannot listen on"):
        await api.server.start()


@given(st.builds(Operation))
def test_any_operation_survives_translation(operation):
    whole = replace(operation, generation=abs(operation.generation) % 2**63, started_ns=abs(operation.started_ns) % 10**18)
    # By their text, in which one "not a number" is like another.
    assert repr(operation_from_proto(operation_to_proto(whole))) == repr(whole)


unsigned = st.integers(0, 2**62)


@given(st.builds(Event, at_ns=st.integers(0, 10**18), generation=unsigned))
def test_any_event_survives_translation(event):
    assert event_from_proto(event_to_proto(event)) == event


@given(st.builds(ProtectedSet, quota_bytes=st.integers(1, 2**62)))
def test_any_set_survives_translation(one):
    assert set_from_proto(set_to_proto(one)) == one


def test_a_value_of_a_newer_version_is_refused_and_not_guessed():
    from tests.fakes.admin_api import document
    from tests.fakes.pair_control import FakePairControl

    async def view() -> PairView:
        return FakePairControl(document()).view()

    message = view_to_proto(asyncio.run(view()))
    assert view_from_proto(message).prediction.outage_s == 2.9
    message.prediction.outage_known = False
    assert view_from_proto(message).prediction.outage_s is None
    message.servers[0].role = 77  # type: ignore[assignment]  # what a newer version might send
    with pytest.raises(InvalidInput, match="role is missing or unknown"):
        view_from_proto(message)
