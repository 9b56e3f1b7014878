"""Operations between domain.operations and admin/v1/operation.proto, both ways."""

from twinhelm.admin.v1 import operation_pb2 as pb
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.api.translate_time import nanoseconds, timestamp
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState


def operation_to_proto(operation: Operation) -> pb.Operation:
    """Translate an operation with its phases."""
    return pb.Operation(
        id=operation.id,
        kind=to_enum(pb.OperationKind, "OPERATION_KIND", operation.kind),
        state=to_enum(pb.OperationState, "OPERATION_STATE", operation.state),
        phases=[
            pb.Phase(
                name=phase.name,
                server=phase.server,
                state=to_enum(pb.PhaseState, "PHASE_STATE", phase.state),
                elapsed_s=phase.elapsed_s,
                detail=phase.detail,
            )
            for phase in operation.phases
        ],
        reason=operation.reason,
        error=operation.error,
        started_at=timestamp(operation.started_ns),
        elapsed_s=operation.elapsed_s,
        from_server=operation.from_server,
        to_server=operation.to_server,
        generation=operation.generation,
        cancellable=operation.cancellable,
    )


def operation_from_proto(operation: pb.Operation) -> Operation:
    """Translate an operation back."""
    return Operation(
        id=operation.id,
        kind=from_enum(pb.OperationKind, "OPERATION_KIND", operation.kind, OperationKind),
        state=from_enum(pb.OperationState, "OPERATION_STATE", operation.state, OperationState),
        phases=tuple(
            Phase(
                phase.name,
                phase.server,
                from_enum(pb.PhaseState, "PHASE_STATE", phase.state, PhaseState),
                phase.elapsed_s,
                phase.detail,
            )
            for phase in operation.phases
        ),
        reason=operation.reason,
        from_server=operation.from_server,
        to_server=operation.to_server,
        generation=operation.generation,
        started_ns=nanoseconds(operation.started_at),
        elapsed_s=operation.elapsed_s,
        error=operation.error,
        cancellable=operation.cancellable,
    )
