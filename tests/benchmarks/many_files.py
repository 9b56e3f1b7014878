"""A folder with very many files: memory of both replicators and time of the first copy, a check and an ordinary day's work."""

import random
import sys
import time

from tests.benchmarks.relay import ENVIRONMENT
from tests.benchmarks.rows import Row
from tests.benchmarks.servers import Memory
from tests.benchmarks.trees import PLACE, SEEN, plant_many, protected, until_checked, until_synchronized
from twinhelm_node.lab.demo_run import administrator, is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab

TREE = "many"
BUDGET_MB = 500.0
LIMIT_S = 3600.0
WORK = "import sys; from tests.benchmarks.many_files import work; work(*map(int, sys.argv[1:]))"


def work(files: int, changes: int) -> None:
    """What programs do in such a folder: look at every file, as a backup does, and change some. Runs on the active."""
    from pathlib import Path

    folder = Path(SEEN) / TREE
    seen = sum(1 for path in folder.rglob("file-*") if path.stat().st_size)
    if seen != files:
        raise SystemExit(f"{seen} files instead of {files}")
    chance = random.Random(4)
    for _ in range(changes):
        number = chance.randrange(files)
        with (folder / f"{number // 1_000_000}/{number // 1000 % 1000}/file-{number}").open("ab") as file:
            file.write(b"another line\n")


def measure(lab: Lab, quick: bool) -> list[Row]:
    """All rows, in a lab without application that is up."""
    files = 100_000 if quick else 1_000_000
    plant_many(lab.disk("castor") / PLACE / TREE, files)
    rows: list[Row] = []
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        memory = Memory(lab)

        def add(what: str, began_s: float) -> None:
            took_s = time.monotonic() - began_s
            rows.append(Row(f"{files:,} files: {what}", took_s, "s"))
            peaks = memory.peaks_mb()
            for server, side in (("castor", "active"), ("pollux", "passive")):
                rows.append(Row(f"… memory of the {side}'s replicator, highest", peaks[server], "MB", BUDGET_MB))

        began_s = time.monotonic()
        with protected(lab, client, TREE, TREE) as name:
            until_synchronized(client, name, LIMIT_S)
            add("first copy", began_s)
            began_s = time.monotonic()
            client.data.start(name)
            until_checked(client, name, LIMIT_S)
            add("check of everything", began_s)
            began_s = time.monotonic()
            command = [sys.executable, "-c", WORK, str(files), str(files // 50)]
            lab.exec("castor", command, timeout_s=LIMIT_S, env=ENVIRONMENT).require_success()
            wait_for_view(client, "an empty queue", is_at_rest, LIMIT_S)
            add("every one looked at, one in fifty changed, until applied", began_s)
    return rows
