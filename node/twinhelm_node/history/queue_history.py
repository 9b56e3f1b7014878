"""Samples of both queues in rings of three widths: every second for a minute, every 5 s for an hour, every 60 s for a day."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from twinhelm_node.domain.history import QueueSample
from twinhelm_node.domain.status import QueueStatus, SetStatus

ALL_SETS = ""


@dataclass(frozen=True, slots=True)
class RingShape:
    """A ring holds one sample per `step_s` over `window_s`."""

    step_s: float
    window_s: float


SHAPES = (RingShape(1.0, 60.0), RingShape(5.0, 3600.0), RingShape(60.0, 86400.0))


@dataclass(slots=True)
class _Ring:
    shape: RingShape
    samples: deque[tuple[float, QueueSample]] = field(default_factory=deque)
    pending: list[QueueSample] = field(default_factory=list)
    slot: int | None = None

    def record(self, now: float, sample: QueueSample) -> None:
        slot = int(now // self.shape.step_s)
        if self.slot is not None and slot != self.slot:
            self.samples.append((now, _worst(self.pending)))
            self.pending = []
            while self.samples and now - self.samples[0][0] > self.shape.window_s:
                self.samples.popleft()
        self.slot = slot
        self.pending.append(sample)

    def read(self, now: float, window_s: float) -> tuple[QueueSample, ...]:
        found = [sample for at, sample in self.samples if now - at <= window_s]
        return (*found, _worst(self.pending)) if self.pending else tuple(found)


class QueueHistory:
    """Recorded once a second by the control process; `now` is monotonic seconds, `at_ns` the wall clock shown to people.

    A sample of a wider ring keeps the longest queues and mean rates of its step, so that a short peak stays visible.
    """

    def __init__(self) -> None:
        self._rings: dict[str, tuple[_Ring, ...]] = {}

    def record(self, sets: Iterable[SetStatus], *, now: float, at_ns: int) -> None:
        """Add the figures of all sets at this moment; sets that are gone are forgotten."""
        samples = {one.name: _sample(one, at_ns) for one in sets}
        samples[ALL_SETS] = _sum(list(samples.values()), at_ns)
        self._rings = {name: self._rings.get(name) or tuple(_Ring(shape) for shape in SHAPES) for name in samples}
        for name, sample in samples.items():
            for ring in self._rings[name]:
                ring.record(now, sample)

    def knows(self, set_name: str) -> bool:
        """True when there is a history of that set."""
        return set_name in self._rings

    def samples(self, set_name: str, window_s: float, *, now: float) -> tuple[QueueSample, ...]:
        """Return the samples of the last `window_s` seconds, oldest first, from the finest ring that reaches that far."""
        for ring in self._rings.get(set_name, ()):
            if window_s <= ring.shape.window_s:
                return ring.read(now, window_s)
        return ()


def _sample(status: SetStatus, at_ns: int) -> QueueSample:
    return QueueSample(
        at_ns,
        status.unsafe_queue,
        status.safe_queue,
        status.captured_bytes_per_s,
        status.sent_bytes_per_s,
        status.applied_bytes_per_s,
    )


def _sum(samples: list[QueueSample], at_ns: int) -> QueueSample:
    return QueueSample(
        at_ns,
        _queue([sample.unsafe_queue for sample in samples]),
        _queue([sample.safe_queue for sample in samples]),
        sum(sample.captured_bytes_per_s for sample in samples),
        sum(sample.sent_bytes_per_s for sample in samples),
        sum(sample.applied_bytes_per_s for sample in samples),
    )


def _queue(queues: list[QueueStatus]) -> QueueStatus:
    return QueueStatus(
        sum(queue.entries for queue in queues),
        sum(queue.bytes for queue in queues),
        max((queue.oldest_age_s for queue in queues), default=0.0),
    )


def _worst(samples: list[QueueSample]) -> QueueSample:
    """One sample for many: the longest queues, the mean rates, the time of the last."""
    return QueueSample(
        samples[-1].at_ns,
        _longest([sample.unsafe_queue for sample in samples]),
        _longest([sample.safe_queue for sample in samples]),
        sum(sample.captured_bytes_per_s for sample in samples) / len(samples),
        sum(sample.sent_bytes_per_s for sample in samples) / len(samples),
        sum(sample.applied_bytes_per_s for sample in samples) / len(samples),
    )


def _longest(queues: list[QueueStatus]) -> QueueStatus:
    return QueueStatus(
        max(queue.entries for queue in queues), max(queue.bytes for queue in queues), max(queue.oldest_age_s for queue in queues)
    )
