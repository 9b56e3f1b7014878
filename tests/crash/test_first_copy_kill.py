"""A first copy whose active is killed in the middle, twice: it goes on, and in the end everything has been compared and is equal."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from tests.fakes.busy_tree import plant
from tests.fakes.replicator_pair import SET, ReplicatorPair, Server, replicator_pair, until
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase

MEBIBYTE = 1 << 20
LARGE_BYTES = 32 * MEBIBYTE


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor and pollux, both passive; a copy is slow enough to be caught in its middle."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder, check_rate_bytes_per_s=6 * MEBIBYTE)) as made:
        yield made


async def until_visited(server: Server, size: int) -> None:
    """Wait until the copy has sent or compared so much."""
    while (status := await server.status()).check_sent_bytes + status.check_compared_bytes < size:  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.02)


async def killed_and_back(server: Server, generation: int) -> None:
    """kill -9, and what control does afterwards when there is no other server that could take over."""
    server.kill()
    await server.start()
    await server.activate(generation)


async def test_a_first_copy_goes_on_after_its_active_was_killed(pair: ReplicatorPair) -> None:
    castor, pollux = pair.castor, pair.pollux
    plant(castor.folder)
    (castor.folder / "large").write_bytes(random.Random(3).randbytes(LARGE_BYTES))
    content = sum(path.stat().st_blocks * 512 for path in castor.folder.rglob("*") if path.is_file() and not path.is_symlink())
    await castor.activate(1)
    await until(
        lambda: (pollux.folder / "large").is_file() and (pollux.folder / "large").stat().st_size > 4 * MEBIBYTE, "a part of the copy"
    )
    # what was copied already changes again, and something comes that is not copied yet
    with (castor.folder / "large").open("r+b") as file:
        file.seek(MEBIBYTE)
        file.write(b"written while the copy works")
    (castor.folder / "zzz").write_bytes(b"new")
    await killed_and_back(castor, 2)
    os.truncate(castor.folder / "d0/e0/f0", 5)
    await until_visited(castor, 2 * MEBIBYTE)
    assert (await castor.status()).state is not SetState.SYNCHRONIZED
    await killed_and_back(castor, 3)
    (castor.folder / "d0/e0/f0").rename(castor.folder / "zzzz")
    await until_visited(castor, 2 * MEBIBYTE)
    assert (await castor.status()).state is not SetState.SYNCHRONIZED
    await castor.client.order_check(SET, CheckAction.RATE, b"", 1 << 40, "ada")
    done = await castor.until_check(CheckPhase.DONE)
    assert (done.path, done.compare, done.trusted) == (b"", True, False)
    assert done.compared_bytes >= LARGE_BYTES
    await castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(castor)
    assert pair.differences() == ""
    assert (pollux.folder / "zzz").read_bytes() == b"new"
    # what the first copy had brought was compared and not sent again
    assert (await castor.status()).raw_bytes_total < content - 4 * MEBIBYTE
    # and a check of everything by itself finds nothing any more
    await castor.client.order_check(SET, CheckAction.START, b"", 1 << 40, "ada")
    last = await castor.until_check(CheckPhase.DONE)
    assert (last.number > done.number, last.differing_bytes, last.missing, last.orphans) == (True, 0, 0, 0)
