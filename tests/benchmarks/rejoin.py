"""How an old active comes back, and how fast a check is: two replicators on loopback, a large tree, little that differs."""

import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.fakes.replicator_pair import ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase

MEBIBYTE = 1 << 20
FILES_A_FOLDER = 500
FILE_BYTES = 2048
LIMIT_S = 1800.0
COLD_S = 12.0  # what a check touched in the last 10 s counts as changed (replicator/suspects.py)


def measure(quick: bool) -> list[Row]:
    """Rows of first copy, check and rejoin. Quick: a tenth of the files and of the bytes."""
    with tempfile.TemporaryDirectory(prefix="twinhelm-bench-", dir="/var/tmp") as directory:
        return asyncio.run(_measure(Path(directory) / "pair", 10_000 if quick else 100_000, 200 if quick else 2048))


async def _measure(directory: Path, files: int, real_mebibytes: int) -> list[Row]:
    async with replicator_pair(directory) as pair:
        size = plant(pair.castor.folder, files, real_mebibytes)
        begun_s = time.monotonic()
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED, LIMIT_S)
        await pair.castor.until_check(CheckPhase.DONE, LIMIT_S)
        copied_s = time.monotonic() - begun_s
        await until_drained(pair.castor)
        rows = [
            Row(f"first copy of {files:,} files, {size / 1e9:.2f} GB and as much of holes", copied_s, "s"),
            Row("… content, MB/s", size / 1e6 / copied_s, "MB/s"),
        ]
        rows += await check_rows(pair, size)
        rows += await rejoin_rows(pair, "one file", [b"small/0/f0"])
        count = files // 100
        rows += await rejoin_rows(pair, f"{count:,} files", [b"small/%d/f%d" % divmod(number, FILES_A_FOLDER) for number in range(count)])
        return rows


def plant(folder: Path, files: int, real_mebibytes: int) -> int:
    """Make the tree; returns the bytes of content. Small files, large ones, and one of holes as large as they are."""
    chance = random.Random(9)
    for number in range(files):
        place = folder / f"small/{number // FILES_A_FOLDER}"
        if number % FILES_A_FOLDER == 0:
            place.mkdir(parents=True)
        (place / f"f{number % FILES_A_FOLDER}").write_bytes(b"%07d " % number * (FILE_BYTES // 8))
    (folder / "large").mkdir()
    for number in range(4):
        with (folder / f"large/{number}").open("wb") as file:
            for _ in range(real_mebibytes // 4):
                file.write(chance.randbytes(MEBIBYTE))
    with (folder / "large/sparse").open("wb") as file:
        file.truncate(real_mebibytes * MEBIBYTE)
    return files * FILE_BYTES + real_mebibytes // 4 * 4 * MEBIBYTE


async def check_rows(pair: ReplicatorPair, size: int) -> list[Row]:
    """A check of everything, and of the large files alone beside one plain reading of them; the page cache is emptied before each."""
    forget(pair.castor.folder)
    began_s = time.monotonic()
    read = read_all(pair.castor.folder / "large")
    read_rate = read / 1e6 / (time.monotonic() - began_s)
    rows = []
    for path, name, content in ((b"large", "check of the large files", read), (b"", "check of everything", size)):
        for server in (pair.castor, pair.pollux):
            forget(server.folder)
        began_s, before = time.monotonic(), (await pair.castor.status()).sent_bytes_total
        await pair.castor.client.order_check("data", CheckAction.START, path, 0, "bench")
        await pair.castor.until_check(CheckPhase.DONE, LIMIT_S)
        took_s, sent = time.monotonic() - began_s, (await pair.castor.status()).sent_bytes_total - before
        rows.append(Row(f"{name}, both disks on this one", content / 1e6 / took_s, "MB/s", read_rate))
        rows.append(Row("… on the wire", sent / 1e6, "MB"))
        await until_drained(pair.castor)
    return rows


async def rejoin_rows(pair: ReplicatorPair, name: str, changed: list[bytes]) -> list[Row]:
    """The active is killed with changes that were never sent; the other takes over; the old one comes back."""
    active, other, cable = pair.castor, pair.pollux, pair.cable
    if (await other.client.status()).side == "active":
        active, other, cable = other, active, pair.other_cable
    generation = (await active.client.status()).generation
    await asyncio.sleep(COLD_S)
    await cable.pull()
    for path in changed:
        (active.folder / os.fsdecode(path)).write_bytes(b"never sent")
    active.kill()
    await other.activate(generation + 1)
    began_s = time.monotonic()
    await cable.plug()
    await active.start()
    await other.until_state(SetState.SYNCHRONIZED, LIMIT_S)
    await until_drained(other)
    took_s, status = time.monotonic() - began_s, await other.status()
    if any((active.folder / os.fsdecode(path)).read_bytes() == b"never sent" for path in changed):
        raise AssertionError("the old active still has what was never sent")
    return [
        Row(f"rejoin after a kill with {name} never sent", took_s, "s"),
        Row("… on the wire", status.sent_bytes_total / 1e6, "MB"),
    ]


async def until_drained(server: Server) -> None:
    """Wait until the other one has applied everything."""
    async for _ in server.client.drain(LIMIT_S):
        pass


def forget(folder: Path) -> None:
    """Drop what the page cache holds of the large files; the small ones are too many to matter one by one."""
    for path in (folder / "large").iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def read_all(folder: Path) -> int:
    """Read every file of a folder as a plain program does; returns the bytes of content (holes are skipped, as a check skips them)."""
    read = 0
    for path in sorted(folder.iterdir()):
        if path.name == "sparse":
            continue
        with path.open("rb", buffering=0) as file:
            while data := file.read(MEBIBYTE):
                read += len(data)
    return read
