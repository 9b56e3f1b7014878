"""Operations of this server and, mirrored by the heartbeat, of the other one. Times are monotonic; kept in memory."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace

from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState

MOST = 50
SHARED_FOR_S = 30.0


class OperationBook:
    """Opened, advanced and closed by whoever carries an operation out; read by the API and the heartbeat."""

    def __init__(self, server: str, *, clock: Callable[[], float] = time.monotonic, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._server = server
        self._clock = clock
        self._clock_ns = clock_ns
        self._operations: dict[str, Operation] = {}  # oldest first
        self._began: dict[str, float] = {}  # of the operations that are led here
        self._ended: dict[str, float] = {}
        self._phase_began: dict[tuple[str, str], float] = {}
        self._named: dict[str, float] = {}  # when the other server last spoke of what it leads
        self._changed = asyncio.Event()

    def open(
        self,
        kind: OperationKind,
        phases: Sequence[Phase],
        *,
        reason: str,
        from_server: str,
        to_server: str,
        generation: int = 0,
        operation_id: str = "",
        already_s: float = 0.0,
        cancellable: bool = False,
    ) -> str:
        """Begin an operation that this server leads; `already_s` is the time that passed before it could be known."""
        operation_id = operation_id or uuid.uuid4().hex
        self._began[operation_id] = self._clock() - already_s
        self._operations[operation_id] = Operation(
            id=operation_id,
            kind=kind,
            state=OperationState.RUNNING,
            phases=tuple(phases),
            reason=reason,
            from_server=from_server,
            to_server=to_server,
            generation=generation,
            started_ns=self._clock_ns() - int(already_s * 1e9),
            cancellable=cancellable,
        )
        self._forget_oldest()
        self._notify()
        return operation_id

    def follow(self, operation_id: str, phases: Sequence[Phase], *, reason: str, from_server: str, generation: int) -> None:
        """Take part in an operation that the other server leads. Known phases stay; ours are added when they are missing."""
        known = self._operations.get(operation_id)
        if known is None:
            known = Operation(
                operation_id,
                OperationKind.SWITCHOVER,
                OperationState.RUNNING,
                (),
                reason,
                from_server,
                self._server,
                generation,
                self._clock_ns(),
            )
        names = {phase.name for phase in known.phases}
        known = replace(known, phases=(*known.phases, *(phase for phase in phases if phase.name not in names)), generation=generation)
        self._operations[operation_id] = known
        self._forget_oldest()
        self._notify()

    def phase(self, operation_id: str, name: str, state: PhaseState, detail: str | None = None, *, elapsed_s: float | None = None) -> None:
        """Set the state of one phase; its time counts from when it began to run, unless `elapsed_s` is known better."""
        operation = self._operations.get(operation_id)
        if operation is None:
            return
        key, now = (operation_id, name), self._clock()
        if state is PhaseState.RUNNING:
            self._phase_began.setdefault(key, now)
        if elapsed_s is None:
            elapsed_s = now - self._phase_began[key] if key in self._phase_began else 0.0
        self._operations[operation_id] = replace(
            operation,
            phases=tuple(
                replace(one, state=state, elapsed_s=elapsed_s, detail=one.detail if detail is None else detail) if one.name == name else one
                for one in operation.phases
            ),
        )
        self._notify()

    def update(self, operation_id: str, *, generation: int | None = None, cancellable: bool | None = None) -> None:
        """Change what is known only later."""
        operation = self._operations[operation_id]
        self._operations[operation_id] = replace(
            operation,
            generation=operation.generation if generation is None else generation,
            cancellable=operation.cancellable if cancellable is None else cancellable,
        )
        self._notify()

    def close(self, operation_id: str, state: OperationState, error: str = "") -> Operation:
        """End an operation. A running phase is failed with it; waiting ones are skipped."""
        operation = self.get(operation_id)
        failed = state is not OperationState.SUCCEEDED
        ends = {
            PhaseState.RUNNING: PhaseState.FAILED if failed else PhaseState.DONE,
            PhaseState.WAITING: PhaseState.SKIPPED if failed else PhaseState.WAITING,
        }
        phases = tuple(replace(phase, state=ends.get(phase.state, phase.state)) for phase in operation.phases)
        ended = replace(operation, state=state, error=error, phases=phases, cancellable=False)
        self._operations[operation_id] = ended
        self._ended[operation_id] = self._clock()
        self._notify()
        return ended

    def get(self, operation_id: str) -> Operation:
        """Return an operation as it is now; raises NotFound."""
        operation = self._operations.get(operation_id)
        if operation is None:
            raise NotFound(f"there is no operation {operation_id}; list them with 'twinhelm status' or ask the other server")
        if operation.state is not OperationState.RUNNING:
            return operation
        now = self._clock()
        began = self._began.get(operation_id)
        return replace(
            operation,
            elapsed_s=operation.elapsed_s if began is None else now - began,
            phases=tuple(
                replace(phase, elapsed_s=now - self._phase_began[operation_id, phase.name])
                if phase.state is PhaseState.RUNNING and (operation_id, phase.name) in self._phase_began
                else phase
                for phase in operation.phases
            ),
        )

    def list(self) -> tuple[Operation, ...]:
        """Return all operations, newest first."""
        return tuple(sorted((self.get(one) for one in self._operations), key=lambda operation: operation.started_ns, reverse=True))

    def running(self) -> str:
        """Return the id of the operation under way; empty: none."""
        return next((one for one, operation in reversed(self._operations.items()) if operation.state is OperationState.RUNNING), "")

    def shared(self) -> tuple[Operation, ...]:
        """Return what the heartbeat carries: what runs, and what ended here a short time ago."""
        now = self._clock()
        return tuple(
            self.get(one)
            for one, operation in self._operations.items()
            if operation.state is OperationState.RUNNING or now - self._ended.get(one, float("-inf")) < SHARED_FOR_S
        )[-3:]

    def mirror(self, theirs: Iterable[Operation]) -> None:
        """Take in the other server's view: of its phases it knows best, and of the whole operation where we do not lead it."""
        for operation in theirs:
            ours = self._operations.get(operation.id)
            if ours is None and self._forgotten(operation):
                continue
            if ours is None:
                merged = operation
            elif operation.id in self._began:
                merged = replace(ours, phases=self._merged(ours.phases, operation.phases))
            elif ours.state is OperationState.RUNNING:
                merged = replace(operation, phases=self._merged(ours.phases, operation.phases))
            else:
                continue
            if merged != ours:
                self._operations[operation.id] = merged
                if merged.state is not OperationState.RUNNING:
                    self._ended.setdefault(operation.id, float("-inf"))
                self._forget_oldest()
                self._notify()

    async def watch(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield every change, ending after the last state."""
        last: Operation | None = None
        while True:
            changed = self._changed
            operation = self.get(operation_id)
            if last is None or replace(operation, elapsed_s=0.0) != replace(last, elapsed_s=0.0):
                last = operation
                yield operation
            if operation.state is not OperationState.RUNNING:
                return
            await changed.wait()

    def abandon_lost(self, operation_id: str, error: str) -> None:
        """End an operation whose leader is gone."""
        if self._operations[operation_id].state is OperationState.RUNNING:
            self.close(operation_id, OperationState.FAILED, error)

    def leaderless(self, heard_at: float | None, named: Iterable[Operation], patience_s: float) -> str:
        """Return the operation under way that the other server leads and has not named for `patience_s`; empty: there is none.

        `named` is what it named when it was last heard, at `heard_at`. A leader that started again does not know its operation any more.
        """
        running = self.running()
        if not running or self.led_here(running):
            return ""
        now = self._clock()
        named_at = self._named.setdefault(running, now)
        if heard_at is not None and any(one.id == running for one in named):
            named_at = self._named[running] = max(named_at, heard_at)
        return running if now - named_at >= patience_s else ""

    def led_here(self, operation_id: str) -> bool:
        """Return whether this server leads the operation."""
        return operation_id in self._began

    def _forgotten(self, theirs: Operation) -> bool:
        """Whether this server led it before it started again: nobody leads it any more, so it is not taken up as if somebody did."""
        return theirs.kind is OperationKind.SWITCHOVER and theirs.from_server == self._server and theirs.state is OperationState.RUNNING

    def _merged(self, ours: tuple[Phase, ...], theirs: tuple[Phase, ...]) -> tuple[Phase, ...]:
        """Take each phase from the server that runs it; the longer list gives the order."""
        mine = {phase.name: phase for phase in ours if phase.server == self._server}
        order = theirs if len(theirs) >= len(ours) else ours
        known = {phase.name: phase for phase in theirs if phase.server != self._server}
        return tuple(mine.get(phase.name) or known.get(phase.name) or phase for phase in order)

    def _forget_oldest(self) -> None:
        while len(self._operations) > MOST:
            oldest = next(iter(self._operations))
            for record in (self._operations, self._began, self._ended, self._named):
                record.pop(oldest, None)
            self._phase_began = {key: at for key, at in self._phase_began.items() if key[0] != oldest}

    def _notify(self) -> None:
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()
