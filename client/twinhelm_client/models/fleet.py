"""The fleet that this console watches: the known pairs, their streams, and the table of how they are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from twinhelm_client.bridge.fleet_bridge import FleetBridge, Prepare
from twinhelm_client.models.fleet_model import FleetModel
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.rpc.gateway import Gateway

FRAME_MS = 250  # four frames a second for figures that come once a second
Reach = Callable[[KnownPair], tuple[Gateway, Prepare | None]]


class Fleet(QObject):
    """Follows every known pair. `reach` makes the gateway to one and what finds its password."""

    def __init__(
        self, known: KnownPairs, bridge: FleetBridge, reach: Reach, model: FleetModel | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.known = known
        self.model = model or FleetModel(parent=self)
        self._bridge = bridge
        self._reach = reach
        self._begun: dict[str, KnownPair] = {}
        self._running = False
        self._frame = QTimer(self)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self.take)
        known.changed.connect(self._on_known)
        self.model.know(known.pairs)

    def start(self) -> None:
        """Begin to follow; returns at once."""
        self._running = True
        self._on_known()
        self._frame.start()

    def stop(self) -> None:
        """End every stream; waits for it."""
        self._running = False
        self._frame.stop()
        self._bridge.stop()

    def again(self, endpoint: str) -> None:
        """Try a pair anew, after a person gave a password or accepted a fingerprint."""
        self._begin((self.known.find(endpoint),))

    def give_site(self, endpoint: str, site: str) -> None:
        """Say where a pair stands; empty takes the site away."""
        self.known.place(endpoint, site)

    @Slot()
    def take(self) -> None:
        """Take what came since the last frame."""
        self.model.apply(self._bridge.take())

    @Slot()
    def _on_known(self) -> None:
        pairs = self.known.pairs
        self.model.know(pairs)
        if not self._running:
            return
        wanted = {p.endpoint: p for p in pairs}
        gone = [endpoint for endpoint in self._begun if endpoint not in wanted]
        self._bridge.leave(gone)
        for endpoint in gone:
            del self._begun[endpoint]
        begun = self._begun
        self._begin([p for p in pairs if p.endpoint not in begun or _admission(begun[p.endpoint]) != _admission(p)])

    def _begin(self, pairs: Sequence[KnownPair]) -> None:
        self._bridge.follow_all([self._reach(pair) for pair in pairs])
        self._begun.update((pair.endpoint, pair) for pair in pairs)


def _admission(pair: KnownPair) -> tuple[str, str]:
    """Who knocks, and at whose door: another one of these is another connection."""
    return pair.user, pair.fingerprint
