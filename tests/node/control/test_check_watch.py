"""Events tell when a check begins and what it found when it ends; the quarantine is cleaned by age and by size, and that is told."""

import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.node.control.pair_in_memory import FakeReplicator
from twinhelm_node.apply.orphans import OrphanStore
from twinhelm_node.apply.quarantine import Taken
from twinhelm_node.control.check_watch import CheckWatch
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.verification import CheckPhase, CheckRun, SetChecks

DAY_NS = 86_400 * 10**9
RUN = CheckRun(7, phase=CheckPhase.RUNNING, progress_ratio=0.25)


@pytest.fixture
def told() -> list[tuple[Severity, str, str]]:
    return []


def watch(tmp_path: Path, told: list[tuple[Severity, str, str]], *sets: ProtectedSet) -> CheckWatch:
    store = OrphanStore("pollux", tmp_path / "sets")
    return CheckWatch(FakeReplicator("castor"), store, lambda: sets, lambda: True, lambda *event: told.append(event))


def test_each_phase_is_told_once(tmp_path, told):
    looking = watch(tmp_path, told)
    looking.look([SetChecks("data")])
    for _ in range(3):
        looking.look([SetChecks("data", RUN)])
    looking.look([SetChecks("data", replace(RUN, phase=CheckPhase.PAUSED))])
    looking.look([SetChecks("data", replace(RUN, position=b"m"))])
    done = replace(RUN, phase=CheckPhase.DONE, visited_objects=12, compared_bytes=3456, differing_files=2, differing_bytes=512, missing=1)
    looking.look([SetChecks("data", None, (), done)])
    found = "2 files differed in 512 bytes and 1 objects were missing, all repaired; 0 objects were only on the passive"
    assert [sentence for _, _, sentence in told] == [
        "the check of the set data begins",
        "the check of the set data is paused at 25%",
        "the check of the set data goes on",
        f"the check of the set data is done: 12 objects and 3456 bytes compared, {found}",
    ]
    assert told[-1][0] is Severity.WARNING


def test_what_ended_before_is_not_told_again(tmp_path, told):
    looking = watch(tmp_path, told)
    looking.look([SetChecks("data", None, (), replace(RUN, phase=CheckPhase.DONE))])
    looking.look([SetChecks("data", None, (), replace(RUN, phase=CheckPhase.DONE))])
    assert told == []
    looking.look([SetChecks("data", None, (), replace(RUN, number=8, phase=CheckPhase.DONE))])
    assert told[0][0] is Severity.OK


async def test_the_quarantine_is_cleaned_by_age_and_size_and_keeps_the_newest(tmp_path, told):
    quarantine = tmp_path / "sets/data/quarantine"
    now_ns = time.time_ns()
    for number, age_days in enumerate((40, 3, 2, 1)):
        (quarantine / f"r{number}").mkdir(parents=True)
        (quarantine / f"r{number}/left{number}").write_bytes(bytes(1 << 20))
        taken = Taken(b"left%d" % number, now_ns - age_days * DAY_NS)
        (quarantine / f"r{number}.jsonl").write_bytes(msgspec.json.encode(taken) + b"\n")
    protected = ProtectedSet("data", str(tmp_path), orphan_days=30, orphan_bytes=5 << 19)
    looking = watch(tmp_path, told, protected)
    await looking.clean()
    assert sorted(path.name for path in quarantine.iterdir()) == ["r2", "r2.jsonl", "r3", "r3.jsonl"]
    assert [("older than 30 days" in sentence, "more than" in sentence) for _, _, sentence in told] == [(True, False), (False, True)]
    await looking.clean()
    assert len(told) == 2
