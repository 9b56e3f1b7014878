"""Asks the replicator of this server over its Unix socket. Implements domain.ports_replicator.Replicator."""

import os
from collections.abc import AsyncIterator
from typing import Any

import grpc

from twinhelm.local.v1 import check_service_pb2 as check_pb
from twinhelm.local.v1 import check_service_pb2_grpc as check_pb_grpc
from twinhelm.local.v1 import replicator_service_pb2 as pb
from twinhelm.local.v1 import replicator_service_pb2_grpc as pb_grpc
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.translate_queue import entries_from_message
from twinhelm_node.api.translate_replicator import paths_to_message, sets_to_message, status_from_message
from twinhelm_node.api.translate_verify import checks_from_proto
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.ports_replicator import ActivationStep, ChannelPath, DrainStep, SetEnd
from twinhelm_node.domain.queue_head import QueueEntry, QueueName
from twinhelm_node.domain.status import ReplicatorStatus
from twinhelm_node.domain.verification import CheckAction, SetChecks

_CONFIGURE_S = 60.0
_DEACTIVATE_S = 60.0
_STATUS_S = 2.0


class ReplicatorClient:
    """One client for the life of the control process; reconnects by itself. Calls fail with Unreachable while the replicator is away."""

    def __init__(self, socket_path: str) -> None:
        options = (
            ("grpc.initial_reconnect_backoff_ms", 100), ("grpc.min_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 500),
            ("grpc.use_local_subchannel_pool", 1),
        )  # fmt: skip
        self._channel = grpc.aio.insecure_channel(f"unix:{socket_path}", options=options)
        self._stub: Any = pb_grpc.ReplicatorServiceStub(self._channel)
        self._checks: Any = check_pb_grpc.CheckServiceStub(self._channel)

    async def close(self) -> None:
        """Close the connection."""
        await self._channel.close(None)

    async def configure(self, pair_id: str, sets: tuple[ProtectedSet, ...], channel_paths: tuple[ChannelPath, ...]) -> None:
        """Make the sets and the ways to the peer those given. Reasons: PATH_MISSING, PATH_OVERLAPS."""
        request = pb.ConfigureRequest(pair_id=pair_id, sets=sets_to_message(sets), channel_paths=paths_to_message(channel_paths))
        await self._ask(self._stub.Configure(request, timeout=_CONFIGURE_S))

    async def activate(self, generation: int) -> AsyncIterator[ActivationStep]:
        """Become the sending side; ends when applications may start."""
        try:
            async for message in self._stub.Activate(pb.ActivateRequest(generation=generation)):
                yield ActivationStep(message.phase, message.detail, message.done)
        except grpc.RpcError as error:
            raise _error(error) from error

    async def deactivate(self, generation: int, *, force: bool = False) -> tuple[SetEnd, ...]:
        """Become the receiving side. Reason FILES_OPEN while an application still uses a folder, unless `force`."""
        answer = await self._ask(self._stub.Deactivate(pb.DeactivateRequest(generation=generation, force=force), timeout=_DEACTIVATE_S))
        return tuple(SetEnd(end.set_name, end.generation, end.sequence, end.clean) for end in answer.ends)

    async def drain(self, timeout_s: float) -> AsyncIterator[DrainStep]:
        """On the active: wait until the passive has applied everything captured. Unreachable (DEADLINE_EXCEEDED) at the end of the time."""
        try:
            async for message in self._stub.Drain(pb.DrainRequest(), timeout=timeout_s):
                yield DrainStep(message.unsafe_entries, message.unsafe_bytes, message.safe_entries, message.done)
        except grpc.RpcError as error:
            raise _error(error) from error

    async def status(self) -> ReplicatorStatus:
        """Return the status now."""
        answer = await self._ask(self._stub.GetStatus(pb.GetStatusRequest(), timeout=_STATUS_S))
        return status_from_message(answer.status)

    async def watch_status(self, interval_s: float) -> AsyncIterator[ReplicatorStatus]:
        """Yield the status at least every `interval_s` and at once when a set's state changes. Raises Unreachable when the process ends."""
        try:
            async for message in self._stub.WatchStatus(pb.WatchStatusRequest(interval_s=interval_s)):
                yield status_from_message(message.status)
        except grpc.RpcError as error:
            raise _error(error) from error

    async def start_copy(self, set_name: str, path: str = "") -> None:
        """Compare a set, or a path in it, with the passive's copy and send what differs."""
        await self._ask(self._stub.StartCopy(pb.StartCopyRequest(set_name=set_name, raw_path=os.fsencode(path)), timeout=_STATUS_S))

    async def order_check(self, set_name: str, action: CheckAction, path: bytes = b"", rate_bytes_per_s: int = 0, user: str = "") -> None:
        """Start, pause, resume or cancel a check, or change its rate. Reasons: NOT_FOUND, NOT_ACTIVE, NO_CHECK, COPY_NEEDED."""
        request = check_pb.OrderCheckRequest(
            set_name=set_name, action=action.value, path=path, rate_bytes_per_s=rate_bytes_per_s, user=user
        )
        await self._ask(self._checks.OrderCheck(request, timeout=_STATUS_S))

    async def checks(self) -> tuple[SetChecks, ...]:
        """Return the checks of every set, as far as this server knows."""
        answer = await self._ask(self._checks.ListChecks(check_pb.ListChecksRequest(), timeout=_STATUS_S))
        return tuple(checks_from_proto(one) for one in answer.sets)

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> tuple[QueueEntry, ...]:
        """Return the first entries of a queue that this server holds. Reasons: UNKNOWN_SET, NOT_HELD_HERE."""
        request = pb.ListQueueHeadRequest(set_name=set_name, queue=queue.value, count=count)
        answer = await self._ask(self._stub.ListQueueHead(request, timeout=_STATUS_S))
        return entries_from_message(answer.entries)

    async def _ask(self, call: Any) -> Any:
        try:
            return await call
        except grpc.RpcError as error:
            raise _error(error) from error


def _error(error: grpc.RpcError) -> TwinhelmError:
    found = from_rpc_error(error, "the replicator")
    if isinstance(found, Unreachable) and found.reason == "UNREACHABLE":
        return Unreachable("The replicator of this server does not answer; see the log of twinhelm-replicator.")
    return found
