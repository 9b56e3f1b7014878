"""First copy and every later one: walks the protected folder in a thread and has the capture put what it finds into the order.

A round is CHECK_BEGIN, objects, CHECK_END. It covers everything, or the paths that the passive needs. Rounds follow each other
until the passive says that the set is synchronized. The application never waits for the walker; the walker waits for the queues.
"""

import logging
import os
import stat
import threading
from collections.abc import Callable

from twinhelm_node.capture.capture import Capture
from twinhelm_node.journal.record import Kind

_log = logging.getLogger(__name__)
_BLOCK_BYTES = 256 * 1024
_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.1, 30.0
_POLL_S = 0.02


class _Stopped(Exception):
    """The walker is told to stop, or to begin anew."""


class Walker:
    """Copies one set. `may_go_on` says whether the queues have room and the passive is there."""

    def __init__(self, capture: Capture, folder: str, may_go_on: Callable[[], bool]) -> None:
        self._capture = capture
        self._folder = os.fsencode(folder)
        self._may_go_on = may_go_on
        self._condition = threading.Condition()
        self._needs: dict[int, bytes] = {}
        self._requests: list[bytes] = []
        self._everything = False
        self._stop = False
        self._served = 0
        self._pause_s = 0.0
        self._number = 0
        self._partial = False
        self._thread = threading.Thread(target=self._run, name="walker", daemon=True)
        self.running = False
        self.progress_ratio = 0.0
        self.failure = ""

    def start(self) -> None:
        """Begin to wait for work."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a round under way is left unfinished."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def copy_everything(self) -> None:
        """Start a round over the whole folder; one that runs begins anew."""
        with self._condition:
            self._everything = True
            self._condition.notify_all()

    def copy_path(self, path: bytes) -> None:
        """Copy a path and what is below it."""
        with self._condition:
            self._requests.append(path)
            self._condition.notify_all()

    def need(self, path: bytes, sequence: int) -> None:
        """The passive misses `path` since `sequence`."""
        with self._condition:
            self._needs[sequence] = path
            self._condition.notify_all()

    def synchronized(self) -> None:
        """The passive is synchronized: the next trouble is tried again at once."""
        self._pause_s = 0.0

    def wake(self) -> None:
        """There may be room in the queues again."""
        with self._condition:
            self._condition.notify_all()

    # ------------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._condition:
                while not (self._stop or self._everything or self._needs or self._requests):
                    self._condition.wait()
                if self._stop:
                    return
            try:
                self._pause()
                self._round()
            except _Stopped:
                continue
            except OSError as error:
                self.failure = (
                    f"The copy stopped at {os.fsdecode(error.filename or b'') or 'the folder'} ({error.strerror}); it starts again."
                )
                _log.warning("%s", self.failure)
                self.copy_everything()
            finally:
                self.running = False

    def _round(self) -> None:
        with self._condition:
            everything = self._everything or b"" in self._needs.values()
            self._everything = False
            first = b"" if everything else next(iter([*self._needs.values(), *self._requests]))
        self._number += 1
        self._wait_for_room()
        self.running, self.progress_ratio, self.failure, self._partial = True, 0.0, "", not everything
        begun = self._capture.append_control(Kind.CHECK_BEGIN, self._number, 0, first)
        if everything:
            with self._condition:
                self._requests.clear()
            self._drop_needs(begun)
            self._visit_directory(b"", 0.0, 1.0)
        while True:
            with self._condition:
                needs = sorted(self._needs.items())
                requests, self._requests = self._requests, []
                if any(not path for _, path in needs):
                    break  # everything again, in a round of its own
            if not needs and not requests:
                break
            for path in dict.fromkeys([path for _, path in needs] + requests):
                self._visit(path)
            if needs:
                self._drop_needs(needs[-1][0])
        self._wait_for_room()
        self._capture.append_control(Kind.CHECK_END, self._number, self._served)
        self.progress_ratio = 1.0

    def _drop_needs(self, through: int) -> None:
        with self._condition:
            self._served = max(self._served, through)
            for sequence in [sequence for sequence in self._needs if sequence <= through]:
                del self._needs[sequence]

    def _visit(self, path: bytes) -> None:
        """Copy one path that is needed; if it is gone, tell its directory, so that it goes on the passive too."""
        parent = path.rpartition(b"/")[0]
        if not path:
            self._visit_directory(b"", 0.0, 0.0)
        elif self._capture.is_excluded(path, is_directory=False):
            return
        elif self._visit_directory(path, 0.0, 0.0) or self._copy_object(path):
            self._capture.copy_directory_finish(parent)
        else:
            while self._capture.copy_directory(parent) is None and parent:
                parent = parent.rpartition(b"/")[0]
            self._capture.copy_directory_finish(parent)

    def _visit_directory(self, root: bytes, start: float, share: float) -> bool:
        """Copy a directory and everything below it. False if there is no such directory.

        Not recursive in Python's sense: a tree may be deeper than the stack. `start` and `share` place it on the scale of progress.
        """
        entered = False
        stack: list[tuple[bytes, float, float, bool]] = [(root, start, share, False)]
        while stack:
            path, begin, part, finish = stack.pop()
            self._wait_for_room()
            if finish:
                self._capture.copy_directory_finish(path)
                continue
            entries = self._capture.copy_directory(path)
            if entries is None:
                continue
            entered = True
            stack.append((path, begin, part, True))
            each = part / len(entries) if entries else 0.0
            for index, (name, kind) in enumerate(entries):
                child = path + b"/" + name if path else name
                if kind == stat.S_IFDIR:
                    stack.append((child, begin + index * each, each, False))
                else:
                    self._copy_object(child)
                    if part:
                        self.progress_ratio = max(self.progress_ratio, min(0.99, begin + (index + 1) * each))
        return entered

    def _copy_object(self, path: bytes) -> bool:
        """Copy what is no directory. False if there is nothing."""
        self._wait_for_room()
        if self._partial and self._has_other_names(path):
            # its other names are not known here; only a round over everything makes them one object on the passive too
            self.copy_everything()
            raise _Stopped
        capture = self._capture
        target = capture.copy_object(path)
        if target is None:
            return False
        if target.is_regular:
            offset = 0
            while True:
                self._wait_for_room()
                handled, offset = capture.copy_block(target, offset, _BLOCK_BYTES)
                if handled <= 0:
                    break
            if handled == 0:
                capture.copy_finish(target)
        return True

    def _has_other_names(self, path: bytes) -> bool:
        try:
            seen = os.lstat(self._folder + b"/" + path)
        except OSError:
            return False
        return seen.st_nlink > 1 and not stat.S_ISDIR(seen.st_mode)

    def _wait_for_room(self) -> None:
        """Wait until the queues are short enough; the walker must not fill what the application needs."""
        while True:
            if self._stop or (self._everything and self.running):
                raise _Stopped
            if self._may_go_on():
                return
            with self._condition:
                self._condition.wait(_POLL_S)

    def _pause(self) -> None:
        """Between rounds that follow each other without success."""
        with self._condition:
            if self._pause_s:
                self._condition.wait_for(lambda: self._stop or self._everything, self._pause_s)
        self._pause_s = min(max(2 * self._pause_s, _FIRST_PAUSE_S), _LAST_PAUSE_S)
