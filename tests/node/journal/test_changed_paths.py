"""The file of changed paths: what is written is read, what is damaged is not trusted, folding covers everything and is bounded."""

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.journal.changed_paths import ChangedPaths, create_changed, decode_entries, encode_entries, fold, read_changed

SET_ID = b"s" * 16
NAMES = st.lists(st.sampled_from([b"a", b"b", b"c", b"\xff", b"long name"]), min_size=0, max_size=4)
PATHS = st.dictionaries(NAMES.map(b"/".join), st.booleans(), max_size=60)


def covered(path: bytes, by: dict[bytes, bool]) -> bool:
    if path in by or by.get(b""):
        return True
    return any(by.get(path[:at]) for at, byte in enumerate(path) if byte == ord("/"))


@given(PATHS)
def test_what_is_written_is_read(paths):
    found = decode_entries(encode_entries(paths) + bytes(64))
    assert (dict(found.paths), found.everything) == (paths, paths.get(b"", False))


@given(PATHS, st.integers(1, 20))
def test_folding_covers_every_path_and_is_bounded(paths, most):
    folded = fold(paths, most)
    assert len(folded) <= most
    for path, tree in paths.items():
        assert covered(path, folded)
        if tree and path in folded:
            assert folded[path]


def test_folding_spares_folders_with_few_changes():
    paths = {b"busy/%d" % number: False for number in range(1000)} | {b"quiet/one": False, b"other/two": False}
    assert fold(paths, 100) == {b"busy": True, b"quiet/one": False, b"other/two": False}


def test_a_file_is_complete_and_belongs_to_its_set(tmp_path):
    held = ChangedPaths({b"a/b": False, b"c": True})
    os.close(create_changed(tmp_path / "changed", SET_ID, 3, held))
    assert read_changed(tmp_path / "changed", SET_ID) == held
    assert read_changed(tmp_path / "changed", b"t" * 16).everything
    assert read_changed(tmp_path / "none", SET_ID).empty
    os.close(create_changed(tmp_path / "changed", SET_ID, 3, ChangedPaths(everything=True)))
    assert read_changed(tmp_path / "changed", SET_ID).everything


@pytest.mark.parametrize("damage", ["entry", "header", "rewriting", "short"])
def test_a_file_that_cannot_be_trusted_means_everything(tmp_path, damage):
    path = tmp_path / "changed"
    os.close(create_changed(path, SET_ID, 3, ChangedPaths({b"a": False, b"b": False})))
    content = bytearray(path.read_bytes())
    if damage == "entry":
        content[64 + 16 + 8] ^= 1
    elif damage == "header":
        content[20] ^= 1
    elif damage == "rewriting":
        struct.pack_into("<I", content, 56, 1)
    else:
        del content[30:]
    path.write_bytes(content)
    assert read_changed(path, SET_ID).everything


def test_a_full_disk_leaves_the_file_before(tmp_path):
    os.close(create_changed(tmp_path / "changed", SET_ID, 3, ChangedPaths({b"a": False})))
    with pytest.raises(OSError, match="No such file"):
        create_changed(tmp_path / "missing" / "changed", SET_ID, 3, ChangedPaths())
    assert b"a" in read_changed(tmp_path / "changed", SET_ID).paths
