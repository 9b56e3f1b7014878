"""The fill of a queue and the settings of a set that belong to it: between protobuf messages and the console's values."""

from twinhelm.admin.v1 import status_pb2
from twinhelm_client.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy, WhenAway

POLICIES = {QueuePolicy.THROTTLE: status_pb2.QUEUE_POLICY_THROTTLE, QueuePolicy.DEGRADE: status_pb2.QUEUE_POLICY_DEGRADE}
WHEN_AWAY = {WhenAway.CONTINUE: status_pb2.WHEN_AWAY_CONTINUE, WhenAway.STALL: status_pb2.WHEN_AWAY_STALL}
_ALARMS = {
    status_pb2.FILL_ALARM_NORMAL: FillAlarm.NORMAL,
    status_pb2.FILL_ALARM_NOTICE: FillAlarm.NOTICE,
    status_pb2.FILL_ALARM_WARNING: FillAlarm.WARNING,
    status_pb2.FILL_ALARM_CRITICAL: FillAlarm.CRITICAL,
}
_DURABILITY = {
    status_pb2.DURABILITY_ASYNC: Durability.ASYNC,
    status_pb2.DURABILITY_KEPT: Durability.KEPT,
    status_pb2.DURABILITY_GROWING: Durability.GROWING,
    status_pb2.DURABILITY_STALLED: Durability.STALLED,
}


def policy(number: int) -> QueuePolicy:
    """Translate what happens when the queue is full."""
    return next((one for one, value in POLICIES.items() if value == number), QueuePolicy.UNKNOWN)


def when_away(number: int) -> WhenAway:
    """Translate what an fsync does while the passive is away."""
    return next((one for one, value in WHEN_AWAY.items() if value == number), WhenAway.UNKNOWN)


def queue_fill(message: status_pb2.QueueFill) -> QueueFill:
    """Translate the fill of a queue; an older server says nothing."""
    return QueueFill(
        quota_bytes=message.quota_bytes,
        limit_bytes=message.limit_bytes,
        used_bytes=message.used_bytes,
        floor_bytes=message.floor_bytes,
        free_bytes=message.free_bytes,
        policy=policy(message.policy),
        when_away=when_away(message.when_away),
        alarm=_ALARMS.get(message.alarm, FillAlarm.UNKNOWN),
        time_to_full_s=message.time_to_full_s if message.filling else None,
        delayed_writes=message.delayed_writes,
        delay_total_s=message.delay_total_s,
        delay_longest_s=message.delay_longest_s,
        held_now=message.held_now,
        delays=tuple(message.delays),
        changed_paths=message.changed_paths,
        degraded=message.degraded,
        durability=_DURABILITY.get(message.durability, Durability.UNKNOWN),
        waiting_fsyncs=message.waiting_fsyncs,
    )
