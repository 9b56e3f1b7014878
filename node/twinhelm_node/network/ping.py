"""Asks one address whether it is there: ICMP echo (RFC 792, RFC 4443) out of one network card."""

import asyncio
import ipaddress
import secrets
import socket
import struct
import time

from twinhelm_node.network.frames import checksum

_ECHO_REQUEST = 8
_ECHO_REPLY = 0
_ECHO_REQUEST_6 = 128
_ECHO_REPLY_6 = 129
_PACKET_BYTES = 2048
_SEQUENCE = 1


async def ping(address: str, interface: str, timeout_s: float) -> float | None:
    """Return the round trip in seconds, or None when no answer comes within `timeout_s` or nothing can be sent.

    Goes out of `interface` whatever the routes say. Raises ValueError for something that is no address.
    """
    target = ipaddress.ip_address(address)
    family, protocol = (socket.AF_INET, socket.IPPROTO_ICMP) if target.version == 4 else (socket.AF_INET6, socket.IPPROTO_ICMPV6)
    token = secrets.token_bytes(16)
    loop = asyncio.get_running_loop()
    try:
        with socket.socket(family, socket.SOCK_RAW | socket.SOCK_NONBLOCK, protocol) as card:
            card.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
            started = time.monotonic()
            async with asyncio.timeout(timeout_s):
                await loop.sock_sendto(card, _request(target.version, token), _destination(target, interface))
                while not _answers(await loop.sock_recv(card, _PACKET_BYTES), target.version, token):
                    pass
            return time.monotonic() - started
    except (OSError, TimeoutError):
        # No route, card down, or dropped by the packet filter (EPERM): all the same to who asks.
        return None


def _request(version: int, token: bytes) -> bytes:
    identifier = int.from_bytes(token[:2], "big")
    kind = _ECHO_REQUEST if version == 4 else _ECHO_REQUEST_6
    unsummed = struct.pack("!BBHHH", kind, 0, 0, identifier, _SEQUENCE) + token
    # The kernel writes the sum of ICMPv6 itself: it knows the source address. See RFC 3542, 3.1.
    total = checksum(unsummed) if version == 4 else 0
    return struct.pack("!BBHHH", kind, 0, total, identifier, _SEQUENCE) + token


def _answers(packet: bytes, version: int, token: bytes) -> bool:
    """Return whether a received packet answers our request: nobody else knows the token."""
    message = packet[(packet[0] & 0x0F) * 4 :] if version == 4 and packet else packet
    return len(message) >= 24 and message[0] == (_ECHO_REPLY if version == 4 else _ECHO_REPLY_6) and message[8:24] == token


def _destination(target: ipaddress.IPv4Address | ipaddress.IPv6Address, interface: str) -> tuple[str, int] | tuple[str, int, int, int]:
    if target.version == 4:
        return str(target), 0
    return str(target), 0, 0, socket.if_nametoindex(interface) if target.is_link_local else 0
