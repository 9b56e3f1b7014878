"""The cables of the lab, as the hall sees them: bridges, one port for each card, cuts and slow links. Runs inside the hall."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from pyroute2 import IPRoute, NetlinkError

from twinhelm_node.lab.layout import BRIDGES, Card

_BURST_S = 0.01
_LATENCY = "50ms"


def build() -> None:
    """Make the three bridges. They forward at once, flood multicast, and the hall itself has no address on them."""
    _set("net/ipv6/conf/default/disable_ipv6", "1")
    with IPRoute() as netlink:
        netlink.link("set", index=_index(netlink, "lo"), state="up")
        for name in BRIDGES:
            netlink.link("add", ifname=name, kind="bridge", br_stp_state=0, br_forward_delay=0, br_mcast_snooping=0)
            netlink.link("set", index=_index(netlink, name), state="up")


def plug(card: Card, network: int, *, up: bool, bits_per_s: int | None) -> None:
    """Give a machine a card: a veth pair with one end in its network namespace (a descriptor), the other on the bridge."""
    with IPRoute() as netlink:
        netlink.link("add", ifname=card.port, kind="veth", peer={"ifname": card.name, "address": card.mac, "net_ns_fd": network})
        port = _index(netlink, card.port)
        netlink.link("set", index=port, master=_index(netlink, card.bridge))
        if bits_per_s is not None:
            _shape(netlink, port, bits_per_s)
        if up:
            netlink.link("set", index=port, state="up")


def set_port(port: str, *, up: bool) -> None:
    """Connect or disconnect a port. A port of a machine that is off does not exist: then nothing happens."""
    with IPRoute() as netlink:
        for index in netlink.link_lookup(ifname=port):
            with _may_be_gone():
                netlink.link("set", index=index, state="up" if up else "down")


def set_ports_down(ports: list[str]) -> None:
    """Disconnect several ports, in this order."""
    with IPRoute() as netlink:
        for port in ports:
            for index in netlink.link_lookup(ifname=port):
                with _may_be_gone():
                    netlink.link("set", index=index, state="down")


def set_rate(device: str, bits_per_s: int | None) -> None:
    """Slow down what leaves a device with a token bucket filter, or give it its full speed back. See tc-tbf(8)."""
    with IPRoute() as netlink:
        for index in netlink.link_lookup(ifname=device):
            _shape(netlink, index, bits_per_s)


def unplug(ports: list[str]) -> None:
    """Take the cards of a machine that is off away, both ends.

    Its network namespace can outlive it by many seconds: TCP sockets that nobody owns any more keep it while they try to say goodbye.
    """
    with IPRoute() as netlink:
        for port in ports:
            for index in netlink.link_lookup(ifname=port):
                with _may_be_gone():
                    netlink.link("del", index=index)


@contextlib.contextmanager
def _may_be_gone() -> Iterator[None]:
    """A card goes with its machine's network namespace, when the kernel gets round to it: also after it was looked up."""
    try:
        yield
    except NetlinkError as error:
        if error.code != errno.ENODEV:
            raise


def _shape(netlink: IPRoute, index: int, bits_per_s: int | None) -> None:
    with contextlib.suppress(NetlinkError):  # there is none yet
        netlink.tc("del", index=index, root=True)
    if bits_per_s is not None:
        bytes_per_s = bits_per_s // 8
        burst = max(16 * 1024, int(bytes_per_s * _BURST_S))
        netlink.tc("add", kind="tbf", index=index, handle=0x10000, rate=bytes_per_s, burst=burst, latency=_LATENCY)


def _index(netlink: IPRoute, name: str) -> int:
    return int(netlink.link_lookup(ifname=name)[0])


def _set(name: str, value: str) -> None:
    with contextlib.suppress(FileNotFoundError):  # a kernel without IPv6
        Path("/proc/sys", name).write_text(value, encoding="ascii")
