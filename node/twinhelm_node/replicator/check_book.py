"""`checks.json`: which checks a set has had, which one is at work and how far. Kept on both servers, so that either can go on with it.

Not synced for its own sake: it is written after the records that it speaks of. What it loses is compared once more.
"""

import logging
import os
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from twinhelm_node.domain.verification import MOST_WAITING, CheckPhase, CheckRun, Mark, holds

_log = logging.getLogger(__name__)
_MOST_MARKS = 256
_MARKS_OF_ENDED = 32
_MOST_ENDED = 64


@dataclass(frozen=True, slots=True)
class _Content:
    current: CheckRun | None = None
    waiting: tuple[CheckRun, ...] = ()
    ended: tuple[CheckRun, ...] = ()  # newest last; the newest of everything is never dropped


class CheckBook:
    """One set's checks on one server. Used by several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._content = _load(path)

    @property
    def current(self) -> CheckRun | None:
        """The check at work, or paused."""
        return self._content.current

    @property
    def waiting(self) -> tuple[CheckRun, ...]:
        """Checks that begin when the current one has ended."""
        return self._content.waiting

    @property
    def last(self) -> CheckRun | None:
        """The check that ended last."""
        return self._content.ended[-1] if self._content.ended else None

    @property
    def ended(self) -> tuple[CheckRun, ...]:
        """Checks that ended, oldest first."""
        return self._content.ended

    @property
    def last_whole(self) -> CheckRun | None:
        """The last check of everything that was done."""
        return next((run for run in reversed(self._content.ended) if not run.path and run.phase is CheckPhase.DONE), None)

    @property
    def runs(self) -> tuple[CheckRun, ...]:
        """All that say something of files, newest first."""
        content = self._content
        return (*((content.current,) if content.current else ()), *reversed(content.ended))

    def change(self, number: int, **changes: Any) -> CheckRun | None:
        """Change the current or a waiting check, unless it is over; returns what it is then. One that ends makes room for the next."""
        with self._lock:
            content = self._content
            if content.current is not None and content.current.number == number:
                run = replace(content.current, **changes)
                if run.over:
                    following, waiting = (content.waiting[0], content.waiting[1:]) if content.waiting else (None, ())
                    self._store(_Content(following, waiting, _shorten((*content.ended, run))))
                else:
                    self._store(replace(content, current=run))
                return run
            for index, one in enumerate(content.waiting):
                if one.number == number:
                    run = replace(one, **changes)
                    rest = (*content.waiting[:index], *(() if run.over else (run,)), *content.waiting[index + 1 :])
                    ended = _shorten((*content.ended, run)) if run.over else content.ended
                    self._store(_Content(content.current, rest, ended))
                    return run
            return None

    def mirror(self, run: CheckRun) -> None:
        """Take over what the other server says of its check at work."""
        with self._lock:
            content = self._content
            ended = tuple(one for one in content.ended if one.number != run.number)
            if run.over:
                self._store(_Content(None, (), _shorten((*ended, run))))
            else:
                self._store(_Content(run, (), ended))

    def begin_everything(self, run: CheckRun) -> None:
        """Let a check of everything that the copy cannot do without take the place of all others of everything."""
        with self._lock:
            content = self._content
            parts = tuple(one for one in (content.current, *content.waiting) if one is not None and one.path)
            self._store(_Content(run, parts, content.ended))

    def add(self, run: CheckRun) -> bool:
        """Let a check wait its turn; one of a part goes before one of everything, which goes on afterwards. False: too many wait."""
        with self._lock:
            content = self._content
            if content.current is None:
                self._store(replace(content, current=run))
                return True
            if len(content.waiting) >= MOST_WAITING:
                return False
            if run.path and not content.current.path and content.current.trusted and content.current.phase is not CheckPhase.PAUSED:
                self._store(replace(content, current=run, waiting=(replace(content.current, phase=CheckPhase.WAITING), *content.waiting)))
            else:
                self._store(replace(content, waiting=(*content.waiting, run)))
            return True

    def _store(self, content: _Content) -> None:
        self._content = content
        temporary = self._path.with_name(f".{self._path.name}.new")
        try:
            temporary.write_bytes(msgspec.json.encode(content))
            os.replace(temporary, self._path)
        except OSError as error:  # it is known in memory; what the next start does not know is compared again
            _log.warning("%s cannot be written: %s", self._path, error.strerror)


def new_number(book: CheckBook) -> int:
    """Return a number that no check of this pair has had: the milliseconds since 1970."""
    return max([time.time_ns() // 1_000_000, *(run.number + 1 for run in (*book.runs, *book.waiting))])


def with_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Add a mark. Of many, every second one stays."""
    return _thinned((*(one for one in marks if one.path != mark.path), mark), _MOST_MARKS)


def _thinned(marks: tuple[Mark, ...], most: int) -> tuple[Mark, ...]:
    while len(marks) > most:
        marks = marks[1 - len(marks) % 2 :: 2]  # the last one stays
    return marks


def _shorten(ended: tuple[CheckRun, ...]) -> tuple[CheckRun, ...]:
    """Drop what says nothing any more: an older check of a place that a newer one covers, then the oldest."""
    kept: list[CheckRun] = []
    for run in reversed(ended):
        if not any(newer.phase is CheckPhase.DONE and holds(newer.path, run.path) for newer in kept):
            kept.append(replace(run, marks=_thinned(run.marks, _MARKS_OF_ENDED)))
    newest = kept[:_MOST_ENDED]
    whole = next((run for run in kept if not run.path and run.phase is CheckPhase.DONE), None)
    if whole is not None and whole not in newest:
        newest[-1] = whole
    return tuple(reversed(newest))


def _load(path: Path) -> _Content:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Content)
    except FileNotFoundError:
        return _Content()
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("%s cannot be read and is begun anew: %s", path, error)
        return _Content()
