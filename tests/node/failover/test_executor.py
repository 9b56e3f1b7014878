"""The executor and the helm with fakes: stop at each step, and look at what an administrator would find."""

import asyncio
from pathlib import Path

import pytest

from tests.node.control.pair_in_memory import FakeReplicator, FakeVoice, Lan
from twinhelm_node.domain.errors import DataError, NotReady
from twinhelm_node.domain.operations import OperationKind, OperationState, Phase, PhaseState
from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.executor import Executor
from twinhelm_node.failover.operation_book import OperationBook
from twinhelm_node.failover.role_store import DurableRole, RoleStore
from twinhelm_node.failover.values import Abandon, Basis, Promote, ReportKind, Speak, StepDown


class FakeApplications:
    def __init__(self) -> None:
        self.running, self.failing = False, ""

    async def start_all(self) -> None:
        if self.failing:
            raise NotReady(self.failing)
        self.running = True

    async def stop_all(self) -> None:
        self.running = False
        if self.failing:
            raise NotReady(self.failing)


class Rig:
    """One executor and everything around it."""

    def __init__(self) -> None:
        self.lan, self.replicator, self.applications = Lan(), FakeReplicator("pollux"), FakeApplications()
        self.replicator.side = "passive"
        self.voice, self.book = FakeVoice(self.lan, "pollux"), OperationBook("pollux")
        self.reports, self.events, self.outages = [], [], []
        self.executor = Executor(
            name="pollux",
            peer_name="castor",
            replicator=self.replicator,
            applications=self.applications,
            voice=self.voice,
            announce=self.announce,
            book=self.book,
            report=self.reports.append,
            event=lambda *event: self.events.append(event),
            lost_s=lambda: 2.5,
            remember_outage=self.remember,
            clock=lambda: 1000.0,
        )

    async def announce(self) -> None:
        self.lan.announced.append("pollux")

    async def remember(self, outage_s: float) -> None:
        self.outages.append(outage_s)

    async def prepared(self) -> None:
        self.executor.promote(Promote(2, Basis.ARBITER, "heartbeat lost 2.5 s on hb0, hb1"))
        while not self.reports:  # noqa: ASYNC110  # one turn of the loop at a time
            await asyncio.sleep(0)


async def test_a_takeover_is_one_operation_whose_phases_follow_each_other():
    rig = Rig()
    await rig.prepared()
    assert rig.reports[0].kind is ReportKind.PREPARED
    assert not rig.lan.speaks("pollux")
    rig.executor.speak(Speak(2, 1001.25, "the arbiter agrees"))
    assert rig.lan.speaks("pollux")
    await rig.executor.wait()
    (operation,) = rig.book.list()
    assert operation.state is OperationState.SUCCEEDED
    assert [(phase.name, phase.state) for phase in operation.phases] == [
        (name, PhaseState.DONE)
        for name in ("detect", "ask arbiter", "apply safe queue", "mount capture", "reveal", "announce", "start applications")
    ]
    assert operation.phases[0].elapsed_s == 2.5
    assert rig.applications.running
    assert len(rig.outages) == 1


async def test_a_voice_whose_time_is_over_is_not_begun():
    rig = Rig()
    await rig.prepared()
    rig.executor.speak(Speak(2, 999.0, "decided before this process was stopped"))
    assert not rig.lan.speaks("pollux")


async def test_an_activation_that_fails_is_taken_back_and_told():
    rig = Rig()
    rig.replicator.fail_activation = "the folder is busy"
    rig.executor.promote(Promote(2, Basis.ARBITER, "lost"))
    await rig.executor.wait()
    assert (rig.reports[0].kind, rig.replicator.side) == (ReportKind.FAILED, "passive")
    (operation,) = rig.book.list()
    assert operation.state is OperationState.FAILED
    assert "the folder is busy" in operation.error
    assert not rig.applications.running


