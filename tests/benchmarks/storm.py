"""Whether the passive keeps up: four processes create small files as fast as they can, and nobody waits for the other side."""

import multiprocessing
import os
import sys
import time
from pathlib import Path

from tests.benchmarks.relay import ENVIRONMENT
from tests.benchmarks.rows import Row
from tests.benchmarks.servers import replicator_time
from twinhelm_node.lab.demo_run import administrator, is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab

WRITERS = 4
FOLDER = "/srv/data/storm"
NATIVE = "/srv/log/storm"
CONTENT = b"one small file\n" * 64
CREATE = "import sys; from tests.benchmarks.storm import create; create(sys.argv[1], float(sys.argv[2]))"


def create(folder: str, seconds: float) -> None:
    """Create files with several processes for some time and print how many. Runs on the active."""
    os.mkdir(folder)
    with multiprocessing.Pool(WRITERS) as writers:
        print(sum(writers.starmap(_create, [(f"{folder}/{number}", seconds) for number in range(WRITERS)])))


def _create(folder: str, seconds: float) -> int:
    count, end_s = 0, time.monotonic() + seconds
    while time.monotonic() < end_s:
        place = f"{folder}-{count // 1000}"
        if count % 1000 == 0:
            os.mkdir(place)
        Path(f"{place}/{count}").write_bytes(CONTENT)
        count += 1
    return count


def measure(lab: Lab, quick: bool) -> list[Row]:
    """All rows, in a lab without application that is up."""
    seconds = 6.0 if quick else 20.0
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        native = created(lab, NATIVE, seconds) / seconds
        before = replicator_time(lab)
        files = created(lab, FOLDER, seconds)
        ended_s = time.monotonic()
        status = client.view().sets[0].status
        behind = status.captured_sequence - status.applied_sequence
        wait_for_view(client, "an empty queue", is_at_rest, 600.0)
        drained_s = time.monotonic() - ended_s
        spent_s = replicator_time(lab) - before
    return [
        Row(f"{WRITERS} processes create small files, protected async", files / seconds, "1/s", native),
        Row("… records not applied when they ended", behind, ""),
        Row("… until the passive had applied everything", drained_s, "s", seconds),
        Row("… processor time of both replicators", spent_s / files * 1e6, "µs"),
    ]


def created(lab: Lab, folder: str, seconds: float) -> int:
    """How many files castor creates there in that time."""
    command = [sys.executable, "-c", CREATE, folder, str(seconds)]
    return int(lab.exec("castor", command, timeout_s=seconds + 60.0, env=ENVIRONMENT).require_success().stdout)
