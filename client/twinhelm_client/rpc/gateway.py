"""All that the console may ask of a pair. The GUI knows this Protocol and nothing behind it."""

from collections.abc import AsyncIterator
from typing import Protocol

from twinhelm_client.domain.access import AccessTarget
from twinhelm_client.domain.connection import Endpoint, Session
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.operations import Operation, SwitchoverChecks
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.protection import ApplicationDefinition, Divergences, JoinToken, NewApplication, ProtectedSet, SetChecks
from twinhelm_client.domain.queue_head import QueueHead, QueueName
from twinhelm_client.rpc.data_gateway import DataGateway


class Tunnel(Protocol):
    """One connection to a port of a server, as bytes. `link` names the way: "hb0"."""

    @property
    def link(self) -> str:
        """The heartbeat link that carries it."""
        ...

    async def read(self) -> bytes:
        """Return what came, empty at the far side's end. Raises GatewayError."""
        ...

    async def write(self, data: bytes) -> None:
        """Send; waits while the far side does not read."""
        ...

    async def end(self) -> None:
        """Close our direction; the far side may go on."""
        ...

    async def close(self) -> None:
        """Break the connection off."""
        ...


class Gateway(Protocol):
    """One pair behind one address.

    Every method raises a subclass of `domain.errors.GatewayError`: Unreachable when nobody answers (also in the
    middle of a stream), SignInRefused, NotTrustedYet and FingerprintChanged when a person must act, NotFound, and
    plain GatewayError with the pair's reason and sentence for the rest.
    """

    @property
    def endpoint(self) -> Endpoint:
        """Where this gateway connects to."""
        ...

    @property
    def data(self) -> DataGateway:
        """Checks, files and what is set aside."""
        ...

    async def connect(self) -> Session:
        """Open a fresh connection, check the fingerprint, sign in; ends streams of the connection before."""
        ...

    def use_password(self, user: str, password: str) -> None:
        """Sign in with these from the next `connect` on. A token may stand for the password; it knows its user, who may be empty then."""
        ...

    def trust(self, fingerprint: str) -> None:
        """Accept the server with this fingerprint (64 hexadecimal digits) from the next `connect` on."""
        ...

    async def status(self) -> PairStatus:
        """Return the pair as it is now."""
        ...

    def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield the status at every change and at least every `interval_s` seconds, without end."""
        ...

    async def queue_history(self, window_s: float, set_name: str = "") -> tuple[QueueSample, ...]:
        """Return samples of both queues of a set (empty: all sets together), oldest first."""
        ...

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return at most `count` entries that wait in a queue, oldest first; NotFound for an unknown set."""
        ...

    async def recent_events(self, limit: int) -> tuple[Event, ...]:
        """Return the newest events, newest first."""
        ...

    async def older_events(self, cursor: str, limit: int) -> tuple[Event, ...]:
        """Return at most `limit` events before the one with this cursor, newest first; none when there is no older one."""
        ...

    def watch_events(self, cursor: str) -> AsyncIterator[Event]:
        """Yield the events after `cursor` (empty: what comes next), without end."""
        ...

    async def check_switchover(self) -> SwitchoverChecks:
        """Return what a switchover would look at now."""
        ...

    async def start_switchover(self, *, reason: str, request_id: str) -> Operation:
        """Start a switchover; a repeated `request_id` returns the first one."""
        ...

    async def start_failover(self, *, to_server: str, reason: str, request_id: str) -> Operation:
        """Let `to_server` take over although the active may live; what waits in the unsafe queue is lost."""
        ...

    async def check_set(self, new: ProtectedSet) -> SetChecks:
        """Return what protecting a folder would look at now (admin)."""
        ...

    async def add_set(self, new: ProtectedSet, *, request_id: str) -> ProtectedSet:
        """Protect a folder (admin)."""
        ...

    async def application_definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship with the server."""
        ...

    async def add_application(self, new: NewApplication, *, request_id: str) -> str:
        """Protect an application (admin); returns its name."""
        ...

    async def create_join_token(self, *, lifetime_s: float, replace: bool, request_id: str) -> JoinToken:
        """Make a one-time token for the second server (admin)."""
        ...

    async def divergences(self) -> Divergences:
        """Return what former actives never sent and the servers keep aside."""
        ...

    async def relay_ports(self) -> tuple[int, ...]:
        """Return the ports that the pair lets operators reach."""
        ...

    async def check_access(self, target: AccessTarget) -> None:
        """Ask whether this port may be reached, without connecting to it; raises GatewayError with the refusal."""
        ...

    async def open_tunnel(self, target: AccessTarget) -> Tunnel:
        """Connect to a port of a server, through the answering one."""
        ...

    async def operation(self, operation_id: str) -> Operation:
        """Return one operation."""
        ...

    def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield the operation now and at every change; ends after its last state."""
        ...

    async def cancel_operation(self, operation_id: str, *, request_id: str) -> Operation:
        """Ask a running operation to stop and go back."""
        ...

    async def close(self) -> None:
        """End every stream and the connection."""
        ...
