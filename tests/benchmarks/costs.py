"""What an application pays: pgbench and single file operations in a native, a bare libfuse and a protected folder, side by side."""

import json
import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.benchmarks import passthrough
from tests.benchmarks.cores import a_core_each, enough_cores
from tests.benchmarks.pgbench import Cluster, compare
from tests.benchmarks.processor_time import ProcessorTime
from tests.benchmarks.rows import Row, median, percentile
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import administrator, is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab
from twinhelm_node.system import spawn

ROOT = Path(__file__).resolve().parents[2]
# In a server of the lab, /srv/log lies on the same disk as the protected folder and is not protected.
NATIVE = "/srv/log/native"
# The budgets compare with the example without xattrs: with them, which is what Twinhelm offers, each write costs it a second request.
BARE = "libfuse passthrough_ll"
BARE_XATTR = "libfuse passthrough_ll, xattrs"
EXAMPLES = {BARE: "no_xattr", BARE_XATTR: "xattr"}
PROTECTED = "/srv/data/bench"
SAMPLE_S = 0.1
OPERATIONS = {
    "4 KiB write": "write_4k_us", "4 KiB write with fsync": "synced_4k_us", "128 KiB write": "write_128k_us", "create a file": "create_us",
}  # fmt: skip
MEASURE = (
    "import json, sys; from pathlib import Path; from tests.benchmarks.file_operations import measure; "
    "print(json.dumps(measure(Path(sys.argv[1]), count=int(sys.argv[2]))))"
)


@dataclass(frozen=True, slots=True)
class Databases:
    """TPS of pgbench in each folder, on all cores and (`apart`) with a core for each server; ages of the oldest unsafe entry while the
    protected one worked; where processor time went.
    """

    tps: dict[str, float]
    apart: dict[str, float]
    ages_s: list[float]
    parts: list[Row]


class OldestAge:
    """Samples the age of the oldest unsafe entry while a load runs. Use as a context manager."""

    def __init__(self, client: AdminClient) -> None:
        self._client = client
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, name="oldest-age")
        self.ages_s: list[float] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(SAMPLE_S):
            self.ages_s.append(max(one.status.unsafe_queue.oldest_age_s for one in self._client.view().sets))


