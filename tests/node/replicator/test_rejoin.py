"""An old active comes back by itself: what it never sent is kept, what can differ is compared, the rest is trusted."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from tests.fakes.busy_tree import Unrest, plant
from tests.fakes.replicator_pair import ReplicatorPair, pretend_a_reboot, replicator_pair
from twinhelm_node.domain.status import SetState
from twinhelm_node.replicator.suspects import MARGIN_NS

MEBIBYTE, GIBIBYTE = 1 << 20, 1 << 30


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor and pollux, both passive."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair") as made:
        yield made


def grow(folder: Path) -> None:
    """4,000 small files in 40 folders, 32 MB in one file, and a sparse one of 3 GB."""
    chance = random.Random(11)
    for number in range(4000):
        directory = folder / f"folder {number % 40}"
        directory.mkdir(exist_ok=True)
        (directory / f"file {number}").write_bytes(chance.randbytes(chance.randrange(1, 2000)))
    (folder / "large").write_bytes(chance.randbytes(32 * MEBIBYTE))
    with (folder / "sparse").open("wb") as sparse:
        for gigabyte in range(3):
            sparse.seek(gigabyte * GIBIBYTE)
            sparse.write(chance.randbytes(MEBIBYTE))
        sparse.truncate(3 * GIBIBYTE)


async def until_cold(folder: Path) -> None:
    """Wait until nothing in the folder counts as just changed."""
    newest = max(path.lstat().st_ctime_ns for path in folder.rglob("*"))
    while time.time_ns() < newest + MARGIN_NS + 10**9:  # noqa: ASYNC110 # the file system's clock
        await asyncio.sleep(0.1)


async def test_time_and_bytes_of_a_rejoin_are_those_of_the_difference(pair: ReplicatorPair) -> None:
    castor, pollux = pair.castor, pair.pollux
    grow(castor.folder)
    await castor.activate(1)
    await castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(castor)
    await until_cold(castor.folder)
    await pair.cable.pull()
    # what castor never sends
    for number in range(5):
        (castor.folder / "folder 1" / f"never sent {number}").write_bytes(b"precious")
    with (castor.folder / "sparse").open("r+b") as sparse:
        sparse.seek(GIBIBYTE + 1000)
        sparse.write(b"never sent")
    (castor.folder / "folder 2/file 2").unlink()
    os.rename(castor.folder / "folder 3", castor.folder / "renamed")
    castor.kill()
    await pollux.activate(2)
    # what pollux does alone
    for number in range(5):
        (pollux.folder / "folder 4" / f"of the winner {number}").write_bytes(os.urandom(1000))
    with (pollux.folder / "large").open("r+b") as large:
        large.seek(5 * MEBIBYTE)
        large.write(b"of the winner")
    await castor.start()
    status = await pollux.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pollux)
    assert pair.differences() == ""
    assert "rejoins" in castor.log()
    # a folder of 100 files was renamed, five were made, one file of 3 MB and one folder more were looked at; not 4,000 files and 35 MB
    assert 100 < status.check_visited_objects < 250
    assert status.check_compared_bytes < 5 * MEBIBYTE
    assert status.raw_bytes_total < 2 * MEBIBYTE
    assert "never sent 0" in (castor.state / "divergence-1" / "list.json").read_text()
    assert len(list((castor.state / "quarantine").rglob("never sent *"))) == 5


async def test_killed_under_load_again_and_again(pair: ReplicatorPair) -> None:
    plant(pair.castor.folder)
    active, passive = pair.castor, pair.pollux
    await active.activate(1)
    await active.until_state(SetState.SYNCHRONIZED)
    for generation in range(2, 7):
        unrest = Unrest(active.folder, seed=generation)
        unrest.start()
        while unrest.changes < 30 * generation and unrest.error is None:  # noqa: ASYNC110 # a thread
            await asyncio.sleep(0.02)
        active.kill()
        unrest.join()  # its folder is gone
        await passive.activate(generation)
        (passive.folder / f"written in {generation}").write_bytes(os.urandom(10_000))
        await active.start()
        await passive.until_state(SetState.SYNCHRONIZED)
        await pair.until_applied(passive)
        assert pair.differences() == ""
        active, passive = passive, active
    assert "is going to be" not in pair.castor.log()
    assert pair.pollux.log().count("is going to be") == 1  # the first copy


async def test_after_a_power_cut_of_the_active_everything_is_compared_and_said_why(pair: ReplicatorPair) -> None:
    plant(pair.castor.folder)
    (pair.castor.folder / "large").write_bytes(os.urandom(8 * MEBIBYTE))
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pair.castor)
    pair.castor.kill()
    pretend_a_reboot(pair.castor.state)
    await pair.castor.start()
    pair.castor.kill()  # the evidence does not come back with a second start
    with (pair.castor.folder / "large").open("r+b") as large:
        large.write(b"lost with the page cache")
    await pair.pollux.activate(2)
    await pair.castor.start()
    status = await pair.pollux.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pair.pollux)
    assert pair.differences() == ""
    assert "everything is compared because" in pair.castor.log()
    assert status.check_compared_bytes > 8 * MEBIBYTE
    assert status.check_sent_bytes < MEBIBYTE
