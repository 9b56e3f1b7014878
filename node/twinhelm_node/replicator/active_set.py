"""The sending side of one set: capture, unsafe queue, channel, walker."""

import asyncio
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from twinhelm_node.capture.capture import Capture
from twinhelm_node.channel.economy.cap import Cap
from twinhelm_node.channel.economy.economy import Economy
from twinhelm_node.channel.send import Sender
from twinhelm_node.channel.values import Hello, Need, Report, Welcome
from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.ports_replicator import ChannelPath, SetEnd
from twinhelm_node.domain.queue_fill import WhenAway
from twinhelm_node.domain.queue_head import QueueEntry
from twinhelm_node.domain.status import Mode, QueueStatus, SetState, SetStatus
from twinhelm_node.domain.verification import CheckAction, CheckPhase, SetChecks
from twinhelm_node.journal.changed_paths import ChangedPaths, create_changed, read_changed
from twinhelm_node.journal.queue_head import QueueHeadReader
from twinhelm_node.journal.queue_reader import trim
from twinhelm_node.journal.record import CheckOf, Kind
from twinhelm_node.journal.segment import Position, list_segments
from twinhelm_node.replicator.catch_up import CatchUp
from twinhelm_node.replicator.check_book import CheckBook
from twinhelm_node.replicator.check_orders import order_check
from twinhelm_node.replicator.divergence import recover_or_set_aside, set_aside
from twinhelm_node.replicator.history import NOWHERE, TreePosition
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.mending import Gap, Mending
from twinhelm_node.replicator.origin import Origin, OriginFile
from twinhelm_node.replicator.queue_keeper import QueueKeeper
from twinhelm_node.replicator.rates import Rate
from twinhelm_node.replicator.walker import Passive, Walker
from twinhelm_node.security.store import ServerCredentials

_log = logging.getLogger(__name__)
_WALKER_QUEUE_BYTES = 32 * 1024 * 1024
_WALKER_LEAST_BYTES = 2 * 1024 * 1024
_WALKER_AHEAD_S = 2.0
_UNLIMITED = 1 << 62  # the first records have room in any case; the keeper sets the limit


