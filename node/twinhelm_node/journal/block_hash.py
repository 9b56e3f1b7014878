"""The hash of a block that a VERIFY record carries (FORMAT.md "Record"): XXH64 with two seeds, 16 bytes."""

import struct

from xxhash import xxh64_intdigest

BLOCK_HASH_BYTES = 16
_SEED_0, _SEED_1 = 0, 0x5457494E48454C4D
_HASH = struct.Struct("<QQ")


def block_hash(data: bytes) -> bytes:
    """Return the 16 bytes. Against accident, not against somebody who wants two blocks to look alike."""
    return _HASH.pack(xxh64_intdigest(data, _SEED_0), xxh64_intdigest(data, _SEED_1))
