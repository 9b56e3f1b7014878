"""The text of the packet filter: one table name, three families, default drop both ways on the public interface. Pure.

Why three families. `netdev` hooks sit on the device and see every frame, also those of AF_PACKET senders (LLDP, DHCP), but can be
loaded only while the device exists. `inet` and `arp` match the interface by its name and hold from before the device is there, so
that a server is silent while it boots. A frame has to pass both.

`voice` and `probe` are sets of interface names whose elements expire: silence needs nobody's help. See nft(8), "timeout".
"""

import ipaddress
import re
from dataclasses import dataclass

from twinhelm_node.domain.errors import InvalidInput

TABLE = "twinhelm"
FAMILIES = ("netdev", "inet", "arp")
# Before connection tracking (-200) and before any other filter a server may have.
PRIORITY = -500
_INTERFACE = re.compile(r"[A-Za-z0-9_.:-]{1,15}")


@dataclass(frozen=True, slots=True)
class FilterScope:
    """What the packet filter guards: one interface, and the own addresses on it that stay reachable while silent."""

    interface: str
    management_addresses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _INTERFACE.fullmatch(self.interface):
            raise InvalidInput(f"{self.interface!r} is not the name of a network interface; correct [public] interface in twinhelm.toml")
        for cidr in self.management_addresses:
            try:
                ipaddress.ip_interface(cidr)
            except ValueError as error:
                raise InvalidInput(f"{cidr!r} is not an address; correct management_addresses in twinhelm.toml") from error


def render(scope: FilterScope, *, device: bool) -> str:
    """Return the whole filter. Loading it again keeps the leases that are in force; with `device` it hooks the device too.

    Chains are emptied and filled within the one transaction that nft makes of a file, so there is no moment without them.
    """
    parts = [_sets(family) for family in FAMILIES]
    if device:
        parts.append(_netdev(scope))
    parts += [_inet(scope), _arp(scope)]
    return "\n".join(parts) + "\n"


def render_replacement(scope: FilterScope, *, device: bool) -> str:
    """Return the filter for a kernel that holds one of another shape: that one goes and this one comes in one transaction, silent."""
    gone = "\n".join(f"add table {family} {TABLE}\ndelete table {family} {TABLE}" for family in FAMILIES)
    return f"{gone}\n{render(scope, device=device)}"


def render_boot_ruleset(scope: FilterScope) -> str:
    """Return the filter for `nft -f` before the network is up: by interface name, so the device need not exist yet."""
    return (
        "# Twinhelm: silence on the public interface from before the network is up. Written by `twinhelm`; do not edit.\n"
        f"{render(scope, device=False)}"
    )


def render_device_ruleset(scope: FilterScope) -> str:
    """Return the filter for `nft -f` once the device is there. It keeps a lease that is in force."""
    return f"# Twinhelm: silence of the public device itself. Written by `twinhelm`; do not edit.\n{render(scope, device=True)}"


def grant(set_name: str, interface: str, seconds: float) -> str:
    """Return the transaction that lets `interface` into a set for so long, whether it was in it or not."""
    lease = f'{{ "{interface}" timeout {_milliseconds(seconds)} }}'
    # Emptied first: a kernel before 6.13 does not change the timeout of an element that is there.
    return "".join(f"flush set {family} {TABLE} {set_name}\nadd element {family} {TABLE} {set_name} {lease}\n" for family in FAMILIES)


def extend(set_name: str, interface: str, seconds: float) -> str:
    """Return the transaction that prolongs a lease and fails as a whole where it has already run out."""
    lease = f'{{ "{interface}" timeout {_milliseconds(seconds)} }}'
    return "".join(
        f'delete element {family} {TABLE} {set_name} {{ "{interface}" }}\nadd element {family} {TABLE} {set_name} {lease}\n'
        for family in FAMILIES
    )


def revoke() -> str:
    """Return the transaction that ends every lease at once."""
    return "".join(f"flush set {family} {TABLE} {name}\n" for family in FAMILIES for name in ("voice", "probe"))


def _milliseconds(seconds: float) -> str:
    if not 0 < seconds < 3600:
        raise InvalidInput(f"a lease of {seconds} s is not possible; choose more than 0 and less than 3600")
    return f"{max(1, round(seconds * 1000))}ms"


def _sets(family: str) -> str:
    return (
        f"add table {family} {TABLE}\n"
        f"add set {family} {TABLE} voice {{ type ifname; flags timeout; }}\n"
        f"add set {family} {TABLE} probe {{ type ifname; flags timeout; }}"
    )


