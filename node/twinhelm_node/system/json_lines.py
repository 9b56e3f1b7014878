"""A file of JSON lines that only grows at its end, with one older generation beside it and a bound on both."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path


class JsonLines:
    """Appends lines to `path`; at `limit_bytes` the file becomes `path` + ".1" (replacing the one before) and a new one starts.

    A crash can leave a torn last line. It is ended with a newline before the next line, so that it damages only itself; readers
    skip what they cannot decode.
    """

    def __init__(self, path: Path, limit_bytes: int) -> None:
        self._path = path
        self._older = path.with_name(path.name + ".1")
        self._limit_bytes = limit_bytes
        self._descriptor = self._open()
        self._size = os.fstat(self._descriptor).st_size
        self._torn = self._size > 0 and os.pread(self._descriptor, 1, self._size - 1) != b"\n"

    def append(self, line: bytes) -> None:
        """Write one line (without its newline) in a single write(2), so that a dying process leaves it whole or not at all."""
        if self._size + len(line) > self._limit_bytes and self._size:
            os.close(self._descriptor)
            os.replace(self._path, self._older)
            self._descriptor = self._open()
            self._size = 0
        # A write that a full disk cut short is ended first, so that it takes no other line with it.
        whole = (b"\n" if self._torn else b"") + line + b"\n"
        self._torn = True
        written = os.write(self._descriptor, whole)
        self._size += written
        self._torn = written < len(whole)
        if self._torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of both files, oldest first, also torn ones."""
        for path in (self._older, self._path):
            try:
                with path.open("rb") as file:
                    for line in file:
                        yield line.rstrip(b"\n")
            except FileNotFoundError:
                continue

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _open(self) -> int:
        descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.fchmod(descriptor, 0o600)
        return descriptor
