"""What the local API may ask of the data path. The servicer knows this Protocol and nothing behind it."""

from collections.abc import AsyncIterator
from typing import Protocol

from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.ports_replicator import ActivationStep, ChannelPath, DrainStep, SetEnd
from twinhelm_node.domain.queue_head import QueueEntry, QueueName
from twinhelm_node.domain.status import ReplicatorStatus
from twinhelm_node.domain.verification import CheckAction, SetChecks


class DataPath(Protocol):
    """The replicator's sets and their role. Raises TwinhelmError."""

    async def configure(self, pair_id: str, sets: tuple[ProtectedSet, ...], paths: tuple[ChannelPath, ...]) -> None:
        """Make sets and paths those given."""
        ...

    def activate(self, generation: int) -> AsyncIterator[ActivationStep]:
        """Become the sending side."""
        ...

    async def deactivate(self, generation: int, *, force: bool) -> tuple[SetEnd, ...]:
        """Become the receiving side."""
        ...

    def drain(self) -> AsyncIterator[DrainStep]:
        """Yield what is left until nothing is."""
        ...

    def start_copy(self, set_name: str, path: str) -> None:
        """Copy a set, or a path in it, again."""
        ...

    def check(self, set_name: str, action: CheckAction, path: bytes, rate_bytes_per_s: int, user: str) -> None:
        """Start, pause, resume or cancel a check, or change its rate."""
        ...

    def checks(self) -> tuple[SetChecks, ...]:
        """Return the checks of every set."""
        ...

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> tuple[QueueEntry, ...]:
        """Return the first entries of a queue that this server holds."""
        ...

    def status(self) -> ReplicatorStatus:
        """Return the status now."""
        ...

    def watch_status(self, interval_s: float) -> AsyncIterator[ReplicatorStatus]:
        """Yield the status at every change and at least every `interval_s`."""
        ...
