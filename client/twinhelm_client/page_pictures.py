"""Pictures of the pages Fleet, Replication, Data and Events in each of their states, on a simulated pair and fleet at a standstill."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, Protocol

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.fleet_bridge import FleetBridge, News
from twinhelm_client.dialogs.set_settings import CHANNEL, CHECKS, QUEUE, SetSettingsDialog, ask_to_delete
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.data import Listed, SetCheck
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.events import Severity
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Compression, Mode, PairStatus, QueueSample, QueueStatus
from twinhelm_client.domain.protection import Divergence, Divergences
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.queue_head import QueueName
from twinhelm_client.domain.replication import RANGES
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.models.data import View
from twinhelm_client.models.fleet import Fleet
from twinhelm_client.models.fleet_model import FleetModel
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.pages.data import DataPage
from twinhelm_client.pages.events import EventsPage
from twinhelm_client.pages.fleet import FleetPage
from twinhelm_client.pages.replication import ReplicationPage
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_data import DemoData
from twinhelm_client.rpc.demo_fleet import demo_fleet
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_queues import demo_head
from twinhelm_client.widgets.set_fields import ChannelFields, CheckFields, QueueFields, SetFields
from twinhelm_client.window import MainWindow

NOON = 1_795_341_600.0
PAIRS = 42


class Stage(Protocol):
    """A window on a simulated pair, as screenshots.Stage makes it."""

    window: MainWindow
    pair: DemoPair

    def play(self, status: PairStatus, samples: Sequence[QueueSample] | None = None, role: str = "operator") -> None: ...

    def lose(self, seconds: float) -> None: ...

    def take(self, name: str) -> None: ...

    def take_dialog(self, name: str, dialog: Any) -> None: ...

    def close(self) -> None: ...


MakeStage = Callable[[Fleet | None], Stage]


def page_pictures(make_stage: MakeStage, thread: AsyncThread) -> None:
    """Take every state of the four pages."""
    _fleet_pictures(make_stage, thread)
    _replication_pictures(make_stage)
    _data_pictures(make_stage)
    _settings_pictures(make_stage)
    _events_pictures(make_stage)


def _fleet_pictures(make_stage: MakeStage, thread: AsyncThread) -> None:
    looks: dict[str, Callable[[FleetPage], object]] = {
        "fleet-table": lambda page: page.table.selectRow(1),
        "fleet-sites": lambda page: page.group.click(),
        "fleet-cards": lambda page: page.show_as(1),
        "fleet-nothing-found": lambda page: page.search.setText("no such pair"),
    }
    for name, look in looks.items():
        _take_fleet(make_stage, told_fleet(thread, PAIRS), name, look)
    _take_fleet(make_stage, told_fleet(thread, 0), "fleet-empty", lambda _: None)
    _take_fleet(make_stage, told_fleet(thread, PAIRS, seconds=0), "fleet-first", lambda _: None)
    _take_fleet(make_stage, told_fleet(thread, PAIRS, silent_s=12.0), "fleet-lost", lambda _: None, lost_s=12.0)


def _take_fleet(make_stage: MakeStage, fleet: Fleet, name: str, look: Callable[[FleetPage], object], *, lost_s: float = 0.0) -> None:
    stage = make_stage(fleet)
    stage.play(scenes.healthy(stage.pair))
    if lost_s:
        stage.lose(lost_s)
    stage.window.go_to("Fleet")
    page = stage.window.findChild(FleetPage)
    assert isinstance(page, FleetPage)
    look(page)
    stage.take(name)
    stage.close()


def told_fleet(thread: AsyncThread, count: int, *, seconds: int = 60, silent_s: float = 0.0) -> Fleet:
    """Return a fleet that was told a minute of statuses, most of it well, then perhaps nothing for a while; it follows nothing."""
    now = [1000.0]
    known = KnownPairs()
    made = demo_fleet(count)
    for name, site, gateway in reversed(made):
        known.use(KnownPair(str(gateway.endpoint), name, "anna", "", site))

    def nowhere(_pair: KnownPair) -> object:
        raise AssertionError("a picture follows nobody")

    model = FleetModel(lambda: now[0], lambda: NOON - 1000.0 + now[0])
    fleet = Fleet(known, FleetBridge(thread), nowhere, model)  # type: ignore[arg-type]  # never called
    for second in range(seconds):
        now[0] += 1.0
        model.apply({str(g.endpoint): _news(number, second, str(g.endpoint), name) for number, (name, _, g) in enumerate(made)})
    now[0] += 0.4 + silent_s
    if silent_s:
        model.apply({})
    return fleet


def _news(number: int, second: int, endpoint: str, name: str) -> News:
    if number == 29:
        return News(Connection(Link.NOT_TRUSTED_YET, endpoint, "Compare the fingerprint with the one on a server, then accept it."))
    if number == 13 and second > 17:
        return News(Connection(Link.LOST, endpoint, translate("Trust", "{0} does not answer ({1}).").format(endpoint, "timed out")))
    pair = _PAIRS.setdefault(number, DemoPair(NOON, number, name=name))
    pair.advance(1.0)
    scene = {5: scenes.behind, 20: scenes.alone, 33: scenes.failover}.get(number, scenes.healthy)
    status = scene(pair)
    if scene is not scenes.healthy:
        lag_s = status.sets[0].unsafe_queue.oldest_age_s
        unsafe = QueueStatus(21_480, 3_400_000_000, max(0.1, lag_s - 59 + second)) if lag_s > 1 else QueueStatus()
        status = replace(status, pair_name=name, sets=(replace(status.sets[0], unsafe_queue=unsafe),))
    return News(Connection(Link.CONNECTED, endpoint), (status,), 1001.0 + second)


_PAIRS: dict[int, DemoPair] = {}


def _replication_pictures(make_stage: MakeStage) -> None:
    plays: dict[str, Callable[[Stage, ReplicationPage], object]] = {
        "replication-first": lambda _stage, _page: None,
        "replication-live": lambda stage, page: _replicate(stage, page, scenes.healthy(stage.pair)),
        "replication-two-sets": lambda stage, page: _replicate(stage, page, _two_sets(scenes.healthy(stage.pair))),
        "replication-hour-cursor": lambda stage, page: _replicate_hour(stage, page, 1),
        "replication-day-paused": _replicate_day_paused,
        "replication-alone": _replicate_alone,
        "replication-growing": lambda stage, page: _replicate_away(stage, page, SetChange(mode=Mode.DURABLE), 94.0),
        "replication-stalled": lambda stage, page: _replicate_away(stage, page, SetChange(when_away=WhenAway.STALL), 41.0),
        "replication-throttled": lambda stage, page: _replicate_away(stage, page, _small(QueuePolicy.THROTTLE), 94.0),
        "replication-degraded": lambda stage, page: _replicate_away(stage, page, _small(QueuePolicy.DEGRADE), 94.0),
        "replication-capped": _replicate_capped,
        "replication-lost": _replicate_lost,
    }
    for name, play in plays.items():
        stage = make_stage(None)
        stage.window.go_to("Replication")
        page = stage.window.findChild(ReplicationPage)
        assert isinstance(page, ReplicationPage)
        play(stage, page)
        stage.take(name)
        stage.close()


def _replicate(stage: Stage, page: ReplicationPage, status: PairStatus, past: Sequence[QueueSample] | None = None) -> None:
    page.model.show_history(tuple(past or ()) or stage.pair.history(RANGES[page.model.range][0]))
    stage.play(status, past)
    page.model.head_set = status.sets[0].name
    for queue in QueueName:
        page.model.show_head(queue, demo_head(status, queue, 20))


def _replicate_hour(stage: Stage, page: ReplicationPage, number: int) -> None:
    _replicate(stage, page, scenes.healthy(stage.pair))
    page.choose_range(number)
    _replicate(stage, page, scenes.healthy(stage.pair))
    page.cursor_at.emit(-RANGES[number][0] * 0.4)


def _replicate_day_paused(stage: Stage, page: ReplicationPage) -> None:
    _replicate_hour(stage, page, 2)
    page.pause.click()


def _replicate_lost(stage: Stage, page: ReplicationPage) -> None:
    _replicate(stage, page, scenes.healthy(stage.pair))
    stage.lose(12.0)


def _replicate_alone(stage: Stage, page: ReplicationPage) -> None:
    status = scenes.alone(stage.pair)
    past = scenes.growing(stage.pair.history(RANGES[0][0]), 93.0)
    _replicate(stage, page, status, past)
    page.model.heads[QueueName.SAFE].replace_all(())
    page.model.head_trouble[QueueName.SAFE] = "pollux answers on no heartbeat link; check the links"
    page.model.heads_changed.emit()


def _small(policy: QueuePolicy) -> SetChange:
    return SetChange(mode=Mode.ASYNC, when_full=policy, quota_bytes=1024**3)


def _replicate_away(stage: Stage, page: ReplicationPage, change: SetChange, seconds: float) -> None:
    """The passive is away: the queue grows, and what was chosen for it is at work."""
    pair = stage.pair
    pair.changes.settings.change("data", change)
    pair.changes.lose("pollux", pair.now_s, pair.now_s + 3600.0)
    pair.advance(seconds)
    _replicate(stage, page, pair.status(), scenes.growing(pair.history(RANGES[0][0]), seconds))
    page.model.heads[QueueName.SAFE].replace_all(())
    page.model.head_trouble[QueueName.SAFE] = "pollux answers on no heartbeat link; check the links"
    page.model.heads_changed.emit()


def _replicate_capped(stage: Stage, page: ReplicationPage) -> None:
    stage.pair.changes.settings.change("data", SetChange(compression=Compression.STRONG, bandwidth="00:00-12:00 10mbit, else 50mbit"))
    _replicate(stage, page, stage.pair.status())


def _settings_pictures(make_stage: MakeStage) -> None:
    """The settings of a set: each section, what a change means, and what cannot be done."""
    looks: dict[str, Callable[[SetSettingsDialog], object]] = {
        "dialog-set-queue": lambda dialog: _type_queue(dialog.fields[QUEUE]),
        "dialog-set-queue-wrong": lambda dialog: _type_wrong(dialog.fields[QUEUE]),
        "dialog-set-channel": lambda dialog: _type_channel(dialog.fields[CHANNEL]),
        "dialog-set-checks": lambda dialog: _type_checks(dialog.fields[CHECKS]),
        "dialog-set-refused": _refuse,
        "dialog-set-viewer": lambda _: None,
        "dialog-set-asking": lambda _: None,
    }
    sections = {"dialog-set-channel": CHANNEL, "dialog-set-checks": CHECKS}
    for name, look in looks.items():
        stage = make_stage(None)
        stage.play(scenes.healthy(stage.pair), role="operator" if name == "dialog-set-viewer" else "admin")
        stage.window.open_set_settings("data")
        dialog = stage.window.dialog
        assert isinstance(dialog, SetSettingsDialog)
        if name != "dialog-set-asking":
            dialog.show_set(stage.pair.changes.settings.of("data"))
        dialog.choose_section(sections.get(name, QUEUE))
        look(dialog)
        dialog.cancel.setFocus()
        stage.take_dialog(name, dialog)
        stage.close()
    stage = make_stage(None)
    stage.play(scenes.healthy(stage.pair), role="admin")
    question = ask_to_delete(stage.window.parts.theme, stage.window.live, "data", stage.window)
    question.open()
    stage.take_dialog("dialog-set-delete", question)
    stage.close()


def _type_queue(fields: SetFields) -> None:
    assert isinstance(fields, QueueFields)
    fields.quota.setText("16 GiB")
    fields.throttle.setChecked(True)
    fields.stall.setChecked(True)


def _type_wrong(fields: SetFields) -> None:
    assert isinstance(fields, QueueFields)
    fields.quota.setText("16 MiB")
    fields.floor.setText("much")


def _type_channel(fields: SetFields) -> None:
    assert isinstance(fields, ChannelFields)
    fields.compression.setCurrentIndex(3)
    fields.cap.setCurrentIndex(2)
    fields.rate.setText("10 Mbit/s")
    fields.otherwise.setText("50 Mbit/s")
    fields.days.setCurrentIndex(1)


def _type_checks(fields: SetFields) -> None:
    assert isinstance(fields, CheckFields)
    fields.rate.setCurrentIndex(2)
    fields.orphans.setCurrentIndex(2)


def _refuse(dialog: SetSettingsDialog) -> None:
    _type_queue(dialog.fields[QUEUE])
    dialog.refuse(GatewayError("the configuration is changed on the active server; ask the other one", "NOT_ACTIVE"))


def _two_sets(status: PairStatus) -> PairStatus:
    data = status.sets[0]
    mail = replace(data, name="mail", path="/srv/mail", unsafe_queue=QueueStatus(7, 61_000, 0.1), safe_queue=QueueStatus())
    return replace(status, sets=(data, replace(mail, captured_bytes_per_s=2.1e5, sent_bytes_per_s=9e4, applied_bytes_per_s=2.0e5)))


def _data_pictures(make_stage: MakeStage) -> None:
    looks: dict[str, Callable[[Stage, DataPage], object]] = {
        "data-first": lambda _stage, _page: None,
        "data-files": lambda stage, page: _look_at_data(stage, page, View.FILES),
        "data-found": lambda stage, page: _look_at_data(stage, page, View.FOUND),
        "data-orphans": lambda stage, page: _look_at_data(stage, page, View.ORPHANS),
        "data-archives": lambda stage, page: _look_at_data(stage, page, View.ARCHIVES),
        "data-empty": _data_empty,
        "data-refused": _data_refused,
        "data-lost": _data_lost,
    }
    for name, look in looks.items():
        stage = make_stage(None)
        stage.window.go_to("Data")
        page = stage.window.findChild(DataPage)
        assert isinstance(page, DataPage)
        look(stage, page)
        stage.take(name)
        stage.close()


def _look_at_data(stage: Stage, page: DataPage, view: View) -> None:
    """Show what the simulated pair knows; nothing is asked, so the picture is always the same."""
    stage.play(scenes.healthy(stage.pair), role="admin")
    page.choose_view(view)
    data = DemoData(lambda: NOON, lambda _role: None, lambda: ("castor", "pollux"), stage.pair.changes.settings)
    page.model.show_checks(_now(data.checks()))
    if view is View.ARCHIVES:
        paths = ("pgdata/base/16384/2619", "pgdata/pg_wal/0000000100000012000000A7", "export/2026-11/invoice-48211.pdf")
        archive = Divergence("castor", "data", 6, 212, paths, 17, "/var/lib/twinhelm/sets/data/divergence-6")
        page.model.show_list(Divergences((archive,)))
        page.lists[view].selectRow(0)
        return
    asked = {View.FILES: data.files("data", b"", ()), View.FOUND: data.findings("data"), View.ORPHANS: data.orphans("data")}
    for one, question in asked.items():
        answer = _now(question)
        if one is view:
            page.model.show_list(answer)
    page.model.show_sets(_now(data.sets()))
    page.lists[view].selectRow(0)


def _data_empty(stage: Stage, page: DataPage) -> None:
    stage.play(scenes.healthy(stage.pair))
    page.choose_view(View.ORPHANS)
    page.model.show_checks((SetCheck("data"),))
    page.model.show_list(Listed())


def _data_refused(stage: Stage, page: DataPage) -> None:
    _look_at_data(stage, page, View.FILES)
    page.model.show_trouble("archive is no folder of the set (No such file or directory)")


def _data_lost(stage: Stage, page: DataPage) -> None:
    _look_at_data(stage, page, View.FILES)
    stage.lose(12.0)


def _now(question: Coroutine[Any, Any, Any]) -> Any:
    """Return the answer of a simulation, which waits for nothing."""
    try:
        question.send(None)
    except StopIteration as answered:
        return answered.value
    raise AssertionError("a simulation that waits")


def _events_pictures(make_stage: MakeStage) -> None:
    looks: dict[str, Callable[[EventsPage], object]] = {
        "events-all": lambda page: page.table.selectRow(4),
        "events-filtered": lambda page: page.severities[Severity.CRITICAL].click(),
        "events-nothing-found": _find_nothing,
        "events-first": lambda _: None,
        "events-lost": lambda _: None,
    }
    for name, look in looks.items():
        stage = make_stage(None)
        if name != "events-first":
            stage.play(scenes.healthy(stage.pair))
        if name == "events-lost":
            stage.lose(12.0)
        stage.window.go_to("Events")
        page = stage.window.findChild(EventsPage)
        assert isinstance(page, EventsPage)
        look(page)
        stage.take(name)
        stage.close()


def _find_nothing(page: EventsPage) -> None:
    page.search.setText("no such thing")
    page.apply_filter()
