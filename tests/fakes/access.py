"""Access to a pair whose document is in memory: the real keeper, with routes that a test chooses."""

from collections.abc import Callable

from tests.fakes.pair_control import FakePairControl
from twinhelm_node.control.access import AccessKeeper, Edit
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.relay.route import Route

OWN_PORTS = (7410, 7411, 7412, 7413)


def access_to(control: FakePairControl, routes: Callable[[str], tuple[Route, ...]]) -> AccessKeeper:
    async def change(edit: Edit) -> PairDocument:
        control.pair = edit(control.pair)
        return control.pair

    def event(kind: str, sentence: str, user: str) -> None:
        control.happen(sentence, Severity.INFO)

    return AccessKeeper(
        document=control.document,
        change=change,
        routes=routes,
        servers=lambda: ("castor", "pollux"),
        event=event,
        own_ports=OWN_PORTS,
    )
