"""One relayed connection as a gRPC stream. One chunk waits in each direction: who does not read stops who sends (HTTP/2)."""

import asyncio
import contextlib
from typing import Any

import grpc

from twinhelm.admin.v1 import relay_service_pb2 as pb
from twinhelm.admin.v1 import relay_service_pb2_grpc
from twinhelm_client.domain.access import AccessKind, AccessTarget
from twinhelm_client.domain.errors import GatewayError, Unreachable
from twinhelm_client.rpc.errors import translate_error

OPEN_S = 15.0
END_S = 5.0
_EOF: Any = getattr(grpc.aio, "EOF")  # noqa: B009  the stubs do not know it
_KINDS = {
    AccessKind.RDP: pb.RELAY_PROTOCOL_RDP,
    AccessKind.VNC: pb.RELAY_PROTOCOL_VNC,
    AccessKind.SSH: pb.RELAY_PROTOCOL_SSH,
    AccessKind.TCP: pb.RELAY_PROTOCOL_TCP,
}


class GrpcTunnel:
    """Made by `open_tunnel`."""

    def __init__(self, call: Any, link: str) -> None:
        self._call = call
        self._link = link
        self._ended = False  # the far side's direction
        self._closed = False  # ours

    @property
    def link(self) -> str:
        """The heartbeat link that carries it."""
        return self._link

    async def read(self) -> bytes:
        """Return what came, empty at the far side's end."""
        while not self._ended:
            answer = await _next(self._call)
            if answer is None or answer.WhichOneof("content") == "end":
                self._ended = True
            elif answer.data:
                return bytes(answer.data)
        return b""

    async def write(self, data: bytes) -> None:
        """Send; waits while the far side does not read."""
        try:
            await self._call.write(pb.OpenRequest(data=data))
        except grpc.aio.AioRpcError as error:
            raise translate_error(error) from error
        except asyncio.InvalidStateError as error:
            raise Unreachable("The connection has ended.") from error

    async def end(self) -> None:
        """Close our direction."""
        self._closed = True
        try:
            await self._call.done_writing()
        except grpc.aio.AioRpcError as error:
            raise translate_error(error) from error
        except asyncio.InvalidStateError:
            return

    async def close(self) -> None:
        """Break the connection off; one that has ended in both directions is left to end well, as the server's audit log will say."""
        try:
            if self._ended and self._closed:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(END_S):
                        await self._call.code()
        finally:
            self._call.cancel()


async def open_grpc_tunnel(
    channel: grpc.aio.Channel, metadata: tuple[tuple[str, str], ...], target: AccessTarget, *, check_only: bool = False
) -> GrpcTunnel:
    """Ask for a connection and wait until it stands; raises GatewayError with the server's refusal."""
    stub: Any = relay_service_pb2_grpc.RelayServiceStub(channel)
    call = stub.Open(metadata=metadata)
    asked = pb.RelayTarget(server=target.server, protocol=_KINDS[target.kind], port=target.port, check_only=check_only)
    try:
        async with asyncio.timeout(OPEN_S):
            await call.write(pb.OpenRequest(target=asked))
            answer = await _next(call)
    except grpc.aio.AioRpcError as error:
        raise translate_error(error) from error
    except asyncio.InvalidStateError as error:
        raise await _why(call) from error
    except TimeoutError as error:
        call.cancel()
        raise Unreachable(f"{target.server} did not answer in time.") from error
    except BaseException:
        call.cancel()
        raise
    if answer is None:
        raise Unreachable("The server ended the connection before it stood.")
    return GrpcTunnel(call, str(answer.opened.link))


async def _next(call: Any) -> Any:
    """Return the next message, None after the last one."""
    try:
        answer = await call.read()
    except grpc.aio.AioRpcError as error:
        raise translate_error(error) from error
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        raise Unreachable("The connection was closed.") from error
    if answer is _EOF:
        if await call.code() is not grpc.StatusCode.OK:
            raise await _why(call)
        return None
    return answer


async def _why(call: Any) -> GatewayError:
    """The status of a call that has ended, as an error."""
    error = grpc.aio.AioRpcError(
        await call.code(), await call.initial_metadata(), await call.trailing_metadata(), await call.details(), None
    )
    return translate_error(error)
