"""Two real control processes on loopback, with a public network, packet filters and replicators that exist only in memory."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.ports import free_port
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration
from twinhelm_node.control.node import ControlNode
from twinhelm_node.control.parts import Parts
from twinhelm_node.domain.errors import NotReady, Unreachable
from twinhelm_node.domain.pair import Application, PairDocument, ProtectedSet
from twinhelm_node.domain.ports_replicator import ActivationStep, ChannelPath, DrainStep, SetEnd
from twinhelm_node.domain.queue_head import QueueEntry, QueueName
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import QueueStatus, ReplicatorStatus, SetState, SetStatus
from twinhelm_node.domain.verification import CheckAction, SetChecks
from twinhelm_node.failover.invariants import check_one_voice
from twinhelm_node.security.certificates import create_request, sign_request
from twinhelm_node.security.store import SecurityStore

GATEWAY = "10.20.0.1"
SERVICE = "10.20.0.10"


class Lan:
    """The public network: who has a voice, and whether the gateway is there. Every new voice is checked against the other."""

    def __init__(self) -> None:
        self.leases: dict[str, float] = {}
        self.gateway = True
        self.cut: set[str] = set()
        self.announced: list[str] = []

    def speaks(self, name: str) -> bool:
        return self.leases.get(name, 0.0) > time.monotonic() and name not in self.cut


class FakeVoice:
    """A packet filter whose kernel is a dictionary."""

    def __init__(self, lan: Lan, name: str) -> None:
        self.lan, self.name = lan, name
        self.installed = 0

    def install(self) -> None:
        self.installed += 1

    def reveal(self, voice_s: float) -> None:
        self.lan.leases[self.name] = time.monotonic() + voice_s
        heard = [(name, until) for name, until in self.lan.leases.items() if name not in self.lan.cut]
        check_one_voice(heard, time.monotonic())

    def renew_voice(self, voice_s: float) -> bool:
        if self.lan.leases.get(self.name, 0.0) <= time.monotonic():
            return False
        self.reveal(voice_s)
        return True

    def hide(self) -> None:
        self.lan.leases[self.name] = 0.0

    def is_silent(self) -> bool:
        return self.lan.leases.get(self.name, 0.0) <= time.monotonic()

    def allow_probe(self, seconds: float) -> None:
        pass


class FakeReplicator:
    """A replicator that survives its control process. `peer` is the other one; what was captured here is applied there on drain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.peer: FakeReplicator | None = None
        self.side, self.generation = "starting", 0
        self.sets: tuple[ProtectedSet, ...] = ()
        self.paths: tuple[ChannelPath, ...] = ()
        self.captured, self.applied = 0, 0
        self.alive = True
        self.state = SetState.SYNCHRONIZED
        self.fail_activation = ""
        self.fail_drain = ""
        self.activated: list[int] = []
        self.compared: list[tuple[str, CheckAction, bytes, int]] = []
        self.known_checks: tuple[SetChecks, ...] = ()

    def _require(self) -> None:
        if not self.alive:
            raise Unreachable("the replicator does not answer")

    async def configure(self, pair_id: str, sets: tuple[ProtectedSet, ...], channel_paths: tuple[ChannelPath, ...]) -> None:
        self._require()
        self.sets = sets
        self.paths = channel_paths
        if self.side == "starting":
            self.side = "passive"

    async def activate(self, generation: int) -> AsyncIterator[ActivationStep]:
        self._require()
        yield ActivationStep("apply", "")
        await asyncio.sleep(0)
        if self.fail_activation:
            raise NotReady(self.fail_activation)
        yield ActivationStep("mount", "")
        self.side, self.generation = "active", generation
        self.activated.append(generation)
        yield ActivationStep("connect", "", done=True)

    async def deactivate(self, generation: int, *, force: bool = False) -> tuple[SetEnd, ...]:
        self._require()
        self.side = "passive"
        return tuple(SetEnd(one.name, self.generation, self.captured, True) for one in self.sets)

    async def drain(self, timeout_s: float) -> AsyncIterator[DrainStep]:
        self._require()
        yield DrainStep(3, 4096, 2)
        await asyncio.sleep(0)
        if self.fail_drain:
            raise NotReady(self.fail_drain)
        yield DrainStep(0, 0, 2)
        assert self.peer is not None
        self.peer.applied = self.captured
        yield DrainStep(0, 0, 0, done=True)

    async def status(self) -> ReplicatorStatus:
        self._require()
        queue = QueueStatus(2, 100, 0.1) if self.side == "active" else QueueStatus()
        sets = tuple(
            SetStatus(
                one.name, one.path, self.state, unsafe_queue=queue, captured_sequence=self.captured, applied_sequence=self.applied,
                generation=self.generation,
            )
            for one in self.sets
        )  # fmt: skip
        return ReplicatorStatus(self.side, self.generation, sets)

    async def watch_status(self, interval_s: float) -> AsyncIterator[ReplicatorStatus]:
        await asyncio.sleep(0.3)  # connecting takes its time on a busy machine
        while True:
            yield await self.status()
            await asyncio.sleep(0.02)

    async def start_copy(self, set_name: str, path: str = "") -> None:
        self._require()
        self.compared.append((set_name, CheckAction.START, path.encode(), 0))

    async def order_check(self, set_name: str, action: CheckAction, path: bytes = b"", rate_bytes_per_s: int = 0, user: str = "") -> None:
        self._require()
        self.compared.append((set_name, action, path, rate_bytes_per_s))

    async def checks(self) -> tuple[SetChecks, ...]:
        self._require()
        return self.known_checks

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> tuple[QueueEntry, ...]:
        self._require()
        held = QueueName.UNSAFE if self.side == "active" else QueueName.SAFE
        if queue is not held:
            raise NotReady(f"the {queue} queue is not held by {self.name}", "NOT_HELD_HERE")
        return (QueueEntry(1, 1, "write", f"{queue} on {self.name}".encode() + b"\xff", size_bytes=count),)

    def die(self) -> None:
        self.alive, self.side = False, "starting"

    def restart(self) -> None:
        self.alive, self.side = True, "starting"


