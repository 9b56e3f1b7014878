"""The book of checks, their pace, and the order in which names are visited."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.domain.verification import CheckAction, CheckPhase, CheckRun, Mark, comes_after, holds
from twinhelm_node.replicator.ahead import Ahead
from twinhelm_node.replicator.check_book import CheckBook, with_mark
from twinhelm_node.replicator.check_orders import order_check
from twinhelm_node.replicator.pace import Pace


def test_a_check_outlives_the_process(tmp_path: Path) -> None:
    book = CheckBook(tmp_path / "checks.json")
    order_check(book, CheckAction.START, b"", 1 << 20, "ada")
    number = book.current.number
    book.change(number, phase=CheckPhase.RUNNING, position=b"gr\xfc\xdfe", marks=(Mark(b"a", 1, 2),))
    again = CheckBook(tmp_path / "checks.json").current
    assert (again.number, again.position, again.marks, again.user) == (number, b"gr\xfc\xdfe", (Mark(b"a", 1, 2),), "ada")


def test_a_book_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "checks.json").write_bytes(b"{torn")
    assert CheckBook(tmp_path / "checks.json").current is None


def test_a_part_goes_before_everything_and_everything_goes_on_afterwards(tmp_path: Path) -> None:
    book = CheckBook(tmp_path / "checks.json")
    order_check(book, CheckAction.START, b"", 0, "ada")
    whole = book.current
    book.change(whole.number, phase=CheckPhase.RUNNING, position=b"m")
    order_check(book, CheckAction.START, b"d", 0, "ada")
    assert (book.current.path, [run.number for run in book.waiting]) == (b"d", [whole.number])
    book.change(book.current.number, phase=CheckPhase.DONE)
    assert (book.current.number, book.current.position, book.last.path) == (whole.number, b"m", b"d")


def test_a_newer_check_of_everything_covers_older_ones_and_is_never_forgotten(tmp_path: Path) -> None:
    book = CheckBook(tmp_path / "checks.json")
    for path in (b"", b"a", b"", b"b"):
        order_check(book, CheckAction.START, path, 0, "ada")
        book.change(book.current.number, phase=CheckPhase.DONE)
    assert [run.path for run in book.ended] == [b"", b"b"]
    for number in range(100):
        order_check(book, CheckAction.START, b"c%d" % number, 0, "ada")
        book.change(book.current.number, phase=CheckPhase.DONE)
    assert book.last_whole is not None
    assert len(book.ended) <= 64


def test_marks_never_grow_without_bound_and_the_last_one_stays() -> None:
    marks: tuple[Mark, ...] = ()
    for number in range(5000):
        marks = with_mark(marks, Mark(b"%05d" % number, number, number))
        assert marks[-1].at_ns == number
    assert len(marks) <= 256


@given(st.lists(st.text("ab/.-", min_size=1).map(lambda t: t.strip("/").encode()).filter(bool), min_size=2, unique=True))
def test_the_order_of_names_is_that_of_a_walk(paths: list[bytes]) -> None:
    """A folder comes before what is in it, and all of it before its next neighbour."""
    ordered = sorted(paths, key=lambda path: path.split(b"/"))
    for first, second in pairwise(ordered):
        assert comes_after(second, first)
        assert not comes_after(first, second)
    for folder in paths:
        below = [place for place, path in enumerate(ordered) if holds(folder, path)]
        assert below == list(range(below[0], below[-1] + 1)) if below else True


def test_a_pace_is_kept_and_a_change_takes_effect_within_a_second() -> None:
    pace = Pace(1000)
    pace.spend(500, 0.0)
    assert pace.wait_s(0.0) == 0.5
    assert pace.wait_s(0.6) == 0.0
    pace.spend(100_000, 1.0)
    assert pace.wait_s(1.0) == 100.0
    pace.allow(0, 2.0)
    assert pace.wait_s(2.0) == 0.0
    pace.allow(1000, 2.0)
    assert pace.wait_s(2.0) <= 1.0


def test_a_run_knows_when_it_is_over() -> None:
    assert CheckRun(phase=CheckPhase.CANCELLED).over
    assert not CheckRun(phase=CheckPhase.PAUSED).over


def test_comparing_runs_ahead_by_half_a_second_of_what_the_passive_compares() -> None:
    ahead, mebibyte = Ahead(), 1 << 20
    ahead.applied(0, 100.0)
    for sequence in range(1, 66):
        assert not ahead.too_far
        ahead.note(sequence, mebibyte)
    assert ahead.too_far  # 65 MiB: nothing is known of the passive
    ahead.applied(1, 100.1)
    assert not ahead.too_far
    ahead.applied(65, 100.2)
    ahead.note(66, 100 * mebibyte)
    assert ahead.too_far
    ahead.applied(65, 100.25)  # 65 MiB in a quarter of a second
    assert not ahead.too_far
    ahead.note(67, 31 * mebibyte)
    assert ahead.too_far
    ahead.applied(67, 101.0)
    ahead.note(68, 65 * mebibyte)
    ahead.applied(67, 200.0)  # nothing for long: the least again
    assert ahead.too_far
