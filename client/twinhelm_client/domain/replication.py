"""Both queues over time and in figures: what the Replication page draws. Pure; all times are wall clock of the answering server."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from twinhelm_client.domain.pair import Economy, Mode, PairStatus, QueueSample, QueueStatus, SetState

ALL_SETS = ""
RANGES: tuple[tuple[float, float], ...] = ((60.0, 0.5), (3600.0, 5.0), (86_400.0, 60.0))  # window, and how wide a sample is


class Metric(Enum):
    """What of a queue is drawn."""

    AGE = "age"
    ENTRIES = "entries"
    BYTES = "bytes"

    def of(self, queue: QueueStatus) -> float:
        """Return this figure of a queue."""
        if self is Metric.AGE:
            return queue.oldest_age_s
        return float(queue.entries if self is Metric.ENTRIES else queue.bytes)


@dataclass(frozen=True, slots=True)
class SetFigures:
    """One set, or all of them together. `saved_ratio` is None until something was sent."""

    name: str
    unsafe: QueueStatus = field(default_factory=QueueStatus)
    safe: QueueStatus = field(default_factory=QueueStatus)
    captured_bytes_per_s: float = 0.0
    sent_bytes_per_s: float = 0.0
    applied_bytes_per_s: float = 0.0
    saved_ratio: float | None = None
    age_s: float = 0.0
    state: SetState | None = None
    mode: Mode | None = None
    connected: bool = True
    captured_sequence: int = 0
    acknowledged_sequence: int = 0
    applied_sequence: int = 0
    economy: Economy | None = None
    raw_bytes: int = 0
    sent_bytes: int = 0


def figures(status: PairStatus) -> tuple[SetFigures, ...]:
    """Return the sets of a status, and behind them, where there are several, all together."""
    sets = tuple(
        SetFigures(
            s.name, s.unsafe_queue, s.safe_queue, s.captured_bytes_per_s, s.sent_bytes_per_s, s.applied_bytes_per_s,
            _saved(s.raw_bytes_total, s.sent_bytes_total), s.age_s, s.state, s.mode, s.channel_connected, s.captured_sequence,
            s.acknowledged_sequence, s.applied_sequence, s.economy, s.raw_bytes_total, s.sent_bytes_total,
        )
        for s in status.sets
    )  # fmt: skip
    return (*sets, total(status)) if len(sets) > 1 else sets


def total(status: PairStatus) -> SetFigures:
    """Return all sets together."""
    sets = status.sets
    return SetFigures(
        ALL_SETS,
        status.unsafe_queue,
        status.safe_queue,
        sum(s.captured_bytes_per_s for s in sets),
        sum(s.sent_bytes_per_s for s in sets),
        sum(s.applied_bytes_per_s for s in sets),
        _saved(sum(s.raw_bytes_total for s in sets), sum(s.sent_bytes_total for s in sets)),
        status.set_age_s,
        connected=all(s.channel_connected for s in sets),
        economy=sets[0].economy if len(sets) == 1 else None,
        raw_bytes=sum(s.raw_bytes_total for s in sets),
        sent_bytes=sum(s.sent_bytes_total for s in sets),
    )


def chosen(status: PairStatus, set_name: str) -> SetFigures:
    """Return the set with this name; all together for ALL_SETS or one that is gone."""
    return next((f for f in figures(status) if f.name == set_name), None) or total(status)


def _saved(raw_bytes: int, sent_bytes: int) -> float | None:
    return 1 - sent_bytes / raw_bytes if 0 < sent_bytes <= raw_bytes else None


def sample_of(status: PairStatus, set_name: str) -> QueueSample:
    """Return what a status says of a set, as the next point of its history."""
    now = chosen(status, set_name)
    return QueueSample(status.taken_at_s, now.unsafe, now.safe, now.captured_bytes_per_s, now.sent_bytes_per_s, now.applied_bytes_per_s)


def most_waiting(status: PairStatus) -> str:
    """Return the set whose unsafe queue is the oldest: the one to look into when all are shown. Empty without sets."""
    worst = max(status.sets, key=lambda s: (s.unsafe_queue.oldest_age_s, s.unsafe_queue.entries), default=None)
    return worst.name if worst is not None else ALL_SETS


class Series:
    """The samples of one window, oldest first, at most one per `step_s`; a step keeps its longest queues and its last rates."""

    def __init__(self, window_s: float, step_s: float) -> None:
        self.window_s = window_s
        self.step_s = step_s
        self._samples: list[QueueSample] = []

    @property
    def samples(self) -> Sequence[QueueSample]:
        """The samples, oldest first."""
        return self._samples

    def fill(self, history: Iterable[QueueSample]) -> None:
        """Put what the server remembers where nothing is known: before what was seen live, and into its gaps."""
        known = [s.at_s for s in self._samples]
        last_s = known[-1] if known else float("inf")
        new = [s for s in history if s.at_s < last_s and not _near(known, s.at_s, self.step_s)]
        self._samples = sorted((*new, *self._samples), key=lambda s: s.at_s)
        self._trim()

    def add(self, sample: QueueSample) -> bool:
        """Append what was just received; False when it lies before what is known: another clock, the history must be asked for again."""
        last = self._samples[-1] if self._samples else None
        if last is not None and sample.at_s < last.at_s - 1.0:
            self._samples = [sample]
            return False
        before = self._samples[-2].at_s if len(self._samples) > 1 else None
        if last is not None and before is not None and sample.at_s - before < self.step_s:
            self._samples[-1] = _worst(last, sample)
        else:
            self._samples.append(sample)
        self._trim()
        return True

    def nearest(self, at_s: float) -> QueueSample | None:
        """Return the sample nearest to a moment; None where nothing was measured within two steps."""
        place = bisect.bisect_left(self._samples, at_s, key=lambda s: s.at_s)
        around = self._samples[max(0, place - 1) : place + 1]
        best = min(around, key=lambda s: abs(s.at_s - at_s), default=None)
        return best if best is not None and abs(best.at_s - at_s) <= max(2.0, 2 * self.step_s) else None

    def line(self, value: "Value", now_s: float) -> tuple[list[float], list[float]]:
        """Return (seconds relative to now, values) with a gap (nan) where nothing was measured for long."""
        xs: list[float] = []
        ys: list[float] = []
        longest = max(3.0, 3 * self.step_s)
        last = None
        for sample in self._samples:
            if last is not None and sample.at_s - last > longest:
                xs.append(last - now_s)
                ys.append(float("nan"))
            xs.append(sample.at_s - now_s)
            ys.append(value(sample))
            last = sample.at_s
        return xs, ys

    def _trim(self) -> None:
        if self._samples:
            oldest = self._samples[-1].at_s - self.window_s
            del self._samples[: bisect.bisect_left(self._samples, oldest, key=lambda s: s.at_s)]


def _near(times: Sequence[float], at_s: float, step_s: float) -> bool:
    """Say whether one of these moments, in order, is less than a step away."""
    place = bisect.bisect_left(times, at_s)
    return any(abs(known - at_s) < step_s for known in times[max(0, place - 1) : place + 1])


class Value:
    """Which figure of a sample a curve draws."""

    def __init__(self, queue: str = "", metric: Metric = Metric.AGE, rate: str = "") -> None:
        self._queue, self._metric, self._rate = queue, metric, rate

    def __call__(self, sample: QueueSample) -> float:
        if self._rate:
            return float(getattr(sample, f"{self._rate}_bytes_per_s"))
        return self._metric.of(sample.unsafe_queue if self._queue == "unsafe" else sample.safe_queue)


def _worst(one: QueueSample, other: QueueSample) -> QueueSample:
    return QueueSample(
        other.at_s,
        max(one.unsafe_queue, other.unsafe_queue, key=lambda q: q.oldest_age_s),
        max(one.safe_queue, other.safe_queue, key=lambda q: q.oldest_age_s),
        other.captured_bytes_per_s,
        other.sent_bytes_per_s,
        other.applied_bytes_per_s,
    )
