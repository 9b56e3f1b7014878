"""A pair that does not exist yet: what a person typed, whether it can work, and the commands that each server needs."""

import ipaddress
import re
import shlex
from dataclasses import dataclass

from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Check, Verdict

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LINK = re.compile(r"[a-z0-9-]{1,32}")
_CARD = re.compile(r"[A-Za-z0-9_.:-]{1,15}")


@dataclass(frozen=True, slots=True)
class PlannedServer:
    """One of the two servers; `card` is its network card on the public network."""

    name: str
    card: str


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """One heartbeat link; addresses have a prefix length, cards may differ between the servers."""

    name: str
    primary_card: str
    primary_address: str
    secondary_card: str
    secondary_address: str


@dataclass(frozen=True, slots=True)
class PairPlan:
    """Everything that `pair init` and `pair join` ask for."""

    pair_name: str
    primary: PlannedServer
    secondary: PlannedServer
    service_address: str
    gateway: str
    links: tuple[PlannedLink, ...]
    admin_user: str = "admin"


def check_plan(plan: PairPlan) -> tuple[Check, ...]:
    """Return what can be known without touching a server: names, addresses, networks that overlap, the arithmetic of a failover."""
    return (_names(plan), _cards(plan), _service(plan), _gateway(plan), *_links(plan), _timing())


def ready(checks: tuple[Check, ...]) -> bool:
    """Nothing vetoes the plan."""
    return all(check.verdict is not Verdict.VETO for check in checks)


def init_command(plan: PairPlan) -> str:
    """Return the command for the primary."""
    words = ["twinhelm", "pair", "init", "--pair-name", plan.pair_name, *_server(plan, primary=True)]
    return _lines([*words, "--admin-user", plan.admin_user])


def join_command(plan: PairPlan, token: str) -> str:
    """Return the command for the secondary; `token` is a secret of one hour."""
    return _lines(["twinhelm", "pair", "join", token or "TOKEN", *_server(plan, primary=False)])


def configuration(plan: PairPlan, *, primary: bool) -> str:
    """Return the `twinhelm.toml` of one server, as `pair init` and `pair join` write it."""
    here, there = (plan.primary, plan.secondary) if primary else (plan.secondary, plan.primary)
    lines = [
        f'name = "{here.name}"',
        f'identity = "{"primary" if primary else "secondary"}"',
        f'peer_name = "{there.name}"',
        'state_directory = "/var/lib/twinhelm"',
        'runtime_directory = "/run/twinhelm"',
        "",
        "[public]",
        f'interface = "{here.card}"',
        f'service_addresses = ["{plan.service_address}"]',
        f'gateway = "{plan.gateway}"',
    ]
    for link in plan.links:
        card, address, peer = _ends(link, primary=primary)
        lines += [
            "",
            "[[heartbeat]]",
            f'name = "{link.name}"',
            f'interface = "{card}"',
            f'address = "{address}"',
            f'peer_address = "{peer}"',
        ]
    return "\n".join([*lines, ""])


def address_commands(plan: PairPlan, *, primary: bool) -> str:
    """Return how the heartbeat addresses are tried out on a server; the system's own network configuration has to keep them."""
    ends = [(link.primary_card, link.primary_address) if primary else (link.secondary_card, link.secondary_address) for link in plan.links]
    return "\n".join(f"ip address add {shlex.quote(address)} dev {shlex.quote(card)}" for card, address in ends)


def _server(plan: PairPlan, *, primary: bool) -> list[str]:
    here, there = (plan.primary, plan.secondary) if primary else (plan.secondary, plan.primary)
    words = ["--name", here.name, "--peer-name", there.name, "--interface", here.card]
    words += ["--service-address", plan.service_address, "--gateway", plan.gateway]
    for link in plan.links:
        card, address, peer = _ends(link, primary=primary)
        words += ["--heartbeat", f"{link.name},{card},{address},{peer}"]
    return words


