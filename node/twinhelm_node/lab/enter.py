"""Runs a command inside a machine of the lab: joins its namespaces, starts the command, ends with its exit status.

Started as a file of its own (`python -I -S enter.py [--stay] DIRECTORY MACHINE -- COMMAND…`) and importing nothing of the package, because
it stands before every command in a machine. Not nsenter(1): that stops itself when its command is stopped (lab freeze) and leaves
the command behind when it is killed. With `--stay` the command is left behind on purpose, as a service of the machine.
"""

import array
import contextlib
import ctypes
import json
import os
import signal
import socket
import sys

_PR_SET_PDEATHSIG = 1
_PACKET_BYTES = 64 * 1024
_NAMESPACES_AT_MOST = 8
_CANNOT_ENTER = 125
_NOT_FOUND = 127


def main() -> int:
    """Enter, run, wait. Exit status 125: the machine cannot be entered; 127: there is no such command."""
    arguments = sys.argv[1:]
    stay = arguments[0] == "--stay"
    directory, machine, _separator, *command = arguments[1:] if stay else arguments
    libc = ctypes.CDLL(None, use_errno=True)
    where = os.getcwd()
    try:
        for descriptor in _door(directory, machine):
            if libc.setns(descriptor, 0) != 0:
                number = ctypes.get_errno()
                raise OSError(number, f"cannot enter {machine}: {os.strerror(number)}")
            os.close(descriptor)
    except OSError as error:
        print(f"twinhelm lab: {error.strerror or error}", file=sys.stderr)
        return _CANNOT_ENTER
    with contextlib.suppress(OSError):
        os.chdir(where)
    os.environ["TWINHELM_CONFIG"] = "/srv/twinhelm/etc/twinhelm.toml"
    os.environ["PATH"] = f"/run/bin:{os.environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin:/sbin"
    handled = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
    signal.pthread_sigmask(signal.SIG_BLOCK, handled)
    child = os.fork()
    if child == 0:
        if stay:
            os.setsid()
            if os.fork() != 0:
                os._exit(0)  # so that what stays is a child of the machine's PID 1, which buries it
        else:
            libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, handled)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            os.execvp(command[0], command)
        except OSError as error:
            print(f"twinhelm lab: {command[0]}: {error.strerror}", file=sys.stderr)
        os._exit(_NOT_FOUND)
    for number in handled:
        # A terminal sends Ctrl-C to the command itself as well: then it hears it twice, which no command minds.
        signal.signal(number, lambda received, _frame: os.kill(child, received))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, handled)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return 128 - status if status < 0 else status


def _door(directory: str, machine: str) -> list[int]:
    """Ask the keeper of the hall for the namespaces of a machine. Raises OSError."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.settimeout(30)
    handle = os.open(directory, os.O_PATH)
    try:
        connection.connect(f"/proc/self/fd/{handle}/hall.sock")
    except OSError as error:
        raise OSError(error.errno, f"no lab runs in {directory}; start one with: twinhelm lab up") from error
    finally:
        os.close(handle)
    connection.send(json.dumps({"do": "door", "name": machine}).encode())
    descriptors = array.array("i")
    packet, ancillary, _flags, _address = connection.recvmsg(_PACKET_BYTES, socket.CMSG_SPACE(_NAMESPACES_AT_MOST * descriptors.itemsize))
    connection.close()
    for _level, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data)
    answer = json.loads(packet) if packet else {"error": "the hall of the lab ended"}
    if "error" in answer:
        raise OSError(0, answer["error"])
    return list(descriptors)


if __name__ == "__main__":
    sys.exit(main())
