"""Where the lab's file service keeps its numbered lines: in a file, or in a SQLite database. What is numbered is durable."""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Protocol


class LineStore(Protocol):
    """Numbered lines. Callable from any thread."""

    @property
    def last(self) -> int:
        """The number of the last line."""
        ...

    def append(self, text: bytes) -> int:
        """Keep a line, make it durable, return its number."""
        ...


class LineFile:
    """One line after the other in one file."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file = path.open("a+b", buffering=0)
        self._file.seek(0)
        content = self._file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            self._file.truncate(whole)  # a line that a crash cut off was never confirmed
        self._last = max((int(line.split(b" ", 1)[0]) for line in content[:whole].splitlines()), default=0)

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self._last

    def append(self, text: bytes) -> int:
        """Keep a line, make it durable, return its number."""
        with self._lock:
            self._file.write(b"%d %s\n" % (self._last + 1, text))
            os.fsync(self._file.fileno())
            self._last += 1
            return self._last


class LineDatabase:
    """One row a line. With a rollback journal, so that the order of changes in two files decides what a crash leaves."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = DELETE")
        # EXTRA also syncs the directory after the journal is deleted: only that makes a commit durable (sqlite.org/pragma.html).
        self._database.execute("PRAGMA synchronous = EXTRA")
        self._database.execute("CREATE TABLE IF NOT EXISTS lines (number INTEGER PRIMARY KEY, text BLOB UNIQUE)")
        self._last = int(self._database.execute("SELECT coalesce(max(number), 0) FROM lines").fetchone()[0])

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self._last

    def append(self, text: bytes) -> int:
        """Keep a line, make it durable, return its number."""
        with self._lock:
            self._database.execute("INSERT INTO lines (number, text) VALUES (?, ?)", (self._last + 1, text))
            self._last += 1
            return self._last
