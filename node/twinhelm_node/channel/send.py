"""The active's end of the channel: takes whole records from the unsafe queue, sends them in order, connects again when cut.

One sender per protected set. Several batches are under way at once; memory is bounded by `_WINDOW_BYTES`.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import grpc

from twinhelm.peer.v1 import channel_service_pb2_grpc as pb_grpc
from twinhelm_node.api.transport import PEER_MESSAGE_BYTES, mutual_channel_credentials
from twinhelm_node.channel import translate
from twinhelm_node.channel.batches import BATCH_BYTES
from twinhelm_node.channel.broken import why_it_ended
from twinhelm_node.channel.economy.economy import Economy
from twinhelm_node.channel.values import Need, Report, Sending, Welcome
from twinhelm_node.domain.errors import DataError, TwinhelmError, Unreachable
from twinhelm_node.domain.ports_replicator import ChannelPath
from twinhelm_node.domain.status import QueueStatus
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import HEADER
from twinhelm_node.security.store import ServerCredentials

_log = logging.getLogger(__name__)
_aio: Any = grpc.aio  # the stubs do not know EOF
_EOF = _aio.EOF
_WINDOW_BYTES = 8 * 1024 * 1024
_LINGER_S = 0.025
# with fsyncs waiting: shorter than one round trip, so that only what comes in a burst is gathered
_LINGER_URGENT_S = 0.001
_LINGER_BELOW_BYTES = BATCH_BYTES
_CONNECT_S = 2.0
_WELCOME_S = 30.0
_SILENT_S = 3.0
_BACKOFF_FIRST_S, _BACKOFF_LAST_S = 0.1, 1.0


@dataclass(slots=True)
class _UnderWay:
    """A batch on its way and not acknowledged. `message_bytes` is 0 until it leaves (`sent_s`)."""

    last_sequence: int
    raw_bytes: int
    first_time_ns: int
    message_bytes: int = 0
    sent_s: float = 0.0


class Sender:
    """Sends one set's unsafe queue to the passive for as long as `run` runs."""

    def __init__(
        self, source: Sending, paths: Callable[[], tuple[ChannelPath, ...]], credentials: ServerCredentials, economy: Economy,
        peer_name: str = "the passive",
    ) -> None:  # fmt: skip
        self._source = source
        self._paths = paths
        self._credentials = credentials
        self._peer_name = peer_name
        self._reader = QueueReader(source.directory)
        self._economy = economy
        self._under_way: deque[_UnderWay] = deque()
        self._under_way_bytes = 0
        self._message_bytes = 0
        self._sent_sequence = 0
        self._held_since_s = 0.0  # by the link or a cap: more could leave than may; 0: it is not
        self._held_s = 0.0
        self._records = asyncio.Event()
        self._room = asyncio.Event()
        self._acknowledged = 0
        self.connected_path = ""

    async def run(self) -> None:
        """Connect, send, connect again; ends only by cancellation."""
        loop = asyncio.get_running_loop()
        descriptor = self._source.wake_descriptor
        loop.add_reader(descriptor, self._woken, descriptor)
        self._seek(self._source.hello().first_available_sequence)
        backoff_s = _BACKOFF_FIRST_S
        try:
            while True:
                for path in self._paths():
                    if await self._try(path):
                        backoff_s = _BACKOFF_FIRST_S
                await asyncio.sleep(backoff_s)
                backoff_s = min(2 * backoff_s, _BACKOFF_LAST_S)
        finally:
            loop.remove_reader(descriptor)
            self._reader.close()
            self._economy.close()

    @property
    def acknowledged_sequence(self) -> int:
        """The last record that the passive holds durably, as far as it has said."""
        return self._acknowledged

    def queue(self, now_ns: int) -> QueueStatus:
        """Return the unsafe queue: everything captured and not acknowledged."""
        position = self._source.position()
        entries = position.last_sequence - self._acknowledged
        if entries <= 0:
            return QueueStatus()
        try:
            waiting_bytes = self._reader.remaining_bytes(position)
            oldest_ns = self._under_way[0].first_time_ns if self._under_way else self._reader.peek_time_ns(position)
        except (DataError, OSError):
            return QueueStatus(entries)
        return QueueStatus(entries, self._under_way_bytes + waiting_bytes, max(0.0, (now_ns - oldest_ns) / 1e9) if oldest_ns else 0.0)

    async def _try(self, path: ChannelPath) -> bool:
        """One connection over one path; returns whether it brought anything across (a passive that is full answers, and refuses)."""
        error: TwinhelmError | None = None
        before = self._acknowledged
        host = f"[{path.peer_address}]" if ":" in path.peer_address else path.peer_address
        channel = grpc.aio.secure_channel(
            f"{host}:{path.port}", mutual_channel_credentials(self._credentials), options=_options(self._credentials.target_name)
        )
        try:
            # timeout and not wait_for, here and below: wait_for loses a cancellation that meets the result (cpython 86296)
            async with asyncio.timeout(_CONNECT_S):
                await channel.channel_ready()
            await self._session(pb_grpc.ChannelServiceStub(channel), path)
        except TimeoutError:
            error = Unreachable(
                f"{self._peer_name} does not answer on link {path.link or path.peer_address}; check that link and its replicator"
            )
        except grpc.RpcError as failure:
            error = why_it_ended(failure, self._peer_name, path.link or path.peer_address)
        except TwinhelmError as failure:
            error = failure
        except OSError as failure:
            error = DataError(f"The unsafe queue cannot be read ({failure}); check the disk that holds it.", "QUEUE_UNREADABLE")
        finally:
            self.connected_path = ""
            self._seek(self._acknowledged + 1)
            self._source.parted(error)
            # a channel that is closed with a call under way waits for it; the grace of 0 ends it
            await channel.close(0)
        if error is not None:
            _log.debug("channel over %s: %s", path.link, error)
        return self._acknowledged > before

    async def _session(self, stub: Any, path: ChannelPath) -> None:
        call = stub.Replicate()
        tasks: list[asyncio.Future[None]] = []
        try:
            hello = replace(self._source.hello(), long_window_log=self._economy.hello_window_log())
            await call.write(translate.hello_to_message(hello))
            async with asyncio.timeout(_WELCOME_S):
                answer = await call.read()
            welcome = translate.response_to_value(answer) if answer is not _EOF else None
            if not isinstance(welcome, Welcome):
                await self._raise_end(call)
                return
            self._begin(welcome)
            self._economy.begin(min(welcome.long_window_log, hello.long_window_log))
            self.connected_path = path.link or path.peer_address
            self._source.welcomed(welcome)
            tasks = [asyncio.ensure_future(self._send(call)), asyncio.ensure_future(self._listen(call))]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            # the listening half knows why the stream ended
            await asyncio.wait(tasks[1:], timeout=0.5)
            for task in reversed(tasks):
                if task.done():
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            call.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _raise_end(self, call: Any) -> None:
        """The passive ended the stream: raise its reason."""
        code = await call.code()
        if code is not grpc.StatusCode.OK:
            raise grpc.aio.AioRpcError(
                code, await call.initial_metadata(), await call.trailing_metadata(), details=await call.details(), debug_error_string=""
            )

    def _begin(self, welcome: Welcome) -> None:
        last = self._source.position().last_sequence
        first = self._source.hello().first_available_sequence
        if not first <= welcome.next_sequence <= last + 1:
            raise DataError(
                f"{self._peer_name} asks for sequence {welcome.next_sequence}, but the unsafe queue holds {first} to {last}; "
                "the set must be copied again.", "SEQUENCE_GAP",
            )  # fmt: skip
        self._acknowledged = welcome.next_sequence - 1
        self._seek(welcome.next_sequence)

    def _seek(self, sequence: int) -> None:
        self._under_way.clear()
        self._under_way_bytes = self._message_bytes = 0
        self._hold(held=False)
        self._acknowledged = self._sent_sequence = sequence - 1
        self._reader.seek(sequence)

    async def _listen(self, call: Any) -> None:
        while True:
            async with asyncio.timeout(_SILENT_S):
                answer = await call.read()
            if answer is _EOF:
                await self._raise_end(call)
                return
            value = translate.response_to_value(answer)
            if isinstance(value, Report):
                self._check(value)
                self._confirm(value.durable_sequence)
                self._source.reported(value)
            elif isinstance(value, Need):
                self._source.needed(value)

    def _check(self, report: Report) -> None:
        """Refuse a report that cannot be true, before anything is dropped because of it."""
        highest = max(report.durable_sequence, report.applied_sequence)
        if highest > self._sent_sequence:
            raise DataError(
                f"{self._peer_name} acknowledges sequence {highest}, but only {self._sent_sequence} was sent; nothing is "
                "dropped. Update both servers.", "BAD_ACKNOWLEDGEMENT",
            )  # fmt: skip
        if report.durable_sequence < self._acknowledged:
            raise DataError(
                f"{self._peer_name} holds only sequence {report.durable_sequence} after it had acknowledged {self._acknowledged}; check "
                "its disk. What is still here is sent again.", "BAD_ACKNOWLEDGEMENT",
            )  # fmt: skip

    def _confirm(self, durable_sequence: int) -> None:
        self._acknowledged = durable_sequence
        now_s = time.monotonic()
        while self._under_way and self._under_way[0].last_sequence <= durable_sequence:
            batch = self._under_way.popleft()
            self._under_way_bytes -= batch.raw_bytes
            self._message_bytes -= batch.message_bytes
            self._economy.acknowledged(now_s, batch.message_bytes, delay_s=now_s - batch.sent_s, waiting=self._held_since_s > 0)
        self._room.set()

    async def _send(self, call: Any) -> None:
        source, reader = self._source, self._reader
        sent_at = 0.0
        while True:
            position = source.position()
            if reader.next_sequence > position.last_sequence:
                self._records.clear()
                if source.arm():
                    self._economy.idle()
                    await self._records.wait()
                continue
            if reader.remaining_bytes(position) < min(_LINGER_BELOW_BYTES, self._economy.batch_bytes):
                wait_s = sent_at + (_LINGER_URGENT_S if source.urgent else _LINGER_S) - time.monotonic()
                if wait_s > 0:
                    self._economy.idle()
                    await asyncio.sleep(wait_s)
                    position = source.position()
            while self._under_way_bytes > _WINDOW_BYTES or self._message_bytes > self._economy.under_way_bytes:
                self._hold(held=True)
                self._room.clear()
                await self._room.wait()
            self._hold(held=False)
            first = reader.next_sequence
            raw = reader.read(position, self._economy.batch_bytes)
            batch = _UnderWay(reader.next_sequence - 1, len(raw), HEADER.unpack_from(raw)[4])
            self._under_way.append(batch)
            self._under_way_bytes += batch.raw_bytes
            packed = await self._economy.pack(raw)
            message = translate.batch_to_message(first, batch.last_sequence, len(raw), packed.codec, packed.data)
            size_bytes = message.ByteSize()
            self._hold(held=True)
            await self._economy.leave(size_bytes)
            sent_at = batch.sent_s = time.monotonic()
            batch.message_bytes = size_bytes
            self._message_bytes += size_bytes
            self._sent_sequence = batch.last_sequence
            await call.write(message)
            self._hold(held=False)

    def _hold(self, *, held: bool) -> None:
        now_s = time.monotonic()
        if self._held_since_s:
            self._held_s += now_s - self._held_since_s
        self._held_since_s = now_s if held else 0.0

    def sample(self, now_s: float) -> None:
        """Let the low bandwidth module look at the queue; a few times a second."""
        try:
            waiting_bytes = self._reader.remaining_bytes(self._source.position())
        except (DataError, OSError):
            return  # said where it is read
        if self._held_since_s:
            self._hold(held=True)
        self._economy.sample(now_s, self._under_way_bytes + waiting_bytes, self._held_s)

    def _woken(self, descriptor: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(descriptor)
        self._records.set()


def _options(target_name: str) -> tuple[tuple[str, str | int], ...]:
    """A connection of its own, that notices a cut link within two or three seconds."""
    return (
        ("grpc.ssl_target_name_override", target_name),
        ("grpc.max_receive_message_length", PEER_MESSAGE_BYTES),
        ("grpc.max_send_message_length", PEER_MESSAGE_BYTES),
        ("grpc.use_local_subchannel_pool", 1),
        ("grpc.enable_http_proxy", 0),
        ("grpc.keepalive_time_ms", 1_000),
        ("grpc.keepalive_timeout_ms", 2_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 1_000),
    )
