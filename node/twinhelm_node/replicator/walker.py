"""First copy and every later check: walks the protected folder in a thread and has the capture put what it finds into the order.

Two kinds of work. A *round* (`check_round.py`) brings everything, or what the passive needs; rounds follow each other until the passive
says that the set is synchronized. A *check* (`check_slices.py`) compares a set that is synchronized already. Where the passive holds
something, both carry hashes of blocks (VERIFY), and the passive asks for those that differ. The application never waits for the walker; the
walker waits for the queues (`check_gate.py`).
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from twinhelm_node.capture.capture import Capture
from twinhelm_node.channel.values import Need
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.verification import CheckRun
from twinhelm_node.replicator.check_at_work import CheckAtWork, Work
from twinhelm_node.replicator.check_book import CheckBook
from twinhelm_node.replicator.check_bring import Bringer
from twinhelm_node.replicator.check_gate import Gate, SliceOver, Stopped
from twinhelm_node.replicator.check_needs import CheckNeeds
from twinhelm_node.replicator.check_round import Round
from twinhelm_node.replicator.check_slices import Slices

_log = logging.getLogger(__name__)
_AFTER_FAILURE_S = 5.0


@dataclass(frozen=True, slots=True)
class Passive:
    """What the walker asks of the other side: how far it has applied, and whether all it holds is known to be right."""

    applied: Callable[[], int]
    synchronized: Callable[[], bool]
    orphans: Callable[[], int]


class Walker:
    """Copies and compares one set. `may_go_on` says whether the queues have room and the passive is there; `rate` what the set allows."""

    def __init__(
        self, capture: Capture, folder: str, may_go_on: Callable[[], bool], passive: Passive, book: CheckBook, rate: Callable[[], int],
        generation: int,
    ) -> None:  # fmt: skip
        self._passive = passive
        self._book = book
        self._condition = threading.Condition()
        self._needs = CheckNeeds(self._condition)
        self._at_work = CheckAtWork(book, generation, lambda: capture.position().last_sequence, passive.orphans)
        self._gate = Gate(self._condition, capture, may_go_on, passive.applied, rate, self._needs, self._at_work)
        self._bringer = Bringer(capture, folder, self._gate, self._at_work)
        self._round = Round(capture, self._gate, self._needs, book, self._at_work, self._bringer)
        self._slices = Slices(capture, self._gate, self._needs, book, self._at_work, self._bringer)
        self._thread = threading.Thread(target=self._run, name="walker", daemon=True)
        self._again_at_s = 0.0
        self.failure = ""

    def start(self) -> None:
        """Begin to wait for work."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a round under way is left unfinished, a check goes on where it was."""
        self._gate.stop()
        if self._thread.ident is not None:
            self._thread.join()

    def hold(self, until_s: float) -> None:
        """Append nothing until then (monotonic): a switchover wants the queues empty. `quiet` says when the last record is appended."""
        self._gate.hold(until_s)

    def copy_everything(self, *, compare: bool) -> None:
        """Start a round over the whole folder; one that runs begins anew."""
        self._needs.ask_everything(compare=compare)

    def go_on(self) -> None:
        """Take up the round over everything that a process before this one had begun, if it is not over."""
        run = self._book.current
        with self._condition:
            if run is not None and not run.trusted and not run.over and self._at_work.run is None and not self._needs.everything:
                self._needs.ask_everything(compare=run.compare, resume=True)

    def copy_path(self, path: bytes) -> None:
        """Copy a path and what is below it."""
        self._needs.ask([Need(path, 0)])

    def compare(self, needs: Iterable[Need]) -> None:
        """Visit these, in a round that is not of everything."""
        self._needs.ask(needs)

    def need(self, need: Need) -> None:
        """The passive misses something."""
        self._at_work.differs(need)
        self._needs.add(need)

    def synchronized(self) -> None:
        """The passive is synchronized: the next trouble is tried again at once."""
        self._needs.no_pause()

    def wake(self) -> None:
        """There may be room in the queues again, or the book says something else."""
        self._gate.wake()

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for before has been visited."""
        with self._condition:
            return not (self._gate.running or self._needs.waiting)

    @property
    def quiet(self) -> bool:
        """Whether nothing is being appended."""
        return self._gate.quiet

    @property
    def progress_ratio(self) -> float:
        """How far the work at hand is, 0 to 1."""
        return self._at_work.progress_ratio

    @property
    def work(self) -> Work:
        """What was done since the walker was made."""
        return self._at_work.work

    # ------------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._condition:
                self._gate.quiet = True
                while not (self._gate.stopped or self._needs.waiting or self._check_waits() or self._untold()):
                    self._condition.wait(1.0)
                if self._gate.stopped:
                    return
                round_first, untold = self._needs.waiting, self._untold()
            try:
                if round_first:
                    self._pause()
                    self.failure = ""
                    self._round.go()
                elif untold is not None:
                    self._gate.wait()
                    self._slices.tell(untold)
                elif self._check_waits():
                    self.failure = ""
                    self._check()
            except (Stopped, SliceOver):
                self._slices.give_up()
            except OSError as error:
                self._failed(error, round_first)
            finally:
                self._gate.running = self._gate.in_slice = False
                self._bringer.linked = None
                self._needs.ended()

    def _check(self) -> None:
        if self._at_work.closing is not None:
            self._slices.close(*self._at_work.closing)
        else:
            self._slices.go()

    def _check_waits(self) -> bool:
        """Whether a check of what is synchronized can begin, go on, or end."""
        if self._gate.held or time.monotonic() < self._again_at_s or not self._passive.synchronized():
            return False
        closing = self._at_work.closing
        if closing is not None:
            return self._passive.applied() >= closing[1]
        return self._slices.waiting and self._gate.is_open

    def _untold(self) -> CheckRun | None:
        run = self._slices.untold
        return run if run is not None and self._gate.is_open else None

    def _failed(self, error: OSError, in_round: bool) -> None:
        place = shown(os.fsencode(error.filename or b"")) or "the folder"
        self.failure = f"The copy stopped at {place} ({error.strerror}); it starts again."
        _log.warning("%s", self.failure)
        self._slices.give_up()
        if in_round:
            self._needs.ask_everything(compare=self._round.comparing)
        else:
            self._again_at_s = time.monotonic() + _AFTER_FAILURE_S

    def _pause(self) -> None:
        """Between rounds that follow each other without success."""
        pause_s = self._needs.next_pause_s()
        with self._condition:
            if pause_s:
                self._condition.wait_for(lambda: self._gate.stopped or self._needs.everything, pause_s)
