"""Comparing instead of copying: only what differs travels, and the trees are equal afterwards."""

import filecmp
import os
import random
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from tests.fakes.busy_tree import Unrest, plant
from tests.fakes.replicator_pair import SET, ReplicatorPair, pretend_a_reboot, replicator_pair, until
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckPhase

MEBIBYTE = 1 << 20


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor and pollux, both passive."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair") as made:
        yield made


@pytest_asyncio.fixture
async def running(pair: ReplicatorPair) -> ReplicatorPair:
    """The pair with castor active and the first copy done: some of everything and 40 MB in one file."""
    plant(pair.castor.folder)
    (pair.castor.folder / "large").write_bytes(random.Random(3).randbytes(40 * MEBIBYTE))
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pair.castor)
    return pair


async def check_all(pair: ReplicatorPair) -> int:
    """Have castor compare everything; returns how many bytes of records that took."""
    before = (await pair.castor.status()).raw_bytes_total
    await pair.castor.client.start_copy(SET)
    await pair.castor.until_check(CheckPhase.DONE)
    await pair.until_applied(pair.castor)
    return (await pair.castor.status()).raw_bytes_total - before


def equal_files(pair: ReplicatorPair, name: str) -> bool:
    return filecmp.cmp(pair.castor.folder / name, pair.pollux.folder / name, shallow=False)


async def test_a_check_of_equal_trees_sends_no_content(running: ReplicatorPair) -> None:
    assert await check_all(running) < MEBIBYTE // 2
    assert running.differences() == ""


async def test_only_the_blocks_that_differ_travel(running: ReplicatorPair) -> None:
    with (running.pollux.folder / "large").open("r+b") as file:
        for offset in (0, 7 * MEBIBYTE, 7 * MEBIBYTE + 200_000, 39 * MEBIBYTE):
            file.seek(offset)
            file.write(b"damaged")
    sent = await check_all(running)
    assert 3 * MEBIBYTE // 4 < sent < 2 * MEBIBYTE
    assert running.differences() == ""


async def test_every_way_a_passive_can_differ_is_found(running: ReplicatorPair) -> None:
    folder = running.pollux.folder
    os.truncate(folder / "large", 5 * MEBIBYTE)
    with (folder / "d0/e0/f0").open("ab") as file:
        file.write(b"longer than it should be")
    (folder / "d2/e2/f2").unlink()
    (folder / "unknown").write_bytes(b"nobody wrote this")
    (folder / "d1/linked").unlink()
    shutil.copyfile(folder / "d0/e0/f0", folder / "d1/linked")  # another object with the same content
    os.truncate(folder / "sparse", 0)
    os.chmod(folder / "d4", 0o700)
    os.setxattr(folder / "d0/e0/f0", "user.colour", b"red")
    shutil.rmtree(folder / "d5")
    (folder / "d5").write_bytes(b"a file where a directory should be")
    (folder / "points").unlink()
    os.symlink("elsewhere", folder / "points")
    await check_all(running)
    assert running.differences() == ""
    assert [path.name for path in (running.pollux.state / "quarantine").rglob("unknown")] == ["unknown"]


async def test_a_check_while_the_application_works_ends_in_equal_trees(running: ReplicatorPair) -> None:
    chance = random.Random(7)
    for path in sorted(running.pollux.folder.rglob("f*")):
        if path.is_file() and path.stat().st_size and chance.random() < 0.4:
            with path.open("r+b") as file:
                file.seek(chance.randrange(path.stat().st_size))
                file.write(b"damaged")
    unrest = Unrest(running.castor.folder)
    unrest.start()
    try:
        await running.castor.client.start_copy(SET)
        await running.castor.until_check(CheckPhase.DONE)
    finally:
        unrest.end()
    await running.until_applied(running.castor)
    assert unrest.changes > 20
    assert running.differences() == ""


async def test_a_check_of_one_path_visits_nothing_else(running: ReplicatorPair) -> None:
    for name in ("d0/e0/f0", "large"):
        with (running.pollux.folder / name).open("r+b") as file:
            file.write(b"damaged")
    await running.castor.client.start_copy(SET, "d0")
    await running.castor.until_check(CheckPhase.DONE)
    assert (running.pollux.folder / "d0/e0/f0").read_bytes() == (running.castor.folder / "d0/e0/f0").read_bytes()
    assert (running.pollux.folder / "large").read_bytes()[:7] == b"damaged"


async def test_after_a_power_cut_of_the_passive_only_the_difference_travels(running: ReplicatorPair) -> None:
    running.pollux.kill()
    pretend_a_reboot(running.pollux.state)
    with (running.pollux.folder / "large").open("r+b") as file:
        file.seek(3 * MEBIBYTE)
        file.write(bytes(100_000))
    before = (await running.castor.status()).raw_bytes_total
    await running.pollux.start()
    await until(lambda: equal_files(running, "large"), "the content is repaired")
    await running.castor.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.castor)
    assert (await running.castor.status()).raw_bytes_total - before < 2 * MEBIBYTE
    assert running.differences() == ""


async def test_what_lies_ready_on_a_new_passive_is_used(pair: ReplicatorPair) -> None:
    content = random.Random(3).randbytes(10 * MEBIBYTE)
    (pair.castor.folder / "large").write_bytes(content)
    (pair.pollux.folder / "large").write_bytes(content)
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pair.castor)
    assert (await pair.castor.status()).raw_bytes_total < MEBIBYTE
    assert pair.differences() == ""


async def test_hard_links_become_one_object_when_only_one_name_is_checked(running: ReplicatorPair) -> None:
    (running.pollux.folder / "d1/linked").unlink()
    shutil.copyfile(running.pollux.folder / "d0/e0/f0", running.pollux.folder / "d1/linked")
    await running.castor.client.start_copy(SET, "d1/linked")
    await running.castor.until_check(CheckPhase.DONE)
    await running.until_applied(running.castor)
    assert running.differences() == ""


async def test_the_folder_of_another_name_keeps_its_time(running: ReplicatorPair) -> None:
    other = running.pollux.folder / "d0/e0/f0"
    before = other.parent.stat()
    other.unlink()
    other.symlink_to("elsewhere")
    os.utime(other.parent, ns=(before.st_atime_ns, before.st_mtime_ns))
    await running.castor.client.start_copy(SET, "d1/linked")
    await running.castor.until_check(CheckPhase.DONE)
    await running.until_applied(running.castor)
    assert running.differences() == ""
