"""The passive's end of the channel: checks batches, makes them durable, then acknowledges them.

Invariant (Ack): an acknowledgement carries only what `Receiving.append` has made durable.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from twinhelm.peer.v1 import channel_service_pb2 as pb
from twinhelm.peer.v1 import channel_service_pb2_grpc as pb_grpc
from twinhelm_node.api.errors import details, status_code
from twinhelm_node.channel import translate
from twinhelm_node.channel.batches import Decompressor
from twinhelm_node.channel.economy.long_window import window_log_here
from twinhelm_node.channel.values import Receiving
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady, TwinhelmError
from twinhelm_node.journal.record import Run, check_run

_log = logging.getLogger(__name__)
_WAITING_BYTES = 8 * 1024 * 1024
_APPLIED_INTERVAL_S = 0.035  # longer than a batch gathers: under load what is applied is told with what becomes durable
_REPORT_INTERVAL_S = 0.25
_HELLO_TIMEOUT_S = 5.0


class ChannelServicer(pb_grpc.ChannelServiceServicer):
    """Serves ChannelService.Replicate. `find` returns the receiving side of a set, or raises NotFound or NotReady."""

    def __init__(
        self, pair_id: Callable[[], str], find: Callable[[str], Receiving], window_log: Callable[[], int] = window_log_here
    ) -> None:
        self._pair_id = pair_id
        self._find = find
        self._window_log = window_log
        self._streams: dict[str, _Stream] = {}

    async def Replicate(self, request_iterator: AsyncIterator[pb.ReplicateRequest], context: Any) -> None:  # type: ignore[override] # noqa: N802 # named by the protocol; the stubs know generators only
        """One stream of one set; a newer stream of the same set ends an older one."""
        try:
            await self._replicate(request_iterator, context)
        except TwinhelmError as error:
            _log.info("channel stream refused: %s", error)
            await context.abort(status_code(error), str(error), details(error))

    async def end_streams(self, set_name: str) -> None:
        """End the stream of a set and wait until nothing of it is being written."""
        stream = self._streams.get(set_name)
        if stream is not None:
            await stream.end()

    async def _replicate(self, requests: AsyncIterator[pb.ReplicateRequest], context: Any) -> None:
        try:
            async with asyncio.timeout(_HELLO_TIMEOUT_S):
                first = await anext(requests)
        except (StopAsyncIteration, TimeoutError):
            raise InvalidInput("A channel stream began without a hello; update both servers to the same version.", "NO_HELLO") from None
        if first.WhichOneof("message") != "hello":
            raise InvalidInput("A channel stream began without a hello; update both servers to the same version.", "NO_HELLO")
        hello = translate.hello_from_message(first.hello)
        if hello.pair_id != self._pair_id():
            raise NotReady(
                "The caller belongs to another pair; check the heartbeat addresses in twinhelm.toml on both servers.", "OTHER_PAIR"
            )
        receiving = self._find(hello.set_name)
        await self.end_streams(hello.set_name)
        window_log = min(hello.long_window_log, self._window_log())
        stream = self._streams[hello.set_name] = _Stream(receiving, requests, context, Decompressor(window_log), hello.generation)
        try:
            welcome = replace(await receiving.greet(hello), long_window_log=window_log)
            await context.write(translate.welcome_to_message(welcome))
            await stream.run()
        finally:
            stream.finished.set()
            if self._streams.get(hello.set_name) is stream:
                del self._streams[hello.set_name]


class _Stream:
    """One running stream: a task that reads, one that makes durable, one that reports."""

    def __init__(
        self, receiving: Receiving, requests: AsyncIterator[pb.ReplicateRequest], context: Any, decompressor: Decompressor,
        generation: int,
    ) -> None:  # fmt: skip
        self._receiving = receiving
        self._requests = requests
        self._context = context
        self._loop = asyncio.get_running_loop()
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="receive")
        self._decompressor = decompressor
        self._generation = generation
        self._waiting: deque[pb.Batch] = deque()
        self._waiting_bytes = 0
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._report_now = asyncio.Event()
        self._durable_now = asyncio.Event()
        self._ended = asyncio.Event()
        self.finished = asyncio.Event()

    async def end(self) -> None:
        """Make `run` return, and wait for it."""
        self._ended.set()
        await self.finished.wait()

    async def run(self) -> None:
        """Serve until the caller ends, an error ends it, or `end`."""
        self._receiving.on_change(self._changed)
        tasks = [asyncio.ensure_future(work) for work in (self._read(), self._store(), self._tell(), self._ended.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            if self._ended.is_set():
                raise NotReady("This stream was ended here: a newer one took its place or this server changed its role.", "NOT_PASSIVE")
        finally:
            self._receiving.on_change(None)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            # cancelling does not stop a write that a worker thread has begun
            await self._loop.run_in_executor(None, self._executor.shutdown)

    def _changed(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ends with the process
            self._loop.call_soon_threadsafe(self._report_now.set)

    async def _read(self) -> None:
        async for request in self._requests:
            if request.WhichOneof("message") != "batch":
                raise InvalidInput("Only batches may follow the hello; update both servers to the same version.", "BAD_MESSAGE")
            self._waiting.append(request.batch)
            self._waiting_bytes += request.batch.raw_bytes
            self._arrived.set()
            await self._until_at_most(_WAITING_BYTES)
        await self._until_at_most(0)  # the caller has said all it wants to say: keep it before the stream ends

    async def _until_at_most(self, waiting_bytes: int) -> None:
        while self._waiting_bytes > waiting_bytes:
            self._room.clear()
            await self._room.wait()

    async def _store(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            batches = list(self._waiting)
            self._waiting.clear()
            if batches:
                await self._loop.run_in_executor(self._executor, self._store_batches, batches)
                self._waiting_bytes -= sum(batch.raw_bytes for batch in batches)
                self._room.set()
                self._durable_now.set()
                self._report_now.set()

    def _store_batches(self, batches: list[pb.Batch]) -> None:
        """Check everything, then write it with one fdatasync. A damaged batch does not take the good ones before it down."""
        runs: list[tuple[bytes, Run]] = []
        expected = self._receiving.next_sequence
        try:
            for batch in batches:
                raw = self._decompressor.expand(batch.data, translate.codec_of(batch), batch.raw_bytes)
                run = check_run(raw, expected)
                if run.last_generation > self._generation:
                    raise InvalidInput(
                        f"The stream of generation {self._generation} carries records of generation {run.last_generation}; update both "
                        "servers to the same version.", "BAD_GENERATION",
                    )  # fmt: skip
                runs.append((raw, run))
                expected = run.last_sequence + 1
        finally:
            self._receiving.append(runs)

    async def _tell(self) -> None:
        while True:
            # timeout and not wait_for, which loses a cancellation that meets the event (cpython 86296)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_REPORT_INTERVAL_S):
                    await self._report_now.wait()
            self._report_now.clear()
            self._durable_now.clear()
            for need in self._receiving.take_needs():
                await self._context.write(translate.need_to_message(need))
            await self._context.write(translate.report_to_message(self._receiving.report()))
            # progress of apply is told now and then; what became durable at once: somebody's fsync waits for it
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_APPLIED_INTERVAL_S):
                    await self._durable_now.wait()


def set_unknown(name: str) -> NotFound:
    """The error for a set that this server does not have."""
    return NotFound(f"This server does not know the protected set {name}; wait until the pair document has arrived.", "UNKNOWN_SET")
