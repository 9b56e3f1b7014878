"""The hash of a block, against another implementation, and the comparison of a block of a file with it."""

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh64_intdigest

from twinhelm_node.journal.block_hash import block_hash, holds_block


def expected(data: bytes) -> bytes:
    return struct.pack("<QQ", xxh64_intdigest(data, 0), xxh64_intdigest(data, 0x5457494E48454C4D))


@given(st.binary(max_size=300))
def test_the_hash_is_xxh64_with_two_seeds(data: bytes) -> None:
    assert block_hash(data) == expected(data)


def test_a_file_holds_a_block_or_not(tmp_path: Path) -> None:
    data = os.urandom(300_001)
    path = tmp_path / "file"
    path.write_bytes(data)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        for offset, length in ((0, 0), (0, 1), (0, len(data)), (4096, 262_144), (len(data) - 5, 5), (len(data), 0)):
            assert holds_block(descriptor, offset, length, expected(data[offset : offset + length]))
        assert not holds_block(descriptor, 1, 100, expected(data[:100]))
        assert not holds_block(descriptor, len(data) - 5, 6, expected(data[-5:]))  # a file that is too short
        assert not holds_block(descriptor, 0, 100, expected(data[:100])[:15])
        assert not holds_block(descriptor, 0, 100, b"")
    finally:
        os.close(descriptor)
    with pytest.raises(OSError, match="Bad file descriptor"):
        holds_block(descriptor, 0, 100, bytes(16))
