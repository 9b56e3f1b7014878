"""The safe queue's writer killed at any moment: everything it acknowledged is there, and nothing else than it was given."""

import random
import subprocess
import sys
from pathlib import Path

from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import decode_all
from twinhelm_node.journal.recovery import recover
from twinhelm_node.replicator.divergence import end_of

SET_ID = b"s" * 16
WRITER = """
import sys
from pathlib import Path
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter

directory = Path(sys.argv[1])
last = recover(directory, b"s" * 16).last_sequence
writer = SafeQueueWriter(directory, b"s" * 16, last, segment_bytes=20_000)
print(last, flush=True)
while True:
    first = writer.next_sequence
    raw = b"".join(encode(Record(first + i, 1, Kind.WRITE, b"f", b"%d" % (first + i) * 50)) for i in range(1 + first % 9))
    writer.append([(raw, check_run(raw, first))])
    print(writer.position().last_sequence, flush=True)
"""


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(5)
    path = [entry for entry in sys.path if entry]
    acknowledged = 0
    for _ in range(12):
        command = [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{WRITER}", str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert int(writer.stdout.readline()) >= acknowledged
            for _ in range(chance.randrange(1, 60)):
                acknowledged = int(writer.stdout.readline())
            writer.kill()
            rest = writer.stdout.read().split("\n")[:-1]
            acknowledged = int(rest[-1]) if rest else acknowledged
        recovered = recover(tmp_path, SET_ID, durable_sequence=acknowledged)
        assert recovered.last_sequence >= acknowledged
        reader = QueueReader(tmp_path)
        found = []
        while data := reader.read(end_of(recovered), 1 << 20):
            found += list(decode_all(data))
        reader.close()
        assert [record.sequence for record in found] == list(range(1, recovered.last_sequence + 1))
        assert all(record.payload == b"%d" % record.sequence * 50 for record in found)
    assert acknowledged > 100
