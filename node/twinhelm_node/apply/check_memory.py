"""`checking`: what a check of this set has found outstanding, kept beside the safe queue so that a killed replicator goes on where it was.

Lines of JSON, appended before the record that caused them counts as applied, and begun anew when nothing is outstanding. Not synced: after
the machine has stopped, the tree is judged by other means (the state in origin.json says that a check ran).
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that the active has to bring (apply.check.Missing)."""

    sequence: int
    path: bytes
    scope: int = 0
    offset: int = 0
    length: int = 0
    present: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """`awaiting`: number of the check of everything that has begun and not ended, 0: none. `round`: a check was at work."""

    awaiting: int = 0
    round: int = 0
    needs: tuple[Outstanding, ...] = ()


class CheckMemory:
    """The file. Used by the applying thread, and by the greeting while that one stands still."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1
        self._lines = 0

    def load(self) -> Remembered:
        """Return what is remembered; nothing if the file is missing. A torn last line is passed over."""
        found = Remembered()
        needs: list[Outstanding] = []
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return found
        for line in lines:
            try:
                if line.startswith(b'{"awaiting"'):
                    found = msgspec.json.decode(line, type=Remembered)
                    needs = list(found.needs)
                else:
                    needs.append(msgspec.json.decode(line, type=Outstanding))
            except msgspec.MsgspecError:
                _log.warning("a line of %s cannot be read and is passed over", self._path)
        return Remembered(found.awaiting, found.round, tuple(needs))

    def need(self, need: Outstanding) -> None:
        """Remember one more."""
        self._append(msgspec.json.encode(need))

    def replace(self, remembered: Remembered) -> None:
        """Remember just this."""
        if self._lines > 1 or len(remembered.needs) > 1:
            self.close()
            temporary = self._path.with_name(f".{self._path.name}.new")
            temporary.write_bytes(msgspec.json.encode(remembered) + b"\n")
            os.replace(temporary, self._path)
            self._lines = 1
        else:
            self._append(msgspec.json.encode(remembered))

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _append(self, line: bytes) -> None:
        if self._descriptor < 0:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        os.write(self._descriptor, line + b"\n")
        self._lines += 1
