"""The relay between domain and admin/v1: which port is meant, and one end of a relayed connection for both sides of the wire."""

from collections.abc import AsyncIterator, Awaitable, Callable

from google.protobuf.message import DecodeError

from twinhelm.admin.v1 import relay_service_pb2 as pb
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.relay import HIGHEST_PORT, STANDARD_PORTS, RelayOpened, RelayProtocol, RelayTarget


def target_to_proto(target: RelayTarget) -> pb.RelayTarget:
    """Translate what a connection shall lead to."""
    return pb.RelayTarget(
        server=target.server,
        protocol=to_enum(pb.RelayProtocol, "RELAY_PROTOCOL", target.protocol),
        port=target.port,
        check_only=target.check_only,
    )


def target_from_proto(target: pb.RelayTarget) -> RelayTarget:
    """Translate it back; port 0 becomes that of the protocol. Raises InvalidInput (BAD_PORT, BAD_VALUE)."""
    protocol = from_enum(pb.RelayProtocol, "RELAY_PROTOCOL", target.protocol, RelayProtocol, RelayProtocol.TCP)
    port = target.port or STANDARD_PORTS.get(protocol, 0)
    if not 1 <= port <= HIGHEST_PORT:
        raise InvalidInput(f"the port is {port}; name one from 1 to {HIGHEST_PORT} with --port", "BAD_PORT")
    return RelayTarget(target.server, port, protocol, target.check_only)


def opened_to_proto(opened: RelayOpened) -> pb.OpenResponse:
    """Translate the news that a connection stands."""
    return pb.OpenResponse(opened=pb.RelayOpened(server=opened.server, port=opened.port, link=opened.link))


def opened_from_proto(opened: pb.RelayOpened) -> RelayOpened:
    """Translate it back."""
    return RelayOpened(opened.server, opened.port, opened.link)


class CallerStream:
    """The caller's end on the server: what it sends comes out of `read`, what is written goes to it."""

    def __init__(self, requests: AsyncIterator[pb.OpenRequest], write: Callable[[pb.OpenResponse], Awaitable[object]]) -> None:
        self._requests = aiter(requests)
        self._write = write

    async def target(self) -> RelayTarget | None:
        """Return what the first request names; None when it names nothing."""
        first = await self._next()
        return target_from_proto(first.target) if first is not None and first.WhichOneof("content") == "target" else None

    async def read(self) -> bytes:
        """Return what the caller sent; empty once it has ended its requests."""
        while (request := await self._next()) is not None:
            if request.WhichOneof("content") != "data":
                raise InvalidInput("only the first request of a connection names a target; send data after it", "MALFORMED_REQUEST")
            if request.data:
                return request.data
        return b""

    async def write(self, data: bytes) -> None:
        """Send bytes to the caller."""
        await self._write(pb.OpenResponse(data=data))

    async def end(self) -> None:
        """Tell the caller that the far side has ended."""
        await self._write(pb.OpenResponse(end=pb.RelayEnd()))

    async def _next(self) -> pb.OpenRequest | None:
        try:
            return await anext(self._requests, None)
        except DecodeError as error:
            raise InvalidInput("the request cannot be read; use a matching version of Twinhelm", "MALFORMED_REQUEST") from error