class Bench:
    """Folders of one kind each on castor, and what is measured in them."""

    def __init__(self, lab: Lab, quick: bool) -> None:
        self._lab = lab
        self._seconds, self._rounds, self._scale, self._count = (4, 1, 5, 500) if quick else (10, 3, 10, 2000)
        self._examples: dict[str, spawn.Process] = {}

    def run(self, arguments: Sequence[str], timeout_s: float) -> str:
        """Run a command on castor and return what it printed. Raises ProcessFailed."""
        done = self._lab.exec("castor", arguments, timeout_s=timeout_s, env={**os.environ, "PYTHONPATH": str(ROOT)})
        return done.require_success().stdout

    def make_folder(self, path: str) -> str:
        """Make a folder that belongs to user postgres."""
        self.run(["install", "-d", "-o", "postgres", "-g", "postgres", path], 10.0)
        return path

    def mount_examples(self) -> dict[str, str]:
        """Mount libfuse's example in each way; returns where, nothing where its source is not installed."""
        program = passthrough.compile_example(ROOT / "build/benchmarks")
        if program is None:
            return {}
        folders: dict[str, str] = {}
        for name, xattr in EXAMPLES.items():
            source = self.make_folder(f"/srv/log/passthrough-{xattr}")
            folder = self.make_folder(f"/run/passthrough-{xattr}")
            arguments = [sys.executable, "-m", "tests.benchmarks.passthrough", str(program), source, folder, "postgres", xattr]
            self._examples[folder] = spawn.spawn(
                self._lab.command("castor", arguments),
                env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=spawn.NOTHING, stderr=spawn.NOTHING,
            )  # fmt: skip
            wait_until(f"the mount of {name}", lambda at=folder: self._is_mounted(at), 10.0)
            folders[name] = folder
        return folders

    def _is_mounted(self, folder: str) -> bool:
        return self._lab.exec("castor", ["mountpoint", "-q", folder]).returncode == 0

    def close(self) -> None:
        """Take libfuse's example away."""
        for folder, example in self._examples.items():
            self._lab.exec("castor", ["umount", "-l", folder])
            example.terminate()
            example.wait(10.0)

    def operations(self, folders: dict[str, str]) -> dict[str, dict[str, float]]:
        """Microseconds of each file operation in each folder, medians over alternating rounds."""
        found: dict[str, list[dict[str, float]]] = {name: [] for name in folders}
        for _ in range(self._rounds):
            for name, folder in folders.items():
                found[name].append(json.loads(self.run([sys.executable, "-c", MEASURE, folder, str(self._count)], 300.0)))
        return {name: {key: median(one[key] for one in rounds) for key in rounds[0]} for name, rounds in found.items()}

    def databases(self, folders: dict[str, str], client: AdminClient) -> Databases:
        """Run pgbench in each folder, the protected one last."""
        clusters = {
            name: Cluster(self.run, f"{folder}/cluster", self.make_folder(f"/run/sockets-{index}"), self._scale)
            for index, (name, folder) in enumerate(folders.items())
        }
        for cluster in clusters.values():
            cluster.create()
        wait_for_view(client, "an empty queue", is_at_rest, 120.0)
        try:
            tps = compare(clusters, self._seconds, self._rounds)
            apart = {}
            if enough_cores():
                with a_core_each(self._lab):
                    apart = compare({name: one for name, one in clusters.items() if name != BARE_XATTR}, self._seconds, self._rounds)
            used, last = ProcessorTime(self._lab), list(clusters)[-1]
            before = used.now()
            with OldestAge(client) as oldest:
                transactions = clusters[last].transactions_per_s(self._seconds) * self._seconds
            spent = used.now()
            spent.subtract(before)
        finally:
            for cluster in clusters.values():
                cluster.stop()
        parts = [
            Row(f"processor time of a transaction, {last}, {server}, {part}", nanoseconds / transactions / 1000, "µs")
            for (server, part), nanoseconds in sorted(spent.items())
        ]
        return Databases(tps, apart, oldest.ages_s, parts)


def measure(lab: Lab, mode: Mode, quick: bool) -> list[Row]:
    """Rows of one mode, in a lab without application that is up in this mode."""
    bench = Bench(lab, quick)
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        kinds = {"native": bench.make_folder(NATIVE)}
        try:
            kinds |= bench.mount_examples()
            protected = f"protected {mode.value}"
            kinds[protected] = bench.make_folder(PROTECTED)
            costs = bench.operations(kinds)
            wait_for_view(client, "an empty queue", is_at_rest, 120.0)
            databases = bench.databases(kinds, client)
        finally:
            bench.close()
    shown = kinds if mode is Mode.ASYNC else {protected: ""}
    loads = {"pgbench": databases.tps, "pgbench, a core for each server": databases.apart}
    rows = [
        Row(f"{load}, {name}", tps[name], "1/s", tps["native"] if name != "native" else None)
        for load, tps in loads.items() for name in shown if name in tps
    ]  # fmt: skip
    for operation, key in OPERATIONS.items():
        rows += [Row(f"{operation}, {name}", costs[name][key], "µs", costs["native"][key] if name != "native" else None) for name in shown]
    for bare in EXAMPLES:
        if bare in kinds:
            rows += [
                Row(f"{load}, {protected} against {bare}", tps[protected], "1/s", tps[bare]) for load, tps in loads.items() if bare in tps
            ]
            rows += [
                Row(f"{operation}, {protected} against {bare}", costs[protected][key], "µs", costs[bare][key])
                for operation, key in OPERATIONS.items()
            ]
    for share in (0.5, 0.99):
        name = f"age of the oldest unsafe entry under pgbench, p{share * 100:g}, {mode.value}"
        rows.append(Row(name, percentile(databases.ages_s, share) * 1000, "ms"))
    return rows + databases.parts
