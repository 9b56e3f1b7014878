"""One zstd frame that lasts as long as a connection: each batch may refer to everything sent before it, up to the window.

The compressor is flushed at the end of each batch, so a batch is whole blocks of that frame and can be expanded at once. Both ends keep
the window in memory: once it has filled, about its size on each server and for each set (touched only as far as it is used).
"""

from collections.abc import Iterator

import psutil
import zstandard

from twinhelm_node.domain.errors import DataError

LARGEST_WINDOW_LOG = 27  # 128 MiB
SMALLEST_WINDOW_LOG = 20
MEMORY_SHARE = 16
LEVEL = 3  # measured: level 6 saves half a per cent more for nearly twice the processor time
_BLOCK_BYTES = 128 * 1024
_RLE = 1
_RESERVED = 3


def affordable_window_log(available_bytes: int) -> int:
    """Return the largest window (as a power of two) that takes at most a sixteenth of the memory that is free; 0: none."""
    fitting = (size for size in range(LARGEST_WINDOW_LOG, SMALLEST_WINDOW_LOG - 1, -1) if MEMORY_SHARE << size <= available_bytes)
    return next(fitting, 0)


def window_log_here() -> int:
    """Return the largest window that this machine can afford now."""
    return affordable_window_log(psutil.virtual_memory().available)


class LongCompressor:
    """The sending end of one frame. Not thread-safe. Raises zstandard.ZstdError if there is no memory for the window."""

    def __init__(self, window_log: int) -> None:
        parameters = zstandard.ZstdCompressionParameters.from_level(
            LEVEL, window_log=window_log, enable_ldm=True, write_content_size=False, write_checksum=False, write_dict_id=False
        )
        self._frame = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        self.window_bytes = 1 << window_log

    def compress(self, raw: bytes) -> bytes:
        """Return the blocks of the next batch; what is returned must reach the other end, and in order."""
        return self._frame.compress(raw) + self._frame.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


class LongDecompressor:
    """The receiving end. Not thread-safe; useless after it raised.

    Never holds more than the window that was agreed upon, and never expands more than a block beyond what a batch announces: blocks are
    fed one by one, and a block holds at most 128 KiB.
    """

    def __init__(self, window_log: int) -> None:
        self._window_bytes = 1 << window_log
        self._frame = zstandard.ZstdDecompressor(max_window_size=self._window_bytes).decompressobj()
        self._begun = False

    def expand(self, data: bytes, raw_bytes: int) -> bytes:
        """Return the raw bytes of the next batch; raises DataError (CORRUPT_BATCH) unless they are exactly `raw_bytes`."""
        begin = 0
        if not self._begun:
            begin = self._check_header(data)
            self._begun = True
        pieces: list[bytes] = [self._feed(data[:begin])] if begin else []
        size = 0
        for start, end in _blocks(data, begin):
            pieces.append(self._feed(data[start:end]))
            size += len(pieces[-1])
            if size > raw_bytes:
                raise _corrupt(f"holds more than the {raw_bytes} bytes that it announces")
        if size != raw_bytes:
            raise _corrupt(f"holds {size} bytes instead of {raw_bytes}")
        return b"".join(pieces)

    def _check_header(self, data: bytes) -> int:
        try:
            header_bytes = zstandard.frame_header_size(data)
            frame = zstandard.get_frame_parameters(data)
        except zstandard.ZstdError as error:
            raise _corrupt(f"does not begin a compressed stream ({error})") from error
        if frame.window_size > self._window_bytes or frame.dict_id or frame.has_checksum:
            raise _corrupt(f"asks for a window of {frame.window_size} bytes, {self._window_bytes} were agreed upon")
        return header_bytes

    def _feed(self, block: bytes) -> bytes:
        try:
            return self._frame.decompress(block)
        except zstandard.ZstdError as error:
            raise _corrupt(f"cannot be decompressed ({error})") from error


def _blocks(data: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Yield where each block begins and ends (RFC 8878, 3.1.1.2); a last block or a piece of one has no place here."""
    while begin < len(data):
        header = int.from_bytes(data[begin : begin + 3], "little")
        last, kind, size = header & 1, header >> 1 & 3, header >> 3
        end = begin + 3 + (1 if kind == _RLE else size)
        if last or kind == _RESERVED or size > _BLOCK_BYTES or end > len(data):
            raise _corrupt(f"is damaged at byte {begin}")
        yield begin, end
        begin = end


def _corrupt(what: str) -> DataError:
    return DataError(f"A batch of the long stream {what}; it is asked for again.", "CORRUPT_BATCH")
