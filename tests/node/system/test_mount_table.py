"""The mount table: which file system a folder is on, and when two paths are the same files."""

import os
from collections.abc import Callable
from pathlib import Path

from twinhelm_node.system import mounts
from twinhelm_node.system.mount_table import Mount, beneath, parse_mounts, read_mounts, share_files

TEXT = rb"""22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /srv/my\040data rw,relatime shared:7 - nfs4 server:/export rw,vers=4.2
31 22 8:2 / /srv/data ro,relatime - xfs /dev/sdb ro
32 31 0:50 / /srv/data rw - fuse.twinhelm twinhelm rw
"""


def test_lines_are_read() -> None:
    table = parse_mounts(TEXT)
    assert table[1] == Mount("0:40", "/", "/srv/my data", "nfs4", False)
    assert [mount.read_only for mount in table] == [False, False, True, False]


def test_what_holds_the_files_is_seen_through_a_capture() -> None:
    table = parse_mounts(TEXT)
    for path, kind in (("/srv/data/x", "xfs"), ("/srv/my data", "nfs4"), ("/srv", "ext4"), ("/srv/database", "ext4")):
        found = beneath(path, table)
        assert found is not None
        assert found.kind == kind


def test_a_bind_mount_leads_to_the_same_files(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(root=True)
    data, shown, beside = tmp_path / "data", tmp_path / "shown", tmp_path / "beside"
    for folder in (data / "inner", shown, beside):
        folder.mkdir(parents=True)
    assert not share_files(str(data), str(shown), read_mounts())
    mounts.bind(str(data / "inner"), str(shown))
    try:
        table = read_mounts()
        assert share_files(str(data), str(shown), table)
        assert share_files(str(shown), str(data / "inner"), table)
        assert not share_files(str(beside), str(shown), table)
    finally:
        mounts.unmount(str(shown))
    assert os.listdir(shown) == []
