"""The one mapping between errors and gRPC: class → status, reason → `google.rpc.ErrorInfo`, and back again at the caller."""

from typing import Any

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from twinhelm_node.domain.errors import (
    AlreadyExists,
    DataError,
    Forbidden,
    InvalidInput,
    NotFound,
    NotReady,
    TwinhelmError,
    Unauthenticated,
    Unreachable,
)

DOMAIN = "twinhelm"
DETAILS_KEY = "grpc-status-details-bin"

_CODES: tuple[tuple[type[TwinhelmError], grpc.StatusCode], ...] = (
    (InvalidInput, grpc.StatusCode.INVALID_ARGUMENT),
    (NotReady, grpc.StatusCode.FAILED_PRECONDITION),
    (NotFound, grpc.StatusCode.NOT_FOUND),
    (AlreadyExists, grpc.StatusCode.ALREADY_EXISTS),
    (Unauthenticated, grpc.StatusCode.UNAUTHENTICATED),
    (Forbidden, grpc.StatusCode.PERMISSION_DENIED),
    (DataError, grpc.StatusCode.DATA_LOSS),
    (Unreachable, grpc.StatusCode.UNAVAILABLE),
)
_CLASSES = {code: kind for kind, code in _CODES}
# What gRPC says by itself when a connection breaks at a bad moment.
BROKEN = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN})


def status_code(error: TwinhelmError) -> grpc.StatusCode:
    """Return the gRPC status of an error; INTERNAL for a class without one of its own."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), grpc.StatusCode.INTERNAL)


def details(error: TwinhelmError) -> tuple[tuple[str, bytes], ...]:
    """Return the trailing metadata that carries the reason (google.rpc.Status with one ErrorInfo)."""
    status = status_pb2.Status(code=status_code(error).value[0], message=str(error))
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN))
    return ((DETAILS_KEY, status.SerializeToString()),)


def from_rpc_error(error: grpc.RpcError, server: str) -> TwinhelmError:
    """Turn what a gRPC call raised (synchronous or asyncio) into the error that the server meant. `server` is for the sentence."""
    told = told_by_server(error)
    if told is not None:
        return told
    call: Any = error  # the RpcError of a finished call is also the call
    code: grpc.StatusCode = call.code()
    if code is grpc.StatusCode.UNAVAILABLE:
        return Unreachable(f"{server} does not answer; check that twinhelm-control runs there and that the address is right")
    if code is grpc.StatusCode.DEADLINE_EXCEEDED:
        return Unreachable(f"{server} did not answer in time; try again or ask the other server", "DEADLINE_EXCEEDED")
    if code is grpc.StatusCode.CANCELLED:
        return Unreachable(f"{server} ended the connection; try again", "CANCELLED")
    if code is grpc.StatusCode.UNIMPLEMENTED:
        return InvalidInput(f"{server} does not know this call; update Twinhelm there", "UNIMPLEMENTED")
    if code is grpc.StatusCode.RESOURCE_EXHAUSTED:
        return InvalidInput(f"{server} refused the message because of its size; make the request smaller", "TOO_LARGE")
    if code in BROKEN:
        return Unreachable(f"the connection to {server} was interrupted; try again", code.name)
    return _CLASSES.get(code, TwinhelmError)(f"{server} answered with {code.name}; look into its log (journalctl)", code.name)


def told_by_server(error: grpc.RpcError) -> TwinhelmError | None:
    """Return what a server of ours meant. None: gRPC speaks for itself, and its words ("Internal error from Core") are for nobody."""
    call: Any = error
    reason = _reason(call)
    return _CLASSES.get(call.code(), TwinhelmError)(call.details() or "", reason) if reason is not None else None


def _reason(call: Any) -> str | None:
    for key, value in call.trailing_metadata() or ():
        if key != DETAILS_KEY:
            continue
        try:
            status = status_pb2.Status.FromString(value)
            for detail in status.details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info) and info.domain == DOMAIN:
                    return str(info.reason)
        except DecodeError:
            return None
    return None
