"""An active's own queue with a damaged record: what is compared, and what is remembered until it has been."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.mounted_capture import Mounted
from tests.fakes.segments import read_journal
from twinhelm_node.domain.errors import DataError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.segment import segment_name
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.replicator.mending import Gap, Mending

SET_ID = b"0123456789abcdef"
REFUSED = DataError("The batch that begins with sequence 1 is damaged at byte 0; it is asked for again.", "CORRUPT_BATCH")


@pytest.fixture
def mounted(tmp_path: Path, requires: Callable[..., None]) -> Iterator[Mounted]:
    """Some folders and files, older than what follows, and their queue in a set's layout."""
    requires(device="/dev/fuse", root=True)
    layout = SetLayout(tmp_path / "set")
    layout.make()
    with Mounted(tmp_path, unsafe=layout.unsafe) as made:
        for name in ("a", "b", "b/c"):
            (made.folder / name).mkdir()
            (made.folder / name / "old").write_text("old")
        yield made


class Told:
    """A Mending and what it told."""

    def __init__(self, mounted: Mounted, base: Path, *, trusted: bool = True) -> None:
        self.gaps: list[Gap] = []
        self.layout = SetLayout(base / "set")
        protected = ProtectedSet("data", str(mounted.folder))
        self._mending = Mending(mounted.capture, self.layout, SET_ID, lambda: protected, lambda: trusted, self.gaps.append)

    async def after(self, error: DataError, acknowledged: int) -> None:
        """Let a stream have ended, and wait until it has been seen to."""
        self._mending.stream_ended(error, acknowledged)
        await self._mending.close()


def damage(mounted: Mounted, sequence: int) -> None:
    path = mounted.unsafe / segment_name(1)
    raw = path.read_bytes()
    at = 64
    for _ in range(sequence - 1):
        at += int.from_bytes(raw[at : at + 4], "little")
    with path.open("r+b") as file:
        file.seek(at + 88)
        file.write(b"\xff")


async def test_a_sound_queue_is_left_alone(mounted: Mounted, tmp_path: Path) -> None:
    """It was the line: the batch is sent again."""
    before = [path.name for path in mounted.unsafe.iterdir()]
    told = Told(mounted, tmp_path)
    await told.after(REFUSED, 0)
    assert told.gaps == []
    assert [path.name for path in mounted.unsafe.iterdir()] == before
    assert not told.layout.damaged.exists()


async def test_nothing_is_looked_at_for_another_reason(mounted: Mounted, tmp_path: Path) -> None:
    damage(mounted, 3)
    told = Told(mounted, tmp_path)
    await told.after(DataError("The passive is full.", "QUEUE_FULL"), 0)
    assert told.gaps == []


async def test_the_gap_is_filled_and_what_changed_is_remembered(mounted: Mounted, tmp_path: Path) -> None:
    last = mounted.capture.position().last_sequence
    damage(mounted, 3)
    told = Told(mounted, tmp_path)
    await told.after(REFUSED, 0)
    (gap,) = told.gaps
    assert (gap.number, gap.last_sequence) == (3, 3)
    assert gap.sentence.startswith("Sequence 3 to 3 of the unsafe queue cannot be read any more")
    assert gap.changed.paths.keys() >= {b"a/old", b"b", b"b/c/old"}
    assert gap.changed.paths[b"b"], "a folder that changed may have been renamed"
    assert not gap.changed.everything
    assert mounted.capture.changed().paths == gap.changed.paths
    assert mounted.capture.changed_counts().incomplete, "an fsync would be confirmed that the passive does not hold"
    (mounted.folder / "later").write_text("x")
    records = read_journal(mounted.unsafe)
    assert [one.sequence for one in records] == list(range(1, records[-1].sequence + 1))
    assert [(one.sequence, one.a, one.b) for one in records if one.kind == "CHECK_BEGIN"] == [(3, 3, 2)]
    assert recover(mounted.unsafe, SET_ID).first_sequence == 1
    assert records[-1].sequence > last


async def test_without_trust_everything_is_compared_and_nothing_is_sent_past_the_gap(mounted: Mounted, tmp_path: Path) -> None:
    """While something is being brought past the order, the change times of this server do not tell what was lost."""
    damage(mounted, 3)
    last = mounted.capture.position().last_sequence
    told = Told(mounted, tmp_path, trusted=False)
    await told.after(REFUSED, 0)
    (gap,) = told.gaps
    assert gap.changed.everything
    (mounted.folder / "later").write_text("x")
    assert read_journal(mounted.unsafe)[0].sequence == last + 1
    assert len(list(told.layout.damaged.iterdir())) == 1


async def test_what_the_passive_holds_already_is_no_loss(mounted: Mounted, tmp_path: Path) -> None:
    damage(mounted, 3)
    told = Told(mounted, tmp_path)
    await told.after(REFUSED, 4)
    assert told.gaps == []
    assert not mounted.capture.changed_counts().incomplete
    assert recover(mounted.unsafe, SET_ID).last_sequence == mounted.capture.position().last_sequence


async def test_without_room_for_the_gap_everything_is_compared(mounted: Mounted, tmp_path: Path) -> None:
    damage(mounted, 3)
    told = Told(mounted, tmp_path)
    os.mkdir(mounted.unsafe / f"{1:020d}.mended")  # so that it cannot be written
    last = mounted.capture.position().last_sequence
    await told.after(REFUSED, 0)
    assert len(told.gaps) == 1
    (mounted.folder / "later").write_text("x")
    assert read_journal(mounted.unsafe)[0].sequence == last + 1, "the passive is asked to compare everything: what follows is not held"
