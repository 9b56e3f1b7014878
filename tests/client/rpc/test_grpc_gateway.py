"""The gRPC gateway against the node's own admin server over TLS: trust, silence, roles, reconnecting to another server of the pair."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime

import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.domain.errors import FingerprintChanged, GatewayError, NotTrustedYet, SignInRefused, Unreachable
from twinhelm_client.rpc.fingerprint import establish_trust
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.security.certificates import fingerprint
from twinhelm_node.security.store import SecurityStore, ServerCredentials


@pytest.fixture
async def api(tmp_path):
    async with asyncio.timeout(60):
        async with admin_api(tmp_path / "one") as api:
            yield api


def gateway_to(api, *, user="otto", password=PASSWORD, pin=None) -> GrpcGateway:
    return GrpcGateway(Endpoint("127.0.0.1", api.server.port), user, password, api.server.fingerprint if pin is None else pin)


def leaf(credentials: ServerCredentials) -> bytes:
    """The server's own certificate: the first of its chain."""
    end = b"-----END CERTIFICATE-----\n"
    return credentials.certificate_chain.split(end)[0] + end


async def test_without_a_pin_nothing_is_sent_and_the_authority_is_shown(api):
    gateway = gateway_to(api, pin="")
    with pytest.raises(NotTrustedYet) as asked:
        await gateway.connect()
    assert asked.value.seen == api.server.fingerprint
    assert not api.audit_path.exists() or api.audit() == []
    gateway.trust(asked.value.seen)
    assert (await gateway.connect()).user == "otto"
    await gateway.close()


async def test_another_fingerprint_is_refused_before_the_password_leaves(api):
    gateway = gateway_to(api, pin="ab" * 32)
    with pytest.raises(FingerprintChanged) as refused:
        await gateway.connect()
    assert refused.value.pinned == "ab" * 32
    assert api.server.fingerprint in refused.value.seen
    assert not api.audit_path.exists() or api.audit() == []


async def test_the_servers_own_certificate_can_be_pinned(api):
    gateway = gateway_to(api, pin=fingerprint(leaf(api.credentials)))
    assert (await gateway.connect()).pair_name == "gemini"
    await gateway.close()


async def test_trust_names_the_pair_not_the_machine(api):
    trust = await establish_trust(Endpoint("127.0.0.1", api.server.port), api.server.fingerprint)
    assert trust.name.startswith("3f0c2a9e.")


async def test_nobody_there(api):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gateway = GrpcGateway(Endpoint("127.0.0.1", taken.getsockname()[1]), "otto", PASSWORD, "ab" * 32)
        with pytest.raises(Unreachable, match="connection refused"):
            await gateway.connect()


async def test_something_else_listens_there():
    async def rude(reader, writer):
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    async with asyncio.timeout(20), await asyncio.start_server(rude, "127.0.0.1", 0) as server:
        endpoint = Endpoint("127.0.0.1", server.sockets[0].getsockname()[1])
        with pytest.raises(Unreachable):
            await GrpcGateway(endpoint, "otto", PASSWORD, "ab" * 32).connect()


async def test_a_viewer_may_look_but_not_switch(api):
    gateway = gateway_to(api, user="vera")
    session = await gateway.connect()
    assert not session.may_operate
    assert (await gateway.check_switchover()).ready
    with pytest.raises(GatewayError) as refused:
        await gateway.start_switchover(reason="", request_id="1")
    assert refused.value.reason == "ROLE_TOO_LOW"
    await gateway.close()


async def test_a_veto_arrives_as_the_servers_own_sentence(api):
    api.control.checks = (Check("channel", Verdict.VETO, "the channel is not connected"),)
    gateway = gateway_to(api)
    await gateway.connect()
    assert (await gateway.status()).why_not == ("the channel is not connected",)
    with pytest.raises(GatewayError, match="the channel is not connected") as refused:
        await gateway.start_switchover(reason="", request_id="1")
    assert refused.value.reason == "NOT_READY"
    await gateway.close()


async def test_a_stream_ends_in_unreachable_when_the_server_stops(api):
    gateway = gateway_to(api)
    await gateway.connect()
    stream = gateway.watch_status(0.1)
    await anext(stream)
    await api.server.stop()
    with pytest.raises(Unreachable):
        _ = [status async for status in stream]
    await gateway.close()


async def test_connecting_again_ends_the_streams_of_before(api):
    gateway = gateway_to(api)
    await gateway.connect()
    stream = gateway.watch_status(10)
    await anext(stream)
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    await gateway.connect()
    with pytest.raises(Unreachable):
        await waiting
    assert (await gateway.status()).pair_name == "gemini"
    await gateway.close()


async def test_cancelling_our_own_task_stays_a_cancellation(api):
    gateway = gateway_to(api)
    await gateway.connect()
    stream = gateway.watch_status(10)
    await anext(stream)
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await gateway.close()


async def test_a_token_that_is_no_longer_good_leads_to_a_new_sign_in(api):
    gateway = gateway_to(api)
    await gateway.connect()
    gateway._metadata = (("authorization", "Bearer nonsense"),)
    assert (await gateway.connect()).user == "otto"
    await gateway.close()


async def to_the_end(stream):
    async for _ in stream:
        pass


async def test_a_session_that_ends_in_the_middle_of_a_stream_is_opened_again(api):
    gateway = gateway_to(api)
    await gateway.connect()
    stream = gateway.watch_status(0.1)
    await anext(stream)
    gateway._metadata = (("authorization", "Bearer nonsense"),)
    with pytest.raises(Unreachable, match="signing in again"):
        await anext(gateway.watch_events(""))
    assert (await gateway.connect()).user == "otto"
    await gateway.close()


async def test_a_revoked_token_ends_the_stream_and_is_refused_at_the_next_sign_in(api):
    issued = await api.control.issue_access_token("otto", lifetime_s=86_400, user="ada", request_id="1")
    gateway = gateway_to(api)
    gateway.use_password("", issued.text)
    await gateway.connect()
    stream = gateway.watch_status(0.1)
    await anext(stream)
    await api.control.revoke_access_tokens("otto", "", user="ada", request_id="2")
    with pytest.raises(Unreachable):
        await to_the_end(stream)
    with pytest.raises(SignInRefused) as refused:
        await gateway.connect()
    assert refused.value.reason == "WRONG_TOKEN"
    await gateway.close()


async def test_a_user_that_was_removed_is_refused(api):
    gateway = gateway_to(api)
    await gateway.connect()
    await api.control.remove_user("otto", user="ada", request_id="1")
    with pytest.raises(SignInRefused):
        await gateway.connect()
    await gateway.close()


async def test_a_certificate_of_another_authority_is_never_trusted(api, tmp_path):
    """A man in the middle shows the pair's authority in its chain, but its own certificate is signed by another."""
    store = SecurityStore(tmp_path / "other")
    other = store.initialise_primary(pair_id="ffffffff", server_name="mallory", addresses=["127.0.0.1"], now=datetime.now(UTC))
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(leaf(other) + api.credentials.authority)
    key.write_bytes(other.private_key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)

    async def shown(reader, writer):
        writer.close()

    async with await asyncio.start_server(shown, "127.0.0.1", 0, ssl=context) as server:
        endpoint = Endpoint("127.0.0.1", server.sockets[0].getsockname()[1])
        with pytest.raises(FingerprintChanged, match="not signed by the pair's authority"):
            await establish_trust(endpoint, api.server.fingerprint)
