"""Tells in events how the sets of this server change: their state, and how full their queues are."""

from collections.abc import Callable, Iterable

from twinhelm_node.control.queue_story import queue_events
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.queue_fill import QueueFill
from twinhelm_node.domain.status import SetState, SetStatus


class SetStory:
    """Remembers what was told of each set."""

    def __init__(self, server: str, event: Callable[[Severity, str, str], None]) -> None:
        self._server = server
        self._event = event
        self._states: dict[str, SetState] = {}
        self._fills: dict[str, QueueFill] = {}

    def tell(self, sets: Iterable[SetStatus]) -> None:
        """Tell what is new."""
        for one in sets:
            if self._states.get(one.name) is not one.state:
                self._states[one.name] = one.state
                detail = f": {one.detail}" if one.detail else ""
                self._event(_severity(one.state), "set", f"the set {one.name} is {one.state.words} on {self._server}{detail}")
            for severity, sentence in queue_events(one.name, self._fills.get(one.name), one.fill):
                self._event(severity, "queue", sentence)
            self._fills[one.name] = one.fill


def _severity(state: SetState) -> Severity:
    if state in (SetState.ERROR, SetState.OUT_OF_SYNC):
        return Severity.CRITICAL
    return Severity.OK if state is SetState.SYNCHRONIZED else Severity.INFO
