"""Setting aside: everything keeps its path as far as it can, and nothing leaves the quarantine."""

import os
from pathlib import Path

import pytest

from twinhelm_node.apply.quarantine import Quarantine
from twinhelm_node.apply.tree import Tree, open_root


@pytest.mark.parametrize("first", ["file", "link"])
def test_what_was_taken_before_is_no_folder_for_what_is_taken_now(tmp_path: Path, first: str) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir()
    tree, quarantine = Tree(open_root(str(data))), Quarantine(tmp_path / "quarantine")
    if first == "file":
        (data / "a").write_text("first")
    else:
        (data / "a").symlink_to(elsewhere)
    quarantine.take(tree, b"a")
    (data / "a").mkdir()
    for content in ("second", "third"):
        (data / "a" / "b").write_text(content)
        quarantine.take(tree, b"a/b")
    tree.close()
    assert os.listdir(data / "a") == []
    assert (quarantine.moved, quarantine.deleted) == (3, 0)
    assert os.listdir(elsewhere) == [], "something left the quarantine through a link"
    (place,) = (path for path in (tmp_path / "quarantine").iterdir() if path.is_dir())
    assert (place / "a~" / "b").read_text() == "second"
    assert (place / "a~" / "b~").read_text() == "third"
