"""The Replication page on the simulated pair: figures, graphs under the cursor, heads, pause."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.pair import Compression
from twinhelm_client.domain.queue_fill import Durability, FillAlarm
from twinhelm_client.domain.queue_head import QueueEntry, QueueHead, QueueName
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.pages.page import PageParts
from twinhelm_client.pages.replication import ReplicationPage
from twinhelm_client.rpc.demo_pair import DemoPair


class Screen:
    def __init__(self, theme, qtbot) -> None:
        self.now_s = 100.0
        self.pair = DemoPair(1.8e9)
        self.live = LivePair("10.20.0.10:7410", lambda: self.now_s)
        self.page = ReplicationPage(PageParts(theme, self.live, None))
        qtbot.addWidget(self.page)
        self.page.resize(1020, 680)
        self.page.show()

    def connect(self) -> None:
        self.live.on_connection(Connection(Link.CONNECTED, ""))
        for _ in range(6):
            self.now_s += 0.5
            self.pair.advance(0.5)
            self.live.on_status(self.pair.status())
        self.page.model.show_history(self.pair.history(60))

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.fixture
def screen(theme, qtbot):
    return Screen(theme, qtbot)


def test_before_the_first_answer_there_are_no_figures(screen):
    assert "known once the pair answers" in screen.words()
    assert "The entries appear when the pair answers." in screen.words()


def test_figures_of_queues_and_rates(screen):
    screen.connect()
    data = screen.pair.status().sets[0]
    assert any(words.startswith(f"{data.unsafe_queue.entries} entries") for words in screen.words())
    assert "91 %" in screen.words()
    row = [screen.page._sets.index(0, column).data() for column in range(3)]
    assert row == ["data", "synchronized", "durable"]


def test_the_keyboard_zooms_reads_values_off_and_goes_back(screen, qtbot):
    screen.connect()
    graph = screen.page.unsafe.graph
    graph.setFocus()
    qtbot.keyClick(graph, Qt.Key.Key_Plus)
    assert graph.view == (-30.0, 0.0)
    assert screen.page.rates.graph.view == graph.view, "all graphs show the same stretch of time"
    assert screen.page.whole.isVisible()
    qtbot.keyClick(graph, Qt.Key.Key_Left)
    assert screen.page.rates.note.text() == "at the cursor"
    assert "unsafe" in screen.page.readout.text()
    qtbot.keyClick(graph, Qt.Key.Key_Home)
    assert graph.view == (-60.0, 0.0)
    qtbot.keyClick(graph, Qt.Key.Key_Escape)
    assert screen.page.rates.note.text() == "", "the figures are those of now again"


def test_a_day_has_its_own_axis(screen):
    screen.connect()
    screen.page.ranges._group.button(2).click()
    screen.page.model.show_history(screen.pair.history(86_400))
    assert screen.page.unsafe.graph.view == (-86_400.0, 0.0)
    assert len(screen.page.model.shown.samples) > 1000


def test_what_waits_is_listed_and_trouble_is_said(screen):
    screen.connect()
    head = QueueHead("castor", (QueueEntry(48, 7, "write", b"gr\xfc\xdfe", b"", 8192, 0.2),))
    screen.page.model.head_set = "data"
    screen.page.model.show_head(QueueName.UNSAFE, head)
    model = screen.page.model.heads[QueueName.UNSAFE]
    assert [model.index(0, column).data() for column in range(5)] == ["48", "write", r"gr\xfc\xdfe", "8.2 kB", "0.2 s"]
    assert "set data, on castor" in screen.words()
    screen.page.model.head_trouble[QueueName.SAFE] = "pollux answers on no heartbeat link; check the links"
    screen.page.model.heads_changed.emit()
    assert any("pollux" in words and "heartbeat link" in words for words in screen.words())


def test_paused_says_so_and_old_figures_turn_grey(screen):
    screen.connect()
    screen.page.pause.click()
    assert screen.page.pause.text() == "Paused"
    screen.now_s += 10
    screen.live.tick()
    assert any(words.startswith("no data for") for words in screen.words())


def test_the_room_in_the_queue_is_said_and_urgent_lines_come_first(screen):
    screen.connect()
    assert screen.page.room.lines == ["data: 0 % of 8.6 GB used."]
    status = screen.pair.status()
    fill = replace(status.sets[0].fill, used_bytes=7 * 10**9, alarm=FillAlarm.WARNING, time_to_full_s=420.0, durability=Durability.STALLED)
    screen.live.on_status(replace(status, sets=(replace(status.sets[0], fill=fill),)))
    assert screen.page.room.lines == [
        "critical · data is durable and the passive is away: 0 fsyncs wait for it.",
        "warning · data: 81 % of 8.6 GB used, full in 7 min at this rate.",
    ]


def test_what_the_low_bandwidth_module_saved_is_told_in_bytes_and_how_it_was_chosen(screen):
    screen.connect()
    assert screen.page.rates.economy.text().endswith("GB · fast, automatic")
    screen.pair.changes.settings.change("data", SetChange(compression=Compression.STRONG, bandwidth="10mbit"))
    screen.live.on_status(screen.pair.status())
    assert screen.page.rates.economy.text().endswith("GB · strong · at most 1.2 MB/s")


def test_a_durable_set_without_the_passive_says_so_on_top_and_in_the_room(screen):
    screen.connect()
    screen.pair.changes.lose("pollux", screen.pair.now_s, float("inf"))
    screen.pair.advance(30.0)
    screen.live.on_status(screen.pair.status())
    assert "warning · data is durable, but the passive is away: fsync goes on without it and the RPO is growing." in screen.page.room.lines
    assert screen.live.sentence().detail == "nothing would take over; durable sets go on without pollux, the RPO is growing"


def test_of_several_sets_the_settings_of_one_are_chosen(screen, qtbot):
    screen.connect()
    status = screen.pair.status()
    screen.live.on_status(replace(status, sets=(status.sets[0], replace(status.sets[0], name="mail"))))
    assert screen.page.settings.menu() is screen.page.menu
    assert [action.text() for action in screen.page.menu.actions()] == ["data", "mail"]
    with qtbot.waitSignal(screen.page._wishes.set_settings_wanted) as wanted:
        screen.page.menu.actions()[1].trigger()
    assert wanted.args == ["mail"]
    screen.live.on_status(status)
    assert screen.page.settings.menu() is None, "of one set there is nothing to choose"
    with qtbot.waitSignal(screen.page._wishes.set_settings_wanted) as only:
        qtbot.mouseClick(screen.page.settings, Qt.MouseButton.LeftButton)
    assert only.args == ["data"]
