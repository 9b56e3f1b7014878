"""Turns what the decision did into events that an administrator reads. Pure."""

from twinhelm_node.domain.events import Severity
from twinhelm_node.failover.values import (
    Abandon,
    Action,
    Basis,
    HandOver,
    Hide,
    Note,
    Promote,
    RenewVoice,
    Speak,
    State,
    StepDown,
    WarnLink,
)

QUIET_TOPICS = frozenset({"unheard", "not-joined", "peer-starting"})


def event_of(action: Action, state: State) -> tuple[Severity, str, str] | None:
    """Return severity, kind and sentence of an action; None for what happens several times a second."""
    name = state.name
    match action:
        case Promote(generation=generation, basis=basis, reason=reason):
            severity = Severity.WARNING if basis in (Basis.ARBITER, Basis.FORCED) else Severity.INFO
            return severity, "role", f"{name} is taking over in generation {generation}: {reason}"
        case Speak(generation=generation, reason=reason):
            return Severity.OK, "role", f"{name} became active in generation {generation}: {reason}"
        case Abandon(reason=reason):
            return Severity.WARNING, "role", f"{name} gives up taking over: {reason}"
        case StepDown(reason=reason):
            return Severity.WARNING, "role", f"{name} steps down: {reason}"
        case HandOver(reason=reason):
            return Severity.INFO, "role", f"{name} hands the role over: {reason}"
        case Hide(reason=reason):
            return Severity.INFO, "packet_filter", f"{name} fell silent: {reason}"
        case RenewVoice(reason=reason):
            return Severity.OK, "packet_filter", f"{name} is heard again: {reason}"
        case WarnLink(up=up, reason=reason):
            return Severity.OK if up else Severity.WARNING, "link", reason
        case Note(topic=topic, reason=reason):
            return Severity.INFO if topic in QUIET_TOPICS else Severity.WARNING, "role", reason
        case _:
            return None
