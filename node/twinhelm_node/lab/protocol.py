"""How a command speaks to the keeper of the hall: one JSON packet there, one back, with namespace descriptors if asked for.

The socket lies in the lab's directory, whose path may be longer than a socket address allows: it is reached through a descriptor.
Imports nothing of the package but errors, so that it loads fast.
"""

import array
import json
import os
import socket
from typing import Any

from twinhelm_node.domain.errors import InvalidInput, NotFound, TwinhelmError

SOCKET_NAME = "hall.sock"
PACKET_BYTES = 64 * 1024
NAMESPACES = ("user", "ipc", "uts", "net", "pid", "mnt")


class HallError(TwinhelmError):
    """The keeper of the hall could not do what was asked."""

    reason = "LAB_FAILED"


def connect(directory: str, timeout_s: float) -> socket.socket:
    """Return a connection to the keeper of the lab in `directory`. Raises NotFound."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.settimeout(timeout_s)
    try:
        handle = os.open(directory, os.O_PATH | os.O_DIRECTORY)
        try:
            connection.connect(f"/proc/self/fd/{handle}/{SOCKET_NAME}")
        finally:
            os.close(handle)
    except OSError as error:
        connection.close()
        raise NotFound(f"no lab runs in {directory}; start one with: twinhelm lab up", "LAB_NOT_RUNNING") from error
    return connection


def ask(connection: socket.socket, request: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """Send one request and return the answer with the descriptors in it. Raises HallError, NotFound, or InvalidInput for a wrong name."""
    room = socket.CMSG_SPACE(len(NAMESPACES) * array.array("i").itemsize)
    try:
        connection.send(json.dumps(request).encode())
        packet, ancillary, _flags, _address = connection.recvmsg(PACKET_BYTES, room)
    except TimeoutError as error:
        raise HallError("the hall of the lab does not answer; take it down with: twinhelm lab down") from error
    except ConnectionError:
        packet, ancillary = b"", []
    if not packet:
        raise NotFound("the lab has just ended; start it again with: twinhelm lab up", "LAB_NOT_RUNNING")
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    answer: dict[str, Any] = json.loads(packet)
    if "error" in answer:
        kind_of = InvalidInput if answer.get("reason") == InvalidInput.reason else HallError
        raise kind_of(answer["error"])
    return answer, list(descriptors)


def reply(connection: socket.socket, answer: dict[str, Any], descriptors: list[int]) -> None:
    """Answer one request. The descriptors stay open here."""
    data = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    connection.sendmsg([json.dumps(answer).encode()], data)
