"""The pages of the console, in the order of the sidebar. A new page is one more line, and a function that imports it late."""

from PySide6.QtWidgets import QWidget

from twinhelm_client.domain.language import marked
from twinhelm_client.pages.figures import lag, pairs_known
from twinhelm_client.pages.page import PageEntry, PageParts


def _fleet(parts: PageParts) -> QWidget:
    from twinhelm_client.pages.fleet import FleetPage

    return FleetPage(parts)


def _overview(parts: PageParts) -> QWidget:
    from twinhelm_client.pages.overview import OverviewPage

    return OverviewPage(parts)


def _replication(parts: PageParts) -> QWidget:
    from twinhelm_client.pages.replication import ReplicationPage  # pyqtgraph and numpy come with it

    return ReplicationPage(parts)


def _data(parts: PageParts) -> QWidget:
    from twinhelm_client.pages.data import DataPage

    return DataPage(parts)


def _events(parts: PageParts) -> QWidget:
    from twinhelm_client.pages.events import EventsPage

    return EventsPage(parts)


PAGES: tuple[PageEntry, ...] = (
    PageEntry(marked("Pages", "Fleet"), _fleet, "mdi6.server-network-outline", pairs_known),
    PageEntry(marked("Pages", "Overview"), _overview, "mdi6.view-dashboard-outline"),
    PageEntry(marked("Pages", "Replication"), _replication, "mdi6.swap-horizontal-bold", lag),
    PageEntry(marked("Pages", "Data"), _data, "mdi6.file-check-outline"),
    PageEntry(marked("Pages", "Events"), _events, "mdi6.format-list-bulleted"),
)
