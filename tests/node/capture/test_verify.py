"""VERIFY records: the hash of what stands in a block at its place in the order, checked with another implementation."""

import os
import struct

import pytest
from xxhash import xxh64_intdigest

from tests.fakes.mounted_capture import Mounted


def expected(data: bytes) -> bytes:
    return struct.pack("<QQ", xxh64_intdigest(data, 0), xxh64_intdigest(data, 0x5457494E48454C4D))


@pytest.mark.parametrize("size", [1, 3, 4, 7, 8, 31, 32, 33, 63, 100, 4096, 65536, 65537, 300_001])
def test_every_block_carries_its_hash(mounted: Mounted, size: int) -> None:
    data = os.urandom(size)
    (mounted.folder / "file").write_bytes(data)
    target = mounted.capture.open_file(b"file")
    offset, seen = 0, len(mounted.records())
    while (step := mounted.capture.verify_block(target, offset, 65536))[0] > 0:
        offset = step[1]
    made = mounted.records()[seen:]
    assert [(record.kind, record.path, record.flags) for record in made] == [("VERIFY", b"file", 1)] * len(made)
    assert sum(record.b for record in made) == size
    for record in made:
        assert record.payload == expected(data[record.a : record.a + record.b])


def test_a_hole_is_said_in_one_record(mounted: Mounted) -> None:
    with (mounted.folder / "sparse").open("wb") as file:
        file.truncate(1 << 32)
        file.seek(1 << 32)
        file.write(b"end")
    target = mounted.capture.open_file(b"sparse")
    seen = len(mounted.records())
    handled, following = mounted.capture.verify_block(target, 0, 65536)
    assert (handled, following) == (1 << 32, 1 << 32)
    assert mounted.capture.verify_block(target, following, 65536) == (3, following + 3)
    assert [record.kind for record in mounted.records()[seen:]] == ["FALLOCATE", "VERIFY"]


def test_only_regular_files_are_opened_and_nothing_is_recorded(mounted: Mounted) -> None:
    (mounted.folder / "directory").mkdir()
    os.symlink("directory", mounted.folder / "link")
    before = len(mounted.records())
    for path in (b"directory", b"link", b"missing", b""):
        assert mounted.capture.open_file(path) is None
    assert len(mounted.records()) == before


def test_a_file_that_was_renamed_is_left_alone(mounted: Mounted) -> None:
    (mounted.folder / "file").write_bytes(b"x" * 1000)
    target = mounted.capture.open_file(b"file")
    os.rename(mounted.folder / "file", mounted.folder / "other")
    before = len(mounted.records())
    assert mounted.capture.verify_block(target, 0, 65536)[0] < 0
    assert len(mounted.records()) == before


def test_what_lost_its_name_while_it_was_compared_is_compared_under_another(mounted: Mounted) -> None:
    (mounted.folder / "a").write_bytes(b"x" * 100_000)
    os.link(mounted.folder / "a", mounted.folder / "b")
    os.link(mounted.folder / "a", mounted.folder / "c")
    target = mounted.capture.copy_object(b"a")
    assert mounted.capture.verify_block(target, 0, 65536)[0] > 0
    (mounted.folder / "a").unlink()
    assert mounted.capture.verify_block(target, 65536, 65536)[0] < 0
    assert not mounted.capture.copy_object(b"b").is_linked
    assert mounted.capture.copy_object(b"c").is_linked
