"""A forced failover asked of the active: the passive carries it out, the active only passes the wish on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState
from twinhelm_node.failover.operation_book import OperationBook

MIRRORED_S = 3.0


class AskPeer(Protocol):
    """Starts a forced failover on the other server; returns its operation's id and generation."""

    def __call__(self, *, user: str, reason: str, request_id: str) -> Awaitable[tuple[str, int]]:
        """Raise what the other server raised; Unreachable when no link answers."""
        ...


class ForwardedFailover:
    """The operation is led by the other server; its heartbeat brings it into our book a moment later."""

    def __init__(self, name: str, peer_name: str, ask: AskPeer, book: OperationBook, clock_ns: Callable[[], int]) -> None:
        self._name = name
        self._peer_name = peer_name
        self._ask = ask
        self._book = book
        self._clock_ns = clock_ns

    async def start(self, *, user: str, reason: str, request_id: str) -> Operation:
        """Ask, and return the operation with its phases as soon as it is known here."""
        operation_id, generation = await self._ask(user=user, reason=reason, request_id=request_id)
        for _ in range(int(MIRRORED_S / 0.05)):
            try:
                return self._book.get(operation_id)
            except NotFound:
                await asyncio.sleep(0.05)
        return Operation(
            id=operation_id,
            kind=OperationKind.FAILOVER,
            state=OperationState.RUNNING,
            phases=(),
            reason=reason,
            from_server=self._name,
            to_server=self._peer_name,
            generation=generation,
            started_ns=self._clock_ns(),
        )
