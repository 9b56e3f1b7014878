"""Where the walker waits: for room in the queues, for the passive to keep up, for the rate of a check, for a switchover to pass."""

import threading
import time
from collections.abc import Callable

from twinhelm_node.capture.capture import Capture
from twinhelm_node.domain.verification import CheckPhase
from twinhelm_node.replicator.ahead import Ahead
from twinhelm_node.replicator.check_at_work import CheckAtWork
from twinhelm_node.replicator.check_needs import CheckNeeds
from twinhelm_node.replicator.pace import Pace

_POLL_S = 0.02
_LONGEST_WAIT_S = 0.25
_LOOK_S = 0.002  # hashes of blocks are small: so long a look at the queues may be old
_NOTED_BYTES = 1024 * 1024


class Stopped(Exception):
    """The walker is told to stop, or to begin anew."""


class SliceOver(Exception):
    """A check is paused, cancelled, or has to let something else go first."""


class Gate:
    """The walker passes before each record. `may_go_on` says whether the queues have room and the passive is there.

    `applied`: how far the passive is. `running`: a round or a check is at work; `in_slice`: one that gives way. `quiet`: nothing comes
    until `hold` is over.
    """

    def __init__(
        self, condition: threading.Condition, capture: Capture, may_go_on: Callable[[], bool], applied: Callable[[], int],
        rate: Callable[[], int], needs: CheckNeeds, at_work: CheckAtWork,
    ) -> None:  # fmt: skip
        self._condition = condition
        self._capture = capture
        self._may_go_on = may_go_on
        self._applied = applied
        self._rate = rate
        self._needs = needs
        self._at_work = at_work
        self._pace = Pace()
        self._ahead = Ahead()
        self._compared = 0
        self._open_until_s = 0.0
        self._held_until_s = 0.0
        self.stopped = False
        self.running = False
        self.in_slice = False
        self.quiet = True

    def stop(self) -> None:
        """Let nobody pass any more."""
        with self._condition:
            self.stopped = True
            self._condition.notify_all()

    def wake(self) -> None:
        """Something that is waited for may have changed."""
        with self._condition:
            self._condition.notify_all()

    def hold(self, until_s: float) -> None:
        """Let nobody pass until then (monotonic)."""
        self._held_until_s = until_s
        self.wake()

    @property
    def held(self) -> bool:
        """Whether a switchover wants the queues empty."""
        return time.monotonic() < self._held_until_s

    @property
    def is_open(self) -> bool:
        """Whether the queues have room and nothing holds the walker."""
        return not self.held and self._may_go_on()

    def block_bytes(self, most: int) -> int:
        """How much to read at once."""
        return self._pace.block_bytes(most)

    def note(self, *, compared: int, sent: int) -> None:
        """So much was read, and the passive has to read what it compares."""
        self._pace.spend(compared + sent, time.monotonic())
        if sent:
            self._open_until_s = 0.0
        self._compared += compared
        if self._compared >= _NOTED_BYTES:
            self._ahead.note(self._capture.position().last_sequence, self._compared)
            self._compared = 0

    def wait(self, *, paced: bool = False) -> None:
        """Return when the next record may be appended, `paced`: at the rate of the check."""
        while True:
            self.quiet = False  # before the look at what holds it: who holds it looks at this afterwards
            if self.stopped or (self._needs.everything and self.running):
                raise Stopped
            now_s = time.monotonic()
            held, wait_s = now_s < self._held_until_s, _POLL_S
            if not held and self._has_room(now_s):
                wait_s = self._pace_s(now_s) if paced else 0.0
                if not wait_s:
                    return
            self.quiet = held
            if self.in_slice and self._at_work.is_off:
                raise SliceOver
            with self._condition:
                if not self.stopped:
                    self._condition.wait(min(wait_s, _LONGEST_WAIT_S))

    def _has_room(self, now_s: float) -> bool:
        if now_s < self._open_until_s:
            return True
        self._ahead.applied(self._applied(), now_s)
        if self._ahead.too_far or not self._may_go_on():
            return False
        self._open_until_s = now_s + _LOOK_S
        return True

    def _pace_s(self, now_s: float) -> float:
        """How long the check at work has to wait for its rate."""
        current = self._at_work.current
        if self.in_slice and (current is None or current.phase is CheckPhase.PAUSED):
            raise SliceOver  # another one goes first
        if current is not None and current.phase is CheckPhase.PAUSED:
            return _LONGEST_WAIT_S  # the copy cannot be used without it: it stands where it is
        self._pace.allow((current.rate_bytes_per_s if current is not None else 0) or self._rate(), now_s)
        return self._pace.wait_s(now_s)
