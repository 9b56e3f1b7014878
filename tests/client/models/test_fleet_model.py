"""The table of the fleet, without a window: changed in place, in order, with headings; checked by Qt's own model tester."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from twinhelm_client.bridge.fleet_bridge import News
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.fleet import FleetFilter, FleetPair, FleetWord, SiteLine
from twinhelm_client.models.fleet_model import REORDER_S, FleetModel
from twinhelm_client.models.known_pairs import KnownPair
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_pair import DemoPair

A, B, C = "10.0.0.1:7410", "10.0.0.2:7410", "10.0.0.3:7410"


class Bench:
    def __init__(self) -> None:
        self.now_s = 1000.0
        self.model = FleetModel(lambda: self.now_s, lambda: 1.8e9 + self.now_s)
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.model.know([KnownPair(A, "alpha", site="Bern"), KnownPair(B, "beta", site="Wien"), KnownPair(C, "gamma", site="Bern")])
        self.demo = DemoPair(1.8e9)

    def tell(self, endpoint: str, scene=scenes.healthy, name: str = "") -> None:
        names = {A: "alpha", B: "beta", C: "gamma"}
        status = replace(scene(self.demo), pair_name=name or names[endpoint])
        self.model.apply({endpoint: News(Connection(Link.CONNECTED, endpoint), (status,), self.now_s)})

    def names(self) -> list[str]:
        return [line.title if isinstance(line, FleetPair) else f"[{line.site}]" for line in self.model.lines]


@pytest.fixture
def bench(qapp) -> Bench:
    return Bench()


def test_rows_change_in_place_and_say_which(bench: Bench) -> None:
    told = []
    bench.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    bench.tell(B)
    row = bench.model.place_of(B)
    assert told == [(row, row)]
    index = bench.model.index(row, bench.model.column("state"))
    assert index.data() == "ready"
    assert index.data(OBJECT_ROLE).active == "castor"
    assert index.data(SORT_ROLE)[0] > 0


def test_the_worst_moves_up_but_not_at_every_update(bench: Bench) -> None:
    for endpoint in (A, B, C):
        bench.tell(endpoint)
    bench.now_s += REORDER_S
    bench.tell(A)
    assert bench.names() == ["alpha", "beta", "gamma"]
    bench.now_s += 0.1
    bench.tell(C, scenes.alone)
    assert bench.names() == ["alpha", "beta", "gamma"], "rows do not jump about"
    held = QPersistentModelIndex(bench.model.index(bench.model.place_of(B), 1))
    bench.now_s += REORDER_S
    bench.tell(A)
    assert bench.names() == ["gamma", "alpha", "beta"]
    assert held.data() == "beta", "what is chosen stays chosen"


def test_a_lost_pair_says_since_when(bench: Bench) -> None:
    bench.tell(A)
    bench.now_s += 10
    bench.model.apply({A: News(Connection(Link.LOST, A, "10.0.0.1:7410 does not answer (timed out)."))})
    pair = bench.model.pairs[A]
    assert pair.word is FleetWord.LOST
    words = bench.model.index(bench.model.place_of(A), bench.model.column("heard")).data()
    assert words.startswith("since ")
    assert "(10 s)" in words


def test_a_pair_that_falls_silent_is_lost_without_any_news(bench: Bench) -> None:
    bench.tell(A)
    bench.now_s += 6
    bench.model.apply({})
    assert bench.model.pairs[A].word is FleetWord.LOST


def test_a_status_that_came_before_the_connection_broke_does_not_hide_that(bench: Bench) -> None:
    lost = Connection(Link.LOST, A, "The connection to the server was lost.")
    bench.model.apply({A: News(lost, (scenes.healthy(bench.demo),), bench.now_s)})
    assert bench.model.pairs[A].word is FleetWord.LOST


def test_groups_have_headings_that_cannot_be_chosen(bench: Bench) -> None:
    bench.tell(B, scenes.alone)
    bench.model.group_by_site(True)
    assert bench.names()[:2] == ["[Wien]", "beta"]
    assert bench.names()[2] == "[Bern]"
    heading = bench.model.index(0, 0)
    assert isinstance(heading.data(OBJECT_ROLE), SiteLine)
    assert bench.model.flags(heading) == Qt.ItemFlag.NoItemFlags
    bench.model.group_by_site(True, headings=False)
    assert bench.model.rowCount() == 3


def test_filter_and_sorting(bench: Bench) -> None:
    bench.model.use_filter(FleetFilter("bern"))
    assert bench.names() == ["alpha", "gamma"]
    bench.model.sort_by("name", reverse=True)
    assert bench.names() == ["gamma", "alpha"]
    bench.model.use_filter(FleetFilter("nothing"))
    assert bench.names() == []
    bench.model.use_filter(FleetFilter())
    assert bench.names() == ["gamma", "beta", "alpha"]


def test_pairs_come_and_go_and_are_counted(bench: Bench) -> None:
    bench.tell(A)
    assert bench.model.counts == ((FleetWord.CONNECTING, 2), (FleetWord.READY, 1))
    bench.model.know([KnownPair(A, "alpha"), KnownPair("10.0.0.9:7410", "delta")])
    assert sorted(bench.names()) == ["alpha", "delta"]
    bench.model.apply({B: News(None, (scenes.healthy(bench.demo),), bench.now_s)})  # a late word of one that is gone
    assert sorted(bench.names()) == ["alpha", "delta"]


def test_where_the_order_stays_only_what_changed_is_painted(bench: Bench) -> None:
    for endpoint in (A, B, C):
        bench.tell(endpoint)
    bench.now_s += REORDER_S
    bench.tell(B)
    assert bench.model.changed_rows == {bench.model.place_of(B)}
    assert not bench.model.aged(bench.model.place_of(B))
    assert bench.model.aged(bench.model.place_of(A)), "nothing has renewed its age"
