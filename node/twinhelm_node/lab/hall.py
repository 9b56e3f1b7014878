"""What the keeper of the hall can do: boot, crash, freeze and thaw machines, cut, heal and slow links, open the door to a machine."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.lab import hall_network, layout
from twinhelm_node.lab.layout import Machine
from twinhelm_node.lab.machine import START_SIGNAL, Boot, boot
from twinhelm_node.lab.protocol import NAMESPACES, HallError
from twinhelm_node.system import namespaces

_BOOT_S = 20.0
_CRASH_S = 20.0
_FREEZE_S = 5.0

Answer = tuple[dict[str, Any], list[int]]


@dataclass(slots=True)
class Running:
    """A machine that is on. `pid` is its PID 1 as the hall numbers it."""

    pid: int
    frozen: bool = False


@dataclass(slots=True)
class Hall:
    """The state of the lab. One request at a time; lives in PID 1 of the hall and nowhere else."""

    directory: str
    rootless: bool
    running: dict[str, Running] = field(default_factory=dict)
    boots: dict[str, Boot] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    rates: dict[str, int] = field(default_factory=dict)

    def handle(self, what: str, request: dict[str, Any]) -> Answer:
        """Carry one request out. Raises InvalidInput and HallError."""
        actions: dict[str, Callable[..., Answer]] = {
            "status": self.status,
            "boot": self.boot,
            "service": self.start_service,
            "crash": self.crash,
            "freeze": self.freeze,
            "thaw": self.thaw,
            "cut": self.cut_link,
            "heal": self.heal_link,
            "slow": self.slow_link,
            "door": self.door,
            "end": lambda: ({"end": True}, []),
            "untie": lambda: ({"untie": True}, []),
        }
        if what not in actions:
            raise InvalidInput(f"the hall does not know {what!r}")
        return actions[what](**request)

    def status(self) -> Answer:
        """Return machines and links as they are."""
        machines = {name: ("frozen" if self.running[name].frozen else "on") if name in self.running else "off" for name in layout.MACHINES}
        links = {name: {"cut": name in self.cut, "bits_per_s": self.rates.get(name)} for name in layout.LINKS}
        return {"machines": machines, "links": links, "rootless": self.rootless}, []

    def boot(
        self, name: str, service: list[str] | None = None, run_service: bool | None = None, owners: dict[str, int] | None = None
    ) -> Answer:
        """Switch a machine on. What it ran the last time it runs again, unless told otherwise."""
        machine = layout.machine(name)
        if name in self.running:
            raise InvalidInput(f"{name} is on already")
        given = self._boot_values(name, service, run_service, owners)
        self.boots[name] = given
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(_BOOT_S)
        child = os.fork()
        if child == 0:
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _forget_descriptors(theirs.fileno())
                boot(machine, given, theirs)
            except BaseException as error:  # noqa: BLE001 - a child of PID 1 must end here, whatever happens
                theirs.send(json.dumps({"error": f"{name} does not boot: {error}"}).encode())
            finally:
                os._exit(1)
        theirs.close()
        try:
            self._attend(machine, ours)
        except TimeoutError as error:
            raise HallError(f"{name} did not boot within {_BOOT_S:g} s; see {given.log}") from error
        finally:
            ours.close()
        return {}, []

    def _boot_values(self, name: str, service: list[str] | None, run_service: bool | None, owners: dict[str, int] | None) -> Boot:
        before = self.boots.get(name)
        return Boot(
            disk=os.path.join(self.directory, name),
            log=os.path.join(self.directory, "log", f"{name}.log"),
            service=tuple(service) if service is not None else (before.service if before else ()),
            run_service=run_service if run_service is not None else (before.run_service if before else False),
            rootless=self.rootless,
            owners=owners if owners is not None else (before.owners if before else {}),
        )

    def _attend(self, machine: Machine, pair: socket.socket) -> None:
        """Follow a machine from its first process to its addresses, and plug its cards in when it is ready for them.

        Its number comes from the parent of its first process, so that one can be ready before its number is known.
        """
        pid, ready = 0, False
        while True:
            packet = pair.recv(4096)
            message: dict[str, Any] = json.loads(packet) if packet else {"error": f"{machine.name} ended while it booted; see its log"}
            if "pid" in message:
                pid = message["pid"]
            elif "ready" in message:
                ready = True
            elif "up" in message:
                self.running[machine.name] = Running(pid)
                return
            else:
                if pid:
                    _kill(pid, signal.SIGKILL)
                raise HallError(message["error"])
            if ready and pid:
                self._plug(machine, pid)
                pair.send(b"plugged")
                ready = False

    def _plug(self, machine: Machine, pid: int) -> None:
        network = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
        try:
            for card in machine.cards:
                link = next((name for name, ports in layout.LINKS.items() if card.port in ports), "")
                hall_network.plug(card, network, up=link not in self.cut, bits_per_s=self.rates.get(link))
        finally:
            os.close(network)
        link = f"lan:{machine.name}"
        if link in self.rates:
            _inside_network(pid, lambda: hall_network.set_rate("lan", self.rates[link]))

    def start_service(self, name: str) -> Answer:
        """Let a machine start its service now and at every boot from now on."""
        _kill(self._on(name).pid, START_SIGNAL)
        before = self.boots[name]
        self.boots[name] = Boot(before.disk, before.log, before.service, True, before.rootless, before.owners)
        return {}, []

    def crash(self, name: str) -> Answer:
        """Pull every cable, then end every process at once: a machine without power sends no farewell."""
        machine = self._on(name)
        ports = [card.port for card in layout.machine(name).cards]
        hall_network.set_ports_down(ports)
        _kill(machine.pid, signal.SIGKILL)
        at_ns = time.time_ns()
        deadline = time.monotonic() + _CRASH_S
        while name in self.running:
            self.bury()
            if time.monotonic() > deadline:
                raise HallError(f"{name} still has processes {_CRASH_S:g} s after its power was cut; look at them with ps")
            time.sleep(0.005)
        hall_network.unplug(ports)
        return {"at_ns": at_ns}, []

    def freeze(self, name: str) -> Answer:
        """Stop every process of a machine; its kernel goes on answering, as that of a machine that hangs does."""
        machine = self._on(name)
        machine.frozen = True
        _stop_all(machine.pid)
        return {}, []

    def thaw(self, name: str) -> Answer:
        """Let the processes of a frozen machine go on."""
        machine = self._on(name)
        machine.frozen = False
        for pid in _processes(machine.pid):
            _kill(pid, signal.SIGCONT)
        return {}, []

    def cut_link(self, link: str) -> Answer:
        """Cut a link. It stays cut when a machine boots."""
        ports = layout.ports_of(link)
        self.cut.add(link)
        for port in ports:
            hall_network.set_port(port, up=False)
        return {}, []

    def heal_link(self, link: str) -> Answer:
        """Repair a link."""
        ports = layout.ports_of(link)
        self.cut.discard(link)
        for port in ports:
            hall_network.set_port(port, up=True)
        return {}, []

    def slow_link(self, link: str, bits_per_s: int | None) -> Answer:
        """Limit a link in each direction, or (None) give it its full speed back. It stays slow when a machine boots."""
        ports = layout.ports_of(link)
        if bits_per_s is None:
            self.rates.pop(link, None)
        else:
            self.rates[link] = bits_per_s
        for port in ports:
            hall_network.set_rate(port, bits_per_s)
        name = link.removeprefix("lan:")
        if name in self.running:
            # Through the port goes only what the machine receives; what it sends is shaped at its own card.
            _inside_network(self.running[name].pid, lambda: hall_network.set_rate("lan", bits_per_s))
        return {}, []

    def door(self, name: str) -> Answer:
        """Return the namespaces of a machine (or of the hall), for a command to enter."""
        pid = os.getpid() if name == layout.HALL else self._on(name).pid
        kinds = [kind for kind in NAMESPACES if kind != "user" or self.rootless]
        return {"namespaces": kinds}, [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY | os.O_CLOEXEC) for kind in kinds]

    def bury(self) -> None:
        """Reap what ended. A machine whose PID 1 ended is off."""
        while True:
            try:
                pid, _status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for name in [name for name, machine in self.running.items() if machine.pid == pid]:
                del self.running[name]

    def _on(self, name: str) -> Running:
        layout.machine(name)
        self.bury()
        if name not in self.running:
            raise InvalidInput(f"{name} is off; switch it on with: twinhelm lab start {name}")
        return self.running[name]


def _forget_descriptors(kept: int) -> None:
    """Close what the keeper holds: a machine must not keep the keeper's sockets or its lifeline."""
    for entry in os.listdir("/proc/self/fd"):
        descriptor = int(entry)
        if descriptor > 2 and descriptor != kept:
            try:
                os.close(descriptor)
            except OSError:
                continue


