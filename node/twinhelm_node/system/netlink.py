"""Addresses of network cards, through rtnetlink (pyroute2). Blocking: call it in a thread."""

import contextlib
import ipaddress
import socket
from pathlib import Path

from pyroute2 import IPRoute

from twinhelm_node.domain.errors import NotFound

_IFA_F_NODAD = 0x02
_IFA_F_DADFAILED = 0x08
_IFA_F_TENTATIVE = 0x40

Interface = ipaddress.IPv4Interface | ipaddress.IPv6Interface


def carry_addresses(interface: str, wanted: tuple[Interface, ...]) -> tuple[Interface, ...]:
    """Give a card the addresses that it does not have yet and return those. Raises NotFound for a missing card.

    IPv6 without duplicate address detection: both servers of a pair carry the address, and only the packet filter may decide.
    """
    added = []
    with IPRoute() as netlink:
        found = netlink.link_lookup(ifname=interface)
        if not found:
            raise NotFound(f"there is no network card {interface}; correct [public] interface in twinhelm.toml", "NO_INTERFACE")
        index = found[0]
        _keep_when_down(interface)
        present = {}
        for message in netlink.get_addr(index=index):
            text = message.get_attr("IFA_LOCAL") or message.get_attr("IFA_ADDRESS")
            present[ipaddress.ip_interface(f"{text}/{message['prefixlen']}")] = message.get_attr("IFA_FLAGS") or message["flags"]
        for one in wanted:
            if one in present and not present[one] & (_IFA_F_DADFAILED | _IFA_F_TENTATIVE):
                continue
            family = socket.AF_INET if one.version == 4 else socket.AF_INET6
            address, length = str(one.ip), one.network.prefixlen
            if one in present:
                netlink.addr("del", index=index, address=address, prefixlen=length, family=family)
            if one.version == 4:
                netlink.addr("add", index=index, address=address, prefixlen=length, family=family)
            else:
                netlink.addr("add", index=index, address=address, prefixlen=length, family=family, flags=_IFA_F_NODAD)
            added.append(one)
    return tuple(added)


def _keep_when_down(interface: str) -> None:
    """Let IPv6 addresses survive a card that goes down; IPv4 ones do anyway. See ip-sysctl, keep_addr_on_down."""
    with contextlib.suppress(OSError):  # a kernel without IPv6, or a container that may not
        Path("/proc/sys/net/ipv6/conf", interface, "keep_addr_on_down").write_text("1", encoding="ascii")
