"""Access to the servers of the pair: ways, ports of the relay, out-of-band consoles. Implements api.relay_ports.Access."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection

from twinhelm_node.config.relay_changes import with_console, with_relay_port, without_console, without_relay_port
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.relay import ConsoleLink
from twinhelm_node.relay.route import Route

MOST_REQUESTS = 200
Edit = Callable[[PairDocument], PairDocument]


class AccessKeeper:
    """`change` edits the pair document on the active, `servers` names both servers, `event` is told (kind, sentence, user)."""

    def __init__(
        self,
        *,
        document: Callable[[], PairDocument],
        change: Callable[[Edit], Awaitable[PairDocument]],
        routes: Callable[[str], tuple[Route, ...]],
        servers: Callable[[], Collection[str]],
        event: Callable[[str, str, str], object],
        own_ports: Collection[int],
    ) -> None:
        self._document = document
        self._change = change
        self._routes = routes
        self._servers = servers
        self._event = event
        self._own_ports = frozenset(own_ports)
        self._turn = asyncio.Lock()
        self._answered: OrderedDict[str, None] = OrderedDict()

    def routes(self, server: str) -> tuple[Route, ...]:
        """Return the ways to a server, best first."""
        return self._routes(server)

    def ports(self) -> tuple[int, ...]:
        """Return the ports that may be reached."""
        return self._document().relay_ports

    async def allow_port(self, port: int, *, user: str, request_id: str) -> tuple[int, ...]:
        """Put a port on the list."""
        sentence = f"{user} allowed port {port} of both servers to be reached through the active"
        await self._once(request_id, lambda one: with_relay_port(one, port, own_ports=self._own_ports), "security", sentence, user)
        return self.ports()

    async def refuse_port(self, port: int, *, user: str, request_id: str) -> tuple[int, ...]:
        """Take a port from the list."""
        sentence = f"{user} took port {port} from the list of what may be reached through the active"
        await self._once(request_id, lambda one: without_relay_port(one, port), "security", sentence, user)
        return self.ports()

    async def add_console(self, new: ConsoleLink, *, user: str, request_id: str) -> ConsoleLink:
        """Name an out-of-band console."""
        servers = tuple(self._servers())
        sentence = f"{user} named an out-of-band console of {new.server}: {new.url}"
        await self._once(request_id, lambda one: with_console(one, new, servers=servers), "configuration", sentence, user)
        return next((one for one in reversed(self._document().consoles) if (one.server, one.url) == (new.server, new.url)), new)

    async def remove_console(self, server: str, label: str, *, user: str, request_id: str) -> None:
        """Forget an out-of-band console."""
        sentence = f"{user} removed the console {label} of {server}"
        await self._once(request_id, lambda one: without_console(one, server, label), "configuration", sentence, user)

    async def _once(self, request_id: str, edit: Edit, kind: str, sentence: str, user: str) -> None:
        async with self._turn:
            if request_id in self._answered:
                return
            await self._change(edit)
            self._answered[request_id] = None
            while len(self._answered) > MOST_REQUESTS:
                self._answered.popitem(last=False)
            self._event(kind, sentence, user)
