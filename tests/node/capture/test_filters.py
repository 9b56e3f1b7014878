"""What is excluded works for the application, leaves no records, and may cross the border by a rename."""

import os

import pytest

from tests.fakes.mounted_capture import Mounted, same_start
from tests.fakes.replay import Replay, describe


@pytest.fixture
def filtered(tmp_path):
    with Mounted(tmp_path, exclude=["*.tmp", "cache", "logs/*.old"]) as mounted:
        same_start(mounted)
        yield mounted


def replicated(mounted: Mounted) -> dict[bytes, tuple]:
    """The captured tree without what is excluded."""
    tree = describe(mounted.folder)
    return {
        path: value
        for path, value in tree.items()
        if not any(part.endswith(b".tmp") or part == b"cache" for part in path.split(b"/"))
        and not (path.startswith(b"logs/") and path.endswith(b".old"))
    }


def serve_copies(mounted: Mounted) -> None:
    """What the walker does with the paths that came in."""
    todo = mounted.capture.take_copy_requests()
    while todo:
        path = todo.pop()
        entries = mounted.capture.copy_directory(path)
        if entries is not None:
            todo += [path + b"/" + name for name, _ in entries]
            continue
        target = mounted.capture.copy_object(path)
        if target is not None and target.is_regular:
            offset = 0
            while (step := mounted.capture.copy_block(target, offset, 65536))[0] > 0:
                offset = step[1]
            mounted.capture.copy_finish(target)


def finish_directories(mounted: Mounted) -> None:
    for path in describe(mounted.folder):
        if os.path.isdir(os.path.join(os.fsencode(mounted.folder), path)) and path in replicated(mounted):
            mounted.capture.copy_directory_finish(path)


def assert_equal(mounted: Mounted) -> None:
    Replay(mounted.second).run(mounted.records())
    expected, found = replicated(mounted), describe(mounted.second)
    assert found.keys() == expected.keys()
    for path, value in expected.items():
        assert found[path] == value, path


def test_excluded_objects_work_and_leave_no_records(filtered: Mounted):
    folder = filtered.folder
    (folder / "cache").mkdir()
    (folder / "cache" / "deep").mkdir()
    (folder / "cache" / "deep" / "f").write_text("not replicated")
    (folder / "x.tmp").write_text("not replicated")
    (folder / "logs").mkdir()
    (folder / "logs" / "a.old").write_text("not replicated")
    (folder / "a.old").write_text("replicated: the pattern has a slash")
    assert (folder / "cache" / "deep" / "f").read_text() == "not replicated"
    paths = {record.path for record in filtered.records()}
    assert paths == {b"", b"logs", b"a.old"}, "only times of the directories that hold excluded objects"
    os.unlink(folder / "x.tmp")
    assert_equal(filtered)


def test_only_included_files_are_recorded(tmp_path):
    with Mounted(tmp_path, include=["*.db", "conf/*"]) as mounted:
        same_start(mounted)
        (mounted.folder / "d").mkdir()
        (mounted.folder / "conf").mkdir()
        (mounted.folder / "d" / "a.db").write_text("yes")
        (mounted.folder / "d" / "a.txt").write_text("no")
        (mounted.folder / "conf" / "any").write_text("yes")
        written = {record.path for record in mounted.records() if record.kind == "WRITE"}
        assert written == {b"d/a.db", b"conf/any"}
        assert mounted.capture.is_excluded(b"d/a.txt", is_directory=False)
        assert not mounted.capture.is_excluded(b"d", is_directory=True)


def test_a_leading_slash_means_the_top_of_the_folder(tmp_path):
    with Mounted(tmp_path, exclude=["/run"]) as mounted:
        (mounted.folder / "run").mkdir()
        (mounted.folder / "run" / "pid").touch()
        (mounted.folder / "d" / "run").mkdir(parents=True)
        assert {record.path for record in mounted.records()} == {b"", b"d", b"d/run"}


