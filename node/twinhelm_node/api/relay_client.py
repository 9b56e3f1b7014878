"""The relay from the caller's side: connections to a port of a server of the pair, for the command line. Asynchronous."""

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import grpc
import grpc.aio
from grpc._cython import cygrpc  # type: ignore[attr-defined]

from twinhelm.admin.v1 import relay_service_pb2 as pb
from twinhelm.admin.v1.relay_service_pb2_grpc import RelayServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.translate_relay import opened_from_proto, target_to_proto
from twinhelm_node.api.transport import channel_options
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.relay import RelayOpened, RelayTarget

STATUS_S = 2.0
_ENDED = (grpc.aio.AioRpcError, asyncio.InvalidStateError)


@dataclass(frozen=True, slots=True)
class Way:
    """How a connection to a server is made: its address, the pinned authority (None: a Unix socket), and what signing in gave."""

    address: str
    server: str
    root_pem: bytes | None = None
    target_name: str = ""
    metadata: tuple[tuple[str, str], ...] = ()


class RelayConnection:
    """One connection; implements relay.carry.RelayStream. Every method raises the TwinhelmError that the server meant."""

    def __init__(self, call: Any, server: str) -> None:
        self._call = call
        self._server = server

    async def open(self, target: RelayTarget) -> RelayOpened:
        """Name where it leads, and return when it stands."""
        await self._write(pb.OpenRequest(target=target_to_proto(target)))
        answer = await self._read()
        if answer is None or answer.WhichOneof("content") != "opened":
            raise TwinhelmError(f"{self._server} did not say that the connection stands; update Twinhelm there")
        return opened_from_proto(answer.opened)

    async def read(self) -> bytes:
        """Return the next bytes from the far side; empty once it has ended."""
        while (answer := await self._read()) is not None and answer.WhichOneof("content") == "data":
            if answer.data:
                return bytes(answer.data)
        return b""

    async def write(self, data: bytes) -> None:
        """Send bytes to the far side; returns when there is room for more."""
        await self._write(pb.OpenRequest(data=data))

    async def end(self) -> None:
        """Say that nothing more will be written."""
        try:
            await self._call.done_writing()
        except _ENDED as error:
            raise await self._why(error) from error

    async def finish(self) -> None:
        """Wait for the server's last word, once this side has ended; what still comes is dropped. Raises what the call ended with."""
        while await self._read() is not None:
            pass

    def close(self) -> None:
        """End it at once, both ways."""
        self._call.cancel()

    async def _read(self) -> pb.OpenResponse | None:
        try:
            answer = await self._call.read()
        except _ENDED as error:
            raise await self._why(error) from error
        return answer if isinstance(answer, pb.OpenResponse) else None

    async def _write(self, request: pb.OpenRequest) -> None:
        try:
            await self._call.wait_for_connection()
            # WORKAROUND https://github.com/grpc/grpc/issues/36066: write() of the call puts INTERNAL in the place of the status with
            # which the server ends a call meanwhile; the layer below leaves it alone.
            await self._call._cython_call.send_serialized_message(request.SerializeToString())  # noqa: SLF001
        except (*_ENDED, cygrpc.InternalError) as error:
            raise await self._why(error) from error

    async def _why(self, error: Exception) -> TwinhelmError:
        """A write after the end of the call only knows that it has ended: the reason is in the status of the call."""
        if isinstance(error, grpc.aio.AioRpcError):
            return from_rpc_error(error, self._server)
        call = self._call
        try:
            # Core need not deliver a status after a message that it would not even take.
            async with asyncio.timeout(STATUS_S):
                code, trailing = await call.code(), await call.trailing_metadata()
        except TimeoutError:
            return Unreachable("the connection has ended; connect again", "CONNECTION_LOST")
        if code is grpc.StatusCode.OK:
            return Unreachable("the connection has ended; connect again", "CONNECTION_LOST")
        return from_rpc_error(grpc.aio.AioRpcError(code, await call.initial_metadata(), trailing, await call.details(), ""), self._server)


class RelayClient:
    """Opens connections over one channel, which comes back by itself. Use as an asynchronous context manager."""

    def __init__(self, way: Way) -> None:
        self._way = way
        options = channel_options(way.target_name)
        if way.root_pem is None:
            self._channel = grpc.aio.insecure_channel(way.address, options=options)
        else:
            self._channel = grpc.aio.secure_channel(way.address, grpc.ssl_channel_credentials(way.root_pem), options=options)
        # The stubs know the synchronous call only, which wants its requests beforehand.
        self._open: Any = RelayServiceStub(self._channel).Open

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._channel.close(None)

    async def connect(self, target: RelayTarget) -> tuple[RelayConnection, RelayOpened]:
        """Open one connection; raises the TwinhelmError that the server meant, or Unreachable."""
        connection = RelayConnection(self._open(metadata=self._way.metadata), self._way.server)
        try:
            return connection, await connection.open(target)
        except BaseException:
            connection.close()
            raise
