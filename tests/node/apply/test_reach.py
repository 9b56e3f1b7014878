"""What moves while a check walks is compared all the same, and nothing is compared twice without need."""

import pytest

from twinhelm_node.apply.check import CheckState, Scope
from twinhelm_node.apply.check_memory import Remembered
from twinhelm_node.apply.reach import Reach
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import CheckOf, Kind, Record


def walked(*folders: bytes, top: bytes = b"") -> Reach:
    reach = Reach(top)
    for folder in folders:
        reach.enter(folder)
    return reach


@pytest.mark.parametrize(
    ("old", "new", "escapes"),
    [
        (b"m/file", b"a/file", True),  # from before the walk to behind it
        (b"m/file", b"file", True),  # the names of the top were listed when the walk began
        (b"m/file", b"zoo", True),
        (b"m", b"z", True),
        (b"m/file", b"z/file", False),  # into a folder that is listed later
        (b"m/file", b"m/other", False),
        (b"a/file", b"file", False),  # seen already
        (b"a", b"z", False),
        (b"d/e", b"a/e", True),  # the walk stands in it
        (b"d", b"a/d", True),
        (b"d/e/file", b"d/e/zoo", True),  # perhaps not seen, and the names of its folder were listed
    ],
)
def test_a_walk_that_stands_in_d_e(old, new, escapes):
    assert walked(b"", b"a", b"d", b"d/e").escapes(old, new) is escapes


def test_a_walk_that_has_listed_nothing_will_find_it():
    assert not walked().escapes(b"m", b"a")


def test_a_walk_of_a_part_minds_its_part():
    assert not walked(b"d", top=b"d").escapes(b"m/file", b"a/file")
    assert walked(b"d", top=b"d").escapes(b"d/file", b"a/file")
    assert walked(b"d", top=b"d").escapes(b"d", b"a")


def test_a_walk_never_goes_back():
    assert walked(b"", b"k", b"a").escapes(b"m/file", b"c/file")


def record(sequence: int, kind: Kind, a: int = 0, b: int = 0, path: bytes = b"", payload: bytes = b"") -> Record:
    return Record(
        sequence=sequence, generation=1, time_ns=0, kind=kind, flags=0, a=a, b=b, mtime_ns=0, parent_mtime_ns=0, path=path, payload=payload
    )


def synchronized() -> CheckState:
    return CheckState(SetState.SYNCHRONIZED, "", 0, lambda *_: None)


def asked(check: CheckState) -> list[tuple[bytes, Scope, bool]]:
    return [(need.path, need.scope, need.present) for need in check.take_unsent()]


def test_between_two_slices_nothing_escapes_and_after_the_check_nothing_is_asked_for():
    check = synchronized()
    check.begin(record(1, Kind.CHECK_BEGIN, 7, CheckOf.IN_ORDER))
    check.enter(b"")
    check.enter(b"d")
    check.end(record(2, Kind.CHECK_END, 7), goes_on=True)
    check.renamed(3, b"m", b"a")
    assert asked(check) == [(b"a", Scope.TREE, True)]
    check.begin(record(4, Kind.CHECK_BEGIN, 7, CheckOf.IN_ORDER, payload=b"d"))
    check.end(record(5, Kind.CHECK_END, 7, 3))
    check.renamed(6, b"m2", b"a2")
    assert asked(check) == []


def test_a_check_that_goes_on_behind_a_place_has_seen_what_is_before_it():
    check = synchronized()
    check.begin(record(1, Kind.CHECK_BEGIN, 7, CheckOf.IN_ORDER, payload=b"k/file"))
    check.renamed(2, b"m/file", b"c/file")
    check.renamed(3, b"c/old", b"c/new")
    assert asked(check) == [(b"c/file", Scope.TREE, True)]


def test_what_moves_while_lost_changes_are_brought_is_compared():
    check = synchronized()
    check.begin(record(1, Kind.CHECK_BEGIN, 7, CheckOf.LOST))
    check.renamed(2, b"a", b"b")
    assert asked(check) == [(b"b", Scope.TREE, True)]


def test_a_killed_passive_does_not_know_how_far_the_walk_was():
    check = CheckState(SetState.SYNCHRONIZED, "", 5, lambda *_: None, go_on=Remembered(round=7))
    check.renamed(6, b"m", b"a")
    assert asked(check) == [(b"a", Scope.TREE, True)]
    check.end(record(7, Kind.CHECK_END, 7, 6))
    check.renamed(8, b"m2", b"a2")
    assert asked(check) == []


def test_a_first_copy_into_nothing_asks_for_what_is_missing_only():
    check = CheckState(SetState.UNINITIALIZED, "", 0, lambda *_: None)
    check.take_unsent()
    check.begin(record(1, Kind.CHECK_BEGIN, 7))
    check.enter(b"")
    check.renamed(2, b"m", b"a")
    assert asked(check) == []


def test_what_moves_out_of_a_folder_that_is_needed_is_needed():
    check = CheckState(SetState.CHECKING, "", 0, lambda *_: None, present=True, suspects=[])
    check.begin(record(1, Kind.CHECK_BEGIN, 7, 1, b"folder"))
    check.miss(2, b"folder")
    check.take_unsent()
    check.renamed(3, b"folder/file", b"elsewhere")
    assert asked(check) == []  # missing here: the rename itself says so


def test_what_is_needed_of_a_name_that_goes_is_needed_of_the_file_s_other_names():
    check = synchronized()
    check.differ(3, b"d/file", 0, 4096)
    check.take_unsent()
    check.removing(5, b"d/file", lambda _: [b"hard", b"d/linked"])
    check.removing(6, b"d/other", lambda _: pytest.fail("nothing is needed of it"))
    assert [(need.sequence, need.path, need.offset, need.length) for need in check.take_unsent()] == [
        (5, b"hard", 0, 4096),
        (5, b"d/linked", 0, 4096),
    ]
