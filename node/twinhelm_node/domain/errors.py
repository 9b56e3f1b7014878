"""Every error an administrator can meet, as a type: a reason for programs, a sentence for people.

`api/errors.py` maps the classes to gRPC statuses; nothing else does.
"""


class TwinhelmError(Exception):
    """An expected failure. `reason` is UPPER_SNAKE_CASE; the message says what happened and what to do next."""

    reason = "INTERNAL"

    def __init__(self, message: str, reason: str | None = None) -> None:
        super().__init__(message)
        if reason is not None:
            self.reason = reason


class InvalidInput(TwinhelmError):
    """The request or file cannot be used as it is (gRPC INVALID_ARGUMENT)."""

    reason = "INVALID_INPUT"


class NotReady(TwinhelmError):
    """The state of the pair does not allow it now (gRPC FAILED_PRECONDITION)."""

    reason = "NOT_READY"


class NotFound(TwinhelmError):
    """There is no such thing (gRPC NOT_FOUND)."""

    reason = "NOT_FOUND"


class AlreadyExists(TwinhelmError):
    """There is one already (gRPC ALREADY_EXISTS)."""

    reason = "ALREADY_EXISTS"


class Unauthenticated(TwinhelmError):
    """Who asks is not known (gRPC UNAUTHENTICATED)."""

    reason = "UNAUTHENTICATED"


class Forbidden(TwinhelmError):
    """Who asks is known but may not (gRPC PERMISSION_DENIED)."""

    reason = "FORBIDDEN"


class DataError(TwinhelmError):
    """Stored or received data contradicts itself (gRPC DATA_LOSS)."""

    reason = "DATA_ERROR"


class Unreachable(TwinhelmError):
    """The other side does not answer (gRPC UNAVAILABLE)."""

    reason = "UNREACHABLE"
