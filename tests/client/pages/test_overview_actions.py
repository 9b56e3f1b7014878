"""What the Overview leads to: wizards, connections, out-of-band consoles."""

import asyncio

import pytest

from tests.client.wizards.conftest import make_lively  # noqa: F401  a fixture
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.pages.page import PageParts
from twinhelm_client.wizards.bring_back import BringBackWizard
from twinhelm_client.wizards.failover import FailoverWizard
from twinhelm_client.wizards.protect import ProtectWizard


@pytest.fixture
def page(theme, make_lively, qtbot):  # noqa: F811
    lively = make_lively(sleep=asyncio.sleep)  # a whole page cannot be painted two thousand times a second
    page = OverviewPage(PageParts(theme, lively.live, lively.bridge))
    qtbot.addWidget(page)
    page.show()
    return page


def entries(button) -> list[str]:
    button.menu().aboutToShow.emit()
    return [action.text() for action in button.menu().actions() if action.text()]


def test_everything_is_reached_by_menu_and_palette(page):
    assert entries(page.more) == ["Protect a folder or an application…", "Bring the failed server back…", "Failover…"]
    assert entries(page.connect_to) == [
        "Remote desktop (&RDP)", "&VNC", "&SSH", "&Other port…",
        "iLO of castor in the browser", "Proxmox of pollux in the browser", "Open &connections…",
    ]  # fmt: skip
    titles = [action.title for action in page.page_actions()]
    assert titles[0] == "Switch over…"
    assert {"Failover…", "Connect to pollux: SSH"} <= set(titles)


@pytest.mark.parametrize(
    ("opened", "kind"), [("open_protect", ProtectWizard), ("open_bring_back", BringBackWizard), ("open_failover", FailoverWizard)]
)
def test_a_wizard_opens_over_the_page(page, opened, kind):
    getattr(page, opened)()
    (wizard,) = page.findChildren(kind)
    assert wizard.isVisible()
    assert wizard.headline.text()
    wizard.reject()
