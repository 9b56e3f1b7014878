"""The last minute of both queues, and the last day, as the graphs need them."""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from twinhelm_client.domain.pair import QueueSample, QueueStatus

WINDOW_S = 60.0
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Point:
    """Age of the oldest entry of both queues at one moment of the console's monotonic clock."""

    at_s: float
    unsafe_age_s: float
    safe_age_s: float


class QueueWindow:
    """The points of the last minute, oldest first, in the console's own time.

    The servers' clocks may differ from each other and from ours, so only differences between samples are used.
    """

    def __init__(self, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._points: deque[Point] = deque()

    def fill(self, samples: Iterable[QueueSample], now_s: float) -> None:
        """Put a server's history before what is known; the newest sample counts as taken now."""
        ordered = sorted(samples, key=lambda s: s.at_s)
        if not ordered:
            return
        offset = now_s - ordered[-1].at_s
        past = [Point(s.at_s + offset, s.unsafe_queue.oldest_age_s, s.safe_queue.oldest_age_s) for s in ordered]
        kept = [p for p in self._points if p.at_s < past[0].at_s]
        later = [p for p in self._points if p.at_s > past[-1].at_s]
        self._points = deque([*kept, *past, *later])
        self._trim(now_s)

    def add(self, now_s: float, unsafe: QueueStatus, safe: QueueStatus) -> None:
        """Append what was just received."""
        if self._points and now_s <= self._points[-1].at_s:
            return
        self._points.append(Point(now_s, unsafe.oldest_age_s, safe.oldest_age_s))
        self._trim(now_s)

    def points(self) -> tuple[Point, ...]:
        """Return the points, oldest first."""
        return tuple(self._points)

    def _trim(self, now_s: float) -> None:
        while self._points and self._points[0].at_s < now_s - self._window_s:
            self._points.popleft()


def axis_top(highest: float) -> float:
    """Return a calm upper end for an axis: 1, 2, 5, 10, 20, 50… at or above the highest value, never below 1."""
    top = 1.0
    while True:
        for factor in (1.0, 2.0, 5.0):
            if highest <= top * factor:
                return top * factor
        top *= 10


def day_buckets(samples: Iterable[QueueSample], now_s: float, count: int = 96) -> tuple[float | None, ...]:
    """Average the change rate of the last day over `count` buckets, oldest first; None where nothing was measured."""
    sums = [0.0] * count
    numbers = [0] * count
    for sample in samples:
        index = math.floor((sample.at_s - (now_s - DAY_S)) / DAY_S * count)
        if index >= 0 and sample.at_s <= now_s:
            sums[min(index, count - 1)] += sample.captured_bytes_per_s
            numbers[min(index, count - 1)] += 1
    return tuple(s / n if n else None for s, n in zip(sums, numbers, strict=True))
