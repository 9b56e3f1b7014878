"""The network of a machine, from the inside: silence first on a server, then addresses and routes. Runs in the machine's namespaces."""

import contextlib
import socket
from pathlib import Path

from pyroute2 import IPRoute

from twinhelm_node.lab.layout import Card, Machine
from twinhelm_node.network.packet_filter import PacketFilter

_IFA_F_NODAD = 0x02


def prepare(machine: Machine) -> None:
    """Before there is any card: loopback, the kernel's manners, and on a server the packet filter."""
    for name, value in (
        ("net/ipv6/conf/default/accept_ra", "0"),
        ("net/ipv6/conf/default/accept_dad", "0"),
        ("net/ipv6/conf/default/keep_addr_on_down", "1"),
        ("net/ipv6/conf/all/keep_addr_on_down", "1"),
        *((("net/ipv4/ip_forward", "1"), ("net/ipv6/conf/all/forwarding", "1")) if machine.forwards else ()),
        # Where the lab has no root, PostgreSQL and ping run without capabilities.
        ("net/ipv4/ping_group_range", "0 0"),
    ):
        with contextlib.suppress(OSError):  # a kernel without IPv6, or one that keeps this setting to itself
            Path("/proc/sys", name).write_text(value, encoding="ascii")
    with IPRoute() as netlink:
        netlink.link("set", index=netlink.link_lookup(ifname="lo")[0], state="up")
    if machine.server:
        _install_filter()


def bring_up(machine: Machine) -> None:
    """The cards are here and down: hook the filter into the device itself, then addresses, then up, then routes."""
    if machine.server:
        _install_filter()
    with IPRoute() as netlink:
        for card in machine.cards:
            _configure(netlink, card)
        for gateway in machine.default_routes:
            _route(netlink, gateway)


def _install_filter() -> None:
    packet_filter = PacketFilter("lan")
    packet_filter.install()
    packet_filter.close()


def _configure(netlink: IPRoute, card: Card) -> None:
    index = netlink.link_lookup(ifname=card.name)[0]
    for cidr in card.addresses:
        address, _, length = cidr.partition("/")
        if ":" in address:
            if socket.has_ipv6 and Path("/proc/sys/net/ipv6").exists():
                netlink.addr("add", index=index, address=address, prefixlen=int(length), family=socket.AF_INET6, flags=_IFA_F_NODAD)
        else:
            netlink.addr("add", index=index, address=address, prefixlen=int(length))
    netlink.link("set", index=index, state="up")


def _route(netlink: IPRoute, gateway: str) -> None:
    if ":" not in gateway:
        netlink.route("add", dst="default", gateway=gateway)
    elif Path("/proc/sys/net/ipv6").exists():
        netlink.route("add", dst="default", gateway=gateway, family=socket.AF_INET6)