def _chain(family: str, name: str, base: str, rules: list[str]) -> str:
    head = f"add chain {family} {TABLE} {name} {base}".rstrip()
    return "\n".join([head, f"flush chain {family} {TABLE} {name}", *(f"add rule {family} {TABLE} {name} {rule}" for rule in rules)])


def _netdev(scope: FilterScope) -> str:
    arriving = ["iifname @voice accept", *_probe_replies_arp("ether type arp "), *_probe_replies_nd()]
    leaving = ["oifname @voice accept", *_probes_arp("ether type arp "), *_probes_nd()]
    arriving += [rule for address in _own(scope) for rule in _to(address, arp="ether type arp ")]
    leaving += [rule for address in _own(scope) for rule in _from(address, arp="ether type arp ")]
    hook = f'device "{scope.interface}" priority {PRIORITY}; policy drop;'
    return "\n".join(
        [
            _chain("netdev", "arriving", f"{{ type filter hook ingress {hook} }}", arriving),
            _chain("netdev", "leaving", f"{{ type filter hook egress {hook} }}", leaving),
        ]
    )


def _inet(scope: FilterScope) -> str:
    arriving = ["iifname @voice accept", *_probe_replies_nd()]
    leaving = ["oifname @voice accept", *_probes_nd()]
    arriving += [rule for address in _own(scope) for rule in _to(address, arp=None)]
    leaving += [rule for address in _own(scope) for rule in _from(address, arp=None)]
    return "\n".join(
        [
            _chain("inet", "arriving", "", [*arriving, "drop"]),
            _chain("inet", "leaving", "", [*leaving, "drop"]),
            _hooked("inet", "prerouting", f'iifname "{scope.interface}" jump arriving'),
            _hooked("inet", "output", f'oifname "{scope.interface}" jump leaving'),
            _hooked("inet", "forward", f'oifname "{scope.interface}" jump leaving'),
        ]
    )


def _arp(scope: FilterScope) -> str:
    arriving = ["iifname @voice accept", *_probe_replies_arp("")]
    leaving = ["oifname @voice accept", *_probes_arp("")]
    for address in _own(scope):
        if address.version == 4:
            arriving.append(f"arp daddr ip {address} accept")
            leaving.append(f"arp saddr ip {address} accept")
    return "\n".join(
        [
            _chain("arp", "arriving", "", [*arriving, "drop"]),
            _chain("arp", "leaving", "", [*leaving, "drop"]),
            _hooked("arp", "input", f'iifname "{scope.interface}" jump arriving'),
            _hooked("arp", "output", f'oifname "{scope.interface}" jump leaving'),
        ]
    )


def _hooked(family: str, hook: str, rule: str) -> str:
    return _chain(family, f"hook_{hook}", f"{{ type filter hook {hook} priority {PRIORITY}; policy accept; }}", [rule])


def _probes_arp(prefix: str) -> list[str]:
    return [f"oifname @probe {prefix}arp operation request arp saddr ip 0.0.0.0 accept"]


def _probe_replies_arp(prefix: str) -> list[str]:
    return [f"iifname @probe {prefix}arp operation reply arp daddr ip 0.0.0.0 accept"]


def _probes_nd() -> list[str]:
    return ["oifname @probe ip6 saddr :: icmpv6 type nd-neighbor-solicit accept"]


def _probe_replies_nd() -> list[str]:
    # RFC 4861 7.2.4: a solicitation from the unspecified address is answered to all nodes.
    return ["iifname @probe ip6 daddr ff02::1 icmpv6 type nd-neighbor-advert accept"]


def _own(scope: FilterScope) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    return [ipaddress.ip_interface(cidr).ip for cidr in scope.management_addresses]


def _to(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, arp: str | None) -> list[str]:
    if address.version == 4:
        return [f"ip daddr {address} accept"] + ([] if arp is None else [f"{arp}arp daddr ip {address} accept"])
    # The target of a solicitation stands 8 bytes into the ICMPv6 message; nft has a name for it only since 1.0.8.
    return [f"ip6 daddr {address} accept", f"icmpv6 type nd-neighbor-solicit @th,64,128 {int(address):#x} accept"]


def _from(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, arp: str | None) -> list[str]:
    if address.version == 4:
        return [f"ip saddr {address} accept"] + ([] if arp is None else [f"{arp}arp saddr ip {address} accept"])
    return [f"ip6 saddr {address} accept"]
