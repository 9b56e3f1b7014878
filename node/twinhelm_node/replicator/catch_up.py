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
OF_LOST = 2  # CHECK_BEGIN: records before it are missing


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
        self._trusted = False
        self._ended = False
        self.number = 0  # of the check at work, which is its first record's sequence; 0: none
        self.paths = 0

    @property
    def at_work(self) -> bool:
        """Whether the passive's tree lacks changes that are being brought."""
        return self.number != 0

    def begin(self, number: int, changed: ChangedPaths, *, trusted: bool = True) -> None:
        """A check with this number has begun in the queue: compare what changed, or everything if that is not known."""
        self.number, self._ended, self._trusted = number, False, trusted and not changed.everything
        self.paths = len(changed.paths)
        if not self._trusted:
            self._walker.copy_everything(compare=True)
            return
        _log.warning("set %s: %d paths that changed while nothing was recorded are compared", self._set_name, self.paths)
        scopes = {False: NeedScope.OBJECT, True: NeedScope.TREE}
        self._walker.compare([Need(path, 0, scopes[tree], compare=True) for path, tree in changed.paths.items()])

    def sample(self, report: Report | None, *, has_room: bool, trusted: bool) -> None:
        """Record again once there is room; end the check when all was visited; forget the paths when the passive holds everything.

        `trusted`: apart from what is lost, the passive's tree is right or becomes so by what is queued.
        """
        if self._capture.failure():
            trusted = self._trusted if self.at_work else trusted
            self.number = 0
            if has_room:
                self._record_again(trusted=trusted)
            self._trusted = trusted
        elif self.at_work:
            if self._trusted and not self._ended and self._walker.idle:
                self._ended = self._capture.append_control(Kind.CHECK_END, self.number) != 0
            if self._is_complete(report) and self._capture.set_complete():
                self.number = self.paths = 0
                self._completed()

    def _record_again(self, *, trusted: bool) -> None:
        try:
            number = self._capture.resume_recording()
        except TwinhelmError:
            return
        if number:
            self.begin(number, self._capture.changed(), trusted=trusted)

    def _is_complete(self, report: Report | None) -> bool:
        """The state in a report is at least as new as its position, and from CHECK_BEGIN on it is not `synchronized` before the end."""
        return report is not None and report.applied_sequence >= self.number and report.state == SetState.SYNCHRONIZED
