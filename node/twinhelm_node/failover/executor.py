"""Carries out what the decision chose: promotion, speaking, abandoning, stepping down. Each one is a task; a new one ends the one before.

Promotion: (generation is durable) → replicator activates → PREPARED … Speak → reveal → announce → start applications.
Step down: (hidden) → stop applications → unmount capture → STEPPED_DOWN.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable

from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.operations import OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.ports_replicator import Replicator, SetEnd
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.ports import Applications, Voice
from twinhelm_node.failover.values import Abandon, Basis, Promote, Report, ReportKind, Speak, StepDown

LOG = logging.getLogger(__name__)

DETECT, ASK, APPLY, MOUNT = "detect", "ask arbiter", "apply safe queue", "mount capture"
PROMOTE, REVEAL, ANNOUNCE, START = "promote", "reveal", "announce", "start applications"
SPOKEN = (REVEAL, ANNOUNCE, START)
DEACTIVATE_TRIES = 3
Event = Callable[[Severity, str, str], None]


class Executor:
    """One server's hands. `report` tells the decision how it ended, `event` tells people; `lost_s` says how long the peer is silent."""

    def __init__(
        self,
        *,
        name: str,
        peer_name: str,
        replicator: Replicator,
        applications: Applications,
        voice: Voice,
        announce: Callable[[], Awaitable[None]],
        book: OperationBook,
        report: Callable[[Report], None],
        event: Event,
        lost_s: Callable[[], float],
        remember_outage: Callable[[float], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._peer_name = peer_name
        self._replicator = replicator
        self._applications = applications
        self._voice = voice
        self._announce = announce
        self._book = book
        self._report = report
        self._event = event
        self._lost_s = lost_s
        self._remember_outage = remember_outage
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._announcing: asyncio.Task[None] | None = None
        self._may_speak: asyncio.Event = asyncio.Event()
        self._operation = ""
        self._basis = Basis.NONE
        self.joined_operation = ""  # set before a promotion that is part of an operation already open

    async def wait(self) -> None:
        """Wait for what is under way (tests, an orderly end)."""
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def stop(self) -> None:
        """End what is under way and leave the server as it is."""
        for task in (self._task, self._announcing):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def announce(self) -> None:
        """Tell the public network, without waiting."""
        self._announcing = asyncio.create_task(self._announce_quietly())

    # --- becoming active

    def promote(self, action: Promote) -> None:
        """Activate the replicator in the new generation and report PREPARED."""
        self._basis = action.basis
        self._may_speak = asyncio.Event()
        self._operation, self.joined_operation = self.joined_operation or self._open(action), ""
        self._begin(self._promote(action.generation, self._operation, self._may_speak))

    def _open(self, action: Promote) -> str:
        """Open the operation of a takeover; the time in which the failure was detected belongs to it."""
        gone = action.basis in (Basis.ARBITER, Basis.FORCED)
        lost_s = self._lost_s() if gone else 0.0
        phases = [Phase(name, self._name) for name in ((DETECT, ASK) if gone else ()) + (APPLY, MOUNT, *SPOKEN)]
        operation = self._book.open(
            OperationKind.FAILOVER,
            phases,
            reason=action.reason,
            from_server=self._peer_name if gone else "",
            to_server=self._name,
            generation=action.generation,
            already_s=lost_s,
        )
        if gone:
            self._book.phase(operation, DETECT, PhaseState.DONE, action.reason, elapsed_s=lost_s)
            self._book.phase(operation, ASK, PhaseState.RUNNING)
        return operation

    async def _promote(self, generation: int, operation: str, may_speak: asyncio.Event) -> None:
        try:
            await self._activate(generation, operation)
        except TwinhelmError as error:
            sentence = f"the replicator could not become active: {error}"
            await self._take_back(generation, operation, sentence)
            return
        self._report(Report(ReportKind.PREPARED, generation))
        await may_speak.wait()
        self._book.phase(operation, ANNOUNCE, PhaseState.RUNNING)
        await self._announce_quietly()
        self._book.phase(operation, ANNOUNCE, PhaseState.DONE)
        await self._start_applications(operation)

    async def _activate(self, generation: int, operation: str) -> None:
        """Follow the replicator's steps; in a switchover they are one phase."""
        phase = PROMOTE if self._basis is Basis.HANDOVER else APPLY
        self._book.phase(operation, phase, PhaseState.RUNNING)
        async for step in self._replicator.activate(generation):
            if phase == APPLY and "mount" in step.phase:
                self._book.phase(operation, APPLY, PhaseState.DONE)
                phase = MOUNT
            self._book.phase(operation, phase, PhaseState.RUNNING, step.detail)
            if step.done:
                break
        else:
            raise Unreachable("the replicator ended before it was active; see its log", "REPLICATOR_GONE")
        if phase == APPLY:
            self._book.phase(operation, APPLY, PhaseState.DONE)
        self._book.phase(operation, MOUNT if phase == APPLY else phase, PhaseState.DONE)

    def speak(self, action: Speak) -> None:
        """Reveal at once; the promotion goes on with the rest."""
        operation, left_s = self._operation, action.until - self._clock()
        self._book.phase(operation, ASK, PhaseState.DONE, action.reason)
        self._book.phase(operation, REVEAL, PhaseState.RUNNING)
        try:
            if left_s > 0:
                self._voice.reveal(left_s)
        except TwinhelmError as error:
            self._book.close(operation, OperationState.FAILED, str(error))
            self._report(Report(ReportKind.FAILED, action.generation, f"the packet filter could not be opened: {error}"))
            return
        self._book.phase(operation, REVEAL, PhaseState.DONE)
        self._may_speak.set()

    async def _announce_quietly(self) -> None:
        try:
            await self._announce()
        except (TwinhelmError, OSError) as error:
            self._event(Severity.WARNING, "packet_filter", f"the service addresses could not be announced: {error}")

    async def _start_applications(self, operation: str) -> None:
        self._book.phase(operation, START, PhaseState.RUNNING)
        try:
            await self._applications.start_all()
        except TwinhelmError as error:
            self._book.close(operation, OperationState.FAILED, str(error))
            self._event(Severity.CRITICAL, "application", f"{self._name} is active, but {error}")
            return
        self._book.phase(operation, START, PhaseState.DONE)
        if self._basis is Basis.HANDOVER:
            return  # the server that gave the role away closes its operation
        ended = self._book.close(operation, OperationState.SUCCEEDED)
        if self._basis in (Basis.ARBITER, Basis.FORCED):
            await self._remember_outage(ended.elapsed_s)

    # --- going back

    def abandon(self, action: Abandon) -> None:
        """Take a promotion back and report FAILED."""
        self._begin(self._take_back(action.generation, self._operation, action.reason))

    async def _take_back(self, generation: int, operation: str, reason: str) -> None:
        await self._deactivate(generation)
        with contextlib.suppress(TwinhelmError):
            if self._book.get(operation).state is OperationState.RUNNING and self._book.led_here(operation):
                self._book.close(operation, OperationState.FAILED, reason)
            else:
                self._book.phase(operation, PROMOTE, PhaseState.FAILED, reason)
        self._report(Report(ReportKind.FAILED, generation, reason))

    def step_down(self, action: StepDown) -> None:
        """Stop applications, unmount, report STEPPED_DOWN."""
        with contextlib.suppress(TwinhelmError):
            if self._operation and self._book.get(self._operation).state is OperationState.RUNNING:
                self._book.close(self._operation, OperationState.FAILED, action.reason)
        self._begin(self._step_down(action.generation))

    async def _step_down(self, generation: int) -> None:
        try:
            await self._applications.stop_all()
        except TwinhelmError as error:
            self._event(Severity.CRITICAL, "application", f"{error}; {self._name} is silent and gives its folders up nevertheless")
        await self._deactivate(generation)
        self._report(Report(ReportKind.STEPPED_DOWN, generation))

    async def _deactivate(self, generation: int) -> tuple[SetEnd, ...]:
        """Unmount by force. A replicator that is gone has nothing mounted any more."""
        for _ in range(DEACTIVATE_TRIES):
            try:
                return await self._replicator.deactivate(generation, force=True)
            except Unreachable as error:
                LOG.warning("the replicator cannot be asked to unmount: %s", error)
                return ()
            except TwinhelmError as error:
                sentence = str(error)
                await asyncio.sleep(0.2)
        self._event(Severity.CRITICAL, "set", f"the folders of {self._name} could not be given up: {sentence}")
        return ()

    def _begin(self, work: Awaitable[None]) -> None:
        before = self._task
        if before is not None and not before.done():
            before.cancel()
        self._task = asyncio.create_task(self._after(before, work))

    async def _after(self, before: asyncio.Task[None] | None, work: Awaitable[None]) -> None:
        if before is not None:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await before
        try:
            await work
        except Exception:
            LOG.exception("an action of the failover ended unexpectedly")
            raise
