"""How far comparing may run ahead of the passive: what it still has to compare stands between a record and its application.

Pure; time is an argument.
"""

from collections import deque

_LEAST_BYTES, _MOST_BYTES = 64 * 1024 * 1024, 256 * 1024 * 1024
_AHEAD_S = 0.5
_MEASURED_S = 0.25


class Ahead:
    """Bytes that the passive has to read before it gets to what is appended now: as many as it compares in half a second, within limits."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, int]] = deque()
        self._bytes = 0
        self._compared = 0
        self._since_s = 0.0
        self._most = _LEAST_BYTES

    @property
    def too_far(self) -> bool:
        """Whether nothing may be appended until the passive has got further."""
        return self._bytes > self._most

    def note(self, sequence: int, size_bytes: int) -> None:
        """Comparing so many bytes has been appended, up to this record."""
        self._waiting.append((sequence, size_bytes))
        self._bytes += size_bytes

    def applied(self, sequence: int, now_s: float) -> None:
        """The passive is so far."""
        while self._waiting and self._waiting[0][0] <= sequence:
            size = self._waiting.popleft()[1]
            self._bytes -= size
            self._compared += size
        if now_s - self._since_s >= _MEASURED_S:
            self._most = int(min(max(self._compared / (now_s - self._since_s) * _AHEAD_S, _LEAST_BYTES), _MOST_BYTES))
            self._since_s, self._compared = now_s, 0
