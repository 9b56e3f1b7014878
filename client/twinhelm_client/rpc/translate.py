"""From protobuf messages to the console's values. Nothing beyond this file sees a message."""

from enum import StrEnum
from typing import TypeVar

from google.protobuf.timestamp_pb2 import Timestamp

from twinhelm.admin.v1 import (
    event_service_pb2,
    operation_pb2,
    queue_service_pb2,
    role_service_pb2,
    status_pb2,
    status_service_pb2,
    user_service_pb2,
)
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState, SwitchoverChecks
from twinhelm_client.domain.pair import (
    ApplicationState,
    ApplicationStatus,
    Check,
    Compression,
    ConsoleLink,
    Economy,
    Identity,
    LinkStatus,
    Mode,
    PairStatus,
    Prediction,
    QueueSample,
    QueueStatus,
    Role,
    ServerStatus,
    SetState,
    SetStatus,
    SystemFigures,
    Verdict,
)
from twinhelm_client.domain.queue_head import QueueEntry, QueueHead
from twinhelm_client.rpc.translate_fill import queue_fill

E = TypeVar("E", bound=StrEnum)


def _word(kind: type[E], name: str, prefix: str, otherwise: E) -> E:
    """Turn ROLE_ACTIVE into Role.ACTIVE; a value that a newer server invented becomes `otherwise`."""
    try:
        return kind(name.removeprefix(prefix).lower())
    except ValueError:
        return otherwise


def _name(enum: object, value: int) -> str:
    try:
        return str(enum.Name(value))  # type: ignore[attr-defined]
    except ValueError:
        return ""


def _seconds(stamp: Timestamp) -> float:
    return stamp.seconds + stamp.nanos / 1e9


def pair_status(message: status_pb2.PairStatus) -> PairStatus:
    """Translate a pair's status."""
    return PairStatus(
        pair_name=message.pair_name,
        answering_server=message.answering_server,
        taken_at_s=_seconds(message.taken_at),
        servers=tuple(_server(s) for s in message.servers),
        links=tuple(_link(link) for link in message.links),
        sets=tuple(_set(s) for s in message.sets),
        applications=tuple(_application(a) for a in message.applications),
        service_addresses=tuple(message.service_addresses),
        public_network=message.public_network,
        ready_for_switchover=message.ready_for_switchover,
        why_not=tuple(message.why_not),
        checks=tuple(check(c) for c in message.checks),
        generation=message.generation,
        active_since_s=_seconds(message.active_since),
        prediction=Prediction(
            outage_s=message.prediction.outage_s if message.prediction.outage_known else None,
            unsafe_entries_lost=message.prediction.unsafe_entries_lost,
            unsafe_bytes_lost=message.prediction.unsafe_bytes_lost,
            unsafe_age_s=message.prediction.unsafe_age_s,
        ),
        running_operation=message.running_operation,
    )


def _server(message: status_pb2.ServerStatus) -> ServerStatus:
    figures = message.system
    return ServerStatus(
        name=message.name,
        identity=_word(Identity, _name(status_pb2.Identity, message.identity), "IDENTITY_", Identity.UNKNOWN),
        role=_word(Role, _name(status_pb2.Role, message.role), "ROLE_", Role.UNKNOWN),
        generation=message.generation,
        reachable=message.reachable,
        age_s=message.age_s,
        silent=message.silent,
        replicator_alive=message.replicator_alive,
        version=message.version,
        system=SystemFigures(
            processor_ratio=figures.processor_ratio,
            memory_used_bytes=figures.memory_used_bytes,
            memory_total_bytes=figures.memory_total_bytes,
            disk_used_bytes=figures.disk_used_bytes,
            disk_total_bytes=figures.disk_total_bytes,
            disk_path=figures.disk_path,
        ),
        consoles=tuple(ConsoleLink(c.label, c.url) for c in message.consoles),
    )


def _link(message: status_pb2.LinkStatus) -> LinkStatus:
    return LinkStatus(
        name=message.name,
        up=message.up,
        round_trip_s=message.round_trip_s,
        age_s=message.age_s,
        local_address=message.local_address,
        peer_address=message.peer_address,
        carries_channel=message.carries_channel,
    )


def _queue(message: status_pb2.QueueStatus) -> QueueStatus:
    return QueueStatus(message.entries, message.bytes, message.oldest_age_s)


