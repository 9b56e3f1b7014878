"""First copy and every later check: walks the protected folder in a thread and has the capture put what it finds into the order.

A round is CHECK_BEGIN, objects, CHECK_END. It covers everything, or what the passive needs. Rounds follow each other until the passive
says that the set is synchronized. Where the passive holds something, a round carries hashes of blocks (VERIFY), and the passive asks
for those that differ. The application never waits for the walker; the walker waits for the queues.
"""

import logging
import os
import stat
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from twinhelm_node.capture.capture import Capture, CopyTarget
from twinhelm_node.channel.values import Need, NeedScope
from twinhelm_node.domain.path_text import shown
from twinhelm_node.journal.record import Kind

_log = logging.getLogger(__name__)
_BLOCK_BYTES = 256 * 1024
_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.1, 30.0
_POLL_S = 0.02
_COMPARED_AHEAD_BYTES = 64 * 1024 * 1024
_NOT_EVERYTHING = 1


class _Stopped(Exception):
    """The walker is told to stop, or to begin anew."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the walker has done since it was made."""

    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0  # content, before compression


@dataclass(slots=True)
class _Linked:
    """Names of the files that have more than one, found by one look through the folder."""

    names: dict[tuple[int, int], list[bytes]] = field(default_factory=dict)
    done: set[tuple[int, int]] = field(default_factory=set)
    looked: bool = False


