"""Servers that are newer, slow, gone, restarted, talkative, or have another clock: the console says what it knows, and how old it is.

The real gRPC gateway speaks TLS to the node's own admin server in front of the fake pair; only its clock and its messages are bent.
"""

import asyncio
import time
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from tests.client.test_console import ServerRoom
from tests.fakes.admin_api import PASSWORD
from twinhelm.admin.v1 import status_pb2, status_service_pb2
from twinhelm_client.bridge.pair_bridge import BATCH
from twinhelm_client.console import Console
from twinhelm_client.domain.connection import Endpoint, Link
from twinhelm_client.domain.pair import ApplicationState, Mode, Role, SetState, Verdict
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.rpc.translate import pair_status

NEWER: Any = 99  # a value that this console's protocol has not got
UNKNOWN_FIELD = b"\xfa\x7f\x05hello"  # field 2047, five bytes


@pytest.fixture
def room(async_thread, tmp_path):
    room = ServerRoom(async_thread, tmp_path)
    room.start()
    yield room
    room.close()


@pytest.fixture
def console(theme, async_thread, room, qtbot):
    api = room.api
    gateway = GrpcGateway(Endpoint("127.0.0.1", api.server.port), "otto", PASSWORD, api.server.fingerprint)
    console = Console(theme, async_thread, gateway, "otto", None)
    qtbot.addWidget(console.window)
    console.start()
    qtbot.waitUntil(lambda: console.live.status is not None, timeout=20_000)
    yield console
    console.stop()


def newer(message: status_pb2.PairStatus) -> status_pb2.PairStatus:
    """The same status as a newer server would send it: values and fields that this console does not know."""
    bent = status_pb2.PairStatus()
    bent.CopyFrom(message)
    for server in bent.servers:
        server.role = NEWER
        server.identity = NEWER
    for one in bent.sets:
        one.state = NEWER
        one.mode = NEWER
    for application in bent.applications:
        application.state = NEWER
    for check in bent.checks:
        check.verdict = NEWER
    whole = bent.SerializeToString() + UNKNOWN_FIELD
    return status_pb2.PairStatus.FromString(whole)


@pytest.fixture
def bent(monkeypatch):
    """Bend what the server's StatusService sends, on its way through the real wire."""
    import twinhelm_node.api.admin_status as served

    original = vars(served)["view_to_proto"]
    changes: list[Any] = []

    def through(*arguments: Any, **named: Any) -> Any:
        message = original(*arguments, **named)
        for change in changes:
            message = change(message)
        return message

    monkeypatch.setattr(served, "view_to_proto", through)
    return changes


def test_values_and_fields_of_a_newer_server(console, bent, qtbot):
    bent.append(newer)
    qtbot.waitUntil(lambda: console.live.status.servers[0].role is Role.UNKNOWN, timeout=20_000)
    status = console.live.status
    assert status.sets[0].state is SetState.UNKNOWN
    assert status.sets[0].mode is Mode.UNKNOWN
    assert status.applications[0].state is ApplicationState.UNKNOWN
    assert {check.verdict for check in status.checks} == {Verdict.UNKNOWN}
    assert console.live.sentence().tone is Tone.BAD  # nobody is known to be active: never green
    for entry in console.window.entries:
        console.window.go_to(entry.title)
        console.window.grab()
    assert "ready to take over" not in console.window.strip.accessibleName()


@pytest.mark.parametrize("skew_s", [-86_400 * 400, -7200, 7200, 86_400 * 400])
def test_ages_do_not_know_the_clock_of_the_server(console, bent, qtbot, skew_s):
    """A server whose clock is hours or a year off: ages stay what they are, because both come from monotonic clocks."""

    def skewed(message: status_pb2.PairStatus) -> status_pb2.PairStatus:
        message.taken_at.seconds = int(time.time()) + skew_s
        message.active_since.seconds = int(time.time()) + skew_s - 60
        return message

    bent.append(skewed)
    qtbot.waitUntil(lambda: abs(console.live.status.taken_at_s - time.time() - skew_s) < 60, timeout=20_000)
    assert console.live.age_s < 3.0
    assert not console.live.stale
    assert console.live.sentence().text == "castor is active. pollux is 0.2 s behind and ready to take over."
    assert console.window.strip.accessibleName().endswith("s ago")
    console.window.grab()


