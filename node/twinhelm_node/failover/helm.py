"""The shell around the decision: feeds it, writes down, acts, publishes; in this order.

Invariant: what a heartbeat says is already true. A voice that a decision ended is ended, and a generation is durable, before `published`
shows it; the other server builds on that.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.failover.calm import TICK_S, pause_s
from twinhelm_node.failover.decide import consider, decide
from twinhelm_node.failover.ports import Arbiter, Voice
from twinhelm_node.failover.role_store import DurableRole, RoleStore
from twinhelm_node.failover.values import (
    Abandon,
    Action,
    AskArbiter,
    HandOver,
    Hide,
    Note,
    Observation,
    Promote,
    Refuse,
    RenewVoice,
    Report,
    ReportKind,
    Request,
    Speak,
    State,
    StepDown,
    Verdict,
    WarnLink,
)

LOG = logging.getLogger(__name__)


class Executor(Protocol):
    """Carries long actions out; see executor.py."""

    def promote(self, action: Promote) -> None:
        """Apply and mount, then report."""
        ...

    def speak(self, action: Speak) -> None:
        """Reveal at once, then announce and start applications."""
        ...

    def abandon(self, action: Abandon) -> None:
        """Take a promotion back, then report."""
        ...

    def step_down(self, action: StepDown) -> None:
        """Stop and unmount, then report."""
        ...

    def announce(self) -> None:
        """Tell the public network where the service addresses are."""
        ...


class Helm:
    """Runs the decision of one server. `look` makes the observation, `tell` gets every action that is worth an event.

    `said` is called when role or generation changed: the other server should hear it at once.
    """

    def __init__(
        self,
        state: State,
        *,
        store: RoleStore,
        durable: DurableRole,
        voice: Voice,
        arbiter: Arbiter,
        executor: Executor,
        look: Callable[[], Observation],
        tell: Callable[[Action, State], None],
        said: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self.state = state
        self.published = state
        self.durable = durable
        self.verdict: Verdict | None = None
        self._store = store
        self._voice = voice
        self._arbiter = arbiter
        self._executor = executor
        self._look = look
        self._tell = tell
        self._said = said
        self._clock = clock
        self._clock_ns = clock_ns
        self._reports: list[Report] = []
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()  # one decision at a time: the one before has landed
        self._asking: asyncio.Task[None] | None = None
        self._pause_s = TICK_S

    def wake(self) -> None:
        """Decide at once: something changed."""
        self._wake.set()

    def report(self, report: Report) -> None:
        """Take in the end of something the executor did."""
        self._reports.append(report)
        self.wake()

    async def run(self) -> None:
        """Decide for ever; cancel to end."""
        try:
            while True:
                self._wake.clear()
                await self.tick()
                try:
                    async with asyncio.timeout(self._pause_s):
                        await self._wake.wait()
                except TimeoutError:
                    pass
        finally:
            if self._asking is not None:
                self._asking.cancel()

    async def tick(self) -> None:
        """Decide once."""
        async with self._turn:
            reports, self._reports = tuple(self._reports), []
            seen = replace(self._look(), reports=reports, verdict=self.verdict)
            state, actions = decide(self.state, seen, self._clock())
            await self._land(state, actions)
            self._pause_s = pause_s(self.state, seen, self._clock())

    async def request(self, request: Request) -> tuple[Action, ...]:
        """Ask the decision for something; raises NotReady with its code and sentence."""
        async with self._turn:
            seen = replace(self._look(), verdict=self.verdict)
            state, actions = consider(self.state, request, seen, self._clock())
            for action in actions:
                if isinstance(action, Refuse):
                    raise NotReady(action.reason, action.code)
            await self._land(state, actions)
        self.wake()
        return actions

    async def ask_arbiter(self) -> Verdict:
        """Ask now, for a person's request."""
        self.verdict = await self._arbiter.ask()
        return self.verdict

    async def remember_outage(self, outage_s: float) -> None:
        """Keep how long the last takeover took."""
        async with self._turn:
            await self._save(replace(self.durable, outage_s=outage_s))

    async def remember_peer(self) -> None:
        """Keep that the other server exists."""
        async with self._turn:
            await self._save(replace(self.durable, peer_met=True))

    # --- landing

    async def _land(self, state: State, actions: tuple[Action, ...]) -> None:
        if any(isinstance(action, Hide) for action in actions):
            await self._hide(self.state.voice_until)
        before, self.state = self.state, state
        durable = self._durable(state)
        if durable != self.durable and not await self._save(durable):
            # What is not durable is not said: a restarted process would not know that the other server is its heir.
            self.state = replace(self.state, known_generation=min(self.state.known_generation, self.durable.known_generation))
            actions = self._without_disk(before, actions)
        for action in actions:
            self._carry_out(action)
        old, self.published = self.published, self.state
        if (old.role, old.generation, old.known_generation) != (state.role, state.generation, state.known_generation):
            self._said()
        for action in actions:
            if not isinstance(action, RenewVoice | AskArbiter) or (isinstance(action, RenewVoice) and action.announce):
                self._tell(action, self.state)

    def _durable(self, state: State) -> DurableRole:
        """`role.json` for a state. The role on disk is what a restarted process may resume, so it changes before the voice begins."""
        began = state.active_generation != self.durable.active_generation
        return replace(
            self.durable,
            generation=state.generation,
            active_generation=state.active_generation,
            known_generation=state.known_generation,
            role=state.role,
            active_since_ns=self._clock_ns() if began else self.durable.active_since_ns,
        )

    async def _save(self, durable: DurableRole) -> bool:
        try:
            await asyncio.to_thread(self._store.save, durable)
        except OSError as error:
            LOG.exception("role.json cannot be written")
            reason = f"role.json cannot be written ({error}); make room on the disk of the state directory"
            self._tell(Note("disk", reason), self.state)
            return False
        self.durable = durable
        return True

    def _without_disk(self, before: State, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """Without a durable generation nobody is promoted; everything that makes us quieter goes on."""
        now = self._clock()
        if any(isinstance(action, Promote) for action in actions):
            hold = now + before.limits.hold_s
            self.state = replace(before, hold_until=hold, hold_reason="role.json cannot be written; make room on its disk")
            return tuple(action for action in actions if not isinstance(action, Promote))
        if any(isinstance(action, Speak) for action in actions):
            self.report(Report(ReportKind.FAILED, self.state.generation, "role.json cannot be written; make room on its disk"))
            return tuple(action for action in actions if not isinstance(action, Speak))
        return actions

    async def _hide(self, voice_until: float) -> None:
        try:
            self._voice.hide()
        except TwinhelmError as error:
            # The lease ends by itself; until then nobody may build on our silence.
            LOG.warning("the packet filter did not hide this server: %s; waiting for the lease to end", error)
            await asyncio.sleep(max(0.0, voice_until - self._clock()) + 0.1)

    def _carry_out(self, action: Action) -> None:
        match action:
            case RenewVoice():
                self._renew(action)
            case AskArbiter():
                self._ask()
            case Promote():
                self.verdict = None
                self._executor.promote(action)
            case Speak():
                self._executor.speak(action)
            case Abandon():
                self._executor.abandon(action)
            case StepDown():
                self._executor.step_down(action)
            case Hide() | HandOver() | WarnLink() | Note() | Refuse():
                pass

    def _renew(self, action: RenewVoice) -> None:
        """Lengthen the lease to the moment the decision named: a process that was stopped in between must not lengthen it further."""
        left_s = action.until - self._clock()
        if left_s <= 0:
            return
        try:
            if action.announce:
                self._voice.reveal(left_s)
                self._executor.announce()
            elif not self._voice.renew_voice(left_s):
                self.state = replace(self.state, voice_until=0.0)
        except TwinhelmError as error:
            LOG.warning("the packet filter did not renew the voice: %s", error)
            self.state = replace(self.state, voice_until=0.0)

    def _ask(self) -> None:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._hear_arbiter())

    async def _hear_arbiter(self) -> None:
        self.verdict = await self._arbiter.ask()
        self.wake()