class ActiveSet:
    """One protected set while this server is active. Made by `begin`, used on the event loop (channel.values.Sending)."""

    def __init__(
        self, *, protected: ProtectedSet, pair_id: str, layout: SetLayout, origin: Origin, capture: Capture, credentials: ServerCredentials,
        paths: Callable[[], tuple[ChannelPath, ...]], changed: Callable[[], None], peer_name: str, pair_cap: Cap, set_id: bytes,
        lost: tuple[int, int, ChangedPaths] | None = None,
    ) -> None:  # fmt: skip
        self.protected = protected
        self.origin = origin
        self._pair_id = pair_id
        self._layout = layout
        self._capture = capture
        self._changed = changed
        self._connected = False
        self._report: Report | None = None
        self._refusal = ""
        self._copying = False
        self._trimmed = 0
        self._head = QueueHeadReader(layout.unsafe)
        self._own_cap = Cap(parse_schedule(protected.bandwidth))
        self._economy = Economy(protected.compression, self._own_cap, pair_cap)
        self._sender = Sender(self, paths, credentials, self._economy, peer_name)
        self.book = CheckBook(layout.checks)
        passive = Passive(self._applied_sequence, self._passive_is_synchronized, lambda: self._report.orphans if self._report else 0)
        self._walker = Walker(
            capture, protected.path, self._walker_may_go_on, passive, self.book, lambda: self.protected.check_rate_bytes_per_s,
            origin.generation,
        )  # fmt: skip
        self._keeper = QueueKeeper(capture, protected, layout.unsafe)
        self._catch_up = CatchUp(protected.name, capture, self._walker, self._caught_up)
        self._mending = Mending(capture, layout, set_id, lambda: self.protected, self._is_right_but_for_the_queue, self._has_a_gap)
        self._lost = lost
        self._task: asyncio.Task[None] | None = None
        self._captured_rate, self._sent_rate, self._compared_rate = Rate(), Rate(), Rate()

    @classmethod
    def begin(
        cls, *, protected: ProtectedSet, pair_id: str, set_id: bytes, layout: SetLayout, origin: Origin, generation: int,
        credentials: ServerCredentials, paths: Callable[[], tuple[ChannelPath, ...]], on_change: Callable[[], None], peer_name: str,
        pair_cap: Cap, segment_bytes: int,
    ) -> "ActiveSet":  # fmt: skip
        """Open the unsafe queue in `generation`, durably noted before the first record, and mount the capture. Blocks.

        Invariant (Prefix): the new generation grows from the tree's position only if the tree is exactly at one, or differs from it only in
        paths that are known (`degraded`): a check that brings those is its second record then.
        """
        changed = read_changed(layout.changed, set_id) if origin.degraded else ChangedPaths()
        degraded = 0 if changed.everything else origin.degraded
        exact = origin.state is SetState.SYNCHRONIZED or degraded
        tree = TreePosition(origin.tree_generation, origin.tree_sequence) if exact else NOWHERE
        held = recover_or_set_aside(layout, set_id)
        if not held.empty and (held.last_generation, held.last_sequence) != (tree.generation, tree.sequence):
            set_aside(layout.unsafe, held, 0, layout.divergence(held.last_generation))
        backlog_bytes = sum(
            path.stat().st_size for path in layout.unsafe.glob("*.segment")
        )  # of the generation before, not acknowledged yet
        first = max(origin.tree_sequence, held.last_sequence) + 1
        begun = replace(
            origin, capturing=True, killed=False, generation=generation, origin_generation=tree.generation, origin_sequence=tree.sequence,
            highest_generation=max(generation, origin.highest_generation), degraded=degraded,
        )  # fmt: skip
        OriginFile(layout.origin).store(begun)
        capture = Capture(
            folder=protected.path, set_name=protected.name, set_id=set_id, journal_directory=str(layout.unsafe), generation=generation,
            first_sequence=first, quota_bytes=_UNLIMITED, backlog_bytes=backlog_bytes, include=protected.include, exclude=protected.exclude,
            durable=protected.mode is Mode.DURABLE, stall=protected.when_away is WhenAway.STALL, segment_bytes=segment_bytes,
        )  # fmt: skip
        _keep_changed(capture, layout, set_id, generation, changed if degraded else ChangedPaths())
        capture.set_peer_present(False)
        capture.append_control(Kind.GENERATION, tree.generation, tree.sequence)
        since = capture.append_control(Kind.CHECK_BEGIN, degraded, CheckOf.LOST) if degraded else 0
        capture.mount()
        return cls(
            protected=protected, pair_id=pair_id, layout=layout, origin=begun, capture=capture, credentials=credentials, paths=paths,
            changed=on_change, peer_name=peer_name, pair_cap=pair_cap, set_id=set_id,
            lost=(degraded, since, changed) if degraded else None,
        )  # fmt: skip

    def start(self) -> None:
        """Start sending and copying."""
        if self._lost is not None:
            self._catch_up.begin(*self._lost)
        self._walker.start()
        self._task = asyncio.get_running_loop().create_task(self._sender.run())

    async def end(self, *, force: bool) -> SetEnd:
        """Unmount and stop sending. Raises NotReady (FILES_OPEN) and goes on as before while files are open, unless `force`."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, lambda: self._capture.unmount(lazy=force))
        await loop.run_in_executor(None, self._walker.stop)
        await self._stop_sending()
        await self._mending.close()
        self._keeper.close()
        return await loop.run_in_executor(None, self._note_end)

    def mount_again(self) -> None:
        """Undo an unmount: another set of this server could not be unmounted."""
        self._capture.mount()

    def unmount(self, *, force: bool) -> None:
        """Take the mount away. Raises NotReady (FILES_OPEN) while files are open, unless `force`."""
        self._capture.unmount(lazy=force)

    def set_mode(self, protected: ProtectedSet) -> None:
        """Take over the changed settings of the set."""
        self._own_cap.change(parse_schedule(protected.bandwidth))
        self._economy.set(protected.compression)
        self.protected = protected
        self._walker.wake()
        self._keeper.set_limits(protected)
        self._capture.set_mode(durable=protected.mode is Mode.DURABLE, stall=protected.when_away is WhenAway.STALL)

    def check(self, action: CheckAction, path: bytes, rate_bytes_per_s: int, user: str) -> None:
        """Do to the checks of this set what an administrator asks. Reasons: NO_CHECK, COPY_NEEDED, TOO_MANY_CHECKS."""
        order_check(self.book, action, path, rate_bytes_per_s, user)
        self._walker.wake()

    def checks(self) -> SetChecks:
        """Return the checks of this set, and why the one at work does not go on."""
        return SetChecks(
            self.protected.name, self.book.current, self.book.waiting, self.book.last, self.protected.check_rate_bytes_per_s,
            self._compared_rate.per_second(), self._why_checks_stand(),
            self.book.ended,
        )  # fmt: skip

    def hold_checks(self, until_s: float) -> bool:
        """Let checks append nothing until then (monotonic). Returns whether the last record of theirs has been appended."""
        self._walker.hold(until_s)
        return self._walker.quiet

    # What the sender asks (channel.values.Sending) --------------------------------------------------------------

    @property
    def directory(self) -> Path:
        """Where the segments are."""
        return self._layout.unsafe

    @property
    def wake_descriptor(self) -> int:
        """The capture's eventfd."""
        return self._capture.wake_fd

    @property
    def urgent(self) -> bool:
        """Whether fsyncs wait for acknowledgements."""
        return self.protected.mode is Mode.DURABLE

    def hello(self) -> Hello:
        """Return the set's history as it is now."""
        segments = list_segments(self._layout.unsafe)
        captured = self._capture.position().last_sequence
        run = self.book.current
        checking = run.number if run is not None and not run.trusted else self._catch_up.number
        return Hello(
            self._pair_id, self.protected.name, self.origin.generation, self.origin.origin_generation, self.origin.origin_sequence,
            segments[0] if segments else captured + 1, captured, checking,
        )  # fmt: skip

    def position(self) -> Position:
        """Return the end of the unsafe queue."""
        position = self._capture.position()
        return Position(position.segment_first_sequence, position.end_offset_bytes, position.last_sequence)

    def arm(self) -> bool:
        """Ask for a wake-up, and see to what else the capture wakes for."""
        if self._capture.arm():
            return True
        for path in self._capture.take_copy_requests():
            self._walker.copy_path(path)
        return False

    def welcomed(self, welcome: Welcome) -> None:
        """The passive is there; everything below its position is acknowledged."""
        self._connected, self._refusal = True, ""
        self._capture.set_acknowledged(welcome.next_sequence - 1)
        self._capture.set_peer_present(True)
        if welcome.copy_needed:
            _log.info("set %s: the passive needs a copy: %s", self.protected.name, welcome.reason)
            self._copy_everything(compare=welcome.compare)
        else:
            self._walker.go_on()
        self._changed()

    def reported(self, report: Report) -> None:
        """The passive got further."""
        before, self._report = self._report, report
        self._capture.set_acknowledged(report.durable_sequence)
        if before is None or before.state != report.state or self.book.current is not None or not self._walker.idle:
            self._walker.wake()  # it may wait for this; at rest it does not, and reports come with every batch
        if report.state == SetState.SYNCHRONIZED:
            self._walker.synchronized()
        else:
            self._copying = False
        if before is None or before.state != report.state:
            self._changed()

    def needed(self, need: Need) -> None:
        """The passive misses something."""
        self._walker.need(need)

    def parted(self, error: TwinhelmError | None) -> None:
        """The passive is gone, or refused."""
        refusal = str(error) if error is not None else ""
        if self._connected or refusal != self._refusal:
            self._connected, self._refusal = False, refusal
            self._capture.set_peer_present(False)
            self._changed()
        self._mending.stream_ended(error, self._sender.acknowledged_sequence)

    # What the replicator asks -----------------------------------------------------------------------------------

    def sample(self, now_s: float) -> None:
        """Note the counters for the rates; twice a second or so: trim, and record again after a failure once there is room."""
        self._captured_rate.add(now_s, self._capture.captured_bytes())
        self._sender.sample(now_s)
        self._sent_rate.add(now_s, self._economy.sent_bytes_total)
        self._compared_rate.add(now_s, self._walker.work.compared_bytes + self._walker.work.sent_bytes)
        acknowledged = self._report.durable_sequence if self._report else 0
        if acknowledged > self._trimmed:
            self._trimmed = acknowledged
            trim(self._layout.unsafe, acknowledged)
        self._keeper.sample(now_s)
        right = self._report is not None and self._report.state == SetState.SYNCHRONIZED and not self._copying
        self._catch_up.sample(self._report, has_room=self._keeper.has_room, trusted=right)

    def left(self) -> tuple[int, int, int]:
        """Return (unsafe entries, unsafe bytes, entries the passive has not applied) of everything captured so far."""
        captured = self._capture.position().last_sequence
        acknowledged = self._report.durable_sequence if self._report else 0
        applied = self._report.applied_sequence if self._report else 0
        unsafe = max(0, captured - acknowledged) if self._connected else max(1, captured - acknowledged)
        return unsafe, self._capture.waiting()[0], max(0, captured - applied)

    def queue_head(self, count: int, now_ns: int) -> tuple[QueueEntry, ...]:
        """Return the first entries that the passive has not acknowledged."""
        return self._head.read(lambda: self._sender.acknowledged_sequence, self.position, count, now_ns)

    def status(self, now_ns: int) -> SetStatus:
        """Return the status of this set, with what the passive last reported."""
        report, position = self._report or Report(0, 0), self._capture.position()
        state, detail = self._state()
        return SetStatus(
            name=self.protected.name, path=self.protected.path, state=state, detail=detail, mode=self.protected.mode,
            unsafe_queue=self._sender.queue(now_ns),
            safe_queue=QueueStatus(report.safe_entries, report.safe_bytes, report.safe_oldest_age_s),
            captured_sequence=position.last_sequence, acknowledged_sequence=report.durable_sequence,
            applied_sequence=report.applied_sequence, captured_bytes_per_s=self._captured_rate.per_second(),
            sent_bytes_per_s=self._sent_rate.per_second(), applied_bytes_per_s=report.applied_bytes_per_s if self._connected else 0.0,
            raw_bytes_total=self._economy.raw_bytes_total, sent_bytes_total=self._economy.sent_bytes_total, economy=self._economy.status(),
            channel_connected=self._connected, check_progress_ratio=self._walker.progress_ratio if state is SetState.CHECKING else 0.0,
            generation=self.origin.generation, check_visited_objects=self._walker.work.visited_objects,
            check_compared_bytes=self._walker.work.compared_bytes, check_sent_bytes=self._walker.work.sent_bytes,
            fill=self._keeper.fill(connected=self._connected),
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------------------------

    def _state(self) -> tuple[SetState, str]:
        """What this server knows of the passive's copy."""
        if failure := self._capture.failure():
            return SetState.OUT_OF_SYNC, failure
        if self._catch_up.sentence:
            return SetState.OUT_OF_SYNC, self._catch_up.sentence
        if self._report is None:
            state = SetState.UNCHECKED if self.origin.origin_generation else SetState.UNINITIALIZED
            return state, self._refusal or "The passive has not been connected since this server became active."
        state = SetState(self._report.state)
        if self._copying and state is SetState.SYNCHRONIZED:
            state = SetState.CHECKING
        if self._catch_up.at_work and state is SetState.SYNCHRONIZED:
            return SetState.CHECKING, "What changed while the unsafe queue was full is being compared."
        if not self._connected:
            return state, self._refusal or "The passive is not connected."
        return state, self._report.detail or self._walker.failure

    def _copy_everything(self, *, compare: bool) -> None:
        self._copying = True  # until the passive says by itself that it is being checked
        self._walker.copy_everything(compare=compare)

    def _is_right_but_for_the_queue(self) -> bool:
        """Whether nothing is being brought to the passive past the order of the queue."""
        report = self._report
        at_work = self._copying or self._catch_up.at_work or self._capture.failure() or not self._walker.idle
        return report is not None and report.state == SetState.SYNCHRONIZED and not at_work

    def _has_a_gap(self, gap: Gap) -> None:
        """Records of the own queue are lost: bring what they said past it."""
        self._catch_up.begin(gap.number, gap.number, gap.changed, sentence=gap.sentence)
        self._changed()

    def _passive_is_synchronized(self) -> bool:
        report = self._report
        return self._connected and report is not None and report.state == SetState.SYNCHRONIZED and not self._capture.failure()

    def _why_checks_stand(self) -> str:
        run = self.book.current
        if run is None or run.phase is CheckPhase.PAUSED:
            return ""
        if not self._connected:
            return "The passive is not connected."
        if run.trusted and not self._passive_is_synchronized():
            return "The set is not synchronized yet."
        return "" if self._queues_are_short() else "The queues are long; it goes on when they are shorter."

    def _applied_sequence(self) -> int:
        return self._report.applied_sequence if self._report else 0

    def _walker_may_go_on(self) -> bool:
        return self._queues_are_short() or (self._connected and self._keeper.grants_a_share())

    def _queues_are_short(self) -> bool:
        report = self._report
        if not self._connected or report is None:
            return False
        waiting = self._capture.waiting()[0] + report.safe_bytes
        # what the application writes waits behind what a check appended: on a slow link, not for long
        carried = max(_WALKER_LEAST_BYTES, self._economy.carried_bytes(_WALKER_AHEAD_S))
        return waiting < min(_WALKER_QUEUE_BYTES, self._keeper.limit_bytes // 4, carried)

    def _caught_up(self) -> None:
        """The passive holds what was lost: this set is whole again."""
        if self.origin.degraded:
            self.origin = replace(self.origin, degraded=0)
            OriginFile(self._layout.origin).store(self.origin)
        self._changed()

    async def _stop_sending(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def _note_end(self) -> SetEnd:
        """Make durable where the tree stands now that nothing changes it any more."""
        last = self._capture.position().last_sequence
        lost, changed = bool(self._capture.failure()), self._capture.changed_counts()
        clean = not lost and not changed.incomplete
        known = not clean and not changed.everything and not changed.error and _sync(self._layout.changed)
        ended = replace(
            self.origin, capturing=False, tree_generation=self.origin.generation, tree_sequence=last,
            state=SetState.SYNCHRONIZED if clean else SetState.UNCHECKED,
            detail="" if clean else "Changes were lost while this server was active; its files are compared with the active's.",
            degraded=(self._catch_up.number or last) if known else 0,
        )  # fmt: skip
        OriginFile(self._layout.origin).store(ended)
        self.origin = ended
        return SetEnd(self.protected.name, ended.generation, last, clean)


def _keep_changed(capture: Capture, layout: SetLayout, set_id: bytes, generation: int, held: ChangedPaths) -> None:
    """Let the capture remember changed paths in a file. Without one they are remembered for as long as the process lives."""
    try:
        descriptor = create_changed(layout.changed, set_id, generation, held)
    except OSError as error:
        _log.warning("%s cannot be made (%s): changed paths will not outlive this process", layout.changed, error)
        layout.changed.unlink(missing_ok=True)
        return
    try:
        capture.keep_changed(descriptor, held)
    finally:
        os.close(descriptor)


def _sync(path: Path) -> bool:
    """Make a file durable; says whether it is."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        os.fsync(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def not_active() -> NotReady:
    """The error for what only the active can do."""
    return NotReady("This server is not active; ask the active one.", "NOT_ACTIVE")
