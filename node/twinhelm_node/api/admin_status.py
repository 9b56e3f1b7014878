"""StatusService: the pair now, live, and its queues over the last day."""

import time
from collections.abc import AsyncIterator
from typing import Any

from twinhelm.admin.v1 import status_service_pb2 as pb
from twinhelm.admin.v1.status_service_pb2_grpc import StatusServiceServicer
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import within
from twinhelm_node.api.translate_status import sample_to_proto, view_to_proto
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.history.queue_history import QueueHistory

LONGEST_HISTORY = 2000


class StatusServicer(StatusServiceServicer):
    """Reads only."""

    def __init__(self, control: PairControl, history: QueueHistory) -> None:
        self._control = control
        self._history = history

    async def GetPairStatus(self, request: pb.GetPairStatusRequest, context: Any) -> pb.GetPairStatusResponse:
        """The view now."""
        return pb.GetPairStatusResponse(status=view_to_proto(self._control.view()))

    async def WatchPairStatus(self, request: pb.WatchPairStatusRequest, context: Any) -> AsyncIterator[pb.WatchPairStatusResponse]:
        """The view at every change, until the caller leaves."""
        interval_s = within("interval_s", request.interval_s, 0.1, 60.0, 0.5)
        async for view in self._control.watch_view(interval_s):
            yield pb.WatchPairStatusResponse(status=view_to_proto(view))

    async def GetQueueHistory(self, request: pb.GetQueueHistoryRequest, context: Any) -> pb.GetQueueHistoryResponse:
        """Samples, oldest first."""
        window_s = within("window_s", request.window_s, 1.0, 86400.0, 60.0)
        if request.set_name and all(one.name != request.set_name for one in self._control.document().sets):
            raise NotFound(f"there is no set called {request.set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
        samples = self._history.samples(request.set_name, window_s, now=time.monotonic())
        return pb.GetQueueHistoryResponse(samples=[sample_to_proto(sample) for sample in samples[-LONGEST_HISTORY:]])
