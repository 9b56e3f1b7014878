"""The words for the states of the product, in the language in force."""

from enum import StrEnum

from twinhelm_client.domain.data_states import CheckPhase, FileState, OrphanPolicy
from twinhelm_client.domain.events import Severity
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.operations import OperationKind, OperationState, PhaseState
from twinhelm_client.domain.pair import ApplicationState, Compression, Identity, Mode, Role, SetState, Verdict
from twinhelm_client.domain.queue_fill import FillAlarm

# Pairs, not a dict: members of different kinds are equal when their values are, so the kind belongs to the key below.
_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Identity.PRIMARY, marked("Words", "primary")),
    (Identity.SECONDARY, marked("Words", "secondary")),
    (Identity.UNKNOWN, marked("Words", "identity unknown")),
    (Role.ACTIVE, marked("Words", "active")),
    (Role.PASSIVE, marked("Words", "passive")),
    (Role.PROMOTING, marked("Words", "taking over")),
    (Role.DEMOTING, marked("Words", "giving its role away")),
    (Role.UNKNOWN, marked("Words", "role unknown")),
    (SetState.UNINITIALIZED, marked("Words", "uninitialized")),
    (SetState.CHECKING, marked("Words", "checking")),
    (SetState.SYNCHRONIZED, marked("Words", "synchronized")),
    (SetState.UNCHECKED, marked("Words", "unchecked")),
    (SetState.OUT_OF_SYNC, marked("Words", "out of sync")),
    (SetState.ERROR, marked("Words", "in error")),
    (SetState.UNKNOWN, marked("Words", "state unknown")),
    (Mode.ASYNC, marked("Words", "async")),
    (Mode.DURABLE, marked("Words", "durable")),
    (Mode.UNKNOWN, marked("Words", "mode unknown")),
    (Compression.AUTO, marked("Words", "automatic")),
    (Compression.OFF, marked("Words", "not compressed")),
    (Compression.FAST, marked("Words", "fast")),
    (Compression.STRONG, marked("Words", "strong")),
    (Compression.UNKNOWN, marked("Words", "not known")),
    (ApplicationState.STOPPED, marked("Words", "stopped")),
    (ApplicationState.STARTING, marked("Words", "starting")),
    (ApplicationState.RUNNING, marked("Words", "running")),
    (ApplicationState.STOPPING, marked("Words", "stopping")),
    (ApplicationState.FAILED, marked("Words", "failed")),
    (ApplicationState.UNKNOWN, marked("Words", "state unknown")),
    (Verdict.OK, marked("Words", "well")),
    (Verdict.HINT, marked("Words", "hint")),
    (Verdict.VETO, marked("Words", "veto")),
    (Verdict.UNKNOWN, marked("Words", "not known")),
    (OperationKind.SWITCHOVER, marked("Words", "switchover")),
    (OperationKind.FAILOVER, marked("Words", "failover")),
    (OperationKind.UNKNOWN, marked("Words", "operation")),
    (OperationState.RUNNING, marked("Words", "under way")),
    (OperationState.SUCCEEDED, marked("Words", "succeeded")),
    (OperationState.FAILED, marked("Words", "failed")),
    (OperationState.CANCELLED, marked("Words", "cancelled")),
    (OperationState.UNKNOWN, marked("Words", "state unknown")),
    (PhaseState.WAITING, marked("Words", "waiting")),
    (PhaseState.RUNNING, marked("Words", "under way")),
    (PhaseState.DONE, marked("Words", "done")),
    (PhaseState.FAILED, marked("Words", "failed")),
    (PhaseState.SKIPPED, marked("Words", "skipped")),
    (PhaseState.UNKNOWN, marked("Words", "state unknown")),
    (CheckPhase.WAITING, marked("Words", "waiting")),
    (CheckPhase.RUNNING, marked("Words", "under way")),
    (CheckPhase.PAUSED, marked("Words", "paused")),
    (CheckPhase.DONE, marked("Words", "done")),
    (CheckPhase.CANCELLED, marked("Words", "cancelled")),
    (CheckPhase.UNKNOWN, marked("Words", "state unknown")),
    (FileState.VERIFIED, marked("Words", "verified")),
    (FileState.DIFFERING, marked("Words", "differing")),
    (FileState.MISSING, marked("Words", "missing on the passive")),
    (FileState.REPAIRED, marked("Words", "repaired")),
    (FileState.ORPHAN, marked("Words", "only on the passive")),
    (FileState.NOT_COMPARED, marked("Words", "not yet compared")),
    (FileState.EXCLUDED, marked("Words", "excluded")),
    (FileState.UNKNOWN, marked("Words", "state unknown")),
    (OrphanPolicy.REPORT, marked("Words", "reported and left")),
    (OrphanPolicy.QUARANTINE, marked("Words", "set aside")),
    (OrphanPolicy.DELETE, marked("Words", "deleted")),
    (OrphanPolicy.UNKNOWN, marked("Words", "not known")),
    (FillAlarm.NORMAL, marked("Words", "well")),
    (FillAlarm.NOTICE, marked("Words", "notice")),
    (FillAlarm.WARNING, marked("Words", "warning")),
    (FillAlarm.CRITICAL, marked("Words", "critical")),
    (FillAlarm.UNKNOWN, marked("Words", "not known")),
    (Severity.INFO, marked("Words", "note")),
    (Severity.OK, marked("Words", "well")),
    (Severity.WARNING, marked("Words", "warning")),
    (Severity.CRITICAL, marked("Words", "critical")),
)
_BY_KIND = {(type(member), member.value): word for member, word in _WORDS}


def of(member: StrEnum) -> str:
    """Return the word for a state; a state that has none yet is shown as it is called in the program."""
    word = _BY_KIND.get((type(member), member.value))
    return translate("Words", word) if word is not None else str(member).replace("_", " ")


def role_of_user(role: str) -> str:
    """Return the word for what a user may do; a role of a newer server is shown as the server calls it."""
    known = {"viewer": marked("Words", "viewer"), "operator": marked("Words", "operator"), "admin": marked("Words", "admin")}
    return translate("Words", known[role]) if role in known else role
