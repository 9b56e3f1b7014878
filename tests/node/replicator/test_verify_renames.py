"""A check of a tree whose application moves things out of its way: nothing is passed over."""

import os
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from tests.fakes.replicator_pair import SET, ReplicatorPair, replicator_pair, until
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase, CheckRun

KIBIBYTE = 1024


@pytest_asyncio.fixture
async def running(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor active, and equal trees: ten folders, a file in each."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair") as pair:
        chance = random.Random(5)
        for number in range(10):
            folder = pair.castor.folder / f"d{number}"
            folder.mkdir()
            (folder / "file").write_bytes(chance.randbytes(300 * KIBIBYTE))
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.until_applied(pair.castor)
        yield pair


async def until_the_check(pair: ReplicatorPair, holds: Callable[[CheckRun], bool]) -> None:
    """Wait for something that is true of the check at work, or of the one that ended last."""
    while True:
        known = (await pair.castor.client.checks())[0]
        if (run := known.current or known.last) is not None and holds(run):
            return


async def test_what_is_moved_to_where_the_check_has_been_is_compared(running: ReplicatorPair) -> None:
    order = running.castor.client.order_check
    for name in ("d7", "d8", "d9"):
        with (running.pollux.folder / name / "file").open("r+b") as file:
            file.write(b"damaged")
    await order(SET, CheckAction.START, b"", 200 * KIBIBYTE)
    await until_the_check(running, lambda run: b"d1" < run.position < b"d6")
    await order(SET, CheckAction.PAUSE)
    (running.castor.folder / "d9/file").rename(running.castor.folder / "d0/moved")
    (running.castor.folder / "d8").rename(running.castor.folder / "a8")
    os.link(running.castor.folder / "d7/file", running.castor.folder / "linked")
    (running.castor.folder / "d7/file").unlink()
    await order(SET, CheckAction.RATE, b"", 1 << 40)
    await order(SET, CheckAction.RESUME)
    await until_the_check(running, lambda run: run.phase is CheckPhase.DONE)
    await running.castor.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.castor)
    await until(lambda: running.differences() == "", "equal trees")
