"""A console that knows no pair: usable at once, honest on every page, live as soon as a wizard ends, and empty again after the last one."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from tests.client.pages.test_frame import nameless
from tests.client.wizards.conftest import quick
from twinhelm_client.bridge.credentials import Credentials
from twinhelm_client.console import Console
from twinhelm_client.dialogs.command_palette import CommandPalette
from twinhelm_client.domain.connection import Endpoint, Link
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.frame_commands import commands
from twinhelm_client.main import first_page, parse_arguments
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.pages.fleet import FleetPage
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.no_pair import leads_nowhere, no_pair
from twinhelm_client.widgets.first_steps import FirstSteps
from twinhelm_client.wizards.connect_pair import ConnectWizard
from twinhelm_client.wizards.create_pair import CreatePairWizard

TOKEN = "twinhelm-token-12345678-demo"


class Starter:
    """Makes consoles without a pair; whatever pair they connect to is a simulated one."""

    def __init__(self, theme, async_thread, qtbot, settings) -> None:
        self.made: list[Console] = []
        self.demos = 0
        self._make = lambda gateway=None, user="": Console(
            theme,
            async_thread,
            gateway,
            user,
            settings,
            credentials=Credentials(use_system=False),
            connect=lambda pair, _password: self.gateway(pair.endpoint, pair.user),
            show_demo=self.show_demo,
        )
        self._qtbot = qtbot

    def show_demo(self) -> bool:
        self.demos += 1
        return self.demos < 2

    @staticmethod
    def gateway(endpoint: str, user: str = "anna") -> DemoGateway:
        host = endpoint.split(":", maxsplit=1)[0]
        made = DemoGateway(DemoPair(1.8e9, name=f"pair-{host}"), token=TOKEN, endpoint=Endpoint(host, 7410), sleep=quick)
        made.use_password(user, "")
        return made

    def __call__(self, gateway=None, user="") -> Console:
        console = self._make(gateway, user)
        self._qtbot.addWidget(console.window)
        self.made.append(console)
        console.start("Fleet")
        return console


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def start(theme, async_thread, qtbot, settings):
    starter = Starter(theme, async_thread, qtbot, settings)
    yield starter
    for console in starter.made:
        console.stop()


def words(console) -> list[str]:
    return [label.text() for label in console.window.findChildren(QLabel) if label.isVisible() and label.text()]


def steps(console) -> FirstSteps:
    return next(page for page in console.window.findChildren(FirstSteps) if page.isVisible())


def test_it_opens_on_the_fleet_and_says_what_to_do(start):
    console = start()
    assert console.window.page == "Fleet"
    assert console.window.sentence.words.text() == "No pair is known yet."
    assert console.window.strip.accessibleName() == "no pair is known yet"
    assert console.window.sidebar.pair.name == "No pair yet"
    first = steps(console)
    assert [b.text() for b in (first.connect_to, first.create_one, first.demo)] == [
        "Connect to a pair…",
        "Create a pair…",
        "Look at the demo",
    ]


def test_every_page_is_honest_and_the_frame_works(start, qtbot):
    console = start()
    for entry in PAGES:
        console.window.go_to(entry.title)
        assert console.window.page == entry.title
        assert steps(console).isVisible()
        assert nameless(console.window) == []
    console.window.refresh()
    console.window.next_area()
    console.window.open_palette()
    palette = next(d for d in console.window.findChildren(CommandPalette) if d.isVisible())
    titles = {c.title: c.enabled for c in palette.found}
    assert titles["Connect to a pair…"]
    assert not titles["Forget the password or token of this pair"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    console.window.sidebar.pair.fill_menu()
    assert [a.text() for a in console.window.sidebar.pair.menu.actions() if a.text()] == ["Connect to another pair…"]


async def test_the_gateway_without_a_pair_refuses_everything_with_a_sentence():
    gateway = no_pair()
    assert leads_nowhere(gateway)
    assert str(gateway.endpoint) == ""
    for question in (gateway.connect(), gateway.status(), gateway.relay_ports(), gateway.older_events("", 5)):
        with pytest.raises(GatewayError, match="No pair is known yet; connect to one first"):
            await question
    gateway.use_password("anna", "x")
    await gateway.close()


def test_a_pair_connected_by_the_wizard_goes_live_in_the_same_window(start, qtbot):
    console = start()
    qtbot.mouseClick(steps(console).connect_to, Qt.MouseButton.LeftButton)
    wizard = console.window.findChild(ConnectWizard)
    wizard.address.setText("10.20.0.10")
    wizard.look()
    qtbot.waitUntil(lambda: wizard.go.text() == "Sign in", timeout=20_000)
    wizard.password.setText(TOKEN)
    wizard.sign_in()
    qtbot.waitUntil(lambda: wizard.go.text() == "Show the pair", timeout=20_000)
    wizard.go.click()
    # The simulated pair lets anna in without a password as well: what is shown is that the window follows it.
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)
    assert console.window.page == "Overview"
    assert [p.endpoint for p in console.known.pairs] == ["10.20.0.10:7410"]
    assert not any(page.isVisible() for page in console.window.findChildren(FirstSteps))
    assert "castor is active." in console.window.sentence.words.text()


def test_the_other_two_ways(start, qtbot):
    console = start()
    qtbot.mouseClick(steps(console).create_one, Qt.MouseButton.LeftButton)
    wizard = console.window.findChild(CreatePairWizard)
    assert wizard.isVisible()
    wizard.done(0)
    steps(console).demo.click()
    assert start.demos == 1
    assert not console.window.notice.isVisible()
    steps(console).demo.click()
    assert "could not be started" in console.window.notice.words.text()


def test_removing_the_last_pair_returns_to_the_beginning(start, qtbot, monkeypatch):
    console = start(start.gateway("10.20.0.10"), "anna")
    qtbot.waitUntil(lambda: console.live.status is not None and bool(console.known.pairs), timeout=20_000)
    page = console.window.findChild(FleetPage)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    page.table.selectRow(0)
    page.forget()
    assert console.known.pairs == ()
    assert console.window.page == "Fleet"
    assert console.live.connection.link is Link.NO_PAIR
    qtbot.waitUntil(lambda: any(page.isVisible() for page in console.window.findChildren(FirstSteps)), timeout=20_000)
    assert console.window.strip.accessibleName() == "no pair is known yet"


def test_removing_the_pair_that_is_shown_shows_the_next(start, qtbot):
    console = start(start.gateway("10.20.0.10"), "anna")
    qtbot.waitUntil(lambda: bool(console.known.pairs), timeout=20_000)
    console.known.fill([KnownPair("10.30.0.10:7410", "files-bern", "anna")])
    console.known.forget("10.20.0.10:7410")
    assert console.live.connection.endpoint == "10.30.0.10:7410"
    assert [p.endpoint for p in console.known.pairs] == ["10.30.0.10:7410"]


async def test_a_forgotten_pair_leaves_no_secret_behind(start, qtbot, async_thread):
    console = start()
    console.known.use(KnownPair("10.20.0.10:7410", "erp", "anna"))
    console.credentials.keep_for_session("10.20.0.10:7410", "anna", "secret")
    console.known.forget("10.20.0.10:7410")
    async_thread.submit(console.credentials.usable()).result(timeout=10)  # what was submitted before has run
    assert await console.credentials.find("10.20.0.10:7410", "anna") == ""


@pytest.mark.parametrize(
    ("arguments", "pairs", "page"),
    [
        ([], 0, "Fleet"),
        ([], 1, ""),
        ([], 2, "Fleet"),
        (["--server", "10.20.0.10"], 0, "Overview"),
        (["--server", "10.20.0.10"], 5, "Overview"),
    ],
)
def test_the_fleet_is_home_and_a_named_pair_is_shown(arguments, pairs, page):
    assert first_page(parse_arguments(arguments), pairs) == page


def test_a_token_file_is_read_only_when_nobody_else_can(tmp_path, capsys):
    file = tmp_path / "token"
    file.touch(0o600)
    file.write_text(f"{TOKEN}\n")
    assert parse_arguments(["--token-file", str(file)]).token == TOKEN
    file.chmod(0o644)
    for content, told in ((TOKEN, "chmod 600"), ("a password", "chmod 600")):
        file.write_text(content)
        with pytest.raises(SystemExit):
            parse_arguments(["--token-file", str(file)])
        assert told in capsys.readouterr().err
    file.chmod(0o600)
    with pytest.raises(SystemExit):
        parse_arguments(["--token-file", str(file)])
    assert "holds no token" in capsys.readouterr().err


def test_the_palette_offers_the_demo_with_a_pair_too(start, qtbot, settings):
    console = start(start.gateway("10.20.0.10"), "anna")
    qtbot.waitUntil(lambda: bool(KnownPairs(settings).pairs), timeout=20_000)
    titles = [c.title for c in commands(console.window)]
    assert {"Look at the demo", "Connect to another pair…", "Create a pair…"} <= set(titles)


def test_a_console_that_was_stopped_makes_no_page_and_lets_no_time_pass(start):
    """Both would look at what the console owned, which may be gone before the window is."""
    console = start(start.gateway("10.20.0.10"), "anna")
    assert console.window.pages._idle.isActive()
    console.stop()
    assert not console.window.pages._idle.isActive()
    assert not console.window._timer.isActive()
