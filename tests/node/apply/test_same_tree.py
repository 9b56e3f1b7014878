"""Random changes, applied in any batches and with a kill at any record, give the very tree they were made on."""

import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.recorded_tree import PATHS, RecordedTree, picture
from twinhelm_node.apply.applier import Applier
from twinhelm_node.apply.check import CheckState
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress, boot_id
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import Record, check_run, encode
from twinhelm_node.journal.safe_queue import SafeQueueWriter

SEEDS = st.integers(0, 2**32)


class Passive:
    """An applier over its own safe queue, that can be killed: what it only has in memory is gone then."""

    def __init__(self, directory: Path, records: list[Record], read_bytes: int) -> None:
        self.folder = directory / "passive"
        self.folder.mkdir()
        os.utime(self.folder, ns=(1, 1))
        (directory / "safe").mkdir()
        self._directory = directory
        self._read_bytes = read_bytes
        self._writer = SafeQueueWriter(directory / "safe", b"s" * 16, 0)
        raw = [encode(record) for record in records]
        for sequence, one in enumerate(raw, 1):
            self._writer.append([(one, check_run(one, sequence))])
        self.states: list[tuple[SetState, str]] = []
        self.progress = Progress(directory / "progress", boot_id())
        self.applier = self._begin()

    def _begin(self) -> Applier:
        check = CheckState(SetState.SYNCHRONIZED, "", 0, lambda state, detail: self.states.append((state, detail)))
        applier = Applier(
            folder=str(self.folder), safe_directory=self._directory / "safe", quarantine_directory=self._directory / "quarantine",
            progress=self.progress, check=check, path_filter=PathFilter((), ()), durable=self._writer.position, idle=lambda: None,
            read_bytes=self._read_bytes,
        )  # fmt: skip
        applier.restore_times()
        return applier

    def kill(self, *, before_progress: bool) -> None:
        """Lose the memory of the process, perhaps between an effect and its note."""
        tree = self.applier._tree
        for opened in tree.files.values():
            os.close(opened.descriptor)
        for descriptor in tree._directories.values():
            os.close(descriptor)
        os.close(tree._root)
        self.applier._reader.close()
        if before_progress and self.progress.applied_sequence:
            self.progress.applied(self.progress.applied_sequence - 1)
        self.applier = self._begin()

    def close(self) -> None:
        self.applier.stop()
        self._writer.close()
        self.progress.close()


def record_all(directory: Path, chance: random.Random) -> RecordedTree:
    (directory / "active").mkdir()
    os.utime(directory / "active", ns=(1, 1))
    tree = RecordedTree(directory / "active")
    for _ in range(chance.randrange(1, 150)):
        tree.do_random(chance)
    return tree


@pytest.fixture(autouse=True)
def _root(requires: Callable[..., None]) -> None:
    requires(root=True)


@settings(max_examples=200, deadline=None)
@given(seed=SEEDS, read_bytes=st.sampled_from([100, 3000, 1 << 20]))
def test_applied_in_any_batches(seed: int, read_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        tree = record_all(directory, random.Random(seed))
        passive = Passive(directory, tree.records, read_bytes)
        while passive.applier.step():
            pass
        assert passive.states == []
        assert picture(directory / "passive") == picture(directory / "active")
        passive.close()


@settings(max_examples=200, deadline=None)
@given(seed=SEEDS, kill_ratio=st.sampled_from([0.03, 0.3, 1.0]))
def test_killed_at_any_record(seed: int, kill_ratio: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        directory, chance = Path(name), random.Random(seed)
        tree = record_all(directory, chance)
        passive = Passive(directory, tree.records, 100)
        for _ in tree.records:
            assert passive.applier.step()
            if chance.random() < kill_ratio:
                passive.kill(before_progress=chance.random() < 0.5)
        while passive.applier.step():
            pass
        assert passive.states == []
        assert picture(directory / "passive") == picture(directory / "active")
        passive.close()


def test_a_time_set_through_another_name_survives_a_kill(tmp_path: Path) -> None:
    # Two names of one file; the later time was set through a name that is gone when the times are restored.
    (tmp_path / "active").mkdir()
    os.utime(tmp_path / "active", ns=(1, 1))
    tree = RecordedTree(tmp_path / "active")
    a, b, c = (PATHS.index(name) for name in (b"a", b"b", b"c"))
    for step in (("create", a, 0, 1), ("create", c, 0, 1), ("link", b, a, 0), ("times", a, 0, 40), ("times", b, 0, 50)):
        tree.do(step)
    tree.do(("exchange", b, c, 0))
    tree.do(("unlink", c, 0, 0))
    passive = Passive(tmp_path, tree.records, 100)
    for _ in tree.records:
        assert passive.applier.step()
    passive.kill(before_progress=False)
    assert (tmp_path / "passive" / "a").lstat().st_mtime_ns == (tmp_path / "active" / "a").lstat().st_mtime_ns
    passive.close()
