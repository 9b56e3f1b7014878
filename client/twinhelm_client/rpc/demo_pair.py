"""A simulated pair: castor and pollux under a lively load. Pure: the caller owns time; the same seed tells the same story."""

import math
import random
from dataclasses import replace

from twinhelm_client.domain.errors import GatewayError, NotFound, Unreachable
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState, SwitchoverChecks
from twinhelm_client.domain.pair import (
    ApplicationState,
    ApplicationStatus,
    Check,
    ConsoleLink,
    Identity,
    LinkStatus,
    Mode,
    PairStatus,
    Prediction,
    QueueSample,
    QueueStatus,
    Role,
    ServerStatus,
    SetState,
    SetStatus,
    SystemFigures,
    Verdict,
)
from twinhelm_client.domain.protection import Divergence
from twinhelm_client.rpc.demo_changes import AWAY_S, DemoChanges
from twinhelm_client.rpc.demo_queues import demo_history
from twinhelm_client.rpc.demo_settings import economy_of, fill_of

PRIMARY, SECONDARY = "castor", "pollux"
_GB = 10**9
_SILENT_PHASE = "hide"  # during this phase nobody holds the address: connections break, as in reality

# name, on the old or the new active, length in seconds, detail
_PHASES: tuple[tuple[str, bool, float, str], ...] = (
    ("stop applications", True, 0.8, "postgresql@16-main stopped"),
    ("drain unsafe queue", True, 0.3, "0 entries left"),
    ("drain safe queue", False, 0.3, "everything applied"),
    ("hide", True, 0.2, "packet filter closed"),
    ("demote", True, 0.3, "capture unmounted"),
    ("promote", False, 0.4, "capture mounted"),
    ("reveal", False, 0.1, "packet filter opened"),
    ("announce", False, 0.1, "10.20.0.10 announced on lan"),
    ("start applications", False, 1.0, "postgresql@16-main answers"),
)
_FAILOVER: tuple[tuple[str, bool, float, str], ...] = (
    ("ask the other server to step down", True, 1.0, ""),
    ("ask arbiter", False, 0.2, "the other server stepped down"),
    ("apply safe queue", False, 0.3, "everything applied"),
    ("mount capture", False, 0.4, "capture mounted"),
    ("reveal", False, 0.1, "packet filter opened"),
    ("announce", False, 0.1, "10.20.0.10 announced on lan"),
    ("start applications", False, 1.0, "postgresql@16-main answers"),
)
_PLANS = {OperationKind.SWITCHOVER: _PHASES, OperationKind.FAILOVER: _FAILOVER}
_GIVES_AWAY = {OperationKind.SWITCHOVER: "demote", OperationKind.FAILOVER: "apply safe queue"}
_SILENT = (_SILENT_PHASE, "demote", "promote", "reveal", "ask arbiter", "apply safe queue", "mount capture")


