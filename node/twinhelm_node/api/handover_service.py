"""HandoverService: the other server gives its role away, or asks this one to give way."""

from collections.abc import AsyncIterator
from typing import Any

from twinhelm.peer.v1 import handover_service_pb2 as pb
from twinhelm.peer.v1.handover_service_pb2_grpc import HandoverServiceServicer
from twinhelm_node.domain.ports_replicator import SetEnd
from twinhelm_node.failover.ports import Handover, Offer


class HandoverServicer(HandoverServiceServicer):
    """Answers on the peer port, so the caller is the other server of this pair."""

    def __init__(self, receiver: Handover) -> None:
        self._receiver = receiver

    async def TakeOver(self, request: pb.TakeOverRequest, context: Any) -> AsyncIterator[pb.TakeOverResponse]:  # noqa: N802, ARG002  # named by the protocol
        """Stream the phases of taking over."""
        positions = tuple(SetEnd(one.set_name, one.generation, one.sequence, clean=True) for one in request.positions)
        offer = Offer(request.generation, request.operation_id, request.reason, positions)
        async for step in self._receiver.take_over(offer):
            yield pb.TakeOverResponse(phase=step.phase, state=step.state, elapsed_s=step.elapsed_s, detail=step.detail)

    async def StepDown(self, request: pb.StepDownRequest, context: Any) -> pb.StepDownResponse:  # noqa: N802, ARG002  # named by the protocol
        """Answer when this server is passive."""
        return pb.StepDownResponse(stepped_down=await self._receiver.step_down(request.generation, request.reason))
