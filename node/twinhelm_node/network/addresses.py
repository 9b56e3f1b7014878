"""The service addresses of this server: carried by both servers of a pair all the time, heard only from the active."""

import asyncio
import ipaddress
from collections.abc import Sequence

Interface = ipaddress.IPv4Interface | ipaddress.IPv6Interface


async def ensure_service_addresses(interface: str, cidrs: Sequence[str]) -> tuple[str, ...]:
    """Give the public card the service addresses it lacks, and return those. Idempotent; raises NotFound for a missing card.

    Install the packet filter first. The addresses stay when this process ends and when the link goes down and comes back.
    """
    wanted = tuple(ipaddress.ip_interface(cidr) for cidr in cidrs)
    added = await asyncio.to_thread(_carry, interface, wanted)
    return tuple(str(one) for one in added)


def _carry(interface: str, wanted: tuple[Interface, ...]) -> tuple[Interface, ...]:
    from twinhelm_node.system import netlink  # noqa: PLC0415  # pyroute2: a longer import than all that the first heartbeat needs

    return netlink.carry_addresses(interface, wanted)


def public_network(cidrs: Sequence[str]) -> str:
    """Return the network of the first service address, IPv4 preferred, for example 10.20.0.0/24; empty without addresses."""
    parsed = sorted((ipaddress.ip_interface(cidr) for cidr in cidrs), key=lambda one: one.version)
    return str(parsed[0].network) if parsed else ""
