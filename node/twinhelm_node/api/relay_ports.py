"""What the relay asks of the control process: which addresses lead to a server, and what the pair document says of access."""

from typing import Protocol

from twinhelm_node.domain.relay import ConsoleLink
from twinhelm_node.relay.route import Route


class Access(Protocol):
    """Access to the servers of the pair.

    Changes raise a TwinhelmError, on the passive NotReady (NOT_ACTIVE); a repeated `request_id` changes nothing.
    """

    def routes(self, server: str) -> tuple[Route, ...]:
        """Return the ways to a server, best first; raises NotFound (UNKNOWN_SERVER)."""
        ...

    def ports(self) -> tuple[int, ...]:
        """Return the ports that may be reached, on either server."""
        ...

    async def allow_port(self, port: int, *, user: str, request_id: str) -> tuple[int, ...]:
        """Put a port on the list and return it. Reasons: BAD_PORT, OWN_PORT, ALREADY_ALLOWED, TOO_MANY_PORTS."""
        ...

    async def refuse_port(self, port: int, *, user: str, request_id: str) -> tuple[int, ...]:
        """Take a port from the list and return it; connections that are open stay open. Reason: UNKNOWN_PORT."""
        ...

    async def add_console(self, new: ConsoleLink, *, user: str, request_id: str) -> ConsoleLink:
        """Name an out-of-band console. Reasons: UNKNOWN_SERVER, BAD_URL, BAD_NAME, NAME_TAKEN, TOO_MANY_CONSOLES."""
        ...

    async def remove_console(self, server: str, label: str, *, user: str, request_id: str) -> None:
        """Forget an out-of-band console. Reason: UNKNOWN_CONSOLE."""
        ...
