"""The safe queue's writer: durable before acknowledged, a full disk leaves nothing behind."""

import contextlib
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from twinhelm_node.domain.errors import DataError, NotReady
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, Run, check_run, decode_all, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import Position
from twinhelm_node.system import mounts


def run_of(first: int, count: int, size: int = 1000) -> tuple[bytes, Run]:
    raw = b"".join(encode(Record(first + index, 1, Kind.WRITE, b"f", os.urandom(size))) for index in range(count))
    return raw, check_run(raw, first)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small tmpfs")
    place = tmp_path / "small"
    place.mkdir()
    mounts.mount("tmpfs", str(place), "tmpfs", data="size=256k")
    try:
        yield place
    finally:
        mounts.unmount(str(place))


def test_a_full_disk_keeps_what_was_durable_and_takes_the_batch_later(small_disk: Path) -> None:
    writer = SafeQueueWriter(small_disk, b"s" * 16, 0)
    writer.append([run_of(1, 50)])
    durable = writer.position()
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(150_000))
    too_much = run_of(51, 100)
    for _ in range(3):
        with pytest.raises(NotReady) as refused:
            writer.append([too_much])
        assert refused.value.reason == "QUEUE_FULL"
        assert writer.position() == durable
        assert recover(small_disk, b"s" * 16, durable_sequence=50).last_sequence == 50
    ballast.unlink()
    writer.append([too_much])
    assert writer.position().last_sequence == 150
    writer.close()
    recovered = recover(small_disk, b"s" * 16, durable_sequence=150)
    assert (recovered.first_sequence, recovered.last_sequence) == (1, 150)


def test_a_disk_that_is_full_from_the_start_leaves_no_file(small_disk: Path) -> None:
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(bytes(4096))
    writer = SafeQueueWriter(small_disk, b"s" * 16, 0)
    with pytest.raises(NotReady):
        writer.append([run_of(1, 1)])
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_gap_is_refused(tmp_path: Path) -> None:
    writer = SafeQueueWriter(tmp_path, b"s" * 16, 10)
    with pytest.raises(DataError):
        writer.append([run_of(12, 1)])
    assert writer.position().last_sequence == 10


def test_the_reader_sees_only_what_is_durable(tmp_path: Path) -> None:
    writer = SafeQueueWriter(tmp_path, b"s" * 16, 0, segment_bytes=4000)
    reader = QueueReader(tmp_path)
    seen: list[int] = []
    for first in range(1, 60, 3):
        writer.append([run_of(first, 3, size=500)])
        while data := reader.read(writer.position(), 1500):
            seen += [record.sequence for record in decode_all(data)]
        assert seen == list(range(1, first + 3))
    reader.seek(25)
    assert next(decode_all(reader.read(writer.position(), 700))).sequence == 25
    assert reader.read(Position(0, 0, 10), 700) == b""
    reader.close()
    writer.close()


def test_a_short_write_is_finished_or_taken_back(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes the kernel write a part and then refuse, as a quota does."""
    writer = SafeQueueWriter(tmp_path, b"s" * 16, 0)
    writer.append([run_of(1, 10)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, before[1]))
    try:
        with pytest.raises((DataError, NotReady)):
            writer.append([run_of(11, 10)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert recover(tmp_path, b"s" * 16, durable_sequence=10).last_sequence == 10
    writer.append([run_of(11, 10)])
    assert recover(tmp_path, b"s" * 16, durable_sequence=20).last_sequence == 20
    writer.close()
