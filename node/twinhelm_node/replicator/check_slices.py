"""A check of a set that is synchronized: slices of two seconds, each a small round of its own.

So what differs is repaired at once, and the check can be paused, cancelled, outlive a restart and step aside for a switchover.
"""

import time
from dataclasses import replace

import msgspec

from twinhelm_node.apply.linked import Linked
from twinhelm_node.capture.capture import Capture
from twinhelm_node.channel.values import Need
from twinhelm_node.domain.verification import CheckPhase, CheckRun, Mark
from twinhelm_node.journal.record import CheckOf, Kind
from twinhelm_node.replicator.check_at_work import CheckAtWork, totals
from twinhelm_node.replicator.check_book import CheckBook, with_mark
from twinhelm_node.replicator.check_bring import Bringer
from twinhelm_node.replicator.check_gate import Gate, SliceOver
from twinhelm_node.replicator.check_needs import CheckNeeds
from twinhelm_node.replicator.check_walk import Walk

_SLICE_S = 2.0


class Slices:
    """What the book says is to be checked, slice by slice."""

    def __init__(self, capture: Capture, gate: Gate, needs: CheckNeeds, book: CheckBook, at_work: CheckAtWork, bringer: Bringer) -> None:
        self._capture = capture
        self._gate = gate
        self._needs = needs
        self._book = book
        self._at_work = at_work
        self._bringer = bringer
        self._walk: Walk | None = None
        self._linked: Linked | None = None
        self._told: tuple[int, CheckPhase] | None = (book.current.number, book.current.phase) if book.current is not None else None

    @property
    def waiting(self) -> bool:
        """Whether the book wants a check to begin or to go on."""
        run = self._book.current
        return run is not None and run.trusted and run.phase in (CheckPhase.WAITING, CheckPhase.RUNNING)

    @property
    def untold(self) -> CheckRun | None:
        """A check that was paused or cancelled while nothing was being compared: the passive has to hear of it too."""
        if self._told is None:
            return None
        run = next((one for one in self._book.runs if one.number == self._told[0]), None)
        if run is None or not run.trusted or run.phase not in (CheckPhase.PAUSED, CheckPhase.CANCELLED) or run.phase is self._told[1]:
            return None
        return run

    def tell(self, run: CheckRun) -> int:
        """Append CHECK_END with what there is to tell of a check."""
        self._told = (run.number, run.phase)
        return self._capture.append_control(Kind.CHECK_END, run.number, self._needs.served, b"", _payload(run))

    def give_up(self) -> None:
        """The slice was broken off: the next one begins where the book says."""
        self._walk = None

    def go(self) -> None:
        """One slice of the check that the book has."""
        run = self._book.current
        if run is None:
            return
        walk, run = self._begin(run)
        self._gate.wait()
        self._gate.running, self._at_work.progress_ratio = True, walk.progress_ratio
        self._capture.append_control(Kind.CHECK_BEGIN, run.number, CheckOf.IN_ORDER, run.path, walk.position)
        self._bringer.linked = self._linked
        over, deadline = False, time.monotonic() + _SLICE_S
        self._gate.in_slice = True
        try:
            while not over and time.monotonic() < deadline:
                over = not walk.step()
                self._at_work.progress_ratio = min(0.99, walk.progress_ratio)
        except SliceOver:
            self._walk = None
        finally:
            self._gate.in_slice = False
        if over and not walk.found and run.path:
            self._bringer.visit(Need(run.path, 0))  # it is gone: so it must on the passive
        stored = self._at_work.store(walk)
        told = stored if stored is not None else next((one for one in self._book.runs if one.number == run.number), None)
        end = self.tell(told or CheckRun(run.number))
        if over:
            self._walk = None
            self._at_work.closing = (run.number, end)

    def close(self, number: int, end: int) -> None:
        """The passive has compared everything up to `end`, and nothing is outstanding."""
        self._at_work.closing = None
        before = self._book.current
        if before is None or before.number != number or before.over:
            return
        now_ns = time.time_ns()
        mark = Mark(before.position, now_ns, end)
        done = self._book.change(
            number, phase=CheckPhase.DONE, ended_ns=now_ns, sequence=end, progress_ratio=1.0, marks=with_mark(before.marks, mark),
            **self._at_work.counted(),
        )  # fmt: skip
        self._at_work.run = None
        self._gate.quiet = False
        if done is not None:
            self.tell(done)

    def _begin(self, run: CheckRun) -> tuple[Walk, CheckRun]:
        """Go on with the walk of the slice before, or begin one where the book says."""
        at_work = self._at_work
        if self._walk is None or at_work.run is None or at_work.run.number != run.number:
            if run.phase is CheckPhase.WAITING:
                begun = {} if run.started_ns else {"started_ns": time.time_ns(), **totals(self._book)}
                run = self._book.change(run.number, phase=CheckPhase.RUNNING, **begun) or run
            at_work.begin(run)
            self._walk = Walk(self._capture, self._bringer, run.path, compare=True, position=run.position, offset=run.offset)
            self._linked = self._bringer.new_linked() if run.path else None
        return self._walk, run


def _payload(run: CheckRun) -> bytes:
    """What CHECK_END tells the passive of the check, so that it can go on with it as the active."""
    return msgspec.json.encode(replace(run, marks=()))