def _ends(link: PlannedLink, *, primary: bool) -> tuple[str, str, str]:
    first, second = _host(link.primary_address), _host(link.secondary_address)
    return (link.primary_card, first, second) if primary else (link.secondary_card, second, first)


def _host(address: str) -> str:
    return address.partition("/")[0]


def _lines(words: list[str]) -> str:
    """One option a line, so that a person can compare it; the shell takes it as one command."""
    lines, line = [], ""
    for word in words:
        if word.startswith("--"):
            lines.append(line.rstrip())
            line = "  "
        line += f"{shlex.quote(word)} "
    return " \\\n".join([*lines, line.rstrip()])


def _names(plan: PairPlan) -> Check:
    wrong = [name for name in (plan.primary.name, plan.secondary.name) if not _NAME.fullmatch(name)]
    if wrong:
        words = translate("Plan", "'{0}' is no name for a server; use 1 to 63 lower-case letters, digits and inner hyphens")
        return Check("names", Verdict.VETO, words.format(wrong[0]))
    if plan.primary.name == plan.secondary.name:
        return Check("names", Verdict.VETO, translate("Plan", "both servers are called {0}; give them two names").format(plan.primary.name))
    if not plan.pair_name.strip():
        return Check("names", Verdict.VETO, translate("Plan", "the pair has no name; give it one that says what it is for"))
    words = translate("Plan", "{0} is the primary and {1} the secondary of {2}")
    return Check("names", Verdict.OK, words.format(plan.primary.name, plan.secondary.name, plan.pair_name))


def _cards(plan: PairPlan) -> Check:
    ends = ((plan.primary, [link.primary_card for link in plan.links]), (plan.secondary, [link.secondary_card for link in plan.links]))
    for server, cards in ends:
        for card in (server.card, *cards):
            if not _CARD.fullmatch(card):
                words = translate("Plan", "'{0}' is no network card of {1}; 'ip link' shows what they are called")
                return Check("cards", Verdict.VETO, words.format(card, server.name))
        if server.card in cards:
            words = translate(
                "Plan", "{0} is the public card of {1} and a heartbeat link as well; a heartbeat link needs a card of its own"
            )
            return Check("cards", Verdict.VETO, words.format(server.card, server.name))
        if len(set(cards)) < len(cards):
            words = translate("Plan", "two heartbeat links of {0} use one card; a broken cable would take both")
            return Check("cards", Verdict.HINT, words.format(server.name))
    return Check("cards", Verdict.OK, translate("Plan", "public network and heartbeat links have cards of their own on both servers"))


def _service(plan: PairPlan) -> Check:
    try:
        address = ipaddress.ip_interface(plan.service_address)
    except ValueError:
        words = translate("Plan", "'{0}' is no address with prefix length; write it as 10.20.0.10/24")
        return Check("service", Verdict.VETO, words.format(plan.service_address))
    if "/" not in plan.service_address or address.network.num_addresses <= 1:
        words = translate("Plan", "{0} has no prefix length; write it as 10.20.0.10/24")
        return Check("service", Verdict.VETO, words.format(plan.service_address))
    if address.version == 4 and address.ip in (address.network.network_address, address.network.broadcast_address):
        words = translate("Plan", "{0} is the network's own address or its broadcast; choose another")
        return Check("service", Verdict.VETO, words.format(address.ip))
    words = translate("Plan", "clients reach whoever is active at {0} in {1}")
    return Check("service", Verdict.OK, words.format(address.ip, address.network))


def _gateway(plan: PairPlan) -> Check:
    try:
        gateway = ipaddress.ip_address(plan.gateway)
    except ValueError:
        words = translate("Plan", "'{0}' is no address; the gateway of the public network is asked before a takeover")
        return Check("gateway", Verdict.VETO, words.format(plan.gateway))
    if gateway.version != 4:
        return Check("gateway", Verdict.VETO, translate("Plan", "{0} is not an IPv4 address; the gateway needs one").format(gateway))
    service = _interface(plan.service_address)
    if service is not None and service.version == 4 and gateway not in service.network:
        words = translate("Plan", "the gateway {0} is not in {1}; it would not answer a server that is silent")
        return Check("gateway", Verdict.VETO, words.format(gateway, service.network))
    if service is not None and gateway == service.ip:
        return Check("gateway", Verdict.VETO, translate("Plan", "{0} is gateway and service address at once").format(gateway))
    words = translate("Plan", "{0} is asked as the third opinion before a takeover")
    return Check("gateway", Verdict.OK, words.format(gateway))


