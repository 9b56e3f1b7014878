"""The settings of the simulated sets: refused as the servers refuse, and what they do to a queue while the passive is away."""

import math
from dataclasses import replace
from typing import Any

from twinhelm_client.domain.bandwidth_cap import CapKind, clock_of, rate_of, read_cap
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.moments import local
from twinhelm_client.domain.pair import Compression, Economy, Mode, QueueStatus, SetStatus
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import SMALLEST_CHECK_RATE, SMALLEST_QUOTA_BYTES, SetChange

QUOTA_BYTES, FLOOR_BYTES, ORPHAN_DAYS = 8 * 1024**3, 256 * 1024**2, 30
_FREE_BYTES = 60 * 10**9
_CAPTURED_PER_S = 18.4e6
_BITS = {"k": 125, "m": 125_000, "g": 125_000_000}


class DemoSettings:
    """Every set with its settings, in the order in which they were added."""

    def __init__(self, mode: Mode) -> None:
        self._sets = {"data": filled_in(ProtectedSet("data", "/srv/data", mode=mode, check_rate_bytes_per_s=100_000_000))}

    @property
    def sets(self) -> tuple[ProtectedSet, ...]:
        """The sets as they are now."""
        return tuple(self._sets.values())

    def of(self, name: str) -> ProtectedSet:
        """Return one set; raises NotFound."""
        if name not in self._sets:
            raise NotFound(f"there is no set called {name}; there are: {', '.join(self._sets)}", "UNKNOWN_SET")
        return self._sets[name]

    def add(self, new: ProtectedSet) -> ProtectedSet:
        """Add a set; what it leaves open becomes the default."""
        self._sets[new.name] = filled_in(new)
        return self._sets[new.name]

    def change(self, name: str, change: SetChange) -> ProtectedSet:
        """Change settings of a set, or refuse."""
        before, wanted = self.of(name), change.wanted()
        if not wanted:
            raise GatewayError("nothing is said that should change; give a mode, a policy, a quota or a floor", "NOTHING_TO_CHANGE")
        values: dict[str, Any] = wanted
        after = replace(before, **values)
        _refuse(after)
        self._sets[name] = after
        return after


def filled_in(one: ProtectedSet) -> ProtectedSet:
    """Return a set with the servers' defaults where it says nothing."""
    return replace(
        one,
        mode=one.mode if one.mode is not Mode.UNKNOWN else Mode.ASYNC,
        quota_bytes=one.quota_bytes or QUOTA_BYTES,
        floor_bytes=FLOOR_BYTES if one.floor_bytes is None else one.floor_bytes,
        orphan_days=ORPHAN_DAYS if one.orphan_days is None else one.orphan_days,
    )


def _refuse(one: ProtectedSet) -> None:
    if one.quota_bytes < SMALLEST_QUOTA_BYTES:
        raise GatewayError(f"the quota is {one.quota_bytes} bytes; it must be at least {SMALLEST_QUOTA_BYTES} (64 MiB)", "BAD_QUOTA")
    if (one.floor_bytes or 0) < 0:
        raise GatewayError(f"the floor is {one.floor_bytes} bytes; it is what stays free on the queue's disk, 0 or more", "BAD_FLOOR")
    rate = one.check_rate_bytes_per_s
    if rate and rate < SMALLEST_CHECK_RATE:
        words = f"a check at {rate} bytes a second would hardly move; give at least {SMALLEST_CHECK_RATE} (64 KiB), or 0 for no limit"
        raise GatewayError(words, "BAD_RATE")
    if read_cap(one.bandwidth).kind is CapKind.WRITTEN:
        words = f"the bandwidth cannot be used: {one.bandwidth!r} is not a rate; write for example '10mbit' or '08:00-18:00 10mbit, "
        raise GatewayError(f"{words}else unlimited'", "BAD_BANDWIDTH")


def economy_of(one: ProtectedSet, raw_bytes: float, now_s: float) -> Economy:
    """Return what the low bandwidth module says with these settings."""
    level = one.compression if one.compression is not Compression.AUTO else Compression.FAST
    cap = _cap_now(one.bandwidth, now_s)
    reason = "The link carries 940.0 Mbit/s." if one.compression is Compression.AUTO else f"Set to {level}."
    return Economy(one.compression, level, reason, raw_bytes / 8e8, 117.5e6, cap, one.bandwidth)


def _cap_now(text: str, now_s: float) -> int:
    cap = read_cap(text)
    if cap.kind is CapKind.ALWAYS:
        return _bytes_per_s(cap.rate)
    if cap.kind is not CapKind.HOURS:
        return 0
    at = local(now_s)
    clock, begin, end = f"{at:%H:%M}", clock_of(cap.begin) or "", clock_of(cap.end) or ""
    within = begin <= clock < end if begin < end else clock >= begin or clock < end
    return _bytes_per_s(cap.rate if within and not (cap.weekdays and at.weekday() > 4) else cap.otherwise)


