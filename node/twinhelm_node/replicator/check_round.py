"""A round: CHECK_BEGIN, everything or what the passive needs, CHECK_END. Rounds follow each other until the passive is synchronized."""

import time
from dataclasses import replace

from twinhelm_node.capture.capture import Capture
from twinhelm_node.domain.verification import CheckPhase, CheckRun
from twinhelm_node.journal.record import CheckOf, Kind
from twinhelm_node.replicator.check_at_work import CheckAtWork, totals
from twinhelm_node.replicator.check_book import CheckBook, new_number
from twinhelm_node.replicator.check_bring import Bringer
from twinhelm_node.replicator.check_gate import Gate
from twinhelm_node.replicator.check_needs import CheckNeeds
from twinhelm_node.replicator.check_walk import Walk

_STORED_S = 2.0


class Round:
    """One round after the other. `comparing` says of the last one whether it sent hashes."""

    def __init__(self, capture: Capture, gate: Gate, needs: CheckNeeds, book: CheckBook, at_work: CheckAtWork, bringer: Bringer) -> None:
        self._capture = capture
        self._gate = gate
        self._needs = needs
        self._book = book
        self._at_work = at_work
        self._bringer = bringer
        self._number = 0
        self.comparing = False

    def go(self) -> None:
        """Bring what is due."""
        order = self._needs.take()
        resumed = self._book.current if order.resume else None
        self._gate.wait()
        self._gate.running, self.comparing = True, order.compare
        self._at_work.progress_ratio = resumed.progress_ratio if resumed is not None else 0.0
        if order.everything:
            number = self._visit_everything(resumed, order.compare)
        else:
            number = self._number = max(self._number + 1, time.time_ns() // 1_000_000)  # never that of another check
            self._capture.append_control(Kind.CHECK_BEGIN, number, CheckOf.NEEDED, order.first)
        self._serve_needs(whole=order.everything)
        self._gate.wait()
        end = self._capture.append_control(Kind.CHECK_END, number, self._needs.served)
        self._at_work.progress_ratio = 1.0
        if order.everything:
            self._at_work.closing = (number, end)

    def _visit_everything(self, resumed: CheckRun | None, compare: bool) -> int:
        run = resumed or CheckRun(new_number(self._book), compare=compare, trusted=False, started_ns=time.time_ns(), **totals(self._book))
        run = replace(run, phase=CheckPhase.PAUSED if run.phase is CheckPhase.PAUSED else CheckPhase.RUNNING)
        if resumed is None:
            self._book.begin_everything(run)
        at_work = self._at_work
        at_work.begin(run)
        what = CheckOf.EVERYTHING if resumed is None else CheckOf.IN_ORDER
        begun = self._capture.append_control(Kind.CHECK_BEGIN, run.number, what, b"", run.position)
        if resumed is None:
            self._needs.everything_begun(begun)
        walk = Walk(self._capture, self._bringer, b"", compare=compare, position=run.position, offset=run.offset)
        stored_s = time.monotonic()
        while walk.step():
            at_work.progress_ratio = max(at_work.progress_ratio, min(0.99, walk.progress_ratio))
            if time.monotonic() - stored_s > _STORED_S:
                stored_s = time.monotonic()
                at_work.store(walk)
        at_work.store(walk)
        return run.number

    def _serve_needs(self, *, whole: bool) -> None:
        """Visit what is needed until nothing is."""
        self._bringer.linked = self._bringer.new_linked()
        while True:
            tasks, through = self._needs.following()
            if not tasks:
                return
            for done, task in enumerate(tasks):
                self._bringer.visit(task)
                if not whole:
                    self._at_work.progress_ratio = min(0.99, (done + 1) / len(tasks))
            self._needs.visited(through)
