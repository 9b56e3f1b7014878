"""The gateway to a simulated pair: the whole console works without a server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from twinhelm_client.domain.access import AccessTarget
from twinhelm_client.domain.connection import Endpoint, Session, is_token
from twinhelm_client.domain.errors import GatewayError, NotTrustedYet, SignInRefused
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.operations import Operation, SwitchoverChecks
from twinhelm_client.domain.pair import PairStatus, QueueSample, Verdict
from twinhelm_client.domain.protection import ApplicationDefinition, Divergences, JoinToken, NewApplication, ProtectedSet, SetChecks
from twinhelm_client.domain.queue_head import QueueHead, QueueName
from twinhelm_client.rpc.data_gateway import DataGateway
from twinhelm_client.rpc.demo_data import DemoData
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_protection import (
    FINGERPRINT,
    POSTGRESQL,
    RELAY_PORTS,
    DemoTunnel,
    check_folder,
    require_application,
    require_port,
)
from twinhelm_client.rpc.demo_queues import demo_head
from twinhelm_client.rpc.gateway import Tunnel

_STEP_S = 0.25


class DemoGateway:
    """A DemoPair behind the Gateway Protocol.

    `trusted` False lets it ask for its fingerprint first, `complete` False lets it make a join token. `sleep` may be a fake; each sleep
    of `t` moves the pair by `t` seconds of its own time.
    """

    def __init__(
        self,
        pair: DemoPair,
        *,
        user: str = "anna",
        password: str = "",
        token: str = "",
        role: str = "operator",
        trusted: bool = True,
        complete: bool = True,
        endpoint: Endpoint | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pair = pair
        self._user = user
        self._password = password
        self._token = token
        self._role = role
        self._complete = complete
        self._endpoint = endpoint or Endpoint("10.20.0.10", 7410)
        self._trusted = trusted
        self._answered: set[str] = set()
        self._given = (user, password)
        self._sleep = sleep
        self._clock: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._data = DemoData(lambda: self._pair.now_s, self._require_role, self._roles, pair.changes.settings)

    @property
    def endpoint(self) -> Endpoint:
        """The address of the simulated pair."""
        return self._endpoint

    @property
    def data(self) -> DataGateway:
        """Checks, files and what is set aside."""
        return self._data

    def use_password(self, user: str, password: str) -> None:
        """Sign in with these from the next `connect` on."""
        self._given = (user, password)

    def trust(self, fingerprint: str) -> None:
        """Accept the server with this fingerprint."""
        self._trusted = fingerprint == FINGERPRINT

    async def connect(self) -> Session:
        """Start the simulation's clock and sign in."""
        if self._clock is None:
            self._clock = asyncio.create_task(self._run())
        self._pair.require_address()
        if not self._trusted:
            raise NotTrustedYet("Compare the fingerprint with the one that 'twinhelm pair fingerprint' shows on a server.", FINGERPRINT)
        self._require_sign_in(*self._given)
        return Session(self._user, self._role, self._pair.status().pair_name)

    async def status(self) -> PairStatus:
        """Return the pair as it is now."""
        self._pair.require_address()
        return self._pair.status()

    async def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield the status at every step of the simulation."""
        while True:
            yield await self.status()
            await self._next_step()

    async def queue_history(self, window_s: float, set_name: str = "") -> tuple[QueueSample, ...]:
        """Return samples of both queues."""
        self._pair.require_address()
        if set_name:
            self._pair.require_set(set_name)
        return self._pair.history(window_s)

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the entries that wait in a queue."""
        self._pair.require_address()
        self._pair.require_set(set_name)
        return demo_head(self._pair.status(), queue, count)

    async def recent_events(self, limit: int) -> tuple[Event, ...]:
        """Return the newest events."""
        self._pair.require_address()
        return self._pair.events()[:limit]

    async def older_events(self, cursor: str, limit: int) -> tuple[Event, ...]:
        """Return the events before the one with this cursor."""
        self._pair.require_address()
        return tuple(e for e in self._pair.events() if not cursor or e.cursor < cursor)[:limit]

    async def watch_events(self, cursor: str) -> AsyncIterator[Event]:
        """Yield the events after `cursor`."""
        known = cursor or (self._pair.events()[0].cursor if self._pair.events() else "")
        while True:
            self._pair.require_address()
            for event in reversed([e for e in self._pair.events() if e.cursor > known]):
                known = event.cursor
                yield event
            await self._next_step()

    async def check_switchover(self) -> SwitchoverChecks:
        """Return what a switchover would look at now."""
        self._pair.require_address()
        return self._pair.checks()

    async def start_switchover(self, *, reason: str, request_id: str) -> Operation:
        """Start a switchover of the simulated pair."""
        self._pair.require_address()
        return self._pair.start_switchover(reason, request_id)

    async def start_failover(self, *, to_server: str, reason: str, request_id: str) -> Operation:
        """Start a failover of the simulated pair."""
        self._pair.require_address()
        return self._pair.start_failover(to_server, reason, request_id)

    async def check_set(self, new: ProtectedSet) -> SetChecks:
        """Return what protecting a folder would look at now."""
        self._require_admin()
        return check_folder(new, self._sets(), *self._roles())

    async def add_set(self, new: ProtectedSet, *, request_id: str) -> ProtectedSet:
        """Protect a folder of the simulated pair."""
        self._require_admin()
        if request_id in self._answered:
            return self._pair.changes.settings.of(new.name)
        answer = check_folder(new, self._sets(), *self._roles())
        if not answer.ready:
            raise GatewayError(next(c.sentence for c in answer.checks if c.verdict is Verdict.VETO), "PATH_OVERLAPS")
        self._answered.add(request_id)
        return self._pair.changes.add_set(new, self._pair.now_s)

    async def application_definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship."""
        self._pair.require_address()
        return (POSTGRESQL,)

    async def add_application(self, new: NewApplication, *, request_id: str) -> str:
        """Protect an application of the simulated pair."""
        self._require_admin()
        if request_id in self._answered:
            return new.name or new.definition
        name = require_application(new, self._pair.changes.applications)
        self._pair.changes.add_application(name, self._pair.now_s)
        self._answered.add(request_id)
        return name

    async def create_join_token(self, *, lifetime_s: float, replace: bool, request_id: str) -> JoinToken:
        """Make a token, or refuse as a complete pair does."""
        self._require_admin()
        if self._complete and not replace:
            words = "the pair is complete: pollux has joined; add --replace to let another server in its place"
            raise GatewayError(words, "PAIR_COMPLETE")
        return JoinToken("twinhelm-join-" + "k7Qz2mVt" * 12, self._pair.now_s + lifetime_s, ("10.99.0.1:7413", "10.99.1.1:7413"))

    async def divergences(self) -> Divergences:
        """Return what the old active keeps aside."""
        self._pair.require_address()
        return Divergences(tuple(self._pair.changes.divergences))

    async def relay_ports(self) -> tuple[int, ...]:
        """Return the ports that the pair lets operators reach."""
        self._pair.require_address()
        return RELAY_PORTS

    async def check_access(self, target: AccessTarget) -> None:
        """Ask whether this port may be reached."""
        self._pair.require_address()
        if self._role == "viewer":
            raise GatewayError(f"{self._user} is viewer, and this needs operator; ask an admin of the pair", "ROLE_TOO_LOW")
        require_port(target, tuple(server.name for server in self._pair.status().servers))

    async def open_tunnel(self, target: AccessTarget) -> Tunnel:
        """Connect to a server that sends back what it gets."""
        await self.check_access(target)
        return DemoTunnel(target)

    async def operation(self, operation_id: str) -> Operation:
        """Return one operation."""
        self._pair.require_address()
        return self._pair.operation(operation_id)

    async def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield the operation at every change."""
        while True:
            operation = await self.operation(operation_id)
            yield operation
            if operation.ended:
                return
            await self._next_step()

    async def cancel_operation(self, operation_id: str, *, request_id: str) -> Operation:
        """Cancel while that is possible."""
        self._pair.require_address()
        return self._pair.cancel(operation_id)

    async def close(self) -> None:
        """Stop the simulation's clock."""
        clock, self._clock = self._clock, None
        if clock is not None:
            clock.cancel()
            await asyncio.gather(clock, return_exceptions=True)

    def _require_sign_in(self, user: str, secret: str) -> None:
        if is_token(secret):
            if secret.strip() != self._token or user not in ("", self._user):
                words = "the token is not known to this pair or has been revoked; ask an admin of the pair for a new one"
                raise SignInRefused(words, "WRONG_TOKEN")
        elif (user, secret) != (self._user, self._password):
            raise SignInRefused("Name or password are not right; type them again.", "WRONG_PASSWORD")

    def _require_role(self, needed: str) -> None:
        self._pair.require_address()
        ranks = ("viewer", "operator", "admin")
        if ranks.index(self._role) < ranks.index(needed):
            raise GatewayError(f"{self._user} is {self._role}, and this needs {needed}; ask an admin of the pair", "ROLE_TOO_LOW")

    def _require_admin(self) -> None:
        self._pair.require_address()
        if self._role != "admin":
            raise GatewayError(f"{self._user} is {self._role}, and this needs admin; ask an admin of the pair", "ROLE_TOO_LOW")

    def _sets(self) -> tuple[ProtectedSet, ...]:
        return self._pair.changes.settings.sets

    def _roles(self) -> tuple[str, str]:
        active = self._pair.checks().from_server
        return active, next(s.name for s in self._pair.status().servers if s.name != active)

    async def _run(self) -> None:
        while True:
            await self._sleep(_STEP_S)
            self._pair.advance(_STEP_S)
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()

    async def _next_step(self) -> None:
        await self._changed.wait()
