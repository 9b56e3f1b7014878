"""Keeps the packet filter whole: hears from the kernel at once when somebody takes part of it away, or when the card comes back.

`nft flush ruleset`, which some distributions run whenever their firewall is reloaded, would otherwise let a passive server speak.
See netlink(7); message numbers from linux/netfilter/nf_tables.h, nfnetlink.h and rtnetlink.h.
"""

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator

from twinhelm_node.network.packet_filter import PacketFilter
from twinhelm_node.system.nft import NftError

_NETLINK_ROUTE = 0
_NETLINK_NETFILTER = 12
_GROUP_LINK = 1
_GROUP_NFTABLES = 7
_HEADER = struct.Struct("=IHHII")
_RTM_NEWLINK = 16
_NFTABLES = 10 << 8
# Deletions of a table, chain, rule or set. Elements come and go with every renewal of the voice and are none of this.
_DELETIONS = frozenset({_NFTABLES | 2, _NFTABLES | 5, _NFTABLES | 8, _NFTABLES | 11})
_RETRY_S = 0.25
_BUFFER_BYTES = 64 * 1024


async def keep_whole(packet_filter: PacketFilter, told: Callable[[str], object]) -> None:
    """Repair the filter within milliseconds of its damage, until cancelled. `told` gets a sentence each time.

    What is repaired is silent: an active whose filter was removed has to `reveal` itself again.
    """
    changed = asyncio.Event()
    loop = asyncio.get_running_loop()
    ears: list[socket.socket] = []
    try:
        for protocol, group in ((_NETLINK_NETFILTER, _GROUP_NFTABLES), (_NETLINK_ROUTE, _GROUP_LINK)):
            ear = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, protocol)
            ears.append(ear)
            ear.bind((0, 1 << (group - 1)))
            loop.add_reader(ear, _hear, ear, changed)
        while True:
            changed.clear()
            try:
                if not packet_filter.state().complete:
                    packet_filter.install()
                    told("part of the packet filter was missing (was the firewall flushed?); it is whole again, and this server silent")
            except NftError as error:
                told(f"the packet filter cannot be repaired: {error}")
                await asyncio.sleep(_RETRY_S)
                continue
            await changed.wait()
    finally:
        for ear in ears:
            loop.remove_reader(ear)
            ear.close()


def _hear(ear: socket.socket, changed: asyncio.Event) -> None:
    """Take in all that has come: one change of the ruleset is many packets, and worth one look."""
    while True:
        try:
            packet = ear.recv(_BUFFER_BYTES)
        except BlockingIOError:
            return
        except OSError:
            # ENOBUFS: more happened than fitted. Then something may have happened.
            changed.set()
            return
        if any(kind == _RTM_NEWLINK or kind in _DELETIONS for kind in message_kinds(packet)):
            changed.set()


def message_kinds(packet: bytes) -> Iterator[int]:
    """Yield the type of each netlink message in a packet."""
    position = 0
    while position + _HEADER.size <= len(packet):
        length, kind, _flags, _sequence, _port = _HEADER.unpack_from(packet, position)
        yield kind
        if length < _HEADER.size:
            return
        position += (length + 3) & ~3
