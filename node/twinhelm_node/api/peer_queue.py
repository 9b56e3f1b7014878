"""QueueHeadService: the other server asks, for a person, what waits in the queue that this one holds."""

from typing import Any

from twinhelm.peer.v1 import queue_service_pb2 as pb
from twinhelm.peer.v1.queue_service_pb2_grpc import QueueHeadServiceServicer
from twinhelm_node.api.admin_queue import MOST_ENTRIES
from twinhelm_node.api.translate_queue import entries_to_message
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.queue_head import QueueName


class QueueHeadServicer(QueueHeadServiceServicer):
    """Answers on the peer port, so the caller is the other server of this pair."""

    def __init__(self, server_name: str, replicator: Replicator) -> None:
        self._server_name = server_name
        self._replicator = replicator

    async def ListQueueHead(self, request: pb.ListQueueHeadRequest, context: Any) -> pb.ListQueueHeadResponse:
        """Read the journal here; what is not held here is refused."""
        if request.queue not in tuple(QueueName):
            raise InvalidInput(f"there is no queue {request.queue}; ask for the unsafe or the safe one", "BAD_QUEUE")
        count = min(max(request.count, 1), MOST_ENTRIES)
        entries = await self._replicator.queue_head(request.set_name, QueueName(request.queue), count)
        return pb.ListQueueHeadResponse(server=self._server_name, entries=entries_to_message(pb.QueueEntry, entries))
