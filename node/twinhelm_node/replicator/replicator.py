"""The replicator of one server: its sets, and whether they send or receive. Starts passive, always."""

import asyncio
import contextlib
import gc
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from twinhelm_node.apply.progress import boot_id
from twinhelm_node.channel.economy.cap import Cap
from twinhelm_node.channel.receive import ChannelServicer, set_unknown
from twinhelm_node.channel.server import ChannelServer
from twinhelm_node.channel.values import Receiving
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady, TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.ports_replicator import ActivationStep, ChannelPath, DrainStep, SetEnd
from twinhelm_node.domain.queue_head import QueueEntry, QueueName
from twinhelm_node.domain.status import ReplicatorStatus, SetState, SetStatus
from twinhelm_node.domain.verification import CheckAction, SetChecks
from twinhelm_node.journal.segment import DEFAULT_SEGMENT_BYTES, set_id
from twinhelm_node.replicator.active_set import ActiveSet, not_active
from twinhelm_node.replicator.folders import check_folder, check_overlaps
from twinhelm_node.replicator.layout import set_layout
from twinhelm_node.replicator.passive_set import PassiveSet
from twinhelm_node.security.store import load_server_credentials

_log = logging.getLogger(__name__)
Result = TypeVar("Result")
_LET_GO_S = 1.0
SAMPLE_S = 0.2
_APPLY_POLL_S = 0.01
_DRAIN_POLL_S = 0.01
_HELD_S = 2.0


