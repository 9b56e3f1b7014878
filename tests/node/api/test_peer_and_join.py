"""The second server joins over real TLS, and the peer port speaks to servers of the pair alone."""

import asyncio
import os
import time
from dataclasses import replace
from datetime import UTC, datetime

import grpc
import pytest

from tests.fakes.admin_api import document
from tests.fakes.ports import free_port
from twinhelm.peer.v1 import configuration_service_pb2, configuration_service_pb2_grpc, join_service_pb2, join_service_pb2_grpc
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.join_client import join
from twinhelm_node.api.peer_configuration import ConfigurationServicer
from twinhelm_node.api.peer_join import JoinServicer
from twinhelm_node.api.server import JoinServer, PeerServer
from twinhelm_node.api.transport import channel_options, mutual_channel_credentials
from twinhelm_node.config.pair_store import encode_document
from twinhelm_node.domain.errors import InvalidInput, NotReady, TwinhelmError, Unauthenticated, Unreachable
from twinhelm_node.security.audit_log import AuditLog
from twinhelm_node.security.certificates import create_authority, fingerprint
from twinhelm_node.security.join_token import JoinTokens, parse_join_token
from twinhelm_node.security.store import SecurityStore

HOUR_NS = 3600 * 10**9


class Primary:
    """castor with its join port on loopback and a clock that the test moves."""

    def __init__(self, directory):
        self.document = document()
        self.store = SecurityStore(directory / "castor")
        self.credentials = self.store.initialise_primary(
            pair_id=self.document.pair_id, server_name="castor", addresses=["127.0.0.1"], now=datetime.now(UTC)
        )
        self.audit_path = directory / "audit.jsonl"
        self.audit = AuditLog(self.audit_path)
        self.now_ns = time.time_ns()
        self.port = free_port()
        self.tokens = JoinTokens(self.store.tokens)
        servicer = JoinServicer(
            store=self.store,
            document=lambda: self.document,
            server_name="castor",
            peer_name="",
            addresses=["127.0.0.1", "fd20::10"],
            audit=self.audit,
            clock_ns=lambda: self.now_ns,
        )
        self.server = JoinServer(
            ["127.0.0.1"],
            self.port,
            store=self.store,
            register=lambda server: join_service_pb2_grpc.add_JoinServiceServicer_to_server(servicer, server),
            clock_ns=lambda: self.now_ns,
            poll_s=0.02,
        )

    def token(self, **more):
        return self.tokens.create(
            addresses=[f"127.0.0.1:{self.port}"],
            authority_fingerprint=self.credentials.authority_fingerprint,
            now_ns=self.now_ns,
            **more,
        )

    async def until_open(self, wanted=True):
        while self.server.open is not wanted:  # noqa: ASYNC110  # the port offers no event; the test's timeout ends this
            await asyncio.sleep(0.005)


@pytest.fixture
async def primary(tmp_path):
    primary = Primary(tmp_path)
    await primary.server.start()
    yield primary
    await primary.server.stop()
    primary.audit.close()


async def joined(token, name="pollux"):
    return await asyncio.to_thread(join, token, name, 0.0)


async def test_a_server_joins_once_and_the_port_closes_behind_it(primary, tmp_path):
    assert not primary.server.open
    token = parse_join_token(primary.token().text())
    await primary.until_open()
    answer = await joined(token)
    assert answer.document == primary.document
    store = SecurityStore(tmp_path / "pollux")
    credentials = store.install_secondary(
        private_key=answer.private_key, certificate=answer.certificate, authority=answer.authority, session_key=answer.session_key
    )
    assert store.session_key() == primary.store.session_key()
    assert credentials.authority_fingerprint == primary.credentials.authority_fingerprint
    assert not store.holds_authority_key
    for path in store.directory.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert store.directory.stat().st_mode & 0o777 == 0o700
    await primary.until_open(False)
    with pytest.raises(Unreachable, match="the primary does not answer"):
        await joined(token)


