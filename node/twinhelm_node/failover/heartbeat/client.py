"""Sends heartbeats over one link and takes in the answers.

A beat leaves every `interval_s`, whether the one before was answered or not. After a second without an answer the channel is made anew:
a TCP connection that sat in a cut link would wait for its own retransmission long after the link has healed.

grpc cannot bind a channel to a local address; the addresses of each link lie in a network of their own, so the route decides.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

import grpc
import grpc.aio

from twinhelm.peer.v1 import heartbeat_service_pb2 as pb
from twinhelm.peer.v1.heartbeat_service_pb2_grpc import HeartbeatServiceStub
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.failover.beat import Beat
from twinhelm_node.failover.heartbeat.service import Hear
from twinhelm_node.failover.heartbeat.translate import from_proto, to_proto

RENEW_AFTER_S = 1.0
MOST_AT_ONCE = 8


class HeartbeatLinkClient:
    """The calling side of one link. `target` is "address:port"; an answer to a beat later than `deadline_s` counts for nothing."""

    def __init__(
        self,
        link: str,
        target: str,
        *,
        credentials: grpc.ChannelCredentials,
        options: Sequence[tuple[str, str | int]],
        interval_s: float,
        deadline_s: float,
        make_beat: Callable[[], Beat],
        hear: Hear,
        foreign: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._target = target
        self._credentials = credentials
        # A pool of its own: channels would otherwise share the back-off of a connection that is long dead. And a short one: the other
        # control process may be back at once.
        own = {"grpc.use_local_subchannel_pool": 1, "grpc.initial_reconnect_backoff_ms": 100, "grpc.max_reconnect_backoff_ms": 250}
        self._options = list((dict(options) | own).items())
        self._interval_s = interval_s
        self._deadline_s = deadline_s
        self._make_beat = make_beat
        self._hear = hear
        self._foreign = foreign
        self._clock = clock
        self._channel: grpc.aio.Channel | None = None
        self._fresh_at = 0.0
        self._calls: set[asyncio.Task[None]] = set()
        self._nudge = asyncio.Event()

    def nudge(self) -> None:
        """Beat at once: there is something to say that the other server waits for."""
        self._nudge.set()

    async def run(self) -> None:
        """Beat for ever; cancel to end."""
        due = self._clock()
        try:
            while True:
                await self._renew_channel()
                if len(self._calls) < MOST_AT_ONCE:
                    task = asyncio.create_task(self._beat())
                    self._calls.add(task)
                    task.add_done_callback(self._calls.discard)
                due = max(due + self._interval_s, self._clock())
                self._nudge.clear()
                try:
                    async with asyncio.timeout(due - self._clock()):
                        await self._nudge.wait()
                    due = self._clock()
                except TimeoutError:
                    pass
        finally:
            for call in self._calls:
                call.cancel()
            if self._channel is not None:
                with contextlib.suppress(asyncio.CancelledError):
                    await self._channel.close(None)

    async def _renew_channel(self) -> None:
        now = self._clock()
        if self._channel is not None and now - self._fresh_at < RENEW_AFTER_S:
            return
        old, self._fresh_at = self._channel, now
        self._channel = grpc.aio.secure_channel(self._target, self._credentials, options=self._options)
        if old is not None:
            await old.close(None)

    async def _beat(self) -> None:
        assert self._channel is not None
        stub = HeartbeatServiceStub(self._channel)
        ours, sent_at = self._make_beat(), self._clock()
        try:
            answer = await stub.Beat(pb.BeatRequest(heartbeat=to_proto(ours, self._link)), timeout=self._deadline_s)
            theirs = from_proto(answer.heartbeat)
        except grpc.RpcError as error:
            if error.code() is grpc.StatusCode.FAILED_PRECONDITION:
                self._foreign(str(error.details()))
            return
        except InvalidInput as error:
            self._foreign(str(error))
            return
        if theirs.pair_id != ours.pair_id:
            self._foreign(f"{self._target} answers for another pair ({theirs.pair_id}); correct the heartbeat addresses here")
            return
        self._fresh_at = max(self._fresh_at, self._clock())
        self._hear(theirs, self._link, sent_at)
