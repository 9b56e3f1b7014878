"""The capture killed under load: every write that was answered is in the unsafe queue, and nothing else."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, decode_all
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.segment import list_segments, segment_name
from twinhelm_node.replicator.divergence import end_of

SET_ID = b"0123456789abcdef"
SERVER = """
import os, sys
from pathlib import Path
from tests.fakes.mounted_capture import Mounted
from twinhelm_node.journal.segment import segment_name

with Mounted(Path(sys.argv[1]), unsafe=Path(sys.argv[2]), first_sequence=int(sys.argv[3]), segment_bytes=300_000) as mounted:
    print("mounted", flush=True)
    for command in sys.stdin:
        position = mounted.capture.position()
        # what is mapped beyond the end is no longer the file's: storing to it raises SIGBUS
        os.truncate(mounted.unsafe / segment_name(position.segment_first_sequence), position.end_offset_bytes)
        print(mounted.capture.failure(), flush=True)
"""
pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="there is no /dev/fuse to open")


class Server:
    """A capture in a process of its own. Use as a context manager; it is killed at the end."""

    def __init__(self, base: Path, unsafe: Path, first_sequence: int) -> None:
        path = [entry for entry in sys.path if entry]
        command = [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{SERVER}", str(base), str(unsafe), str(first_sequence)]
        self._folder = base / "data"
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        subprocess.run(["umount", "-l", str(self._folder)], check=True)

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that serves the folder has ended"
        return line.strip()

    def cut_the_segment(self) -> str:
        """Take the room ahead away behind the capture's back; returns why it does not record any more, if so."""
        assert self._process.stdin is not None
        self._process.stdin.write("cut\n")
        self._process.stdin.flush()
        return self._answer()


def records(directory: Path) -> list[Record]:
    recovered = recover(directory, SET_ID)
    reader, found = QueueReader(directory), []
    reader.seek(recovered.first_sequence)
    while not recovered.empty and (data := reader.read(end_of(recovered), 1 << 20)):
        found += list(decode_all(data))
    reader.close()
    return found


def numbers(directory: Path) -> list[int]:
    """What the writes in a queue begin with."""
    return [int(record.payload.split()[0]) for record in records(directory) if record.kind == Kind.WRITE]


def test_killed_after_any_write(tmp_path: Path) -> None:
    chance = random.Random(7)
    unsafe = tmp_path / "unsafe"
    unsafe.mkdir()
    allocated = False
    answered = 0
    for _ in range(4):
        with Server(tmp_path, unsafe, len(records(unsafe)) + 1):
            descriptor = os.open(tmp_path / "data" / "f", os.O_CREAT | os.O_RDWR, 0o600)
            for _ in range(chance.randrange(150, 400)):
                answered += 1
                os.pwrite(descriptor, b"%d " % answered * chance.randrange(1, 900), 0)
        os.close(descriptor)
        last = unsafe / segment_name(list_segments(unsafe)[-1])
        allocated = allocated or last.read_bytes().endswith(bytes(4096))
        assert numbers(unsafe) == list(range(1, answered + 1))
        assert not last.read_bytes().endswith(bytes(4096)), "the room ahead was not cut"
    assert allocated, "no round was killed with room ahead: the test shows nothing"


def test_a_page_that_the_file_system_refuses_ends_nothing(tmp_path: Path) -> None:
    unsafe = tmp_path / "unsafe"
    unsafe.mkdir()
    with Server(tmp_path, unsafe, 1) as server:
        descriptor = os.open(tmp_path / "data" / "f", os.O_CREAT | os.O_RDWR, 0o600)
        for number in range(200):
            os.pwrite(descriptor, b"%d " % number * 2000, 0)
            assert server.cut_the_segment() == ""
    os.close(descriptor)
    assert numbers(unsafe) == list(range(200))
