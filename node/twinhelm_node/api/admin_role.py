"""RoleService: checks, switchover, failover."""

from typing import Any

from twinhelm.admin.v1 import role_service_pb2 as pb
from twinhelm.admin.v1.role_service_pb2_grpc import RoleServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import reason, request_id
from twinhelm_node.api.translate_operation import operation_to_proto
from twinhelm_node.api.translate_status import check_to_proto
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.operations import Verdict
from twinhelm_node.domain.roles import Role


class RoleServicer(RoleServiceServicer):
    """Starts what the control process then carries out by itself."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def CheckSwitchover(self, request: pb.CheckSwitchoverRequest, context: Any) -> pb.CheckSwitchoverResponse:
        """The evidence, without consequences."""
        checks = await self._control.check_switchover()
        servers = self._control.view().servers
        active = next((server.name for server in servers if server.role is Role.ACTIVE), "")
        return pb.CheckSwitchoverResponse(
            ready=all(check.verdict is not Verdict.VETO for check in checks),
            checks=[check_to_proto(check) for check in checks],
            from_server=active,
            to_server=next((server.name for server in servers if server.name != active), "") if active else "",
        )

    async def StartSwitchover(self, request: pb.StartSwitchoverRequest, context: Any) -> pb.StartSwitchoverResponse:
        """Start, and return the operation at once."""
        operation = await self._control.start_switchover(
            user=caller().user, reason=reason(request.reason), request_id=request_id(request.request_id)
        )
        return pb.StartSwitchoverResponse(operation=operation_to_proto(operation))

    async def StartFailover(self, request: pb.StartFailoverRequest, context: Any) -> pb.StartFailoverResponse:
        """Start, but only when the caller says that it knows the price."""
        if not request.force:
            raise NotReady(
                "a failover may lose unsafe entries and therefore has to be forced; add --force if the active is lost", "NOT_FORCED"
            )
        operation = await self._control.start_failover(
            user=caller().user,
            reason=reason(request.reason),
            force=True,
            request_id=request_id(request.request_id),
            to_server=request.to_server,
        )
        return pb.StartFailoverResponse(operation=operation_to_proto(operation))
