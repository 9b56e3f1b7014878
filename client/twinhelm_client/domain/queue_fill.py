"""How full the unsafe queue of a set is, what happens when it is full, and what an fsync waits for; and all of it in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain import text
from twinhelm_client.domain.language import translate


class QueuePolicy(StrEnum):
    """What happens when the unsafe queue is full."""

    UNKNOWN = "unknown"
    THROTTLE = "throttle"
    DEGRADE = "degrade"


class WhenAway(StrEnum):
    """What an fsync of a durable set does while the passive is away."""

    UNKNOWN = "unknown"
    CONTINUE = "continue"
    STALL = "stall"


class FillAlarm(StrEnum):
    """How urgent the filling of the queue is, in growing order."""

    UNKNOWN = "unknown"
    NORMAL = "normal"
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


class Durability(StrEnum):
    """What fsync means for a set at this moment."""

    UNKNOWN = "unknown"
    ASYNC = "async"
    KEPT = "kept"
    GROWING = "growing"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class QueueFill:
    """The unsafe queue against its limit; a quota of 0 means that the server did not say. `time_to_full_s` None: it is not filling.

    `delays[n]` counts the writes that were held for 2^n to 2^(n+1) ms, the first one those held for less than 2 ms.
    """

    quota_bytes: int = 0
    limit_bytes: int = 0
    used_bytes: int = 0
    floor_bytes: int = 0
    free_bytes: int = 0
    policy: QueuePolicy = QueuePolicy.UNKNOWN
    when_away: WhenAway = WhenAway.UNKNOWN
    alarm: FillAlarm = FillAlarm.NORMAL
    time_to_full_s: float | None = None
    delayed_writes: int = 0
    delay_total_s: float = 0.0
    delay_longest_s: float = 0.0
    held_now: int = 0
    delays: tuple[int, ...] = ()
    changed_paths: int = 0
    degraded: bool = False
    durability: Durability = Durability.UNKNOWN
    waiting_fsyncs: int = 0

    @property
    def ratio(self) -> float:
        """How full it is; a disk at its floor leaves no room at all."""
        if self.limit_bytes:
            return self.used_bytes / self.limit_bytes
        return 1.0 if self.quota_bytes else 0.0


@dataclass(frozen=True, slots=True)
class FillLine:
    """One sentence about a queue, how urgent it is, and more for who asks."""

    alarm: FillAlarm
    sentence: str
    detail: str = ""


def fill_lines(sets: Iterable[tuple[str, QueueFill]]) -> tuple[FillLine, ...]:
    """Return what there is to say of the room in every queue, the most urgent first; something for every set that told."""
    lines = [line for name, fill in sets if fill.quota_bytes for line in _lines(name, fill)]
    order = tuple(FillAlarm)
    return tuple(sorted(lines, key=lambda line: -order.index(line.alarm)))


def _lines(name: str, fill: QueueFill) -> list[FillLine]:
    lines = [FillLine(FillAlarm.CRITICAL if fill.degraded else fill.alarm, _room(name, fill))]
    if fill.durability is Durability.GROWING:
        sentence = translate("QueueFill", "{0} is durable, but the passive is away: fsync goes on without it and the RPO is growing.")
        lines.append(FillLine(FillAlarm.WARNING, sentence.format(name)))
    elif fill.durability is Durability.STALLED:
        sentence = translate("QueueFill", "{0} is durable and the passive is away: {1} wait for it.")
        waiting = text.count(fill.waiting_fsyncs, translate("Counts", "fsync"), translate("Counts", "fsyncs"))
        lines.append(FillLine(FillAlarm.CRITICAL, sentence.format(name, waiting)))
    if fill.policy is QueuePolicy.THROTTLE and fill.delayed_writes:
        alarm = FillAlarm.WARNING if fill.held_now else FillAlarm.NORMAL
        lines.append(FillLine(alarm, _delays(name, fill), _every_delay(fill)))
    return lines


def _delays(name: str, fill: QueueFill) -> str:
    writes = text.count(fill.delayed_writes, translate("Counts", "write"), translate("Counts", "writes"))
    longest = text.seconds(fill.delay_longest_s)
    if not sum(fill.delays):
        sentence = translate("QueueFill", "{0}: {1} slowed down so far, by {2} in all and {3} at most; {4} wait now.")
        return sentence.format(name, writes, text.seconds(fill.delay_total_s), longest, fill.held_now)
    sentence = translate(
        "QueueFill", "{0}: {1} slowed down, half of them by less than {2}, 5 % by more than {3}, {4} at most; {5} wait now."
    )
    return sentence.format(name, writes, _most_paid(fill, 0.5), _most_paid(fill, 0.95), longest, fill.held_now)


def _most_paid(fill: QueueFill, share: float) -> str:
    """Return the delay that this share of the slowed writes did not reach, as the next step of the histogram."""
    wanted, seen = share * sum(fill.delays), 0
    for number, count in enumerate(fill.delays):
        seen += count
        if seen >= wanted:
            return _step(number + 1)
    raise AssertionError("the last step holds the rest")


def _step(number: int) -> str:
    return f"{2**number} ms" if number < 10 else text.seconds(2**number / 1000)


def _every_delay(fill: QueueFill) -> str:
    """Say how many writes paid which delay, one line each."""
    lines = []
    for number, count in enumerate(fill.delays):
        if count:
            writes = text.count(count, translate("Counts", "write"), translate("Counts", "writes"))
            step = translate("QueueFill", "{0} to {1}: {2}") if number else translate("QueueFill", "less than {1}: {2}")
            lines.append(step.format(_step(number), _step(number + 1), writes))
    return "\n".join(lines)


def _room(name: str, fill: QueueFill) -> str:
    paths = text.count(fill.changed_paths, translate("Counts", "changed path"), translate("Counts", "changed paths"))
    if fill.degraded:
        sentence = translate("QueueFill", "{0}: no room. The application goes on; {1} are remembered and compared later.")
        return sentence.format(name, paths)
    if fill.changed_paths:
        return translate("QueueFill", "{0}: there is room again; {1} are being compared.").format(name, paths)
    filled = text.percent(fill.ratio)
    limit = text.size(fill.limit_bytes)
    if fill.time_to_full_s is not None:
        sentence = translate("QueueFill", "{0}: {1} of {2} used, full in {3} at this rate.")
        return sentence.format(name, filled, limit, text.seconds(fill.time_to_full_s))
    if fill.limit_bytes < fill.quota_bytes:
        sentence = translate("QueueFill", "{0}: {1} of {2} used; its disk leaves no room for the whole quota of {3}.")
        return sentence.format(name, filled, limit, text.size(fill.quota_bytes))
    return translate("QueueFill", "{0}: {1} of {2} used.").format(name, filled, limit)
