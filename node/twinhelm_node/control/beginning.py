"""How a control process begins: as the active that it was, or passive, taking down what a process before it left."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from twinhelm_node.control.replicator_watch import ReplicatorWatch
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.role_store import DurableRole

RESUME_TRIES = 10


async def may_resume(durable: DurableRole, replicator: Replicator, watch: ReplicatorWatch) -> bool:
    """Say whether this server was active and its replicator still is, in the same generation; `watch` then goes on from there."""
    if durable.role is not Role.ACTIVE or durable.active_generation != durable.generation:
        return False
    for _ in range(RESUME_TRIES):
        try:
            status = await replicator.status()
        except TwinhelmError:
            await asyncio.sleep(0.1)
            continue
        watch.begin_with(status)
        return status.side == "active" and status.generation == durable.active_generation
    return False


async def take_down_leftovers(
    durable: DurableRole, replicator: Replicator, watch: ReplicatorWatch, stop_applications: Callable[[], Awaitable[None]]
) -> None:
    """Stop and unmount what a process before left running or mounted. Raises TwinhelmError when that is not possible."""
    while not watch.alive:  # noqa: ASYNC110  # it starts in its own time
        await asyncio.sleep(0.05)
    if durable.role is not Role.PASSIVE or (watch.status is not None and watch.status.side == "active"):
        with contextlib.suppress(TwinhelmError):
            await stop_applications()
        await replicator.deactivate(durable.generation, force=True)
