"""The gate of the admin API: who calls, may they, and a line in the audit log for every change and every refusal."""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from google.protobuf.message import Message

from twinhelm_node.api.caller import begin_notes, caller, notes, set_caller
from twinhelm_node.api.interceptor import Context, ErrorInterceptor
from twinhelm_node.api.policy import allows, rule
from twinhelm_node.domain.errors import Forbidden, TwinhelmError, Unauthenticated
from twinhelm_node.domain.pair import UserRole
from twinhelm_node.security.audit_log import AuditEntry, AuditLog
from twinhelm_node.security.session_tokens import Session, SessionTokens

LOG = logging.getLogger(__name__)
BEARER = "bearer "
SECRET_FIELDS = frozenset({"password", "token"})
LOCAL_ROOT = Session("root", UserRole.ADMIN)


class Authenticator(Protocol):
    """Tells who makes a call."""

    def __call__(self, context: Context) -> Session:
        """Return the session or raise Unauthenticated."""
        ...


class BearerAuthenticator:
    """The metadata "authorization: Bearer TOKEN" of a signed-in user."""

    def __init__(self, tokens: SessionTokens, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._tokens = tokens
        self._clock_ns = clock_ns

    def __call__(self, context: Context) -> Session:
        """Check the token of a call."""
        for key, value in context.invocation_metadata() or ():
            if key == "authorization":
                text = value.decode("ascii", "replace") if isinstance(value, bytes) else value
                if text[: len(BEARER)].lower() == BEARER:
                    return self._tokens.check(text[len(BEARER) :].strip(), self._clock_ns())
        raise Unauthenticated("the call carries no credentials; sign in first", "NO_CREDENTIALS")


class LocalAuthenticator:
    """The Unix socket: whoever could open it is root, by the permissions of the file and its directory."""

    def __call__(self, context: Context) -> Session:  # noqa: ARG002  # every caller of this socket is the same
        """Return root as admin."""
        return LOCAL_ROOT


class Gate(ErrorInterceptor):
    """Admits calls by `api.policy` and audits them. A session is checked again before every message of a stream."""

    def __init__(self, authenticate: Authenticator, audit: AuditLog, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._authenticate = authenticate
        self._audit = audit
        self._clock_ns = clock_ns

    async def admit(self, method: str, context: Context) -> Callable[[], None]:
        """Raise Unauthenticated or Forbidden, or remember the caller."""
        demanded = rule(method).role
        begin_notes()

        def check() -> None:
            if demanded is None:
                return
            session = self._authenticate(context)
            set_caller(session)
            if not allows(session.role, demanded):
                raise Forbidden(
                    f"{session.user} is {session.role.value}, and this needs {demanded.value}; ask an admin of the pair", "ROLE_TOO_LOW"
                )

        check()
        return check

    def concluded(self, method: str, context: Context, request: object, error: TwinhelmError | None) -> None:
        """Write the audit line: for every audited method, and for every refusal of any."""
        refused = isinstance(error, (Unauthenticated, Forbidden))
        if not refused and not rule(method).audited:
            return
        outcome = "done" if error is None else "refused" if refused else "failed"
        asked = _public_fields(request) if isinstance(request, Message) else notes()
        reason = error.reason if error is not None else ""
        try:
            self._audit.write(AuditEntry(self._clock_ns(), _user(), context.peer(), method, outcome, reason, asked))
        except OSError:
            # A full disk must not stop a failover; the process's own log keeps the line.
            LOG.exception("audit log: %s %s by %r %s", outcome, method, _user(), reason)


def _user() -> str:
    try:
        return caller().user
    except LookupError:
        return ""


def _public_fields(message: Message, prefix: str = "") -> dict[str, str]:
    """What was asked, as flat text, without anything secret."""
    fields: dict[str, str] = {}
    for field, value in message.ListFields():
        name = prefix + field.name
        if field.name in SECRET_FIELDS:
            continue
        if isinstance(value, Message):
            fields |= _public_fields(value, name + ".")
        else:
            fields[name] = _text(value)
    return fields


def _text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
