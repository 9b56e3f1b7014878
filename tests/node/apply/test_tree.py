"""What the passive's tree says of itself."""

import os
from pathlib import Path

from twinhelm_node.apply.tree import Tree, open_root


def test_the_other_names_of_a_file_are_found_in_the_whole_tree(tmp_path: Path) -> None:
    (tmp_path / "d/e").mkdir(parents=True)
    (tmp_path / "d/file").write_bytes(b"x")
    (tmp_path / "alone").write_bytes(b"x")
    os.link(tmp_path / "d/file", tmp_path / "hard")
    os.link(tmp_path / "d/file", tmp_path / "d/e/deep")
    tree = Tree(open_root(str(tmp_path)))
    try:
        assert sorted(tree.other_names(b"d/file")) == [b"d/e/deep", b"hard"]
        assert [tree.other_names(path) for path in (b"alone", b"d", b"nothing", b"d/nothing/at/all")] == [[], [], [], []]
    finally:
        tree.close()
