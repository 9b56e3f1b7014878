"""Who makes the call that is being answered (set by the gate, read by the servicers), and what is noted of it (the other way round)."""

from contextvars import ContextVar

from twinhelm_node.security.session_tokens import Session

_CALLER: ContextVar[Session] = ContextVar("twinhelm_caller")
_NOTES: ContextVar[dict[str, str]] = ContextVar("twinhelm_notes")


def set_caller(session: Session) -> None:
    """Remember the caller for the task that answers this call."""
    _CALLER.set(session)


def caller() -> Session:
    """Return the caller; a LookupError here means that a method without credentials asked for one."""
    return _CALLER.get()


def begin_notes() -> None:
    """Make room for what this call will want to have in its audit line."""
    _NOTES.set({})


def note(**fields: object) -> None:
    """Keep fields for the audit line of this call: of a stream of requests the gate sees none. Later values replace earlier ones."""
    notes().update({name: str(value) for name, value in fields.items()})


def notes() -> dict[str, str]:
    """Return what was noted during this call."""
    return _NOTES.get({})
