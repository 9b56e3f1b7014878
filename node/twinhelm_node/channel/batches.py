"""The bytes of a batch: records as they are, compressed where that makes them smaller (the low bandwidth module's first step)."""

import zstandard

from twinhelm_node.domain.errors import DataError

BATCH_BYTES = 1024 * 1024
MAX_RAW_BYTES = 2 * 1024 * 1024
_SMALL = 256


class Compressor:
    """Compresses batches with zstd level 1. Not thread-safe."""

    def __init__(self) -> None:
        self._compressor = zstandard.ZstdCompressor(level=1, write_content_size=True)

    def compress(self, raw: bytes) -> tuple[bool, bytes]:
        """Return (compressed?, bytes); raw when it would not shrink."""
        if len(raw) >= _SMALL:
            packed = self._compressor.compress(raw)
            if len(packed) < len(raw):
                return True, packed
        return False, raw


class Decompressor:
    """Undoes `Compressor`. Not thread-safe."""

    def __init__(self) -> None:
        self._decompressor = zstandard.ZstdDecompressor()

    def expand(self, data: bytes, compressed: bool, raw_bytes: int) -> bytes:
        """Return the raw bytes; raises DataError (reason CORRUPT_BATCH) if they are not what was announced."""
        if not 0 < raw_bytes <= MAX_RAW_BYTES:
            raise DataError(
                f"A batch announces {raw_bytes} bytes, more than {MAX_RAW_BYTES} or none; update both servers.", "CORRUPT_BATCH"
            )
        try:
            raw = self._decompressor.decompress(data, max_output_size=raw_bytes) if compressed else data
        except zstandard.ZstdError as error:
            raise DataError(f"A batch cannot be decompressed ({error}); it is asked for again.", "CORRUPT_BATCH") from error
        if len(raw) != raw_bytes:
            raise DataError(f"A batch holds {len(raw)} bytes instead of {raw_bytes}; it is asked for again.", "CORRUPT_BATCH")
        return raw