async def test_an_abandoned_promotion_unmounts():
    rig = Rig()
    await rig.prepared()
    assert rig.replicator.side == "active"
    rig.executor.abandon(Abandon(2, "somebody speaks for the service address"))
    await rig.executor.wait()
    assert rig.replicator.side == "passive"
    assert [report.kind for report in rig.reports] == [ReportKind.PREPARED, ReportKind.FAILED]
    assert not rig.lan.speaks("pollux")


async def test_an_application_that_does_not_start_leaves_an_active_that_says_so():
    rig = Rig()
    rig.applications.failing = "postgresql does not serve"
    await rig.prepared()
    rig.executor.speak(Speak(2, 1001.25, "the arbiter agrees"))
    await rig.executor.wait()
    assert rig.book.list()[0].error == "postgresql does not serve"
    assert "pollux is active, but postgresql does not serve" in rig.events[-1][2]
    assert rig.lan.speaks("pollux")


@pytest.mark.parametrize("broken", ["nothing", "application", "replicator"])
async def test_stepping_down_ends_whatever_is_broken(broken):
    rig = Rig()
    rig.replicator.side, rig.applications.running = "active", True
    if broken == "application":
        rig.applications.failing = "postgresql cannot be stopped"
    if broken == "replicator":
        rig.replicator.die()
    rig.executor.step_down(StepDown(1, "no contact"))
    await rig.executor.wait()
    assert [report.kind for report in rig.reports] == [ReportKind.STEPPED_DOWN]
    assert rig.replicator.side != "active"


def test_what_was_saved_is_read_and_a_damaged_file_is_refused(tmp_path: Path):
    store = RoleStore(tmp_path / "role.json")
    assert store.load() == DurableRole()
    saved = DurableRole(5, 3, 3, Role.DEMOTING, 17, 2.9, peer_met=True)
    store.save(saved)
    assert RoleStore(tmp_path / "role.json").load() == saved
    (tmp_path / "role.json").write_text("{")
    with pytest.raises(DataError, match="copy the higher generation"):
        store.load()


def test_an_operation_whose_leader_started_again_is_nobodys():
    now = [100.0]
    pollux = OperationBook("pollux", clock=lambda: now[0])
    castor = OperationBook("castor", clock=lambda: now[0])
    one = castor.open(OperationKind.SWITCHOVER, [Phase("hide", "castor")], reason="r", from_server="castor", to_server="pollux")
    pollux.follow(one, [Phase("promote", "pollux")], reason="r", from_server="castor", generation=2)
    for _ in range(20):
        now[0] += 1.0
        assert pollux.leaderless(now[0], castor.shared(), 10.0) == "", "its leader speaks of it"
    castor = OperationBook("castor", clock=lambda: now[0])  # its power was cut; it is heard again at once
    castor.mirror(pollux.shared())
    assert castor.running() == "", "the leader takes it up again from the one that follows"
    now[0] += 9.0
    assert pollux.leaderless(now[0], castor.shared(), 10.0) == ""
    now[0] += 1.0
    assert pollux.leaderless(now[0], castor.shared(), 10.0) == one
    assert castor.leaderless(now[0], pollux.shared(), 10.0) == ""


def test_both_servers_tell_one_story_of_an_operation():
    castor, pollux = OperationBook("castor"), OperationBook("pollux")
    phases = [Phase("hide", "castor"), Phase("promote", "pollux")]
    one = castor.open(OperationKind.SWITCHOVER, phases, reason="r", from_server="castor", to_server="pollux", generation=2)
    castor.phase(one, "hide", PhaseState.RUNNING)
    castor.phase(one, "hide", PhaseState.DONE)
    pollux.mirror(castor.shared())
    pollux.phase(one, "promote", PhaseState.RUNNING)
    castor.mirror(pollux.shared())
    assert [phase.state for phase in castor.get(one).phases] == [PhaseState.DONE, PhaseState.RUNNING]
    pollux.phase(one, "promote", PhaseState.DONE)
    castor.mirror(pollux.shared())
    castor.close(one, OperationState.SUCCEEDED)
    pollux.mirror(castor.shared())
    assert pollux.get(one).state is OperationState.SUCCEEDED
    assert [phase.state for phase in pollux.get(one).phases] == [PhaseState.DONE, PhaseState.DONE]
