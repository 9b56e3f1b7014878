"""Which addresses lead from this server to a server of the pair, the most promising first. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.domain.errors import NotFound

LOOPBACK = "loopback"


@dataclass(frozen=True, slots=True)
class Route:
    """One way. `local_address` binds the connection to the card of its link; empty: the kernel chooses."""

    link: str
    address: str
    local_address: str = ""


def routes_to(
    server: str, configuration: ServerConfiguration, *, peer_name: str, answered_at: Mapping[str, float | None]
) -> tuple[Route, ...]:
    """Return the ways to a server by its name. `answered_at`: when each link answered its last heartbeat, None for never.

    To itself: loopback, then its own heartbeat addresses, for a service may listen on one of them alone. Raises NotFound (UNKNOWN_SERVER).
    """
    links = configuration.heartbeat
    if server == configuration.name:
        own = (Route(LOOPBACK, "127.0.0.1"), Route(LOOPBACK, "::1"))
        return (*own, *(Route(link.name, link.address) for link in links))
    if server not in {peer_name, configuration.peer_name} or not server:
        known = " and ".join(name for name in (configuration.name, peer_name) if name)
        raise NotFound(f"there is no server called {server} in this pair; there are: {known}", "UNKNOWN_SERVER")
    ordered = sorted(links, key=lambda link: -(answered_at.get(link.name) or 0.0))
    return tuple(Route(link.name, link.peer_address, link.address) for link in ordered)
