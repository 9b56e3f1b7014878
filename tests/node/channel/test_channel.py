"""The receiving end on its own: what it refuses, what it acknowledges, and when."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
import pytest
import pytest_asyncio

from tests.fakes.ports import free_port
from twinhelm.peer.v1 import channel_service_pb2 as pb
from twinhelm.peer.v1 import channel_service_pb2_grpc as pb_grpc
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.transport import mutual_channel_credentials
from twinhelm_node.channel.economy.long_window import LongCompressor
from twinhelm_node.channel.receive import ChannelServicer, set_unknown
from twinhelm_node.channel.server import ChannelServer
from twinhelm_node.channel.values import Hello, Need, Receiving, Report, Welcome
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.journal.record import Kind, Record, Run, encode
from twinhelm_node.security.store import SecurityStore, ServerCredentials

ADDRESS = ("127.1.0.7", free_port("127.1.0.7"))


class Shelf:
    """A passive's side in memory."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.appends = 0
        self.full = False
        self.gate: asyncio.Event | None = None
        self.next_sequence = 1
        self.needs: list[Need] = []

    async def greet(self, hello: Hello) -> Welcome:
        if hello.generation < 3:
            raise NotReady("over", "OLD_GENERATION")
        return Welcome(self.next_sequence, False, "")

    def append(self, runs: Sequence[tuple[bytes, Run]]) -> None:
        if self.full and runs:
            raise NotReady("The disk under the safe queue is full; make room there, it goes on by itself.", "QUEUE_FULL")
        self.appends += 1
        for raw, run in runs:
            self.kept.append(raw)
            self.next_sequence = run.last_sequence + 1

    def report(self) -> Report:
        return Report(self.next_sequence - 1, 0, state="synchronized")

    def take_needs(self) -> Sequence[Need]:
        needs, self.needs = self.needs, []
        return needs

    def on_change(self, callback: Callable[[], None] | None) -> None:
        self.callback = callback


@pytest.fixture
def credentials(tmp_path: Path) -> ServerCredentials:
    store = SecurityStore(tmp_path / "security")
    return store.initialise_primary(pair_id="pair", server_name="castor", addresses=["127.0.0.1"], now=datetime.now(UTC))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest_asyncio.fixture
async def stub(credentials: ServerCredentials, shelf: Shelf) -> AsyncIterator[Any]:
    def find(name: str) -> Receiving:
        if name != "data":
            raise set_unknown(name)
        return shelf

    server = ChannelServer(ChannelServicer(lambda: "pair", find), credentials)
    server.listen([ADDRESS])
    options = (("grpc.ssl_target_name_override", credentials.target_name),)
    async with grpc.aio.secure_channel(f"{ADDRESS[0]}:{ADDRESS[1]}", mutual_channel_credentials(credentials), options=options) as channel:
        await asyncio.wait_for(channel.channel_ready(), 20)
        yield pb_grpc.ChannelServiceStub(channel)
    await server.close()


def hello(*, pair_id: str = "pair", set_name: str = "data", generation: int = 3) -> pb.ReplicateRequest:
    return pb.ReplicateRequest(hello=pb.Hello(pair_id=pair_id, set_name=set_name, generation=generation))


def records(first: int, count: int, generation: int = 3) -> bytes:
    return b"".join(encode(Record(sequence=first + index, generation=generation, kind=Kind.UNLINK, path=b"f")) for index in range(count))


def batch(raw: bytes, **changes: Any) -> pb.ReplicateRequest:
    fields: dict[str, Any] = {"codec": pb.CODEC_RAW, "raw_bytes": len(raw), "data": raw, **changes}
    return pb.ReplicateRequest(batch=pb.Batch(**fields))


