"""The pair as the admin API may see and change it: implements api.ports.PairControl with the parts of the control process."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace as replaced
from typing import Any

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
from twinhelm_node.config.set_changes import SetChange, describe_change, with_changed_set
from twinhelm_node.control.applications import ApplicationKeeper
from twinhelm_node.control.data_control import DataControl, OwnData, PeerData
from twinhelm_node.control.documents import DocumentKeeper
from twinhelm_node.control.forwarding import ForwardedFailover
from twinhelm_node.control.joining import TokenIssuer
from twinhelm_node.control.kept_aside import KeptAside
from twinhelm_node.control.readiness import vetoes
from twinhelm_node.control.set_checks import SetChecker, open_files
from twinhelm_node.domain.definition import ApplicationDefinition
from twinhelm_node.domain.divergence import PairDivergences
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady
from twinhelm_node.domain.events import Event, Severity
from twinhelm_node.domain.operations import Check, Operation, Verdict
from twinhelm_node.domain.pair import PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.queue_head import QueueHead, QueueName
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import ApplicationStatus
from twinhelm_node.domain.view import PairView
from twinhelm_node.events.event_log import EventLog
from twinhelm_node.failover.forced import ForcedFailover
from twinhelm_node.failover.generations import next_generation
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.switchover import Switchover
from twinhelm_node.failover.values import State
from twinhelm_node.security.access_tokens import DAY_S, make_access_token
from twinhelm_node.security.passwords import hash_password
from twinhelm_node.system.open_files import programs_with_open_files

MOST_REQUESTS = 200
LEAST_GAP_S = 0.05


class Changes:
    """Lets any number of watchers wait for the next change."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify(self) -> None:
        """Something changed."""
        waiting, self._event = self._event, asyncio.Event()
        waiting.set()

    async def wait(self, at_most_s: float) -> None:
        """Wait for a change, but not for ever."""
        try:
            async with asyncio.timeout(at_most_s):
                await self._event.wait()
        except TimeoutError:
            pass


