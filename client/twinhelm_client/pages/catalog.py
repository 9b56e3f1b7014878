"""The pages of the console, in the order of the sidebar. A new page is one more line."""

from twinhelm_client.domain.language import marked
from twinhelm_client.pages.events import EventsPage
from twinhelm_client.pages.figures import lag, pairs_known
from twinhelm_client.pages.fleet import FleetPage
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.pages.page import PageEntry
from twinhelm_client.pages.replication import ReplicationPage

PAGES: tuple[PageEntry, ...] = (
    PageEntry(marked("Pages", "Fleet"), FleetPage, "mdi6.server-network-outline", pairs_known),
    PageEntry(marked("Pages", "Overview"), OverviewPage, "mdi6.view-dashboard-outline"),
    PageEntry(marked("Pages", "Replication"), ReplicationPage, "mdi6.swap-horizontal-bold", lag),
    PageEntry(marked("Pages", "Events"), EventsPage, "mdi6.format-list-bulleted"),
)
