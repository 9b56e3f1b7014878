"""How the hall follows a machine that boots: what two processes of it say may arrive in either order."""

import json
import socket

import pytest

from twinhelm_node.lab import layout
from twinhelm_node.lab.hall import Hall
from twinhelm_node.lab.layout import Machine


class _HallWithoutCables(Hall):
    """Notes what is plugged in instead of doing it."""

    def _plug(self, machine: Machine, pid: int) -> None:
        self.boots[f"{machine.name} {pid}"] = None  # type: ignore[assignment]


@pytest.mark.parametrize("said", [({"pid": 7}, {"ready": True}), ({"ready": True}, {"pid": 7})])
def test_a_machine_is_plugged_in_once_its_number_is_known(said: tuple[dict[str, object], ...]) -> None:
    hall = _HallWithoutCables("/nowhere", rootless=True)
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        here.settimeout(30)
        for message in (*said, {"up": True}):
            there.send(json.dumps(message).encode())
        hall._attend(layout.machine("castor"), here)
        assert there.recv(64) == b"plugged"
    assert hall.running["castor"].pid == 7
    assert list(hall.boots) == ["castor 7"]
