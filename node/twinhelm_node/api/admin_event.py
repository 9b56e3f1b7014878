"""EventService: what happened, in pages and live."""

from collections.abc import AsyncIterator
from typing import Any

from twinhelm.admin.v1 import event_service_pb2 as pb
from twinhelm.admin.v1.event_service_pb2_grpc import EventServiceServicer
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import page_size
from twinhelm_node.api.translate_pair import event_to_proto


class EventServicer(EventServiceServicer):
    """Pages by the cursor of the last event shown."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def ListEvents(self, request: pb.ListEventsRequest, context: Any) -> pb.ListEventsResponse:
        """Newest first."""
        size = page_size(request.page_size, 1000, 100)
        events = self._control.events(request.page_token, size + 1)
        page = events[:size]
        return pb.ListEventsResponse(
            events=[event_to_proto(event) for event in page], next_page_token=page[-1].cursor if len(events) > size else ""
        )

    async def WatchEvents(self, request: pb.WatchEventsRequest, context: Any) -> AsyncIterator[pb.WatchEventsResponse]:
        """Every event after the cursor, until the caller leaves."""
        async for event in self._control.watch_events(request.cursor):
            yield pb.WatchEventsResponse(event=event_to_proto(event))
