"""TCP ports for servers under test: several runs of the tests may share a machine."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port of `host` that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
