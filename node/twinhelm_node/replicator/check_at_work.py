"""The check at work: which one the book means, what it has counted, how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twinhelm_node.channel.values import Need, NeedScope
from twinhelm_node.domain.verification import CheckPhase, CheckRun, Mark
from twinhelm_node.replicator.check_book import CheckBook, with_mark
from twinhelm_node.replicator.check_walk import Walk


@dataclass(frozen=True, slots=True)
class Work:
    """What the walker has done since it was made."""

    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0  # content, before compression


class CheckAtWork:
    """`run` is the check whose walk this is, as the book had it when it began or was taken up again; the counts since then come on top.

    `closing`: it has visited everything; its number and its last record. `captured` returns the last sequence, `orphans` what the passive
    has counted.
    """

    def __init__(self, book: CheckBook, generation: int, captured: Callable[[], int], orphans: Callable[[], int]) -> None:
        self._book = book
        self._generation = generation
        self._captured = captured
        self._orphans = orphans
        self._begun = Work()
        self._orphans_before = 0
        self._differing: set[bytes] = set()
        self._found = CheckRun()
        self.run: CheckRun | None = None
        self.closing: tuple[int, int] | None = None
        self.work = Work()
        self.progress_ratio = 0.0

    @property
    def current(self) -> CheckRun | None:
        """What the book says now of the check at work; None if it says something of another one."""
        run, current = self.run, self._book.current
        return current if run is not None and current is not None and current.number == run.number else None

    @property
    def is_off(self) -> bool:
        """Whether the check has to stop: it was paused or cancelled, or another one goes first."""
        current = self.current
        return current is None or current.phase is not CheckPhase.RUNNING

    def begin(self, run: CheckRun) -> None:
        """Count from what the book says of the check on."""
        if self.run is not None and self.run.number == run.number:
            run = self._book.change(run.number, **self.counted()) or run
        self._begun = self.work
        self._orphans_before = self._orphans()
        self._differing.clear()
        self._found = CheckRun()
        self.closing = None
        self.run = run

    def note(self, *, visited: int, compared: int, sent: int) -> None:
        """Count what was done."""
        done = self.work
        self.work = Work(done.visited_objects + visited, done.compared_bytes + compared, done.sent_bytes + sent)

    def differs(self, need: Need) -> None:
        """Count what the passive says is different."""
        found = self._found
        if need.scope is NeedScope.BLOCKS:
            self._differing.add(need.path)
            self._found = replace(found, differing_bytes=found.differing_bytes + need.length, differing_files=len(self._differing))
        elif not (need.compare or is_everything(need)):  # what is there and only compared is not missing
            self._found = replace(found, missing=found.missing + 1)

    def counted(self) -> dict[str, int]:
        """The counters of the check: what a process before this one counted, and what came since."""
        run = self.run or CheckRun()
        return {
            "visited_objects": run.visited_objects + self.work.visited_objects - self._begun.visited_objects,
            "compared_bytes": run.compared_bytes + self.work.compared_bytes - self._begun.compared_bytes,
            "sent_bytes": run.sent_bytes + self.work.sent_bytes - self._begun.sent_bytes,
            "differing_bytes": run.differing_bytes + self._found.differing_bytes,
            "differing_files": run.differing_files + self._found.differing_files,
            "missing": run.missing + self._found.missing,
            "orphans": run.orphans + max(0, self._orphans() - self._orphans_before),
        }

    def store(self, walk: Walk) -> CheckRun | None:
        """Write into the book how far it is. None: the book knows nothing of it any more."""
        run = self.run
        if run is None:
            return None
        sequence = self._captured()
        marks = (self._book.current or run).marks
        if walk.position:
            marks = with_mark(marks, Mark(walk.position, time.time_ns(), sequence))
        return self._book.change(
            run.number, position=walk.position, offset=walk.offset, progress_ratio=self.progress_ratio, sequence=sequence, marks=marks,
            generation=self._generation, **self.counted(),
        )  # fmt: skip


def is_everything(need: Need) -> bool:
    """Whether the whole set is needed."""
    return not need.path and need.scope is NeedScope.TREE


def totals(book: CheckBook) -> dict[str, Any]:
    """What a new check says of its size: that of the last check of everything."""
    whole = book.last_whole
    return {"total_objects": whole.visited_objects, "total_bytes": whole.compared_bytes + whole.sent_bytes} if whole else {}
