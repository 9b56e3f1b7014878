"""HandoverService: the other server gives its role away, or asks this one to give way."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

from twinhelm.peer.v1 import handover_service_pb2 as pb
from twinhelm.peer.v1.handover_service_pb2_grpc import HandoverServiceServicer
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.operations import Operation
from twinhelm_node.domain.ports_replicator import SetEnd
from twinhelm_node.failover.ports import Handover, Offer


class StartFailover(Protocol):
    """Starts a forced failover on this server."""

    async def __call__(self, *, user: str, reason: str, force: bool, request_id: str) -> Operation:
        """Raise NotReady as RoleService does."""
        ...


class HandoverServicer(HandoverServiceServicer):
    """Answers on the peer port, so the caller is the other server of this pair."""

    def __init__(self, receiver: Handover, start_failover: StartFailover | None = None) -> None:
        self._receiver = receiver
        self._start_failover = start_failover

    async def TakeOver(self, request: pb.TakeOverRequest, context: Any) -> AsyncIterator[pb.TakeOverResponse]:  # noqa: N802, ARG002  # named by the protocol
        """Stream the phases of taking over."""
        positions = tuple(SetEnd(one.set_name, one.generation, one.sequence, clean=True) for one in request.positions)
        offer = Offer(request.generation, request.operation_id, request.reason, positions)
        async for step in self._receiver.take_over(offer):
            yield pb.TakeOverResponse(phase=step.phase, state=step.state, elapsed_s=step.elapsed_s, detail=step.detail)

    async def StepDown(self, request: pb.StepDownRequest, context: Any) -> pb.StepDownResponse:  # noqa: N802, ARG002  # named by the protocol
        """Answer when this server is passive."""
        return pb.StepDownResponse(stepped_down=await self._receiver.step_down(request.generation, request.reason))

    async def StartFailover(self, request: pb.StartFailoverRequest, context: Any) -> pb.StartFailoverResponse:  # noqa: N802, ARG002  # named by the protocol
        """Start what a person asked the active for."""
        if self._start_failover is None:
            raise NotReady("this server is still starting; try again in a moment", "NOT_READY")
        operation = await self._start_failover(user=request.user, reason=request.reason, force=True, request_id=request.request_id)
        return pb.StartFailoverResponse(operation_id=operation.id, generation=operation.generation)