def _kill(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _processes(first: int) -> list[int]:
    """Return the processes that live in the PID namespace of a machine, as the hall numbers them."""
    wanted = os.readlink(f"/proc/{first}/ns/pid")
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                if os.readlink(f"/proc/{entry}/ns/pid") == wanted:
                    found.append(int(entry))
            except OSError:
                continue
    return found


def _stop_all(first: int) -> None:
    """Stop all processes, again until a pass finds none that runs: one may have forked meanwhile."""
    deadline = time.monotonic() + _FREEZE_S
    told: set[int] = set()
    while True:
        states = {pid: _state(pid) for pid in _processes(first)}
        # One that waits for a disk, or for a capture that stands still already, stops before it does anything else.
        moving = [pid for pid, state in states.items() if state not in "TtZX" and not (state == "D" and pid in told)]
        if not moving:
            return
        for pid in moving:
            _kill(pid, signal.SIGSTOP)
            told.add(pid)
        if time.monotonic() > deadline:
            raise HallError(f"{len(moving)} processes do not stop; try again")
        time.sleep(0.002)


def _state(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return "X"


def _inside_network(pid: int, work: Callable[[], None]) -> None:
    """Do something in the network namespace of a machine, in a child of its own. Raises HallError."""
    child = os.fork()
    if child == 0:
        try:
            namespaces.join(os.open(f"/proc/{pid}/ns/net", os.O_RDONLY), namespaces.NEWNET)
            work()
        except BaseException as error:  # noqa: BLE001 - a child of PID 1 must end here, whatever happens
            print(f"inside the network of process {pid}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise HallError("the card inside the machine could not be changed; see log/hall.log")
