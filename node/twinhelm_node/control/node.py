"""The composition root of the control process: builds the parts that hold the helm of one server, connects them, runs them.

A decision's path: `observer` (what is seen) → failover.helm → failover.decide → failover.executor → `heartbeats` (what has landed).
`picture` shows it to people. Whatever can wait for the first heartbeat is in `services`.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.control.applications import ApplicationKeeper
from twinhelm_node.control.beginning import may_resume, take_down_leftovers
from twinhelm_node.control.documents import DocumentKeeper
from twinhelm_node.control.heartbeats import Heartbeats
from twinhelm_node.control.observer import Observer
from twinhelm_node.control.parts import Parts
from twinhelm_node.control.picture import Picture
from twinhelm_node.control.replicator_watch import ReplicatorWatch
from twinhelm_node.control.set_story import SetStory
from twinhelm_node.control.story import event_of
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.ports_replicator import ChannelPath
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.view import PairView
from twinhelm_node.events.event_log import EventLog
from twinhelm_node.failover.arbiter import GatewayArbiter
from twinhelm_node.failover.decide import initial_state
from twinhelm_node.failover.executor import Executor
from twinhelm_node.failover.gateway_watch import GatewayWatch
from twinhelm_node.failover.helm import Helm
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.role_store import DurableRole, RoleStore
from twinhelm_node.failover.values import Action, Limits, Report, State
from twinhelm_node.security.store import load_server_credentials

if TYPE_CHECKING:
    from twinhelm_node.control.pair_control import NodePairControl
    from twinhelm_node.control.services import Services

LOG = logging.getLogger(__name__)


class ControlNode:
    """One server's control process. `start`, then it runs until `stop`."""

    helm: Helm
    executor: Executor
    services: "Services"

    def __init__(self, configuration: ServerConfiguration, parts: Parts) -> None:
        self.configuration = configuration
        self.parts = parts
        self.name = configuration.name
        self.peer_name = configuration.peer_name or f"the {configuration.identity.other}"
        self.clock: Callable[[], float] = time.monotonic
        state_directory, timing, public = Path(configuration.state_directory), configuration.timing, configuration.public
        self._tasks: list[asyncio.Task[None]] = []
        self._small: set[asyncio.Task[None]] = set()
        self._limits = Limits(timing.interval_s, timing.suspect_s, timing.dead_s, timing.contact_s, timing.voice_s)
        self.credentials = load_server_credentials(configuration.state_directory)
        self.log = EventLog(state_directory / "events.jsonl", self.name)
        self.store = RoleStore(state_directory / "role.json")
        self.tracker = PeerTracker(link.name for link in configuration.heartbeat)
        self.book = OperationBook(self.name)
        self.applications = ApplicationKeeper(Path(configuration.runtime_directory), event=self.event, changed=self.changed)
        self.documents = DocumentKeeper(
            PairStore(state_directory / "pair.json"),
            applied=self._apply_document,
            push=self._push_document,
            generation=lambda: self.helm.published.generation,
            is_active=self.is_active,
            peer_version=lambda: self.tracker.configuration_version if self.observer.peer_heard() else None,
            failed=lambda sentence: self.event(Severity.WARNING, "configuration", sentence),
        )
        self.watch = ReplicatorWatch(
            parts.replicator,
            configure=lambda: self._configure(self.documents.current),
            changed=self._replicator_changed,
            failed=lambda sentence: self.event(Severity.CRITICAL, "set", sentence),
        )
        self._set_story = SetStory(self.name, self.event)
        self.gateway = GatewayWatch(
            parts.ping,
            gateways=(public.gateway, public.gateway6),
            interface=public.interface,
            interval_s=timing.interval_s,
            timeout_s=timing.contact_s,
            wanted=lambda: self.helm.state.role is Role.ACTIVE,
        )
        self.observer = Observer(
            identity=configuration.identity,
            limits=self._limits,
            tracker=self.tracker,
            watch=self.watch,
            gateway=self.gateway,
            state=lambda: self.helm.state,
            peer_met=lambda: self.helm.durable.peer_met,
        )
        self.picture = Picture(
            configuration,
            peer_name=self.peer_name,
            documents=self.documents,
            watch=self.watch,
            applications=self.applications,
            tracker=self.tracker,
            book=self.book,
            published=lambda: self.helm.published,
            durable=lambda: self.helm.durable,
            peer_active_since_ns=lambda: self.heartbeats.peer_active_since_ns,
        )
        self.heartbeats = Heartbeats(
            configuration,
            self.credentials,
            boot_id=uuid.uuid4().hex,
            tracker=self.tracker,
            book=self.book,
            observer=self.observer,
            published=lambda: self.helm.published,
            document=lambda: self.documents.current,
            report=self.picture.report,
            met=self._peer_met,
            peer_changed=self._peer_changed,
            foreign=lambda sentence: self.event(Severity.WARNING, "security", sentence),
        )

    # --- life

    async def start(self) -> None:
        """Take the helm and beat, then start everything else. The packet filter is installed before this is called."""
        durable = await asyncio.to_thread(self.store.load)
        resume = await may_resume(durable, self.parts.replicator, self.watch)
        self._build_helm(durable, resume=resume)
        self.observer.recovering = not resume
        for beating in self.heartbeats.runs():
            self.run_beside(beating)
        self.run_beside(self.helm.run())
        self.run_beside(self.gateway.run())
        self.run_beside(self.watch.run())
        if resume:
            self.applications.resume()
            self.event(
                Severity.INFO, "role", f"{self.name} goes on as active in generation {durable.active_generation}: control was restarted"
            )
        self.applications.define(self.documents.current.applications)
        # In a thread: heartbeats and the voice go on meanwhile.
        services = await asyncio.to_thread(_import_services)
        self.services = services(self)
        if not resume:
            self.run_beside(self._become_clean(durable))
        await self.services.start()

    async def stop(self) -> None:
        """Stop this process. The role and its voice are left alone: the lease ends by itself, or the next process goes on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.executor.stop()
        await self.applications.close()
        await self.services.stop()
        self.log.close()

    def run_beside(self, work: Coroutine[object, object, None]) -> None:
        """Run something until `stop`."""
        task = asyncio.create_task(work)
        task.add_done_callback(_complain)
        self._tasks.append(task)

    def _build_helm(self, durable: DurableRole, *, resume: bool) -> None:
        voice, public = self.parts.voice, self.configuration.public
        voiced = resume and not voice.is_silent()
        if not resume:
            voice.hide()
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
        self.executor = Executor(
            name=self.name,
            peer_name=self.peer_name,
            replicator=self.parts.replicator,
            applications=self.applications,
            voice=voice,
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
            voice=voice,
            arbiter=GatewayArbiter(
                voice,
                self.parts.probe,
                interface=public.interface,
                gateways=(public.gateway, public.gateway6),
                service_addresses=public.service_addresses,
            ),
            executor=self.executor,
            look=self.observer.look,
            tell=self._tell,
            said=self._nudge,
        )

    async def _become_clean(self, durable: DurableRole) -> None:
        """A server that starts is passive: what a process before left mounted or running is taken down first."""
        try:
            await take_down_leftovers(durable, self.parts.replicator, self.watch, self.applications.stop_all)
        except TwinhelmError as error:
            self.event(Severity.WARNING, "role", f"what the process before left could not be taken down: {error}")
        finally:
            self.observer.recovering = False
            self.helm.wake()

    # --- between the parts

    @property
    def admin(self) -> "NodePairControl":
        """What people may ask, once the admin API is open."""
        assert self.services.admin is not None
        return self.services.admin

    def is_active(self) -> bool:
        """True when this server's role as active has landed."""
        return self.helm.published.role is Role.ACTIVE

    def view(self) -> PairView:
        """Return the pair as this server sees it."""
        return self.picture.view()

    def changed(self) -> None:
        """Tell the watchers of the view."""
        if hasattr(self, "services"):
            self.services.on_change()

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

    def _nudge(self) -> None:
        self.heartbeats.nudge()
        self.changed()

    def _peer_met(self) -> None:
        if not self.helm.durable.peer_met:
            task = asyncio.create_task(self.helm.remember_peer())
            self._small.add(task)
            task.add_done_callback(self._small.discard)

    def _peer_changed(self) -> None:
        self.helm.wake()
        self.changed()

    def _replicator_changed(self) -> None:
        self.helm.wake()
        self.changed()
        self._set_story.tell(() if self.watch.status is None else self.watch.status.sets)

    def _report(self, report: Report) -> None:
        self.helm.report(report)

    async def _remember_outage(self, outage_s: float) -> None:
        await self.helm.remember_outage(outage_s)

    async def _announce(self) -> None:
        await self.parts.announce(self.configuration.public.interface, self.configuration.public.service_addresses)

    async def _configure(self, document: PairDocument) -> None:
        links, port = self.configuration.heartbeat, self.configuration.ports.channel
        paths = tuple(ChannelPath(link.name, link.address, link.peer_address, port, document.bandwidth) for link in links)
        await self.parts.replicator.configure(document.pair_id, document.sets, paths)

    async def _push_document(self, generation: int, document: PairDocument) -> int:
        return await self.services.other.configuration.push(generation, document)

    async def _apply_document(self, document: PairDocument) -> None:
        self.applications.define(document.applications)
        await self._configure(document)
        self.changed()


def _import_services() -> type["Services"]:
    from twinhelm_node.control.services import Services

    return Services


def _complain(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        LOG.error("a part of control ended unexpectedly", exc_info=task.exception())
