"""Between heartbeat messages and values."""

from enum import StrEnum
from typing import TypeVar

from twinhelm.peer.v1 import heartbeat_service_pb2 as pb
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, QueueStatus, SetState, SetStatus, SystemFigures
from twinhelm_node.failover.beat import Beat, ServerReport

Word = TypeVar("Word", bound=StrEnum)


def to_proto(beat: Beat, link: str) -> pb.Heartbeat:
    """Return the message for one link."""
    return pb.Heartbeat(
        pair_id=beat.pair_id,
        server_name=beat.server_name,
        identity=beat.identity.value,
        role=beat.role.value,
        generation=beat.generation,
        active_generation=beat.active_generation,
        generation_known=beat.generation_known,
        boot_id=beat.boot_id,
        link=link,
        beat=beat.number,
        replicator_alive=beat.replicator_alive,
        ready_to_promote=beat.ready_to_promote,
        not_ready_reason=beat.not_ready_reason,
        configuration_version=beat.configuration_version,
        status=_report_to_proto(beat.report).SerializeToString(),
    )


def from_proto(message: pb.Heartbeat) -> Beat:
    """Return the values of a message; raises InvalidInput for words this version does not know."""
    return Beat(
        pair_id=message.pair_id,
        server_name=message.server_name,
        identity=_word(Identity, message.identity),
        role=_word(Role, message.role),
        generation=message.generation,
        active_generation=message.active_generation,
        generation_known=message.generation_known,
        boot_id=message.boot_id,
        number=message.beat,
        replicator_alive=message.replicator_alive,
        ready_to_promote=message.ready_to_promote,
        not_ready_reason=message.not_ready_reason,
        configuration_version=message.configuration_version,
        report=_report_from_proto(pb.ServerReport.FromString(message.status)),
    )


def _word(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError:
        raise InvalidInput(f"a heartbeat says {text!r}, which this version does not know; update Twinhelm on both servers") from None


def _report_to_proto(report: ServerReport) -> pb.ServerReport:
    system = report.system
    return pb.ServerReport(
        version=report.version,
        silent=report.silent,
        processor_ratio=system.processor_ratio,
        memory_used_bytes=system.memory_used_bytes,
        memory_total_bytes=system.memory_total_bytes,
        disk_used_bytes=system.disk_used_bytes,
        disk_total_bytes=system.disk_total_bytes,
        disk_path=system.disk_path,
        sets=[_set_to_proto(one) for one in report.sets],
        applications=[pb.ApplicationReport(name=one.name, state=one.state.value, detail=one.detail) for one in report.applications],
        operations=[_operation_to_proto(one) for one in report.operations],
    )


def _report_from_proto(message: pb.ServerReport) -> ServerReport:
    return ServerReport(
        version=message.version,
        silent=message.silent,
        system=SystemFigures(
            processor_ratio=message.processor_ratio,
            memory_used_bytes=message.memory_used_bytes,
            memory_total_bytes=message.memory_total_bytes,
            disk_used_bytes=message.disk_used_bytes,
            disk_total_bytes=message.disk_total_bytes,
            disk_path=message.disk_path,
        ),
        sets=tuple(_set_from_proto(one) for one in message.sets),
        applications=tuple(ApplicationStatus(one.name, _word(ApplicationState, one.state), one.detail) for one in message.applications),
        operations=tuple(_operation_from_proto(one) for one in message.operations),
    )


def _set_to_proto(one: SetStatus) -> pb.SetReport:
    return pb.SetReport(
        name=one.name,
        state=one.state.value,
        detail=one.detail,
        safe_entries=one.safe_queue.entries,
        safe_bytes=one.safe_queue.bytes,
        safe_oldest_age_s=one.safe_queue.oldest_age_s,
        durable_sequence=one.acknowledged_sequence,
        applied_sequence=one.applied_sequence,
        applied_bytes_per_s=one.applied_bytes_per_s,
        unsafe_entries=one.unsafe_queue.entries,
        unsafe_bytes=one.unsafe_queue.bytes,
        unsafe_oldest_age_s=one.unsafe_queue.oldest_age_s,
        captured_sequence=one.captured_sequence,
    )


def _set_from_proto(one: pb.SetReport) -> SetStatus:
    return SetStatus(
        name=one.name,
        path="",
        state=_word(SetState, one.state),
        detail=one.detail,
        unsafe_queue=QueueStatus(one.unsafe_entries, one.unsafe_bytes, one.unsafe_oldest_age_s),
        safe_queue=QueueStatus(one.safe_entries, one.safe_bytes, one.safe_oldest_age_s),
        captured_sequence=one.captured_sequence,
        acknowledged_sequence=one.durable_sequence,
        applied_sequence=one.applied_sequence,
        applied_bytes_per_s=one.applied_bytes_per_s,
    )


def _operation_to_proto(one: Operation) -> pb.OperationReport:
    return pb.OperationReport(
        id=one.id,
        kind=one.kind.value,
        state=one.state.value,
        reason=one.reason,
        error=one.error,
        from_server=one.from_server,
        to_server=one.to_server,
        generation=one.generation,
        started_ns=one.started_ns,
        elapsed_s=one.elapsed_s,
        cancellable=one.cancellable,
        phases=[
            pb.PhaseReport(name=phase.name, server=phase.server, state=phase.state.value, elapsed_s=phase.elapsed_s, detail=phase.detail)
            for phase in one.phases
        ],
    )


def _operation_from_proto(one: pb.OperationReport) -> Operation:
    return Operation(
        id=one.id,
        kind=_word(OperationKind, one.kind),
        state=_word(OperationState, one.state),
        phases=tuple(
            Phase(phase.name, phase.server, _word(PhaseState, phase.state), phase.elapsed_s, phase.detail) for phase in one.phases
        ),
        reason=one.reason,
        from_server=one.from_server,
        to_server=one.to_server,
        generation=one.generation,
        started_ns=one.started_ns,
        elapsed_s=one.elapsed_s,
        error=one.error,
        cancellable=one.cancellable,
    )
