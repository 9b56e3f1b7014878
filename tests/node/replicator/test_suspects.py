"""What can differ: named by records, or by the change times of files."""

import os
import time
from pathlib import Path

import pytest

from twinhelm_node.apply.check import Missing, Scope
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.channel.values import Hello
from twinhelm_node.journal.record import Kind, Record
from twinhelm_node.journal.recovery import Recovered, SegmentInfo
from twinhelm_node.replicator.history import TreePosition
from twinhelm_node.replicator.rejoin import common_position
from twinhelm_node.replicator.suspects import Suspects, TooMany

EVERYTHING = PathFilter((), ())


def needs(suspects: Suspects, folder: Path) -> dict[bytes, Missing]:
    return {need.path: need for need in suspects.needs(str(folder), 7)}


def test_records_name_what_they_changed_and_the_folders_whose_names_they_changed(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    for name in ("d/written", "d/made", "kept"):
        (tmp_path / name).touch()
    suspects = Suspects()
    suspects.add_records([
        Record(1, 1, Kind.GENERATION), Record(2, 1, Kind.WRITE, b"d/written", b"x"), Record(3, 1, Kind.CREATE, b"d/made"),
        Record(4, 1, Kind.UNLINK, b"gone"), Record(5, 1, Kind.CHECK_BEGIN, b"kept"),
    ])  # fmt: skip
    found = needs(suspects, tmp_path)
    assert set(found) == {b"d/written", b"d", b"d/made", b"gone", b""}
    assert found[b"d"] == Missing(7, b"d", Scope.OBJECT, present=True)
    assert found[b"gone"] == Missing(7, b"gone", Scope.TREE, present=False)
    assert not any(need.everything for need in found.values())


def test_a_renamed_folder_is_suspect_with_everything_below(tmp_path: Path) -> None:
    (tmp_path / "new/below").mkdir(parents=True)
    suspects = Suspects()
    suspects.add_records([
        Record(1, 1, Kind.WRITE, b"new/below/file", b"x"), Record(2, 1, Kind.RENAME, b"old", b"new"),
        Record(3, 1, Kind.WRITE, b"newer", b"x"),
    ])  # fmt: skip
    found = needs(suspects, tmp_path)
    assert set(found) == {b"new", b"old", b"", b"newer"}
    assert found[b"new"].scope is Scope.TREE


def test_change_times_tell_what_no_record_names(tmp_path: Path) -> None:
    for directory in ("quiet", "busy", "moved before"):
        (tmp_path / directory).mkdir()
        (tmp_path / directory / "old").touch()
    before = time.time()
    while (since := _now_on(tmp_path)) <= before * 10**9:  # coarser than the clock
        pass
    (tmp_path / "busy/new").touch()
    (tmp_path / "busy/left out.tmp").touch()
    os.utime(tmp_path / "quiet/old", (1, 1))  # its modification time lies
    _later_than(tmp_path, since)
    os.rename(tmp_path / "moved before", tmp_path / "moved")
    suspects = Suspects()
    suspects.add_changed_since(str(tmp_path), since, PathFilter((), ("*.tmp", "probe")))
    found = needs(suspects, tmp_path)
    assert set(found) == {b"", b"busy", b"busy/new", b"quiet/old", b"moved"}
    assert (found[b"moved"].scope, found[b"busy"].scope) == (Scope.TREE, Scope.OBJECT)


def _now_on(folder: Path) -> int:
    (folder / "probe").touch()
    return (folder / "probe").stat().st_ctime_ns


def _later_than(folder: Path, moment: int) -> None:
    while _now_on(folder) <= moment:
        pass


def test_too_many_are_not_listed() -> None:
    suspects = Suspects(most=3)
    with pytest.raises(TooMany):
        suspects.add_records(Record(number, 1, Kind.WRITE, b"%d" % number) for number in range(1, 6))


def test_nothing_suspect_is_still_one_look(tmp_path: Path) -> None:
    assert Suspects().needs(str(tmp_path), 7) == [Missing(7, b"", Scope.OBJECT, present=True)]


@pytest.mark.parametrize(
    ("origin", "first_available", "expected"),
    [
        ((3, 50), 51, TreePosition(3, 50)),
        ((3, 90), 91, TreePosition(3, 90)),
        ((3, 39), 40, TreePosition(3, 39)),
        ((3, 38), 39, "covers 40 to 90"),
        ((3, 91), 92, "covers 40 to 90"),
        ((2, 50), 51, "grew from generation 2"),
        ((0, 0), 1, "grew from generation 0"),
        ((3, 50), 52, "no longer holds sequence 51"),
    ],
)
def test_the_last_common_position(origin: tuple[int, int], first_available: int, expected: TreePosition | str) -> None:
    own = Recovered((SegmentInfo(40, 90, 3, 3, 1000),))
    hello = Hello("pair", "set", 4, *origin, first_available, 200)
    found = common_position(own, hello)
    assert found == expected if isinstance(expected, TreePosition) else expected in str(found)


def test_without_a_journal_nothing_is_known() -> None:
    assert "nothing tells" in str(common_position(Recovered(), Hello("pair", "set", 4, 3, 50, 51, 60)))
