"""What the control process needs from the machine; the real parts, made in one place. Tests hand in others."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.failover.arbiter import Probe
from twinhelm_node.failover.gateway_watch import Ping
from twinhelm_node.failover.ports import Voice


@dataclass(frozen=True, slots=True)
class Parts:
    """Packet filter, network tools and replicator of one server."""

    voice: Voice
    replicator: Replicator
    probe: Probe
    ping: Ping
    announce: Callable[[str, Sequence[str]], Awaitable[object]]
    ensure_addresses: Callable[[str, Sequence[str]], Awaitable[tuple[str, ...]]]


def real_parts(configuration: ServerConfiguration, voice: Voice) -> Parts:
    """Return the parts of a running server. Call it inside the event loop."""
    from twinhelm_node.api.replicator_client import ReplicatorClient
    from twinhelm_node.network.addresses import ensure_service_addresses
    from twinhelm_node.network.announce import announce
    from twinhelm_node.network.ping import ping
    from twinhelm_node.network.probe import probe

    return Parts(
        voice=voice,
        replicator=ReplicatorClient(str(Path(configuration.runtime_directory) / "replicator.sock")),
        probe=probe,
        ping=ping,
        announce=announce,
        ensure_addresses=ensure_service_addresses,
    )
