"""Serves local.v1.ReplicatorService over a Unix socket that only root can open."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import grpc

from twinhelm.local.v1 import check_service_pb2_grpc as check_pb_grpc
from twinhelm.local.v1 import replicator_service_pb2 as pb
from twinhelm.local.v1 import replicator_service_pb2_grpc as pb_grpc
from twinhelm_node.api.errors import details, status_code
from twinhelm_node.api.replicator_checks import CheckServicer
from twinhelm_node.api.replicator_ports import DataPath
from twinhelm_node.api.translate_queue import entries_to_message
from twinhelm_node.api.translate_replicator import paths_from_message, sets_from_message, status_to_message
from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.domain.queue_head import QueueName

_MOST_ENTRIES = 200


class ReplicatorServicer(pb_grpc.ReplicatorServiceServicer):
    """Thin: parse, ask the core, translate back."""

    def __init__(self, core: DataPath) -> None:
        self._core = core

    async def Configure(self, request: pb.ConfigureRequest, context: Any) -> pb.ConfigureResponse:
        """See the proto."""
        try:
            await self._core.configure(request.pair_id, sets_from_message(request.sets), paths_from_message(request.channel_paths))
        except TwinhelmError as error:
            await _abort(context, error)
        return pb.ConfigureResponse()

    async def Activate(self, request: pb.ActivateRequest, context: Any) -> AsyncIterator[pb.ActivateResponse]:
        """See the proto."""
        try:
            async for step in self._core.activate(request.generation):
                yield pb.ActivateResponse(phase=step.phase, detail=step.detail, done=step.done)
        except TwinhelmError as error:
            await _abort(context, error)

    async def Deactivate(self, request: pb.DeactivateRequest, context: Any) -> pb.DeactivateResponse:
        """See the proto."""
        ends: list[pb.SetEnd] = []
        try:
            ends = [
                pb.SetEnd(set_name=end.set_name, generation=end.generation, sequence=end.sequence, clean=end.clean)
                for end in await self._core.deactivate(request.generation, force=request.force)
            ]
        except TwinhelmError as error:
            await _abort(context, error)
        return pb.DeactivateResponse(ends=ends)

    async def Drain(self, request: pb.DrainRequest, context: Any) -> AsyncIterator[pb.DrainResponse]:
        """See the proto."""
        try:
            async for step in self._core.drain():
                yield pb.DrainResponse(
                    unsafe_entries=step.unsafe_entries, unsafe_bytes=step.unsafe_bytes, safe_entries=step.safe_entries, done=step.done
                )
        except TwinhelmError as error:
            await _abort(context, error)

    async def GetStatus(self, request: pb.GetStatusRequest, context: Any) -> pb.GetStatusResponse:
        """See the proto."""
        return pb.GetStatusResponse(status=status_to_message(self._core.status()))

    async def WatchStatus(self, request: pb.WatchStatusRequest, context: Any) -> AsyncIterator[pb.WatchStatusResponse]:
        """See the proto."""
        async for status in self._core.watch_status(min(max(request.interval_s or 0.2, 0.05), 60.0)):
            yield pb.WatchStatusResponse(status=status_to_message(status))

    async def StartCopy(self, request: pb.StartCopyRequest, context: Any) -> pb.StartCopyResponse:
        """See the proto."""
        try:
            self._core.start_copy(request.set_name, os.fsdecode(request.raw_path) or request.path)
        except TwinhelmError as error:
            await _abort(context, error)
        return pb.StartCopyResponse()

    async def ListQueueHead(self, request: pb.ListQueueHeadRequest, context: Any) -> pb.ListQueueHeadResponse:
        """See the proto."""
        entries: list[pb.QueueEntry] = []
        try:
            if request.queue not in tuple(QueueName):
                raise InvalidInput(f"There is no queue {request.queue}; ask for unsafe or safe.", "BAD_QUEUE")
            found = await self._core.queue_head(request.set_name, QueueName(request.queue), min(max(request.count, 1), _MOST_ENTRIES))
            entries = entries_to_message(pb.QueueEntry, found)
        except TwinhelmError as error:
            await _abort(context, error)
        return pb.ListQueueHeadResponse(entries=entries)


async def serve_replicator(core: DataPath, socket_path: str) -> "grpc.aio.Server":
    """Listen on the socket, replacing one that a dead process left; only its owner may open it."""
    path = Path(socket_path)
    path.unlink(missing_ok=True)
    server = grpc.aio.server(options=(("grpc.max_receive_message_length", 4 * 1024 * 1024),))
    pb_grpc.add_ReplicatorServiceServicer_to_server(ReplicatorServicer(core), server)
    check_pb_grpc.add_CheckServiceServicer_to_server(CheckServicer(core), server)
    before = os.umask(0o177)
    try:
        server.add_insecure_port(f"unix:{path}")
    finally:
        os.umask(before)
    await server.start()
    path.chmod(0o600)
    return server


async def _abort(context: Any, error: TwinhelmError) -> None:
    await context.abort(status_code(error), str(error), details(error))
