"""The fill of an unsafe queue, and changes of a set's settings, between domain and protobuf, both ways."""

from typing import Any

from twinhelm.admin.v1 import set_service_pb2 as set_pb
from twinhelm.admin.v1 import status_pb2 as pb
from twinhelm.local.v1 import replicator_service_pb2 as local_pb
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.config.set_changes import SetChange
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode
from twinhelm_node.domain.verification import OrphanPolicy

_FIELDS = (
    "quota_bytes", "limit_bytes", "used_bytes", "floor_bytes", "free_bytes", "delayed_writes", "delay_total_s", "delay_longest_s",
    "held_now", "changed_paths", "degraded", "waiting_fsyncs",
)  # fmt: skip
_LEFT_OUT: Any = 0


def fill_to_proto(fill: QueueFill) -> pb.QueueFill:
    """Translate for consoles."""
    return pb.QueueFill(
        **{field: getattr(fill, field) for field in _FIELDS},
        delays=fill.delays,
        policy=to_enum(pb.QueuePolicy, "QUEUE_POLICY", fill.policy),
        when_away=to_enum(pb.WhenAway, "WHEN_AWAY", fill.when_away),
        alarm=to_enum(pb.FillAlarm, "FILL_ALARM", fill.alarm),
        time_to_full_s=fill.time_to_full_s or 0.0,
        filling=fill.time_to_full_s is not None,
        durability=to_enum(pb.Durability, "DURABILITY", fill.durability),
    )


def fill_from_proto(message: pb.QueueFill) -> QueueFill:
    """Translate back; an older server says nothing."""
    return QueueFill(
        **{field: getattr(message, field) for field in _FIELDS},
        delays=tuple(message.delays),
        policy=from_enum(pb.QueuePolicy, "QUEUE_POLICY", message.policy, QueuePolicy, QueuePolicy.DEGRADE),
        when_away=from_enum(pb.WhenAway, "WHEN_AWAY", message.when_away, WhenAway, WhenAway.CONTINUE),
        alarm=from_enum(pb.FillAlarm, "FILL_ALARM", message.alarm, FillAlarm, FillAlarm.NORMAL),
        time_to_full_s=message.time_to_full_s if message.filling else None,
        durability=from_enum(pb.Durability, "DURABILITY", message.durability, Durability, Durability.ASYNC),
    )


def fill_to_local(fill: QueueFill) -> local_pb.QueueFill:
    """Translate for control on the same server."""
    return local_pb.QueueFill(
        **{field: getattr(fill, field) for field in _FIELDS},
        delays=fill.delays,
        policy=fill.policy.value,
        when_away=fill.when_away.value,
        alarm=fill.alarm.value,
        time_to_full_s=fill.time_to_full_s,
        durability=fill.durability.value,
    )


def fill_from_local(message: local_pb.QueueFill) -> QueueFill:
    """Translate back."""
    return QueueFill(
        **{field: getattr(message, field) for field in _FIELDS},
        delays=tuple(message.delays),
        policy=QueuePolicy(message.policy or QueuePolicy.DEGRADE),
        when_away=WhenAway(message.when_away or WhenAway.CONTINUE),
        alarm=FillAlarm(message.alarm or FillAlarm.NORMAL),
        time_to_full_s=message.time_to_full_s if message.HasField("time_to_full_s") else None,
        durability=Durability(message.durability or Durability.ASYNC),
    )


def change_from_proto(message: set_pb.ChangeSetRequest) -> SetChange:
    """What a request wants to change; what is left out stays."""
    return SetChange(
        mode=from_enum(pb.ReplicationMode, "REPLICATION_MODE", message.mode, Mode) if message.mode else None,
        when_full=from_enum(pb.QueuePolicy, "QUEUE_POLICY", message.when_full, QueuePolicy) if message.when_full else None,
        when_away=from_enum(pb.WhenAway, "WHEN_AWAY", message.when_away, WhenAway) if message.when_away else None,
        quota_bytes=message.quota_bytes if message.HasField("quota_bytes") else None,
        floor_bytes=message.floor_bytes if message.HasField("floor_bytes") else None,
        check_rate_bytes_per_s=message.check_rate_bytes_per_s if message.HasField("check_rate_bytes_per_s") else None,
        orphans=from_enum(set_pb.OrphanPolicy, "ORPHAN_POLICY", message.orphans, OrphanPolicy) if message.orphans else None,
        orphan_days=message.orphan_days if message.HasField("orphan_days") else None,
        orphan_bytes=message.orphan_bytes if message.HasField("orphan_bytes") else None,
        compression=from_enum(pb.Compression, "COMPRESSION", message.compression, Compression) if message.compression else None,
        bandwidth=message.bandwidth if message.HasField("bandwidth") else None,
    )


def change_to_proto(name: str, change: SetChange, request_id: str) -> set_pb.ChangeSetRequest:
    """The request that asks for a change."""
    return set_pb.ChangeSetRequest(
        name=name,
        mode=to_enum(pb.ReplicationMode, "REPLICATION_MODE", change.mode) if change.mode is not None else _LEFT_OUT,
        when_full=to_enum(pb.QueuePolicy, "QUEUE_POLICY", change.when_full) if change.when_full is not None else _LEFT_OUT,
        when_away=to_enum(pb.WhenAway, "WHEN_AWAY", change.when_away) if change.when_away is not None else _LEFT_OUT,
        quota_bytes=change.quota_bytes,
        floor_bytes=change.floor_bytes,
        check_rate_bytes_per_s=change.check_rate_bytes_per_s,
        orphans=to_enum(set_pb.OrphanPolicy, "ORPHAN_POLICY", change.orphans) if change.orphans is not None else _LEFT_OUT,
        orphan_days=change.orphan_days,
        orphan_bytes=change.orphan_bytes,
        compression=to_enum(pb.Compression, "COMPRESSION", change.compression) if change.compression is not None else _LEFT_OUT,
        bandwidth=change.bandwidth,
        request_id=request_id,
    )
