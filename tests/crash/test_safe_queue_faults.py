"""The safe queue on a disk that fails, under a process that is killed, on a machine that loses its power: Ack holds, nothing is made up."""

import random
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.faulty_disk import FaultyDisk
from twinhelm_node.domain.errors import DataError, NotReady
from twinhelm_node.journal.durable_tail import make_durable
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, Run, check_run, decode_all, encode
from twinhelm_node.journal.recovery import Recovered, recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.replicator.divergence import end_of

SET_ID = b"s" * 16


def record_of(sequence: int) -> Record:
    return Record(sequence, 1, Kind.WRITE, b"f", b"%d " % sequence * (sequence * 37 % 90))


def batch(first: int, count: int) -> tuple[bytes, Run]:
    raw = b"".join(encode(record_of(first + index)) for index in range(count))
    return raw, check_run(raw, first)


def held(directory: Path, recovered: Recovered) -> list[Record]:
    reader, found = QueueReader(directory), []
    reader.seek(max(1, recovered.first_sequence))
    while data := reader.read(end_of(recovered), 5000):
        found += list(decode_all(data))
    reader.close()
    return found


class Queue:
    """A passive's safe queue over all its starts: `known` is what the mapped progress file says is durable, a kill does not lose it."""

    def __init__(self, directory: Path, disk: FaultyDisk, chance: random.Random) -> None:
        self.directory = directory
        self.disk = disk
        self._chance = chance
        self.acknowledged = 0
        self.known = 0
        self.writer = SafeQueueWriter(directory, SET_ID, 0, segment_bytes=3000, calls=disk)

    def receive(self) -> None:
        before = self.writer.position()
        runs, first = [], self.writer.next_sequence
        for _ in range(self._chance.randrange(1, 4)):
            count = self._chance.randrange(1, 6)
            runs.append(batch(first, count))
            first += count
        try:
            self.writer.append(runs)
        except (NotReady, DataError):
            assert self.writer.position() == before, "something was acknowledged that was not synced"
        else:
            self.known = self.acknowledged = self.writer.position().last_sequence

    def start(self, *, same_boot: bool) -> None:
        """What PassiveSet does with a queue it finds, again until its disk lets it."""
        self.writer.close()
        while True:
            with suppress(OSError):
                recovered = recover(self.directory, SET_ID, self.known if same_boot else 0, calls=self.disk)
                if same_boot:
                    make_durable(self.directory, recovered, self.known, calls=self.disk)
                break
        last = recovered.last_sequence
        assert last >= self.acknowledged, "an acknowledged record is lost"
        assert held(self.directory, recovered) == [record_of(sequence) for sequence in range(1, last + 1)]
        end = end_of(recovered)
        self.writer = SafeQueueWriter(self.directory, SET_ID, last, segment_bytes=3000, end=end, calls=self.disk)
        self.known = self.acknowledged = last  # the active is welcomed with the next one


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), fault_ratio=st.sampled_from([0.0, 0.05, 0.3]))
def test_what_was_acknowledged_is_there_whatever_fails(seed: int, fault_ratio: float) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name).resolve()
        disk = FaultyDisk(directory, chance, fault_ratio)
        queue = Queue(directory, disk, chance)
        for _ in range(chance.randrange(1, 40)):
            what = chance.choice(("receive", "receive", "receive", "receive", "kill", "power"))
            if what == "receive":
                queue.receive()
            elif what == "kill":
                queue.start(same_boot=True)
            else:
                queue.writer.close()
                disk.cut_power()
                queue.start(same_boot=False)
        queue.writer.close()


def test_after_a_failed_sync_nothing_is_acknowledged_until_it_is_written_again(tmp_path: Path) -> None:
    # fsyncgate: the second sync would succeed, and the records would not be on the disk.
    disk = FaultyDisk(tmp_path, random.Random(1), 0.0)
    writer = SafeQueueWriter(tmp_path, SET_ID, 0, calls=disk)
    writer.append([batch(1, 3)])
    durable = writer.position()

    def fail_once(descriptor: int, /) -> None:
        del disk.fdatasync
        disk.fault_ratio = 1.0
        try:
            disk.fdatasync(descriptor)
        finally:
            disk.fault_ratio = 0.0

    disk.fdatasync = fail_once  # type: ignore[method-assign]
    with pytest.raises(DataError) as refused:
        writer.append([batch(4, 3)])
    assert refused.value.reason == "QUEUE_UNWRITABLE"
    assert writer.position() == durable
    writer.append([batch(4, 3)])
    disk.cut_power()
    assert recover(tmp_path, SET_ID, 6).last_sequence == 6


def test_a_write_that_cannot_be_taken_back_ends_the_queue_until_the_next_start(tmp_path: Path) -> None:
    disk = FaultyDisk(tmp_path, random.Random(1), 0.0)
    writer = SafeQueueWriter(tmp_path, SET_ID, 0, calls=disk)
    writer.append([batch(1, 3)])
    disk.fault_ratio = 1.0
    with pytest.raises(DataError, match="restart the replicator"):
        writer.append([batch(4, 3)])
    disk.fault_ratio = 0.0
    with pytest.raises(DataError, match="restart the replicator"):
        writer.append([batch(4, 3)])
    recovered = recover(tmp_path, SET_ID, 3)
    assert 3 <= recovered.last_sequence <= 6
