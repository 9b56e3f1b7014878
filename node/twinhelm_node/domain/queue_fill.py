"""How full the unsafe queue of a set is, what happens when it is full, and what an fsync waits for."""

from dataclasses import dataclass
from enum import StrEnum


class QueuePolicy(StrEnum):
    """What happens when the unsafe queue reaches its quota or the floor of its disk."""

    THROTTLE = "throttle"  # writers are slowed down, more the fuller it is; at the end they wait
    DEGRADE = "degrade"  # the application goes on; the changed paths are remembered and compared later


class WhenAway(StrEnum):
    """What an fsync of a durable set does while the passive is away."""

    CONTINUE = "continue"
    STALL = "stall"


class FillAlarm(StrEnum):
    """How urgent the filling of the queue is, in growing order."""

    NORMAL = "normal"
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


class Durability(StrEnum):
    """What fsync means for a set at this moment."""

    ASYNC = "async"  # it is on this server
    KEPT = "kept"  # it is on both servers
    GROWING = "growing"  # durable, but the passive is away and fsync goes on without it
    STALLED = "stalled"  # durable, the passive is away and fsync waits for it


@dataclass(frozen=True, slots=True)
class QueueFill:
    """The unsafe queue against its limit; without a quota there is none here.

    `limit_bytes` is the quota, or less where the disk's floor comes first.

    `time_to_full_s` is None while it is not filling. `delays[n]` counts the writes that were held for 2^n to 2^(n+1) ms (the first:
    less than 2 ms). `held_now`: writes that wait at this moment; `waiting_fsyncs`: fsyncs that wait for the passive. `changed_paths`:
    paths whose changes had no room and are compared later; `degraded` while changes are not recorded.
    """

    quota_bytes: int = 0
    limit_bytes: int = 0
    used_bytes: int = 0
    floor_bytes: int = 0
    free_bytes: int = 0
    policy: QueuePolicy = QueuePolicy.DEGRADE
    when_away: WhenAway = WhenAway.CONTINUE
    alarm: FillAlarm = FillAlarm.NORMAL
    time_to_full_s: float | None = None
    delayed_writes: int = 0
    delay_total_s: float = 0.0
    delay_longest_s: float = 0.0
    held_now: int = 0
    delays: tuple[int, ...] = ()
    changed_paths: int = 0
    degraded: bool = False
    durability: Durability = Durability.ASYNC
    waiting_fsyncs: int = 0

    @property
    def ratio(self) -> float:
        """How full it is, 0 to 1 (and more when the limit was lowered); a disk at its floor leaves no room at all."""
        if self.limit_bytes:
            return self.used_bytes / self.limit_bytes
        return 1.0 if self.quota_bytes else 0.0
