"""From gRPC's errors to the console's: one mapping, the reason from google.rpc.ErrorInfo."""

from typing import Any

import grpc
from google.rpc import error_details_pb2, status_pb2

from twinhelm_client.domain import language
from twinhelm_client.domain.errors import GatewayError, NotFound, SignInRefused, Unreachable

# Without a reason of the server's own: nobody answered. With one, the server answered for somebody else whom it cannot reach.
_UNREACHABLE = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)


def translate_error(error: grpc.aio.AioRpcError) -> GatewayError:
    """Map a gRPC status to the console's errors; the reason comes from google.rpc.ErrorInfo, the sentence from the server."""
    code, details = error.code(), error.details() or ""
    details = details or language.translate("Gateway", "The server gave no reason; look into its events.")
    reason = _reason(error)
    if code in _UNREACHABLE and not reason:
        return Unreachable(language.translate("Gateway", "The connection to the server was lost."))
    if code is grpc.StatusCode.UNAUTHENTICATED or reason in ("WRONG_PASSWORD", "TOO_MANY_TRIES"):
        return SignInRefused(details, reason or "UNAUTHENTICATED")
    if code is grpc.StatusCode.NOT_FOUND:
        return NotFound(details, reason or "NOT_FOUND")
    return GatewayError(details, reason or code.name)


def _reason(error: grpc.aio.AioRpcError) -> str:
    trailing: Any = error.trailing_metadata()  # pairs; the stubs know only one of their two shapes
    for key, value in trailing or ():
        if key == "grpc-status-details-bin" and isinstance(value, bytes):
            for detail in status_pb2.Status.FromString(value).details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info):
                    return str(info.reason)
    return ""
