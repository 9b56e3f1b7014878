"""Checks of a synchronized set: steered while they work, taken up again by whoever is active, never in the way of a switchover."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.replicator_pair import SET, ReplicatorPair, replicator_pair
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase, CheckRun, FileState, OrphanPolicy
from twinhelm_node.journal.findings import read_findings

MEBIBYTE = 1 << 20
SLOW = 2 * MEBIBYTE


@pytest_asyncio.fixture
async def running(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor is active, the first copy is done: 24 MB in files that are compared in the order of their names."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder)) as pair:
        chance = random.Random(5)
        for folder in ("a", "b", "c"):
            (pair.castor.folder / folder).mkdir()
            for number in range(8):
                (pair.castor.folder / folder / f"f{number}").write_bytes(chance.randbytes(MEBIBYTE))
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.castor.until_check(CheckPhase.DONE)
        yield pair


async def order(pair: ReplicatorPair, action: CheckAction, path: bytes = b"", rate: int = 0) -> None:
    """Ask castor."""
    await pair.castor.client.order_check(SET, action, path, rate, "ada")


async def until_compared(pair: ReplicatorPair, size: int) -> CheckRun:
    """Wait until the check at work has compared so much; returns it."""
    while True:
        run = (await pair.castor.client.checks())[0].current
        if run is not None and run.compared_bytes >= size:
            return run
        await asyncio.sleep(0.05)


def damage(path: Path) -> None:
    """Change a file of the passive behind everybody's back."""
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"damaged")


async def test_a_slow_check_is_paused_hurried_and_leaves_the_set_synchronized(running: ReplicatorPair) -> None:
    damage(running.pollux.folder / "c/f7")
    await order(running, CheckAction.START, rate=SLOW)
    await until_compared(running, MEBIBYTE)
    await order(running, CheckAction.PAUSE)
    paused = await running.castor.until_check(CheckPhase.PAUSED)
    assert (await running.castor.status()).state is SetState.SYNCHRONIZED
    assert paused.compared_bytes < 24 * MEBIBYTE
    await running.pollux.until_check(CheckPhase.PAUSED)  # so it stays paused if pollux takes over
    (running.castor.folder / "a/f0").write_bytes(b"the application goes on")
    await running.until_applied(running.castor)
    assert (running.pollux.folder / "a/f0").read_bytes() == b"the application goes on"
    await order(running, CheckAction.RESUME)
    await order(running, CheckAction.RATE, rate=1 << 40)
    done = await running.castor.until_check(CheckPhase.DONE)
    assert (done.differing_files, done.user) == (1, "ada")
    assert 22 * MEBIBYTE <= done.compared_bytes <= 26 * MEBIBYTE  # nothing twice but what was under way
    await running.until_applied(running.castor)
    assert running.differences() == ""
    (found,) = read_findings(running.pollux.state / "findings.jsonl")
    assert (found.path, found.state, found.repaired_ns > 0) == (b"c/f7", FileState.DIFFERING, True)


async def test_a_part_goes_first_and_a_cancelled_check_ends(running: ReplicatorPair) -> None:
    damage(running.pollux.folder / "c/f7")
    await order(running, CheckAction.START, rate=SLOW)
    whole = await until_compared(running, MEBIBYTE)
    await order(running, CheckAction.START, b"c/f7")
    while (running.pollux.folder / "c/f7").read_bytes() != (running.castor.folder / "c/f7").read_bytes():  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.05)
    while (run := (await running.castor.client.checks())[0].current) is None or run.number != whole.number:  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.05)
    assert run.compared_bytes < 24 * MEBIBYTE  # goes on where it was
    await order(running, CheckAction.CANCEL)
    assert (await running.castor.until_check(CheckPhase.CANCELLED)).number == whole.number
    await running.pollux.until_check(CheckPhase.CANCELLED)
    with pytest.raises(NotReady, match="No check"):
        await order(running, CheckAction.CANCEL)


