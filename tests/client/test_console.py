"""The whole console against the node's own admin server: first data, a server that goes and comes back, a refused password."""

import signal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QSettings

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm_client.bridge.credentials import Credentials
from twinhelm_client.console import Console
from twinhelm_client.domain.connection import Endpoint, Link
from twinhelm_client.main import end_on_interrupt, parse_arguments
from twinhelm_client.models.preferences import Preferences
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.screenshots import main as take_screenshots
from twinhelm_client.window import FIRST_PAGE
from twinhelm_node.api.admin_services import AdminServices
from twinhelm_node.api.server import AdminServer
from twinhelm_node.security.audit_log import AuditLog


class ServerRoom:
    """The admin server on the asyncio thread; it can be stopped and started again on the same port."""

    def __init__(self, thread, directory: Path) -> None:
        self._thread = thread
        self._directory = directory
        self._context: Any = None
        self.api: Any = None

    def start(self) -> None:
        async def enter():
            self._context = admin_api(self._directory)
            return await self._context.__aenter__()

        self.api = self._thread.submit(enter()).result(timeout=30)

    def stop_server(self) -> None:
        self._thread.submit(self.api.server.stop()).result(timeout=30)

    def start_server_again(self) -> None:
        api = self.api

        async def again():
            server = AdminServer(
                AdminServices(api.control, history=api.history, tokens=api.tokens),
                credentials=api.credentials,
                tokens=api.tokens,
                audit=AuditLog(api.audit_path),
                port=api.server.port,
                socket_path=api.socket_path,
                address="127.0.0.1",
            )
            await server.start()
            api.server = server

        self._thread.submit(again()).result(timeout=30)

    def close(self) -> None:
        async def leave():
            await self.api.server.stop()
            await self._context.__aexit__(None, None, None)

        self._thread.submit(leave()).result(timeout=30)


@pytest.fixture
def room(async_thread, tmp_path):
    room = ServerRoom(async_thread, tmp_path)
    room.start()
    yield room
    room.close()


@pytest.fixture
def open_console(theme, async_thread, room, qtbot):
    opened = []

    def open_(password=PASSWORD, user="otto"):
        api = room.api
        gateway = GrpcGateway(Endpoint("127.0.0.1", api.server.port), user, password, api.server.fingerprint)
        console = Console(theme, async_thread, gateway, user, None)
        qtbot.addWidget(console.window)
        console.start()
        opened.append(console)
        return console

    yield open_
    for console in opened:
        console.stop()


def test_real_data_arrives(open_console, qtbot):
    console = open_console()
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)
    assert console.live.sentence().text == "castor is active. pollux is 0.2 s behind and ready to take over."
    assert console.live.session.role == "operator"
    qtbot.waitUntil(lambda: len(console.live.queues.points()) > 2, timeout=20_000)


def test_it_finds_back_by_itself(open_console, room, qtbot):
    console = open_console()
    qtbot.waitUntil(lambda: console.live.connection.link is Link.CONNECTED, timeout=20_000)
    room.stop_server()
    qtbot.waitUntil(lambda: console.live.connection.link is Link.LOST, timeout=20_000)
    assert console.live.stale
    room.start_server_again()
    qtbot.waitUntil(lambda: console.live.connection.link is Link.CONNECTED and not console.live.stale, timeout=30_000)
    sign_ins = [line for line in room.api.audit() if "SignIn" in str(line)]
    assert len(sign_ins) <= 1  # the token is kept


def test_a_wrong_password_is_asked_for_again(open_console, qtbot):
    console = open_console(password="wrong")
    qtbot.waitUntil(lambda: console.live.connection.link is Link.SIGN_IN_REFUSED, timeout=20_000)
    console.bridge.sign_in("otto", PASSWORD)
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)


def test_an_event_of_now_appears(open_console, room, qtbot, async_thread):
    console = open_console()
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)

    async def happen():
        room.api.control.happen("link hb1 is down")

    def seen() -> bool:
        return any(e.sentence == "link hb1 is down" for e in console.live.events.rows)

    async_thread.submit(happen()).result(timeout=10)
    qtbot.waitUntil(seen, timeout=20_000)


def test_the_command_line():
    options = parse_arguments(["--server", "10.20.0.10", "--user", "anna", "--fingerprint", "SHA256:" + "AB" * 32, "--theme", "dark"])
    assert options.server == Endpoint("10.20.0.10", 7410)
    assert options.fingerprint == "ab" * 32


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--server", "host:0"], "'0' is not a port"),
        (["--fingerprint", "12"], "64 hexadecimal digits"),
        (["--theme", "pink"], "invalid choice: 'pink'"),
    ],
)
def test_a_wrong_command_line_is_explained(wrong, words, capsys):
    with pytest.raises(SystemExit):
        parse_arguments(wrong)
    assert words in capsys.readouterr().err


def test_it_opens_on_the_overview(open_console):
    assert open_console().window.page == "Overview"


@pytest.mark.parametrize(("wanted", "opened"), [("", "Events"), (FIRST_PAGE, "Overview")])
def test_the_page_of_last_time_is_opened_again_unless_another_is_wanted(theme, async_thread, qtbot, tmp_path, wanted, opened):
    settings = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    Preferences(settings).keep_window(QByteArray(), "Events")
    pair = DemoGateway(DemoPair(1.8e9))
    console = Console(theme, async_thread, pair, "anna", settings, credentials=Credentials(use_system=False), reach=lambda _: (pair, None))
    qtbot.addWidget(console.window)
    console.start(wanted)
    assert console.window.page == opened
    console.stop()


def test_screenshots_are_written_for_every_state(qapp, tmp_path, capsys):
    """One theme, language and size of each: the others are the same scenes in other colours and words."""
    assert take_screenshots(["--output", str(tmp_path), "--theme", "dark", "--language", "de", "--size", "1280x800"]) == 0
    names = {p.name for p in tmp_path.iterdir()}
    windows = ["fleet-no-pair"]
    windows += [f"overview-{state}" for state in ("healthy", "behind", "failover", "alone", "lost", "first", "refused", "viewer")]
    windows += [f"{page}-{state}" for page in ("fleet", "events", "replication") for state in ("first", "lost")]
    windows += ["fleet-table", "fleet-cards", "replication-live", "replication-day-paused", "events-all", "events-filtered"]
    assert {f"{name}-dark-de-1280x800.png" for name in windows} <= names
    assert {f"wizard-{page}-dark-de-820x620.png" for page in ("1-checks", "2-running", "3-verified")} <= names
    assert not [name for name in names if "-light-" in name or "1920x1080" in name]
    assert f"{len(names)} pictures" in capsys.readouterr().out


def test_an_interrupt_closes_the_console_quietly():
    before = signal.getsignal(signal.SIGINT)
    ended: list[int] = []
    try:
        end_on_interrupt(ended.append)
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == [130]
