"""Protected sets, users and events between domain and admin/v1, both ways."""

from twinhelm.admin.v1 import event_service_pb2 as event_pb
from twinhelm.admin.v1 import set_service_pb2 as set_pb
from twinhelm.admin.v1 import status_pb2
from twinhelm.admin.v1 import user_service_pb2 as user_pb
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.api.translate_time import nanoseconds, timestamp
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.events import Event, Severity
from twinhelm_node.domain.pair import (
    DEFAULT_FLOOR_BYTES,
    DEFAULT_ORPHAN_DAYS,
    DEFAULT_QUOTA_BYTES,
    AccessToken,
    ProtectedSet,
    User,
    UserRole,
)
from twinhelm_node.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode
from twinhelm_node.domain.verification import OrphanPolicy


def set_to_proto(one: ProtectedSet) -> set_pb.ProtectedSet:
    """Translate a protected set."""
    return set_pb.ProtectedSet(
        name=one.name,
        path=one.path,
        include=one.include,
        exclude=one.exclude,
        mode=to_enum(status_pb2.ReplicationMode, "REPLICATION_MODE", one.mode),
        quota_bytes=one.quota_bytes,
        when_full=to_enum(status_pb2.QueuePolicy, "QUEUE_POLICY", one.when_full),
        when_away=to_enum(status_pb2.WhenAway, "WHEN_AWAY", one.when_away),
        floor_bytes=one.floor_bytes,
        check_rate_bytes_per_s=one.check_rate_bytes_per_s,
        orphans=to_enum(set_pb.OrphanPolicy, "ORPHAN_POLICY", one.orphans),
        orphan_days=one.orphan_days,
        orphan_bytes=one.orphan_bytes,
        compression=to_enum(status_pb2.Compression, "COMPRESSION", one.compression),
        bandwidth=one.bandwidth,
    )


def set_from_proto(one: set_pb.ProtectedSet) -> ProtectedSet:
    """Translate a protected set back; what is left out becomes the default."""
    return ProtectedSet(
        name=one.name,
        path=one.path,
        include=tuple(one.include),
        exclude=tuple(one.exclude),
        mode=from_enum(status_pb2.ReplicationMode, "REPLICATION_MODE", one.mode, Mode, Mode.ASYNC),
        quota_bytes=one.quota_bytes or DEFAULT_QUOTA_BYTES,
        when_full=from_enum(status_pb2.QueuePolicy, "QUEUE_POLICY", one.when_full, QueuePolicy, QueuePolicy.DEGRADE),
        when_away=from_enum(status_pb2.WhenAway, "WHEN_AWAY", one.when_away, WhenAway, WhenAway.CONTINUE),
        floor_bytes=one.floor_bytes if one.HasField("floor_bytes") else DEFAULT_FLOOR_BYTES,
        check_rate_bytes_per_s=one.check_rate_bytes_per_s,
        orphans=from_enum(set_pb.OrphanPolicy, "ORPHAN_POLICY", one.orphans, OrphanPolicy, OrphanPolicy.QUARANTINE),
        orphan_days=one.orphan_days if one.HasField("orphan_days") else DEFAULT_ORPHAN_DAYS,
        orphan_bytes=one.orphan_bytes,
        compression=from_enum(status_pb2.Compression, "COMPRESSION", one.compression, Compression, Compression.AUTO),
        bandwidth=one.bandwidth,
    )


def user_to_proto(user: User) -> user_pb.User:
    """Translate a user; the password hash never leaves the server."""
    return user_pb.User(name=user.name, role=to_enum(user_pb.UserRole, "USER_ROLE", user.role))


def user_from_proto(user: user_pb.User) -> User:
    """Translate a user back, without password hash."""
    return User(user.name, from_enum(user_pb.UserRole, "USER_ROLE", user.role, UserRole), "")


def access_token_to_proto(token: AccessToken) -> user_pb.AccessToken:
    """Translate what may be told of a token; the hash of its secret never leaves the server."""
    return user_pb.AccessToken(id=token.id, user=token.user, issued_at=timestamp(token.issued_ns), expires_at=timestamp(token.expires_ns))


def access_token_from_proto(token: user_pb.AccessToken) -> AccessToken:
    """Translate it back, without the hash."""
    return AccessToken(token.id, token.user, "", nanoseconds(token.issued_at), nanoseconds(token.expires_at))


def event_to_proto(event: Event) -> event_pb.Event:
    """Translate an event."""
    return event_pb.Event(
        cursor=event.cursor,
        at=timestamp(event.at_ns),
        server=event.server,
        severity=to_enum(event_pb.Severity, "SEVERITY", event.severity),
        kind=event.kind,
        sentence=event.sentence,
        generation=event.generation,
        user=event.user,
    )


def event_from_proto(event: event_pb.Event) -> Event:
    """Translate an event back."""
    return Event(
        cursor=event.cursor,
        at_ns=nanoseconds(event.at),
        server=event.server,
        severity=from_enum(event_pb.Severity, "SEVERITY", event.severity, Severity),
        kind=event.kind,
        sentence=event.sentence,
        generation=event.generation,
        user=event.user,
    )
