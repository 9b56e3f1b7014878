"""The receiving side of one set: safe queue, apply, and the memory of which history the tree belongs to."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from twinhelm_node.apply.applier import Applier
from twinhelm_node.apply.check import CheckState, Missing, Scope
from twinhelm_node.apply.check_memory import CheckMemory, Remembered
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress
from twinhelm_node.apply.quarantine import Quarantine
from twinhelm_node.channel.values import Hello, Need, NeedScope, Report, Welcome
from twinhelm_node.domain.errors import DataError, NotReady, TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_head import QueueEntry
from twinhelm_node.domain.status import QueueStatus, SetState, SetStatus
from twinhelm_node.domain.verification import CheckRun, FileState, Finding, Mark, SetChecks
from twinhelm_node.journal.changed_paths import read_changed
from twinhelm_node.journal.damage import cut_at_damage, keep_evidence
from twinhelm_node.journal.durable_tail import make_durable
from twinhelm_node.journal.findings import Findings
from twinhelm_node.journal.queue_head import QueueHeadReader
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Record, Run
from twinhelm_node.journal.recovery import Recovered, recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import Position, list_segments, segment_name
from twinhelm_node.replicator.check_book import CheckBook, with_mark
from twinhelm_node.replicator.divergence import end_of, recover_or_set_aside, set_aside
from twinhelm_node.replicator.folders import holds_something
from twinhelm_node.replicator.history import Continuation, TreePosition, continue_or_copy
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.origin import Origin, OriginFile
from twinhelm_node.replicator.rates import Rate
from twinhelm_node.replicator.rejoin import Rejoin, find_suspects
from twinhelm_node.replicator.suspects import Suspects, TooMany

_log = logging.getLogger(__name__)


class PassiveSet:
    """Receives, keeps and applies one set. Built anew at every start and every deactivation.

    Raises DataError if the safe queue is corrupt and OSError if the folder cannot be opened.
    """

    def __init__(
        self, *, protected: ProtectedSet, set_id: bytes, layout: SetLayout, boot_id: bytes, changed: Callable[[], None],
        segment_bytes: int,
    ) -> None:  # fmt: skip
        self.protected = protected
        self._set_id = set_id
        self._layout = layout
        self._changed = changed
        self._segment_bytes = segment_bytes
        self._on_change: Callable[[], None] | None = None
        self._origin_file = OriginFile(layout.origin)
        self._origin_lock = threading.Lock()
        self.origin = self._origin_file.load()
        self._progress = Progress(layout.progress, boot_id)
        self.book = CheckBook(layout.checks)
        self._memory = CheckMemory(layout.checking)
        self._findings = Findings(layout.findings)
        self._quarantine = Quarantine(layout.quarantine, lambda: self.protected.orphans, self._tell_orphan)
        self._check = CheckState(SetState.UNINITIALIZED, "", 0, self._state_changed)
        self._writer = SafeQueueWriter(layout.safe, set_id, 0, segment_bytes)
        self._head = QueueHeadReader(layout.safe)
        self._last_generation = 0
        self._queued_bytes = 0
        self._greeting = threading.Lock()
        self._writing = threading.Lock()  # whoever writes the safe queue, or begins it anew
        self._mending: threading.Thread | None = None
        self._over = False
        self._listed = False
        self._recover()
        self._applier = self._new_applier()
        self._connected = False
        self._last_append_s = 0.0
        self._received_bytes = 0
        self._applied_rate = Rate()
        self._full = ""
        self._applier.start()

    # What the channel asks (channel.values.Receiving) -----------------------------------------------------------

    async def greet(self, hello: Hello) -> Welcome:
        """Decide where the stream continues; if the tree must be copied, throw the safe queue away first."""
        if hello.generation < self.origin.highest_generation:
            raise NotReady(
                f"Generation {hello.generation} is over, this server knows generation {self.origin.highest_generation}; "
                "the caller steps down.",
                "OLD_GENERATION",
            )
        answer = await asyncio.get_running_loop().run_in_executor(None, self._decide_and_accept, hello)
        self._check.send_again()
        if answer.copy_needed:
            _log.warning("set %s is going to be copied: %s", self.protected.name, answer.reason)
        return Welcome(answer.next_sequence, answer.copy_needed, answer.reason, answer.copy_needed and holds_something(self.protected.path))

    @property
    def next_sequence(self) -> int:
        """The sequence that must come next."""
        return self._writer.next_sequence

    def append(self, runs: Sequence[tuple[bytes, Run]]) -> None:
        """Make runs durable; called in the receiver's worker thread. Raises DataError (OLD_GENERATION) for what is over already."""
        if not runs:
            return
        if runs[0][1].first_generation < self._last_generation:
            raise DataError(
                f"The channel carries a record of generation {runs[0][1].first_generation} after one of {self._last_generation}; "
                "it is refused. Update both servers to the same version.", "OLD_GENERATION",
            )  # fmt: skip
        with self._writing:
            try:
                self._writer.append(runs)
            except TwinhelmError as error:
                self._full = str(error)
                self._changed()
                raise
            self._full = ""
            self._last_append_s = time.monotonic()
            self._last_generation = runs[-1][1].last_generation
            self._progress.durable(self._writer.position().last_sequence)
        size = sum(len(raw) for raw, _ in runs)
        self._received_bytes += size
        self._queued_bytes += size
        self._applier.wake()

    def report(self) -> Report:
        """Return how far this server is."""
        queue = self._queue(time.time_ns())
        return Report(
            self._writer.position().last_sequence, self._progress.applied_sequence, queue.entries, queue.bytes, queue.oldest_age_s,
            self._state().value, self._detail(), self._applied_rate.per_second(), self._quarantine.orphans,
        )  # fmt: skip

    def take_needs(self) -> Sequence[Need]:
        """Return what is missing and has not been told yet."""
        return [
            Need(need.path, need.sequence, NeedScope(need.scope), need.offset, need.length, need.present)
            for need in self._check.take_unsent()
        ]

    def on_change(self, callback: Callable[[], None] | None) -> None:
        """Set who is told, from any thread, that there is something to report. A callback means that a stream runs."""
        self._on_change = callback
        self._connected = callback is not None

    # What the replicator asks -----------------------------------------------------------------------------------

    def position(self) -> TreePosition:
        """Return the last record this server holds durably."""
        last = self._writer.position().last_sequence
        return TreePosition(self._last_generation if last else self.origin.tree_generation, last)

    def applied_position(self) -> TreePosition:
        """Return where the tree stands."""
        return TreePosition(self._progress.applied_generation, self._progress.applied_sequence)

    @property
    def caught_up(self) -> bool:
        """Whether the whole safe queue has been applied."""
        return self._applier.caught_up

    @property
    def failure(self) -> str:
        """Why applying stopped; empty while it goes on."""
        return self._applier.failure

    @property
    def remaining(self) -> int:
        """Records in the safe queue."""
        return self._writer.position().last_sequence - self._progress.applied_sequence

    def change(self, protected: ProtectedSet) -> None:
        """Take over changed settings of the set."""
        self.protected = protected

    def checks(self) -> SetChecks:
        """Return the checks of this set, as far as the active has told."""
        rate, book = self.protected.check_rate_bytes_per_s, self.book
        return SetChecks(self.protected.name, book.current, book.waiting, book.last, rate, ended=book.ended)

    def accept_generation(self, generation: int) -> None:
        """Refuse lower generations from now on."""
        if generation > self.origin.highest_generation:
            self._store(highest_generation=generation)

    def stop(self) -> None:
        """Stop applying, sync the tree and note where it stands: the next start may trust it."""
        self._stop(sync=True)

    def _stop(self, *, sync: bool) -> Origin:
        """Stop applying and note where the tree stands; returns the memory to build the active side from."""
        with self._writing:
            self._over = True
        if self._mending is not None:
            self._mending.join()
        clean = self._applier.stop(sync=sync)
        self._writer.close()
        applied = self.applied_position()
        self._store(tree_generation=applied.generation, tree_sequence=applied.sequence)
        self._progress.close(clean=clean)
        self._memory.close()
        return self.origin

    def finish(self) -> Origin:
        """Like `stop`, for a server that becomes active: the safe queue is applied and no longer needed. Returns the memory of the set.

        The tree is synced in the background: its new application trusts what the old one had synced.
        """
        self._applier.finish_in_background()
        origin = self._stop(sync=False)
        if origin.tree_sequence == self._writer.position().last_sequence:
            self._writer.restart(origin.tree_sequence)
        return origin

    def sample(self, now_s: float) -> None:
        """Note the counters for the rates."""
        self._applied_rate.add(now_s, self._applier.applied_bytes)

    def queue_head(self, count: int, now_ns: int) -> tuple[QueueEntry, ...]:
        """Return the first entries that have not been applied."""
        return self._head.read(lambda: self._progress.applied_sequence, self._writer.position, count, now_ns)

    def status(self, now_ns: int) -> SetStatus:
        """Return the status of this set on this server."""
        last = self._writer.position().last_sequence
        return SetStatus(
            name=self.protected.name, path=self.protected.path, state=self._state(), detail=self._detail(), mode=self.protected.mode,
            safe_queue=self._queue(now_ns), captured_sequence=last, acknowledged_sequence=last,
            applied_sequence=self._progress.applied_sequence, applied_bytes_per_s=self._applied_rate.per_second(),
            raw_bytes_total=self._received_bytes, channel_connected=self._connected, generation=self.position().generation,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------------------------

    def _recover(self) -> None:
        """Find out what is there: the safe queue, and whether the tree can be trusted."""
        origin, progress = self.origin, self._progress
        recovered, lost = self._read_queue(progress.durable_sequence if progress.trustworthy else 0)
        if recovered.cut_bytes:
            _log.warning("safe queue of %s: a torn tail of %d bytes was cut", self.protected.name, recovered.cut_bytes)
        state, detail = origin.state, origin.detail
        killed = progress.trustworthy and (origin.capturing or origin.killed)
        suspects: list[Missing] | None = None
        unbroken = progress.trustworthy and not origin.capturing and not lost
        if lost and progress.trustworthy and state in (SetState.SYNCHRONIZED, SetState.CHECKING, SetState.OUT_OF_SYNC):
            first = max(recovered.last_sequence, progress.applied_sequence) + 1
            last = max(progress.durable_sequence, first)
            exact = progress.times_sequence >= progress.applied_sequence or recovered.last_sequence >= progress.applied_sequence
            if state is SetState.SYNCHRONIZED and exact:
                suspects = [Missing(last, b"", Scope.OBJECT, present=True)]
            state, detail = SetState.OUT_OF_SYNC, self._lost_sentence(first, last)
            if recovered.last_sequence < progress.applied_sequence:
                progress.restart(progress.applied_generation, progress.applied_sequence)
        degraded = origin.degraded if unbroken else 0
        if origin.capturing:
            state, detail = (
                SetState.UNCHECKED,
                "This server stopped while it was active; its files are compared as soon as there is an active.",
            )
        elif not progress.trustworthy and state is not SetState.UNINITIALIZED:
            state, detail = SetState.UNCHECKED, "This machine stopped uncleanly; its files are compared as soon as there is an active."
            if not recovered.empty:
                if origin.state is SetState.SYNCHRONIZED:
                    suspects = self._suspects_of(recovered)
                progress.restart(recovered.segments[0].first_generation, recovered.first_sequence - 1)
        stands = (progress.applied_generation, progress.applied_sequence)
        if origin.capturing or (recovered.empty and stands != (origin.tree_generation, origin.tree_sequence)):
            progress.restart(origin.tree_generation, origin.tree_sequence)
        if not recovered.empty and not recovered.first_sequence - 1 <= progress.applied_sequence <= recovered.last_sequence:
            # the queue is left from before a copy that had just begun, or from before this server was active
            SafeQueueWriter(self._layout.safe, self._set_id, 0).restart(0)
            recovered = recover(self._layout.safe)
            suspects = suspects if lost else None
            unbroken = False
        self._last_generation = recovered.last_generation or progress.applied_generation
        last = recovered.last_sequence or progress.applied_sequence
        end = end_of(recovered) if not recovered.empty else Position(0, 0, last)
        if progress.trustworthy and recovered.last_sequence > progress.durable_sequence:
            make_durable(self._layout.safe, recovered, progress.durable_sequence)
        self._writer = SafeQueueWriter(self._layout.safe, self._set_id, last, self._segment_bytes, end)
        progress.durable(last)
        self._queued_bytes = self._bytes_on_disk(end)
        # what is applied again after a power cut says nothing of the tree as it is now
        told = progress.applied_sequence if progress.trustworthy else last
        present = holds_something(self.protected.path)
        self._listed = suspects is not None and not lost
        self._check = CheckState(
            state, detail, told, self._state_changed, present=present, suspects=suspects, memory=self._memory,
            go_on=self._remembered(state) if unbroken else None, found=self._tell_difference, repaired=self._tell_repaired,
        )  # fmt: skip
        if (state, detail, False, killed, degraded) != (origin.state, origin.detail, origin.capturing, origin.killed, origin.degraded):
            self._store(state=state, detail=detail, capturing=False, killed=killed, degraded=degraded)

    def _read_queue(self, durable_sequence: int) -> tuple[Recovered, bool]:
        """Return what the safe queue holds, and whether records of it are lost that had been acknowledged."""
        try:
            return recover(self._layout.safe, self._set_id, durable_sequence), False
        except DataError as error:
            left, kept = cut_at_damage(self._layout.safe, self._layout.damaged)
            _log.error("set %s: %s; it is kept in %s, sequence %d is the last that is left", self.protected.name, error, kept, left)
            return recover(self._layout.safe, self._set_id), True

    def _remembered(self, state: SetState) -> Remembered | None:
        """What the process before this one knew of the check at work; None if that is not enough to go on with it."""
        remembered = self._memory.load()
        if state is SetState.SYNCHRONIZED:
            return Remembered(0, remembered.round, remembered.needs)
        if state in (SetState.CHECKING, SetState.OUT_OF_SYNC) and (remembered.needs or remembered.awaiting):
            return remembered
        return None

    def _tell_difference(self, sequence: int, path: bytes, state: FileState, size: int) -> None:
        self._findings.add(Finding(path, state, time.time_ns(), self._progress.applied_generation, sequence, size))

    def _tell_repaired(self, through_sequence: int) -> None:
        self._findings.repaired(through_sequence, time.time_ns())

    def _tell_orphan(self, path: bytes, sentence: str) -> None:
        now_ns, progress = time.time_ns(), self._progress
        done = now_ns if "stays" not in sentence and "left" not in sentence else 0
        at = progress.applied_sequence + 1
        self._findings.add(Finding(path, FileState.ORPHAN, now_ns, progress.applied_generation, at, repaired_ns=done, detail=sentence))

    def _checked(self, record: Record) -> bool:
        """The active says how far its check is: known here, so that this server can go on with it. Returns whether it is not over."""
        if record.payload:
            try:
                run = msgspec.json.decode(record.payload, type=CheckRun)
            except msgspec.MsgspecError:
                return True  # of a newer version
            known = next((one for one in self.book.runs if one.number == run.number), None)
            marks = with_mark(known.marks if known else (), Mark(run.position, record.time_ns, record.sequence))
            self.book.mirror(replace(run, marks=marks))
            return not run.over
        return False

    def _suspects_of(self, recovered: Recovered) -> list[Missing] | None:
        """What can differ after a power cut of a passive: what its safe queue names. Older records were synced before they were dropped."""
        suspects = Suspects()
        try:
            suspects.add_queue(self._layout.safe, recovered.first_sequence - 1, end_of(recovered))
        except TooMany:
            return None
        return suspects.needs(self.protected.path, recovered.last_sequence)

    def _new_applier(self) -> Applier:
        return Applier(
            folder=self.protected.path, safe_directory=self._layout.safe, quarantine_directory=self._layout.quarantine,
            progress=self._progress, check=self._check, path_filter=PathFilter(self.protected.include, self.protected.exclude),
            durable=self._writer.position, idle=self._notify, checked=self._checked, quarantine=self._quarantine,
            damaged=self._queue_is_damaged,
        )  # fmt: skip

    def _queue_is_damaged(self, error: DataError, exact: bool) -> None:
        """The applying thread ends because it cannot read on; it cannot be replaced from within itself."""
        with self._writing:
            if not self._over:
                self._mending = threading.Thread(target=self._begin_queue_anew, args=(error, exact), name="mend", daemon=True)
                self._mending.start()

    def _begin_queue_anew(self, error: DataError, exact: bool) -> None:
        """What is applied is a position of the active's history: go on from there, as if what follows had never arrived.

        The active sees that this server holds less than it had acknowledged, and begins the stream again. What it does not hold any more
        is compared.
        """
        with self._greeting, self._writing:
            if self._over or not self._applier.failure:
                return
            applied, last = self.applied_position(), self._writer.position().last_sequence
            self._writer.close()
            segment = max((name for name in list_segments(self._layout.safe) if name <= applied.sequence + 1), default=0)
            try:
                keep_evidence(self._layout.safe / segment_name(segment), self._layout.damaged)
            except OSError as failed:
                _log.warning("set %s: the damaged segment cannot be kept: %s", self.protected.name, failed)
            known = exact and self._check.state is SetState.SYNCHRONIZED
            sentence = self._lost_sentence(applied.sequence + 1, last)
            _log.error("set %s: %s %s", self.protected.name, error, sentence)
            suspects = (Missing(last, b"", Scope.OBJECT, present=True),) if known else None
            self._check.lose(SetState.OUT_OF_SYNC, sentence, applied.sequence, present=True, suspects=suspects)
            self._start_at(applied)
        self._notify()

    def _lost_sentence(self, first: int, last: int) -> str:
        return (
            f"Sequence {first} to {last} of the safe queue, acknowledged before, cannot be read any more; the damaged segment is kept in "
            f"{self._layout.damaged}. They are asked for again, until then this server cannot take over by itself; check its disk."
        )

    def _decide_and_accept(self, hello: Hello) -> Continuation:
        """Decide where the stream goes on and make that durable before the first record of it is."""
        with self._greeting:
            state = SetState.UNCHECKED if self._applier.failure else self._check.state
            if state is SetState.UNCHECKED and self._listed:
                state = SetState.CHECKING  # what can differ has been asked for
            answer = continue_or_copy(self.position(), state, hello)
            own = self._own_records()
            rejoin = self._rejoin(hello, own) if answer.copy_needed and not self._applier.failure else None
            self.accept_generation(hello.generation)
            self._set_aside(hello, own)
            if not answer.copy_needed and self._check.awaiting not in (0, hello.check_number):
                self._check.round_is_gone(self.position().sequence)
            if rejoin is not None and rejoin.position is not None:
                detail = f"{len(rejoin.needs)} files and folders that can differ since this server was active are compared."
                self._check.lose(SetState.OUT_OF_SYNC, detail, rejoin.position.sequence, suspects=rejoin.needs)
                self._start_at(rejoin.position)
                _log.warning("set %s rejoins at sequence %d: %s", self.protected.name, rejoin.position.sequence, detail)
                return Continuation(rejoin.position.sequence + 1, False, "")
            if answer.copy_needed:
                why = f" (everything is compared because {rejoin.why})" if rejoin is not None else ""
                answer = replace(answer, reason=answer.reason + why)
                present = holds_something(self.protected.path)
                verb = "compared" if present else "copied"
                detail = f"The files are going to be {verb}: {answer.reason}."
                self._check.lose(SetState.OUT_OF_SYNC, detail, hello.captured_sequence, present=present)
                self._start_at(TreePosition(hello.generation, hello.captured_sequence))
            return answer

    def _own_records(self) -> Recovered:
        """What this server captured itself, as far as it still holds it."""
        return recover_or_set_aside(self._layout, self._set_id)

    def _rejoin(self, hello: Hello, own: Recovered) -> Rejoin | None:
        """What must be compared if this server was active last; None if it was not."""
        if own.empty:
            return None
        if self.origin.killed or self.origin.degraded or self._check.state is SetState.SYNCHRONIZED:
            changed = read_changed(self._layout.changed, self._set_id)
            return find_suspects(self.protected, self._layout, own, hello, clean=not self.origin.killed, changed=changed)
        return Rejoin(None, why="its machine stopped since it was active, and what had not reached the disk then is named nowhere")

    def _set_aside(self, hello: Hello, own: Recovered) -> None:
        """Keep what was never sent. What this server had changed as the active is synced first: nothing names it from then on."""
        if own.empty:
            return
        self._applier.sync()
        known = hello.origin_sequence if own.last_generation == hello.origin_generation else 0
        target = self._layout.divergence(own.last_generation)
        aside = set_aside(self._layout.unsafe, own, known, target)
        if aside:
            _log.warning("%d records that were never sent are kept in %s", aside, target)

    def _start_at(self, position: TreePosition) -> None:
        """Throw the safe queue away and go on after `position`."""
        self._applier.stop()
        self._store(tree_generation=position.generation, tree_sequence=position.sequence, killed=False, degraded=0)
        self._layout.changed.unlink(missing_ok=True)
        self._writer.restart(position.sequence)
        self._progress.restart(position.generation, position.sequence)
        self._last_generation = position.generation
        self._queued_bytes = 0
        self._listed = False
        self._applier = self._new_applier()
        self._applier.start()

    def _state_changed(self, state: SetState, detail: str) -> None:
        self._store(state=state, detail=detail)
        self._notify()
        self._changed()

    def _store(self, **changes: object) -> None:
        with self._origin_lock:
            self.origin = replace(self.origin, **changes)  # type: ignore[arg-type]
            self._origin_file.store(self.origin)

    def _notify(self) -> None:
        callback = self._on_change
        if callback is not None:
            callback()

    def _state(self) -> SetState:
        return SetState.ERROR if self._full or self._applier.failure else self._check.state

    def _detail(self) -> str:
        return self._full or self._applier.failure or self._check.detail

    def _queue(self, now_ns: int) -> QueueStatus:
        position = self._writer.position()
        entries = position.last_sequence - self._progress.applied_sequence
        if entries <= 0:
            return QueueStatus()
        oldest_ns = self._applier.last_time_ns
        size = max(0, self._queued_bytes - self._applier.applied_bytes)
        return QueueStatus(entries, size, max(0.0, (now_ns - oldest_ns) / 1e9) if oldest_ns else 0.0)

    def _bytes_on_disk(self, end: Position) -> int:
        """Bytes recovered and not applied."""
        reader = QueueReader(self._layout.safe)
        reader.seek(self._progress.applied_sequence + 1)
        try:
            return reader.remaining_bytes(end)
        finally:
            reader.close()
