"""Between the messages of local.v1.ReplicatorService and domain values."""

from collections.abc import Iterable

from twinhelm.local.v1 import replicator_service_pb2 as pb
from twinhelm_node.api.translate_economy import economy_from_local, economy_to_local
from twinhelm_node.api.translate_fill import fill_from_local, fill_to_local
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import DEFAULT_FLOOR_BYTES, DEFAULT_QUOTA_BYTES, ProtectedSet
from twinhelm_node.domain.ports_replicator import ChannelPath
from twinhelm_node.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode, QueueStatus, ReplicatorStatus, SetState, SetStatus
from twinhelm_node.domain.verification import OrphanPolicy

_SET_FIELDS = (
    "name", "path", "detail", "captured_sequence", "acknowledged_sequence", "applied_sequence", "captured_bytes_per_s", "sent_bytes_per_s",
    "applied_bytes_per_s", "raw_bytes_total", "sent_bytes_total", "channel_connected", "check_progress_ratio", "generation",
    "check_visited_objects", "check_compared_bytes", "check_sent_bytes",
)  # fmt: skip


def sets_to_message(sets: Iterable[ProtectedSet]) -> list[pb.SetSpecification]:
    """Values to messages."""
    return [
        pb.SetSpecification(
            name=one.name,
            path=one.path,
            include=one.include,
            exclude=one.exclude,
            mode=one.mode.value,
            quota_bytes=one.quota_bytes,
            when_full=one.when_full.value,
            when_away=one.when_away.value,
            floor_bytes=one.floor_bytes,
            check_rate_bytes_per_s=one.check_rate_bytes_per_s,
            orphans=one.orphans.value,
            compression=one.compression.value,
            bandwidth=one.bandwidth,
        )
        for one in sets
    ]


def sets_from_message(messages: Iterable[pb.SetSpecification]) -> tuple[ProtectedSet, ...]:
    """Messages to values. Raises InvalidInput."""
    sets = []
    for message in messages:
        try:
            mode = Mode(message.mode or "async")
        except ValueError:
            raise InvalidInput(f"The set {message.name} has the mode {message.mode}; use async or durable.", "BAD_MODE") from None
        try:
            when_full, when_away = QueuePolicy(message.when_full or "degrade"), WhenAway(message.when_away or "continue")
        except ValueError:
            said = f"{message.when_full or 'degrade'} and {message.when_away or 'continue'}"
            raise InvalidInput(
                f"The set {message.name} says {said}; use throttle or degrade, and continue or stall.", "BAD_POLICY"
            ) from None
        if not message.name or not message.path.startswith("/"):
            raise InvalidInput(f"The set {message.name or '(no name)'} needs a name and an absolute path.", "BAD_SET")
        sets.append(
            ProtectedSet(
                message.name,
                message.path,
                tuple(message.include),
                tuple(message.exclude),
                mode,
                message.quota_bytes or DEFAULT_QUOTA_BYTES,
                when_full,
                when_away,
                message.floor_bytes if message.HasField("floor_bytes") else DEFAULT_FLOOR_BYTES,
                message.check_rate_bytes_per_s,
                OrphanPolicy(message.orphans) if message.orphans in tuple(OrphanPolicy) else OrphanPolicy.QUARANTINE,
                compression=Compression(message.compression) if message.compression in tuple(Compression) else Compression.AUTO,
                bandwidth=message.bandwidth,
            )
        )
    return tuple(sets)


def paths_to_message(paths: Iterable[ChannelPath]) -> list[pb.ChannelPath]:
    """Values to messages."""
    return [
        pb.ChannelPath(
            link=path.link, local_address=path.local_address, peer_address=path.peer_address, port=path.port, bandwidth=path.bandwidth
        )
        for path in paths
    ]


def paths_from_message(messages: Iterable[pb.ChannelPath]) -> tuple[ChannelPath, ...]:
    """Messages to values."""
    return tuple(
        ChannelPath(message.link, message.local_address, message.peer_address, message.port, message.bandwidth) for message in messages
    )


def status_to_message(status: ReplicatorStatus) -> pb.ReplicatorStatus:
    """Value to message."""
    return pb.ReplicatorStatus(
        side=status.side,
        generation=status.generation,
        sets=[
            pb.SetStatus(
                state=one.state.value,
                mode=one.mode.value,
                unsafe_queue=_queue_to_message(one.unsafe_queue),
                safe_queue=_queue_to_message(one.safe_queue),
                fill=fill_to_local(one.fill),
                economy=economy_to_local(one.economy),
                **{field: getattr(one, field) for field in _SET_FIELDS},
            )
            for one in status.sets
        ],
    )


def status_from_message(message: pb.ReplicatorStatus) -> ReplicatorStatus:
    """Message to value."""
    return ReplicatorStatus(
        message.side,
        message.generation,
        tuple(
            SetStatus(
                state=SetState(one.state),
                mode=Mode(one.mode),
                unsafe_queue=_queue_from_message(one.unsafe_queue),
                safe_queue=_queue_from_message(one.safe_queue),
                fill=fill_from_local(one.fill),
                economy=economy_from_local(one),
                **{field: getattr(one, field) for field in _SET_FIELDS},
            )
            for one in message.sets
        ),
    )


def _queue_to_message(queue: QueueStatus) -> pb.QueueStatus:
    return pb.QueueStatus(entries=queue.entries, bytes=queue.bytes, oldest_age_s=queue.oldest_age_s)


def _queue_from_message(message: pb.QueueStatus) -> QueueStatus:
    return QueueStatus(message.entries, message.bytes, message.oldest_age_s)
