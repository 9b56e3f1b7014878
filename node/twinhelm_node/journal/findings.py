"""`findings.jsonl`: what checks found on this server that is not what the active has, and when it was repaired. The newest some thousand.

Appended by the applying thread, read by anybody (control reads it for people).
"""

import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from twinhelm_node.domain.verification import FileState, Finding

_log = logging.getLogger(__name__)
_MOST_LINES = 20_000
_KEPT_LINES = 10_000


@dataclass(frozen=True, slots=True)
class _Repaired:
    """Everything found up to `repaired_through` is right again."""

    repaired_through: int
    at_ns: int


class Findings:
    """Appends. What cannot be written is logged and forgotten: replication does not depend on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._lines = -1
        self._open = False

    def add(self, finding: Finding) -> None:
        """Note something that is not as it should be."""
        self._open = self._open or not finding.repaired_ns
        self._append(msgspec.json.encode(finding))

    def repaired(self, through_sequence: int, at_ns: int) -> None:
        """Everything noted so far, up to that record, is as it should be."""
        if self._open:
            self._open = False
            self._append(msgspec.json.encode(_Repaired(through_sequence, at_ns)))

    def _append(self, line: bytes) -> None:
        try:
            with self._lock, self._path.open("a+b") as file:
                file.write(line + b"\n")
                if self._lines < 0:
                    file.seek(0)
                    self._lines = sum(1 for _ in file)
                else:
                    self._lines += 1
            if self._lines > _MOST_LINES:
                self._shorten()
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._path, error.strerror)

    def _shorten(self) -> None:
        with self._lock:
            kept = self._path.read_bytes().splitlines(keepends=True)[-_KEPT_LINES:]
            temporary = self._path.with_name(f".{self._path.name}.new")
            temporary.write_bytes(b"".join(kept))
            os.replace(temporary, self._path)
            self._lines = len(kept)


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Return what was found, oldest first, the newest of each path and state only."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    return _newest(_decoded(lines))


def _newest(found: Iterable[Finding | _Repaired]) -> tuple[Finding, ...]:
    known: dict[tuple[bytes, str], Finding] = {}
    unrepaired: set[tuple[bytes, str]] = set()
    for one in found:
        if isinstance(one, _Repaired):
            for key in [key for key in unrepaired if known[key].sequence <= one.repaired_through]:
                known[key] = replace(known[key], repaired_ns=one.at_ns)
                unrepaired.discard(key)
            continue
        key = (one.path, one.state.value)
        before = known.pop(key, None)
        if before is not None and key in unrepaired:
            known[key] = replace(one, bytes=one.bytes + before.bytes)  # blocks of one file
        else:
            known[key] = one
        if not one.repaired_ns and one.state is not FileState.ORPHAN:  # an orphan that stays, stays one
            unrepaired.add(key)
    return tuple(known.values())


def _decoded(lines: Iterable[bytes]) -> Iterable[Finding | _Repaired]:
    for line in lines:
        try:
            if line.startswith(b'{"repaired_through"'):
                yield msgspec.json.decode(line, type=_Repaired)
            else:
                yield msgspec.json.decode(line, type=Finding)
        except msgspec.MsgspecError:
            continue  # the last line of a process that was killed
