"""Long work and its phases as the console follows them."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain.pair import Check


class OperationKind(StrEnum):
    """What an operation does."""

    UNKNOWN = "unknown"
    SWITCHOVER = "switchover"
    FAILOVER = "failover"


class OperationState(StrEnum):
    """How far an operation is. `FAILED` means that the pair went back to a working active."""

    UNKNOWN = "unknown"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PhaseState(StrEnum):
    """How far one phase is."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of an operation, on the server called `server`."""

    name: str
    server: str
    state: PhaseState = PhaseState.WAITING
    elapsed_s: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """A switchover or failover, also one that still runs."""

    id: str
    kind: OperationKind
    state: OperationState
    phases: tuple[Phase, ...] = ()
    reason: str = ""
    error: str = ""
    started_at_s: float = 0.0
    elapsed_s: float = 0.0
    from_server: str = ""
    to_server: str = ""
    generation: int = 0
    cancellable: bool = False

    @property
    def ended(self) -> bool:
        """No further change is to come."""
        return self.state in (OperationState.SUCCEEDED, OperationState.FAILED, OperationState.CANCELLED)


@dataclass(frozen=True, slots=True)
class SwitchoverChecks:
    """The answer to "may it switch over now?", with the evidence."""

    ready: bool
    checks: tuple[Check, ...]
    from_server: str
    to_server: str
