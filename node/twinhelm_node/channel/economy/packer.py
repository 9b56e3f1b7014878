"""Packs batches at the level in force and keeps the account: bytes in, bytes out, time spent."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import zstandard

from twinhelm_node.channel.economy.long_window import LEVEL, LongCompressor
from twinhelm_node.channel.values import Codec
from twinhelm_node.domain.economy import Level

_log = logging.getLogger(__name__)
_SMALL_BYTES = 256
# a hop to a thread and back costs as much as 64 KiB at `strong`; at `fast` only full batches, which have others behind them, are worth it
_THREAD_ABOVE_BYTES = {Level.OFF: 512 * 1024, Level.FAST: 512 * 1024, Level.STRONG: 64 * 1024}
_PROBE_EVERY = 16
_LATE_BYTES = 16 * 1024 * 1024


@dataclass(slots=True)
class _Connection:
    """What belongs to one connection: a thread may still be packing for the last one when the next begins."""

    window_log: int
    long: LongCompressor | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """A batch as it travels."""

    codec: Codec
    data: bytes


class Packer:
    """The packing end of one set's channel. `begin` for each connection; `pack` one call at a time."""

    def __init__(self) -> None:
        self._single = {Level.FAST: _single(1), Level.OFF: _single(1), Level.STRONG: _single(LEVEL)}
        self._connection = _Connection(0)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="pack")
        self._batches = 0
        self._late: deque[tuple[int, int]] = deque()
        self._late_raw = self._late_packed = 0
        self.processor_s = 0.0
        self.elapsed_s = 0.0

    def close(self) -> None:
        """Let the thread end."""
        self._executor.shutdown(wait=False)

    def begin(self, window_log: int) -> None:
        """A new connection: nothing sent before may be referred to. `window_log` 0: the other end knows no long window."""
        self._connection = _Connection(window_log)

    @property
    def window_bytes(self) -> int:
        """The long window in use; 0: none."""
        return self._connection.long.window_bytes if self._connection.long else 0

    @property
    def saved_ratio(self) -> float:
        """What compressing saved of the last 16 MiB that were compressed; 1 before there were any."""
        return 1.0 - self._late_packed / self._late_raw if self._late_raw else 1.0

    async def pack(self, raw: bytes, level: Level, *, probing: bool = False) -> Packed:
        """Pack one batch. What it returns must be sent: a long window goes on from it.

        `probing`: at `off`, look at a batch now and then, to notice content that would shrink.
        """
        if len(raw) < _THREAD_ABOVE_BYTES[level]:
            return self._pack(self._connection, raw, level, probing)
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._pack, self._connection, raw, level, probing)

    def _pack(self, connection: _Connection, raw: bytes, level: Level, probing: bool) -> Packed:
        began_s, processor_s = time.monotonic(), time.thread_time()
        try:
            return self._packed(connection, raw, level, probing)
        finally:
            self.processor_s += time.thread_time() - processor_s
            self.elapsed_s += time.monotonic() - began_s

    def _packed(self, connection: _Connection, raw: bytes, level: Level, probing: bool) -> Packed:
        if level is Level.STRONG and connection.window_log:
            with contextlib.suppress(zstandard.ZstdError, MemoryError):
                connection.long = connection.long or LongCompressor(connection.window_log)
                data = connection.long.compress(raw)
                self._note(len(raw), len(data))
                return Packed(Codec.ZSTD_LONG, data)
            # part of a batch may have gone into the window and will never be sent: this connection goes on without
            _log.warning("There is no memory for a window of %d bytes; batches are compressed one by one.", 1 << connection.window_log)
            connection.window_log, connection.long = 0, None
        self._batches += 1
        wanted = level is not Level.OFF
        if len(raw) >= _SMALL_BYTES and (wanted or (probing and self._batches % _PROBE_EVERY == 0)):
            data = self._single[level].compress(raw)
            self._note(len(raw), len(data))
            if wanted and len(data) < len(raw):
                return Packed(Codec.ZSTD, data)
        return Packed(Codec.RAW, raw)

    def _note(self, raw_bytes: int, packed_bytes: int) -> None:
        self._late.append((raw_bytes, packed_bytes))
        self._late_raw += raw_bytes
        self._late_packed += packed_bytes
        while len(self._late) > 1 and self._late_raw - self._late[0][0] >= _LATE_BYTES:
            raw, packed = self._late.popleft()
            self._late_raw -= raw
            self._late_packed -= packed


def _single(level: int) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=level, write_content_size=True)
