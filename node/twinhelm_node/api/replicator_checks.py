"""Serves local.v1.CheckService beside ReplicatorService."""

from typing import Any

from twinhelm.local.v1 import check_service_pb2 as pb
from twinhelm.local.v1 import check_service_pb2_grpc as pb_grpc
from twinhelm_node.api.errors import details, status_code
from twinhelm_node.api.replicator_ports import DataPath
from twinhelm_node.api.translate_verify import checks_to_proto
from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.domain.verification import CheckAction


class CheckServicer(pb_grpc.CheckServiceServicer):
    """Thin: parse, ask the core, translate back."""

    def __init__(self, core: DataPath) -> None:
        self._core = core

    async def OrderCheck(self, request: pb.OrderCheckRequest, context: Any) -> pb.OrderCheckResponse:
        """See the proto."""
        try:
            if request.action not in tuple(CheckAction):
                raise InvalidInput(f"Nothing called {request.action} can be done to a check.", "BAD_ACTION")
            self._core.check(request.set_name, CheckAction(request.action), request.path, request.rate_bytes_per_s, request.user)
        except TwinhelmError as error:
            await context.abort(status_code(error), str(error), details(error))
        return pb.OrderCheckResponse()

    async def ListChecks(self, request: pb.ListChecksRequest, context: Any) -> pb.ListChecksResponse:
        """See the proto."""
        return pb.ListChecksResponse(sets=[checks_to_proto(one) for one in self._core.checks()])
