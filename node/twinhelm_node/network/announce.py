"""Tells the public network that the service addresses are here now: gratuitous ARP and unsolicited neighbour advertisements.

Switches learn the new port from the frames, neighbours the new card from what is in them.
"""

import asyncio
import contextlib
import ipaddress
import socket
import time
from collections.abc import Sequence

from twinhelm_node.domain.errors import NotFound
from twinhelm_node.network import frames


async def announce(interface: str, addresses: Sequence[str], *, times: int = 3, gap_s: float = 0.05) -> int:
    """Announce every address (with or without prefix length) `times` times, the first time at once; return how many frames went out.

    None do while the card is down or the packet filter keeps this server silent. Who does not want to wait for the repetitions runs
    it as a task. Raises NotFound for a missing card.
    """
    return await asyncio.to_thread(_announce, interface, tuple(addresses), times, gap_s)


def _announce(interface: str, addresses: tuple[str, ...], times: int, gap_s: float) -> int:
    sent = 0
    # Closing a packet socket waits for the kernel (packet(7) sockets need an RCU grace period): hence the thread.
    with open_card(interface, 0) as card:
        mac = card.getsockname()[4]
        claims = [frame for address in addresses for frame in _claims(mac, address)]
        for number in range(times):
            if number:
                time.sleep(gap_s)
            for frame in claims:
                with contextlib.suppress(OSError):  # ENETDOWN, or ENOBUFS: that is how a packet filter's drop looks from here
                    card.send(frame)
                    sent += 1
    return sent


def _claims(mac: bytes, address: str) -> list[bytes]:
    parsed = ipaddress.ip_interface(address).ip
    if parsed.version == 6:
        return [frames.unsolicited_advertisement(mac, parsed)]
    return [frames.gratuitous_arp(mac, parsed, operation) for operation in (frames.ARP_REQUEST, frames.ARP_REPLY)]


def open_card(interface: str, ethertype: int) -> socket.socket:
    """Return a packet socket on a network card that receives one kind of frame (0: none). Raises NotFound."""
    card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    try:
        card.bind((interface, ethertype))
    except OSError as error:
        card.close()
        raise NotFound(
            f"the network card {interface} cannot be used ({error.strerror}); correct [public] interface in twinhelm.toml", "NO_INTERFACE"
        ) from error
    return card
