"""The low bandwidth module's figures between domain.economy and the messages of the local and the admin API."""

from twinhelm.admin.v1 import status_pb2 as admin_pb
from twinhelm.local.v1 import replicator_service_pb2 as local_pb
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.domain.economy import Compression, EconomyStatus, Level

_FIGURES = ("reason", "saved_ratio", "processor_s", "link_bytes_per_s", "window_bytes", "cap_bytes_per_s", "cap")


def economy_to_local(one: EconomyStatus | None) -> local_pb.Economy | None:
    """Value to message of the local API."""
    if one is None:
        return None
    return local_pb.Economy(setting=one.setting.value, level=one.level.value, **{name: getattr(one, name) for name in _FIGURES})


def economy_from_local(message: local_pb.SetStatus) -> EconomyStatus | None:
    """The figures of a set's status on the local API; None where that server does not send."""
    if not message.HasField("economy"):
        return None
    one = message.economy
    return EconomyStatus(Compression(one.setting), Level(one.level), **{name: getattr(one, name) for name in _FIGURES})


def economy_to_admin(one: EconomyStatus | None) -> admin_pb.Economy | None:
    """Value to message of the admin API."""
    if one is None:
        return None
    return admin_pb.Economy(
        setting=to_enum(admin_pb.Compression, "COMPRESSION", one.setting),
        level=to_enum(admin_pb.Compression, "COMPRESSION", one.level),
        **{name: getattr(one, name) for name in _FIGURES},
    )


def economy_from_admin(message: admin_pb.SetStatus) -> EconomyStatus | None:
    """The figures of a set's status on the admin API; None where nobody sends."""
    if not message.HasField("economy"):
        return None
    one = message.economy
    return EconomyStatus(
        from_enum(admin_pb.Compression, "COMPRESSION", one.setting, Compression, Compression.AUTO),
        from_enum(admin_pb.Compression, "COMPRESSION", one.level, Level, Level.FAST),
        **{name: getattr(one, name) for name in _FIGURES},
    )
