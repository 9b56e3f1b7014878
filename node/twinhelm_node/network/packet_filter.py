"""The packet filter of one server: keeps the passive silent on the public network, and gives the active a voice that expires.

Invariant (One voice): frames pass the public interface only while a lease is in force that this server asked for within the last
`voice_s`. The filter lives in the kernel: it stays when the daemons stop or die, and the lease then runs out by itself.

Every call is one atomic transaction of about 0.1 ms and may be made on the event loop.
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from twinhelm_node.network import ruleset
from twinhelm_node.network.ruleset import FilterScope
from twinhelm_node.system.nft import Nft, NftError

_DEVICES = re.compile(r"hook (?:ingress|egress) devices? ([^;]*?) priority")
_NAME = re.compile(r"[A-Za-z0-9_.:-]+")


@dataclass(frozen=True, slots=True)
class FilterState:
    """What the kernel holds. `device_hooked` is also true while there is no such device to hook."""

    installed: bool
    device_hooked: bool
    voice: bool

    @property
    def complete(self) -> bool:
        """True when nothing of the filter is missing."""
        return self.installed and self.device_hooked

    @property
    def silent(self) -> bool:
        """True when no frame can leave: the whole filter is there and no lease is in force."""
        return self.complete and not self.voice


class PacketFilter:
    """The table `twinhelm` in the network namespace in which this object is made; every thread that calls it has to be in that one."""

    def __init__(self, interface: str, management_addresses: Sequence[str] = (), nft: Nft | None = None) -> None:
        self._scope = FilterScope(interface, tuple(management_addresses))
        self._nft = nft or Nft()

    def install(self) -> None:
        """Load the filter, or repair it. Idempotent, without a moment in which frames leak; a lease in force stays in force.

        Where there was no filter, the server is silent afterwards. Raises NftError.
        """
        device = _device_exists(self._scope.interface)
        if any(devices != [self._scope.interface] for devices in self._hooked_devices()):
            self._nft.run(ruleset.render_replacement(self._scope, device=device))
            return
        try:
            self._nft.run(ruleset.render(self._scope, device=device))
        except NftError:
            # Somebody's other table of our name, or a device that came or went in between: replace it whole, silent.
            self._nft.run(ruleset.render_replacement(self._scope, device=_device_exists(self._scope.interface)))

    def reveal(self, voice_s: float) -> None:
        """Let this server be heard for `voice_s` from now on, on every family in one transaction. Raises NftError."""
        if not self.state().complete:
            self.install()
        self._nft.run(ruleset.grant("voice", self._scope.interface, voice_s))

    def renew_voice(self, voice_s: float) -> bool:
        """Prolong the lease to `voice_s` from now on. False: it had already run out, and this server stays silent.

        A lease that ran out is never revived here: a server that was stopped for so long must first hear who speaks now, and
        then call `reveal`. False also when somebody removed the filter; it is installed again, silent. Raises NftError.
        """
        try:
            self._nft.run(ruleset.extend("voice", self._scope.interface, voice_s))
        except NftError:
            state = self.state()
            if not state.complete:
                self.install()
            elif state.voice:
                raise
            return False
        return True

    def hide(self) -> None:
        """End the lease at once (and a permission to probe with it). Installs the filter if it is missing. Raises NftError."""
        try:
            self._nft.run(ruleset.revoke())
        except NftError:
            self.install()
            self._nft.run(ruleset.revoke())

    def allow_probe(self, seconds: float) -> None:
        """For so long let out ARP probes from 0.0.0.0 and neighbour solicitations from ::, and in what answers them. Raises NftError."""
        self._nft.run(ruleset.grant("probe", self._scope.interface, seconds))

    def is_silent(self) -> bool:
        """True when the kernel lets nothing out. False also when part of the filter is missing: then call `install`."""
        return self.state().silent

    def state(self) -> FilterState:
        """Return what the kernel holds."""
        netdev, inet, arp = (self._table(family) for family in ruleset.FAMILIES)
        installed = (
            {"hook_prerouting", "hook_output", "hook_forward"} <= _hooked_chains(inet)
            and {"hook_input", "hook_output"} <= _hooked_chains(arp)
            and all({"arriving", "leaving"} <= _filled_chains(objects) for objects in (inet, arp))
            and all(_sets(objects) >= {"voice", "probe"} for objects in (netdev, inet, arp))
        )
        return FilterState(
            installed=installed,
            device_hooked=self._device_hooked(netdev),
            voice=any(self._scope.interface in _elements(objects, "voice") for objects in (netdev, inet, arp)),
        )

    def close(self) -> None:
        """Free the connection to the kernel. The filter stays."""
        self._nft.close()

    def _table(self, family: str) -> list[dict[str, Any]]:
        try:
            return self._nft.query(f"list table {family} {ruleset.TABLE}")
        except NftError:
            return []

    def _device_hooked(self, netdev: list[dict[str, Any]]) -> bool:
        if not _device_exists(self._scope.interface):
            return True
        return {"arriving", "leaving"} <= _hooked_chains(netdev) and self._hooked_devices() == [[self._scope.interface]] * 2

    def _hooked_devices(self) -> list[list[str]]:
        """Return the devices of each netdev hook. Read from the text: the JSON of libnftables 1.0.6 does not name them."""
        try:
            text = self._nft.run(f"list table netdev {ruleset.TABLE}")
        except NftError:
            return []
        return [_NAME.findall(devices) for devices in _DEVICES.findall(text)]


def _hooked_chains(objects: list[dict[str, Any]]) -> set[str]:
    """Return the names of the chains that hang on a hook and hold at least one rule."""
    hooked = {entry["chain"]["name"] for entry in objects if "chain" in entry and "hook" in entry["chain"]}
    return hooked & _filled_chains(objects)


def _filled_chains(objects: list[dict[str, Any]]) -> set[str]:
    return {entry["rule"]["chain"] for entry in objects if "rule" in entry}


def _sets(objects: list[dict[str, Any]]) -> set[str]:
    return {entry["set"]["name"] for entry in objects if "set" in entry}


def _elements(objects: list[dict[str, Any]], name: str) -> set[str]:
    """Return what a set holds; the kernel lists no element that has run out."""
    found: set[str] = set()
    for entry in objects:
        if "set" in entry and entry["set"]["name"] == name:
            for element in entry["set"].get("elem", []):
                found.add(element["elem"]["val"] if isinstance(element, dict) else element)
    return found


def _device_exists(interface: str) -> bool:
    try:
        socket.if_nametoindex(interface)
    except OSError:
        return False
    return True
