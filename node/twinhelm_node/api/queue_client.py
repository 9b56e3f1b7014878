"""Asks the other server what waits in the queue that it holds, over the first heartbeat link that answers."""

from collections.abc import Callable, Sequence

import grpc
import grpc.aio

from twinhelm.peer.v1 import queue_service_pb2 as pb
from twinhelm.peer.v1.queue_service_pb2_grpc import QueueHeadServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.translate_queue import entries_from_message
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.queue_head import QueueHead, QueueName

ASK_S = 2.0


class QueueHeadClient:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call. Keeps one channel a link."""

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
        self._channels: dict[str, grpc.aio.Channel] = {}

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the first entries of a queue that the other server holds. Raises what it raised; Unreachable when no link answers."""
        request = pb.ListQueueHeadRequest(set_name=set_name, queue=queue.value, count=count)
        error: TwinhelmError = Unreachable(f"{self._peer_name} answers on no heartbeat link; check the links")
        for target in self._targets():
            if target not in self._channels:
                self._channels[target] = grpc.aio.secure_channel(target, self._credentials, options=self._options)
            try:
                answer = await QueueHeadServiceStub(self._channels[target]).ListQueueHead(request, timeout=ASK_S)
            except grpc.RpcError as failure:
                error = from_rpc_error(failure, self._peer_name)
                if not isinstance(error, Unreachable):
                    raise error from failure
            else:
                return QueueHead(answer.server, entries_from_message(answer.entries))
        raise error

    async def close(self) -> None:
        """Close the channels."""
        while self._channels:
            await self._channels.popitem()[1].close(None)
