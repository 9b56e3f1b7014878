"""First copy and every later check: walks the protected folder in a thread and has the capture put what it finds into the order.

Two kinds of work. A *round* (CHECK_BEGIN, objects, CHECK_END) brings everything, or what the passive needs; rounds follow each other until
the passive says that the set is synchronized. A *check* compares a set that is synchronized already: it goes in slices of two seconds,
each a small round of its own, so that what differs is repaired at once, and so that it can be paused, cancelled, outlive a restart and step
aside for a switchover. Where the passive holds something, both carry hashes of blocks (VERIFY), and the passive asks for those that differ.
The application never waits for the walker; the walker waits for the queues.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from twinhelm_node.capture.capture import Capture, CopyTarget
from twinhelm_node.channel.values import Need, NeedScope
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.verification import CheckPhase, CheckRun, Mark
from twinhelm_node.journal.record import Kind
from twinhelm_node.replicator.check_book import CheckBook, new_number, with_mark
from twinhelm_node.replicator.check_walk import Walk
from twinhelm_node.replicator.linked import Linked
from twinhelm_node.replicator.pace import Pace

_log = logging.getLogger(__name__)
_BLOCK_BYTES = 256 * 1024
_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.1, 30.0
_POLL_S = 0.02
_SLICE_S = 2.0
_COMPARED_AHEAD_BYTES = 64 * 1024 * 1024
_NOT_EVERYTHING, _IN_ORDER = 1, 3


class _Stopped(Exception):
    """The walker is told to stop, or to begin anew."""


class _SliceOver(Exception):
    """A check is paused, cancelled, or has to let something else go first."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the walker has done since it was made."""

    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0  # content, before compression


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
        self._capture = capture
        self._folder = os.fsencode(folder)
        self._may_go_on = may_go_on
        self._passive = passive
        self._book = book
        self._rate = rate
        self._generation = generation
        self._pace = Pace()
        self._condition = threading.Condition()
        self._needs: dict[Need, None] = {}
        self._requests: list[Need] = []
        self._everything = False
        self._resume = False
        self._compare = False
        self._comparing = False
        self._stop = False
        self._held_until_s = 0.0
        self._served = 0
        self._whole_since = 0
        self._pause_s = 0.0
        self._brought: frozenset[Need] = frozenset()
        self._number = 0
        self._linked: Linked | None = None
        self._walk: Walk | None = None
        self._at_work: CheckRun | None = None  # the check whose walk this is, as the book has it
        self._begun = Work()
        self._orphans_before = 0
        self._differing: set[bytes] = set()
        self._found = CheckRun()
        self._closing: tuple[int, int] | None = None  # a check that has visited everything, and its last record
        self._in_slice = False
        self._told: tuple[int, CheckPhase] | None = (book.current.number, book.current.phase) if book.current is not None else None
        self._ahead: deque[tuple[int, int]] = deque()
        self._ahead_bytes = 0
        self._thread = threading.Thread(target=self._run, name="walker", daemon=True)
        self.running = False
        self.quiet = True
        self.progress_ratio = 0.0
        self.failure = ""
        self.work = Work()

    def start(self) -> None:
        """Begin to wait for work."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a round under way is left unfinished, a check goes on where it was."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def hold(self, until_s: float) -> None:
        """Append nothing until then (monotonic): a switchover wants the queues empty. `quiet` says when the last record is appended."""
        self._held_until_s = until_s
        self.wake()

    def copy_everything(self, *, compare: bool) -> None:
        """Start a round over the whole folder; one that runs begins anew."""
        with self._condition:
            self._everything, self._resume = True, False
            self._compare = compare
            self._condition.notify_all()

    def go_on(self) -> None:
        """Take up the round over everything that a process before this one had begun, if it is not over."""
        run = self._book.current
        with self._condition:
            if run is None or run.trusted or run.over or self._at_work is not None or self._everything:
                return
            self._everything = self._resume = True
            self._compare = run.compare
            self._condition.notify_all()

    def copy_path(self, path: bytes) -> None:
        """Copy a path and what is below it."""
        with self._condition:
            self._requests.append(Need(path, 0))
            self._condition.notify_all()

    def compare(self, needs: Iterable[Need]) -> None:
        """Visit these, in a round that is not of everything."""
        with self._condition:
            self._requests.extend(needs)
            self._condition.notify_all()

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for before has been visited."""
        with self._condition:
            return not (self.running or self._everything or self._needs or self._requests)

    def need(self, need: Need) -> None:
        """The passive misses something."""
        self._count(need)
        with self._condition:
            if need.sequence <= self._whole_since:
                self._served = max(self._served, need.sequence)  # told late: the round over everything has begun after it
                return
            self._needs[need] = None
            if replace(need, sequence=0) not in self._brought:
                self._pause_s = min(self._pause_s, _FIRST_PAUSE_S)  # something new, so it goes forward
            self._condition.notify_all()

    def synchronized(self) -> None:
        """The passive is synchronized: the next trouble is tried again at once."""
        self._pause_s = 0.0

    def wake(self) -> None:
        """There may be room in the queues again, or the book says something else."""
        with self._condition:
            self._condition.notify_all()

    # ------------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._condition:
                self.quiet = True
                while not (self._stop or self._round_waits() or self._check_waits() or self._untold()):
                    self._condition.wait(1.0)
                if self._stop:
                    return
                round_first, untold = self._round_waits(), self._untold()
            try:
                if round_first:
                    self._pause()
                    self._round()
                elif untold is not None:
                    self._wait_for_room()
                    self._end_check(untold)
                else:
                    self._check()
            except (_Stopped, _SliceOver):
                self._walk = None
            except OSError as error:
                self.failure = (
                    f"The copy stopped at {shown(os.fsencode(error.filename or b'')) or 'the folder'} ({error.strerror}); it starts again."
                )
                _log.warning("%s", self.failure)
                self._walk = None
                if round_first:
                    self.copy_everything(compare=self._comparing)
            finally:
                self.running = self._in_slice = False
                self._linked = None
                self._whole_since = 0

    def _round_waits(self) -> bool:
        return bool(self._everything or self._needs or self._requests)

    def _round(self) -> None:
        with self._condition:
            asked = [need for need in self._needs if _is_everything(need)]
            everything = self._everything or bool(asked)
            compare = self._compare if self._everything else all(need.compare for need in asked)
            resumed = self._book.current if self._everything and self._resume else None
            self._everything = self._resume = False
            first = b"" if everything else next(iter([*self._needs, *self._requests])).path
        self._wait_for_room()
        self.running, self.failure = True, ""
        self.progress_ratio = resumed.progress_ratio if resumed is not None else 0.0
        self._comparing = compare
        if everything:
            self._visit_everything(resumed, compare)
        else:
            self._number = max(self._number + 1, time.time_ns() // 1_000_000)  # never that of another check
            self._capture.append_control(Kind.CHECK_BEGIN, self._number, _NOT_EVERYTHING, first)
        self._serve_needs(whole=everything)
        self._wait_for_room()
        number = self._at_work.number if everything and self._at_work is not None else self._number
        end = self._capture.append_control(Kind.CHECK_END, number, self._served)
        self.progress_ratio = 1.0
        if everything:
            self._closing = (number, end)

    def _visit_everything(self, resumed: CheckRun | None, compare: bool) -> None:
        run = resumed or CheckRun(new_number(self._book), compare=compare, trusted=False, started_ns=time.time_ns())
        run = replace(run, phase=CheckPhase.PAUSED if run.phase is CheckPhase.PAUSED else CheckPhase.RUNNING)
        if resumed is None:
            run = replace(run, **_totals(self._book))
            self._book.begin_everything(run)
        self._begin_counting(run)
        begun = self._capture.append_control(Kind.CHECK_BEGIN, run.number, 0 if resumed is None else _IN_ORDER, b"", run.position)
        if resumed is None:
            with self._condition:
                self._requests.clear()
                self._whole_since = begun
            self._drop_needs(begun)
        self._walk = walk = Walk(self._capture, self, b"", compare=compare, position=run.position, offset=run.offset)
        stored_s = time.monotonic()
        while walk.step():
            self.progress_ratio = max(self.progress_ratio, min(0.99, walk.progress_ratio))
            if time.monotonic() - stored_s > _SLICE_S:
                stored_s = time.monotonic()
                self._store_progress(walk)
        self._store_progress(walk)
        self._walk = None

    # Checks of what is synchronized ------------------------------------------------------------------------------

    def _check_waits(self) -> bool:
        if time.monotonic() < self._held_until_s or not self._passive.synchronized():
            return False
        if self._closing is not None:
            return self._passive.applied() >= self._closing[1]
        run = self._book.current
        return run is not None and run.trusted and run.phase in (CheckPhase.WAITING, CheckPhase.RUNNING) and self._may_go_on()

    def _untold(self) -> CheckRun | None:
        """A check that was paused or cancelled while nothing was being compared: the passive has to hear of it too."""
        if self._told is None or time.monotonic() < self._held_until_s or not self._may_go_on():
            return None
        run = next((one for one in self._book.runs if one.number == self._told[0]), None)
        if run is None or not run.trusted or run.phase not in (CheckPhase.PAUSED, CheckPhase.CANCELLED) or run.phase is self._told[1]:
            return None
        return run

    def _end_check(self, run: CheckRun) -> int:
        """Append CHECK_END with what there is to tell of a check."""
        self._told = (run.number, run.phase)
        return self._capture.append_control(Kind.CHECK_END, run.number, self._served, b"", _payload(run))

    def _check(self) -> None:
        """One slice of the check at work, or its end."""
        if self._closing is not None:
            self._close(*self._closing)
            return
        run = self._book.current
        if run is None:
            return
        if self._at_work is None or self._at_work.number != run.number or self._walk is None:
            if run.phase is CheckPhase.WAITING:
                begun = {} if run.started_ns else {"started_ns": time.time_ns(), **_totals(self._book)}
                run = self._book.change(run.number, phase=CheckPhase.RUNNING, **begun) or run
            self._begin_counting(run)
            self._walk = Walk(self._capture, self, run.path, compare=True, position=run.position, offset=run.offset)
        walk = self._walk
        self._wait_for_room()
        self.running, self.failure, self.progress_ratio, self._comparing = True, "", walk.progress_ratio, True
        self._capture.append_control(Kind.CHECK_BEGIN, run.number, _IN_ORDER, run.path, walk.position)
        if run.path:
            self._linked = self._new_linked()
        over, deadline = False, time.monotonic() + _SLICE_S
        self._in_slice = True
        try:
            while not over and time.monotonic() < deadline:
                over = not walk.step()
                self.progress_ratio = min(0.99, walk.progress_ratio)
        except _SliceOver:
            self._walk = None
        finally:
            self._in_slice = False
        if over and not walk.found and run.path:
            self._visit(Need(run.path, 0))  # it is gone: so it must on the passive
        end = self._end_slice(run.number, walk)
        if over:
            self._walk = None
            self._closing = (run.number, end)

    def _end_slice(self, number: int, walk: Walk) -> int:
        stored = self._store_progress(walk)
        told = stored if stored is not None else next((one for one in self._book.runs if one.number == number), None)
        return self._end_check(told or CheckRun(number))

    def _close(self, number: int, end: int) -> None:
        """The passive has compared everything and nothing is outstanding."""
        self._closing = None
        before = self._book.current
        if before is None or before.number != number or before.over:
            return
        now_ns = time.time_ns()
        mark = Mark(before.position, now_ns, end)
        done = self._book.change(
            number, phase=CheckPhase.DONE, ended_ns=now_ns, sequence=end, progress_ratio=1.0, marks=with_mark(before.marks, mark),
            **self._counted(),
        )  # fmt: skip
        self._at_work = None
        self.quiet = False
        if done is not None:
            self._end_check(done)

    def _begin_counting(self, run: CheckRun) -> None:
        """Count from what the book says of the check on."""
        if self._at_work is not None and self._at_work.number == run.number:
            run = self._book.change(run.number, **self._counted()) or run
        self._begun = self.work
        self._orphans_before = self._passive.orphans()
        self._differing.clear()
        self._found = CheckRun()
        self._closing = None
        self._at_work = run

    def _count(self, need: Need) -> None:
        """Note what the passive says is different, for the check at work."""
        found = self._found
        if need.scope is NeedScope.BLOCKS:
            self._differing.add(need.path)
            self._found = replace(found, differing_bytes=found.differing_bytes + need.length, differing_files=len(self._differing))
        elif not _is_everything(need):
            self._found = replace(found, missing=found.missing + 1)

    def _counted(self) -> dict[str, int]:
        """The counters of the check at work: what a process before this one counted, and what came since."""
        run = self._at_work or CheckRun()
        return {
            "visited_objects": run.visited_objects + self.work.visited_objects - self._begun.visited_objects,
            "compared_bytes": run.compared_bytes + self.work.compared_bytes - self._begun.compared_bytes,
            "sent_bytes": run.sent_bytes + self.work.sent_bytes - self._begun.sent_bytes,
            "differing_bytes": run.differing_bytes + self._found.differing_bytes,
            "differing_files": run.differing_files + self._found.differing_files,
            "missing": run.missing + self._found.missing,
            "orphans": run.orphans + max(0, self._passive.orphans() - self._orphans_before),
        }

    def _store_progress(self, walk: Walk) -> CheckRun | None:
        run = self._at_work
        if run is None:
            return None
        position = self._capture.position().last_sequence
        marks = (self._book.current or run).marks
        if walk.position:
            marks = with_mark(marks, Mark(walk.position, time.time_ns(), position))
        return self._book.change(
            run.number, position=walk.position, offset=walk.offset, progress_ratio=self.progress_ratio, sequence=position, marks=marks,
            generation=self._generation, **self._counted(),
        )  # fmt: skip

    # What a walk asks (check_walk.Hands) -------------------------------------------------------------------------

    def wait_for_turn(self) -> None:
        """Wait for room and, in a check, for its rate."""
        self._wait_for_room(paced=True)

    def block_bytes(self) -> int:
        """How much to read at once."""
        return self._pace.block_bytes(_BLOCK_BYTES)

    def note(self, *, visited: int = 0, compared: int = 0, sent: int = 0) -> None:
        """Count what was done, and what the passive still has to read to compare: it must not stand between a record and its
        application for long.
        """
        done = self.work
        self.work = Work(done.visited_objects + visited, done.compared_bytes + compared, done.sent_bytes + sent)
        self._pace.spend(compared + sent, time.monotonic())
        if compared > 0:
            self._ahead.append((self._capture.position().last_sequence, compared))
            self._ahead_bytes += compared

    def other_names(self, path: bytes) -> Iterable[bytes]:
        """Other names of a hard-linked file, unless everything is visited anyway."""
        return self._linked.other_names(path) if self._linked is not None else ()

    # What the passive needs --------------------------------------------------------------------------------------

    def _serve_needs(self, *, whole: bool) -> None:
        """Visit what is needed until nothing is."""
        self._linked = self._new_linked()
        while True:
            with self._condition:
                needs = sorted(self._needs, key=lambda need: need.sequence)
                requests, self._requests = self._requests, []
                if any(_is_everything(need) for need in needs):
                    break  # everything again, in a round of its own
            if not needs and not requests:
                break
            tasks = list(dict.fromkeys([replace(need, sequence=0) for need in needs] + requests))
            self._brought = frozenset(tasks)
            for done, task in enumerate(tasks):
                self._visit(task)
                if not whole:
                    self.progress_ratio = min(0.99, (done + 1) / len(tasks))
            if needs:
                self._drop_needs(needs[-1].sequence)

    def _drop_needs(self, through: int) -> None:
        with self._condition:
            self._served = max(self._served, through)
            for need in [need for need in self._needs if need.sequence <= through]:
                del self._needs[need]

    def _visit(self, need: Need) -> None:
        """Bring one thing that is needed; if it is gone, tell its directory, so that it goes on the passive too."""
        path = need.path
        parent = path.rpartition(b"/")[0]
        if path and self._capture.is_excluded(path, is_directory=False):
            return
        if need.scope is NeedScope.BLOCKS:
            self._send_blocks(need)
        elif need.scope is NeedScope.OBJECT and self._list_directory(path):
            pass
        elif Walk(self._capture, self, path, compare=need.compare).to_the_end():
            if path:
                self._capture.copy_directory_finish(parent)
        else:
            while not self._list_directory(parent) and parent:
                parent = parent.rpartition(b"/")[0]

    def _list_directory(self, path: bytes) -> bool:
        """Send the names and attributes of one directory. False if there is no such directory."""
        self._wait_for_room()
        if self._capture.copy_directory(path) is None:
            return False
        self.note(visited=1)
        self._capture.copy_directory_finish(path)
        return True

    def _send_blocks(self, need: Need) -> None:
        """Send some bytes of a file. If its path is gone, whoever took it has brought the passive there by records of their own."""
        target = self._capture.open_file(need.path)
        if target is not None:
            self.note(visited=1)
            if self._copy_blocks(target, need.offset, need.length):
                self._capture.copy_finish(target)

    def _copy_blocks(self, target: CopyTarget, offset: int, length: int) -> bool:
        """Send `length` bytes (0: all) from `offset` on. False if the path names something else by now."""
        end = offset + length if length else 1 << 63
        while offset < end:
            self._wait_for_room()
            size = min(_BLOCK_BYTES, end - offset)
            handled, offset = self._capture.copy_block(target, offset, size)
            self.note(sent=max(0, min(handled, size)))
            if handled <= 0:
                return handled == 0
        return True

    def _new_linked(self) -> Linked:
        return Linked(self._folder, lambda path: self._capture.is_excluded(path, is_directory=False), self._wait_for_room)

    # Waiting -----------------------------------------------------------------------------------------------------

    def _too_far_ahead(self) -> bool:
        if self._ahead_bytes <= _COMPARED_AHEAD_BYTES:
            return False
        applied = self._passive.applied()
        while self._ahead and self._ahead[0][0] <= applied:
            self._ahead_bytes -= self._ahead.popleft()[1]
        return self._ahead_bytes > _COMPARED_AHEAD_BYTES

    def _wait_for_room(self, *, paced: bool = False) -> None:
        """Wait until the queues are short enough; the walker must not fill what the application needs."""
        while True:
            self.quiet = False  # before the look at what holds it: who holds it looks at this afterwards
            if self._stop or (self._everything and self.running):
                raise _Stopped
            now_s = time.monotonic()
            held = now_s < self._held_until_s
            wait_s = _POLL_S
            if not held and self._may_go_on() and not self._too_far_ahead():
                pace_s = self._wait_for_pace(now_s) if paced else 0.0
                if not pace_s:
                    return
                wait_s = pace_s
            self.quiet = held
            if self._in_slice and self._check_is_off():
                raise _SliceOver
            with self._condition:
                if not self._stop:
                    self._condition.wait(min(wait_s, 0.25))

    def _wait_for_pace(self, now_s: float) -> float:
        run = self._at_work
        current = self._book.current
        if run is None or current is None or current.number != run.number:
            if self._in_slice:
                raise _SliceOver  # another one goes first
            self._pace.allow(self._rate(), now_s)
            return self._pace.wait_s(now_s)
        if current.phase is CheckPhase.PAUSED:
            if self._in_slice:
                raise _SliceOver
            return 0.25  # the copy cannot be used without it: it stands where it is
        self._pace.allow(current.rate_bytes_per_s or self._rate(), now_s)
        return self._pace.wait_s(now_s)

    def _check_is_off(self) -> bool:
        run, current = self._at_work, self._book.current
        return run is None or current is None or current.number != run.number or current.phase is not CheckPhase.RUNNING

    def _pause(self) -> None:
        """Between rounds that follow each other without success."""
        with self._condition:
            if self._pause_s:
                self._condition.wait_for(lambda: self._stop or self._everything, self._pause_s)
        self._pause_s = min(max(2 * self._pause_s, _FIRST_PAUSE_S), _LAST_PAUSE_S)


def _is_everything(need: Need) -> bool:
    return not need.path and need.scope is NeedScope.TREE


def _totals(book: CheckBook) -> dict[str, Any]:
    whole = book.last_whole
    return {"total_objects": whole.visited_objects, "total_bytes": whole.compared_bytes + whole.sent_bytes} if whole else {}


def _payload(run: CheckRun) -> bytes:
    """What CHECK_END tells the passive of the check, so that it can go on with it as the active."""
    return msgspec.json.encode(replace(run, marks=()))