class DemoPair:
    """The state of the simulated pair. `advance` moves its time; everything else only looks, or starts an operation."""

    def __init__(self, now_s: float, seed: int = 7, *, mode: Mode = Mode.DURABLE, name: str = "erp-zurich") -> None:
        self.now_s = now_s
        self._name = name
        self._random = random.Random(seed)
        self._active = PRIMARY
        self._generation = 7
        self._since_s = now_s - 9.4 * 86_400
        self._operation: Operation | None = None
        self._operation_at_s = 0.0
        self._requests: dict[str, str] = {}
        self._operations: dict[str, Operation] = {}
        self._unsafe_s, self._safe_s = 0.2, 0.1
        self._raw, self._sent = 412 * _GB, 37 * _GB
        self._sequence = 48_211_907
        self._events = list(_past(now_s))
        self.changes = DemoChanges(mode)
        self._samples = [self._step(now_s - 60 + i * 0.5) for i in range(121)]

    def advance(self, seconds: float) -> None:
        """Let time pass, in steps of at most half a second."""
        while seconds > 1e-9:
            step = min(0.5, seconds)
            seconds -= step
            self.now_s += step
            self._samples.append(self._step(self.now_s))
            self._advance_operation()
        del self._samples[:-2000]

    @property
    def address_is_silent(self) -> bool:
        """Nobody answers at the service address at this moment of a switchover."""
        running = self._running_phase()
        return running is not None and running.name in _SILENT

    def status(self) -> PairStatus:
        """Return the pair as the active sees it."""
        passive = SECONDARY if self._active == PRIMARY else PRIMARY
        sample = self._samples[-1]
        checks = self.checks().checks
        moving = self._operation is not None and not self._operation.ended
        protected = self.changes.settings.of("data")
        set_status = SetStatus(
            name=protected.name,
            path=protected.path,
            state=SetState.SYNCHRONIZED,
            mode=protected.mode,
            unsafe_queue=sample.unsafe_queue,
            safe_queue=sample.safe_queue,
            captured_sequence=self._sequence,
            acknowledged_sequence=self._sequence - sample.unsafe_queue.entries,
            applied_sequence=self._sequence - sample.unsafe_queue.entries - sample.safe_queue.entries,
            captured_bytes_per_s=sample.captured_bytes_per_s,
            sent_bytes_per_s=sample.captured_bytes_per_s * 0.09,
            applied_bytes_per_s=sample.captured_bytes_per_s,
            raw_bytes_total=self._raw,
            sent_bytes_total=self._sent,
            economy=economy_of(protected, self._raw, self.now_s),
            age_s=0.1,
            fill=fill_of(protected, sample.unsafe_queue.bytes),
        )
        wave = math.sin(self.now_s / 7)
        status = PairStatus(
            pair_name=self._name,
            answering_server=self._active,
            taken_at_s=self.now_s,
            servers=(self._server(PRIMARY, wave), self._server(SECONDARY, wave)),
            links=(
                LinkStatus("hb0", True, 0.0003 + 0.00004 * wave, 0.1, "10.99.0.1", "10.99.0.2", True),
                LinkStatus("hb1", True, 0.0004 - 0.00003 * wave, 0.2, "10.99.1.1", "10.99.1.2", False),
            ),
            sets=(set_status,),
            applications=(
                ApplicationStatus("postgresql@16-main", self._active, ApplicationState.RUNNING, True, "", 0.4),
                ApplicationStatus("postgresql@16-main", passive, ApplicationState.STOPPED, True, "", 0.5),
            ),
            service_addresses=("10.20.0.10/24",),
            public_network="10.20.0.0/24",
            ready_for_switchover=not moving,
            why_not=("A switchover is under way.",) if moving else (),
            checks=checks,
            generation=self._generation,
            active_since_s=self._since_s,
            prediction=Prediction(2.9, sample.unsafe_queue.entries, sample.unsafe_queue.bytes, sample.unsafe_queue.oldest_age_s),
            running_operation=self._operation.id if moving and self._operation else "",
        )
        return self.changes.apply(status, self.now_s)

    def checks(self) -> SwitchoverChecks:
        """Return what a switchover would look at."""
        passive = SECONDARY if self._active == PRIMARY else PRIMARY
        checks = (
            Check("roles", Verdict.OK, f"{self._active} is active, {passive} is passive"),
            Check("heartbeat", Verdict.OK, "heartbeat on 2 of 2 links"),
            Check("replicator", Verdict.OK, "the replicator runs on both servers"),
            Check("sets", Verdict.OK, "the set data is synchronized"),
            Check("disk", Verdict.HINT, f"{PRIMARY} has the smaller disk"),
            Check("applications", Verdict.OK, f"postgresql@16-main runs on {self._active}"),
            Check("configuration", Verdict.OK, "both servers have the same configuration"),
        )
        vetoes = self.changes.vetoes(self.now_s)
        return SwitchoverChecks(not vetoes, (*vetoes, *checks), self._active, passive)

    def history(self, window_s: float) -> tuple[QueueSample, ...]:
        """Return the samples of the window; a day is made of calm daytime waves."""
        if window_s <= 60:
            return tuple(s for s in self._samples if s.at_s >= self.now_s - window_s)
        return demo_history(self.now_s, window_s)

    def require_set(self, name: str) -> None:
        """Raise NotFound unless there is such a set."""
        self.changes.settings.of(name)

    def events(self) -> tuple[Event, ...]:
        """Return the events, newest first."""
        return tuple(reversed(self._events))

    def start_switchover(self, reason: str, request_id: str) -> Operation:
        """Start exchanging the roles."""
        if request_id in self._requests:
            return self.operation(self._requests[request_id])
        if self._operation is not None and not self._operation.ended:
            raise GatewayError("A switchover is under way already; wait for its end.", "OPERATION_RUNNING")
        old = self._active
        new = SECONDARY if old == PRIMARY else PRIMARY
        phases = tuple(Phase(name, old if on_old else new) for name, on_old, _, _ in _PHASES)
        operation = Operation(
            id=f"op-{self._generation + 1}",
            kind=OperationKind.SWITCHOVER,
            state=OperationState.RUNNING,
            phases=(replace(phases[0], state=PhaseState.RUNNING), *phases[1:]),
            reason=reason,
            started_at_s=self.now_s,
            from_server=old,
            to_server=new,
            generation=self._generation + 1,
            cancellable=True,
        )
        self._requests[request_id] = operation.id
        self._operation_at_s = self.now_s
        self._keep(operation)
        self._happened(old, Severity.INFO, f"switchover to {new} started")
        return operation

    def start_failover(self, to_server: str, reason: str, request_id: str) -> Operation:
        """Let the passive take over; what was never sent is kept aside on the old active."""
        if request_id in self._requests:
            return self.operation(self._requests[request_id])
        if self._operation is not None and not self._operation.ended:
            raise GatewayError("An operation is under way already; wait for its end.", "OPERATION_RUNNING")
        if to_server == self._active:
            raise GatewayError(f"{to_server} is active already; nothing to force", "ALREADY_ACTIVE")
        if not self.status().servers[1 if self._active == PRIMARY else 0].reachable:
            raise GatewayError(f"{to_server} answers on no heartbeat link; check the links", "UNREACHABLE")
        old = self._active
        phases = tuple(Phase(name, old if on_old else to_server) for name, on_old, _, _ in _FAILOVER)
        operation = Operation(
            id=f"op-{self._generation + 1}",
            kind=OperationKind.FAILOVER,
            state=OperationState.RUNNING,
            phases=(replace(phases[0], state=PhaseState.RUNNING), *phases[1:]),
            reason=reason,
            started_at_s=self.now_s,
            from_server=old,
            to_server=to_server,
            generation=self._generation + 1,
        )
        self._requests[request_id] = operation.id
        self._operation_at_s = self.now_s
        self._keep(operation)
        self._happened(old, Severity.WARNING, f"anna forced a failover to {to_server}")
        lost = self._samples[-1].unsafe_queue
        if lost.entries:
            folder = f"/var/lib/twinhelm/sets/data/divergence-{self._generation}"
            paths = ("base/16384/2619", "pg_wal/000000010000001C000000A3")
            self.changes.divergences.insert(0, Divergence(old, "data", self._generation, lost.entries, paths, len(paths), folder))
        return operation

    def operation(self, operation_id: str) -> Operation:
        """Return one operation."""
        if operation_id not in self._operations:
            raise NotFound(f"There is no operation '{operation_id}'; list them to see which there are.", "NOT_FOUND")
        return self._operations[operation_id]

    def cancel(self, operation_id: str) -> Operation:
        """Stop a switchover that has not given the role away yet."""
        operation = self.operation(operation_id)
        if not operation.cancellable or operation.ended:
            raise GatewayError("It is too late to cancel: the role has been given away. Wait for the end.", "NOT_CANCELLABLE")
        phases = tuple(replace(p, state=PhaseState.SKIPPED) if p.state is not PhaseState.DONE else p for p in operation.phases)
        self._keep(
            replace(operation, state=OperationState.CANCELLED, phases=phases, cancellable=False, error="Cancelled by the administrator.")
        )
        return self.operation(operation_id)

    def require_address(self) -> None:
        """Raise Unreachable while nobody holds the service address."""
        if self.address_is_silent:
            raise Unreachable("Nobody answers at 10.20.0.10:7410 now.")

    def _server(self, name: str, wave: float) -> ServerStatus:
        active = name == self._active
        primary = name == PRIMARY
        role = Role.ACTIVE if active else Role.PASSIVE
        running = self._running_phase()
        if running is not None and self._operation is not None:
            switched = [p.name for p in self._operation.phases if p.state is PhaseState.DONE]
            if active:
                role = Role.PROMOTING if "demote" in switched else Role.DEMOTING
        busy = 0.34 + 0.05 * wave if active else 0.06 + 0.01 * wave
        figures = SystemFigures(
            busy,
            int((9.8 if primary else 7.1) * _GB),
            (16 if primary else 32) * _GB,
            (470 if primary else 480) * _GB,
            (1000 if primary else 2000) * _GB,
            "/srv",
        )
        identity = Identity.PRIMARY if primary else Identity.SECONDARY
        consoles = (
            (ConsoleLink("iLO", f"https://ilo-{name}.example/"),) if primary else (ConsoleLink("Proxmox", "https://pve2.example:8006/"),)
        )
        status = ServerStatus(name, identity, role, self._generation, True, 0.1 if active else 0.3, not active, True, "0.1.0", figures)
        return replace(status, consoles=consoles)

    def _step(self, at_s: float) -> QueueSample:
        self._unsafe_s = min(0.6, max(0.04, self._unsafe_s * 0.86 + 0.02 + self._random.uniform(-0.05, 0.09)))
        self._safe_s = min(0.35, max(0.03, self._safe_s * 0.88 + 0.018 + self._random.uniform(-0.03, 0.03)))
        rate = 18.4e6 * (0.7 + self._unsafe_s)
        entries, waiting = int(self._unsafe_s * 190), int(self._safe_s * 110)
        self._raw, self._sent, self._sequence = self._raw + int(rate / 2), self._sent + int(rate * 0.045), self._sequence + 180
        unsafe = QueueStatus(entries, entries * 10_840, self._unsafe_s)
        return QueueSample(at_s, unsafe, QueueStatus(waiting, waiting * 8_730, self._safe_s), rate, rate * 0.09, rate)

    def _running_phase(self) -> Phase | None:
        if self._operation is None or self._operation.ended:
            return None
        return next((p for p in self._operation.phases if p.state is PhaseState.RUNNING), None)

    def _advance_operation(self) -> None:
        operation = self._operation
        if operation is None or operation.ended:
            return
        elapsed = self.now_s - self._operation_at_s
        phases, begin = [], 0.0
        for phase, (_, _, length, detail) in zip(operation.phases, _PLANS[operation.kind], strict=True):
            if elapsed >= begin + length:
                phases.append(replace(phase, state=PhaseState.DONE, elapsed_s=length, detail=detail))
            elif elapsed >= begin:
                phases.append(replace(phase, state=PhaseState.RUNNING, elapsed_s=elapsed - begin))
            else:
                phases.append(phase)
            begin += length
        done = elapsed >= begin
        given_away = any(p.name == _GIVES_AWAY[operation.kind] and p.state is PhaseState.DONE for p in phases)
        if given_away and self._active == operation.from_server:
            self._active, self._generation, self._since_s = operation.to_server, operation.generation, self.now_s
            self._happened(operation.to_server, Severity.OK, f"{operation.to_server} became active: {operation.kind}")
        cancellable = operation.kind is OperationKind.SWITCHOVER and phases[3].state is PhaseState.WAITING
        state = OperationState.SUCCEEDED if done else OperationState.RUNNING
        self._keep(
            replace(operation, phases=tuple(phases), state=state, elapsed_s=min(elapsed, begin), cancellable=cancellable and not done)
        )
        if done:
            self._happened(operation.to_server, Severity.OK, f"{operation.kind} to {operation.to_server} done in {begin:.1f} s")
            if operation.kind is OperationKind.FAILOVER:
                self.changes.lose(operation.from_server, self.now_s, self.now_s + AWAY_S)

    def _keep(self, operation: Operation) -> None:
        self._operation = operation
        self._operations[operation.id] = operation

    def _happened(self, server: str, severity: Severity, sentence: str) -> None:
        self._events.append(Event(f"{len(self._events):08d}", self.now_s, server, severity, "role", sentence, self._generation))