class ReplicatorCore:
    """Everything the local API may ask of the data path. Lives on one event loop; roles change under one lock.

    Invariant (One voice): a set is either received or captured, never both; a capture runs in one generation only.
    """

    def __init__(self, configuration: ServerConfiguration, segment_bytes: int = DEFAULT_SEGMENT_BYTES) -> None:
        self._configuration = configuration
        self._segment_bytes = segment_bytes
        self._boot_id = boot_id()
        self._pair_id = ""
        self._side = "starting"
        self._generation = 0
        self._specified: dict[str, ProtectedSet] = {}
        self._paths: tuple[ChannelPath, ...] = ()
        self._cap = Cap()
        self._passive: dict[str, PassiveSet] = {}
        self._active: dict[str, ActiveSet] = {}
        self._broken: dict[str, str] = {}
        self._servicer = ChannelServicer(lambda: self._pair_id, self._find)
        self._server: ChannelServer | None = None
        self._roles = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._changes = asyncio.Condition()
        self._ticker = self._loop.create_task(self._tick())

    async def close(self) -> None:
        """End cleanly: unmount (whatever is open), note where every tree stands, stop listening."""
        self._ticker.cancel()
        async with self._roles:
            if self._server is not None:
                await self._server.close()
            for name in list(self._active):
                with contextlib.suppress(TwinhelmError):
                    await self._active.pop(name).end(force=True)
                    await self._receive(self._specified[name])
            for name in list(self._passive):
                await self._servicer.end_streams(name)
                await self._run(self._passive.pop(name).stop)

    # Configuration ----------------------------------------------------------------------------------------------

    async def configure(self, pair_id: str, sets: tuple[ProtectedSet, ...], paths: tuple[ChannelPath, ...]) -> None:
        """Make sets and paths those given. Sets that can be used are, even if another one is refused."""
        async with self._roles:
            if self._pair_id and pair_id != self._pair_id:
                raise InvalidInput(
                    "This replicator works for another pair; restart it after the server has joined a new one.", "OTHER_PAIR"
                )
            check_overlaps(sets, self._configuration.state_directory)
            self._pair_id = pair_id
            self._paths = paths
            self._cap.change(parse_schedule(next((path.bandwidth for path in paths), "")))
            if self._side == "starting":
                self._side = "passive"
            wanted = {protected.name: protected for protected in sets}
            refused: list[TwinhelmError] = []
            for name in [name for name in self._specified if name not in wanted]:
                await self._remove(name)
            for name, protected in wanted.items():
                try:
                    await self._set_up(name, protected)
                except TwinhelmError as error:
                    refused.append(error)
            self._listen()
        await self._notify()
        if refused:
            raise refused[0]

    async def _set_up(self, name: str, protected: ProtectedSet) -> None:
        known = self._specified.get(name)
        if known == protected and name not in self._broken:
            return
        if known is not None and _same_files(known, protected):
            if name in self._active:
                self._active[name].set_mode(protected)
                self._specified[name] = protected
                return
            if name in self._passive:
                self._passive[name].change(protected)
                self._specified[name] = protected
                return
        if name not in self._active:
            await self._run(check_folder, protected)
        if known is not None:
            await self._remove(name)
        passive = await self._receive(protected)
        self._specified[name] = protected
        if self._side == "active" and passive is not None:
            await self._send(name, passive, self._generation)

    async def _remove(self, name: str) -> None:
        del self._specified[name]
        self._broken.pop(name, None)
        if name in self._active:
            await self._active.pop(name).end(force=True)
            # its parts refer to each other, and the capture has the folder open until they go; what ends beside it lets go of it soon
            self._loop.call_later(_LET_GO_S, gc.collect)
        elif name in self._passive:
            await self._servicer.end_streams(name)
            await self._run(self._passive.pop(name).stop)

    async def _receive(self, protected: ProtectedSet) -> PassiveSet | None:
        """Build the receiving side of a set; what is wrong with its files becomes its status."""
        layout = set_layout(self._configuration.state_directory, protected.name)
        self._broken.pop(protected.name, None)

        def build() -> PassiveSet:
            layout.make()
            return PassiveSet(
                protected=protected, set_id=set_id(self._pair_id, protected.name), layout=layout, boot_id=self._boot_id,
                changed=self._changed_in_thread, segment_bytes=self._segment_bytes,
            )  # fmt: skip

        try:
            passive = await self._run(build)
        except (TwinhelmError, OSError) as error:
            _log.error("set %s cannot be received: %s", protected.name, error)
            self._broken[protected.name] = str(error)
            return None
        self._passive[protected.name] = passive
        return passive

    def _listen(self) -> None:
        """Listen for the channel on every local address of the paths, once this server has its certificate."""
        if not self._paths:
            return
        if self._server is None:
            self._server = ChannelServer(self._servicer, load_server_credentials(self._configuration.state_directory))
        self._server.listen((path.local_address, path.port) for path in self._paths)

    # Roles ------------------------------------------------------------------------------------------------------

    async def activate(self, generation: int) -> AsyncIterator[ActivationStep]:
        """Become the sending side. On failure everything goes back to receiving."""
        async with self._roles:
            if self._side == "starting":
                raise NotReady("The replicator has not been configured yet; control does that when it starts.", "NOT_CONFIGURED")
            if self._side == "active" and generation == self._generation:
                yield ActivationStep("active", "", True)
                return
            if self._side == "active":
                raise NotReady(f"This server is active in generation {self._generation}; deactivate it first.", "ALREADY_ACTIVE")
            highest = max([self._generation, *(passive.origin.highest_generation for passive in self._passive.values())])
            if generation < highest or generation < 1:
                raise NotReady(
                    f"Generation {generation} is over, this server knows generation {highest}; ask with a higher one.", "OLD_GENERATION"
                )
            for name in list(self._broken):
                # what stood in the way may be gone: an active is worth the attempt
                await self._set_up(name, self._specified[name])
            if self._broken:
                name, why = next(iter(self._broken.items()))
                raise NotReady(f"The set {name} cannot be used: {why}", "SET_UNUSABLE")
            self._side = "promoting"  # streams are refused from here on
            try:
                for name in list(self._passive):
                    await self._servicer.end_streams(name)
                async for step in self._apply_everything():
                    yield step
                for name in list(self._passive):
                    yield ActivationStep("mount", name)
                    await self._send(name, self._passive[name], generation)
                self._generation = generation
                self._side = "active"
            finally:
                if self._side != "active":
                    await self._go_back()
        await self._notify()
        yield ActivationStep("active", "", True)

    async def deactivate(self, generation: int, *, force: bool) -> tuple[SetEnd, ...]:
        """Become the receiving side and refuse generations below `generation` from now on."""
        async with self._roles:
            if self._side == "active":
                ends = await self._end_active(force=force)
            else:
                ends = tuple(
                    SetEnd(name, stands.generation, stands.sequence, passive.status(0).state is SetState.SYNCHRONIZED)
                    for name, passive in self._passive.items()
                    for stands in [passive.applied_position()]
                )
            self._generation = max(self._generation, generation)
            if self._side != "starting":
                self._side = "passive"
            for passive in self._passive.values():
                await self._run(passive.accept_generation, generation)
        await self._notify()
        return ends

    async def _end_active(self, *, force: bool) -> tuple[SetEnd, ...]:
        unmounted: list[ActiveSet] = []
        try:
            for active in self._active.values():
                await self._run(lambda one=active: one.unmount(force=force))
                unmounted.append(active)
        except TwinhelmError:
            for active in unmounted:
                await self._run(active.mount_again)
            raise
        ends = []
        for name in list(self._active):
            ends.append(await self._active.pop(name).end(force=force))
            await self._receive(self._specified[name])
        return tuple(ends)

    async def _apply_everything(self) -> AsyncIterator[ActivationStep]:
        told_s = 0.0
        held = {name: passive.position().sequence for name, passive in self._passive.items()}
        while left := sum(passive.remaining for passive in self._passive.values()):
            failed = [passive.failure for passive in self._passive.values() if passive.failure]
            if failed:
                raise NotReady(f"The safe queue cannot be applied: {failed[0]}", "CANNOT_APPLY")
            if time.monotonic() - told_s > SAMPLE_S:
                told_s = time.monotonic()
                yield ActivationStep("apply safe queue", f"{left} records to go")
            await asyncio.sleep(_APPLY_POLL_S)
        for name, passive in self._passive.items():
            if passive.position().sequence < held[name]:  # found damaged meanwhile: whoever asked did not know of that
                raise NotReady(f"The safe queue cannot be applied: {passive.status(0).detail}", "CANNOT_APPLY")

    async def _send(self, name: str, passive: PassiveSet, generation: int) -> None:
        """Turn one set from receiving to sending."""
        origin = await self._run(passive.finish)
        self._passive.pop(name, None)
        layout = set_layout(self._configuration.state_directory, name)
        credentials = load_server_credentials(self._configuration.state_directory)

        def begin() -> ActiveSet:
            return ActiveSet.begin(
                protected=passive.protected, pair_id=self._pair_id, set_id=set_id(self._pair_id, name), layout=layout, origin=origin,
                generation=generation, credentials=credentials, paths=lambda: self._paths, on_change=self._changed, pair_cap=self._cap,
                peer_name=self._configuration.peer_name or "the passive", segment_bytes=self._segment_bytes,
            )  # fmt: skip

        active = await self._run(begin)
        self._active[name] = active
        active.start()

    async def _go_back(self) -> None:
        """An activation failed: receive again."""
        for name in list(self._active):
            with contextlib.suppress(TwinhelmError):
                await self._active.pop(name).end(force=True)
        for name, protected in self._specified.items():
            if name not in self._passive:
                await self._receive(protected)
        self._side = "passive"

    async def drain(self) -> AsyncIterator[DrainStep]:
        """Yield what is left until the passive has applied everything captured."""
        if self._side != "active":
            raise not_active()
        while self._side == "active":
            # a check would go on filling the queues; if the switchover does not come, it goes on by itself
            hold_until_s = time.monotonic() + _HELD_S
            quiet = [active.hold_checks(hold_until_s) for active in self._active.values()]
            left = [active.left() for active in self._active.values()]
            unsafe, size, safe = (sum(column) for column in zip(*left, strict=True)) if left else (0, 0, 0)
            done = not unsafe and not safe and all(quiet)
            yield DrainStep(unsafe, size, safe, done)
            if done:
                return
            await asyncio.sleep(_DRAIN_POLL_S)

    def start_copy(self, set_name: str, path: str) -> None:
        """Compare a set, or a path in it, with the passive's copy, and send what differs."""
        self.check(set_name, CheckAction.START, path.strip("/").encode("utf-8", "surrogateescape"), 0, "")

    def check(self, set_name: str, action: CheckAction, path: bytes, rate_bytes_per_s: int, user: str) -> None:
        """Start, pause, resume or cancel a check, or change its rate. Reasons: NOT_FOUND, NOT_ACTIVE, NO_CHECK, COPY_NEEDED."""
        if set_name not in self._specified:
            raise NotFound(f"There is no protected set {set_name}; see 'twinhelm set list'.", "NOT_FOUND")
        if set_name not in self._active:
            raise not_active()
        self._active[set_name].check(action, path, rate_bytes_per_s, user)

    def checks(self) -> tuple[SetChecks, ...]:
        """Return the checks of every set, as far as this server knows."""
        held: list[ActiveSet | PassiveSet] = [*self._active.values(), *self._passive.values()]
        return tuple(one.checks() for one in held)

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> tuple[QueueEntry, ...]:
        """Return the first entries of a queue that this server holds; read in a thread, the data path does not wait for it."""
        if set_name not in self._specified:
            raise NotFound(f"There is no protected set {set_name}; see 'twinhelm set list'.", "UNKNOWN_SET")
        held: ActiveSet | PassiveSet | None = (self._active if queue is QueueName.UNSAFE else self._passive).get(set_name)
        if held is None:
            where = "active" if queue is QueueName.UNSAFE else "passive"
            raise NotReady(f"The {queue} queue is held by the {where} server, and this one is not; ask the other one.", "NOT_HELD_HERE")
        return await self._run(held.queue_head, count, time.time_ns())

    # Status -----------------------------------------------------------------------------------------------------

    def status(self) -> ReplicatorStatus:
        """Return the status now."""
        now_ns = time.time_ns()
        sets: list[SetStatus] = []
        for name, protected in self._specified.items():
            if name in self._active:
                sets.append(self._active[name].status(now_ns))
            elif name in self._passive:
                sets.append(self._passive[name].status(now_ns))
            else:
                detail = self._broken.get(name, "The set is changing its role.")
                state = SetState.ERROR if name in self._broken else SetState.UNCHECKED
                sets.append(SetStatus(name=name, path=protected.path, state=state, detail=detail, mode=protected.mode))
        side = "passive" if self._side == "promoting" else self._side
        known = [passive.origin.highest_generation for passive in self._passive.values()]
        generation = self._generation if self._side == "active" else max([self._generation, *known])
        return ReplicatorStatus(side, generation, tuple(sets))

    async def watch_status(self, interval_s: float) -> AsyncIterator[ReplicatorStatus]:
        """Yield the status every `interval_s` and at once when a set's state changes."""
        while True:
            yield self.status()
            async with self._changes:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(interval_s):
                        await self._changes.wait()

    async def _tick(self) -> None:
        while True:
            self._sample(time.monotonic())
            await asyncio.sleep(SAMPLE_S)

    def _sample(self, now_s: float) -> None:
        """Not a part of `_tick`: its variables would hold a set that is removed while it sleeps."""
        sampled: list[ActiveSet | PassiveSet] = [*self._active.values(), *self._passive.values()]
        for one in sampled:
            try:
                one.sample(now_s)
            except (TwinhelmError, OSError):
                _log.exception("sampling a set")

    async def _notify(self) -> None:
        async with self._changes:
            self._changes.notify_all()

    def _changed(self) -> None:
        self._loop.create_task(self._notify())

    def _changed_in_thread(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ends with the process
            self._loop.call_soon_threadsafe(self._changed)

    def _find(self, set_name: str) -> Receiving:
        """Return the receiving side for the channel."""
        if self._side != "passive":
            raise NotReady("This server is not passive; two actives must not feed each other.", "NOT_PASSIVE")
        if set_name in self._passive:
            return self._passive[set_name]
        if set_name in self._broken:
            raise NotReady(f"The set {set_name} cannot be received: {self._broken[set_name]}", "SET_UNUSABLE")
        raise set_unknown(set_name)

    async def _run(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Run what blocks in a thread."""
        return await self._loop.run_in_executor(None, work, *arguments)


def _same_files(known: ProtectedSet, wanted: ProtectedSet) -> bool:
    """Whether only settings changed that can be changed while everything works on."""
    return (known.name, known.path, known.include, known.exclude) == (wanted.name, wanted.path, wanted.include, wanted.exclude)
