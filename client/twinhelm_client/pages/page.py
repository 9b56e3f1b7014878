"""What a page is to the frame: a line of the sidebar, a widget made from the window's parts, and perhaps actions of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.models.fleet import Fleet
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme.theme import Theme


class FrameWishes(QObject):
    """What a page may wish of the frame.

    Signals: page_wanted(str) the untranslated title of a page; pair_wanted(str) the address of another pair ("10.20.0.10:7410");
    another_pair_wanted() to connect to one that is not known yet; set_settings_wanted(str) the settings of a protected set.
    """

    page_wanted = Signal(str)
    pair_wanted = Signal(str)
    another_pair_wanted = Signal()
    set_settings_wanted = Signal(str)


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page may use. `bridge` is None where nothing can be asked (pictures), `settings` where nothing is kept."""

    theme: Theme
    live: LivePair
    bridge: PairBridge | None
    wishes: FrameWishes = field(default_factory=FrameWishes)
    fleet: Fleet | None = None
    settings: QSettings | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One line of the sidebar.

    `title` is marked with the context "Pages", `icon` names one of QtAwesome, `figure` is the small one at its right.
    """

    title: str
    make: Callable[[PageParts], QWidget]
    icon: str = "mdi6.circle-outline"
    figure: Callable[[PageParts], str] | None = None


@dataclass(frozen=True, slots=True)
class PageAction:
    """Something to do on a page, reached through the command palette as well.

    `title` is translated already, `enabled` is asked when the action is listed.
    """

    title: str
    run: Callable[[], object]
    enabled: Callable[[], bool] = lambda: True


@runtime_checkable
class OffersActions(Protocol):
    """A page with actions of its own."""

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return them in the order in which they stand on the page."""
        ...
