"""What the admin API may ask of the control process. The servicers know this Protocol and nothing behind it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from twinhelm_node.api.data_ports import DataControl
from twinhelm_node.config.set_changes import SetChange
from twinhelm_node.domain.definition import ApplicationDefinition
from twinhelm_node.domain.divergence import PairDivergences
from twinhelm_node.domain.events import Event
from twinhelm_node.domain.operations import Check, Operation
from twinhelm_node.domain.pair import AccessToken, PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.domain.queue_head import QueueHead, QueueName
from twinhelm_node.domain.status import ApplicationStatus
from twinhelm_node.domain.view import PairView


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A join token as it is shown once. `addresses` are "host:port" of the primary's join port."""

    text: str
    expires_ns: int
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuedAccessToken:
    """A user's long-lived token: the text, shown once, and what is kept of it."""

    text: str = field(repr=False)
    about: AccessToken


class PairControl(Protocol):
    """The pair, as far as an administrator may see and change it.

    Mutations take the name of the user who asks and a `request_id`; a repeated id returns the first answer. They raise
    a subclass of `TwinhelmError` (see `domain.errors`) with a reason and a sentence that says what to do next.
    """

    @property
    def data(self) -> DataControl:
        """Checks, files, orphans and archives."""
        ...

    def view(self) -> PairView:
        """Return the pair as it is known now."""
        ...

    def watch_view(self, interval_s: float) -> AsyncIterator[PairView]:
        """Yield the view at every change and at least every `interval_s` seconds."""
        ...

    def document(self) -> PairDocument:
        """Return the pair document in force."""
        ...

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the first entries of a queue, read on the server that holds it. Reason UNKNOWN_SET."""
        ...

    async def check_switchover(self) -> tuple[Check, ...]:
        """Return the evidence a switchover would look at now."""
        ...

    async def start_switchover(self, *, user: str, reason: str, request_id: str) -> Operation:
        """Start a switchover (answered by the active)."""
        ...

    async def start_failover(self, *, user: str, reason: str, force: bool, request_id: str, to_server: str = "") -> Operation:
        """Let `to_server` (empty: this one) take over although the active may live; the active passes it on to the passive."""
        ...

    def operation(self, operation_id: str) -> Operation:
        """Return one operation; raises NotFound."""
        ...

    def operations(self) -> tuple[Operation, ...]:
        """Return the known operations, newest first."""
        ...

    def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield every change of an operation, ending after its last state."""
        ...

    async def cancel_operation(self, operation_id: str, *, user: str) -> Operation:
        """Ask a running operation to stop and go back."""
        ...

    async def check_set(self, new: ProtectedSet) -> tuple[Check, ...]:
        """Return what adding a set would look at (answered by the active)."""
        ...

    async def divergences(self) -> PairDivergences:
        """Return what former actives never sent and what is kept aside, on both servers."""
        ...

    async def create_join_token(self, *, lifetime_s: float, replace: bool, user: str, request_id: str) -> IssuedToken:
        """Make a one-time token for the second server (answered by the primary)."""
        ...

    async def add_set(self, new: ProtectedSet, *, user: str, request_id: str) -> ProtectedSet:
        """Protect a folder."""
        ...

    async def change_set(self, name: str, change: SetChange, *, user: str, request_id: str) -> ProtectedSet:
        """Change mode, quota and policies of a set, at once."""
        ...

    async def change_bandwidth(self, text: str, *, user: str, request_id: str) -> str:
        """Set the cap that all sets share; returns it as it is kept. Reason BAD_BANDWIDTH."""
        ...

    async def remove_set(self, name: str, *, user: str, request_id: str) -> None:
        """Stop protecting a folder. Its files stay on both servers."""
        ...

    async def add_user(self, name: str, role: UserRole, password: str, *, user: str, request_id: str) -> User:
        """Add a user or replace the role and password of one."""
        ...

    async def remove_user(self, name: str, *, user: str, request_id: str) -> None:
        """Remove a user; refused for the last admin."""
        ...

    async def issue_access_token(self, name: str, *, lifetime_s: float, user: str, request_id: str) -> IssuedAccessToken:
        """Make a long-lived token for a user; its text is in the answer and nowhere else."""
        ...

    async def revoke_access_tokens(self, name: str, token_id: str, *, user: str, request_id: str) -> int:
        """End one token of a user (empty id: all of them); returns how many."""
        ...

    def applications(self) -> tuple[ApplicationStatus, ...]:
        """Return the applications of this server."""
        ...

    async def start_application(self, name: str, *, user: str) -> ApplicationStatus:
        """Start an application on the active."""
        ...

    async def stop_application(self, name: str, *, user: str) -> ApplicationStatus:
        """Stop an application on the active."""
        ...

    def definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship."""
        ...

    async def add_application(
        self, definition: str, name: str, parameters: Mapping[str, str], *, user: str, request_id: str
    ) -> tuple[str, tuple[str, ...]]:
        """Protect an application; returns its name and what its set should exclude."""
        ...

    async def remove_application(self, name: str, *, user: str, request_id: str) -> None:
        """Stop driving an application. It goes on as it is."""
        ...

    def events(self, before: str, limit: int) -> tuple[Event, ...]:
        """Return at most `limit` events older than cursor `before` (empty: the newest), newest first."""
        ...

    def watch_events(self, after: str) -> AsyncIterator[Event]:
        """Yield events after cursor `after` (empty: only what comes next)."""
        ...
