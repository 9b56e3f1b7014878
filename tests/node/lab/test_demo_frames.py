"""What is heard on the public network: every frame of a server, by the port it came through, and nothing of anybody else."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from twinhelm_node.lab.demo_evidence import Frame
from twinhelm_node.lab.demo_frames import is_probe, read_frames

CASTOR = bytes.fromhex("027477000100")
STRANGER = bytes.fromhex("0a0000000001")
WORKSTATION = bytes.fromhex("027477000400")
HEARTBEAT = bytes.fromhex("027477000110")


def arp(sender_address: bytes, source: bytes = CASTOR) -> bytes:
    head = b"\xff" * 6 + source + b"\x08\x06" + struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1)
    return head + source + sender_address + bytes(6) + bytes([10, 20, 0, 10])


def solicitation(source: bytes) -> bytes:
    head = b"\x33" * 6 + CASTOR + b"\x86\xdd" + struct.pack(">IHBB", 6 << 28, 24, 58, 255)
    return head + source + b"\xff\x02" + bytes(14) + bytes([135]) + bytes(23)


def test_probes_are_told_from_claims() -> None:
    assert is_probe(arp(bytes(4)))
    assert not is_probe(arp(bytes([10, 20, 0, 10])))
    assert is_probe(solicitation(bytes(16)))
    assert not is_probe(solicitation(b"\xfe\x80" + bytes(14)))


def test_a_line_cut_short_is_left_out() -> None:
    lines = [f"17 pollux-lan {arp(bytes(4)).hex()}\n", f"19 castor-lan {arp(bytes([1, 2, 3, 4])).hex()}\n", "23 castor-l"]
    assert list(read_frames(iter(lines))) == [Frame(17, "pollux", True), Frame(19, "castor", False)]


HALL = """
import os, socket, subprocess, sys
def ip(*words): subprocess.run(["ip", *words], check=True)
ip("link", "set", "lo", "up")
ears = subprocess.Popen([sys.executable, "-m", "twinhelm_node.lab.demo_frames", sys.argv[1]], stdout=subprocess.PIPE, text=True)
assert ears.stdout.readline() == "listening\\n"
ip("link", "add", "castor-lan", "type", "veth", "peer", "name", "inside")
ip("link", "set", "castor-lan", "up"); ip("link", "set", "inside", "up")
sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
sender.bind(("inside", 0))
for frame in sys.argv[2:]: sender.send(bytes.fromhex(frame))
ears.terminate()
print(ears.stdout.read(), end="")
"""


def test_every_frame_is_heard_by_its_port_and_others_are_left_out(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires("ip", "unshare", root=True)
    claim = bytes([10, 20, 0, 10])
    frames = [arp(claim), arp(claim, STRANGER), arp(claim, WORKSTATION), arp(claim, HEARTBEAT), arp(bytes(4))]
    said = subprocess.run(
        ["unshare", "--net", sys.executable, "-c", HALL, str(tmp_path / "frames"), *(frame.hex() for frame in frames)],
        capture_output=True, text=True, check=True, timeout=30,
    ).stdout  # fmt: skip
    heard = [line.split()[2] for line in (tmp_path / "frames").read_text().splitlines()]
    sent_by_test = [frame for frame in heard if frame.startswith(("f" * 12 + CASTOR.hex(), "f" * 12 + STRANGER.hex()))]
    assert sent_by_test == [frames[0].hex(), frames[1].hex(), frames[4].hex()]
    assert not any(WORKSTATION.hex() == frame[12:24] or HEARTBEAT.hex() == frame[12:24] for frame in heard)
    assert json.loads(said)["dropped"] == 0
