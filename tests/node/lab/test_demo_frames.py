"""Reading a capture: built byte by byte as the pcap draft has it."""

import struct
from pathlib import Path

import pytest

from twinhelm_node.domain.errors import DataError
from twinhelm_node.lab.demo_evidence import Frame
from twinhelm_node.lab.demo_frames import is_probe, read_frames

CASTOR = bytes.fromhex("020000000001")
HEADER = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 96, 1)


def packet(frame: bytes, seconds: int = 7, microseconds: int = 5) -> bytes:
    return struct.pack("<IIII", seconds, microseconds, len(frame), len(frame)) + frame


def arp(sender_address: bytes) -> bytes:
    return (
        b"\xff" * 6
        + CASTOR
        + b"\x08\x06"
        + struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1)
        + CASTOR
        + sender_address
        + bytes(6)
        + bytes([10, 20, 0, 10])
    )


def solicitation(source: bytes) -> bytes:
    return (
        b"\x33" * 6
        + CASTOR
        + b"\x86\xdd"
        + struct.pack(">IHBB", 6 << 28, 24, 58, 255)
        + source
        + b"\xff\x02"
        + bytes(14)
        + bytes([135])
        + bytes(23)
    )


def test_probes_are_told_from_claims() -> None:
    assert is_probe(arp(bytes(4)))
    assert not is_probe(arp(bytes([10, 20, 0, 10])))
    assert is_probe(solicitation(bytes(16)))
    assert not is_probe(solicitation(b"\xfe\x80" + bytes(14)))


def test_frames_of_known_machines_are_read_with_their_time(tmp_path: Path) -> None:
    other = b"\xff" * 6 + bytes.fromhex("0200000000ff") + b"\x08\x00" + bytes(40)
    file = tmp_path / "lan.pcap"
    file.write_bytes(HEADER + packet(other) + packet(arp(bytes(4))) + packet(arp(bytes([1, 2, 3, 4])))[:-3])
    assert list(read_frames(file, {"02:00:00:00:00:01": "castor"})) == [Frame(7_000_005_000, "castor", True)]


def test_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "lan.pcap"
    file.write_bytes(bytes(64))
    with pytest.raises(DataError, match="libpcap"):
        list(read_frames(file, {}))
