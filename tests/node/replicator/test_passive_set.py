"""One passive set in this process: records of a generation that is over, and a safe queue that a disk has spoiled."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from twinhelm_node.apply.progress import boot_id
from twinhelm_node.channel.values import Hello, NeedScope, Welcome
from twinhelm_node.domain.errors import DataError, NotReady
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.segment import list_segments, segment_name
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.passive_set import PassiveSet
from twinhelm_node.system import mounts

SET_ID = b"s" * 16
REMOUNT = 32


class Passive:
    """A set with its folder, and the words that the active would say."""

    def __init__(self, base: Path) -> None:
        self.layout = SetLayout(base / "state")
        self.layout.make()
        self.folder = base / "data"
        self.folder.mkdir()
        self._runs = False
        self.set = self.begin()

    def begin(self) -> PassiveSet:
        """Build it, as each start does."""
        self.set = PassiveSet(
            protected=ProtectedSet("data", str(self.folder)), set_id=SET_ID, layout=self.layout, boot_id=boot_id(),
            changed=lambda: None, segment_bytes=1 << 20,
        )  # fmt: skip
        self._runs = True
        return self.set

    async def greeted(self, generation: int, captured: int, first: int = 1) -> Welcome:
        """What the passive answers to a hello."""
        return await self.set.greet(Hello("pair", "data", generation, 0, 0, first, captured))

    def take(self, *records: Record) -> None:
        """Hand records over as the channel does."""
        for record in records:
            raw = encode(record)
            self.set.append([(raw, check_run(raw, record.sequence))])

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what another thread does."""
        async with asyncio.timeout(30):
            while not condition():  # noqa: ASYNC110 # another thread
                await asyncio.sleep(0.005)

    def stop(self) -> None:
        """End it in order."""
        if self._runs:
            self._runs = False
            self.set.stop()


@pytest.fixture
def passive(tmp_path: Path) -> Iterator[Passive]:
    made = Passive(tmp_path)
    yield made
    made.stop()


def begin(generation: int, sequence: int = 1) -> tuple[Record, ...]:
    """A first copy of nothing."""
    return (
        Record(sequence, generation, Kind.CHECK_BEGIN, a=9),
        Record(sequence + 1, generation, Kind.ENSURE, b"", a=0o40755),
        Record(sequence + 2, generation, Kind.ENTRIES, b""),
        Record(sequence + 3, generation, Kind.CHECK_END, a=9),
    )


def file(sequence: int, generation: int, name: str) -> Record:
    return Record(sequence, generation, Kind.MKDIR, name.encode(), a=0o755, mtime_ns=1, parent_mtime_ns=1)


async def synchronized(passive: Passive, generation: int = 3) -> None:
    await passive.greeted(generation, 0)
    passive.take(*begin(generation))
    await passive.until(lambda: passive.set.status(0).state is SetState.SYNCHRONIZED)


async def test_a_caller_of_a_generation_that_is_over_is_refused(passive: Passive) -> None:
    await synchronized(passive)
    with pytest.raises(NotReady, match="Generation 2 is over, this server knows generation 3") as refused:
        await passive.greeted(2, 10)
    assert refused.value.reason == "OLD_GENERATION"
    assert passive.set.status(0).state is SetState.SYNCHRONIZED


async def test_records_of_a_generation_that_is_over_are_refused(passive: Passive) -> None:
    """They come within a stream of the right one, as a broken active could send them."""
    await synchronized(passive)
    with pytest.raises(DataError, match="a record of generation 2 after one of 3") as refused:
        passive.take(file(5, 2, "old"))
    assert refused.value.reason == "OLD_GENERATION"
    assert passive.set.next_sequence == 5, "nothing of it is kept"
    passive.take(file(5, 3, "new"))
    await passive.until((passive.folder / "new").exists)
    assert os.listdir(passive.folder) == ["new"]


def spoil(passive: Passive, name: bytes) -> None:
    """Change a byte of the record that names a path, in every segment that has it."""
    for first in list_segments(passive.layout.safe):
        path = passive.layout.safe / segment_name(first)
        raw = path.read_bytes()
        if name in raw:
            path.write_bytes(raw.replace(name, b"?" * len(name)))


