"""Measures what the link carries: bytes that the passive acknowledged per second, counted only while something waited for it.

A link that nothing waits for is as fast as what it was given, which says nothing. Time is an argument (monotonic seconds).
"""

from collections import deque

_SPAN_S = 1.5
_LEAST_SPAN_S = 0.15
_DELAY_SPAN_S = 20.0


class LinkRate:
    """Fed with every batch that is acknowledged. Keeps the last figure while nothing waits."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()
        self._span_s = 0.0
        self._span_bytes = 0
        self._pending_bytes = 0
        self._since_s: float | None = None
        self._delays: deque[tuple[float, float]] = deque()
        self.bytes_per_s = 0.0

    def interrupted(self) -> None:
        """The connection was lost; the next one may take another way."""
        self._since_s = None
        self._samples.clear()
        self._delays.clear()
        self._span_s, self._span_bytes, self._pending_bytes = 0.0, 0, 0

    def idle(self) -> None:
        """Nothing waits any more: the time until the next acknowledgement does not count."""
        self._since_s = None

    def acknowledged(self, now_s: float, wire_bytes: int, *, delay_s: float, waiting: bool) -> None:
        """A batch arrived there, `delay_s` after it was sent. `waiting`: more is under way, and records wait behind it."""
        self._note_delay(now_s, delay_s)
        began_s, self._since_s = self._since_s, now_s if waiting else None
        if began_s is None:
            return  # nothing waited before: how long this took is the round trip
        # several batches may be acknowledged at one moment: they belong to the time that passed before
        self._pending_bytes += wire_bytes
        if now_s <= began_s:
            return
        self._samples.append((now_s - began_s, self._pending_bytes))
        self._span_s += now_s - began_s
        self._span_bytes += self._pending_bytes
        self._pending_bytes = 0
        while len(self._samples) > 1 and self._span_s - self._samples[0][0] >= _SPAN_S:
            oldest_s, oldest_bytes = self._samples.popleft()
            self._span_s -= oldest_s
            self._span_bytes -= oldest_bytes
        if self._span_s >= _LEAST_SPAN_S:
            self.bytes_per_s = self._span_bytes / self._span_s

    @property
    def round_trip_s(self) -> float:
        """The shortest time from sending to acknowledgement of late; 0 before there was one."""
        return min((delay_s for _, delay_s in self._delays), default=0.0)

    def _note_delay(self, now_s: float, delay_s: float) -> None:
        # ascending in both: what is older and longer than a newer one will never be the shortest again
        while self._delays and self._delays[-1][1] >= delay_s:
            self._delays.pop()
        self._delays.append((now_s, delay_s))
        while self._delays[0][0] < now_s - _DELAY_SPAN_S:
            self._delays.popleft()
