"""Applying on a disk that is full, fails in the middle of a write, or fails when it is synced: the state says so, nothing is skipped."""

import errno
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from twinhelm_node.apply import calls
from twinhelm_node.apply.applier import Applier
from twinhelm_node.apply.check import CheckState
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress, boot_id
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.system import mounts

BLOCK = 30_000


class Passive:
    """A real applier over a real safe queue, and what became of its state."""

    def __init__(self, base: Path, folder: Path) -> None:
        self.folder = folder
        (base / "safe").mkdir()
        self._writer = SafeQueueWriter(base / "safe", b"s" * 16, 0, segment_bytes=2 * BLOCK)
        self.states: list[SetState] = []
        self.check = CheckState(SetState.SYNCHRONIZED, "", 0, lambda state, _: self.states.append(state))
        self.progress = Progress(base / "progress", boot_id())
        self.applier = Applier(
            folder=str(folder), safe_directory=base / "safe", quarantine_directory=base / "quarantine", progress=self.progress,
            check=self.check, path_filter=PathFilter((), ()), durable=self._writer.position, idle=lambda: None,
        )  # fmt: skip

    def receive(self, *records: Record) -> None:
        for record in records:
            raw = encode(record)
            self._writer.append([(raw, check_run(raw, record.sequence))])
        self.applier.wake()

    def close(self) -> None:
        self.applier.stop()
        self._writer.close()
        self.progress.close()


def files(first: int, count: int) -> list[Record]:
    """Each made and written: two records a file."""
    found = []
    for number in range(count):
        path, sequence = b"f%d" % (first + number), 2 * (first + number) + 1
        found.append(Record(sequence, 1, Kind.CREATE, path, a=0o100644, mtime_ns=1))
        found.append(Record(sequence + 1, 1, Kind.WRITE, path, b"x" * BLOCK, mtime_ns=2))
    return found


def until(done: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


@contextmanager
def started(passive: Passive) -> Iterator[None]:
    passive.applier.start()
    try:
        yield
    finally:
        passive.close()


def test_a_full_disk_is_said_and_waited_for(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(root=True)
    folder = tmp_path / "data"
    folder.mkdir()
    mounts.mount("tmpfs", str(folder), "tmpfs", data="size=128k")
    try:
        passive = Passive(tmp_path, folder)
        with started(passive):
            passive.receive(*files(0, 10))
            until(lambda: passive.check.state is SetState.ERROR and "full" in passive.check.detail, "the word of the full disk")
            assert not passive.applier.caught_up
            mounts.mount("tmpfs", str(folder), "tmpfs", flags=32, data="size=8m")  # MS_REMOUNT
            until(lambda: passive.applier.caught_up, "going on by itself")
        assert passive.states == [], "a full disk costs no copy"
        assert [(folder / f"f{number}").read_bytes() for number in range(10)] == [b"x" * BLOCK] * 10
    finally:
        mounts.unmount(str(folder))


def test_a_write_that_ends_in_the_middle_is_asked_for_again(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(root=True)
    folder = tmp_path / "data"
    folder.mkdir()
    passive = Passive(tmp_path, folder)
    before, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    passive.receive(*files(0, 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BLOCK // 2, before[1]))
    try:
        while passive.applier.step():
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert passive.check.state is SetState.OUT_OF_SYNC
    assert "f0" in passive.check.detail or "f1" in passive.check.detail
    assert {need.path for need in passive.check.take_unsent()} == {b"f0", b"f1"}
    passive.close()


def test_after_a_failed_sync_of_the_tree_everything_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requires: Callable[..., None]
) -> None:
    requires(root=True)
    folder = tmp_path / "data"
    folder.mkdir()
    passive = Passive(tmp_path, folder)

    def fail(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(calls, "syncfs", fail)
    with started(passive):
        passive.receive(*files(0, 6))
        until(lambda: passive.check.state is SetState.ERROR, "the word of the disk")
        assert "restart the replicator" in passive.applier.failure
        assert passive.states[-1] is SetState.OUT_OF_SYNC, "the next start would trust the tree"
        assert len(list((tmp_path / "safe").iterdir())) >= 3, "records that are in no tree for certain were dropped"