async def refusal(stub: Any, *requests: pb.ReplicateRequest) -> str:
    call = stub.Replicate(iter(requests))
    try:
        async for _ in call:
            pass
    except grpc.RpcError as error:
        return from_rpc_error(error, "pollux").reason
    return ""


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        ([hello(pair_id="another")], "OTHER_PAIR"),
        ([hello(set_name="nothing")], "UNKNOWN_SET"),
        ([hello(generation=2)], "OLD_GENERATION"),
        ([batch(records(1, 1))], "NO_HELLO"),
        ([], "NO_HELLO"),
        ([hello(), hello()], "BAD_MESSAGE"),
        ([hello(), batch(records(1, 3)[:-8])], "CORRUPT_BATCH"),
        ([hello(), batch(b"")], "CORRUPT_BATCH"),
        ([hello(), batch(records(1, 3), raw_bytes=5)], "CORRUPT_BATCH"),
        ([hello(), batch(records(1, 3), raw_bytes=3 << 20)], "CORRUPT_BATCH"),
        ([hello(), batch(b"not zstd", codec=pb.CODEC_ZSTD, raw_bytes=100)], "CORRUPT_BATCH"),
        ([hello(), batch(records(5, 3))], "SEQUENCE_GAP"),
        ([hello(), batch(records(1, 3, generation=4))], "BAD_GENERATION"),
    ],
)
async def test_refusals(stub: Any, shelf: Shelf, requests: list[pb.ReplicateRequest], reason: str) -> None:
    assert await asyncio.wait_for(refusal(stub, *requests), 20) == reason
    assert shelf.kept == []


async def test_an_oversized_message_is_refused_and_the_next_stream_works(stub: Any, shelf: Shelf) -> None:
    assert await asyncio.wait_for(refusal(stub, hello(), batch(bytes(5 << 20))), 20) == "TOO_LARGE"
    assert shelf.kept == []
    assert await durable_after(stub, batch(records(1, 2))) == 2


async def test_the_good_batches_before_a_damaged_one_are_kept(stub: Any, shelf: Shelf) -> None:
    good = records(1, 3)
    assert await asyncio.wait_for(refusal(stub, hello(), batch(good), batch(records(4, 3)[:-8])), 20) == "CORRUPT_BATCH"
    assert b"".join(shelf.kept) == good