async def test_a_token_is_used_once_even_while_the_port_is_open(primary):
    first = primary.token()
    second = primary.token()
    await primary.until_open()
    await joined(first)
    with pytest.raises(NotReady) as caught:
        await joined(first)
    assert caught.value.reason == "TOKEN_USED"
    with pytest.raises(NotReady, match="pollux has joined already") as caught:
        await joined(second, "third")
    assert caught.value.reason == "PAIR_COMPLETE"
    replacing = primary.token(replace=True)
    assert (await joined(replacing, "third")).document.pair_name == "gemini"


async def test_a_second_token_for_a_complete_pair_needs_to_be_wanted(primary):
    token = primary.token()
    await primary.until_open()
    await joined(token)
    with pytest.raises(NotReady, match="--replace"):
        primary.token()


async def test_two_servers_with_one_token_race_and_one_wins(primary):
    token = primary.token()
    await primary.until_open()
    answers = await asyncio.gather(joined(token, "pollux"), joined(token, "helen"), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, TwinhelmError)]
    assert len(refused) == 1
    assert refused[0].reason in {"TOKEN_USED", "PAIR_COMPLETE"}


async def test_a_wrong_token_and_an_expired_one(primary):
    token = primary.token()
    await primary.until_open()
    with pytest.raises(Unauthenticated) as caught:
        await joined(replace(token, secret=os.urandom(32)))
    assert caught.value.reason == "WRONG_TOKEN"
    with pytest.raises(Unauthenticated):
        await joined(replace(token, id="0000"))
    primary.token(lifetime_s=7200)  # keeps the port open
    primary.now_ns += HOUR_NS
    with pytest.raises(NotReady, match="has expired; make a new one") as expired:
        await joined(token)
    assert expired.value.reason == "TOKEN_EXPIRED"
    audit = primary.audit_path.read_text()
    assert [word in audit for word in ("WRONG_TOKEN", "TOKEN_EXPIRED")] == [True, True]
    assert token.secret.hex() not in audit + primary.store.tokens.read_text()


async def test_the_joining_server_talks_to_nobody_but_the_pinned_authority(primary):
    token = primary.token()
    await primary.until_open()
    other = create_authority("other", datetime.now(UTC))
    with pytest.raises(Unauthenticated, match="another fingerprint") as caught:
        await joined(replace(token, authority_fingerprint=fingerprint(other.certificate)))
    assert caught.value.reason == "WRONG_FINGERPRINT"
    assert primary.tokens.outstanding(primary.now_ns), "the token is still good"


@pytest.mark.parametrize(("name", "reason"), [("castor", "NAME_TAKEN"), ("Pollux!", "BAD_NAME")])
async def test_a_bad_name_leaves_the_token_unused(primary, name, reason):
    token = primary.token()
    await primary.until_open()
    with pytest.raises(InvalidInput) as caught:
        await joined(token, name)
    assert caught.value.reason == reason
    assert primary.tokens.outstanding(primary.now_ns)


def test_a_token_that_was_copied_badly():
    for text in ("", "hello", "twinhelm-join-AAAA", "twinhelm-join-" + "A" * 200):
        with pytest.raises(InvalidInput, match="copy the whole line"):
            parse_join_token(text)


async def test_a_token_with_a_missing_letter_is_told_before_anything_is_sent(primary):
    text = primary.token().text()
    assert parse_join_token(f" {text[:40]}\n  {text[40:]} ").text() == text
    for cut in (text[:-1], text[:30] + text[31:], text[:50] + ("A" if text[50] != "A" else "B") + text[51:]):
        with pytest.raises(InvalidInput, match="copy the whole line"):
            parse_join_token(cut)


class Receiver:
    def __init__(self):
        self.received = []

    async def receive_document(self, generation, document):
        if generation < 7:
            raise NotReady(f"generation {generation} is over; this server has seen 7", "OLD_GENERATION")
        self.received.append((generation, document))
        return document.version


@pytest.fixture
async def peer(tmp_path):
    store = SecurityStore(tmp_path / "castor")
    credentials = store.initialise_primary(pair_id="3f0c2a9e", server_name="castor", addresses=[], now=datetime.now(UTC))
    receiver, port = Receiver(), free_port()
    servicer = ConfigurationServicer(receiver, receiver)  # type: ignore[arg-type]  # nobody asks for folders here
    server = PeerServer(
        ["127.0.0.1", "127.0.0.2"],
        port,
        credentials=credentials,
        register=[lambda server: configuration_service_pb2_grpc.add_ConfigurationServiceServicer_to_server(servicer, server)],
    )
    await server.start()
    assert server.listening == ("127.0.0.1", "127.0.0.2")
    yield credentials, receiver, port
    await server.stop()


