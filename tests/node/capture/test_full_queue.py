"""A full unsafe queue: writers are slowed down and pay visibly, or changed paths are remembered, in a file that a kill leaves whole."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.mounted_capture import Mounted
from twinhelm_node.journal.changed_paths import ChangedPaths, create_changed, read_changed

SET_ID = b"0123456789abcdef"
QUOTA = 4_000_000
BLOCK = b"x" * 100_000


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.001)


def used(mounted: Mounted) -> int:
    return mounted.capture.waiting()[0]


class Writer:
    """Appends blocks to a file of its own until it is told to stop."""

    def __init__(self, path: Path) -> None:
        self.blocks = 0
        self._stop = threading.Event()
        self._path = path
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with self._path.open("wb", buffering=0) as file:
            while not self._stop.is_set():
                file.write(BLOCK)
                self.blocks += 1

    def stop(self) -> None:
        self._stop.set()

    def join(self) -> None:
        self._thread.join()


def at_the_limit(mounted: Mounted, writers: int = 1) -> None:
    until(lambda: mounted.capture.delays().held_now == writers and used(mounted) >= QUOTA, "the writers wait at the limit")


def test_writers_pay_more_the_fuller_the_queue_is_and_wait_at_the_limit(tmp_path):
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        mounted.capture.set_limits(QUOTA, throttle=True)
        (mounted.folder / "other").write_bytes(b"other")
        for number in range(15):
            (mounted.folder / f"f{number}").write_bytes(BLOCK)
        assert mounted.capture.delays().writes == 0, "nobody pays below the half"
        writer = Writer(mounted.folder / "w")
        at_the_limit(mounted)
        assert (mounted.folder / "other").read_bytes() == b"other", "readers pay nothing"
        assert mounted.capture.failure() == ""
        assert used(mounted) < QUOTA + 2 * len(BLOCK), "beyond the limit by no more than one request"
        held = writer.blocks
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence - 5)
        until(lambda: writer.blocks > held, "room lets it go on")
        writer.stop()
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        writer.join()
        delays = mounted.capture.delays()
        assert delays.held_now == 0
        assert delays.writes == sum(delays.buckets)
        assert 0 < delays.longest_s <= delays.total_s
        written = sum(len(record.payload) for record in mounted.records() if record.kind == "WRITE")
        assert written == 5 + (15 + writer.blocks) * len(BLOCK), "every change is in the queue"


def test_all_writers_get_their_share(tmp_path):
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        mounted.capture.set_limits(QUOTA, throttle=True)
        writers = [Writer(mounted.folder / f"w{number}") for number in range(4)]
        at_the_limit(mounted, 4)
        before = [writer.blocks for writer in writers]
        for _ in range(12):
            mounted.capture.set_acknowledged(mounted.capture.position().last_sequence - 20)
            at_the_limit(mounted, 4)
        for writer in writers:
            writer.stop()
        mounted.capture.set_limits(QUOTA, throttle=False)
        for writer in writers:
            writer.join()
        grown = [writer.blocks - old for writer, old in zip(writers, before, strict=True)]
        assert min(grown) * 3 >= max(grown), grown


@pytest.mark.parametrize("how", ["unmount", "policy", "quota"])
def test_whoever_is_held_goes_on_when_it_no_longer_makes_sense(tmp_path, how):
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        mounted.capture.set_limits(QUOTA, throttle=True)
        done = threading.Event()

        def write() -> None:
            with contextlib.suppress(OSError):  # a forced unmount takes the folder away
                for number in range(60):
                    (mounted.folder / f"f{number}").write_bytes(BLOCK)
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        at_the_limit(mounted)
        if how == "unmount":
            mounted.capture.unmount(lazy=True)
        else:
            mounted.capture.set_limits(QUOTA if how == "policy" else 100 * QUOTA, throttle=how != "policy")
        thread.join()
        assert done.is_set()
        if how == "policy":
            assert "queue is full" in mounted.capture.failure()


def test_a_busy_folder_is_refused_at_once_although_writers_wait(tmp_path):
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        mounted.capture.set_limits(QUOTA, throttle=True)
        writer = Writer(mounted.folder / "w")
        at_the_limit(mounted)
        with pytest.raises(Exception, match="still open"):
            mounted.capture.unmount()
        writer.stop()
        mounted.capture.set_limits(100 * QUOTA, throttle=True)
        writer.join()


def test_a_writer_that_waits_for_room_can_be_killed(tmp_path):
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        mounted.capture.set_limits(QUOTA, throttle=True)
        code = "import sys; f = open(sys.argv[1], 'wb', buffering=0)\nwhile True: f.write(b'x' * 100_000)"
        with subprocess.Popen([sys.executable, "-c", code, str(mounted.folder / "w")]) as writer:
            at_the_limit(mounted)
            writer.kill()
        assert writer.returncode == -signal.SIGKILL
        until(lambda: mounted.capture.delays().held_now == 0, "its answer is sent")


def filled(mounted: Mounted) -> None:
    """Let the queue be full."""
    (mounted.folder / "filler").write_bytes(b"x" * (mounted.settings["quota_bytes"] + 1000))
    assert "queue is full" in mounted.capture.failure()


def kept(mounted: Mounted, held: ChangedPaths = ChangedPaths()) -> Path:  # noqa: B008 # frozen
    path = mounted.second / "changed"
    descriptor = create_changed(path, SET_ID, 1, held)
    mounted.capture.keep_changed(descriptor, held)
    os.close(descriptor)
    return path


def test_what_changes_without_room_is_remembered_by_path_once(tmp_path):
    with Mounted(tmp_path, quota_bytes=100_000) as mounted:
        file = kept(mounted)
        (mounted.folder / "a" / "b").mkdir(parents=True)
        for name in ("old", "gone", "a/b/moved", "twice", "untouched"):
            (mounted.folder / name).write_bytes(b"1")
        filled(mounted)
        (mounted.folder / "old").write_bytes(b"changed")
        (mounted.folder / "gone").unlink()
        for _ in range(100):
            (mounted.folder / "twice").write_bytes(b"2")
        (mounted.folder / "a" / "b").rename(mounted.folder / "c")
        os.link(mounted.folder / "old", mounted.folder / "c" / "linked")
        os.setxattr(mounted.folder / "c" / "moved", "user.x", b"y")
        assert read_changed(file, SET_ID) == mounted.capture.changed(), "a kill would lose none"
        assert dict(mounted.capture.changed().paths) == {
            b"filler": False, b"old": False, b"gone": False, b"": False, b"twice": False, b"a/b": True, b"a": False, b"c": True,
            b"c/linked": False, b"c/moved": False,
        }  # fmt: skip
        last = mounted.capture.position().last_sequence
        mounted.capture.set_acknowledged(last)
        assert not mounted.capture.set_complete(), "changes are still being lost"
        assert mounted.capture.resume_recording() == last + 1
        assert mounted.capture.changed_counts().incomplete
        assert not read_changed(file, SET_ID).empty
        assert mounted.capture.set_complete()
        assert not mounted.capture.changed_counts().incomplete
        assert read_changed(file, SET_ID).empty


def test_more_paths_than_can_be_listed_mean_everything(tmp_path):
    held = ChangedPaths({b"d/%05d" % number: False for number in range(65_534)})
    with Mounted(tmp_path, quota_bytes=100_000) as mounted:
        file = kept(mounted, held)
        filled(mounted)
        for name in ("one", "two", "three"):
            (mounted.folder / name).touch()
        assert mounted.capture.changed().everything
        assert mounted.capture.changed_counts().size_bytes <= 4 * 1024 * 1024
        assert read_changed(file, SET_ID).everything


def test_a_long_list_is_folded_while_it_grows(tmp_path):
    held = ChangedPaths({b"d%d/%05d" % (number % 7, number): False for number in range(20_000)})
    with Mounted(tmp_path, quota_bytes=100_000) as mounted:
        file = kept(mounted, held)
        filled(mounted)
        mounted.capture.fold_changed(1000, 1 << 20)
        (mounted.folder / "later").touch()
        found = mounted.capture.changed()
        assert found == read_changed(file, SET_ID)
        assert not found.everything
        assert {path for path, tree in found.paths.items() if tree} == {b"d%d" % number for number in range(7)}
        assert b"later" in found.paths


def test_a_stalled_fsync_is_not_confirmed_by_a_full_queue(tmp_path):
    with Mounted(tmp_path, quota_bytes=100_000, durable=True, stall=True) as mounted:
        filled(mounted)
        confirmed = threading.Event()

        def commit() -> None:
            with (mounted.folder / "log").open("wb", buffering=0) as file:
                file.write(b"commit")
                os.fsync(file.fileno())
            confirmed.set()

        thread = threading.Thread(target=commit)
        thread.start()
        until(lambda: mounted.capture.waiting()[1] == 1, "it waits")
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        mounted.capture.set_acknowledged(mounted.capture.resume_recording())
        assert not confirmed.is_set(), "what was lost has not been brought"
        assert mounted.capture.set_complete()
        thread.join()
