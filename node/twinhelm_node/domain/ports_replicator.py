"""What control may ask of the replicator on its own server (failover and control know this Protocol and nothing behind it)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_head import QueueEntry, QueueName
from twinhelm_node.domain.status import ReplicatorStatus
from twinhelm_node.domain.verification import CheckAction, SetChecks


@dataclass(frozen=True, slots=True)
class ChannelPath:
    """One way to the other server for the channel, over one heartbeat link. Addresses without prefix length.

    `bandwidth` is the cap of the pair, the same on every path (domain.bandwidth).
    """

    link: str
    local_address: str
    peer_address: str
    port: int
    bandwidth: str = ""


@dataclass(frozen=True, slots=True)
class ActivationStep:
    """Progress of an activation; `done` in the last one: applications may start."""

    phase: str
    detail: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class SetEnd:
    """Where a set ended on deactivation. `clean`: the tree is exactly at that position."""

    set_name: str
    generation: int
    sequence: int
    clean: bool


@dataclass(frozen=True, slots=True)
class DrainStep:
    """What is left of both queues; `done` in the last one."""

    unsafe_entries: int
    unsafe_bytes: int
    safe_entries: int
    done: bool = False


class Replicator(Protocol):
    """The replicator of this server. Every method raises a TwinhelmError; Unreachable when the process is gone."""

    async def configure(self, pair_id: str, sets: tuple[ProtectedSet, ...], channel_paths: tuple[ChannelPath, ...]) -> None:
        """Make the sets and the ways to the peer those given. Reasons: PATH_MISSING, PATH_OVERLAPS."""
        ...

    def activate(self, generation: int) -> AsyncIterator[ActivationStep]:
        """Become the sending side; ends when applications may start."""
        ...

    async def deactivate(self, generation: int, *, force: bool = False) -> tuple[SetEnd, ...]:
        """Become the receiving side. Reason FILES_OPEN while an application still uses a folder, unless `force`."""
        ...

    def drain(self, timeout_s: float) -> AsyncIterator[DrainStep]:
        """On the active: wait until the passive has applied everything captured."""
        ...

    async def status(self) -> ReplicatorStatus:
        """Return the status now."""
        ...

    def watch_status(self, interval_s: float) -> AsyncIterator[ReplicatorStatus]:
        """Yield the status at least every `interval_s` and at once when a set's state changes."""
        ...

    async def start_copy(self, set_name: str, path: str = "") -> None:
        """Compare a set, or a path in it, with the passive's copy and send what differs."""
        ...

    async def order_check(self, set_name: str, action: CheckAction, path: bytes = b"", rate_bytes_per_s: int = 0, user: str = "") -> None:
        """Start, pause, resume or cancel a check, or change its rate. Reasons: NOT_FOUND, NOT_ACTIVE, NO_CHECK, COPY_NEEDED."""
        ...

    async def checks(self) -> tuple[SetChecks, ...]:
        """Return the checks of every set, as far as this server knows."""
        ...

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> tuple[QueueEntry, ...]:
        """Return the first entries of a queue that this server holds. Reasons: UNKNOWN_SET, NOT_HELD_HERE."""
        ...
