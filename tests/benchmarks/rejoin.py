"""How fast a check is beside the disk, and how an old active comes back: two replicators on loopback, a large tree, little that differs.

Both servers have the same disk here, so a check is measured beside a plain reading of both trees at once. What lies in the page cache is
dropped before each measurement, through descriptors of the folders from before the capture was mounted over them.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.rows import Row, median
from tests.fakes.replicator_pair import ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase

MEBIBYTE = 1 << 20
FILES_A_FOLDER = 500
SMALL_BYTES = 2048
LARGE_BYTES = 64 * MEBIBYTE
SPARSE_BYTES = 1024 * MEBIBYTE
LIMIT_S = 1800.0
COLD_S = 11.0  # what was changed in the last 10 s before a crash is compared (replicator/suspects.py)


@dataclass(frozen=True)
class Size:
    """How large a tree is: small files, large ones of 64 MiB noise, sparse ones of 1 GiB holes."""

    small: int
    large: int
    sparse: int
    rounds: int

    @property
    def content(self) -> int:
        """Bytes that are no holes."""
        return self.small * SMALL_BYTES + self.large * LARGE_BYTES


@dataclass(frozen=True)
class Difference:
    """What is written and never sent: `size` bytes from the beginning of each of these."""

    name: str
    paths: Sequence[str]
    size: int


def measure(quick: bool) -> list[Row]:
    """Rows of checks and rejoins. Quick: a tenth of the files, a quarter of the bytes, and two rejoins."""
    size = Size(10_000, 8, 2, 1) if quick else Size(100_000, 32, 4, 2)
    with tempfile.TemporaryDirectory(prefix="twinhelm-bench-", dir="/var/tmp") as directory:
        return asyncio.run(_measure(Path(directory) / "pair", size, quick))


async def _measure(directory: Path, size: Size, quick: bool) -> list[Row]:
    async with replicator_pair(directory) as pair:
        beneath = [os.open(server.folder, os.O_RDONLY | os.O_DIRECTORY) for server in (pair.castor, pair.pollux)]
        try:
            trees = [Path(f"/proc/self/fd/{descriptor}") for descriptor in beneath]
            for tree in trees:
                plant(tree, size)
            await pair.castor.activate(1)
            await pair.castor.until_state(SetState.SYNCHRONIZED, LIMIT_S)
            await pair.castor.until_check(CheckPhase.DONE, LIMIT_S)
            await until_drained(pair.castor)
            rows = await check_rows(pair, trees, size)
            for difference in differences(size)[: 2 if quick else None]:
                rows += await rejoin_rows(pair, size, difference)
            return rows
        finally:
            for descriptor in beneath:
                os.close(descriptor)


def plant(folder: Path, size: Size) -> None:
    """Make the tree, the same on both servers: there is nothing to copy, and all to compare."""
    noise = random.Random(9).randbytes(LARGE_BYTES)
    for number in range(size.small):
        if number % FILES_A_FOLDER == 0:
            (folder / small(number)).parent.mkdir(parents=True)
        (folder / small(number)).write_bytes(b"%07d " % number * (SMALL_BYTES // 8))
    (folder / "large").mkdir()
    for number in range(size.large):
        begin = number * MEBIBYTE
        with (folder / f"large/{number}").open("wb") as file:
            file.write(memoryview(noise)[begin:])
            file.write(memoryview(noise)[:begin])
    (folder / "sparse").mkdir()
    for number in range(size.sparse):
        with (folder / f"sparse/{number}").open("wb") as file:
            file.truncate(SPARSE_BYTES)


def small(number: int) -> str:
    """Where a small file is."""
    return f"small/{number // FILES_A_FOLDER}/f{number % FILES_A_FOLDER}"


def differences(size: Size) -> list[Difference]:
    """What castor, or whoever is active, never sends."""
    count = size.small // 100
    return [
        Difference("1 MB in a large file", ["large/0"], 10**6),
        Difference(f"{count:,} of {size.small:,} small files", [small(number) for number in range(count)], 1000),
        Difference("10 MB in a large file", ["large/1"], 10**7),
        Difference("100 MB in two large files", ["large/2", "large/3"], 5 * 10**7),
        Difference("10 MB in holes", ["sparse/0"], 10**7),
    ]


async def check_rows(pair: ReplicatorPair, trees: list[Path], size: Size) -> list[Row]:
    """The large files: read plainly in one tree, in both at once, and compared; then everything."""
    alone, both, checked = [], [], []
    for _ in range(size.rounds):
        alone.append(await read_rate(trees, trees[:1]))
        both.append(await read_rate(trees, trees))
        checked.append(size.large * LARGE_BYTES / 1e6 / await check_s(pair, trees, b"large"))
    took_s = await check_s(pair, trees, b"")
    return [
        Row(f"disk, {size.large * LARGE_BYTES / 1e9:.1f} GB in large files read plainly, one tree", median(alone), "MB/s"),
        Row("… both trees at once, each", median(both), "MB/s"),
        Row("verification of these files, beside both trees at once", median(checked), "MB/s", median(both)),
        Row(f"verification of everything, {size.content / 1e9:.1f} GB and {size.sparse * SPARSE_BYTES / 1e9:.1f} GB of holes", took_s, "s"),
        Row(f"… with {size.small:,} small files", size.small / took_s, "files/s"),
    ]


async def check_s(pair: ReplicatorPair, trees: list[Path], path: bytes) -> float:
    """How long a check takes with nothing of the large files in the page cache."""
    forget(trees)
    began_s = time.monotonic()
    await pair.castor.client.order_check("data", CheckAction.START, path, 0, "bench")
    done = await pair.castor.until_check(CheckPhase.DONE, LIMIT_S)
    took_s = time.monotonic() - began_s
    if done.path != path or done.differing_bytes or done.missing:
        raise AssertionError(f"the check found something, or was another one: {done}")
    await until_drained(pair.castor)
    return took_s


async def read_rate(trees: list[Path], read: list[Path]) -> float:
    """Megabytes a second that a plain program gets from the large files of each of these trees."""
    forget(trees)
    began_s = time.monotonic()
    sizes = await asyncio.gather(*(asyncio.to_thread(read_all, tree / "large") for tree in read))
    return sizes[0] / 1e6 / (time.monotonic() - began_s)


async def rejoin_rows(pair: ReplicatorPair, size: Size, difference: Difference) -> list[Row]:
    """The active is killed with changes that were never sent; the other takes over; the old one comes back."""
    active, other, cable = pair.castor, pair.pollux, pair.cable
    if (await other.client.status()).side == "active":
        active, other, cable = other, active, pair.other_cable
    generation = (await active.client.status()).generation
    await asyncio.sleep(COLD_S)
    await cable.pull()
    lost = random.Random(generation).randbytes(difference.size)
    for path in difference.paths:
        with (active.folder / path).open("r+b") as file:
            file.write(lost)
    active.kill()
    await other.activate(generation + 1)
    began_s = time.monotonic()
    await cable.plug()
    await active.start()
    await other.until_state(SetState.SYNCHRONIZED, LIMIT_S)
    await until_drained(other)
    took_s, status = time.monotonic() - began_s, await other.status()
    for path in difference.paths:
        if not same_beginning(active.folder / path, other.folder / path, difference.size + MEBIBYTE):
            raise AssertionError(f"{path} is not the same on both servers")
    return [
        Row(f"rejoin after a kill, never sent: {difference.name}", took_s, "s"),
        Row("… on the wire, beside the content of the tree", status.sent_bytes_total / 1e6, "MB", size.content / 1e6),
        Row("… compared", status.check_compared_bytes / 1e6, "MB", size.content / 1e6),
    ]


def same_beginning(one: Path, other: Path, size: int) -> bool:
    """Whether two files begin with the same bytes."""
    with one.open("rb") as first, other.open("rb") as second:
        return first.read(size) == second.read(size)


async def until_drained(server: Server) -> None:
    """Wait until the other one has applied everything."""
    async for _ in server.client.drain(LIMIT_S):
        pass


def forget(trees: list[Path]) -> None:
    """Drop what the page cache holds of the large files; the small ones are too many to matter one by one."""
    for tree in trees:
        for path in (tree / "large").iterdir():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)


def read_all(folder: Path) -> int:
    """Read every file of a folder as a plain program does; returns the bytes."""
    read, room = 0, bytearray(MEBIBYTE)
    for path in sorted(folder.iterdir()):
        with path.open("rb", buffering=0) as file:
            while size := file.readinto(room):
                read += size
    return read
