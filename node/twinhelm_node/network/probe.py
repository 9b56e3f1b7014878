"""Asks who holds an address without claiming one: ARP probes from 0.0.0.0 and neighbour solicitations from `::` (RFC 5227, RFC 4862).

On a silent server the packet filter must allow it first (`PacketFilter.allow_probe`), otherwise nobody is ever found.
"""

import asyncio
import ipaddress
import select
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack

from twinhelm_node.network import frames
from twinhelm_node.network.announce import open_card

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_ASK_AGAIN_S = 0.1
_FRAME_BYTES = 2048


async def probe(interface: str, targets: Sequence[str], timeout_s: float) -> dict[str, str | None]:
    """Return for each target address the card (MAC) that answers for it, or None after `timeout_s`. Ends early when all have answered.

    This server's own card does not count as an answer. Targets may carry a prefix length. Raises NotFound for a missing interface.
    """
    return await asyncio.to_thread(_probe, interface, tuple(targets), timeout_s)


def _probe(interface: str, targets: tuple[str, ...], timeout_s: float) -> dict[str, str | None]:
    wanted: dict[Address, str] = {ipaddress.ip_interface(target).ip: target for target in targets}
    found: dict[str, str | None] = dict.fromkeys(targets)
    with ExitStack() as stack:
        cards = {
            version: stack.enter_context(open_card(interface, ethertype))
            for version, ethertype in ((4, frames.ETHERTYPE_ARP), (6, frames.ETHERTYPE_IPV6))
            if any(address.version == version for address in wanted)
        }
        deadline = time.monotonic() + timeout_s
        ask_at = time.monotonic()
        while wanted and (now := time.monotonic()) < deadline:
            if now >= ask_at:
                for address in wanted:
                    _ask(cards[address.version], address)
                ask_at = now + _ASK_AGAIN_S
            readable, _, _ = select.select(list(cards.values()), [], [], max(0.0, min(deadline, ask_at) - now))
            for card in readable:
                claim = _hear(card)
                if claim is not None and claim.address in wanted:
                    found[wanted.pop(claim.address)] = claim.mac
    return found


def _ask(card: socket.socket, address: Address) -> None:
    mac = card.getsockname()[4]
    question = (
        frames.arp_probe(mac, address) if isinstance(address, ipaddress.IPv4Address) else frames.solicitation_from_nobody(mac, address)
    )
    try:
        card.send(question)
    except OSError:
        return  # the card is down at the moment: that is an answer nobody gives


def _hear(card: socket.socket) -> frames.Claim | None:
    """Return what the next frame claims, unless this card sent it."""
    frame = card.recv(_FRAME_BYTES)
    claim = frames.read_claim(frame)
    own = card.getsockname()[4].hex(":")
    return claim if claim is not None and claim.mac != own else None