class NodePairControl:
    """Answers for one server. `look` builds the view now; `state` is the published state of the decision."""

    def __init__(
        self,
        *,
        look: Callable[[], PairView],
        state: Callable[[], State],
        changes: Changes,
        documents: DocumentKeeper,
        applications: ApplicationKeeper,
        book: OperationBook,
        switchover: Switchover,
        forced: ForcedFailover,
        forwarded: ForwardedFailover,
        set_checker: SetChecker,
        kept_aside: KeptAside,
        tokens: TokenIssuer,
        log: EventLog,
        replicator: Replicator,
        ask_peer: Callable[[str, QueueName, int], Awaitable[QueueHead]],
        reserved: tuple[str, ...],
        own_data: OwnData,
        peer_data: PeerData,
    ) -> None:
        self._look = look
        self._state = state
        self._changes = changes
        self._documents = documents
        self._applications = applications
        self._book = book
        self._switchover = switchover
        self._forced = forced
        self._forwarded = forwarded
        self._set_checker = set_checker
        self._kept_aside = kept_aside
        self._tokens = tokens
        self._log = log
        self._replicator = replicator
        self._ask_peer = ask_peer
        self._reserved = reserved
        self._answers: OrderedDict[str, Any] = OrderedDict()
        self._turn = asyncio.Lock()
        self.data = DataControl(
            own=own_data, peer=peer_data, names=lambda: (state().name, state().peer_name), document=self.document, replicator=replicator,
            require_active=self._require_role, event=lambda sentence, user: self._event("verification", sentence, user),
            change_rate=self._change_check_rate,
        )  # fmt: skip

    # --- looking

    def view(self) -> PairView:
        """Return the pair as it is known now."""
        return self._look()

    async def watch_view(self, interval_s: float) -> AsyncIterator[PairView]:
        """Yield the view at every change of state and at least every `interval_s` seconds."""
        while True:
            yield self._look()
            await asyncio.sleep(min(LEAST_GAP_S, interval_s))
            await self._changes.wait(max(0.0, interval_s - LEAST_GAP_S))

    def document(self) -> PairDocument:
        """Return the pair document in force."""
        return self._documents.current

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the first entries of a queue: from the journal here, or asked of the other server if that one holds it."""
        if all(one.name != set_name for one in self._documents.current.sets):
            raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
        state = self._state()
        if (state.role is Role.ACTIVE) == (queue is QueueName.UNSAFE):
            return QueueHead(state.name, await self._replicator.queue_head(set_name, queue, count))
        return await self._ask_peer(set_name, queue, count)

    async def check_switchover(self) -> tuple[Check, ...]:
        """Return the evidence a switchover would look at now."""
        return self._look().checks

    # --- roles

    async def start_switchover(self, *, user: str, reason: str, request_id: str) -> Operation:
        """Start a switchover. Reasons: NOT_ACTIVE, NOT_READY, OPERATION_RUNNING."""
        async with self._turn:
            if (known := self._answers.get(request_id)) is not None:
                return self._book.get(known)
            state = self._state()
            if state.role is not Role.ACTIVE:
                raise NotReady(f"{state.name} is {state.role}; ask {state.peer_name} for the switchover", "NOT_ACTIVE")
            if self._book.running():
                raise NotReady("an operation is under way already; watch it with 'twinhelm status'", "OPERATION_RUNNING")
            if against := vetoes(self._look().checks):
                raise NotReady(f"a switchover is not possible now: {'; '.join(against)}", "NOT_READY")
            generation = next_generation(state.identity.other, state.generation)
            operation = self._switchover.start(_asked(user, reason, "switchover"), generation)
            self._remember(request_id, operation.id)
            self._event("role", f"{user} started a switchover from {state.name} to {state.peer_name}", user)
            return operation

    async def start_failover(self, *, user: str, reason: str, force: bool, request_id: str, to_server: str = "") -> Operation:
        """Let `to_server` (empty: this server) take over; asked for the other one, the active passes it on.

        Reasons: ALREADY_ACTIVE, NOT_FORCED, OPERATION_RUNNING, SERVICE_ADDRESS_ANSWERS, UNKNOWN_SERVER, UNREACHABLE.
        """
        async with self._turn:
            if (known := self._answers.get(request_id)) is not None:
                return self._book.get(known)
            if not force:
                sentence = "a failover loses the unsafe entries of the other server; say --force if you mean it, or ask for a switchover"
                raise NotReady(sentence, "NOT_FORCED")
            if to_server and to_server != self._state().name:
                operation = await self._pass_on_failover(to_server, user=user, reason=reason, request_id=request_id)
                self._remember(request_id, operation.id)
                return operation
            operation = await self._forced.start(_asked(user, reason, "failover"))
            self._remember(request_id, operation.id)
            self._event("role", f"{user} forced a failover to {self._state().name}", user, Severity.WARNING)
            return operation

    async def _pass_on_failover(self, to_server: str, *, user: str, reason: str, request_id: str) -> Operation:
        state = self._state()
        if to_server != state.peer_name:
            raise InvalidInput(f"there is no server {to_server} in this pair; it has {state.name} and {state.peer_name}", "UNKNOWN_SERVER")
        if state.role is not Role.ACTIVE:
            raise NotReady(f"{state.name} is {state.role} and passes nothing on; ask {to_server} itself", "NOT_ACTIVE")
        if self._book.running():
            raise NotReady("an operation is under way already; watch it with 'twinhelm status'", "OPERATION_RUNNING")
        operation = await self._forwarded.start(user=user, reason=reason, request_id=request_id)
        self._event("role", f"{user} asked {to_server} for a forced failover", user, Severity.WARNING)
        return operation

    def operation(self, operation_id: str) -> Operation:
        """Return one operation; raises NotFound."""
        return self._book.get(operation_id)

    def operations(self) -> tuple[Operation, ...]:
        """Return the known operations, newest first."""
        return self._book.list()

    def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield every change of an operation, ending after its last state."""
        return self._book.watch(operation_id)

    async def cancel_operation(self, operation_id: str, *, user: str) -> Operation:
        """Stop a running switchover and go back. Reason NOT_CANCELLABLE."""
        operation = await self._switchover.cancel(operation_id)
        self._event("role", f"{user} cancelled operation {operation_id}", user)
        return operation

    # --- the pair document

    async def check_set(self, new: ProtectedSet) -> tuple[Check, ...]:
        """Return what adding a set would look at. Reason NOT_ACTIVE."""
        self._require_role("sets are added on the active")
        return await self._set_checker.check(self._documents.current, new)

    async def divergences(self) -> PairDivergences:
        """Return what is kept aside on both servers."""
        return await self._kept_aside.look()

    async def _change_check_rate(self, set_name: str, rate_bytes_per_s: int) -> None:
        async with self._turn:
            change = SetChange(check_rate_bytes_per_s=rate_bytes_per_s)
            await self._documents.change(lambda document: with_changed_set(document, set_name, change))

    async def create_join_token(self, *, lifetime_s: float, replace: bool, user: str, request_id: str) -> IssuedToken:
        """Make a one-time token. Reasons: NOT_PRIMARY, PAIR_COMPLETE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), IssuedToken):
                return known
            issued = await self._tokens.issue(lifetime_s=lifetime_s, replace=replace)
            self._remember(request_id, issued)
            self._event("security", f"{user} made a join token for {lifetime_s / 60:.0f} minutes", user)
            return issued

    async def add_set(self, new: ProtectedSet, *, user: str, request_id: str) -> ProtectedSet:
        """Protect a folder."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), ProtectedSet):
                return known
            await self._refuse_open_files(new)
            document = await self._documents.change(lambda document: with_set(document, new, reserved=self._reserved))
            added = next(one for one in document.sets if one.name == new.name)
            self._remember(request_id, added)
            self._event("configuration", f"{user} added the set {added.name} ({added.path})", user)
            return added

    async def _refuse_open_files(self, new: ProtectedSet) -> None:
        """What a program writes through a file it opened before the folder is mounted over would never be captured."""
        path = (await asyncio.to_thread(with_set, self.document(), new, reserved=self._reserved)).sets[-1].path
        check = open_files(path, await asyncio.to_thread(programs_with_open_files, path))
        if check.verdict is Verdict.VETO:
            raise NotReady(check.sentence, "FILES_OPEN")

    async def change_set(self, name: str, change: SetChange, *, user: str, request_id: str) -> ProtectedSet:
        """Change mode, quota and policies of a set. Reasons: UNKNOWN_SET, BAD_QUOTA, BAD_FLOOR, NOTHING_TO_CHANGE, NOT_ACTIVE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), ProtectedSet):
                return known
            before = {one.name: one for one in self.document().sets}
            document = await self._documents.change(lambda document: with_changed_set(document, name, change))
            changed = next(one for one in document.sets if one.name == name)
            self._remember(request_id, changed)
            self._event("configuration", f"{user} changed the set {name}: {describe_change(before[name], changed)}", user)
            return changed

    async def change_bandwidth(self, text: str, *, user: str, request_id: str) -> str:
        """Set the cap that all sets share. Reasons: BAD_BANDWIDTH, NOT_ACTIVE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), str):
                return known
            document = await self._documents.change(lambda document: with_bandwidth(document, text))
            self._remember(request_id, document.bandwidth)
            self._event("configuration", f"{user} set the bandwidth of the channel to {document.bandwidth or 'unlimited'}", user)
            return document.bandwidth

    async def remove_set(self, name: str, *, user: str, request_id: str) -> None:
        """Stop protecting a folder. Its files stay on both servers."""
        async with self._turn:
            if request_id in self._answers:
                return
            await self._documents.change(lambda document: without_set(document, name))
            self._remember(request_id, True)
            self._event("configuration", f"{user} removed the set {name}; its files stay", user)

    async def add_user(self, name: str, role: UserRole, password: str, *, user: str, request_id: str) -> User:
        """Add a user, or replace the role and password of one."""
        if len(password) < 8:
            raise InvalidInput("the password has fewer than 8 characters; choose a longer one", "WEAK_PASSWORD")
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), User):
                return known
            added = User(name, role, await asyncio.to_thread(hash_password, password))
            await self._documents.change(lambda document: with_user(document, added))
            self._remember(request_id, added)
            self._event("security", f"{user} set up the user {name} as {role}", user)
            return added

    async def remove_user(self, name: str, *, user: str, request_id: str) -> None:
        """Remove a user; refused for the last admin."""
        async with self._turn:
            if request_id in self._answers:
                return
            await self._documents.change(lambda document: without_user(document, name))
            self._remember(request_id, True)
            self._event("security", f"{user} removed the user {name}", user)

    async def issue_access_token(self, name: str, *, lifetime_s: float, user: str, request_id: str) -> IssuedAccessToken:
        """Make a long-lived token for a user. Reasons: UNKNOWN_USER, TOO_MANY_TOKENS, NOT_ACTIVE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), IssuedAccessToken):
                return known
            text, token = make_access_token(name, lifetime_s=lifetime_s, now_ns=time.time_ns())
            await self._documents.change(lambda document: with_token(document, token))
            issued = IssuedAccessToken(text, token)
            self._remember(request_id, issued)
            self._event("security", f"{user} made the token {token.id} for {name}, valid for {lifetime_s / DAY_S:.0f} days", user)
            return issued

    async def revoke_access_tokens(self, name: str, token_id: str, *, user: str, request_id: str) -> int:
        """End tokens of a user, with the sessions opened by them. Reasons: UNKNOWN_TOKEN, NOT_ACTIVE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), int):
                return known
            before = len(self.document().tokens)
            count = before - len((await self._documents.change(lambda document: without_tokens(document, name, token_id))).tokens)
            self._remember(request_id, count)
            self._event("security", f"{user} revoked {f'the token {token_id}' if token_id else 'every token'} of {name}", user)
            return count

    # --- applications

    def applications(self) -> tuple[ApplicationStatus, ...]:
        """Return the applications of this server."""
        return self._applications.statuses()

    async def start_application(self, name: str, *, user: str) -> ApplicationStatus:
        """Start an application on the active. Reason NOT_ACTIVE."""
        self._require_active()
        status = await self._applications.start(name)
        self._event("application", f"{user} started {name}", user)
        return status

    async def stop_application(self, name: str, *, user: str) -> ApplicationStatus:
        """Stop an application on the active; it stays stopped until somebody starts it or the roles change."""
        self._require_active()
        status = await self._applications.stop(name)
        self._event("application", f"{user} stopped {name}; it stays stopped until it is started again", user)
        return status

    def definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship. Reads files."""
        return tuple(describe_definition(name) for name in definition_names())

    async def add_application(
        self, definition: str, name: str, parameters: Mapping[str, str], *, user: str, request_id: str
    ) -> tuple[str, tuple[str, ...]]:
        """Protect an application from its definition. Reasons: UNKNOWN_APPLICATION, BAD_PARAMETER, BAD_NAME, NAME_TAKEN, NOT_ACTIVE."""
        async with self._turn:
            if isinstance(known := self._answers.get(request_id), tuple):
                return known
            self._require_role("applications are added on the active")
            made, exclude = await asyncio.to_thread(load_definition, definition, **parameters)
            application = replaced(made, name=name or made.name)
            await self._documents.change(lambda document: with_application(document, application))
            answer = (application.name, exclude)
            self._remember(request_id, answer)
            self._event("configuration", f"{user} added the application {application.name}", user)
            return answer

    async def remove_application(self, name: str, *, user: str, request_id: str) -> None:
        """Leave an application to others; it goes on as it is. Reasons: UNKNOWN_APPLICATION, NOT_ACTIVE."""
        async with self._turn:
            if request_id in self._answers:
                return
            await self._documents.change(lambda document: without_application(document, name))
            self._remember(request_id, True)
            self._event("configuration", f"{user} removed the application {name}; it goes on as it is", user)

    # --- events

    def events(self, before: str, limit: int) -> tuple[Event, ...]:
        """Return events older than cursor `before`, newest first."""
        return self._log.list(before, limit)

    def watch_events(self, after: str) -> AsyncIterator[Event]:
        """Yield events after cursor `after`."""
        return self._log.watch(after)

    # --- inside

    def _require_role(self, why: str) -> None:
        state = self._state()
        if state.role is not Role.ACTIVE:
            raise NotReady(f"{why}; {state.name} is {state.role}, ask {state.peer_name}", "NOT_ACTIVE")

    def _require_active(self) -> None:
        state = self._state()
        if state.role is not Role.ACTIVE:
            raise NotReady(f"applications run on the active; {state.name} is {state.role}, ask {state.peer_name}", "NOT_ACTIVE")
        if self._book.running():
            raise NotReady("an operation is under way, which starts and stops applications itself; wait for its end", "OPERATION_RUNNING")

    def _remember(self, request_id: str, answer: object) -> None:
        if request_id:
            self._answers[request_id] = answer
            while len(self._answers) > MOST_REQUESTS:
                self._answers.popitem(last=False)

    def _event(self, kind: str, sentence: str, user: str, severity: Severity = Severity.INFO) -> None:
        self._log.append(severity, kind, sentence, generation=self._state().generation, user=user)


def _asked(user: str, reason: str, what: str) -> str:
    return f"{user} asked for a {what}: {reason}" if reason else f"{user} asked for a {what}"
