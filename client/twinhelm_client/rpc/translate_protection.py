"""Protected sets, applications, tokens and divergences: between protobuf messages and the console's values."""

from collections.abc import Mapping
from typing import TypeVar

from twinhelm.admin.v1 import application_service_pb2, pairing_service_pb2, set_service_pb2, status_pb2
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.pair import Compression, Mode
from twinhelm_client.domain.protection import (
    ApplicationDefinition,
    DefinitionParameter,
    Divergence,
    Divergences,
    JoinToken,
    ProtectedSet,
    SetChecks,
)
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.rpc.translate import check
from twinhelm_client.rpc.translate_fill import POLICIES, WHEN_AWAY, policy, when_away

K = TypeVar("K")
V = TypeVar("V", bound=int)
_MODES = {Mode.ASYNC: status_pb2.REPLICATION_MODE_ASYNC, Mode.DURABLE: status_pb2.REPLICATION_MODE_DURABLE}
_COMPRESSIONS = {
    Compression.AUTO: status_pb2.COMPRESSION_AUTO,
    Compression.OFF: status_pb2.COMPRESSION_OFF,
    Compression.FAST: status_pb2.COMPRESSION_FAST,
    Compression.STRONG: status_pb2.COMPRESSION_STRONG,
}
_ORPHANS = {
    OrphanPolicy.REPORT: set_service_pb2.ORPHAN_POLICY_REPORT,
    OrphanPolicy.QUARANTINE: set_service_pb2.ORPHAN_POLICY_QUARANTINE,
    OrphanPolicy.DELETE: set_service_pb2.ORPHAN_POLICY_DELETE,
}


def set_to_proto(one: ProtectedSet) -> set_service_pb2.ProtectedSet:
    """Translate a set that is asked for."""
    mode = _MODES.get(one.mode, status_pb2.REPLICATION_MODE_UNSPECIFIED)
    return set_service_pb2.ProtectedSet(
        name=one.name,
        path=one.path,
        include=one.include,
        exclude=one.exclude,
        mode=mode,
        quota_bytes=one.quota_bytes,
        when_full=POLICIES.get(one.when_full, status_pb2.QUEUE_POLICY_UNSPECIFIED),
        when_away=WHEN_AWAY.get(one.when_away, status_pb2.WHEN_AWAY_UNSPECIFIED),
        floor_bytes=one.floor_bytes,
        check_rate_bytes_per_s=one.check_rate_bytes_per_s,
        orphans=_ORPHANS.get(one.orphans, set_service_pb2.ORPHAN_POLICY_UNSPECIFIED),
        orphan_days=one.orphan_days,
        orphan_bytes=one.orphan_bytes,
        compression=_COMPRESSIONS.get(one.compression, status_pb2.COMPRESSION_UNSPECIFIED),
        bandwidth=one.bandwidth,
    )


def change_to_proto(name: str, change: SetChange, request_id: str) -> set_service_pb2.ChangeSetRequest:
    """Translate what is to change; what is None is left out and stays."""
    request = set_service_pb2.ChangeSetRequest(name=name, request_id=request_id)
    if change.mode is not None:
        request.mode = _MODES[change.mode]
    if change.when_full is not None:
        request.when_full = POLICIES[change.when_full]
    if change.when_away is not None:
        request.when_away = WHEN_AWAY[change.when_away]
    if change.orphans is not None:
        request.orphans = _ORPHANS[change.orphans]
    if change.compression is not None:
        request.compression = _COMPRESSIONS[change.compression]
    for field in ("quota_bytes", "floor_bytes", "check_rate_bytes_per_s", "orphan_days", "orphan_bytes", "bandwidth"):
        if (value := getattr(change, field)) is not None:
            setattr(request, field, value)
    return request


def protected_set(message: set_service_pb2.ProtectedSet) -> ProtectedSet:
    """Translate a set."""
    mode = Mode.DURABLE if message.mode == status_pb2.REPLICATION_MODE_DURABLE else Mode.ASYNC
    full, away = policy(message.when_full), when_away(message.when_away)
    return ProtectedSet(
        message.name,
        message.path,
        tuple(message.include),
        tuple(message.exclude),
        mode,
        message.quota_bytes,
        full if full is not QueuePolicy.UNKNOWN else QueuePolicy.DEGRADE,
        away if away is not WhenAway.UNKNOWN else WhenAway.CONTINUE,
        message.floor_bytes if message.HasField("floor_bytes") else None,
        message.check_rate_bytes_per_s,
        _key(_ORPHANS, message.orphans, OrphanPolicy.UNKNOWN if message.orphans else OrphanPolicy.QUARANTINE),
        message.orphan_days if message.HasField("orphan_days") else None,
        message.orphan_bytes,
        _key(_COMPRESSIONS, message.compression, Compression.UNKNOWN if message.compression else Compression.AUTO),
        message.bandwidth,
    )


def _key(table: Mapping[K, V], value: int, otherwise: K) -> K:
    """Return what stands for this number; a number of a newer server, or none at all, becomes `otherwise`."""
    return next((key for key, number in table.items() if number == value), otherwise)


def set_checks(message: set_service_pb2.CheckSetResponse) -> SetChecks:
    """Translate the answer to CheckSet."""
    return SetChecks(message.ready, tuple(check(one) for one in message.checks))


def definition(message: application_service_pb2.ApplicationDefinition) -> ApplicationDefinition:
    """Translate a definition."""
    parameters = tuple(DefinitionParameter(p.name, p.default_value, tuple(p.required_by), tuple(p.used_by)) for p in message.parameters)
    return ApplicationDefinition(
        message.name, message.description, parameters, tuple(message.drivers), message.default_driver, tuple(message.exclude)
    )


def join_token(message: pairing_service_pb2.CreateJoinTokenResponse) -> JoinToken:
    """Translate a token."""
    at_s = message.expires_at.seconds + message.expires_at.nanos / 1e9
    return JoinToken(message.token, at_s, tuple(message.addresses))


def divergences(message: set_service_pb2.ListDivergencesResponse) -> Divergences:
    """Translate what is kept aside."""
    kept = tuple(
        Divergence(d.server, d.set_name, d.generation, d.entries, tuple(d.paths), d.paths_total, d.folder) for d in message.divergences
    )
    return Divergences(kept, tuple(message.not_answering))
