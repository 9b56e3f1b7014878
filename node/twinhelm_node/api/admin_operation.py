"""OperationService: look at, watch and cancel long work."""

from collections.abc import AsyncIterator
from typing import Any

from twinhelm.admin.v1 import operation_service_pb2 as pb
from twinhelm.admin.v1.operation_service_pb2_grpc import OperationServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import page_size, required
from twinhelm_node.api.translate_operation import operation_to_proto
from twinhelm_node.domain.errors import InvalidInput


class OperationServicer(OperationServiceServicer):
    """Pages by the id of the last operation shown."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def GetOperation(self, request: pb.GetOperationRequest, context: Any) -> pb.GetOperationResponse:
        """One operation."""
        return pb.GetOperationResponse(operation=operation_to_proto(self._control.operation(required("id", request.id))))

    async def ListOperations(self, request: pb.ListOperationsRequest, context: Any) -> pb.ListOperationsResponse:
        """Newest first."""
        size = page_size(request.page_size, 100, 20)
        operations = self._control.operations()
        if request.page_token:
            ids = [operation.id for operation in operations]
            if request.page_token not in ids:
                raise InvalidInput("page_token is not one of this list; begin again without it", "BAD_PAGE_TOKEN")
            operations = operations[ids.index(request.page_token) + 1 :]
        page = operations[:size]
        return pb.ListOperationsResponse(
            operations=[operation_to_proto(operation) for operation in page],
            next_page_token=page[-1].id if len(operations) > size else "",
        )

    async def WatchOperation(self, request: pb.WatchOperationRequest, context: Any) -> AsyncIterator[pb.WatchOperationResponse]:
        """Every change, until the last state."""
        async for operation in self._control.watch_operation(required("id", request.id)):
            yield pb.WatchOperationResponse(operation=operation_to_proto(operation))

    async def CancelOperation(self, request: pb.CancelOperationRequest, context: Any) -> pb.CancelOperationResponse:
        """Ask for the way back."""
        operation = await self._control.cancel_operation(required("id", request.id), user=caller().user)
        return pb.CancelOperationResponse(operation=operation_to_proto(operation))
