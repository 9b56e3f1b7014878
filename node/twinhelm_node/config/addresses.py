"""The addresses under which each server of a pair may be met: what its certificate carries and a join token names."""

import ipaddress

from twinhelm_node.config.server import ServerConfiguration


def own_addresses(configuration: ServerConfiguration) -> tuple[str, ...]:
    """This server's heartbeat addresses and the service addresses, without prefix length."""
    return (*(link.address for link in configuration.heartbeat), *_service(configuration))


def peer_addresses(configuration: ServerConfiguration) -> tuple[str, ...]:
    """The other server's heartbeat addresses and the service addresses, which both carry."""
    return (*(link.peer_address for link in configuration.heartbeat), *_service(configuration))


def join_endpoints(configuration: ServerConfiguration) -> tuple[str, ...]:
    """Where a joining server finds this one: "host:port" on each heartbeat link."""
    return tuple(_endpoint(link.address, configuration.ports.join) for link in configuration.heartbeat)


def admin_endpoints(configuration: ServerConfiguration) -> tuple[str, ...]:
    """Where a console finds the active: "host:port" of each service address."""
    return tuple(_endpoint(address, configuration.ports.admin) for address in _service(configuration))


def _service(configuration: ServerConfiguration) -> tuple[str, ...]:
    return tuple(str(ipaddress.ip_interface(address).ip) for address in configuration.public.service_addresses)


def _endpoint(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
