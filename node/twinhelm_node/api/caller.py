"""Who makes the call that is being answered; set by the gate, read by the servicers."""

from contextvars import ContextVar

from twinhelm_node.security.session_tokens import Session

_CALLER: ContextVar[Session] = ContextVar("twinhelm_caller")


def set_caller(session: Session) -> None:
    """Remember the caller for the task that answers this call."""
    _CALLER.set(session)


def caller() -> Session:
    """Return the caller; a LookupError here means that a method without credentials asked for one."""
    return _CALLER.get()
