"""The composition root of the control process: builds the parts of one server, connects them, runs them."""

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

from twinhelm_node.api.configuration_client import ConfigurationClient
from twinhelm_node.api.handover_client import HandoverClient
from twinhelm_node.api.kept_client import KeptClient
from twinhelm_node.api.peer_folder_client import PeerFolderClient
from twinhelm_node.api.queue_client import QueueHeadClient
from twinhelm_node.api.transport import channel_options, mutual_channel_credentials
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.control.applications import ApplicationKeeper
from twinhelm_node.control.check_watch import CheckWatch
from twinhelm_node.control.data_control import OwnData
from twinhelm_node.control.documents import DocumentKeeper
from twinhelm_node.control.folder_teller import ThisServersFolders
from twinhelm_node.control.kept_aside import KeptAside
from twinhelm_node.control.parts import Parts
from twinhelm_node.control.queue_story import queue_events
from twinhelm_node.control.readiness import promotable
from twinhelm_node.control.replicator_watch import ReplicatorWatch
from twinhelm_node.control.set_checks import SetChecker
from twinhelm_node.control.story import event_of
from twinhelm_node.control.view import Knowledge, build_view
from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.operations import Operation, OperationState, PhaseState
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.ports_replicator import ChannelPath
from twinhelm_node.domain.queue_fill import QueueFill
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import SetState, SetStatus, SystemFigures
from twinhelm_node.domain.view import PairView
from twinhelm_node.events.event_log import EventLog
from twinhelm_node.failover.arbiter import GatewayArbiter
from twinhelm_node.failover.beat import Beat, ServerReport
from twinhelm_node.failover.decide import initial_state
from twinhelm_node.failover.executor import Executor
from twinhelm_node.failover.forced import ForcedFailover
from twinhelm_node.failover.gateway_watch import GatewayWatch
from twinhelm_node.failover.heartbeat.client import HeartbeatLinkClient
from twinhelm_node.failover.heartbeat.service import HeartbeatServicer
from twinhelm_node.failover.helm import Helm
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.role_store import DurableRole, RoleStore
from twinhelm_node.failover.switchover import Switchover
from twinhelm_node.failover.takeover import HandoverReceiver
from twinhelm_node.failover.values import Action, Limits, Observation, Report, State
from twinhelm_node.security.store import load_server_credentials

LOG = logging.getLogger(__name__)
RESUME_TRIES = 10
MEASURE_S = 1.0
LEADER_LOST_S = 10.0
VERSION = "0.1.0"


