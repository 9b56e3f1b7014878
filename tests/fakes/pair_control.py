"""A pair in memory that behaves like the control process towards the API: enough for every call, without network or disk."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace

from tests.fakes.data_control import FakeDataControl
from twinhelm_node.api.ports import IssuedAccessToken, IssuedToken
from twinhelm_node.applications.definition import definition_names, describe_definition, load_definition
from twinhelm_node.config.channel_changes import with_bandwidth
from twinhelm_node.config.pair_changes import (
    with_application,
    with_set,
    with_token,
    with_user,
    without_application,
    without_set,
    without_tokens,
    without_user,
)
from twinhelm_node.config.set_changes import SetChange, with_changed_set
from twinhelm_node.domain.definition import ApplicationDefinition
from twinhelm_node.domain.divergence import Divergence, PairDivergences
from twinhelm_node.domain.errors import NotFound, NotReady, TwinhelmError
from twinhelm_node.domain.events import Event, Severity
from twinhelm_node.domain.operations import Check, Operation, OperationKind, OperationState, Phase, PhaseState, Verdict
from twinhelm_node.domain.pair import PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.domain.queue_head import QueueEntry, QueueHead, QueueName
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, Mode, QueueStatus, SetState, SetStatus, SystemFigures
from twinhelm_node.domain.view import ApplicationView, LinkView, PairView, Prediction, ServerView, SetView
from twinhelm_node.security.access_tokens import make_access_token
from twinhelm_node.security.passwords import hash_password

DATA = SetStatus(
    name="data",
    path="/srv/data",
    state=SetState.SYNCHRONIZED,
    mode=Mode.DURABLE,
    unsafe_queue=QueueStatus(3, 12288, 0.2),
    safe_queue=QueueStatus(5, 20480, 0.4),
    captured_sequence=1042,
    acknowledged_sequence=1039,
    applied_sequence=1034,
    captured_bytes_per_s=81920.0,
    sent_bytes_per_s=4096.0,
    applied_bytes_per_s=80000.0,
    raw_bytes_total=10_000_000,
    sent_bytes_total=1_000_000,
    channel_connected=True,
)
STARTED_NS = 1_790_000_000_000_000_000
WAITING = (
    QueueEntry(0, 7, "write", b"base/16384/2619", size_bytes=8192, age_s=0.2),
    QueueEntry(0, 7, "rename", b"gr\xfc\xdfe\n.tmp", b"gr\xc3\xbc\xc3\x9fe", age_s=0.1),
    QueueEntry(0, 7, "write", b"pg_wal/000000010000000000000007", size_bytes=4096, age_s=0.05, copied=True),
)


def server_view(name: str, identity: Identity, role: Role) -> ServerView:
    figures = SystemFigures(0.25, 2 * 1024**3, 8 * 1024**3, 10 * 1024**3, 100 * 1024**3, "/srv/data")
    return ServerView(
        name,
        identity,
        role,
        7,
        reachable=True,
        age_s=0.1,
        silent=role is Role.PASSIVE,
        replicator_alive=True,
        version="0.1.0",
        system=figures,
    )


@dataclass
class FakePairControl:
    """castor is active, pollux passive, one set, one application. A switchover has two phases and succeeds at once."""

    pair: PairDocument
    roles: tuple[Role, Role] = (Role.ACTIVE, Role.PASSIVE)
    checks: tuple[Check, ...] = (
        Check("heartbeat", Verdict.OK, "heartbeat on 2 of 2 links"),
        Check("sets", Verdict.OK, "data is synchronized"),
    )
    application_state: ApplicationState = ApplicationState.RUNNING
    known_operations: list[Operation] = field(default_factory=list)
    by_request: dict[str, Operation] = field(default_factory=dict)
    happened: list[Event] = field(default_factory=list)
    set_status: SetStatus = DATA
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    data: FakeDataControl = field(init=False)

    def __post_init__(self) -> None:
        self.data = FakeDataControl(lambda: self.pair)

    def view(self) -> PairView:
        servers = tuple(
            replace(server_view(name, identity, role), consoles=tuple(link for link in self.pair.consoles if link.server == name))
            for name, identity, role in zip(("castor", "pollux"), (Identity.PRIMARY, Identity.SECONDARY), self.roles, strict=True)
        )
        vetoes = tuple(check.sentence for check in self.checks if check.verdict is Verdict.VETO)
        return PairView(
            pair_name=self.pair.pair_name,
            answering_server="castor",
            taken_at_ns=STARTED_NS,
            servers=servers,
            links=(
                LinkView("hb0", True, 0.0004, 0.1, "10.99.0.1", "10.99.0.2", True),
                LinkView("hb1", True, 0.0005, 0.2, "10.99.1.1", "10.99.1.2", False),
            ),
            sets=(SetView(self.set_status, 0.1),),
            applications=(
                ApplicationView(self.applications()[0], "castor", self.application_state is ApplicationState.RUNNING, 0.5),
                ApplicationView(ApplicationStatus("postgresql", ApplicationState.STOPPED), "pollux", True, 0.5),
            ),
            service_addresses=("10.20.0.10/24",),
            public_network="10.20.0.0/24",
            ready_for_switchover=not vetoes,
            why_not=vetoes,
            checks=self.checks,
            generation=7,
            active_since_ns=STARTED_NS,
            prediction=Prediction(2.9, 3, 12288, 0.2),
            relay_ports=self.pair.relay_ports,
        )

    async def watch_view(self, interval_s: float) -> AsyncIterator[PairView]:
        while True:
            yield self.view()
            try:
                async with asyncio.timeout(interval_s):
                    await self.changed.wait()
                self.changed.clear()
            except TimeoutError:
                pass

    def document(self) -> PairDocument:
        return self.pair

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        if all(one.name != set_name for one in self.pair.sets):
            raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
        first, server = (1040, "castor") if queue is QueueName.UNSAFE else (1035, "pollux")
        return QueueHead(server, tuple(replace(one, sequence=first + number) for number, one in enumerate(WAITING))[:count])

    async def check_switchover(self) -> tuple[Check, ...]:
        return self.checks

    async def start_switchover(self, *, user: str, reason: str, request_id: str) -> Operation:
        if request_id in self.by_request:
            return self.by_request[request_id]
        vetoes = [check.sentence for check in self.checks if check.verdict is Verdict.VETO]
        if vetoes:
            raise NotReady(f"a switchover is not possible now: {vetoes[0]}")
        return self._operation(OperationKind.SWITCHOVER, f"{user}: {reason}", request_id)

    async def start_failover(self, *, user: str, reason: str, force: bool, request_id: str, to_server: str = "") -> Operation:
        if to_server != "pollux":
            raise NotReady("castor is active already; ask pollux", "ALREADY_ACTIVE")
        if request_id in self.by_request:
            return self.by_request[request_id]
        return self._operation(OperationKind.FAILOVER, f"{user}: {reason}", request_id)

    def _operation(self, kind: OperationKind, reason: str, request_id: str) -> Operation:
        number = len(self.known_operations) + 1
        phases = (Phase("stop applications", "castor"), Phase("drain unsafe queue", "castor"), Phase("promote", "pollux"))
        operation = Operation(
            f"op-{number}", kind, OperationState.RUNNING, phases, reason, "castor", "pollux", 8, STARTED_NS, cancellable=True
        )
        self.known_operations.insert(0, operation)
        self.by_request[request_id] = operation
        return operation

    def operation(self, operation_id: str) -> Operation:
        for operation in self.known_operations:
            if operation.id == operation_id:
                return operation
        raise NotFound(f"there is no operation {operation_id}; it may be too old", "UNKNOWN_OPERATION")

    def operations(self) -> tuple[Operation, ...]:
        return tuple(self.known_operations)

    async def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        operation = self.operation(operation_id)
        yield operation
        for done in range(len(operation.phases)):
            phases = tuple(
                replace(phase, state=PhaseState.DONE, elapsed_s=0.1) if number <= done else phase
                for number, phase in enumerate(operation.phases)
            )
            operation = replace(operation, phases=phases, elapsed_s=0.1 * (done + 1))
            yield operation
        self.roles = (Role.PASSIVE, Role.ACTIVE)
        operation = replace(operation, state=OperationState.SUCCEEDED, cancellable=False)
        self.known_operations = [operation if one.id == operation_id else one for one in self.known_operations]
        yield operation

    async def cancel_operation(self, operation_id: str, *, user: str) -> Operation:
        return replace(self.operation(operation_id), state=OperationState.CANCELLED, error=f"cancelled by {user}")

    async def check_set(self, new: ProtectedSet) -> tuple[Check, ...]:
        try:
            with_set(self.pair, new)
        except TwinhelmError as error:
            return (Check("folder", Verdict.VETO, str(error)),)
        return (
            Check("folder", Verdict.OK, f"{new.path} is a folder on castor"),
            Check("space", Verdict.HINT, "the disk of pollux has 2.0 GB free of 100 GB; little is left after the copy"),
        )

    async def divergences(self) -> PairDivergences:
        kept = Divergence("data", 6, 12, ("orders.db", "orders.db-wal"), 2, "/var/lib/twinhelm/sets/data/divergence-6")
        return PairDivergences((("pollux", kept),))

    async def create_join_token(self, *, lifetime_s: float, replace: bool, user: str, request_id: str) -> IssuedToken:
        if not replace:
            raise NotReady("the pair is complete: pollux has joined; add --replace to let another server in its place", "PAIR_COMPLETE")
        return IssuedToken("twinhelm-join-abc", STARTED_NS + int(lifetime_s * 1e9), ("10.99.0.1:7413",))

    def definitions(self) -> tuple[ApplicationDefinition, ...]:
        return tuple(describe_definition(name) for name in definition_names())

    async def add_application(
        self, definition: str, name: str, parameters: Mapping[str, str], *, user: str, request_id: str
    ) -> tuple[str, tuple[str, ...]]:
        made, exclude = load_definition(definition, **parameters)
        made = replace(made, name=name or made.name)
        self.pair = with_application(self.pair, made)
        return made.name, exclude

    async def remove_application(self, name: str, *, user: str, request_id: str) -> None:
        self.pair = without_application(self.pair, name)

    async def add_set(self, new: ProtectedSet, *, user: str, request_id: str) -> ProtectedSet:
        self.pair = with_set(self.pair, new)
        return self.pair.sets[-1]

    async def change_set(self, name: str, change: SetChange, *, user: str, request_id: str) -> ProtectedSet:
        self.pair = with_changed_set(self.pair, name, change)
        return next(one for one in self.pair.sets if one.name == name)

    async def change_bandwidth(self, text: str, *, user: str, request_id: str) -> str:
        self.pair = with_bandwidth(self.pair, text)
        return self.pair.bandwidth

    async def remove_set(self, name: str, *, user: str, request_id: str) -> None:
        self.pair = without_set(self.pair, name)

    async def add_user(self, name: str, role: UserRole, password: str, *, user: str, request_id: str) -> User:
        new = User(name, role, hash_password(password))
        self.pair = with_user(self.pair, new)
        return new

    async def remove_user(self, name: str, *, user: str, request_id: str) -> None:
        self.pair = without_user(self.pair, name)

    async def issue_access_token(self, name: str, *, lifetime_s: float, user: str, request_id: str) -> IssuedAccessToken:
        text, token = make_access_token(name, lifetime_s=lifetime_s, now_ns=time.time_ns())
        self.pair = with_token(self.pair, token)
        return IssuedAccessToken(text, token)

    async def revoke_access_tokens(self, name: str, token_id: str, *, user: str, request_id: str) -> int:
        before = len(self.pair.tokens)
        self.pair = without_tokens(self.pair, name, token_id)
        return before - len(self.pair.tokens)

    def applications(self) -> tuple[ApplicationStatus, ...]:
        return (ApplicationStatus("postgresql", self.application_state),)

    async def start_application(self, name: str, *, user: str) -> ApplicationStatus:
        return self._switch(name, ApplicationState.RUNNING)

    async def stop_application(self, name: str, *, user: str) -> ApplicationStatus:
        return self._switch(name, ApplicationState.STOPPED)

    def _switch(self, name: str, state: ApplicationState) -> ApplicationStatus:
        if name != "postgresql":
            raise NotFound(f"there is no application called {name}; there are: postgresql", "UNKNOWN_APPLICATION")
        self.application_state = state
        return self.applications()[0]

    def happen(self, sentence: str, severity: Severity = Severity.INFO) -> Event:
        number = len(self.happened) + 1
        event = Event(f"{number:012d}", STARTED_NS + number, "castor", severity, "role", sentence, 7)
        self.happened.append(event)
        self.changed.set()
        return event

    def events(self, before: str, limit: int) -> tuple[Event, ...]:
        older = [event for event in self.happened if not before or event.cursor < before]
        return tuple(reversed(older))[:limit]

    async def watch_events(self, after: str) -> AsyncIterator[Event]:
        seen = after or (self.happened[-1].cursor if self.happened else "")
        while True:
            self.changed.clear()
            for event in [event for event in self.happened if event.cursor > seen]:
                seen = event.cursor
                yield event
            await self.changed.wait()
