"""A switchover on the active: stop applications → drain → hide → demote → hand over. A failure on the way goes back to a working active."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence

from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.ports_replicator import Replicator, SetEnd
from twinhelm_node.failover.executor import ANNOUNCE, PROMOTE, REVEAL, START, Event
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.ports import Applications, Handover, Offer
from twinhelm_node.failover.values import Action, Demote, HandOver, Report, ReportKind, Request

STOP, DRAIN_UNSAFE, DRAIN_SAFE, HIDE, DEMOTE = "stop applications", "drain unsafe queue", "drain safe queue", "hide", "demote"
DRAIN_TIMEOUT_S = 300.0
FILES_OPEN_S = 5.0
STATES = {"running": PhaseState.RUNNING, "done": PhaseState.DONE, "failed": PhaseState.FAILED}


class Switchover:
    """Leads one switchover at a time. `request` and `report` are the helm's."""

    def __init__(
        self,
        *,
        name: str,
        peer_name: str,
        replicator: Replicator,
        applications: Applications,
        handover: Handover,
        book: OperationBook,
        request: Callable[[Request], Awaitable[tuple[Action, ...]]],
        report: Callable[[Report], None],
        event: Event,
        remember_outage: Callable[[float], Awaitable[None]],
        peer_took_over: Callable[[int], Awaitable[bool]],
        clock: Callable[[], float] = time.monotonic,
        drain_timeout_s: float = DRAIN_TIMEOUT_S,
    ) -> None:
        self._name = name
        self._peer_name = peer_name
        self._replicator = replicator
        self._applications = applications
        self._handover = handover
        self._book = book
        self._request = request
        self._report = report
        self._event = event
        self._remember_outage = remember_outage
        self._peer_took_over = peer_took_over
        self._clock = clock
        self._drain_timeout_s = drain_timeout_s
        self._task: asyncio.Task[None] | None = None
        self._operation = ""

    def start(self, reason: str, generation: int) -> Operation:
        """Begin; `generation` is the one it will lead to. Raises NotReady (OPERATION_RUNNING)."""
        if self._task is not None and not self._task.done():
            raise NotReady("a switchover is under way already; watch it with 'twinhelm status'", "OPERATION_RUNNING")
        here, there = self._name, self._peer_name
        phases: Sequence[Phase] = (
            *(Phase(name, here) for name in (STOP, DRAIN_UNSAFE, DRAIN_SAFE, HIDE, DEMOTE)),
            *(Phase(name, there) for name in (PROMOTE, REVEAL, ANNOUNCE, START)),
        )
        self._operation = self._book.open(
            OperationKind.SWITCHOVER, phases, reason=reason, from_server=here, to_server=there, generation=generation, cancellable=True
        )
        self._task = asyncio.create_task(self._run(self._operation, reason))
        return self._book.get(self._operation)

    async def cancel(self, operation_id: str) -> Operation:
        """Stop and go back; raises NotReady (NOT_CANCELLABLE) once the role was given away."""
        operation = self._book.get(operation_id)
        if operation_id != self._operation or self._task is None or not operation.cancellable:
            raise NotReady("this operation can no longer be cancelled; wait for its end", "NOT_CANCELLABLE")
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        return self._book.get(operation_id)

    async def wait(self) -> None:
        """Wait for the end of the running one."""
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self, operation: str, reason: str) -> None:
        began = self._clock()
        try:
            await self._empty(operation)
        except asyncio.CancelledError:
            await self._go_back(operation, OperationState.CANCELLED, "cancelled; the applications run on where they were")
            return
        except TwinhelmError as error:
            await self._go_back(operation, OperationState.FAILED, str(error))
            return
        self._book.update(operation, cancellable=False)
        await asyncio.shield(self._give(operation, reason, began))

    async def _empty(self, operation: str) -> None:
        """Stop the applications, and wait until the passive has applied everything."""
        self._book.phase(operation, STOP, PhaseState.RUNNING)
        await self._applications.stop_all()
        self._book.phase(operation, STOP, PhaseState.DONE)
        self._book.phase(operation, DRAIN_UNSAFE, PhaseState.RUNNING)
        done = draining_safe = False
        async for step in self._replicator.drain(self._drain_timeout_s):
            if step.unsafe_entries == 0 and not draining_safe:
                draining_safe = True
                self._book.phase(operation, DRAIN_UNSAFE, PhaseState.DONE, "")
                self._book.phase(operation, DRAIN_SAFE, PhaseState.RUNNING)
            left = f"{step.safe_entries} entries to go" if draining_safe else f"{step.unsafe_bytes / 1000:.0f} kB to go"
            self._book.phase(operation, DRAIN_SAFE if draining_safe else DRAIN_UNSAFE, PhaseState.RUNNING, "" if step.done else left)
            done = step.done
        if not done:
            sentence = f"the queues did not drain within {self._drain_timeout_s:.0f} s; look at the channel and at {self._peer_name}"
            raise NotReady(sentence, "NOT_DRAINED")
        self._book.phase(operation, DRAIN_UNSAFE, PhaseState.DONE)
        self._book.phase(operation, DRAIN_SAFE, PhaseState.DONE)

    async def _go_back(self, operation: str, state: OperationState, sentence: str) -> None:
        """The role was never given away: start the applications again."""
        try:
            await self._applications.start_all()
        except TwinhelmError as error:
            sentence = f"{sentence}; and afterwards {error}"
        self._book.close(operation, state, sentence)
        severity = Severity.INFO if state is OperationState.CANCELLED else Severity.WARNING
        self._event(severity, "role", f"the switchover to {self._peer_name} ended and {self._name} stays active: {sentence}")

    async def _give(self, operation: str, reason: str, began: float) -> None:
        """Hide, demote, hand over. From here on the decision takes the role back if the other server cannot have it."""
        self._book.phase(operation, HIDE, PhaseState.RUNNING)
        try:
            generation = next(a.generation for a in await self._request(Demote(reason)) if isinstance(a, HandOver))
        except TwinhelmError as error:
            await self._go_back(operation, OperationState.FAILED, str(error))
            return
        self._book.phase(operation, HIDE, PhaseState.DONE)
        error_sentence = ""
        try:
            self._book.phase(operation, DEMOTE, PhaseState.RUNNING)
            self._book.update(operation, generation=generation)
            positions = await self._unmount(generation)
            self._book.phase(operation, DEMOTE, PhaseState.DONE)
            await self._offer(operation, Offer(generation, operation, reason, positions))
        except TwinhelmError as error:
            error_sentence = str(error)
        finally:
            self._report(Report(ReportKind.HANDED_OVER, generation))
        if error_sentence and not await self._peer_took_over(generation):
            sentence = f"{error_sentence}; {self._name} takes the role back"
            self._book.close(operation, OperationState.FAILED, sentence)
            self._event(Severity.WARNING, "role", f"the switchover to {self._peer_name} failed: {sentence}")
            return
        self._book.close(operation, OperationState.SUCCEEDED)
        await self._remember_outage(self._clock() - began)

    async def _unmount(self, generation: int) -> tuple[SetEnd, ...]:
        """Unmount politely; somebody's forgotten shell in a folder gets a few seconds."""
        deadline = self._clock() + FILES_OPEN_S
        while True:
            try:
                return await self._replicator.deactivate(generation)
            except TwinhelmError as error:
                if error.reason != "FILES_OPEN" or self._clock() >= deadline:
                    raise
            await asyncio.sleep(0.1)

    async def _offer(self, operation: str, offer: Offer) -> None:
        """Follow the other server's phases; raises NotReady when it failed."""
        started = False
        async for step in self._handover.take_over(offer):
            if step.state == "failed":
                self._book.phase(operation, step.phase, PhaseState.FAILED, step.detail, elapsed_s=step.elapsed_s)
                raise NotReady(f"{self._peer_name} could not take over: {step.detail}", "TAKEOVER_FAILED")
            self._book.phase(operation, step.phase, STATES[step.state], step.detail, elapsed_s=step.elapsed_s)
            started = step.phase == START and step.state == "done"
        if not started:
            raise NotReady(f"{self._peer_name} did not say that it finished", "TAKEOVER_FAILED")
