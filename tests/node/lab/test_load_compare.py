"""The independent comparison notices what it must notice: content, metadata, links, names, attributes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from twinhelm_node.journal.record import Kind, Record, encode
from twinhelm_node.journal.segment import create_segment
from twinhelm_node.lab.demo_evidence import UnsafeQueue
from twinhelm_node.lab.load_compare import differences, rsync_exclude, unsafe_queue_beyond, where_generation_grew_from

AT = (10**18, 10**18 + 7)


def tree(root: Path) -> Path:
    (root / "deep").mkdir(parents=True)
    (root / "deep/file").write_bytes(b"x" * 5000)
    os.link(root / "deep/file", root / "link")
    (root / "postmaster.pid").write_text("1")
    for path in (root / "deep/file", root / "postmaster.pid", root / "deep", root):
        os.utime(path, ns=AT)
    return root


def other_content(root: Path) -> None:
    (root / "link").write_bytes(b"y" * 5000)
    os.utime(root / "link", ns=AT)


def other_object(root: Path) -> None:
    (root / "link").unlink()
    (root / "link").write_bytes(b"x" * 5000)
    os.utime(root / "link", ns=AT)
    (root / "link").chmod((root / "deep/file").stat().st_mode)
    os.utime(root, ns=AT)


CHANGES: dict[str, Callable[[Path], None]] = {
    "content of equal size and time": other_content,
    "a nanosecond of time": lambda root: os.utime(root / "link", ns=(10**18, 10**18 + 8)),
    "mode": lambda root: (root / "link").chmod(0o600),
    "a name more": lambda root: (root / "new").touch(),
    "a name less": lambda root: (root / "link").unlink(),
    "an extended attribute": lambda root: os.setxattr(root / "link", "user.note", b"1"),
    "a hard link that became a file": other_object,
}


def test_equal_trees_show_no_difference(tmp_path: Path) -> None:
    assert differences(tree(tmp_path / "one"), tree(tmp_path / "other")) == ()


@pytest.mark.parametrize("change", CHANGES)
def test_every_difference_is_found(tmp_path: Path, change: str) -> None:
    one, other = tree(tmp_path / "one"), tree(tmp_path / "other")
    CHANGES[change](other)
    assert differences(one, other) != ()


def test_excluded_names_may_differ(tmp_path: Path) -> None:
    one, other = tree(tmp_path / "one"), tree(tmp_path / "other")
    (other / "postmaster.pid").write_text("2")
    assert differences(one, other) != ()
    assert differences(one, other, ["postmaster.pid"]) == ()


def test_patterns_are_said_in_the_words_of_rsync() -> None:
    assert rsync_exclude("*.pid") == "*.pid"
    assert rsync_exclude("base/pgsql_tmp*") == "/base/pgsql_tmp**"


def test_the_unsafe_queue_is_what_the_other_server_does_not_hold(tmp_path: Path) -> None:
    lost, survivor = tmp_path / "lost", tmp_path / "survivor"
    for directory, records in (
        (lost, [Record(number, 1, Kind.WRITE, b"f", b"x", time_ns=100 + number) for number in range(5, 10)]),
        (survivor, [Record(8, 2, Kind.GENERATION, a=1, b=7), Record(9, 2, Kind.WRITE, b"f")]),
    ):
        directory.mkdir()
        descriptor = create_segment(directory, bytes(16), records[0].generation, records[0].sequence)
        os.write(descriptor, b"".join(encode(record) for record in records) + bytes(64))
        os.close(descriptor)
    held = where_generation_grew_from(survivor)
    assert held == 7
    assert unsafe_queue_beyond(lost, held) == UnsafeQueue(2, 108)
    assert unsafe_queue_beyond(lost, 9) == UnsafeQueue(0, 0)