def test_a_rename_outward_takes_it_from_the_passive(filtered: Mounted):
    folder = filtered.folder
    (folder / "f").write_text("x")
    (folder / "d" / "e").mkdir(parents=True)
    (folder / "d" / "e" / "g").write_text("y")
    os.rename(folder / "f", folder / "f.tmp")
    os.rename(folder / "d", folder / "cache")
    removed = [(record.kind, record.path, record.flags) for record in filtered.records() if record.kind in {"UNLINK", "RMDIR", "RENAME"}]
    assert removed == [("UNLINK", b"f", 0), ("RMDIR", b"d", 2)]
    (folder / "cache" / "e" / "g").write_text("goes on unrecorded")
    assert_equal(filtered)


def test_a_rename_inward_is_copied(filtered: Mounted):
    folder = filtered.folder
    (folder / "f.tmp").write_text("content of before")
    (folder / "cache" / "e").mkdir(parents=True)
    (folder / "cache" / "e" / "g").write_text("y" * 100_000)
    (folder / "cache" / "x.tmp").write_text("stays excluded")
    (folder / "target").write_text("replaced, and longer than what replaces it")
    filtered.capture.position()
    assert filtered.capture.arm()
    os.rename(folder / "f.tmp", folder / "target")
    assert os.eventfd_read(filtered.capture.wake_fd) == 1
    os.rename(folder / "cache", folder / "d")
    with (folder / "d" / "e" / "g").open("ab") as file:
        file.write(b"written before the walker came")
    serve_copies(filtered)
    finish_directories(filtered)
    assert_equal(filtered)


def test_a_renamed_directory_is_judged_again_below(filtered: Mounted):
    folder = filtered.folder
    (folder / "d" / "sub").mkdir(parents=True)
    (folder / "d" / "a.old").write_text("replicated until the directory is called logs")
    (folder / "d" / "b").write_text("always")
    (folder / "d" / "sub" / "c.old").write_text("fnmatch lets a star match a slash")
    os.rename(folder / "d", folder / "logs")
    assert filtered.capture.take_copy_requests() == []
    removed = {(record.kind, record.path) for record in filtered.records() if record.kind == "UNLINK"}
    assert removed == {("UNLINK", b"logs/a.old"), ("UNLINK", b"logs/sub/c.old")}
    assert_equal(filtered)


def test_a_renamed_directory_brings_what_is_no_longer_excluded(filtered: Mounted):
    folder = filtered.folder
    (folder / "logs" / "sub").mkdir(parents=True)
    (folder / "logs" / "a.old").write_text("not replicated before")
    (folder / "logs" / "sub" / "b.old").write_text("nor this")
    (folder / "logs" / "c").write_text("always")
    os.rename(folder / "logs", folder / "kept")
    serve_copies(filtered)
    finish_directories(filtered)
    assert_equal(filtered)


def test_exchanged_directories_are_judged_again_below(filtered: Mounted):
    import ctypes

    folder = filtered.folder
    for name in ("logs", "d"):
        (folder / name).mkdir()
        (folder / name / "a.old").write_text(name)
        (folder / name / "b").write_text(name)
    assert ctypes.CDLL(None).renameat2(-100, os.fsencode(folder / "logs"), -100, os.fsencode(folder / "d"), 2) == 0
    serve_copies(filtered)
    finish_directories(filtered)
    assert_equal(filtered)


def test_exchange_across_the_border(filtered: Mounted):
    import ctypes

    folder = filtered.folder
    (folder / "a").write_text("was replicated")
    (folder / "b.tmp").write_text("was not")
    libc = ctypes.CDLL(None)
    assert libc.renameat2(-100, os.fsencode(folder / "a"), -100, os.fsencode(folder / "b.tmp"), 2) == 0
    serve_copies(filtered)
    finish_directories(filtered)
    assert_equal(filtered)


def test_links_across_the_border(filtered: Mounted):
    folder = filtered.folder
    (folder / "a.tmp").write_text("x")
    os.link(folder / "a.tmp", folder / "a")
    with (folder / "a.tmp").open("a") as file:
        file.write("seen through the replicated name")
    assert filtered.last().path == b"a"
    os.link(folder / "a", folder / "b")
    os.link(folder / "a", folder / "c.tmp")
    serve_copies(filtered)
    finish_directories(filtered)
    Replay(filtered.second).run(filtered.records())
    assert (filtered.second / "a").read_text() == "xseen through the replicated name"
    assert (filtered.second / "b").samefile(filtered.second / "a")
