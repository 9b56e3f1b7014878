"""The answer to a request, as a model waits for it: whoever answers may be a PairBridge or stand in for one."""

from collections.abc import Callable
from typing import Any, Protocol

from twinhelm_client.domain.errors import GatewayError


class Answer(Protocol):
    """Settles once, in the thread of the model; bridge.pair_bridge.Reply is one."""

    def then(self, done: Callable[[Any], None], failed: Callable[[GatewayError], None]) -> "Answer":
        """Call `done` with the result or `failed` with the error."""
        ...

    def drop(self) -> None:
        """Forget the answer."""
        ...
