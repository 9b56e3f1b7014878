"""The fill of an unsafe queue in words for a terminal. Pure."""

from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy
from twinhelm_node.domain.status import Mode, SetStatus
from twinhelm_node.domain.words import duration_text, size_text

_DURABILITY = {
    Durability.ASYNC: "",
    Durability.KEPT: "",
    Durability.GROWING: ", but the passive is away: RPO is growing",
    Durability.STALLED: ", the passive is away: fsync waits",
}


def mode_text(status: SetStatus) -> str:
    """Return for example "durable, but the passive is away: RPO is growing"."""
    return status.mode.value + (_DURABILITY[status.fill.durability] if status.mode is Mode.DURABLE else "")


def settings_text(one: ProtectedSet) -> str:
    """Return for example "durable, stall"."""
    return f"{one.mode.value}, {one.when_away.value}" if one.mode is Mode.DURABLE else one.mode.value


def full_text(fill: QueueFill) -> str:
    """Return for example "12 % of 8.6 GB"; nothing where there is no queue."""
    return f"{fill.ratio:.0%} of {size_text(fill.limit_bytes)}" if fill.quota_bytes else ""


def forecast_text(fill: QueueFill) -> str:
    """Return when it is full at this rate."""
    return f"in {duration_text(fill.time_to_full_s)}" if fill.time_to_full_s is not None else "–" if fill.quota_bytes else ""


def fill_lines(name: str, fill: QueueFill) -> list[str]:
    """Return what deserves a sentence of its own."""
    lines = []
    if fill.degraded:
        lines.append(
            f"{name}: the unsafe queue has no room. The application goes on; "
            f"{fill.changed_paths} changed paths are remembered and compared later."
        )
    elif fill.changed_paths:
        lines.append(f"{name}: {fill.changed_paths} paths that changed while the unsafe queue had no room are being compared.")
    elif fill.alarm is not FillAlarm.NORMAL:
        when = "is not filling now" if fill.time_to_full_s is None else f"is full {forecast_text(fill)} at this rate"
        lines.append(f"{name}: {fill.alarm.value}: the unsafe queue holds {full_text(fill)} and {when}.")
    if fill.limit_bytes < fill.quota_bytes:
        lines.append(
            f"{name}: the disk of the unsafe queue has {size_text(fill.free_bytes)} free, {size_text(fill.floor_bytes)} stay free; "
            f"so it holds {size_text(fill.limit_bytes)} and not {size_text(fill.quota_bytes)}."
        )
    if fill.policy is QueuePolicy.THROTTLE and fill.delayed_writes:
        lines.append(
            f"{name}: {fill.delayed_writes} writes were slowed down by {fill.delay_total_s:.1f} s in all, "
            f"{fill.delay_longest_s:.2f} s at most ({delay_histogram(fill)}); {fill.held_now} wait now."
        )
    if fill.waiting_fsyncs:
        lines.append(f"{name}: {fill.waiting_fsyncs} fsyncs wait for the passive.")
    return lines


def delay_histogram(fill: QueueFill) -> str:
    """Return for example "below 2 ms: 12, 2 to 4 ms: 3"."""
    parts = []
    for number, count in enumerate(fill.delays):
        if count:
            parts.append(f"{f'{2**number} to {2 ** (number + 1)} ms' if number else 'below 2 ms'}: {count}")
    return ", ".join(parts)
