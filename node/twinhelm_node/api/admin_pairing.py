"""PairingService: the token with which the second server joins."""

from typing import Any

from twinhelm.admin.v1 import pairing_service_pb2 as pb
from twinhelm.admin.v1.pairing_service_pb2_grpc import PairingServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id, within
from twinhelm_node.api.translate_time import timestamp

SHORTEST_S, LONGEST_S, DEFAULT_S = 60.0, 86_400.0, 3600.0


class PairingServicer(PairingServiceServicer):
    """The token travels once, in the answer; the audit log does not hold it."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def CreateJoinToken(self, request: pb.CreateJoinTokenRequest, context: Any) -> pb.CreateJoinTokenResponse:
        """Make one."""
        issued = await self._control.create_join_token(
            lifetime_s=within("lifetime_s", request.lifetime_s, SHORTEST_S, LONGEST_S, DEFAULT_S),
            replace=request.replace,
            user=caller().user,
            request_id=request_id(request.request_id),
        )
        return pb.CreateJoinTokenResponse(token=issued.text, expires_at=timestamp(issued.expires_ns), addresses=issued.addresses)
