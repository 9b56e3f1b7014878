"""Reads a capture file of tcpdump: who put which frame on the public network, and when.

Format: https://www.ietf.org/archive/id/draft-gharris-opsawg-pcap-05.html (libpcap, Ethernet link type).
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from twinhelm_node.domain.errors import DataError
from twinhelm_node.lab.demo_evidence import Frame

NANOSECONDS_PER_UNIT = {0xA1B2C3D4: 1000, 0xA1B23C4D: 1}
ETHERNET = 1
ARP = 0x0806
IPV6 = 0x86DD
ICMPV6 = 58
NEIGHBOUR_SOLICITATION = 135


def is_probe(frame: bytes) -> bool:
    """Whether a frame asks for an address without claiming one: ARP from 0.0.0.0 or neighbour solicitation from ::."""
    kind = int.from_bytes(frame[12:14], "big")
    if kind == ARP:
        return frame[28:32] == bytes(4)
    if kind == IPV6:
        return frame[20] == ICMPV6 and frame[22:38] == bytes(16) and frame[54:55] == bytes([NEIGHBOUR_SOLICITATION])
    return False


def packets(capture: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (wall clock ns, frame) of each whole packet; a last one that tcpdump did not finish is left out."""
    if len(capture) < 24:
        return
    order = "<" if struct.unpack_from("<I", capture)[0] in NANOSECONDS_PER_UNIT else ">"
    magic, link_type = struct.unpack_from(f"{order}I16xI", capture)
    if magic not in NANOSECONDS_PER_UNIT or link_type != ETHERNET:
        raise DataError("The capture file is not one of Ethernet frames in libpcap format; capture again with tcpdump -w.")
    offset = 24
    while offset + 16 <= len(capture):
        seconds, fraction, size = struct.unpack_from(f"{order}III", capture, offset)
        if offset + 16 + size > len(capture):
            return
        yield seconds * 1_000_000_000 + fraction * NANOSECONDS_PER_UNIT[magic], capture[offset + 16 : offset + 16 + size]
        offset += 16 + size


def read_frames(path: Path, names: Mapping[str, str]) -> Iterator[Frame]:
    """Yield the frames of the machines in `names` (MAC address in lower case → machine)."""
    for at_ns, frame in packets(path.read_bytes()):
        source = names.get(frame[6:12].hex(":"))
        if source is not None:
            yield Frame(at_ns, source, is_probe(frame))
