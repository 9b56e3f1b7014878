"""Long work as an operation with phases, and the checks that come before it."""

from dataclasses import dataclass
from enum import StrEnum


class OperationKind(StrEnum):
    """What an operation does."""

    SWITCHOVER = "switchover"
    FAILOVER = "failover"


class OperationState(StrEnum):
    """How far an operation is. `FAILED` means that the pair went back to a working active."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PhaseState(StrEnum):
    """How far one phase is."""

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
    """A switchover or failover, also one that still runs. `started_ns` is wall clock since 1970."""

    id: str
    kind: OperationKind
    state: OperationState
    phases: tuple[Phase, ...]
    reason: str
    from_server: str
    to_server: str
    generation: int
    started_ns: int
    elapsed_s: float = 0.0
    error: str = ""
    cancellable: bool = False


class Verdict(StrEnum):
    """What a check says about a takeover."""

    OK = "ok"
    HINT = "hint"
    VETO = "veto"


@dataclass(frozen=True, slots=True)
class Check:
    """One question asked before a takeover, with its evidence in one sentence."""

    name: str
    verdict: Verdict
    sentence: str
