"""Turns what happens to unsafe queues into events that an administrator reads. Pure."""

from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy
from twinhelm_node.domain.words import duration_text, size_text

_ORDER = tuple(FillAlarm)
_SEVERITIES = {
    FillAlarm.NORMAL: Severity.OK,
    FillAlarm.NOTICE: Severity.INFO,
    FillAlarm.WARNING: Severity.WARNING,
    FillAlarm.CRITICAL: Severity.CRITICAL,
}


def queue_events(name: str, before: QueueFill | None, after: QueueFill) -> list[tuple[Severity, str]]:
    """Return severity and sentence of what changed since `before`. A server that does not capture the set has nothing to tell."""
    if not after.quota_bytes:
        return []
    if before is None or not before.quota_bytes:
        before = QueueFill(durability=after.durability)
    told: list[tuple[Severity, str]] = []
    if after.degraded and not before.degraded:
        told.append((
            Severity.CRITICAL,
            f"the unsafe queue of {name} has no room: the application goes on, changed paths are remembered and compared later",
        ))  # fmt: skip
    elif before.degraded and not after.degraded:
        told.append((
            Severity.WARNING,
            f"changes of {name} are recorded again; {after.changed_paths} paths that changed meanwhile are compared",
        ))  # fmt: skip
    elif before.changed_paths and not after.changed_paths and not after.degraded:
        told.append((Severity.OK, f"what was missing from the unsafe queue of {name} is on the other server"))
    if after.alarm is not before.alarm and not after.degraded:
        told.append((_SEVERITIES[after.alarm], _alarm_sentence(name, before, after)))
    if after.durability is not before.durability:
        told.append(_durability(name, after))
    return told


def _alarm_sentence(name: str, before: QueueFill, after: QueueFill) -> str:
    filled = f"the unsafe queue of {name} is {after.ratio:.0%} full ({size_text(after.used_bytes)} of {size_text(after.limit_bytes)})"
    if _ORDER.index(after.alarm) < _ORDER.index(before.alarm):
        return f"{filled}: it gets better"
    when = "" if after.time_to_full_s is None else f" and full in {duration_text(after.time_to_full_s)} at this rate"
    throttled = after.policy is QueuePolicy.THROTTLE
    then = "writers are slowed down" if throttled else "at its end changed paths are remembered and compared later"
    return f"{filled}{when}; {then}: look after the other server and the link, or raise the quota"


def _durability(name: str, after: QueueFill) -> tuple[Severity, str]:
    if after.durability is Durability.GROWING:
        return Severity.WARNING, f"{name} is durable, but the passive is away: fsync goes on without it and the RPO is growing"
    if after.durability is Durability.STALLED:
        return Severity.CRITICAL, (
            f"{name} is durable and the passive is away: fsync waits for it; "
            f"'twinhelm set mode {name} durable --when-away continue' lets the application go on"
        )  # fmt: skip
    if after.durability is Durability.KEPT:
        return Severity.OK, f"{name} is durable: what fsync confirms is on both servers"
    return Severity.INFO, f"{name} is asynchronous now: what fsync confirms is on this server"