def _set(message: status_pb2.SetStatus) -> SetStatus:
    return SetStatus(
        name=message.name,
        path=message.path,
        state=_word(SetState, _name(status_pb2.SetState, message.state), "SET_STATE_", SetState.UNKNOWN),
        detail=message.detail,
        mode=_word(Mode, _name(status_pb2.ReplicationMode, message.mode), "REPLICATION_MODE_", Mode.UNKNOWN),
        unsafe_queue=_queue(message.unsafe_queue),
        safe_queue=_queue(message.safe_queue),
        captured_sequence=message.captured_sequence,
        acknowledged_sequence=message.acknowledged_sequence,
        applied_sequence=message.applied_sequence,
        captured_bytes_per_s=message.captured_bytes_per_s,
        sent_bytes_per_s=message.sent_bytes_per_s,
        applied_bytes_per_s=message.applied_bytes_per_s,
        raw_bytes_total=message.raw_bytes_total,
        sent_bytes_total=message.sent_bytes_total,
        channel_connected=message.channel_connected,
        age_s=message.age_s,
        check_progress_ratio=message.check_progress_ratio,
        economy=_economy(message.economy) if message.HasField("economy") else None,
        fill=queue_fill(message.fill),
    )


def _economy(message: status_pb2.Economy) -> Economy:
    return Economy(
        _word(Compression, _name(status_pb2.Compression, message.setting), "COMPRESSION_", Compression.UNKNOWN),
        _word(Compression, _name(status_pb2.Compression, message.level), "COMPRESSION_", Compression.UNKNOWN),
        message.reason, message.processor_s, message.link_bytes_per_s, message.cap_bytes_per_s, message.cap,
    )  # fmt: skip


def _application(message: status_pb2.ApplicationStatus) -> ApplicationStatus:
    state = _word(ApplicationState, _name(status_pb2.ApplicationState, message.state), "APPLICATION_STATE_", ApplicationState.UNKNOWN)
    return ApplicationStatus(message.name, message.server, state, message.as_it_should_be, message.detail, message.age_s)


def check(message: status_pb2.Check) -> Check:
    """Translate one check."""
    return Check(message.name, _word(Verdict, _name(status_pb2.Verdict, message.verdict), "VERDICT_", Verdict.UNKNOWN), message.sentence)


def queue_sample(message: status_service_pb2.QueueSample) -> QueueSample:
    """Translate one sample of the queues."""
    return QueueSample(
        _seconds(message.at),
        _queue(message.unsafe_queue),
        _queue(message.safe_queue),
        message.captured_bytes_per_s,
        message.sent_bytes_per_s,
        message.applied_bytes_per_s,
    )


def queue_head(message: queue_service_pb2.ListQueueHeadResponse) -> QueueHead:
    """Translate the head of a queue."""
    return QueueHead(
        message.server,
        tuple(QueueEntry(e.sequence, e.generation, e.kind, e.path, e.other_path, e.size_bytes, e.age_s, e.copied) for e in message.entries),
    )


def event(message: event_service_pb2.Event) -> Event:
    """Translate one event."""
    severity = _word(Severity, _name(event_service_pb2.Severity, message.severity), "SEVERITY_", Severity.INFO)
    at_s = _seconds(message.at)
    return Event(message.cursor, at_s, message.server, severity, message.kind, message.sentence, message.generation, message.user)


def operation(message: operation_pb2.Operation) -> Operation:
    """Translate an operation."""
    return Operation(
        id=message.id,
        kind=_word(OperationKind, _name(operation_pb2.OperationKind, message.kind), "OPERATION_KIND_", OperationKind.UNKNOWN),
        state=_word(OperationState, _name(operation_pb2.OperationState, message.state), "OPERATION_STATE_", OperationState.UNKNOWN),
        phases=tuple(_phase(p) for p in message.phases),
        reason=message.reason,
        error=message.error,
        started_at_s=_seconds(message.started_at),
        elapsed_s=message.elapsed_s,
        from_server=message.from_server,
        to_server=message.to_server,
        generation=message.generation,
        cancellable=message.cancellable,
    )


def _phase(message: operation_pb2.Phase) -> Phase:
    state = _word(PhaseState, _name(operation_pb2.PhaseState, message.state), "PHASE_STATE_", PhaseState.UNKNOWN)
    return Phase(message.name, message.server, state, message.elapsed_s, message.detail)


def switchover_checks(message: role_service_pb2.CheckSwitchoverResponse) -> SwitchoverChecks:
    """Translate the answer to CheckSwitchover."""
    return SwitchoverChecks(message.ready, tuple(check(c) for c in message.checks), message.from_server, message.to_server)


def user_role(value: int) -> str:
    """Return the role of a user as a word: "operator"."""
    return _name(user_service_pb2.UserRole, value).removeprefix("USER_ROLE_").lower()