async def test_a_killed_passive_lets_the_check_go_on_where_it_was(running: ReplicatorPair) -> None:
    damage(running.pollux.folder / "c/f7")
    await order(running, CheckAction.START, rate=SLOW)
    before = await until_compared(running, 4 * MEBIBYTE)
    running.pollux.kill()
    await running.pollux.start()
    await order(running, CheckAction.RATE, rate=1 << 40)
    done = await running.castor.until_check(CheckPhase.DONE)
    assert done.number == before.number
    assert done.compared_bytes <= 26 * MEBIBYTE
    await running.until_applied(running.castor)
    assert running.differences() == ""


async def test_a_switchover_waits_for_no_check_and_the_new_active_goes_on_with_it(running: ReplicatorPair) -> None:
    await order(running, CheckAction.START, rate=SLOW)
    before = await until_compared(running, 4 * MEBIBYTE)
    for number in range(50):
        (running.castor.folder / f"a/new{number}").write_bytes(b"written while the check works")
    await running.castor.drain()
    end = await running.castor.deactivate(2)
    assert end.clean
    await running.pollux.activate(2)
    await running.pollux.until_state(SetState.SYNCHRONIZED)
    after = await running.pollux.until_check(CheckPhase.RUNNING)
    assert (after.number, after.rate_bytes_per_s) == (before.number, SLOW)
    assert after.position >= before.position
    await running.pollux.client.order_check(SET, CheckAction.RATE, rate_bytes_per_s=1 << 40)
    done = await running.pollux.until_check(CheckPhase.DONE)
    assert done.compared_bytes <= 27 * MEBIBYTE
    await running.until_applied(running.pollux)
    assert running.differences() == ""
    assert list(running.castor.state.glob("divergence-*")) == []


async def test_a_clean_restart_of_the_active_goes_on_with_a_check_of_everything(running: ReplicatorPair) -> None:
    await order(running, CheckAction.START, rate=SLOW)
    before = await until_compared(running, 4 * MEBIBYTE)
    running.castor.stop()
    await running.castor.start()
    await running.castor.activate(2)
    after = await running.castor.until_check(CheckPhase.RUNNING)
    assert after.number == before.number
    await order(running, CheckAction.RATE, rate=1 << 40)
    assert (await running.castor.until_check(CheckPhase.DONE)).compared_bytes <= 27 * MEBIBYTE


@pytest.mark.parametrize("policy", list(OrphanPolicy))
async def test_what_only_the_passive_has_is_treated_as_the_set_says(running: ReplicatorPair, policy: OrphanPolicy) -> None:
    for server in (running.castor, running.pollux):
        server.sets = (ProtectedSet(SET, str(server.folder), orphans=policy),)
        await server.configure()
    (running.pollux.folder / "left").write_bytes(b"nobody wrote this")
    (running.pollux.folder / "d").mkdir()
    (running.pollux.folder / "d/in it").write_bytes(b"nor this")
    outside = running.pollux.directory / "outside"
    outside.write_bytes(b"never touched")
    (running.pollux.folder / "points").symlink_to(outside)
    await order(running, CheckAction.START)
    done = await running.castor.until_check(CheckPhase.DONE)
    assert done.orphans == 3
    kept = sorted(path.name for path in (running.pollux.state / "quarantine").rglob("*") if path.is_file() and path.suffix != ".jsonl")
    assert outside.read_bytes() == b"never touched"
    assert (running.pollux.folder / "left").exists() is (policy is OrphanPolicy.REPORT)
    assert kept == (["in it", "left", "points"] if policy is OrphanPolicy.QUARANTINE else [])
    found = {one.path: one.repaired_ns > 0 for one in read_findings(running.pollux.state / "findings.jsonl")}
    assert found == dict.fromkeys([b"left", b"d", b"points"], policy is not OrphanPolicy.REPORT)
    # what stands in the way of the application's changes makes room, whatever the policy
    (running.castor.folder / "left").write_bytes(b"now it is there")
    (running.castor.folder / "d").mkdir()
    (running.castor.folder / "d").rmdir()
    await running.until_applied(running.castor)
    assert (await running.castor.status()).state is SetState.SYNCHRONIZED
    assert (running.pollux.folder / "left").read_bytes() == b"now it is there"
    assert not os.path.lexists(running.pollux.folder / "d")
