"""What the bytes of a batch are at the receiving end: records as they are, a compressed piece of their own, or a part of the long stream.

The sending end is `economy/packer.py`.
"""

import zstandard

from twinhelm_node.channel.economy.long_window import LongDecompressor
from twinhelm_node.channel.values import Codec
from twinhelm_node.domain.errors import DataError

BATCH_BYTES = 1024 * 1024
MAX_RAW_BYTES = 2 * 1024 * 1024


class Decompressor:
    """Undoes `Packer` for one connection. Not thread-safe. `long_window_log` is what was agreed upon; 0: no long stream."""

    def __init__(self, long_window_log: int = 0) -> None:
        self._single = zstandard.ZstdDecompressor(max_window_size=2 * MAX_RAW_BYTES)
        self._long = LongDecompressor(long_window_log) if long_window_log else None

    def expand(self, data: bytes, codec: Codec, raw_bytes: int) -> bytes:
        """Return the raw bytes; raises DataError (reason CORRUPT_BATCH) if they are not what was announced."""
        if not 0 < raw_bytes <= MAX_RAW_BYTES:
            raise DataError(
                f"A batch announces {raw_bytes} bytes, more than {MAX_RAW_BYTES} or none; update both servers.", "CORRUPT_BATCH"
            )
        if codec is Codec.ZSTD_LONG:
            if self._long is None:
                raise DataError("A batch of a long stream came, but none was agreed upon; update both servers.", "CORRUPT_BATCH")
            return self._long.expand(data, raw_bytes)
        try:
            raw = self._expand_single(data, raw_bytes) if codec is Codec.ZSTD else data
        except zstandard.ZstdError as error:
            raise DataError(f"A batch cannot be decompressed ({error}); it is asked for again.", "CORRUPT_BATCH") from error
        if len(raw) != raw_bytes:
            raise DataError(f"A batch holds {len(raw)} bytes instead of {raw_bytes}; it is asked for again.", "CORRUPT_BATCH")
        return raw

    def _expand_single(self, data: bytes, raw_bytes: int) -> bytes:
        # where the header of a frame tells the size of its content, the library believes it and ignores max_output_size
        told = zstandard.get_frame_parameters(data).content_size
        if told not in {raw_bytes, zstandard.CONTENTSIZE_UNKNOWN}:
            raise DataError(f"A batch is compressed from {told} bytes instead of {raw_bytes}; it is asked for again.", "CORRUPT_BATCH")
        return self._single.decompress(data, max_output_size=raw_bytes, allow_extra_data=False)
