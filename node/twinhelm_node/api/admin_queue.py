"""QueueService: which changes wait in the queues."""

from typing import Any

from twinhelm.admin.v1 import queue_service_pb2 as pb
from twinhelm.admin.v1.queue_service_pb2_grpc import QueueServiceServicer
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import page_size, required
from twinhelm_node.api.translate_queue import entries_to_message
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.queue_head import QueueName

MOST_ENTRIES = 200
_QUEUES = {pb.QUEUE_UNSAFE: QueueName.UNSAFE, pb.QUEUE_SAFE: QueueName.SAFE}


class QueueServicer(QueueServiceServicer):
    """Reads only."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def ListQueueHead(self, request: pb.ListQueueHeadRequest, context: Any) -> pb.ListQueueHeadResponse:
        """The first entries, oldest first."""
        queue = _QUEUES.get(request.queue)
        if queue is None:
            raise InvalidInput("the queue is not given; ask for the unsafe or the safe one", "MISSING_FIELD")
        count = page_size(request.page_size, MOST_ENTRIES, 20)
        head = await self._control.queue_head(required("set_name", request.set_name), queue, count)
        return pb.ListQueueHeadResponse(server=head.server, entries=entries_to_message(pb.QueueEntry, head.entries))