def _past(now_s: float) -> tuple[Event, ...]:
    story = (
        (9.42 * 86_400, PRIMARY, Severity.CRITICAL, "role", "castor became active: heartbeat lost 2.6 s on hb0, hb1"),
        (9.35 * 86_400, SECONDARY, Severity.OK, "set", "pollux came back, 14 MB caught up"),
        (2.1 * 86_400, SECONDARY, Severity.WARNING, "link", "link hb1 was down for 12 s"),
        (6.6 * 3600, PRIMARY, Severity.OK, "set", "set data synchronized, 1.2 TB"),
        (1.4 * 3600, PRIMARY, Severity.INFO, "security", "anna signed in"),
    )
    older = (
        (93.2 * 86_400, 3, PRIMARY, Severity.OK, "castor became active: first start of the pair"),
        (61.7 * 86_400, 4, SECONDARY, Severity.OK, "pollux became active: switchover asked for by anna: kernel 6.12.9"),
        (61.3 * 86_400, 5, PRIMARY, Severity.OK, "castor became active: switchover asked for by anna: back after patches"),
        (20.2 * 86_400, 5, SECONDARY, Severity.WARNING, "pollux stays passive: heartbeat lost on hb0, still heard on hb1"),
        (16.1 * 86_400, 6, SECONDARY, Severity.OK, "pollux became active: switchover asked for by otto: new disks in castor"),
    )
    past = [
        Event(f"{i:08d}", now_s - ago, at, severity, "role", words, number) for i, (ago, number, at, severity, words) in enumerate(older)
    ]
    past += [
        Event(f"{i:08d}", now_s - ago, server, severity, kind, words, 7)
        for i, (ago, server, severity, kind, words) in enumerate(story, start=len(older))
    ]
    return tuple(past)
