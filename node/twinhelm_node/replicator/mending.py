"""Watches why streams of an active set end: when a record of its own queue cannot be read any more, the stream goes on after the gap.

What the lost records said is brought as what changed without room is (catch_up.py): the paths are remembered durably, the gap is filled
with CHECK_BEGIN records, so the passive's tree counts as not synchronized from there on, until the CHECK_END of the check that has visited
every path.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.capture.capture import Capture
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.journal.changed_paths import ChangedPaths
from twinhelm_node.journal.damage import Found, drop_through, find_damage, keep_evidence, mend
from twinhelm_node.journal.segment import Position, segment_name
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.suspects import MARGIN_NS, Suspects, TooMany

_log = logging.getLogger(__name__)
# what a stream ends with when a record is not what it should be; which side is wrong, only a look at the own queue tells
SUSPICIOUS = frozenset({"CORRUPT_BATCH", "SEQUENCE_GAP", "QUEUE_UNREADABLE"})
_SEGMENTS_UNDER_WAY = 2  # what is under way, and so what was refused, lies in no more
_AGAIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Gap:
    """What was lost, and what must be compared. `number`: of the check that brings it, and the first sequence that is lost."""

    number: int
    last_sequence: int
    changed: ChangedPaths
    sentence: str


class Mending:
    """One active set's unsafe queue. `trusted` says whether the passive's tree is right but for what is queued; `lost` is told of a gap."""

    def __init__(
        self, capture: Capture, layout: SetLayout, set_id: bytes, protected: Callable[[], ProtectedSet], trusted: Callable[[], bool],
        lost: Callable[[Gap], None],
    ) -> None:  # fmt: skip
        self._capture = capture
        self._layout = layout
        self._set_id = set_id
        self._protected = protected
        self._trusted = trusted
        self._lost = lost
        self._task: asyncio.Task[None] | None = None
        self._sound = (-1, 0.0)  # what was acknowledged when the queue was found sound, and when that was
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="mend")

    def stream_ended(self, error: TwinhelmError | None, acknowledged: int) -> None:
        """Look at the queue if the reason may be a record in it, but not at every attempt over a bad line. On the event loop."""
        if error is None or error.reason not in SUSPICIOUS or (self._task is not None and not self._task.done()):
            return
        before, at_s = self._sound
        if before != acknowledged or time.monotonic() - at_s > _AGAIN_S:
            self._task = asyncio.get_running_loop().create_task(self._look(acknowledged))

    async def close(self) -> None:
        """Wait for what is at work."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
        self._executor.shutdown()

    async def _look(self, acknowledged: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._executor, self._find, acknowledged)
            if not found.damage:
                self._sound = (acknowledged, time.monotonic())
                return
            gap = await loop.run_in_executor(self._executor, self._measure, found, acknowledged, self._trusted())
            if gap is not None:
                _log.error("set %s: %s", self._protected().name, gap.sentence)
                self._lost(gap)  # before the passive meets the gap
            await loop.run_in_executor(self._executor, self._mend, found, gap)
        except OSError as error:
            _log.error("set %s: the unsafe queue cannot be mended yet: %s", self._protected().name, error)

    def _find(self, acknowledged: int) -> Found:
        """The damage after `acknowledged`, in segments that nobody writes any more."""
        if not find_damage(self._layout.unsafe, acknowledged, self._end(), _SEGMENTS_UNDER_WAY).damage:
            return Found()
        self._capture.begin_segment()
        return find_damage(self._layout.unsafe, acknowledged, self._end())

    def _measure(self, found: Found, acknowledged: int, trusted: bool) -> Gap | None:
        """What has to be compared, noted durably. None if the passive holds all that is lost."""
        first, last = found.lost_after(acknowledged)
        if not first:
            return None
        since_ns = min(one.since_ns for one in found.damage if one.last_sequence > acknowledged)
        changed = self._changed_since(since_ns) if trusted and not found.walked else ChangedPaths(everything=True)
        self._capture.lose(changed)
        kept = self._layout.damaged
        sentence = (
            f"Sequence {first} to {last} of the unsafe queue cannot be read any more; the damaged segment is kept in {kept}. "
            "Everything is compared, until then the passive cannot take over by itself; check the disk of this server."
            if changed.everything
            else f"Sequence {first} to {last} of the unsafe queue cannot be read any more; the damaged segment is kept in {kept}. "
            f"What has changed since {_clock(since_ns)} ({len(changed.paths)} paths) is compared, until then the passive cannot take over "
            "by itself; check the disk of this server."
        )
        return Gap(first, last, changed, sentence)

    def _changed_since(self, since_ns: int) -> ChangedPaths:
        """Nobody but the kernel sets a change time, so it tells what the lost records can have been about."""
        protected = self._protected()
        suspects = Suspects()
        if not 0 < since_ns <= time.time_ns():
            return ChangedPaths(everything=True)
        try:
            path_filter = PathFilter(protected.include, protected.exclude)
            suspects.add_changed_since(protected.path, since_ns - MARGIN_NS, path_filter, unnamed=True)
        except (TooMany, OSError):
            return ChangedPaths(everything=True)
        return ChangedPaths(suspects.paths or {b"": False})

    def _mend(self, found: Found, gap: Gap | None) -> None:
        """Fill the gap; if everything is compared anyway, or there is no room for that, drop what was queued."""
        unsafe, damaged = self._layout.unsafe, self._layout.damaged
        if gap is None or not gap.changed.everything:
            try:
                mend(unsafe, self._set_id, found.damage, gap.number if gap is not None else 0, damaged)
            except OSError as error:
                _log.warning("set %s: there is no room to fill the gap (%s): everything is compared", self._protected().name, error)
            else:
                return
        for one in found.damage:
            keep_evidence(unsafe / segment_name(one.segment), damaged)
        drop_through(unsafe, max(one.segment for one in found.damage))

    def _end(self) -> Position:
        position = self._capture.position()
        return Position(position.segment_first_sequence, position.end_offset_bytes, position.last_sequence)


def _clock(time_ns: int) -> str:
    return datetime.fromtimestamp(time_ns / 1e9, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
