"""Brings to the passive what changed while the unsafe queue had no room: the remembered paths are compared, nothing else."""

import logging
from collections.abc import Callable

from twinhelm_node.capture.capture import Capture
from twinhelm_node.channel.values import Need, NeedScope, Report
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.changed_paths import ChangedPaths
from twinhelm_node.journal.record import Kind
from twinhelm_node.replicator.walker import Walker

_log = logging.getLogger(__name__)


class CatchUp:
    """One active set's way back after records were lost. Lives on the event loop.

    Invariant (Prefix): recording goes on with a CHECK_BEGIN before any other record, and its CHECK_END follows only after every remembered
    path was visited; until then the passive's tree counts as not synchronized. The paths are forgotten when the passive says it is.
    """

    def __init__(self, set_name: str, capture: Capture, walker: Walker, completed: Callable[[], None]) -> None:
        self._set_name = set_name
        self._capture = capture
        self._walker = walker
        self._completed = completed
        self._failed = False
        self._trusted = False
        self._ended = False
        self._since = 0
        self._number = 0
        self.paths = 0
        self.sentence = ""  # why, unless it is that the queue had no room

    @property
    def at_work(self) -> bool:
        """Whether the passive's tree lacks changes that are being brought."""
        return self._since != 0

    @property
    def number(self) -> int:
        """The check whose end the passive waits for: the same until it holds everything, also if the queue is full again. 0: none."""
        return self._number if self._trusted else 0

    def begin(self, number: int, since: int, changed: ChangedPaths, *, trusted: bool = True, sentence: str = "") -> None:
        """A check with this number has begun in the queue at `since`: compare what changed, or everything if that is not known."""
        self.sentence = sentence
        self._number, self._since, self._ended, self._trusted = number, since, False, trusted and not changed.everything
        self.paths = len(changed.paths)
        if not self._trusted:
            self._walker.copy_everything(compare=True)
            return
        _log.warning("set %s: %d paths whose changes are not in the queue are compared", self._set_name, self.paths)
        scopes = {False: NeedScope.OBJECT, True: NeedScope.TREE}
        self._walker.compare([Need(path, 0, scopes[tree], compare=True) for path, tree in changed.paths.items()])

    def sample(self, report: Report | None, *, has_room: bool, trusted: bool) -> None:
        """Record again once there is room; end the check when all was visited; forget the paths when the passive holds everything.

        `trusted`: apart from what is lost, the passive's tree is right or becomes so by what is queued.
        """
        if self._capture.failure():
            if not self._failed:
                self._failed = True
                self._trusted = self._trusted if self.at_work else trusted
                self._since = 0
            if has_room:
                self._record_again()
        elif self.at_work:
            if self._trusted and not self._ended and self._walker.idle:
                self._ended = self._capture.append_control(Kind.CHECK_END, self._number) != 0
            if self._is_complete(report) and self._capture.set_complete():
                self._number = self._since = self.paths = 0
                self.sentence = ""
                self._completed()

    def _record_again(self) -> None:
        try:
            since = self._capture.resume_recording(self._number)
        except TwinhelmError:
            return
        if since:
            self._failed = False
            self.begin(self._number or since, since, self._capture.changed(), trusted=self._trusted)

    def _is_complete(self, report: Report | None) -> bool:
        """The state in a report is at least as new as its position, and from CHECK_BEGIN on it is not `synchronized` before the end."""
        return report is not None and report.applied_sequence >= self._since and report.state == SetState.SYNCHRONIZED
