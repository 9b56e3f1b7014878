"""Hears every frame that a server puts on the public network, at the port of the hall where it arrives, and says who spoke when.

Runs in the hall as a process of its own (`python -m twinhelm_node.lab.demo_frames FILE`) until SIGTERM; prints one line of JSON
{"frames", "dropped"} at its end. One line a frame in FILE: "wall_ns port first-bytes-in-hex". A port belongs to one machine, so a
frame is known by where it came from, whatever address it claims. A port that appears later (a machine that boots) is heard from its
first frame on: the socket is bound to no interface.
"""

import contextlib
import json
import select
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from ctypes import addressof, create_string_buffer
from pathlib import Path

from twinhelm_node.lab.demo_evidence import Frame
from twinhelm_node.lab.layout import MACHINES, SERVERS

KEPT_BYTES = 96
RECEIVE_BUFFER_BYTES = 32 * 1024 * 1024
# From <linux/if_packet.h>, <asm-generic/socket.h> and <linux/filter.h>; Python's socket module does not name them.
ETH_P_ALL = 0x0003
SOL_PACKET = 263
PACKET_STATISTICS = 6
SO_ATTACH_FILTER = 26
SO_TIMESTAMPNS = 35
SO_RCVBUFFORCE = 33
PACKET_OUTGOING = 4
LOAD_PACKET_TYPE = 0xFFFFF000 + 4  # SKF_AD_OFF + SKF_AD_PKTTYPE
LOAD_WORD, LOAD_HALF, JUMP_EQUAL, RETURN = 0x20, 0x28, 0x15, 0x06
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


def read_frames(lines: Iterator[str]) -> Iterator[Frame]:
    """Yield the frames of a file written by `listen`; a last line cut short is left out."""
    servers = {card.port: name for name in SERVERS for card in MACHINES[name].cards}
    for line in lines:
        words = line.split()
        if line.endswith("\n") and len(words) == 3:
            yield Frame(int(words[0]), servers[words[1]], is_probe(bytes.fromhex(words[2])))


def known_others() -> list[int]:
    """The last two bytes of the addresses whose frames never come from a public card of a server, so need not be looked at."""
    others = [card.mac for name, machine in MACHINES.items() for card in machine.cards if name not in SERVERS or card.name != "lan"]
    return [int(mac.replace(":", "")[8:], 16) for mac in others]


def packet_filter() -> bytes:
    """A socket filter that keeps heartbeat, gateway and workstation frames (by source address) and outgoing copies away."""
    prefix = int(MACHINES[SERVERS[0]].cards[0].mac.replace(":", "")[:8], 16)
    others = known_others()
    size = len(others)
    program = [(LOAD_WORD, 0, 0, LOAD_PACKET_TYPE), (JUMP_EQUAL, size + 4, 0, PACKET_OUTGOING)]
    program += [(LOAD_WORD, 0, 0, 6), (JUMP_EQUAL, 0, size + 1, prefix), (LOAD_HALF, 0, 0, 10)]
    program += [(JUMP_EQUAL, size - index, 0, other) for index, other in enumerate(others)]
    program += [(RETURN, 0, 0, 0xFFFF), (RETURN, 0, 0, 0)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)


def open_socket() -> socket.socket:
    """Hear every interface of this network namespace."""
    heard = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    code = packet_filter()
    buffer = create_string_buffer(code, len(code))
    heard.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", len(code) // 8, addressof(buffer)))
    with contextlib.suppress(PermissionError):  # only the first user namespace may go beyond the limit
        heard.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
    heard.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    return heard


def listen(path: Path) -> dict[str, int]:
    """Write every frame from a server's public card until SIGTERM. Returns how many were written, and how many the kernel dropped."""
    wake, signalled = socket.socketpair()
    signalled.setblocking(False)
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.set_wakeup_fd(signalled.fileno(), warn_on_full_buffer=False)
    ports = {card.port for name in SERVERS for card in MACHINES[name].cards if card.name == "lan"}
    written = 0
    with open_socket() as heard, path.open("w", encoding="ascii", buffering=1) as file:
        print("listening", flush=True)
        while True:
            ready, _, _ = select.select([heard, wake], [], [])
            if heard in ready:
                frame, ancillary, _, address = heard.recvmsg(KEPT_BYTES, socket.CMSG_SPACE(16))
                if address[0] in ports:
                    seconds, nanoseconds = struct.unpack("qq", ancillary[0][2][:16])
                    file.write(f"{seconds * 1_000_000_000 + nanoseconds} {address[0]} {frame.hex()}\n")
                    written += 1
            elif ready:
                statistics = heard.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
                return {"frames": written, "dropped": struct.unpack("II", statistics)[1]}


if __name__ == "__main__":
    print(json.dumps(listen(Path(sys.argv[1]))), flush=True)
