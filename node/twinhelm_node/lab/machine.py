"""A machine of the lab, from the first moment of its PID 1: namespaces, disk, silence, cards, then the services it runs.

The keeper forks, the child calls `boot` and never returns. Both talk over a socket pair: `ready` (namespaces are there) is answered by
`plugged` (its cards are in place, still down), then `up` ends it. A server loads its packet filter before it has any card.
"""

import contextlib
import json
import os
import signal
import socket
import sys
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

from twinhelm_node.lab import machine_network
from twinhelm_node.lab.layout import Machine
from twinhelm_node.system import mounts, namespaces

DISK_DIRECTORIES = ("data", "etc", "state", "log")
# Where each directory of the disk appears.
DISK_MOUNTS = {"data": "/srv/data", "etc": "/srv/twinhelm/etc", "state": "/srv/twinhelm/state", "log": "/srv/log"}
START_SIGNAL = signal.SIGUSR1
# First in the PATH of every command in a machine (see enter.py): there `twinhelm` is this very program.
PROGRAMS = "/run/bin"


@dataclass(frozen=True, slots=True)
class Boot:
    """What a machine is given when it starts: its disk (a directory), its log, and the command it runs as its service."""

    disk: str
    log: str
    service: tuple[str, ...]
    run_service: bool
    rootless: bool
    owners: dict[str, int]

    def describe(self) -> dict[str, Any]:
        """Return the values as JSON can hold them."""
        return asdict(self)


def boot(machine: Machine, given: Boot, keeper: socket.socket) -> NoReturn:
    """Become PID 1 of a machine. Called in a fresh child of the keeper; ends with the machine."""
    flags = namespaces.NEWNS | namespaces.NEWPID | namespaces.NEWNET | namespaces.NEWUTS | namespaces.NEWIPC
    namespaces.unshare(flags)
    first = os.fork()
    if first != 0:
        keeper.send(json.dumps({"pid": first}).encode())
        os._exit(0)
    try:
        os.setsid()
        _redirect(given.log, machine.name)
        namespaces.set_host_name(machine.name)
        namespaces.set_process_name(machine.name)
        _mount(machine, given)
        machine_network.prepare(machine)
        keeper.send(json.dumps({"ready": True}).encode())
        if keeper.recv(64) != b"plugged":
            os._exit(1)
        machine_network.bring_up(machine)
        keeper.send(json.dumps({"up": True}).encode())
    except BaseException as error:  # noqa: BLE001 - whatever it is, the keeper has to hear it from a process without a terminal
        keeper.send(json.dumps({"error": f"{machine.name} does not boot: {error}"}).encode())
        os._exit(1)
    keeper.close()
    _live(machine, given)


def _redirect(log: str, name: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    print(f"--- {name} boots", flush=True)


def _mount(machine: Machine, given: Boot) -> None:
    """Give the machine its own /proc, /sys, /run and /srv, and put its disk there."""
    mounts.make_private()
    # Opened before /run and /srv are hidden: the lab, or the program itself, may lie below one of them.
    kept = {path: os.open(path, os.O_PATH) for path in _program_paths() if path.startswith(("/run/", "/srv/"))}
    disk = {name: os.open(os.path.join(given.disk, name), os.O_PATH) for name in DISK_DIRECTORIES} if machine.server else {}
    mounts.mount("proc", "/proc", "proc", mounts.NO_SUID | mounts.NO_DEV | mounts.NO_EXEC)
    with contextlib.suppress(OSError):  # some containers forbid a fresh one; the old one shows other cards, nothing more
        mounts.mount("sysfs", "/sys", "sysfs", mounts.NO_SUID | mounts.NO_DEV | mounts.NO_EXEC)
    for target in ("/run", "/srv"):
        mounts.mount("tmpfs", target, "tmpfs", mounts.NO_SUID | mounts.NO_DEV, "mode=0755")
    # Shared memory of a machine must not outlive it in the /dev/shm outside.
    mounts.mount("tmpfs", "/dev/shm", "tmpfs", mounts.NO_SUID | mounts.NO_DEV, "mode=1777")
    os.makedirs("/run/lock", mode=0o1777, exist_ok=True)
    for name, descriptor in disk.items():
        os.makedirs(DISK_MOUNTS[name])
        mounts.bind(f"/proc/self/fd/{descriptor}", DISK_MOUNTS[name])
    for path, descriptor in kept.items():
        os.makedirs(path, exist_ok=True)
        mounts.bind(f"/proc/self/fd/{descriptor}", path)
    for descriptor in (*kept.values(), *disk.values()):
        os.close(descriptor)
    os.makedirs(PROGRAMS)
    with open(f"{PROGRAMS}/twinhelm", "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o755)) as script:
        script.write(f'#!/bin/sh\nexec {sys.executable} -m twinhelm_node.cli.main "$@"\n')
    if machine.server:
        os.makedirs("/run/twinhelm", mode=0o755)
        for directory, owner in given.owners.items():
            os.makedirs(directory, mode=0o755, exist_ok=True)
            os.chown(directory, owner, -1)
    os.chdir("/")


def _program_paths() -> list[str]:
    """Return the directories without which this program could not be started again inside the machine."""
    paths = {sys.prefix, sys.base_prefix, *(entry for entry in sys.path if os.path.isdir(entry))}
    return sorted(os.path.abspath(path) for path in paths)


def _live(machine: Machine, given: Boot) -> NoReturn:
    """Be PID 1: start the service when told to, bury the dead, and never end by oneself."""
    watched = {signal.SIGCHLD, START_SIGNAL}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    service = _start(given) if given.run_service else 0
    while True:
        if signal.sigwait(watched) == START_SIGNAL and not service:
            service = _start(given)
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == service:
                    service = 0
                    print(f"--- {machine.name}: its service ended ({os.waitstatus_to_exitcode(ended[1])})", flush=True)


def _start(given: Boot) -> int:
    if not given.service:
        return 0
    child = os.fork()
    if child:
        return child
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        os.setsid()
        os.execvp(given.service[0], given.service)
    except OSError as error:
        print(f"--- cannot start {given.service[0]}: {error}", flush=True)
    os._exit(127)