async def durable_after(stub: Any, *requests: pb.ReplicateRequest) -> int:
    call = stub.Replicate()
    await call.write(hello())
    for request in requests:
        await call.write(request)
    last = 0
    while True:
        answer = await asyncio.wait_for(call.read(), 20)
        if answer.WhichOneof("message") == "acknowledgement":
            last = max(last, answer.acknowledgement.durable_sequence)
            if last >= sum(request.batch.raw_bytes // 96 for request in requests):
                call.cancel()
                return last


async def test_only_what_is_kept_is_acknowledged(stub: Any, shelf: Shelf) -> None:
    assert await durable_after(stub, batch(records(1, 2)), batch(records(3, 4))) == 6
    assert b"".join(shelf.kept) == records(1, 6)


async def test_a_full_queue_refuses_and_takes_the_same_batch_later(stub: Any, shelf: Shelf) -> None:
    shelf.full = True
    assert await asyncio.wait_for(refusal(stub, hello(), batch(records(1, 2))), 20) == "QUEUE_FULL"
    assert shelf.report().durable_sequence == 0
    shelf.full = False
    assert await durable_after(stub, batch(records(1, 2))) == 2


async def read_forever(call: Any) -> None:
    while True:
        await call.read()


async def test_a_newer_stream_ends_an_older_one(stub: Any) -> None:
    older = stub.Replicate()
    await older.write(hello())
    assert (await asyncio.wait_for(older.read(), 20)).WhichOneof("message") == "welcome"
    newer = stub.Replicate()
    await newer.write(hello())
    assert (await asyncio.wait_for(newer.read(), 20)).WhichOneof("message") == "welcome"
    with pytest.raises(grpc.RpcError):
        await asyncio.wait_for(read_forever(older), 20)
    assert await older.code() is grpc.StatusCode.FAILED_PRECONDITION
    newer.cancel()


async def test_needs_are_told(stub: Any, shelf: Shelf) -> None:
    shelf.needs = [Need(b"some/path", 7)]
    call = stub.Replicate()
    await call.write(hello())
    while (answer := await asyncio.wait_for(call.read(), 20)).WhichOneof("message") != "need":
        pass
    assert (answer.need.path, answer.need.sequence) == (b"some/path", 7)
    call.cancel()


async def test_a_caller_without_the_pairs_certificate_is_refused(stub: Any, credentials: ServerCredentials, tmp_path: Path) -> None:
    stranger = SecurityStore(tmp_path / "other").initialise_primary(
        pair_id="pair", server_name="castor", addresses=["127.0.0.1"], now=datetime.now(UTC)
    )
    mixed = ServerCredentials(stranger.certificate_chain, stranger.private_key, credentials.authority, credentials.target_name)
    options = (("grpc.ssl_target_name_override", credentials.target_name),)
    async with grpc.aio.secure_channel(f"{ADDRESS[0]}:{ADDRESS[1]}", mutual_channel_credentials(mixed), options=options) as channel:
        with pytest.raises(grpc.RpcError) as refused:
            async for _ in pb_grpc.ChannelServiceStub(channel).Replicate(iter([hello()])):
                pass
    assert refused.value.code() is grpc.StatusCode.UNAVAILABLE


async def agreed_window(stub: Any, offered: int) -> tuple[int, Any]:
    call = stub.Replicate()
    request = hello()
    request.hello.long_window_log = offered
    await call.write(request)
    async with asyncio.timeout(20):
        return (await call.read()).welcome.long_window_log, call


async def test_a_long_window_is_agreed_upon_and_an_older_active_gets_none(stub: Any) -> None:
    for offered in (0, 21):
        agreed, call = await agreed_window(stub, offered)
        assert agreed == offered
        call.cancel()


async def test_a_damaged_batch_of_the_long_stream_loses_nothing_before_it(stub: Any, shelf: Shelf) -> None:
    agreed, call = await agreed_window(stub, 21)
    sender = LongCompressor(agreed)
    good, then = records(1, 3), records(4, 3)
    await call.write(batch(good, codec=pb.CODEC_ZSTD_LONG, data=sender.compress(good)))
    await call.write(batch(then, codec=pb.CODEC_ZSTD_LONG, data=sender.compress(then)[:-1]))
    async with asyncio.timeout(20):
        assert await reason_of_the_end(call) == "CORRUPT_BATCH"
    assert b"".join(shelf.kept) == good
    # the next connection begins a new stream and goes on after the good records
    agreed, call = await agreed_window(stub, 21)
    again = LongCompressor(agreed).compress(then)
    await call.write(batch(then, codec=pb.CODEC_ZSTD_LONG, data=again))
    async with asyncio.timeout(20):
        while (await call.read()).acknowledgement.durable_sequence < 6:
            pass
    assert b"".join(shelf.kept) == good + then
    call.cancel()


async def reason_of_the_end(call: Any) -> str:
    aio: Any = grpc.aio  # the stubs do not know EOF
    try:
        while await call.read() is not aio.EOF:
            pass
        raise aio.AioRpcError(await call.code(), await call.initial_metadata(), await call.trailing_metadata(), await call.details())
    except grpc.RpcError as error:
        return from_rpc_error(error, "pollux").reason


async def test_batches_of_the_long_stream_that_nobody_agreed_upon_are_refused(stub: Any, shelf: Shelf) -> None:
    raw = records(1, 3)
    long = batch(raw, codec=pb.CODEC_ZSTD_LONG, data=LongCompressor(21).compress(raw))
    async with asyncio.timeout(20):
        assert await refusal(stub, hello(), long) == "CORRUPT_BATCH"
    assert shelf.kept == []
