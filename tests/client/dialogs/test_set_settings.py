"""The settings of a set on the simulated pair: shown, judged while they are typed, applied, confirmed where they delete, refused."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.dialogs.set_settings import CHANNEL, CHECKS, QUEUE, SetSettingsDialog
from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.pair import Compression, Mode
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.widgets.set_fields import ChannelFields, CheckFields, QueueFields


class Room:
    def __init__(self, theme, qtbot, thread, role="admin") -> None:
        self.qtbot = qtbot
        self.now_s = 100.0
        self.pair = DemoPair(1.8e9)
        self.bridge = PairBridge(DemoGateway(self.pair, role=role), thread)
        self.live = LivePair("10.20.0.10:7410", lambda: self.now_s)
        self.live.on_connection(Connection(Link.CONNECTED, ""))
        self.live.on_session(Session("anna", role, "erp-zurich"))
        self.live.on_status(self.pair.status())
        self.dialog = SetSettingsDialog(theme, self.live, self.bridge, "data")
        qtbot.addWidget(self.dialog)
        self.dialog.begin()
        self.dialog.open()

    @property
    def queue(self) -> QueueFields:
        fields = self.dialog.fields[QUEUE]
        assert isinstance(fields, QueueFields)
        return fields

    @property
    def channel(self) -> ChannelFields:
        fields = self.dialog.fields[CHANNEL]
        assert isinstance(fields, ChannelFields)
        return fields

    @property
    def checks(self) -> CheckFields:
        fields = self.dialog.fields[CHECKS]
        assert isinstance(fields, CheckFields)
        return fields

    def known(self) -> "Room":
        self.qtbot.waitUntil(lambda: self.dialog.before is not None, timeout=20_000)
        return self

    def press(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def kept(self):
        return self.pair.changes.settings.of("data")


@pytest.fixture
def make_room(theme, qtbot, async_thread):
    made = []

    def make(**wishes) -> Room:
        made.append(Room(theme, qtbot, async_thread, **wishes))
        return made[-1]

    yield make
    for one in made:
        one.dialog.done(0)
        one.bridge.stop()


def test_values_are_shown_when_the_pair_has_answered_and_nothing_may_be_applied_before(make_room):
    room = make_room()
    assert room.dialog.means.text() == "Asking the pair…"
    assert not room.queue.isEnabled()
    room.known()
    assert (room.queue.quota.text(), room.queue.floor.text()) == ("8 GiB", "256 MiB")
    assert room.queue.durable.isChecked()
    assert room.channel.compression.currentText() == "automatic"
    assert not room.channel.rate.isVisibleTo(room.dialog), "there is no cap"
    assert (room.checks.rate.currentText(), room.checks.days.text()) == ("100 MB/s", "30")
    assert room.dialog.means.text() == "Nothing is changed yet."
    assert not room.dialog.apply.isEnabled()


def test_each_change_says_what_it_means_and_is_applied(make_room, qtbot):
    room = make_room().known()
    room.queue.quota.setText("16 GiB")
    room.queue.stall.setChecked(True)
    room.queue.throttle.setChecked(True)
    room.channel.compression.setCurrentIndex(3)
    room.channel.cap.setCurrentIndex(2)
    room.channel.rate.setText("10 Mbit/s")
    room.channel.days.setCurrentIndex(1)
    told = room.dialog.means.text()
    for words in ("fsync waits until it is back", "17.2 GB", "writers are slowed down", "One long window", "Monday to Friday"):
        assert words in told
    with qtbot.waitSignal(room.dialog.applied, timeout=20_000):
        room.press(room.dialog.apply)
    now = room.kept()
    assert (now.quota_bytes, now.when_away, now.when_full) == (16 * 1024**3, WhenAway.STALL, QueuePolicy.THROTTLE)
    assert (now.compression, now.bandwidth) == (Compression.STRONG, "mon-fri 08:00-18:00 10mbit, else unlimited")
    assert (now.mode, now.orphan_days, now.check_rate_bytes_per_s) == (Mode.DURABLE, 30, 100_000_000), "what was not changed stays"
    assert not room.dialog.isVisible()


def test_what_cannot_be_used_is_said_under_its_field(make_room):
    room = make_room().known()
    room.queue.quota.setText("16 MiB")
    assert "at least 64 MiB" in room.queue.quota.accessibleDescription()
    assert "cannot be used" in room.dialog.means.text()
    assert not room.dialog.apply.isEnabled()
    room.queue.quota.setText("8 GiB")
    room.channel.cap.setCurrentIndex(2)
    room.channel.rate.setText("10 Mbit/s")
    for begin, end, words in (("8", "18:00", "time of the day"), ("08:00", "8:00", "same minute")):
        room.channel.begin.setText(begin)
        room.channel.end.setText(end)
        assert words in room.channel.hours.accessibleDescription()
    room.channel.end.setText("18:00")
    assert room.dialog.apply.isEnabled()
    room.channel.cap.setCurrentIndex(1)
    room.channel.rate.setText("")
    assert "Write a rate" in room.channel.rate.accessibleDescription()
    room.channel.cap.setCurrentIndex(0)
    room.checks.days.setText("many")
    assert "number of days" in room.checks.days.accessibleDescription()


def test_checks_that_delete_are_confirmed_by_typing_the_passive(make_room, qtbot):
    room = make_room().known()
    room.checks.orphans.setCurrentIndex(2)
    assert not room.checks.days.isEnabled(), "nothing is set aside then"
    room.press(room.dialog.apply)
    question = room.dialog.asking
    assert question.isVisible()
    question.reject()
    assert room.kept().orphans is OrphanPolicy.QUARANTINE
    room.press(room.dialog.apply)
    room.dialog.asking.typed.setText("castor")
    assert not room.dialog.asking.go.isEnabled()
    room.dialog.asking.typed.setText("pollux")
    with qtbot.waitSignal(room.dialog.applied, timeout=20_000):
        room.press(room.dialog.asking.go)
    assert room.kept().orphans is OrphanPolicy.DELETE


def test_a_refusal_is_shown_and_what_was_typed_stays(make_room):
    room = make_room().known()
    room.channel.cap.setCurrentIndex(3)
    room.channel.written.setText("as much as there is")
    room.press(room.dialog.apply)
    room.qtbot.waitUntil(lambda: "is not a rate" in room.dialog.problem.text(), timeout=20_000)
    assert room.dialog.isVisible()
    assert room.channel.written.text() == "as much as there is"
    assert room.dialog.apply.isEnabled(), "after another word it may be tried again"


def test_who_may_not_change_looks(make_room):
    room = make_room(role="operator").known()
    assert room.queue.quota.text() == "8 GiB"
    assert not room.queue.isEnabled()
    assert "Only an admin" in room.dialog.means.text()


def test_old_figures_and_an_unknown_set_stop_it(make_room):
    room = make_room().known()
    room.queue.quota.setText("16 GiB")
    assert room.dialog.apply.isEnabled()
    room.now_s += 30.0
    room.live.tick()
    assert not room.dialog.apply.isEnabled()
    assert "no data" in room.dialog.problem.text()
    room.dialog.refuse(GatewayError("there is no set called data; there are: none", "UNKNOWN_SET"))
    assert "there is no set called data" in room.dialog.problem.text()


def test_a_schedule_with_more_hours_and_a_value_of_a_newer_server_stay_as_they_are(make_room):
    room = make_room().known()
    written = "sat-sun 00:00-24:00 50mbit, else 10mbit"
    kept = replace(room.kept(), bandwidth=written, compression=Compression.UNKNOWN, orphans=OrphanPolicy.UNKNOWN)
    room.dialog.show_set(kept)
    assert room.channel.written.text() == written
    assert room.dialog.wanted() == SetChange()
