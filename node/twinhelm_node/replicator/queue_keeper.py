"""Keeps one unsafe queue within its limits: quota and floor of the disk, forecast and alarm, and the paths that changed without room."""

import contextlib
import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from twinhelm_node.capture.capture import Capture
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode
from twinhelm_node.health.queue_forecast import Forecast, next_alarm
from twinhelm_node.journal.changed_paths import FOLD_ABOVE, FOLD_ABOVE_BYTES

RESUME_BELOW_BYTES = 4 * 1024 * 1024
SHARE_BYTES = 1024 * 1024


def free_bytes_of(directory: Path) -> int | None:
    """Return what is free on a directory's disk for root; None if it cannot be asked."""
    try:
        found = os.statvfs(directory)
    except OSError:
        return None
    return found.f_bfree * found.f_frsize


class QueueKeeper:
    """One active set's queue. `sample` is called several times a second on the event loop; `free` tells what the disk has left."""

    def __init__(
        self, capture: Capture, protected: ProtectedSet, directory: Path, free: Callable[[Path], int | None] = free_bytes_of,
        executor: Executor | None = None,
    ) -> None:  # fmt: skip
        self._capture = capture
        self._protected = protected
        self._directory = directory
        self._free = free
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="fold")
        self._folding = False
        self._forecast = Forecast()
        self._alarm = FillAlarm.NORMAL
        self._used = 0
        self._free_bytes = 0
        self._granted_at = 0
        self.limit_bytes = protected.quota_bytes
        self._measure()

    def set_limits(self, protected: ProtectedSet) -> None:
        """Take over quota, floor and policies of the changed set, at once."""
        self._protected = protected
        self._forecast.begin_anew()
        self._measure()

    def sample(self, now_s: float) -> None:
        """Measure disk and queue, set the limit, look ahead, fold a long list of changed paths."""
        self._measure()
        self._forecast.add(now_s, self.limit_bytes - self._used)
        lost = bool(self._capture.failure())
        ratio = self._used / self.limit_bytes if self.limit_bytes else 1.0
        self._alarm = next_alarm(self._alarm, ratio, self._forecast.time_to_full_s(), lost=lost)
        changed = self._capture.changed_counts()
        if not self._folding and not changed.everything and (changed.paths > FOLD_ABOVE or changed.size_bytes > FOLD_ABOVE_BYTES):
            self._folding = True
            self._executor.submit(self._fold)

    def close(self) -> None:
        """Wait for what runs in the thread."""
        self._executor.shutdown()

    @property
    def has_room(self) -> bool:
        """Whether there is room enough to record again after changes were lost, and not just for a few of them."""
        enough = min(RESUME_BELOW_BYTES, self._protected.quota_bytes // 2)
        return self.limit_bytes - self._used >= enough and self._used < max(
            min(RESUME_BELOW_BYTES, self.limit_bytes // 2), self.limit_bytes // 4
        )

    def grants_a_share(self) -> bool:
        """Whether a check may add a block to a long queue: with writers slowed down it would stay long for as long as they write.

        Once for each MiB that has left the queue, so that a check gets about a fifth of what the link carries.
        """
        drained = self._capture.drained_bytes()
        if self._protected.when_full is not QueuePolicy.THROTTLE or drained - self._granted_at < SHARE_BYTES:
            return False
        self._granted_at = drained
        return True

    def fill(self, *, connected: bool) -> QueueFill:
        """Return what there is to say of the queue now."""
        protected, delays, changed = self._protected, self._capture.delays(), self._capture.changed_counts()
        used, waiting = self._capture.waiting()
        failed = bool(self._capture.failure())
        return QueueFill(
            quota_bytes=protected.quota_bytes, limit_bytes=self.limit_bytes, used_bytes=used,
            floor_bytes=protected.floor_bytes, free_bytes=self._free_bytes, policy=protected.when_full, when_away=protected.when_away,
            alarm=FillAlarm.CRITICAL if failed else self._alarm, time_to_full_s=self._forecast.time_to_full_s(),
            delayed_writes=delays.writes, delay_total_s=delays.total_s, delay_longest_s=delays.longest_s, held_now=delays.held_now,
            delays=delays.buckets,
            changed_paths=changed.paths, degraded=failed,
            durability=durability_of(protected, connected=connected, incomplete=failed or changed.incomplete),
            waiting_fsyncs=waiting,
        )  # fmt: skip

    def _measure(self) -> None:
        """The limit is the quota, or what the disk can hold above its floor: what is queued there already and what is free."""
        self._used, _ = self._capture.waiting()
        limit, free = self._protected.quota_bytes, self._free(self._directory)
        if free is not None:
            self._free_bytes = free
            limit = min(limit, self._used + max(0, free - self._protected.floor_bytes))
        self.limit_bytes = limit
        self._capture.set_limits(limit, throttle=self._protected.when_full is QueuePolicy.THROTTLE)

    def _fold(self) -> None:
        with contextlib.suppress(OSError):
            self._capture.fold_changed(FOLD_ABOVE // 2, FOLD_ABOVE_BYTES // 2)
        self._folding = False


def durability_of(protected: ProtectedSet, *, connected: bool, incomplete: bool) -> Durability:
    """Say what fsync means now. `incomplete`: changes were lost that no check has brought to the passive yet. Pure."""
    if protected.mode is not Mode.DURABLE:
        return Durability.ASYNC
    if connected and not incomplete:
        return Durability.KEPT
    return Durability.STALLED if protected.when_away is WhenAway.STALL else Durability.GROWING