def _bytes_per_s(rate: str) -> int:
    return int(float(rate[:-4]) * _BITS[rate[-4]]) if rate_of(rate) and rate[-4:-3] in _BITS else 0


def fill_of(one: ProtectedSet, used_bytes: int) -> QueueFill:
    """Return the fill of a queue that is sent as fast as it fills."""
    return QueueFill(
        quota_bytes=one.quota_bytes,
        limit_bytes=min(one.quota_bytes, used_bytes + max(0, _FREE_BYTES - (one.floor_bytes or 0))),
        used_bytes=used_bytes,
        floor_bytes=one.floor_bytes or 0,
        free_bytes=_FREE_BYTES,
        policy=one.when_full,
        when_away=one.when_away,
        durability=Durability.KEPT if one.mode is Mode.DURABLE else Durability.ASYNC,
    )


def alone(one: ProtectedSet, data: SetStatus, waiting_s: float) -> SetStatus:
    """Return the set after the passive has been away for a while: its queue grows to its limit, then the policy is at work."""
    stalled = one.mode is Mode.DURABLE and one.when_away is WhenAway.STALL
    per_s = _CAPTURED_PER_S / 40 if stalled else _CAPTURED_PER_S  # who waits for an fsync writes little
    grown = per_s * waiting_s
    fill = fill_of(one, 0)
    used = int(min(grown, fill.limit_bytes))
    fill = replace(fill, used_bytes=used)
    left_s = (fill.limit_bytes - used) / per_s
    fill = replace(fill, time_to_full_s=left_s if left_s > 0 else None)
    if one.when_full is QueuePolicy.THROTTLE:
        fill, per_s = _throttled(fill, per_s, waiting_s)
    elif grown > fill.limit_bytes:
        fill = replace(fill, degraded=True, changed_paths=1 + int((grown - fill.limit_bytes) / _CAPTURED_PER_S * 37))
    if one.mode is Mode.DURABLE:
        waits = min(16, 2 + int(waiting_s)) if stalled else 0
        fill = replace(fill, durability=Durability.STALLED if stalled else Durability.GROWING, waiting_fsyncs=waits)
    return replace(
        data,
        fill=replace(fill, alarm=_alarm(fill)),
        unsafe_queue=QueueStatus(fill.used_bytes // 102_000, fill.used_bytes, waiting_s),
        captured_bytes_per_s=per_s,
        sent_bytes_per_s=0.0,
        applied_bytes_per_s=0.0,
        channel_connected=False,
        mode=one.mode,
    )


def _throttled(fill: QueueFill, per_s: float, waiting_s: float) -> tuple[QueueFill, float]:
    """Slow the writers down from half of the limit on, more the fuller the queue is, so that it never gets beyond."""
    slow_s = waiting_s - fill.limit_bytes / 2 / per_s
    if slow_s <= 0:
        return fill, per_s
    fuller = 1 - math.exp(-slow_s * per_s / fill.limit_bytes)
    writes = 1 + int(slow_s * 90)
    shares = (0.04, 0.07, 0.16, 0.24, 0.2, 0.13, 0.08, 0.05, 0.02, 0.008, 0.002)
    delays = tuple(int(writes * share) for share in shares)
    slowed = replace(
        fill,
        used_bytes=int(fill.limit_bytes * (0.5 + fuller / 2)),
        time_to_full_s=fill.limit_bytes * (1 - fuller) / per_s / max(0.05, 1 - fuller),
        delayed_writes=sum(delays) + 1,
        delays=(*delays, 1),
        delay_total_s=writes * 0.031,
        delay_longest_s=min(2.6, 0.4 + slow_s * 0.05),
        held_now=1 + int(6 * fuller),
    )
    return slowed, per_s * max(0.02, 1 - fuller)


def _alarm(fill: QueueFill) -> FillAlarm:
    left_s = fill.time_to_full_s if fill.time_to_full_s is not None else math.inf
    if fill.degraded or fill.ratio >= 0.95 or left_s < 60:
        return FillAlarm.CRITICAL
    if fill.ratio >= 0.8 or left_s < 600:
        return FillAlarm.WARNING
    return FillAlarm.NOTICE if fill.ratio >= 0.5 or left_s < 3600 else FillAlarm.NORMAL


def catching_up(one: ProtectedSet, data: SetStatus, away_s: float, ratio: float) -> SetStatus:
    """Return the set while the passive, back again, is compared: what had no room is looked at path by path."""
    lost = alone(one, data, away_s).fill.changed_paths
    fill = replace(fill_of(one, data.unsafe_queue.bytes), changed_paths=int(lost * (1 - ratio)))
    return replace(data, fill=fill, mode=one.mode)
