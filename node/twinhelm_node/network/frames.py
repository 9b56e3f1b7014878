"""Ethernet frames of the two protocols that tie an address to a card: ARP (RFC 826, 5227) and IPv6 neighbour discovery (RFC 4861). Pure."""

import ipaddress
import struct
from dataclasses import dataclass

ETHERTYPE_ARP = 0x0806
ETHERTYPE_IPV6 = 0x86DD
BROADCAST = b"\xff" * 6
ARP_REQUEST = 1
ARP_REPLY = 2
_ARP = struct.Struct("!HHBBH6s4s6s4s")
_ICMPV6 = 58
_NEIGHBOUR_SOLICITATION = 135
_NEIGHBOUR_ADVERTISEMENT = 136
_OVERRIDE = 0x20000000
_TARGET_LINK_LAYER = 2
_IPV6_HEADER_BYTES = 40
_ETHERNET_BYTES = 14


@dataclass(frozen=True, slots=True)
class Claim:
    """What a frame says: this address is at this card."""

    address: ipaddress.IPv4Address | ipaddress.IPv6Address
    mac: str


def gratuitous_arp(mac: bytes, address: ipaddress.IPv4Address, operation: int) -> bytes:
    """Return an announcement of `address` to everybody, as a request (RFC 5227) or as a reply, which some systems want."""
    return _arp(mac, operation, address.packed, mac if operation == ARP_REPLY else b"\0" * 6, address.packed)


def arp_probe(mac: bytes, target: ipaddress.IPv4Address) -> bytes:
    """Return the question who holds `target`, from 0.0.0.0: it claims nothing (RFC 5227, 2.1.1)."""
    return _arp(mac, ARP_REQUEST, b"\0" * 4, b"\0" * 6, target.packed)


def unsolicited_advertisement(mac: bytes, address: ipaddress.IPv6Address) -> bytes:
    """Return an advertisement of `address` to all nodes that overrides what they remember (RFC 4861, 7.2.6)."""
    option = bytes([_TARGET_LINK_LAYER, 1]) + mac
    body = struct.pack("!I", _OVERRIDE) + address.packed + option
    return _icmpv6(mac, address, ipaddress.IPv6Address("ff02::1"), _NEIGHBOUR_ADVERTISEMENT, body)


def solicitation_from_nobody(mac: bytes, target: ipaddress.IPv6Address) -> bytes:
    """Return the question who holds `target`, from `::`, as duplicate address detection asks it (RFC 4862, 5.4.2)."""
    group = ipaddress.IPv6Address(int(ipaddress.IPv6Address("ff02::1:ff00:0")) | (int(target) & 0xFFFFFF))
    return _icmpv6(mac, ipaddress.IPv6Address("::"), group, _NEIGHBOUR_SOLICITATION, b"\0" * 4 + target.packed)


def read_claim(frame: bytes) -> Claim | None:
    """Return what an ARP frame or a neighbour advertisement claims; None for any other frame."""
    kind = int.from_bytes(frame[12:14], "big")
    body = frame[_ETHERNET_BYTES:]
    if kind == ETHERTYPE_ARP and len(body) >= _ARP.size:
        _hardware, protocol, _hlen, _plen, _operation, sender, address, _target_mac, _target = _ARP.unpack_from(body)
        if protocol == 0x0800 and address != b"\0" * 4:
            return Claim(ipaddress.IPv4Address(address), _text(sender))
    if kind == ETHERTYPE_IPV6 and len(body) >= _IPV6_HEADER_BYTES + 24 and body[6] == _ICMPV6:
        message = body[_IPV6_HEADER_BYTES:]
        if message[0] == _NEIGHBOUR_ADVERTISEMENT:
            option = message[24:32]
            mac = option[2:8] if len(option) == 8 and option[0] == _TARGET_LINK_LAYER else frame[6:12]
            return Claim(ipaddress.IPv6Address(message[8:24]), _text(mac))
    return None


def checksum(data: bytes) -> int:
    """Return the Internet checksum (RFC 1071)."""
    if len(data) % 2:
        data += b"\0"
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _arp(mac: bytes, operation: int, sender: bytes, target_mac: bytes, target: bytes) -> bytes:
    head = BROADCAST + mac + struct.pack("!H", ETHERTYPE_ARP)
    return head + _ARP.pack(1, 0x0800, 6, 4, operation, mac, sender, target_mac, target)


def _icmpv6(mac: bytes, source: ipaddress.IPv6Address, group: ipaddress.IPv6Address, kind: int, body: bytes) -> bytes:
    length = 4 + len(body)
    pseudo = source.packed + group.packed + struct.pack("!II", length, _ICMPV6)
    total = checksum(pseudo + struct.pack("!BBH", kind, 0, 0) + body)
    header = struct.pack("!IHBB", 6 << 28, length, _ICMPV6, 255) + source.packed + group.packed
    ethernet = b"\x33\x33" + group.packed[-4:] + mac + struct.pack("!H", ETHERTYPE_IPV6)
    return ethernet + header + struct.pack("!BBH", kind, 0, total) + body


def _text(mac: bytes) -> str:
    return mac.hex(":")
