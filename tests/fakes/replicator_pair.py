"""Two real replicator processes on loopback, with real certificates, real FUSE mounts, and a cable between them that can be cut."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tests.fakes.ports import free_port
from twinhelm_node.api.replicator_client import ReplicatorClient
from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration
from twinhelm_node.config.write import write_server_configuration
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.ports_replicator import ChannelPath, SetEnd
from twinhelm_node.domain.roles import Identity
from twinhelm_node.domain.status import SetState, SetStatus
from twinhelm_node.domain.verification import CheckPhase, CheckRun
from twinhelm_node.security.certificates import create_request, sign_request
from twinhelm_node.security.store import SecurityStore

PAIR_ID = "3f1c0b5e-test"
SET = "data"
_CASTOR, _POLLUX, _CABLE_TO_CASTOR, _CABLE_TO_POLLUX = "127.1.0.1", "127.1.0.2", "127.1.0.101", "127.1.0.102"
_RUN = "import sys; from twinhelm_node.replicator.main import run; run(sys.argv[1])"


async def until(condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
    """Wait until something is true; the time only limits how long a failure takes."""
    deadline = asyncio.get_running_loop().time() + timeout_s
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"did not happen in {timeout_s} s: {what}")
        await asyncio.sleep(0.02)


class Cable:
    """A TCP relay from one address to another that can be pulled (connections die, new ones are refused) or frozen."""

    def __init__(self) -> None:
        self.address: tuple[str, int] = ("", 0)
        self._target: tuple[str, int] = ("", 0)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()

    async def lay(self, address: tuple[str, int], target: tuple[str, int]) -> None:
        """Start relaying from `address` to `target`."""
        self.address, self._target = address, target
        self._server = await asyncio.start_server(self._accept, *address)

    async def pull(self) -> None:
        """Cut every connection and accept no new one."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def plug(self) -> None:
        """Relay again on the same port."""
        self._flowing.set()
        await self.lay(self.address, self._target)

    def freeze(self) -> None:
        """Keep connections but let nothing through, as a dead network does."""
        self._flowing.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers.add(far_writer)
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.get_running_loop().create_task(self._relay(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.transport.abort()
        self._writers.discard(writer)


@dataclass
class Server:
    """One server's replicator."""

    name: str
    directory: Path
    configuration: ServerConfiguration
    client: ReplicatorClient
    process: subprocess.Popen[bytes] | None = None
    paths: tuple[ChannelPath, ...] = ()
    sets: tuple[ProtectedSet, ...] = field(default=())

    @property
    def folder(self) -> Path:
        """The protected folder."""
        return self.directory / "data"

    @property
    def state(self) -> Path:
        """State directory of the set."""
        return self.directory / "state" / "sets" / SET

    async def start(self) -> None:
        """Start the process and configure it, as control does."""
        config = self.directory / "twinhelm.toml"
        log = (self.directory / "replicator.log").open("ab")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self.process = self._spawn(config, log, environment)
        log.close()
        await self.configure()

    def _spawn(self, config: Path, log: IO[bytes], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", _RUN, str(config)], stdout=log, stderr=log, env=environment)

    async def configure(self) -> None:
        """Configure until the process answers."""
        deadline = asyncio.get_running_loop().time() + 30
        while True:
            try:
                await self.client.configure(PAIR_ID, self.sets, self.paths)
            except TwinhelmError as error:
                if error.reason != "UNREACHABLE" or asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """End cleanly."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            self.process = None

    async def activate(self, generation: int) -> None:
        """Become active."""
        last = None
        async for step in self.client.activate(generation):
            last = step
        assert last is not None
        assert last.done

    async def deactivate(self, generation: int, *, force: bool = False) -> SetEnd:
        """Become passive."""
        return (await self.client.deactivate(generation, force=force))[0]

    async def drain(self) -> None:
        """Wait until the passive has applied everything."""
        async for _ in self.client.drain(30.0):
            pass

    async def status(self) -> SetStatus:
        """Status of the set."""
        return (await self.client.status()).sets[0]

    async def until_state(self, state: SetState, timeout_s: float = 40.0) -> SetStatus:
        """Wait for a state of the set."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while (status := await self.status()).state is not state:
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"{self.name} is {status.state}, not {state}: {status.detail}\n{self.log()}")
            await asyncio.sleep(0.05)
        return status

    async def until_check(self, phase: CheckPhase, timeout_s: float = 60.0) -> CheckRun:
        """Wait for a phase of the check that was asked for last; returns the check."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while True:
            checks = (await self.client.checks())[0]
            run = checks.current or checks.last
            if run is not None and run.phase is phase and not (run.over and checks.current):
                return run
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"{self.name}: {checks} {await self.status()}\n{self.log()}")
            await asyncio.sleep(0.05)

    def log(self) -> str:
        """The end of the log, for failures."""
        return (self.directory / "replicator.log").read_text()[-4000:]


@dataclass
class ReplicatorPair:
    """castor and pollux."""

    castor: Server
    pollux: Server
    cable: Cable  # carries what castor calls on pollux
    other_cable: Cable

    def differences(self) -> str:
        """What an independent comparison finds; both folders must be without a capture or quiet."""
        found = subprocess.run(
            ["rsync", "-naAXHSci", "--delete", f"{self.castor.folder}/", f"{self.pollux.folder}/"],
            capture_output=True,
            text=True,
            check=True,
        )
        return found.stdout

    async def until_applied(self, active: Server) -> None:
        """Wait until the passive has applied everything captured so far."""
        try:
            await active.drain()
        except TwinhelmError as error:
            raise AssertionError(f"{error}: {await active.status()}\n{self.castor.log()}\n{self.pollux.log()}") from error


def pretend_a_reboot(state: Path) -> None:
    """Give the progress file the boot id of another run of the machine."""
    with (state / "progress").open("r+b") as file:
        file.seek(56)
        file.write(b"another boot id.")


@contextlib.asynccontextmanager
async def replicator_pair(directory: Path, protected: Callable[[str], ProtectedSet] | None = None) -> AsyncIterator[ReplicatorPair]:
    """Make and start both, end both, leave no mount behind."""
    now = datetime.now(UTC)
    servers = []
    port = free_port(_POLLUX)
    for name, identity in (("castor", Identity.PRIMARY), ("pollux", Identity.SECONDARY)):
        home = directory / name
        (home / "data").mkdir(parents=True)
        configuration = ServerConfiguration(
            name=name, identity=identity, state_directory=str(home / "state"), runtime_directory=str(home / "run"),
            public=Public("lo", ("10.20.0.10/24",), "10.20.0.1"), heartbeat=(HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"),),
            ports=Ports(channel=port), peer_name="pollux" if name == "castor" else "castor",
        )  # fmt: skip
        write_server_configuration(home / "twinhelm.toml", configuration)
        (home / "state").mkdir()
        folder = str(home / "data")
        sets = (protected(folder) if protected else ProtectedSet(SET, folder),)
        servers.append(Server(name, home, configuration, ReplicatorClient(str(home / "run" / "replicator.sock")), sets=sets))
    castor, pollux = servers
    primary = SecurityStore(directory / "castor" / "state" / "security")
    primary.initialise_primary(pair_id=PAIR_ID, server_name="castor", addresses=["127.0.0.1"], now=now)
    key, request = create_request("pollux")
    certificate = sign_request(primary.authority(), request, pair_id=PAIR_ID, server_name="pollux", addresses=["127.0.0.1"], now=now)
    SecurityStore(directory / "pollux" / "state" / "security").install_secondary(
        private_key=key, certificate=certificate, authority=primary.authority().certificate, session_key=primary.session_key()
    )
    cable, other = Cable(), Cable()
    await cable.lay((_CABLE_TO_POLLUX, port), (_POLLUX, port))
    await other.lay((_CABLE_TO_CASTOR, port), (_CASTOR, port))
    castor.paths = (ChannelPath("hb0", _CASTOR, _CABLE_TO_POLLUX, port),)
    pollux.paths = (ChannelPath("hb0", _POLLUX, _CABLE_TO_CASTOR, port),)
    pair = ReplicatorPair(castor, pollux, cable, other)
    try:
        for server in servers:
            await server.start()
        yield pair
    finally:
        for server in servers:
            await server.client.close()
            if server.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.stop()
            _leave_no_mount(server.folder)
        await cable.pull()
        await other.pull()
        shutil.rmtree(directory, ignore_errors=True)


def _leave_no_mount(folder: Path) -> None:
    while f" {folder} fuse" in Path("/proc/self/mounts").read_text():  # also a dead one, which ismount does not see
        subprocess.run(["umount", "-l", str(folder)], check=True)
