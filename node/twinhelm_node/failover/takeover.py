"""What this server does when the other one gives its role away, or asks it to give way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.operations import Operation, OperationState, Phase, PhaseState
from twinhelm_node.domain.ports_replicator import Replicator, SetEnd
from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.executor import ANNOUNCE, PROMOTE, REVEAL, START, Executor
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.ports import HandoverStep, Offer
from twinhelm_node.failover.values import Action, GiveWay, Request, TakeOver

PHASES = (PROMOTE, REVEAL, ANNOUNCE, START)
POSITION_TIMEOUT_S = 2.0
STEP_DOWN_TIMEOUT_S = 90.0


class HandoverReceiver:
    """The called side of peer.v1.HandoverService. `role` is the published role of this server."""

    def __init__(
        self,
        *,
        name: str,
        peer_name: str,
        replicator: Replicator,
        executor: Executor,
        book: OperationBook,
        request: Callable[[Request], Awaitable[tuple[Action, ...]]],
        role: Callable[[], Role],
    ) -> None:
        self._name = name
        self._peer_name = peer_name
        self._replicator = replicator
        self._executor = executor
        self._book = book
        self._request = request
        self._role = role

    async def take_over(self, offer: Offer) -> AsyncIterator[HandoverStep]:
        """Become active if exactly what the other server captured is applied here; yield each phase as it changes."""
        await self._require_positions(offer.positions)
        phases = [Phase(phase, self._name) for phase in PHASES]
        self._book.follow(offer.operation_id, phases, reason=offer.reason, from_server=self._peer_name, generation=offer.generation)
        self._executor.joined_operation = offer.operation_id
        try:
            await self._request(TakeOver(offer.generation, offer.reason))
        except TwinhelmError:
            self._executor.joined_operation = ""
            raise
        told: dict[str, PhaseState] = {}
        async for operation in self._book.watch(offer.operation_id):
            for step in _news(operation, told):
                yield step
                if step.state == "failed":
                    return
            if told.get(START) is PhaseState.DONE:
                return
        yield HandoverStep(PROMOTE, "failed", 0.0, self._book.get(offer.operation_id).error or f"{self._name} gave up")

    async def step_down(self, generation: int, reason: str) -> bool:
        """Give way to the other server; True once this one is passive."""
        await self._request(GiveWay(generation, reason))
        try:
            async with asyncio.timeout(STEP_DOWN_TIMEOUT_S):
                while self._role() is not Role.PASSIVE:  # noqa: ASYNC110  # the role is published by value, several times a second
                    await asyncio.sleep(0.02)
        except TimeoutError:
            return False
        return True

    async def _require_positions(self, positions: tuple[SetEnd, ...]) -> None:
        """Refuse unless every set has applied exactly where it ended on the other server."""
        deadline = asyncio.get_running_loop().time() + POSITION_TIMEOUT_S
        while True:
            sets = {one.name: one for one in (await self._replicator.status()).sets}
            wrong = [end for end in positions if end.set_name not in sets or sets[end.set_name].applied_sequence != end.sequence]
            if not wrong:
                return
            if asyncio.get_running_loop().time() >= deadline:
                end = wrong[0]
                here = sets[end.set_name].applied_sequence if end.set_name in sets else "nothing"
                raise NotReady(
                    f"{self._name} has applied {here} of the set {end.set_name}, which ended at {end.sequence}; wait for it",
                    "NOT_READY",
                )
            await asyncio.sleep(0.05)


def _news(operation: Operation, told: dict[str, PhaseState]) -> list[HandoverStep]:
    """Return what changed in our phases since the last time, and remember it."""
    steps = []
    for phase in operation.phases:
        if phase.name not in PHASES or phase.state is PhaseState.WAITING or told.get(phase.name) is phase.state:
            continue
        told[phase.name] = phase.state
        state = {PhaseState.RUNNING: "running", PhaseState.DONE: "done"}.get(phase.state, "failed")
        detail = phase.detail if state != "failed" else phase.detail or operation.error
        steps.append(HandoverStep(phase.name, state, phase.elapsed_s, detail))
    if operation.state not in (OperationState.RUNNING, OperationState.SUCCEEDED) and not any(step.state == "failed" for step in steps):
        steps.append(HandoverStep(PROMOTE, "failed", 0.0, operation.error))
    return steps