def endpoint(address: str, port: int) -> str:
    """Return "host:port" as gRPC wants it."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


class ControlNode:
    """One server's control process. `start`, then it runs until `stop`."""

    def __init__(self, configuration: ServerConfiguration, parts: Parts) -> None:
        self.configuration = configuration
        self.parts = parts
        self.name = configuration.name
        self.peer_name = configuration.peer_name or f"the {configuration.identity.other}"
        self.boot_id = uuid.uuid4().hex
        self.clock: Callable[[], float] = time.monotonic
        state_directory, timing = Path(configuration.state_directory), configuration.timing
        self.credentials = load_server_credentials(configuration.state_directory)
        self.log = EventLog(state_directory / "events.jsonl", self.name)
        self.tracker = PeerTracker(link.name for link in configuration.heartbeat)
        self.book = OperationBook(self.name)
        self.store = RoleStore(state_directory / "role.json")
        self.applications = ApplicationKeeper(Path(configuration.runtime_directory), event=self.event, changed=self.changed)
        channel_credentials = mutual_channel_credentials(self.credentials)
        options = channel_options(self.credentials.target_name)
        self.handover = HandoverClient(self.peer_name, self._targets, credentials=channel_credentials, options=options)
        self.queue_heads = QueueHeadClient(self.peer_name, self._targets, credentials=channel_credentials, options=options)
        pusher = ConfigurationClient(self.peer_name, self._targets, credentials=channel_credentials, options=options)
        self.peer_folders = PeerFolderClient(self.peer_name, self._targets, credentials=channel_credentials, options=options)
        self.set_checker = SetChecker(
            self.name,
            self.peer_name,
            (configuration.state_directory, configuration.runtime_directory),
            self.peer_folders.look_at_folder,
        )
        self.kept_aside = KeptAside(self.name, self.peer_name, state_directory / "sets", self.peer_folders.divergences)
        self.own_data = OwnData(
            self.name, state_directory / "sets", lambda: self.documents.current, lambda: self.helm.published.role is Role.ACTIVE
        )
        self.peer_data = KeptClient(self.peer_name, self._targets, credentials=channel_credentials, options=options)
        self.check_watch = CheckWatch(
            parts.replicator,
            self.own_data.store,
            lambda: self.documents.current.sets,
            lambda: self.helm.published.role is Role.ACTIVE,
            self.event,
        )
        self.documents = DocumentKeeper(
            PairStore(state_directory / "pair.json"),
            applied=self._apply_document,
            push=pusher.push,
            generation=lambda: self.helm.published.generation,
            is_active=lambda: self.helm.published.role is Role.ACTIVE,
            peer_version=lambda: self.tracker.configuration_version if self._peer_heard() else None,
            failed=lambda sentence: self.event(Severity.WARNING, "configuration", sentence),
        )
        self.watch = ReplicatorWatch(
            parts.replicator,
            configure=lambda: self._configure(self.documents.current),
            changed=self._replicator_changed,
            failed=lambda sentence: self.event(Severity.CRITICAL, "set", sentence),
        )
        public = configuration.public
        gateways = (public.gateway, public.gateway6)
        self.arbiter = GatewayArbiter(
            parts.voice, parts.probe, interface=public.interface, gateways=gateways, service_addresses=public.service_addresses
        )
        self.gateway = GatewayWatch(
            parts.ping,
            gateways=gateways,
            interface=public.interface,
            interval_s=timing.interval_s,
            timeout_s=timing.contact_s,
            wanted=lambda: self.helm.state.role is Role.ACTIVE,
        )
        self._limits = Limits(timing.interval_s, timing.suspect_s, timing.dead_s, timing.contact_s, timing.voice_s)
        self._heartbeats = [
            HeartbeatLinkClient(
                link.name,
                endpoint(link.peer_address, configuration.ports.peer),
                credentials=channel_credentials,
                options=options,
                interval_s=timing.interval_s,
                deadline_s=timing.contact_s,
                make_beat=self.make_beat,
                hear=self.hear,
                foreign=self._foreign,
            )
            for link in configuration.heartbeat
        ]
        self.system = SystemFigures()
        self._number = 0
        self._breaks = 0
        self._recovering = False
        self._foreign_told: set[str] = set()
        self._set_states: dict[str, SetState] = {}
        self._fills: dict[str, QueueFill] = {}
        self._peer_active: tuple[int, int] = (0, 0)  # generation, wall clock when it was first heard
        self._tasks: list[asyncio.Task[None]] = []
        self._servers: list[tuple[str, Callable[[], Awaitable[None]]]] = []
        self._small: set[asyncio.Task[None]] = set()
        self._on_change: Callable[[], None] = lambda: None

    # --- life

    async def start(self) -> None:
        """Start everything. The packet filter is installed before this is called."""
        durable = await asyncio.to_thread(self.store.load)
        resume = await self._may_resume(durable)
        voiced = not self.parts.voice.is_silent()
        if not resume:
            self.parts.voice.hide()
            voiced = False
        state = initial_state(
            name=self.name,
            peer_name=self.peer_name,
            identity=self.configuration.identity,
            limits=self._limits,
            generation=durable.generation,
            active_generation=durable.active_generation,
            known_generation=durable.known_generation,
            resume=resume,
            voiced=voiced,
            now=self.clock(),
        )
        self._build(state, durable)
        self._run(self.gateway.run())
        self._run(self.watch.run())
        self._recovering = not resume
        if resume:
            self.applications.resume()
            self.event(
                Severity.INFO, "role", f"{self.name} goes on as active in generation {durable.active_generation}: control was restarted"
            )
        self._run(self.helm.run())
        await self._start_peer_api()
        for heartbeat in self._heartbeats:
            self._run(heartbeat.run())
        self.applications.define(self.documents.current.applications)
        if not resume:
            self._run(self._become_clean(durable))
        self._run(self.documents.run())
        self._run(self.check_watch.run())
        self._run(self._ensure_addresses())
        await self._start_admin_api()
        self._run(self._measure())

    async def stop(self) -> None:
        """Stop this process. The role and its voice are left alone: the lease ends by itself, or the next process goes on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.executor.stop()
        await self.applications.close()
        for _, stop in reversed(self._servers):
            await stop()
        await self.queue_heads.close()
        self.log.close()

    def _build(self, state: State, durable: DurableRole) -> None:
        self.executor = Executor(
            name=self.name,
            peer_name=self.peer_name,
            replicator=self.parts.replicator,
            applications=self.applications,
            voice=self.parts.voice,
            announce=self._announce,
            book=self.book,
            report=self._report,
            event=self.event,
            lost_s=lambda: self.clock() - self.tracker.peer.heard_at if self.tracker.peer is not None else 0.0,
            remember_outage=self._remember_outage,
        )
        self.helm = Helm(
            state,
            store=self.store,
            durable=durable,
            voice=self.parts.voice,
            arbiter=self.arbiter,
            executor=self.executor,
            look=self.look,
            tell=self._tell,
            said=self._nudge,
        )
        self.switchover = Switchover(
            name=self.name,
            peer_name=self.peer_name,
            replicator=self.parts.replicator,
            applications=self.applications,
            handover=self.handover,
            book=self.book,
            request=self.helm.request,
            report=self.helm.report,
            event=self.event,
            remember_outage=self.helm.remember_outage,
            peer_took_over=self._peer_took_over,
        )
        self.forced = ForcedFailover(
            name=self.name,
            peer_name=self.peer_name,
            executor=self.executor,
            handover=self.handover,
            book=self.book,
            state=lambda: self.helm.published,
            peer=lambda: self.tracker.peer,
            ask_arbiter=self.helm.ask_arbiter,
            request=self.helm.request,
        )
        self.receiver = HandoverReceiver(
            name=self.name,
            peer_name=self.peer_name,
            replicator=self.parts.replicator,
            executor=self.executor,
            book=self.book,
            request=self.helm.request,
            role=lambda: self.helm.published.role,
        )

    def _report(self, report: Report) -> None:
        self.helm.report(report)

    async def _remember_outage(self, outage_s: float) -> None:
        await self.helm.remember_outage(outage_s)

    async def _may_resume(self, durable: DurableRole) -> bool:
        """Say whether this server was active and its replicator still is, in the same generation."""
        if durable.role is not Role.ACTIVE or durable.active_generation != durable.generation:
            return False
        for _ in range(RESUME_TRIES):
            try:
                status = await self.parts.replicator.status()
            except TwinhelmError:
                await asyncio.sleep(0.1)
                continue
            self.watch.begin_with(status)
            return status.side == "active" and status.generation == durable.active_generation
        return False

    async def _become_clean(self, durable: DurableRole) -> None:
        """A server that starts is passive: what a process before left mounted or running is taken down first."""
        try:
            while not self.watch.alive:  # noqa: ASYNC110  # it starts in its own time
                await asyncio.sleep(0.05)
            status = self.watch.status
            left_over = durable.role is not Role.PASSIVE or (status is not None and status.side == "active")
            if left_over:
                with contextlib.suppress(TwinhelmError):
                    await self.applications.stop_all()
                await self.parts.replicator.deactivate(durable.generation, force=True)
        except TwinhelmError as error:
            self.event(Severity.WARNING, "role", f"what the process before left could not be taken down: {error}")
        finally:
            self._recovering = False
            self.helm.wake()

    async def _ensure_addresses(self) -> None:
        """Both servers carry the service addresses all the time; a card that comes later gets them later."""
        told = ""
        public = self.configuration.public
        while True:
            try:
                self.parts.voice.install()
                added = await self.parts.ensure_addresses(public.interface, public.service_addresses)
                if added:
                    self.event(Severity.INFO, "packet_filter", f"{self.name} carries {', '.join(added)} on {public.interface} now")
                told = ""
            except (TwinhelmError, OSError) as error:
                if str(error) != told:
                    told = str(error)
                    self.event(Severity.CRITICAL, "packet_filter", told)
            await asyncio.sleep(5.0)

    async def _start_peer_api(self) -> None:
        from twinhelm_node.api.handover_service import HandoverServicer
        from twinhelm_node.api.peer_configuration import ConfigurationServicer
        from twinhelm_node.api.peer_kept import KeptServicer
        from twinhelm_node.api.peer_queue import QueueHeadServicer
        from twinhelm_node.api.peer_registration import register_peer
        from twinhelm_node.api.server import PeerServer

        register = register_peer(
            HeartbeatServicer(self.make_beat, self.hear, self._foreign),
            HandoverServicer(self.receiver, self._start_failover),
            ConfigurationServicer(self.documents, ThisServersFolders(self.set_checker, self.kept_aside)),
            QueueHeadServicer(self.name, self.parts.replicator),
            KeptServicer(self.own_data),
        )
        addresses = [link.address for link in self.configuration.heartbeat]
        server = PeerServer(addresses, self.configuration.ports.peer, credentials=self.credentials, register=[register])
        await server.start()
        self._servers.append(("peer", server.stop))

    async def _start_failover(self, *, user: str, reason: str, force: bool, request_id: str) -> Operation:
        """Start what a person asked the other server for."""
        if not hasattr(self, "admin"):
            raise NotReady(f"{self.name} is still starting; try again in a moment", "NOT_READY")
        return await self.admin.start_failover(user=user, reason=reason, force=force, request_id=request_id)

    async def _start_admin_api(self) -> None:
        from twinhelm_node.control.admin import start_admin_api

        self.admin, self._on_change, stop = await start_admin_api(self)
        self._servers.append(("admin", stop))

    # --- what the decision sees

    def look(self) -> Observation:
        """Return what this server sees now."""
        state, peer = self.helm.state, self.tracker.peer
        if state.role in (Role.PASSIVE, Role.DEMOTING):
            self._breaks = self.watch.breaks
        # An active's replicator that ended and came back is not the one that had the folders mounted.
        alive = self.watch.alive and self.watch.breaks == self._breaks
        ready, why_not = self._ready(state)
        return Observation(
            peer_joined=self._peer_joined(),
            peer=peer,
            links=self.tracker.seen(),
            gateway_answered_at=self.gateway.answered_at,
            verdict=None,
            replicator_alive=alive,
            ready_to_promote=ready,
            not_ready_reason=why_not,
        )

    def _ready(self, state: State) -> tuple[bool, str]:
        if self._recovering:
            return False, "it is taking down what a process before left running"
        status = self.watch.status
        if status is None:
            return False, "its replicator has not reported yet"
        peer = self.tracker.peer
        return promotable(
            status.sets,
            identity=state.identity,
            active_generation=state.active_generation,
            peer_active_generation=peer.active_generation if peer is not None else 0,
        )

    def _peer_joined(self) -> bool:
        return self.configuration.identity is Identity.SECONDARY or self.helm.durable.peer_met or self.tracker.peer is not None

    def _peer_heard(self) -> bool:
        peer = self.tracker.peer
        return peer is not None and self.clock() - peer.heard_at < self._limits.suspect_s

    async def _peer_took_over(self, generation: int) -> bool:
        """Whether the other server became active in this generation, by what it says from now on; a promotion under way is waited for."""
        asked_at = self.clock()
        while self._peer_heard():
            peer = self.tracker.peer
            if peer is not None and peer.heard_at > asked_at and (peer.role is not Role.PROMOTING or peer.generation < generation):
                return peer.role is Role.ACTIVE and peer.generation >= generation
            await asyncio.sleep(self._limits.interval_s / 10)
        return False

    # --- heartbeats

    def make_beat(self) -> Beat:
        """Return this server's heartbeat: only what has landed."""
        self._number += 1
        state = self.helm.published
        ready, why_not = self._ready(state)
        if ready and self.clock() < state.hold_until:
            ready, why_not = False, state.hold_reason
        return Beat(
            pair_id=self.documents.current.pair_id,
            server_name=self.name,
            identity=self.configuration.identity,
            role=state.role,
            generation=state.generation,
            active_generation=state.active_generation,
            generation_known=0 < state.generation == state.known_generation,
            boot_id=self.boot_id,
            number=self._number,
            replicator_alive=self.watch.alive and self.watch.breaks == self._breaks,
            ready_to_promote=ready,
            not_ready_reason=why_not,
            configuration_version=self.documents.current.version,
            report=ServerReport(
                version=VERSION,
                silent=self._silent(state),
                system=self.system,
                sets=self._sets(),
                applications=self.applications.statuses(),
                operations=self.book.shared(),
            ),
        )

    def hear(self, beat: Beat, link: str, sent_at: float | None) -> None:
        """Take in a heartbeat of the other server."""
        before, report = self.tracker.peer, self.tracker.report
        self.tracker.hear(beat, link, self.clock(), sent_at)
        after = self.tracker.peer
        assert after is not None
        if not self.helm.durable.peer_met and before is None:
            self._soon(self.helm.remember_peer())
        if self.tracker.report is not report:
            self.book.mirror(self.tracker.report.operations)
        if after.role is Role.ACTIVE and after.generation != self._peer_active[0]:
            self._peer_active = (after.generation, time.time_ns())
        if before is None or (before.role, before.generation, before.replicator_alive) != (
            after.role,
            after.generation,
            after.replicator_alive,
        ):
            self.helm.wake()
            self.changed()

    def _nudge(self) -> None:
        for heartbeat in self._heartbeats:
            heartbeat.nudge()
        self.changed()

    def _foreign(self, sentence: str) -> None:
        if sentence not in self._foreign_told and len(self._foreign_told) < 100:
            self._foreign_told.add(sentence)
            self.event(Severity.WARNING, "security", sentence)

    def _targets(self) -> list[str]:
        """The peer API on each link, the one that answered last first."""
        seen = {link.name: link.answered_at or 0.0 for link in self.tracker.seen()}
        links = sorted(self.configuration.heartbeat, key=lambda link: -seen.get(link.name, 0.0))
        return [endpoint(link.peer_address, self.configuration.ports.peer) for link in links]

    # --- what people see

    def view(self) -> PairView:
        """Return the pair as this server sees it."""
        return build_view(self.knowledge())

    def knowledge(self) -> Knowledge:
        """Return everything the view is made of."""
        from twinhelm_node.network.addresses import public_network

        state, document = self.helm.published, self.documents.current
        active_here = state.role is Role.ACTIVE
        return Knowledge(
            now=self.clock(),
            wall_ns=time.time_ns(),
            configuration=self.configuration,
            document=document,
            state=state,
            silent=self._silent(state),
            replicator_alive=self.watch.alive,
            sets=self._sets(),
            sets_age_s=min(self.watch.age_s, 86400.0),
            applications=self.applications.statuses(),
            applications_age_s={one.name: self.applications.age_s(one.name) for one in document.applications},
            system=self.system,
            version=VERSION,
            peer_name=self.tracker.server_name or self.peer_name,
            peer=self.tracker.peer,
            peer_report=self.tracker.report,
            peer_configuration_version=self.tracker.configuration_version,
            links=self.tracker.links,
            active_since_ns=self.helm.durable.active_since_ns if active_here else self._peer_active[1],
            outage_s=self.helm.durable.outage_s,
            public_network=public_network(self.configuration.public.service_addresses),
            running_operation=self.book.running(),
        )

    def changed(self) -> None:
        """Tell the watchers of the view."""
        self._on_change()

    def event(self, severity: Severity, kind: str, sentence: str) -> None:
        """Note that something happened."""
        generation = self.helm.published.generation if hasattr(self, "helm") else 0
        LOG.log(logging.WARNING if severity in (Severity.WARNING, Severity.CRITICAL) else logging.INFO, "%s: %s", kind, sentence)
        self.log.append(severity, kind, sentence, generation=generation)
        self.changed()

    def _tell(self, action: Action, state: State) -> None:
        told = event_of(action, state)
        if told is not None:
            self.event(*told)

    def _silent(self, state: State) -> bool:
        return not (state.voice_until > self.clock())

    def _sets(self) -> tuple[SetStatus, ...]:
        return () if self.watch.status is None else self.watch.status.sets

    def _replicator_changed(self) -> None:
        self.helm.wake()
        self.changed()
        for one in self._sets():
            before = self._set_states.get(one.name)
            if before is not one.state:
                self._set_states[one.name] = one.state
                bad = one.state in (SetState.ERROR, SetState.OUT_OF_SYNC)
                severity = Severity.CRITICAL if bad else Severity.OK if one.state is SetState.SYNCHRONIZED else Severity.INFO
                detail = f": {one.detail}" if one.detail else ""
                self.event(severity, "set", f"the set {one.name} is {one.state.words} on {self.name}{detail}")
            for severity, sentence in queue_events(one.name, self._fills.get(one.name), one.fill):
                self.event(severity, "queue", sentence)
            self._fills[one.name] = one.fill

    # --- small work

    async def _configure(self, document: PairDocument) -> None:
        links, port = self.configuration.heartbeat, self.configuration.ports.channel
        paths = tuple(ChannelPath(link.name, link.address, link.peer_address, port, document.bandwidth) for link in links)
        await self.parts.replicator.configure(document.pair_id, document.sets, paths)

    async def _apply_document(self, document: PairDocument) -> None:
        self.applications.define(document.applications)
        await self._configure(document)
        self.changed()

    async def _announce(self) -> None:
        await self.parts.announce(self.configuration.public.interface, self.configuration.public.service_addresses)

    async def _measure(self) -> None:
        """Figures of the machine, and operations whose leader is gone; once a second, away from the event loop."""
        from twinhelm_node.health.system_figures import SystemMeter

        meter = SystemMeter()
        while True:
            sets = self.documents.current.sets
            folder = sets[0].path if sets else self.configuration.state_directory
            with contextlib.suppress(OSError):
                self.system = await asyncio.to_thread(meter.measure, folder)
            self._close_orphans()
            await asyncio.sleep(MEASURE_S)

    def _close_orphans(self) -> None:
        """End an operation whose leader is gone, or was started again and does not know it any more."""
        peer = self.tracker.peer
        running = self.book.leaderless(None if peer is None else peer.heard_at, self.tracker.report.operations, LEADER_LOST_S)
        if not running:
            return
        ours = [phase for phase in self.book.get(running).phases if phase.server == self.name]
        if ours and all(phase.state is PhaseState.DONE for phase in ours):
            self.book.close(running, OperationState.SUCCEEDED)
        elif self.helm.state.role is Role.PASSIVE or not any(phase.state is PhaseState.RUNNING for phase in ours):
            self.book.abandon_lost(running, f"{self.peer_name} led it and has not spoken of it since")

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(_complain)
        self._tasks.append(task)

    def _soon(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._small.add(task)
        task.add_done_callback(self._small.discard)


def _complain(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        LOG.error("a part of control ended unexpectedly", exc_info=task.exception())
