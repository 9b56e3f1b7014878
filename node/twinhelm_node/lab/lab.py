"""The lab as the command line, the demo and the tests see it: one directory, one hall, four machines, and faults as methods.

Every method may block for as long as it says; from an event loop call it in a thread. Several labs live side by side, each in its
own directory; a new `Lab(directory)` finds the one that runs there.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotFound, TwinhelmError
from twinhelm_node.lab import enter, layout, protocol
from twinhelm_node.lab.machine import DISK_DIRECTORIES
from twinhelm_node.lab.protocol import HallError
from twinhelm_node.lab.values import Console, LabFile, LabStatus, LinkState
from twinhelm_node.system import process, spawn

_HALL_S = 30.0
_REQUEST_S = 60.0
_END_S = 5.0
_DOWN_S = 30.0
# What a lab leaves in its directory; a directory with anything else in it is somebody's, and is not taken.
_OWN_FILES = {"hall.sock", "lab.json", "console.json", "log", *layout.SERVERS}


def default_directory() -> Path:
    """Return where the lab of this user lives unless told otherwise: on a disk, since its journals and databases may grow."""
    base = Path("/var/tmp") if os.access("/var/tmp", os.W_OK) else Path(tempfile.gettempdir())
    return base / f"twinhelm-lab-{os.getuid()}"


class Lab:
    """A lab that runs in `directory` (or will, after `build`)."""

    def __init__(self, directory: Path | str | None = None) -> None:
        self.directory = Path(directory) if directory is not None else default_directory()
        # Open for as long as this process lives; the keeper of a tied lab ends when the kernel closes it.
        self._lifeline: int | None = None

    # -- from nothing to four machines, and back

    def build(
        self,
        *,
        service: Mapping[str, Sequence[str]] | None = None,
        run_service: bool = False,
        owners: Mapping[str, int] | None = None,
        tied: bool = False,
    ) -> None:
        """Make the hall and switch all machines on (20 s at most each). `service` is what a machine's PID 1 runs, by machine.

        With `tied` the lab ends when this process ends, in whatever way. Raises AlreadyExists, NotReady, HallError; then nothing is left.
        """
        self._claim_directory()
        try:
            self._start_keeper(tied)
            for name in layout.MACHINES:
                self._ask(
                    do="boot", name=name, service=list((service or {}).get(name, ())), run_service=run_service, owners=dict(owners or {})
                )
        except BaseException:
            self.down()
            raise

    def down(self, *, keep_directory: bool = False) -> None:
        """End everything of the lab and remove what it left on the disk (30 s at most). Nothing to do is fine."""
        with contextlib.suppress(NotFound):
            with protocol.connect(str(self.directory), _END_S) as connection:
                keeper = _peer(connection)
                try:
                    protocol.ask(connection, {"do": "end"})
                except (HallError, NotFound):
                    # It hangs, or is gone already. It is PID 1 of everything in the lab: the kernel ends the rest with it.
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(keeper, signal.SIGKILL)
            if not spawn.wait_for_end(keeper, _DOWN_S):
                raise HallError(f"process {keeper}, the keeper of the lab, did not end within {_DOWN_S:g} s; look at it with ps")
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None
        if not keep_directory:
            self._remove_directory()

    def untie(self) -> None:
        """Let a tied lab live on when this process ends."""
        self._ask(do="untie")

    # -- what runs

    def status(self) -> LabStatus:
        """Return machines, links and the way in. Raises NotFound where no lab runs."""
        answer = self._ask(do="status")
        file = self._file()
        return LabStatus(
            directory=str(self.directory),
            rootless=bool(answer["rootless"]),
            machines=dict(answer["machines"]),
            links={name: LinkState(**link) for name, link in answer["links"].items()},
            application=file.application,
            mode=file.mode,
            console=self.console(),
        )

    def is_running(self) -> bool:
        """Return whether a lab runs in this directory."""
        try:
            self._ask(do="status")
        except NotFound:
            return False
        return True

    def console(self) -> Console | None:
        """Return how the console outside reaches the pair, once there is a way."""
        try:
            return Console(**json.loads((self.directory / "console.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def log(self, machine: str) -> Path:
        """Return the file with what the services of a machine printed."""
        return self.directory / "log" / f"{machine}.log"

    def disk(self, machine: str) -> Path:
        """Return the directory that is the disk of a server: data (beneath the mount), etc, state, log. It survives a crash."""
        return self.directory / machine

    # -- commands in machines ("hall" is the place where the bridges are)

    def command(self, machine: str, arguments: Sequence[str], *, stay: bool = False) -> list[str]:
        """Return the argument list that runs a command inside a machine, for any way of starting processes.

        With `stay` it ends at once and leaves the command running as a service of the machine.
        """
        return [
            sys.executable,
            "-I",
            "-S",
            str(enter.__file__),
            *(["--stay"] if stay else []),
            str(self.directory),
            machine,
            "--",
            *arguments,
        ]

    def exec(
        self, machine: str, arguments: Sequence[str], *, timeout_s: float = 60.0, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> process.Completed:
        """Run a command inside a machine to its end. Exit status 125: no such machine is on. Raises ProcessTimeout."""
        return process.run(self.command(machine, arguments), timeout_s=timeout_s, stdin=stdin, env=env)

    def spawn(
        self,
        machine: str,
        arguments: Sequence[str],
        *,
        stdin: int | None = spawn.NOTHING,
        stdout: int | None = None,
        stderr: int | None = None,
        kept: Sequence[int] = (),
    ) -> spawn.Process:
        """Start a command inside a machine and return the process outside; killing that one kills the command."""
        return spawn.spawn(self.command(machine, arguments), stdin=stdin, stdout=stdout, stderr=stderr, kept=kept)

    # -- faults

    def crash(self, machine: str) -> int:
        """Cut the power of a machine: cables dead, every process gone. Returns when, in nanoseconds since 1970."""
        return int(self._ask(do="crash", name=machine)["at_ns"])

    def start(self, machine: str) -> None:
        """Switch a machine on again, with its disk and what it ran before."""
        self._ask(do="boot", name=machine)
        if machine == "workstation" and self._file().console_port:
            self.open_console_port(self._file().console_port)

    def start_service(self, machine: str) -> None:
        """Let the service of a machine run, now and at every boot."""
        self._ask(do="service", name=machine)

    def freeze(self, machine: str) -> None:
        """Stop every process of a machine."""
        self._ask(do="freeze", name=machine)

    def thaw(self, machine: str) -> None:
        """Let the processes of a frozen machine go on."""
        self._ask(do="thaw", name=machine)

    def cut(self, link: str) -> None:
        """Cut a link: hb0, hb1, lan:castor or lan:pollux."""
        self._ask(do="cut", link=link)

    def heal(self, link: str) -> None:
        """Repair a link."""
        self._ask(do="heal", link=link)

    def slow(self, link: str, rate: str) -> None:
        """Limit a link in each direction, for example to `10mbit`; `off` gives it its full speed back."""
        self._ask(do="slow", link=link, bits_per_s=layout.rate_bits_per_s(rate))

    # -- the way in from outside

    def open_console_port(self, port: int = 0) -> int:
        """Listen on 127.0.0.1 outside the lab and carry connections to the pair's service address. Returns the port."""
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError as error:
                raise InvalidInput(f"port {port} of 127.0.0.1 cannot be used ({error.strerror}); choose another") from error
            listener.listen(64)
            found = int(listener.getsockname()[1])
            arguments = [
                sys.executable, "-m", "twinhelm_node.lab.forwarder", str(listener.fileno()), layout.SERVICE_ADDRESS, str(layout.ADMIN_PORT),
            ]  # fmt: skip
            log = self.directory / "log" / "console.log"
            command = self.command("workstation", arguments, stay=True)
            if spawn.spawn_into_file(command, log, kept=[listener.fileno()]).wait(_REQUEST_S) != 0:
                raise HallError(f"the way for the console cannot be opened; see {log}")
        self.remember(console_port=found)
        return found

    def remember(self, **values: Any) -> None:
        """Change what `lab.json` says of this lab."""
        text = json.dumps({**asdict(self._file()), **values})
        (self.directory / "lab.json").write_text(text, encoding="utf-8")

    def write_console(self, console: Console) -> None:
        """Keep how the console reaches the pair, readable by this user only."""
        path = self.directory / "console.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(console)), encoding="utf-8")

    def _ask(self, **request: Any) -> dict[str, Any]:
        with protocol.connect(str(self.directory), _REQUEST_S) as connection:
            answer, descriptors = protocol.ask(connection, request)
        for descriptor in descriptors:
            os.close(descriptor)
        return answer

    def _file(self) -> LabFile:
        try:
            return LabFile(**json.loads((self.directory / "lab.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return LabFile()

    def _claim_directory(self) -> None:
        if self.is_running():
            raise AlreadyExists(f"a lab runs in {self.directory} already; take it down with: twinhelm lab down", "LAB_RUNNING")
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.directory.stat().st_uid != os.getuid():
            raise InvalidInput(f"{self.directory} belongs to another user; choose a directory of your own with --directory")
        strange = {entry.name for entry in self.directory.iterdir()} - _OWN_FILES
        if strange:
            raise InvalidInput(f"{self.directory} holds other things ({min(strange)}); choose an empty directory with --directory")
        self._remove_directory()
        # The service in a machine may run as another user than the one who made the lab.
        self.directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        (self.directory / "log").mkdir()
        for server in layout.SERVERS:
            for part in DISK_DIRECTORIES:
                (self.directory / server / part).mkdir(parents=True)

    def _start_keeper(self, tied: bool) -> None:
        arguments = [sys.executable, "-m", "twinhelm_node.lab.keeper", str(self.directory.resolve())]
        lifeline: tuple[int, ...] = ()
        if tied:
            read_end, self._lifeline = os.pipe()
            lifeline = (read_end,)
            arguments += ["--lifeline", str(read_end)]
        try:
            with tempfile.TemporaryFile() as complaint:
                started = spawn.spawn(arguments, stdout=complaint.fileno(), stderr=complaint.fileno(), kept=lifeline, own_session=True)
                try:
                    status = started.wait(_HALL_S)
                except BaseException:
                    started.kill()
                    started.wait()
                    raise
                complaint.seek(0)
                text = complaint.read().decode(errors="replace").strip()
        finally:
            for descriptor in lifeline:
                os.close(descriptor)
        if status != 0:
            raise TwinhelmError(text or "the hall of the lab could not be made", "LAB_FAILED")

    def _remove_directory(self) -> None:
        """Remove what a lab leaves, and the directory when nothing else is in it."""
        for name in _OWN_FILES:
            path = self.directory / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, onerror=_make_writable)
            else:
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.directory.rmdir()


def _make_writable(function: Any, path: str, _info: object) -> None:
    """Remove what sits in a directory that its owner had closed."""
    os.chmod(os.path.dirname(path), 0o700)
    with contextlib.suppress(OSError):
        os.chmod(path, 0o700)
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)
    _ = function


def _peer(connection: socket.socket) -> int:
    """Return the process at the other end, as this side numbers it. See unix(7), SO_PEERCRED."""
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", data)[0])
