"""What can go wrong between console and pair, as types. The message is a sentence that says what to do next."""

from twinhelm_client.domain.phrasebook import said


class GatewayError(Exception):
    """The pair refused a request; `reason` is for programs, the message for people.

    `plain` is the message as it came, `str(error)` the same in the language in force: that may change while the error is shown.
    """

    def __init__(self, message: str, reason: str = "INTERNAL") -> None:
        super().__init__(message)
        self.plain = message
        self.reason = reason

    def __str__(self) -> str:
        return said(self.plain)


class Unreachable(GatewayError):
    """Nobody answers; trying again is right."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "UNREACHABLE")


class SignInRefused(GatewayError):
    """Name or password are not right; a person must act."""


class NotFound(GatewayError):
    """There is no such thing."""


class FingerprintChanged(GatewayError):
    """The server shows another certificate than the pinned one; a person must act. `seen` are the fingerprints it showed."""

    def __init__(self, message: str, pinned: str, seen: tuple[str, ...]) -> None:
        super().__init__(message, "FINGERPRINT_CHANGED")
        self.pinned = pinned
        self.seen = seen


class NotTrustedYet(GatewayError):
    """No fingerprint is pinned; `seen` is the one to compare and accept."""

    def __init__(self, message: str, seen: str) -> None:
        super().__init__(message, "NOT_TRUSTED_YET")
        self.seen = seen
