"""VerifyService: comparing the copy with the original."""

from typing import Any

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.admin.v1.verify_service_pb2_grpc import VerifyServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id, required
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import Verification


class VerifyServicer(VerifyServiceServicer):
    """Starts and shows checks."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def StartVerification(self, request: pb.StartVerificationRequest, context: Any) -> pb.StartVerificationResponse:
        """Compare a set or a path in it."""
        name = required("set_name", request.set_name)
        await self._control.start_verification(name, request.path, user=caller().user, request_id=request_id(request.request_id))
        return pb.StartVerificationResponse()

    async def ListVerifications(self, request: pb.ListVerificationsRequest, context: Any) -> pb.ListVerificationsResponse:
        """How far every set is."""
        return pb.ListVerificationsResponse(verifications=[_to_proto(one) for one in await self._control.verifications()])


def _to_proto(one: Verification) -> pb.Verification:
    return pb.Verification(
        set_name=one.set_name,
        state=one.state.value,
        detail=one.detail,
        progress_ratio=one.progress_ratio,
        visited_objects=one.visited_objects,
        compared_bytes=one.compared_bytes,
        sent_bytes=one.sent_bytes,
    )


def verification_from_proto(message: pb.Verification) -> Verification:
    """Message to value."""
    return Verification(
        message.set_name, SetState(message.state), message.detail, message.progress_ratio, message.visited_objects, message.compared_bytes,
        message.sent_bytes,
    )  # fmt: skip
