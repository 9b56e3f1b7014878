"""What may be changed of a protected set while it works, and what each change means in one sentence. Pure."""

from dataclasses import dataclass, fields

from twinhelm_client.domain import text
from twinhelm_client.domain.bandwidth_cap import cap_words
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Compression, Mode, SetStatus
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway

SMALLEST_QUOTA_BYTES = 64 * 1024**2
SMALLEST_CHECK_RATE = 64 * 1024
MOST_ORPHAN_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class SetChange:
    """New settings of a set; None: as it is."""

    mode: Mode | None = None
    when_away: WhenAway | None = None
    quota_bytes: int | None = None
    floor_bytes: int | None = None
    when_full: QueuePolicy | None = None
    compression: Compression | None = None
    bandwidth: str | None = None
    check_rate_bytes_per_s: int | None = None
    orphans: OrphanPolicy | None = None
    orphan_days: int | None = None
    orphan_bytes: int | None = None

    def wanted(self) -> dict[str, object]:
        """What is to change, by the field's name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}


def change_between(before: ProtectedSet, after: ProtectedSet) -> SetChange:
    """Return what makes the one into the other."""
    changed = {
        field.name: getattr(after, field.name)
        for field in fields(SetChange)
        if getattr(after, field.name) not in (None, getattr(before, field.name))
    }
    return SetChange(**changed)


def deletes(change: SetChange) -> bool:
    """Say whether something will be lost that cannot be had back: a person has to confirm it."""
    return change.orphans is OrphanPolicy.DELETE


def meanings(change: SetChange, status: SetStatus | None) -> tuple[str, ...]:
    """Say what each change means, one sentence each, in the order of the settings; `status` is how the set is now."""
    told = (
        _mode(change.mode),
        _when_away(change.when_away),
        _quota(change.quota_bytes, status),
        _floor(change.floor_bytes, status),
        _when_full(change.when_full),
        _compression(change.compression),
        _bandwidth(change.bandwidth),
        _check_rate(change.check_rate_bytes_per_s),
        orphans_mean(change.orphans),
        _kept(change.orphan_days, change.orphan_bytes),
    )
    return tuple(sentence for sentence in told if sentence)


def _mode(mode: Mode | None) -> str:
    if mode is Mode.DURABLE:
        return translate("SetSettings", "fsync returns when both servers hold the change: each one waits for a round trip.")
    if mode is Mode.ASYNC:
        return translate("SetSettings", "fsync returns at once: what the passive has not received yet is lost when the active fails.")
    return ""


def _when_away(away: WhenAway | None) -> str:
    if away is WhenAway.STALL:
        return translate("SetSettings", "While the passive is away, fsync waits until it is back: applications may stand still.")
    if away is WhenAway.CONTINUE:
        return translate("SetSettings", "While the passive is away, fsync goes on without it and the RPO grows.")
    return ""


def _quota(quota_bytes: int | None, status: SetStatus | None) -> str:
    if quota_bytes is None:
        return ""
    quota = text.size(quota_bytes)
    used = status.unsafe_queue.bytes if status is not None else 0
    if used > quota_bytes:
        return translate("SetSettings", "The unsafe queue may hold {0}; it holds {1} now, so it is full at once.").format(
            quota, text.size(used)
        )
    rate = status.captured_bytes_per_s if status is not None else 0.0
    if rate < 1:
        return translate("SetSettings", "The unsafe queue may hold {0} while the passive is slow or away.").format(quota)
    lasts = text.seconds((quota_bytes - used) / rate)
    return translate("SetSettings", "The unsafe queue may hold {0}: without the passive it lasts {1} at the present rate.").format(
        quota, lasts
    )


def _floor(floor_bytes: int | None, status: SetStatus | None) -> str:
    if floor_bytes is None:
        return ""
    free = status.fill.free_bytes if status is not None else 0
    if status is not None and status.fill.quota_bytes and free < floor_bytes:
        return translate("SetSettings", "{0} stay free on the queue's disk; only {1} are free now, so the queue is full at once.").format(
            text.size(floor_bytes), text.size(free)
        )
    return translate("SetSettings", "The queue leaves {0} free on its disk, whatever its quota is.").format(text.size(floor_bytes))


def _when_full(policy: QueuePolicy | None) -> str:
    if policy is QueuePolicy.THROTTLE:
        return translate("SetSettings", "When the queue is full, writers are slowed down: every change is recorded.")
    if policy is QueuePolicy.DEGRADE:
        return translate("SetSettings", "When the queue is full, the application goes on: changed paths are remembered and compared later.")
    return ""


def _compression(level: Compression | None) -> str:
    if level is None:
        return ""
    return {
        Compression.AUTO: translate("SetSettings", "How much is compressed is chosen by the rate of the link."),
        Compression.OFF: translate("SetSettings", "Nothing is compressed: least processor time, most bytes on the link."),
        Compression.FAST: translate("SetSettings", "Each batch is compressed for itself: fewer bytes for little processor time."),
        Compression.STRONG: translate(
            "SetSettings", "One long window: fewest bytes, for several times the processor time and some 140 MB of memory on each server."
        ),
    }.get(level, "")


def _bandwidth(cap: str | None) -> str:
    if cap is None:
        return ""
    if not cap:
        return translate("SetSettings", "This set has no cap of its own; the pair's holds, if there is one.")
    return translate("SetSettings", "This set sends at most: {0}. What it cannot send waits in the unsafe queue.").format(cap_words(cap))


def _check_rate(rate: int | None) -> str:
    if rate is None:
        return ""
    if not rate:
        return translate("SetSettings", "Checks read as fast as the disks and the queues allow.")
    return translate("SetSettings", "Checks read at most {0}.").format(text.rate(rate))


def orphans_mean(policy: OrphanPolicy | None) -> str:
    """Say what becomes of what only the passive has."""
    if policy is OrphanPolicy.REPORT:
        return translate("SetSettings", "What a check finds on the passive alone is reported and stays where it is.")
    if policy is OrphanPolicy.QUARANTINE:
        return translate("SetSettings", "What a check finds on the passive alone is set aside, and can be had back.")
    if policy is OrphanPolicy.DELETE:
        return translate("SetSettings", "What a check finds on the passive alone is deleted for good.")
    return ""


def _kept(days: int | None, most_bytes: int | None) -> str:
    if days is None and most_bytes is None:
        return ""
    parts = []
    if days is not None:
        kept = text.count(days, translate("Counts", "day"), translate("Counts", "days")) if days else ""
        words = translate("SetSettings", "What is set aside is kept for {0}.") if days else translate("SetSettings", "It is kept for ever.")
        parts.append(words.format(kept))
    if most_bytes is not None:
        limit = translate("SetSettings", "The quarantine holds at most {0}; the oldest goes first.")
        free = translate("SetSettings", "The quarantine may grow without a limit.")
        parts.append(limit.format(text.size(most_bytes)) if most_bytes else free)
    return " ".join(parts)