def _links(plan: PairPlan) -> tuple[Check, ...]:
    if not plan.links:
        return (Check("links", Verdict.VETO, translate("Plan", "there is no heartbeat link; a pair needs at least one, better two")),)
    names = [link.name for link in plan.links]
    if len(set(names)) < len(names) or any(not _LINK.fullmatch(name) for name in names):
        words = translate("Plan", "each heartbeat link needs a name of its own, of lower-case letters, digits and hyphens")
        return (Check("links", Verdict.VETO, words),)
    wrong = tuple(check for link in plan.links if (check := _link(link)) is not None)
    overlaps = _overlaps(plan)
    if wrong or overlaps:
        return (*wrong, *overlaps)
    words = translate("Plan", "no network overlaps another: {0}")
    networks = [str(n) for _, n in _networks(plan)]
    checks = [Check("networks", Verdict.OK, words.format(", ".join(networks)))]
    if len(plan.links) == 1:
        words = translate("Plan", "there is one heartbeat link; with two, a broken cable is a warning and not a question")
        checks.append(Check("links", Verdict.HINT, words))
    else:
        checks.append(Check("links", Verdict.OK, translate("Plan", "{0} heartbeat links carry the heartbeat").format(len(plan.links))))
    return tuple(checks)


def _link(link: PlannedLink) -> Check | None:
    ends = []
    for address in (link.primary_address, link.secondary_address):
        interface = _interface(address)
        if interface is None or "/" not in address:
            words = translate("Plan", "link {0}: '{1}' is no address with prefix length; write it as 10.99.0.1/24")
            return Check("links", Verdict.VETO, words.format(link.name, address))
        ends.append(interface)
    first, second = ends
    if first.ip == second.ip:
        words = translate("Plan", "link {0}: both ends have {1}; each server needs its own")
        return Check("links", Verdict.VETO, words.format(link.name, first.ip))
    if first.version != second.version or second.ip not in first.network or first.ip not in second.network:
        words = translate("Plan", "link {0}: {1} and {2} are not in one network; the servers would not hear each other directly")
        return Check("links", Verdict.HINT if first.version == second.version else Verdict.VETO, words.format(link.name, first, second))
    return None


def _networks(plan: PairPlan) -> list[tuple[str, ipaddress.IPv4Network | ipaddress.IPv6Network]]:
    found = [(translate("Plan", "the public network"), _interface(plan.service_address))]
    found += [(link.name, _interface(link.primary_address)) for link in plan.links]
    return [(name, interface.network) for name, interface in found if interface is not None]


def _overlaps(plan: PairPlan) -> tuple[Check, ...]:
    networks = _networks(plan)
    words = translate("Plan", "{0} ({1}) overlaps {2} ({3}); answers would leave through the wrong card")
    return tuple(
        Check("networks", Verdict.VETO, words.format(name, network, other, theirs))
        for number, (name, network) in enumerate(networks)
        for other, theirs in networks[number + 1 :]
        if network.version == theirs.version and network.overlaps(theirs)
    )


def _timing() -> Check:
    """The defaults of a server: contact 0.75 s and voice 1.25 s end before dead 2.5 s less an interval of 0.25 s."""
    words = translate("Plan", "timing: a lost active is silent after 2.0 s, the other one speaks after 2.5 s at the earliest")
    return Check("timing", Verdict.OK, words)


def _interface(address: str) -> ipaddress.IPv4Interface | ipaddress.IPv6Interface | None:
    try:
        return ipaddress.ip_interface(address)
    except ValueError:
        return None
