"""When a queue will be full, and how urgent that is. Pure: time is an argument (monotonic seconds)."""

from collections import deque
from dataclasses import dataclass

from twinhelm_node.domain.queue_fill import FillAlarm

WINDOW_S = 30.0
SPACING_S = 1.0
SHORTEST_S = 5.0
_LEVELS = tuple(FillAlarm)


class Forecast:
    """Room over the last half minute. Room and not length, so that a disk that fills for other reasons counts too."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, now_s: float, room_bytes: int) -> None:
        """Note how much more fits in."""
        if self._samples and now_s - self._samples[-1][0] < SPACING_S:
            return
        self._samples.append((now_s, room_bytes))
        while len(self._samples) > 2 and self._samples[1][0] <= now_s - WINDOW_S:
            self._samples.popleft()

    def time_to_full_s(self) -> float | None:
        """Return the seconds until nothing more fits in at this rate; None while it does not fill, or was not seen for long."""
        if len(self._samples) < 2:
            return None
        (first_s, first), (last_s, last) = self._samples[0], self._samples[-1]
        if last_s - first_s < SHORTEST_S or last >= first:
            return None
        return max(0.0, last) * (last_s - first_s) / (first - last)

    def begin_anew(self) -> None:
        """The limit was changed: what was seen before says nothing."""
        self._samples.clear()


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level is reached at `ratio`, or when it is full within `time_s`; it is left well below both."""

    ratio: float
    time_s: float

    def reached(self, ratio: float, time_s: float | None) -> bool:
        """Whether the level begins here. A short burst into an empty queue is no forecast."""
        return ratio >= self.ratio or (time_s is not None and time_s < self.time_s and ratio >= LEAST_RATIO)

    def held(self, ratio: float, time_s: float | None) -> bool:
        """Whether the level, once reached, goes on."""
        return ratio >= self.ratio - 0.1 or (time_s is not None and time_s < 2 * self.time_s and ratio >= LEAST_RATIO / 2)


LEAST_RATIO = 0.05
THRESHOLDS = {
    FillAlarm.NOTICE: Threshold(0.5, 3600.0),
    FillAlarm.WARNING: Threshold(0.8, 600.0),
    FillAlarm.CRITICAL: Threshold(0.95, 60.0),
}


def next_alarm(now: FillAlarm, ratio: float, time_s: float | None, *, lost: bool = False) -> FillAlarm:
    """Return the level after `now`: the highest that is reached, or the one that still holds. `lost`: changes have no room already."""
    if lost:
        return FillAlarm.CRITICAL
    for level in reversed(_LEVELS[1:]):
        threshold = THRESHOLDS[level]
        if threshold.reached(ratio, time_s) or (_LEVELS.index(now) >= _LEVELS.index(level) and threshold.held(ratio, time_s)):
            return level
    return FillAlarm.NORMAL
