"""Protected sets, applications, tokens and divergences: between protobuf messages and the console's values."""

from twinhelm.admin.v1 import application_service_pb2, pairing_service_pb2, set_service_pb2, status_pb2
from twinhelm_client.domain.pair import Mode
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
from twinhelm_client.rpc.translate import check
from twinhelm_client.rpc.translate_fill import POLICIES, WHEN_AWAY, policy, when_away

_MODES = {Mode.ASYNC: status_pb2.REPLICATION_MODE_ASYNC, Mode.DURABLE: status_pb2.REPLICATION_MODE_DURABLE}


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
    )


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
    )


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
