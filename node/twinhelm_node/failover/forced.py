"""A failover that a person forces: ask the other server to step down if it is heard, else wait until its lease has ended; take over."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.executor import APPLY, ASK, MOUNT, SPOKEN, Executor
from twinhelm_node.failover.generations import next_generation
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.ports import Handover
from twinhelm_node.failover.values import Action, Force, PeerSeen, Request, State, Verdict

ASK_PEER = "ask the other server to step down"


class ForcedFailover:
    """Runs one at a time on the passive."""

    def __init__(
        self,
        *,
        name: str,
        peer_name: str,
        executor: Executor,
        handover: Handover,
        book: OperationBook,
        state: Callable[[], State],
        peer: Callable[[], PeerSeen | None],
        ask_arbiter: Callable[[], Awaitable[Verdict]],
        request: Callable[[Request], Awaitable[tuple[Action, ...]]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._peer_name = peer_name
        self._executor = executor
        self._handover = handover
        self._book = book
        self._state = state
        self._peer = peer
        self._ask_arbiter = ask_arbiter
        self._request = request
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    async def start(self, reason: str) -> Operation:
        """Begin. Raises NotReady: ALREADY_ACTIVE, OPERATION_RUNNING, SERVICE_ADDRESS_ANSWERS."""
        if self._state().role is not Role.PASSIVE:
            raise NotReady(f"{self._name} is {self._state().role} already; nothing to force", "ALREADY_ACTIVE")
        if self._book.running() or (self._task is not None and not self._task.done()):
            raise NotReady("an operation is under way already; watch it with 'twinhelm status'", "OPERATION_RUNNING")
        if not self._heard():
            await self._require_silence()
        phases = [Phase(ASK_PEER, self._peer_name), *(Phase(name, self._name) for name in (ASK, APPLY, MOUNT, *SPOKEN))]
        operation = self._book.open(
            OperationKind.FAILOVER,
            phases,
            reason=reason,
            from_server=self._peer_name,
            to_server=self._name,
            generation=next_generation(self._state().identity, self._state().generation),
        )
        self._task = asyncio.create_task(self._run(operation, reason))
        return self._book.get(operation)

    def _heard(self) -> bool:
        peer = self._peer()
        return peer is not None and self._clock() - peer.heard_at < self._state().limits.dead_s

    async def _require_silence(self) -> None:
        verdict = await self._ask_arbiter()
        if verdict.service_answers:
            sentence = f"somebody answers for the service address ({verdict.evidence}); shut {self._peer_name} down first"
            raise NotReady(sentence, "SERVICE_ADDRESS_ANSWERS")

    async def _run(self, operation: str, reason: str) -> None:
        # From now on: once the other server has given way, the decision may take the free role before we ask for it.
        self._executor.joined_operation = operation
        try:
            agreed = await self._ask_peer(operation, reason)
            self._book.phase(operation, ASK, PhaseState.RUNNING)
            if not agreed:
                while self._heard():  # noqa: ASYNC110  # silence is no event
                    await asyncio.sleep(0.05)
                await self._require_silence()
            await self._request(Force(peer_stepped_down=agreed, reason=reason))
        except TwinhelmError as error:
            if error.reason == "ALREADY_ACTIVE" and not self._executor.joined_operation:
                return
            self._executor.joined_operation = ""
            self._book.close(operation, OperationState.FAILED, str(error))

    async def _ask_peer(self, operation: str, reason: str) -> bool:
        """Return whether the other server says that it stepped down."""
        if not self._heard():
            self._book.phase(operation, ASK_PEER, PhaseState.SKIPPED, f"{self._peer_name} cannot be heard")
            return False
        self._book.phase(operation, ASK_PEER, PhaseState.RUNNING)
        state = self._state()
        try:
            agreed = await self._handover.step_down(next_generation(state.identity, state.generation), reason)
        except TwinhelmError as error:
            self._book.phase(operation, ASK_PEER, PhaseState.FAILED, str(error))
            if self._heard():
                raise
            return False
        if not agreed:
            raise NotReady(f"{self._peer_name} can be heard and did not step down in time; look at it, or shut it down", "NOT_READY")
        self._book.phase(operation, ASK_PEER, PhaseState.DONE)
        return True
