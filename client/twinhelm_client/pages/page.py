"""What a page is to the frame: a title, and a widget made from the window's parts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page may use. `bridge` is None where nothing can be asked (pictures)."""

    theme: Theme
    live: LivePair
    bridge: PairBridge | None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One line of the sidebar."""

    title: str
    make: Callable[[PageParts], QWidget]
