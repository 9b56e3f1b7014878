"""The hash of a block that a VERIFY record carries (FORMAT.md "Record"): XXH64 with two seeds, 16 bytes.

Against accident, not against somebody who wants two blocks to look alike.
"""

from twinhelm_node.journal import _block


def block_hash(data: bytes) -> bytes:
    """Return the 16 bytes."""
    return _block.block_hash(data)


def holds_block(descriptor: int, offset: int, length: int, expected: bytes) -> bool:
    """Whether a file has `length` bytes at `offset` whose hash is the `expected` one. Other threads go on meanwhile."""
    return _block.holds_block(descriptor, offset, length, expected)