class PairInMemory:
    """castor and pollux; `start` and `stop` control processes at will."""

    def __init__(self, directory: Path, *, applications: tuple[Application, ...] = ()) -> None:
        self.lan = Lan()
        self.directory = directory
        self.voices = {name: FakeVoice(self.lan, name) for name in ("castor", "pollux")}
        self.replicators = {name: FakeReplicator(name) for name in ("castor", "pollux")}
        self.replicators["castor"].peer, self.replicators["pollux"].peer = self.replicators["pollux"], self.replicators["castor"]
        self.nodes: dict[str, ControlNode] = {}
        self.ports = Ports(admin=0, peer=free_port(), channel=free_port(), join=free_port())
        (directory / "data").mkdir()
        self.document = PairDocument("pair-1", "twins", 1, sets=(ProtectedSet("data", str(directory / "data")),), applications=applications)
        self._make_security()

    def _make_security(self) -> None:
        now = datetime.now(UTC)
        first = SecurityStore(self._state("castor") / "security")
        first.initialise_primary(pair_id="pair-1", server_name="castor", addresses=["127.0.81.1"], now=now)
        authority = first.authority()
        key, request = create_request("pollux")
        certificate = sign_request(authority, request, pair_id="pair-1", server_name="pollux", addresses=["127.0.81.2"], now=now)
        SecurityStore(self._state("pollux") / "security").install_secondary(
            private_key=key, certificate=certificate, authority=authority.certificate, session_key=first.session_key()
        )
        for name in ("castor", "pollux"):
            PairStore(self._state(name) / "pair.json").save(self.document)

    def _state(self, name: str) -> Path:
        path = self.directory / name / "state"
        path.mkdir(parents=True, exist_ok=True)
        return path

    def configuration(self, name: str) -> ServerConfiguration:
        mine, theirs = ("1", "2") if name == "castor" else ("2", "1")
        links = tuple(HeartbeatLink(f"hb{n}", f"hb{n}", f"127.0.8{n + 1}.{mine}", f"127.0.8{n + 1}.{theirs}") for n in range(2))
        return ServerConfiguration(
            name=name,
            identity=Identity.PRIMARY if name == "castor" else Identity.SECONDARY,
            state_directory=str(self._state(name)),
            runtime_directory=str(self.directory / name / "run"),
            public=Public("lan", (f"{SERVICE}/24",), GATEWAY),
            heartbeat=links,
            ports=self.ports,
            peer_name="pollux" if name == "castor" else "castor",
        )

    def parts(self, name: str) -> Parts:
        lan = self.lan
        other = "pollux" if name == "castor" else "castor"

        async def probe(interface: str, targets: Sequence[str], timeout_s: float) -> dict[str, str | None]:
            connected = name not in lan.cut
            gateway = "02:00:00:00:00:01" if lan.gateway and connected else None
            service = "02:00:00:00:00:02" if connected and lan.speaks(other) else None
            if gateway is None or service is None:
                await asyncio.sleep(timeout_s)
            return {target: gateway if target == GATEWAY else service for target in targets}

        async def ping(address: str, interface: str, timeout_s: float) -> float | None:
            return 0.001 if lan.gateway and lan.speaks(name) else None

        async def announce(interface: str, addresses: Sequence[str]) -> None:
            lan.announced.append(name)

        async def ensure(interface: str, addresses: Sequence[str]) -> tuple[str, ...]:
            return ()

        return Parts(self.voices[name], self.replicators[name], probe, ping, announce, ensure)

    async def start(self, name: str) -> ControlNode:
        node = ControlNode(self.configuration(name), self.parts(name))
        self.nodes[name] = node
        await node.start()
        return node

    async def stop(self, name: str) -> None:
        """End a control process; replicator, applications and kernel stay."""
        await self.nodes.pop(name).stop()

    async def crash(self, name: str) -> None:
        """Lose a whole server."""
        await self.stop(name)
        self.voices[name].hide()
        self.replicators[name].die()

    async def close(self) -> None:
        for name in list(self.nodes):
            await self.stop(name)

    async def until(self, condition, why: str, seconds: float = 60.0) -> None:
        """Wait for something to become true; the limit is there only to end a test that fails."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                told = {name: [event.sentence for event in node.log.list("", 12)] for name, node in self.nodes.items()}
                views = {name: node.view().why_not for name, node in self.nodes.items()}
                raise AssertionError(f"never happened: {why}; {views}; {told}")
            await asyncio.sleep(0.01)

    async def until_active(self, name: str) -> None:
        await self.until(lambda: self.nodes[name].helm.published.role is Role.ACTIVE and self.lan.speaks(name), f"{name} is active")

    async def until_ready(self) -> None:
        active = next(node for node in self.nodes.values() if node.helm.published.role is Role.ACTIVE)
        for node in self.nodes.values():
            await self.until(lambda node=node: node.view().ready_for_switchover, "ready for a switchover")
            if node is not active:
                await self.until(lambda node=node: node.tracker.peer.generation_known, "the passive is the heir")


def with_sets(document: PairDocument, *sets: ProtectedSet) -> PairDocument:
    return replace(document, version=document.version + 1, sets=sets)