class Walker:
    """Copies and compares one set. `may_go_on` says whether the queues have room and the passive is there; `applied` how far it is."""

    def __init__(self, capture: Capture, folder: str, may_go_on: Callable[[], bool], applied: Callable[[], int]) -> None:
        self._capture = capture
        self._folder = os.fsencode(folder)
        self._may_go_on = may_go_on
        self._applied = applied
        self._condition = threading.Condition()
        self._needs: dict[Need, None] = {}
        self._requests: list[Need] = []
        self._everything = False
        self._compare = False
        self._comparing = False
        self._stop = False
        self._served = 0
        self._whole_since = 0
        self._pause_s = 0.0
        self._number = 0
        self._linked: _Linked | None = None
        self._ahead: deque[tuple[int, int]] = deque()
        self._ahead_bytes = 0
        self._thread = threading.Thread(target=self._run, name="walker", daemon=True)
        self.running = False
        self.progress_ratio = 0.0
        self.failure = ""
        self.work = Work()

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

    def copy_everything(self, *, compare: bool) -> None:
        """Start a round over the whole folder; one that runs begins anew."""
        with self._condition:
            self._everything = True
            self._compare = compare
            self._condition.notify_all()

    def copy_path(self, path: bytes, *, compare: bool = False) -> None:
        """Copy a path and what is below it, or compare it."""
        with self._condition:
            self._requests.append(Need(path, 0, compare=compare))
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
        with self._condition:
            if need.sequence <= self._whole_since:
                self._served = max(self._served, need.sequence)  # told late: the round over everything has begun after it
                return
            self._needs[need] = None
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
                    f"The copy stopped at {shown(os.fsencode(error.filename or b'')) or 'the folder'} ({error.strerror}); it starts again."
                )
                _log.warning("%s", self.failure)
                self.copy_everything(compare=self._comparing)
            finally:
                self.running = False
                self._linked = None
                self._whole_since = 0

    def _round(self) -> None:
        with self._condition:
            asked = [need for need in self._needs if _is_everything(need)]
            everything = self._everything or bool(asked)
            compare = self._compare if self._everything else all(need.compare for need in asked)
            self._everything = False
            first = b"" if everything else next(iter([*self._needs, *self._requests])).path
        self._number += 1
        self._wait_for_room()
        self.running, self.progress_ratio, self.failure = True, 0.0, ""
        self._comparing = compare
        begun = self._capture.append_control(Kind.CHECK_BEGIN, self._number, 0 if everything else _NOT_EVERYTHING, first)
        if everything:
            with self._condition:
                self._requests.clear()
                self._whole_since = begun
            self._drop_needs(begun)
            self._visit_directory(b"", 0.0, 1.0, compare)
        self._serve_needs(whole=everything)
        self._wait_for_room()
        self._capture.append_control(Kind.CHECK_END, self._number, self._served)
        self.progress_ratio = 1.0

    def _serve_needs(self, *, whole: bool) -> None:
        """Visit what is needed until nothing is."""
        self._linked = _Linked()
        while True:
            with self._condition:
                needs = sorted(self._needs, key=lambda need: need.sequence)
                requests, self._requests = self._requests, []
                if any(_is_everything(need) for need in needs):
                    break  # everything again, in a round of its own
            if not needs and not requests:
                break
            tasks = list(dict.fromkeys([replace(need, sequence=0) for need in needs] + requests))
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
        elif not path:
            self._visit_directory(b"", 0.0, 0.0, need.compare)
        elif self._visit_directory(path, 0.0, 0.0, need.compare) or self._copy_object(path, need.compare):
            self._capture.copy_directory_finish(parent)
        else:
            while not self._list_directory(parent) and parent:
                parent = parent.rpartition(b"/")[0]

    def _list_directory(self, path: bytes) -> bool:
        """Send the names and attributes of one directory. False if there is no such directory."""
        self._wait_for_room()
        if self._capture.copy_directory(path) is None:
            return False
        self._note(visited=1)
        self._capture.copy_directory_finish(path)
        return True

    def _visit_directory(self, root: bytes, start: float, share: float, compare: bool) -> bool:
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
            self._note(visited=1)
            stack.append((path, begin, part, True))
            each = part / len(entries) if entries else 0.0
            for index, (name, kind) in enumerate(entries):
                child = path + b"/" + name if path else name
                if kind == stat.S_IFDIR:
                    stack.append((child, begin + index * each, each, False))
                else:
                    self._copy_object(child, compare)
                    if part:
                        self.progress_ratio = max(self.progress_ratio, min(0.99, begin + (index + 1) * each))
        return entered

    def _copy_object(self, path: bytes, compare: bool) -> bool:
        """Copy what is no directory, with its other names unless everything is visited anyway. False if there is nothing."""
        if self._linked is not None:
            for name in self._other_names(self._linked, path):
                self._copy_one(name, compare)
        return self._copy_one(path, compare)

    def _copy_one(self, path: bytes, compare: bool) -> bool:
        self._wait_for_room()
        target = self._capture.copy_object(path)
        if target is None:
            return False
        self._note(visited=1)
        if target.is_regular and self._copy_blocks(target, 0, 0, compare):
            self._capture.copy_finish(target)
        return True

    def _send_blocks(self, need: Need) -> None:
        """Send some bytes of a file. If its path is gone, whoever took it has brought the passive there by records of their own."""
        target = self._capture.open_file(need.path)
        if target is not None:
            self._note(visited=1)
            if self._copy_blocks(target, need.offset, need.length, compare=False):
                self._capture.copy_finish(target)

    def _copy_blocks(self, target: CopyTarget, offset: int, length: int, compare: bool) -> bool:
        """Send or compare `length` bytes (0: all) from `offset` on. False if the path names something else by now."""
        end = offset + length if length else 1 << 63
        while offset < end:
            self._wait_for_room()
            size = min(_BLOCK_BYTES, end - offset)
            if compare:
                handled, offset = self._capture.verify_block(target, offset, size)
                self._look_ahead(min(handled, size))
            else:
                handled, offset = self._capture.copy_block(target, offset, size)
                self._note(sent=max(0, min(handled, size)))
            if handled <= 0:
                return handled == 0
        return True

    def _look_ahead(self, size: int) -> None:
        """Count what the passive still has to read to compare: it must not stand between a record and its application for long."""
        if size > 0:
            self._note(compared=size)
            self._ahead.append((self._capture.position().last_sequence, size))
            self._ahead_bytes += size

    def _too_far_ahead(self) -> bool:
        if self._ahead_bytes <= _COMPARED_AHEAD_BYTES:
            return False
        applied = self._applied()
        while self._ahead and self._ahead[0][0] <= applied:
            self._ahead_bytes -= self._ahead.popleft()[1]
        return self._ahead_bytes > _COMPARED_AHEAD_BYTES

    def _other_names(self, linked: _Linked, path: bytes) -> Iterator[bytes]:
        """Yield the other names of a hard-linked file, once in a round: all become one object on the passive."""
        try:
            seen = os.lstat(self._folder + b"/" + path)
        except OSError:
            return
        key = (seen.st_dev, seen.st_ino)
        if seen.st_nlink < 2 or stat.S_ISDIR(seen.st_mode) or key in linked.done:
            return
        linked.done.add(key)
        if not linked.looked:
            linked.looked = True
            self._find_linked(linked.names)
        yield from (name for name in linked.names.get(key, ()) if name != path)

    def _find_linked(self, names: dict[tuple[int, int], list[bytes]]) -> None:
        stack = [b""]
        while stack:
            directory = stack.pop()
            self._wait_for_room()
            try:
                entries = list(os.scandir(self._folder + b"/" + directory))
            except OSError:
                continue  # gone meanwhile
            for entry in entries:
                path = directory + b"/" + entry.name if directory else entry.name
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                    continue
                try:
                    seen = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if seen.st_nlink > 1 and not self._capture.is_excluded(path, is_directory=False):
                    names.setdefault((seen.st_dev, seen.st_ino), []).append(path)

    def _note(self, *, visited: int = 0, compared: int = 0, sent: int = 0) -> None:
        done = self.work
        self.work = Work(done.visited_objects + visited, done.compared_bytes + compared, done.sent_bytes + sent)

    def _wait_for_room(self) -> None:
        """Wait until the queues are short enough; the walker must not fill what the application needs."""
        while True:
            if self._stop or (self._everything and self.running):
                raise _Stopped
            if self._may_go_on() and not self._too_far_ahead():
                return
            with self._condition:
                self._condition.wait(_POLL_S)

    def _pause(self) -> None:
        """Between rounds that follow each other without success."""
        with self._condition:
            if self._pause_s:
                self._condition.wait_for(lambda: self._stop or self._everything, self._pause_s)
        self._pause_s = min(max(2 * self._pause_s, _FIRST_PAUSE_S), _LAST_PAUSE_S)


def _is_everything(need: Need) -> bool:
    return not need.path and need.scope is NeedScope.TREE