@pytest.mark.parametrize("times_are_exact", [True, False])
async def test_a_spoiled_record_that_is_applied_already(passive: Passive, times_are_exact: bool) -> None:
    """It is needed no more, unless modification times still have to be read from it: then everything is compared."""
    await synchronized(passive)
    passive.take(file(5, 3, "spoiled"), file(6, 3, "later"))
    await passive.until(lambda: passive.set.caught_up)
    passive.stop()
    spoil(passive, b"spoiled")
    if not times_are_exact:
        with passive.layout.progress.open("r+b") as progress:
            progress.seek(24)
            progress.write((4).to_bytes(8, "little"))
    passive.begin()
    status = passive.set.status(0)
    assert status.state is SetState.OUT_OF_SYNC
    assert "cannot be read any more" in status.detail
    assert len(list(passive.layout.damaged.iterdir())) == 1
    welcome = await passive.greeted(3, 10)
    assert (welcome.next_sequence, welcome.copy_needed) == (7, False)
    (need,) = passive.set.take_needs()
    assert (need.path, need.scope) == (b"", NeedScope.OBJECT if times_are_exact else NeedScope.TREE)
    assert sorted(os.listdir(passive.folder)) == ["later", "spoiled"]


async def test_the_state_comes_back_with_a_check_that_the_active_appends_afterwards(passive: Passive) -> None:
    await synchronized(passive)
    passive.take(file(5, 3, "before"), file(6, 3, "spoiled"), file(7, 3, "after"))
    await passive.until(lambda: passive.set.caught_up)
    passive.stop()
    for name in ("spoiled", "after"):
        (passive.folder / name).rmdir()
    with passive.layout.progress.open("r+b") as progress:
        progress.seek(8)
        progress.write((5).to_bytes(8, "little"))  # as if only the first of them had been applied
    spoil(passive, b"spoiled")
    passive.begin()
    assert (await passive.greeted(3, 7)).next_sequence == 6
    (need,) = passive.set.take_needs()
    passive.take(file(6, 3, "spoiled"), file(7, 3, "after"))
    await passive.until(lambda: passive.set.caught_up)
    assert passive.set.status(0).state is SetState.OUT_OF_SYNC, "there may be more that was acknowledged"
    passive.take(Record(8, 3, Kind.CHECK_BEGIN, a=10, b=1), Record(9, 3, Kind.CHECK_END, a=10, b=need.sequence))
    await passive.until(lambda: passive.set.status(0).state is SetState.SYNCHRONIZED)
    assert sorted(os.listdir(passive.folder)) == ["after", "before", "spoiled"]


async def test_an_active_that_holds_it_no_longer_has_everything_compared(passive: Passive) -> None:
    await synchronized(passive)
    passive.take(file(5, 3, "spoiled"))
    await passive.until(lambda: passive.set.caught_up)
    passive.stop()
    spoil(passive, b"spoiled")
    passive.begin()
    welcome = await passive.greeted(3, 50, first=40)
    assert (welcome.copy_needed, welcome.next_sequence, welcome.compare) == (True, 51, True)
    assert welcome.reason == "the active no longer holds sequence 6"


async def test_a_folder_that_became_read_only_is_said_and_asked_for_again(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(root=True)
    passive = Passive(tmp_path)
    passive.stop()
    mounts.mount("tree", str(passive.folder), "tmpfs", data="size=4m")
    try:
        passive.begin()
        await synchronized(passive)
        mounts.mount("tree", str(passive.folder), "tmpfs", flags=mounts.READ_ONLY | REMOUNT)
        passive.take(file(5, 3, "folder"))
        await passive.until(lambda: passive.set.status(0).state is SetState.OUT_OF_SYNC)
        assert passive.set.status(0).detail == "MKDIR of folder could not be applied (Read-only file system); it is copied again."
        (need,) = passive.set.take_needs()
        assert (need.path, need.sequence) == (b"folder", 5)
        mounts.mount("tree", str(passive.folder), "tmpfs", flags=REMOUNT)
        passive.take(Record(6, 3, Kind.CHECK_BEGIN, a=10, b=1), file(7, 3, "folder"), Record(8, 3, Kind.CHECK_END, a=10, b=5))
        await passive.until(lambda: passive.set.status(0).state is SetState.SYNCHRONIZED)
    finally:
        passive.stop()
        mounts.unmount(str(passive.folder))
