"""The keeper of the hall: PID 1 of the lab. Holds its namespaces, boots and fells the machines, moves the cables.

`python -m twinhelm_node.lab.keeper DIRECTORY [--lifeline FD]` leaves the keeper behind and ends when it listens. Everything of the lab
lives in the keeper's PID namespace: when the keeper ends, for whatever reason, the kernel ends all of it.
"""

import argparse
import contextlib
import json
import os
import select
import signal
import socket
import sys
from typing import Any, NoReturn

from twinhelm_node.domain.errors import InvalidInput, NotReady, TwinhelmError
from twinhelm_node.lab import hall_network
from twinhelm_node.lab.hall import Hall
from twinhelm_node.lab.protocol import PACKET_BYTES, SOCKET_NAME, reply
from twinhelm_node.system import mounts, namespaces


def main() -> int:
    """Make the hall and leave its keeper behind. Prints the reason and returns 1 where that fails."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--lifeline", type=int, default=-1)
    given = parser.parse_args()
    os.chdir(given.directory)
    rootless = os.geteuid() != 0
    try:
        return _leave_behind(rootless, given.lifeline)
    except TwinhelmError as error:
        print(error, file=sys.stderr)
        return 1


def _leave_behind(rootless: bool, lifeline: int) -> int:
    if rootless:
        namespaces.unshare_user()
    try:
        namespaces.unshare(namespaces.NEWNS | namespaces.NEWNET | namespaces.NEWPID | namespaces.NEWUTS | namespaces.NEWIPC)
    except OSError as error:
        raise NotReady(f"{namespaces.how_to_allow_users()} ({error})", "NAMESPACES_FORBIDDEN") from error
    read_end, write_end = os.pipe()
    if os.fork() == 0:
        os.close(read_end)
        _become_keeper(rootless, lifeline, write_end)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as pipe:
        complaint = pipe.read()
    if complaint != "ready":
        raise NotReady(complaint or "the hall of the lab ended while it was made; see log/hall.log", "LAB_FAILED")
    return 0


def _become_keeper(rootless: bool, lifeline: int, announce: int) -> NoReturn:
    try:
        os.setsid()
        namespaces.set_host_name("hall")
        namespaces.set_process_name("hall")
        mounts.make_private()
        mounts.mount("proc", "/proc", "proc", mounts.NO_SUID | mounts.NO_DEV | mounts.NO_EXEC)
        hall_network.build()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listener.bind(SOCKET_NAME)
        os.chmod(SOCKET_NAME, 0o600)
        listener.listen(16)
        keeper = Keeper(Hall(os.getcwd(), rootless=rootless), listener, lifeline)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the command that waits has to hear it
        os.write(announce, f"the hall of the lab cannot be made: {error}; {namespaces.how_to_allow_users()}".encode())
        os._exit(1)
    log = os.open("log/hall.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    os.write(announce, b"ready")
    os.close(announce)
    keeper.run()


class Keeper:
    """The loop of the hall's PID 1: requests, one at a time, the dead, and the lifeline of whoever started the lab."""

    def __init__(self, hall: Hall, listener: socket.socket, lifeline: int) -> None:
        self._hall = hall
        self._listener = listener
        self._lifeline = lifeline
        self._connections: dict[int, socket.socket] = {}
        self._poller = select.poll()

    def run(self) -> NoReturn:
        """Serve until told to end or until the lifeline is cut."""
        wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        poller = self._poller
        poller.register(self._listener, select.POLLIN)
        poller.register(wake_read, select.POLLIN)
        if self._lifeline >= 0:
            poller.register(self._lifeline, select.POLLIN)
        while True:
            for descriptor, _events in poller.poll():
                if descriptor == self._lifeline:
                    os._exit(0)
                elif descriptor == wake_read:
                    os.read(wake_read, 4096)
                    self._hall.bury()
                elif descriptor == self._listener.fileno():
                    connection, _address = self._listener.accept()
                    self._connections[connection.fileno()] = connection
                    poller.register(connection, select.POLLIN)
                else:
                    connection = self._connections[descriptor]
                    if not self._serve(connection):
                        poller.unregister(descriptor)
                        del self._connections[descriptor]
                        connection.close()

    def _serve(self, connection: socket.socket) -> bool:
        """Answer one request. False when the other side is gone."""
        try:
            packet = connection.recv(PACKET_BYTES)
        except OSError:
            return False
        if not packet:
            return False
        descriptors: list[int] = []
        try:
            request: dict[str, Any] = json.loads(packet)
            answer, descriptors = self._hall.handle(request.pop("do"), request)
        except InvalidInput as error:
            answer = {"error": str(error), "reason": error.reason}
        except Exception as error:  # noqa: BLE001 - PID 1 of the lab must outlive a request that fails
            answer = {"error": f"{error}", "reason": "LAB_FAILED"}
        try:
            reply(connection, answer, descriptors)
        except OSError:
            return False
        finally:
            for descriptor in descriptors:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        if answer.get("end"):
            os._exit(0)
        if answer.get("untie") and self._lifeline >= 0:
            self._poller.unregister(self._lifeline)
            os.close(self._lifeline)
            self._lifeline = -1
        return True


if __name__ == "__main__":
    sys.exit(main())
