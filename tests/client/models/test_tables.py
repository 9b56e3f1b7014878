"""Item models without a window: named columns, roles, rows changed in place."""

from dataclasses import replace

from PySide6.QtCore import QObject

from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.models.checks_model import ChecksModel, verdict_line
from twinhelm_client.models.events_model import KEEP, EventsModel
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE
from twinhelm_client.rpc.demo_pair import DemoPair


def event(number: int, severity: Severity = Severity.INFO) -> Event:
    return Event(f"{number:06d}", 1.8e9 + number, "castor", severity, "role", f"thing {number}")


class Log(QObject):
    """What a view would be told."""

    def __init__(self, model) -> None:
        super().__init__()
        self.told: list[str] = []
        model.rowsInserted.connect(lambda _, first, last: self.told.append(f"+{first}-{last}"))
        model.rowsRemoved.connect(lambda _, first, last: self.told.append(f"-{first}-{last}"))
        model.dataChanged.connect(lambda top, bottom: self.told.append(f"~{top.row()}-{bottom.row()}"))
        model.modelReset.connect(lambda: self.told.append("reset"))


def test_events_are_newest_first_and_shown_once(qapp):
    model = EventsModel()
    model.show([event(1), event(3), event(2)])
    model.add(event(4))
    model.add(event(4))
    assert [e.cursor for e in model.rows] == ["000004", "000003", "000002", "000001"]


def test_the_same_cursor_on_the_other_server_is_another_event(qapp):
    model = EventsModel()
    model.add(event(1))
    model.add(replace(event(1), server="pollux"))
    assert len(model.rows) == 2


def test_events_do_not_grow_without_end(qapp):
    model = EventsModel()
    for number in range(KEEP + 50):
        model.add(event(number))
    assert model.rowCount() == KEEP
    assert model.rows[0].cursor == f"{KEEP + 49:06d}"


def test_roles(qapp):
    model = EventsModel()
    model.show([event(1, Severity.CRITICAL)])
    severity = model.index(0, model.column("severity"))
    assert model.data(severity) == "critical"
    assert model.data(severity, SORT_ROLE) > 2
    assert model.data(severity, OBJECT_ROLE) == event(1, Severity.CRITICAL)
    assert model.data(model.index(0, model.column("at")), SORT_ROLE) == 1.8e9 + 1


def test_checks_put_the_veto_first_and_change_in_place(qapp):
    model = ChecksModel()
    heartbeat = Check("heartbeat", Verdict.OK, "heartbeat on 2 of 2 links")
    model.show([heartbeat, Check("disk", Verdict.HINT, "little room"), Check("channel", Verdict.VETO, "not connected")])
    assert [c.name for c in model.rows] == ["channel", "disk", "heartbeat"]
    log = Log(model)
    model.show([replace(heartbeat, sentence="heartbeat on 1 of 2 links"), Check("disk", Verdict.HINT, "little room"), model.rows[0]])
    assert log.told == ["~2-2"]


def test_fewer_rows_are_removed_at_the_end(qapp):
    model = ChecksModel()
    model.show([Check(str(n), Verdict.OK, "") for n in range(4)])
    log = Log(model)
    model.show([Check(str(n), Verdict.OK, "") for n in range(2)])
    assert log.told == ["-2-3"]


def test_verdict_in_words():
    ok, hint, veto = (Check("", v, "") for v in (Verdict.OK, Verdict.HINT, Verdict.VETO))
    assert verdict_line([]) == "No check has been made yet."
    assert verdict_line([ok, ok]) == "Nothing vetoes a takeover."
    assert verdict_line([ok, hint]) == "Nothing vetoes a takeover. One hint."
    assert verdict_line([veto, veto, hint, hint]) == "Two vetoes: a switchover is refused."


def test_phases_change_in_place_as_the_operation_goes_on(qapp):
    pair, model = DemoPair(1.8e9), PhasesModel()
    operation = pair.start_switchover("", "1")
    model.show(operation)
    log = Log(model)
    pair.advance(0.9)
    model.show(pair.operation(operation.id))
    assert log.told == ["~0-1"]
    first = [model.data(model.index(0, model.column(name))) for name in ("name", "server", "state", "elapsed", "detail")]
    assert first == ["stop applications", "castor", "done", "0.8 s", "postgresql@16-main stopped"]
    assert model.data(model.index(8, model.column("elapsed"))) == ""