def push(channel, generation, document):
    request = configuration_service_pb2.PushPairDocumentRequest(
        generation=generation, version=document.version, pair_document=encode_document(document)
    )
    return configuration_service_pb2_grpc.ConfigurationServiceStub(channel).PushPairDocument(request, timeout=5)


async def test_a_server_of_the_pair_is_heard_on_every_link(peer):
    credentials, receiver, port = peer
    for address in ("127.0.0.1", "127.0.0.2"):
        options = channel_options(credentials.target_name)
        async with grpc.aio.secure_channel(f"{address}:{port}", mutual_channel_credentials(credentials), options=options) as channel:
            assert (await push(channel, 7, document())).version == 1
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await push(channel, 6, document())
            assert from_rpc_error(caught.value, "castor").reason == "OLD_GENERATION"
    assert receiver.received == [(7, document())] * 2


async def test_a_damaged_document_is_refused(peer):
    credentials, receiver, port = peer
    options = channel_options(credentials.target_name)
    async with grpc.aio.secure_channel(f"127.0.0.1:{port}", mutual_channel_credentials(credentials), options=options) as channel:
        request = configuration_service_pb2.PushPairDocumentRequest(generation=7, version=1, pair_document=b'{"pair_id": 5}')
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await configuration_service_pb2_grpc.ConfigurationServiceStub(channel).PushPairDocument(request)
    assert caught.value.code() is grpc.StatusCode.DATA_LOSS
    assert not receiver.received


async def test_nobody_else_is_heard(peer, tmp_path):
    """Neither without a certificate nor with one of another pair, although both trust this pair's authority."""
    credentials, receiver, port = peer
    other = SecurityStore(tmp_path / "other").initialise_primary(pair_id="other", server_name="castor", addresses=[], now=datetime.now(UTC))
    foreign = grpc.ssl_channel_credentials(credentials.authority, other.private_key, other.certificate_chain)
    for strangers in (grpc.ssl_channel_credentials(credentials.authority), foreign):
        options = channel_options(credentials.target_name)
        async with grpc.aio.secure_channel(f"127.0.0.1:{port}", strangers, options=options) as channel:
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await push(channel, 7, document())
            assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    assert not receiver.received


async def test_an_address_that_comes_late_holds_up_none_of_the_others(tmp_path, monkeypatch):
    credentials = SecurityStore(tmp_path / "s").initialise_primary(
        pair_id="3f0c2a9e", server_name="castor", addresses=[], now=datetime.now(UTC)
    )
    monkeypatch.setattr("twinhelm_node.api.server.RETRY_S", 0.02)
    port = free_port()
    taken = grpc.aio.server(options=(("grpc.so_reuseport", 0),))
    taken.add_insecure_port(f"127.0.0.2:{port}")
    await taken.start()
    server = PeerServer(["127.0.0.1", "127.0.0.2"], port, credentials=credentials, register=[])
    await server.start()
    assert server.listening == ("127.0.0.1",)
    await taken.stop(None)
    while len(server.listening) < 2:  # noqa: ASYNC110  # as above
        await asyncio.sleep(0.005)
    await server.stop()


async def test_a_wrong_request_for_a_certificate_is_refused(primary):
    token = primary.token()
    await primary.until_open()
    credentials = grpc.ssl_channel_credentials(primary.credentials.authority)
    options = channel_options(primary.credentials.target_name)
    async with grpc.aio.secure_channel(f"127.0.0.1:{primary.port}", credentials, options=options) as channel:
        request = join_service_pb2.JoinRequest(
            token_id=token.id, token_proof=token.proof(b"rubbish"), certificate_request=b"rubbish", server_name="pollux"
        )
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await join_service_pb2_grpc.JoinServiceStub(channel).Join(request)
    assert from_rpc_error(caught.value, "castor").reason == "BAD_REQUEST"
