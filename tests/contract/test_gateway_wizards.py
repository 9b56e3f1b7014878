"""What the wizards and the access to a server may rely on, whichever gateway they have."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm_client.domain.access import AccessKind, AccessTarget
from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.operations import OperationKind, OperationState
from twinhelm_client.domain.pair import Mode, Verdict
from twinhelm_client.domain.protection import NewApplication, ProtectedSet
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.rpc.local_listener import Accesses


@dataclass
class Subject:
    """Gateways of an operator and of an admin to the same pair; a folder that may be protected; a port that sends back what it gets."""

    operator: Gateway
    admin: Gateway
    folder: str
    echo_port: int


@pytest.fixture(autouse=True)
async def _in_time():
    async with asyncio.timeout(30):
        yield


@pytest.fixture(params=["demo", "grpc"])
async def subject(request, tmp_path) -> AsyncIterator[Subject]:
    if request.param == "demo":
        pair = DemoPair(1.8e9)
        operator: Gateway = DemoGateway(pair, user="otto", password=PASSWORD)
        admin: Gateway = DemoGateway(pair, user="ada", password=PASSWORD, role="admin")
        yield Subject(operator, admin, "/srv/documents", 3389)
        await operator.close()
        await admin.close()
        return
    (tmp_path / "documents").mkdir()
    async with admin_api(tmp_path / "api") as api, await asyncio.start_server(_echo, "127.0.0.1", 0) as echo:
        port = echo.sockets[0].getsockname()[1]
        api.control.pair = replace(api.control.pair, relay_ports=(port,))
        endpoint = Endpoint("127.0.0.1", api.server.port)
        operator = GrpcGateway(endpoint, "otto", PASSWORD, api.server.fingerprint)
        admin = GrpcGateway(endpoint, "ada", PASSWORD, api.server.fingerprint)
        yield Subject(operator, admin, str(tmp_path / "documents"), port)
        await operator.close()
        await admin.close()


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def test_a_forced_failover_is_asked_of_the_active(subject):
    await subject.operator.connect()
    started = await subject.operator.start_failover(to_server="pollux", reason="drill", request_id="one")
    assert started.kind is OperationKind.FAILOVER
    assert started.state is OperationState.RUNNING
    assert (started.from_server, started.to_server) == ("castor", "pollux")
    assert not started.cancellable or started.phases
    again = await subject.operator.start_failover(to_server="pollux", reason="drill", request_id="one")
    assert again.id == started.id


async def test_who_is_active_already_cannot_take_over(subject):
    await subject.operator.connect()
    with pytest.raises(GatewayError) as refused:
        await subject.operator.start_failover(to_server="castor", reason="", request_id="one")
    assert refused.value.reason == "ALREADY_ACTIVE"


async def test_a_folder_is_checked_and_protected(subject):
    await subject.admin.connect()
    new = ProtectedSet("documents", subject.folder, exclude=("*.tmp",), mode=Mode.DURABLE, floor_bytes=10**9)
    answer = await subject.admin.check_set(new)
    assert answer.ready
    assert answer.checks
    assert all(c.sentence for c in answer.checks)
    added = await subject.admin.add_set(new, request_id="one")
    assert (added.name, added.mode, added.exclude) == ("documents", Mode.DURABLE, ("*.tmp",))
    assert (added.quota_bytes, added.floor_bytes) == (8 * 1024**3, 10**9), "what is left open becomes the default"
    taken = await subject.admin.check_set(new)
    assert not taken.ready
    assert any(c.verdict is Verdict.VETO for c in taken.checks)


async def test_an_operator_protects_nothing(subject):
    await subject.operator.connect()
    with pytest.raises(GatewayError) as refused:
        await subject.operator.add_set(ProtectedSet("documents", subject.folder), request_id="one")
    assert refused.value.reason == "ROLE_TOO_LOW"


async def test_an_application_is_added_from_its_definition(subject):
    await subject.admin.connect()
    (definition,) = await subject.admin.application_definitions()
    assert definition.name == "postgresql"
    assert definition.missing({}, "systemd") == ("version",)
    assert "postmaster.pid" in definition.exclude
    assert await subject.admin.add_application(NewApplication("postgresql", "shop", {"version": "16"}), request_id="one") == "shop"
    with pytest.raises(GatewayError) as incomplete:
        await subject.admin.add_application(NewApplication("postgresql", "other"), request_id="two")
    assert incomplete.value.reason == "BAD_PARAMETER"
    with pytest.raises(NotFound):
        await subject.admin.add_application(NewApplication("mysql"), request_id="three")


async def test_a_complete_pair_makes_a_token_only_to_replace(subject):
    await subject.admin.connect()
    with pytest.raises(GatewayError) as complete:
        await subject.admin.create_join_token(lifetime_s=600, replace=False, request_id="one")
    assert complete.value.reason == "PAIR_COMPLETE"
    token = await subject.admin.create_join_token(lifetime_s=600, replace=True, request_id="two")
    assert token.text.startswith("twinhelm-join-")
    assert token.addresses
    assert token.expires_at_s > 1e9
    assert token.text not in repr(token)


async def test_what_is_kept_aside_can_be_asked_for(subject):
    await subject.operator.connect()
    assert (await subject.operator.divergences()).not_answering == ()


async def test_a_tunnel_carries_both_ways_and_ends(subject):
    await subject.operator.connect()
    tunnel = await subject.operator.open_tunnel(AccessTarget("pollux", AccessKind.TCP, subject.echo_port))
    assert tunnel.link
    await tunnel.write(b"x" * 200_000)
    got = b""
    while len(got) < 200_000:
        got += await tunnel.read()
    assert got == b"x" * 200_000
    await tunnel.end()
    assert await tunnel.read() == b""
    await tunnel.close()


async def test_a_port_that_is_not_allowed_is_refused_before_anything_is_opened(subject):
    await subject.operator.connect()
    accesses = Accesses(subject.operator, lambda: None)
    with pytest.raises(GatewayError) as refused:
        await accesses.open(AccessTarget("pollux", AccessKind.TCP, 8443))
    assert refused.value.reason == "NOT_ALLOWED"
    with pytest.raises(GatewayError) as unknown:
        await accesses.open(AccessTarget("helena", AccessKind.TCP, subject.echo_port))
    assert unknown.value.reason == "UNKNOWN_SERVER"
    assert accesses.states() == ()


async def test_a_local_port_leads_to_the_server_and_counts(subject):
    await subject.operator.connect()
    changes = []
    accesses = Accesses(subject.operator, lambda: changes.append(1))
    target = AccessTarget("pollux", AccessKind.TCP, subject.echo_port)
    opened = await accesses.open(target)
    assert (await accesses.open(target)).number == opened.number  # one local port for one target
    reader, writer = await asyncio.open_connection("127.0.0.1", opened.local_port)
    writer.write(b"hello")
    assert await reader.readexactly(5) == b"hello"
    (state,) = accesses.states()
    assert (state.connections, state.bytes_there, state.bytes_back) == (1, 5, 5)
    assert state.link
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    while accesses.states()[0].connections:  # noqa: ASYNC110  the listener tells through a callback, not an event
        await asyncio.sleep(0.01)
    second_reader, second_writer = await asyncio.open_connection("127.0.0.1", opened.local_port)
    second_writer.write(b"again")
    assert await second_reader.readexactly(5) == b"again"
    await accesses.close_all()
    assert accesses.states() == ()
    assert await second_reader.read() == b""  # closed with the console
    second_writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", opened.local_port)
    assert changes