def test_a_window_that_was_held_up_does_not_take_old_for_new(console, qtbot):
    """The GUI thread stands still while statuses queue up; afterwards none of them counts as younger than it is."""
    received: list[tuple[float, float]] = []
    console.bridge.status_received.connect(lambda _status, at_s: received.append((at_s, time.monotonic())))
    released = time.monotonic() + 1.2
    while time.monotonic() < released:
        pass
    qtbot.waitUntil(lambda: len(received) >= 2, timeout=20_000)
    assert max(seen - at for at, seen in received) > 0.4  # some did wait
    assert console.live.age_s >= time.monotonic() - max(at for at, _ in received) - 0.05


def test_a_silent_server_turns_everything_grey_by_itself(console, room, qtbot):
    """The server holds its answers back without closing anything, as a frozen machine does."""
    control = room.api.control

    async def never(_interval_s: float) -> Any:
        await asyncio.Event().wait()
        yield control.view()

    control.watch_view = never
    room.stop_server()
    room.start_server_again()
    qtbot.waitUntil(lambda: console.live.stale and "no data for" in console.window.strip.accessibleName(), timeout=30_000)
    assert "ready" not in console.window.strip.accessibleName()
    assert console.live.sentence().tone is Tone.STALE


def test_a_restarted_server_is_found_again_and_is_fresh(console, room, qtbot):
    room.stop_server()
    qtbot.waitUntil(lambda: console.live.connection.link is Link.LOST, timeout=20_000)
    room.start_server_again()
    qtbot.waitUntil(lambda: not console.live.stale, timeout=30_000)
    assert "castor active" in console.window.strip.accessibleName()


def test_many_events_come_in_batches_with_the_window_served_between_them(console, room, qtbot, async_thread):
    """A server pours its events out; each batch is bounded, and what waits in the window's event loop has its turn in between."""
    many = 20_000
    batches: list[int] = []
    turns: list[int] = []  # how many batches had come when the event loop served something else
    console.bridge.event_batch_arrived.connect(lambda batch: batches.append(len(batch)))
    heart = QTimer()
    heart.setInterval(0)
    heart.timeout.connect(lambda: turns.append(len(batches)))
    heart.start()

    async def pour() -> None:
        for number in range(many):
            room.api.control.happen(f"event {number}")

    async_thread.submit(pour()).result(timeout=60)
    qtbot.waitUntil(lambda: f"event {many - 1}" in console.window.strip.ticker.accessibleName(), timeout=100_000)
    heart.stop()
    assert sum(batches) == many
    assert max(batches) <= BATCH
    served = set(turns)
    assert len(served) > len(batches) / 2  # batches do not come back to back: other things are served between them
    assert len(console.live.events.rows) == 200
    qtbot.waitUntil(lambda: not console.live.stale, timeout=20_000)


def test_another_fingerprint_stops_everything(theme, async_thread, room, qtbot):
    api = room.api
    gateway = GrpcGateway(Endpoint("127.0.0.1", api.server.port), "otto", PASSWORD, "ab" * 32)
    console = Console(theme, async_thread, gateway, "otto", None)
    qtbot.addWidget(console.window)
    console.start()
    qtbot.waitUntil(lambda: console.live.connection.link is Link.FINGERPRINT_CHANGED, timeout=20_000)
    assert "fingerprint" in console.window.strip.accessibleName()
    assert console.live.status is None
    assert not api.audit_path.exists() or api.audit() == []  # nothing was sent
    console.stop()


def test_an_empty_status_of_any_version_is_shown():
    status = pair_status(status_service_pb2.WatchPairStatusResponse().status)
    assert status.active is None
