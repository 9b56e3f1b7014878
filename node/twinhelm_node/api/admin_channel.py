"""ChannelService: what holds for the channel of the whole pair."""

from typing import Any

from twinhelm.admin.v1 import channel_service_pb2 as pb
from twinhelm.admin.v1.channel_service_pb2_grpc import ChannelServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id


class ChannelSettingsServicer(ChannelServiceServicer):
    """The control process judges what is to change; see config.channel_changes."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def GetChannel(self, request: pb.GetChannelRequest, context: Any) -> pb.GetChannelResponse:
        """What is set."""
        return pb.GetChannelResponse(channel=pb.Channel(bandwidth=self._control.document().bandwidth))

    async def ChangeChannel(self, request: pb.ChangeChannelRequest, context: Any) -> pb.ChangeChannelResponse:
        """Set the cap of the pair."""
        bandwidth = await self._control.change_bandwidth(
            request.channel.bandwidth, user=caller().user, request_id=request_id(request.request_id)
        )
        return pb.ChangeChannelResponse(channel=pb.Channel(bandwidth=bandwidth))
