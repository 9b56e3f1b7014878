"""Changes to the settings of one protected set, refused where they would not work. Pure."""

from dataclasses import dataclass, fields, replace

from twinhelm_node.config.pair_changes import check_limits
from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.errors import InvalidInput, NotFound
from twinhelm_node.domain.pair import PairDocument, ProtectedSet
from twinhelm_node.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode
from twinhelm_node.domain.verification import OrphanPolicy


@dataclass(frozen=True, slots=True)
class SetChange:
    """New settings of a set; None: as it is. They take effect without unmounting anything."""

    mode: Mode | None = None
    when_full: QueuePolicy | None = None
    when_away: WhenAway | None = None
    quota_bytes: int | None = None
    floor_bytes: int | None = None
    check_rate_bytes_per_s: int | None = None
    orphans: OrphanPolicy | None = None
    orphan_days: int | None = None
    orphan_bytes: int | None = None
    compression: Compression | None = None
    bandwidth: str | None = None

    def wanted(self) -> dict[str, object]:
        """What is to change, by the field's name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}


def with_changed_set(document: PairDocument, name: str, change: SetChange) -> PairDocument:
    """Return the document with other settings of a set. Reasons: UNKNOWN_SET, NOTHING_TO_CHANGE, BAD_QUOTA, BAD_FLOOR, BAD_BANDWIDTH."""
    before = next((one for one in document.sets if one.name == name), None)
    if before is None:
        known = ", ".join(one.name for one in document.sets) or "none"
        raise NotFound(f"there is no set called {name}; there are: {known}", "UNKNOWN_SET")
    wanted = change.wanted()
    if not wanted:
        raise InvalidInput("nothing is said that should change; give a mode, a policy, a quota or a floor", "NOTHING_TO_CHANGE")
    if change.bandwidth is not None:
        wanted["bandwidth"] = str(parse_schedule(change.bandwidth))
    after = replace(before, **wanted)  # type: ignore[arg-type]  # by name, from the same types
    check_limits(after)
    return replace(document, version=document.version + 1, sets=tuple(after if one.name == name else one for one in document.sets))


def describe_change(before: ProtectedSet, after: ProtectedSet) -> str:
    """Say what changed, for the event log: "mode async → durable, quota 8589934592 → 1073741824"."""
    words = {
        "mode": "mode",
        "when_full": "when full",
        "when_away": "when away",
        "quota_bytes": "quota in bytes",
        "floor_bytes": "floor in bytes",
        "check_rate_bytes_per_s": "rate of checks in bytes a second",
        "orphans": "orphans",
        "orphan_days": "days that the quarantine keeps",
        "orphan_bytes": "bytes that the quarantine keeps",
        "compression": "compression",
        "bandwidth": "bandwidth",
    }
    changed = [
        f"{word} {_shown(getattr(before, field))} → {_shown(getattr(after, field))}"
        for field, word in words.items()
        if getattr(before, field) != getattr(after, field)
    ]
    return ", ".join(changed) or "nothing, it was so already"


def _shown(value: object) -> str:
    return "unlimited" if value == "" else str(value)  # a bandwidth that is not limited is the empty text
