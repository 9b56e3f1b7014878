"""Calls the other server's HandoverService, over the first heartbeat link that answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import grpc
import grpc.aio

from twinhelm.peer.v1 import handover_service_pb2 as pb
from twinhelm.peer.v1.handover_service_pb2_grpc import HandoverServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.domain.errors import Unreachable
from twinhelm_node.failover.ports import HandoverStep, Offer

READY_S = 1.0
TAKE_OVER_S = 600.0
STEP_DOWN_S = 100.0
START_FAILOVER_S = 5.0


class HandoverClient:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call."""

    def __init__(
        self,
        peer_name: str,
        targets: Callable[[], Sequence[str]],
        *,
        credentials: grpc.ChannelCredentials,
        options: Sequence[tuple[str, str | int]],
    ) -> None:
        self._peer_name = peer_name
        self._targets = targets
        self._credentials = credentials
        self._options = [*options, ("grpc.use_local_subchannel_pool", 1)]

    async def take_over(self, offer: Offer) -> AsyncIterator[HandoverStep]:
        """Offer the role and yield the other server's phases. Raises what it raised; Unreachable when no link answers."""
        request = pb.TakeOverRequest(
            generation=offer.generation,
            operation_id=offer.operation_id,
            reason=offer.reason,
            positions=[pb.SetPosition(set_name=one.set_name, generation=one.generation, sequence=one.sequence) for one in offer.positions],
        )
        async with self._connected() as stub:
            try:
                async for answer in stub.TakeOver(request, timeout=TAKE_OVER_S):
                    yield HandoverStep(answer.phase, answer.state, answer.elapsed_s, answer.detail)
            except grpc.RpcError as error:
                raise from_rpc_error(error, self._peer_name) from error

    async def step_down(self, generation: int, reason: str) -> bool:
        """Ask the other server to give its role away."""
        async with self._connected() as stub:
            try:
                answer = await stub.StepDown(pb.StepDownRequest(generation=generation, reason=reason), timeout=STEP_DOWN_S)
            except grpc.RpcError as error:
                raise from_rpc_error(error, self._peer_name) from error
            return bool(answer.stepped_down)

    async def start_failover(self, *, user: str, reason: str, request_id: str) -> tuple[str, int]:
        """Ask the other server to take over; returns the id and the generation of its operation."""
        async with self._connected() as stub:
            try:
                request = pb.StartFailoverRequest(request_id=request_id, user=user, reason=reason)
                answer = await stub.StartFailover(request, timeout=START_FAILOVER_S)
            except grpc.RpcError as error:
                raise from_rpc_error(error, self._peer_name) from error
            return str(answer.operation_id), int(answer.generation)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        """Yield a stub on the first link that connects within a second. A request is never sent twice."""
        for target in self._targets():
            async with grpc.aio.secure_channel(target, self._credentials, options=self._options) as channel:
                if not await _ready(channel):
                    continue
                yield HandoverServiceStub(channel)
                return
        raise Unreachable(f"{self._peer_name} answers on no heartbeat link; check the links and that twinhelm-control runs there")


async def _ready(channel: grpc.aio.Channel) -> bool:
    try:
        async with asyncio.timeout(READY_S):
            await channel.channel_ready()
    except TimeoutError:
        return False
    return True
