"""Files that vanish while they are compared: the check ends, the trees are the same, and nobody is alarmed."""

import asyncio
import os
import random
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from tests.fakes.replicator_pair import SET, ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import CheckAction, CheckPhase, CheckRun
from twinhelm_node.journal.findings import read_findings

MEBIBYTE = 1 << 20
FOLDERS, FILES_A_FOLDER = 12, 16


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor and pollux, both passive."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair") as made:
        yield made


class Hush:
    """What the servers say from here on; none of it may be a reason to worry."""

    def __init__(self, pair: ReplicatorPair) -> None:
        self._logs = [server.directory / "replicator.log" for server in (pair.castor, pair.pollux)]
        self._seen = [log.stat().st_size for log in self._logs]

    def alarms(self) -> list[str]:
        """Lines of the logs that are warnings, or worse."""
        said = [log.read_bytes()[seen:].decode().splitlines() for log, seen in zip(self._logs, self._seen, strict=True)]
        return [line for lines in said for line in lines if " INFO " not in line]


async def begin(pair: ReplicatorPair) -> Hush:
    """castor is active, all is copied."""
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    await pair.castor.until_check(CheckPhase.DONE)
    await pair.until_applied(pair.castor)
    return Hush(pair)


async def end(pair: ReplicatorPair, hush: Hush, states: set[tuple[SetState, str]]) -> CheckRun:
    """The check ends, and all is well; `states` is what castor said of the set meanwhile."""
    done = await pair.castor.until_check(CheckPhase.DONE)
    await pair.until_applied(pair.castor)
    states.add(await said(pair.castor))
    assert states == {(SetState.SYNCHRONIZED, "")}
    assert (done.differing_files, done.missing, done.orphans) == (0, 0, 0)
    assert pair.differences() == ""
    assert hush.alarms() == []
    assert list(read_findings(pair.pollux.state / "findings.jsonl")) == []
    return done


async def said(server: Server) -> tuple[SetState, str]:
    """State of the set, and why."""
    status = await server.status()
    return status.state, status.detail


async def until_read(server: Server, size: int, states: set[tuple[SetState, str]]) -> None:
    """Wait until checks have read so much since the replicator began."""
    while (status := await server.status()).check_compared_bytes < size:
        states.add((status.state, status.detail))
        await asyncio.sleep(0.01)


async def test_a_large_file_that_goes_while_it_is_read_is_let_go(pair: ReplicatorPair) -> None:
    folder, chance = pair.castor.folder, random.Random(3)
    for name in ("a", "b", "c", "d"):
        (folder / name).mkdir()
        (folder / name / "large").write_bytes(chance.randbytes(16 * MEBIBYTE))
        (folder / name / "small").write_bytes(b"stays")
    hush, states = await begin(pair), set[tuple[SetState, str]]()
    before = (await pair.castor.status()).check_compared_bytes
    await pair.castor.client.order_check(SET, CheckAction.START, b"", 2 * MEBIBYTE, "ada")
    await until_read(pair.castor, before + MEBIBYTE, states)
    (folder / "a/large").unlink()
    await until_read(pair.castor, before + 2 * MEBIBYTE, states)
    (folder / "b/large").rename(folder / "a/moved to where the check has been")
    await until_read(pair.castor, before + 3 * MEBIBYTE, states)
    (folder / "c/large").unlink()
    (folder / "c/large").mkdir()
    (folder / "c/large/inside").write_bytes(b"a directory now")
    await until_read(pair.castor, before + 4 * MEBIBYTE, states)
    shutil.rmtree(folder / "d")
    await pair.castor.client.order_check(SET, CheckAction.RATE, b"", 1 << 40, "ada")
    done = await end(pair, hush, states)
    assert done.compared_bytes < 40 * MEBIBYTE, "none of the files had gone before it was read to its end"


class Vanishing(threading.Thread):
    """An application whose files go: deleted, renamed, replaced by a directory, or with the directory that they are in."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._chance = random.Random(8)
        self._over = threading.Event()
        self.error: Exception | None = None
        self.gone = 0

    def run(self) -> None:
        try:
            while not self._over.wait(0.003):
                self._change()
        except Exception as error:  # noqa: BLE001 # told to the test by `end`
            self.error = error

    def end(self) -> None:
        self._over.set()
        self.join()
        if self.error:
            raise self.error

    def _change(self) -> None:
        chance, directory = self._chance, self._folder / f"d{self._chance.randrange(FOLDERS)}"
        path, other = directory / f"f{chance.randrange(FILES_A_FOLDER)}", self._folder / f"d{chance.randrange(FOLDERS)}"
        if not path.is_file():
            if path.is_dir():
                shutil.rmtree(path)
            directory.mkdir(exist_ok=True)
            path.write_bytes(chance.randbytes(100_000))
            return
        self.gone += 1
        what = chance.randrange(5)
        if what == 0:
            path.unlink()
        elif what == 1 and other.is_dir() and not (other / path.name).is_dir():
            path.rename(other / path.name)
        elif what == 2:
            path.unlink()
            path.mkdir()
            (path / "inside").write_bytes(b"a directory now")
        elif what == 3 and chance.random() < 0.1:
            shutil.rmtree(directory)
        else:
            path.rename(directory / f"f{chance.randrange(FILES_A_FOLDER)} under another name")


async def test_files_that_come_and_go_everywhere_alarm_nobody(pair: ReplicatorPair) -> None:
    chance = random.Random(4)
    for folder in range(FOLDERS):
        (pair.castor.folder / f"d{folder}").mkdir()
        for file in range(FILES_A_FOLDER):
            (pair.castor.folder / f"d{folder}/f{file}").write_bytes(chance.randbytes(100_000))
    hush, states = await begin(pair), set[tuple[SetState, str]]()
    vanishing = Vanishing(pair.castor.folder)
    vanishing.start()
    try:
        await pair.castor.client.order_check(SET, CheckAction.START, b"", 6 * MEBIBYTE, "ada")
        while (checks := (await pair.castor.client.checks())[0]).current is not None:
            states.add(await said(pair.castor))
            await asyncio.sleep(0.01)
        assert checks.last is not None
    finally:
        vanishing.end()
    await end(pair, hush, states)
    assert vanishing.gone > 50
    assert os.listdir(pair.pollux.folder) != []
