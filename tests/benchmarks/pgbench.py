"""pgbench against a cluster in a given folder, always with the same settings; the folder is what differs."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.rows import median

Execute = Callable[[Sequence[str], float], str]
SETTINGS = (
    "listen_addresses=''", "shared_buffers=128MB", "max_wal_size=4GB", "checkpoint_timeout=30min", "autovacuum=off", "fsync=on",
    "synchronous_commit=on", "full_page_writes=on", "log_min_messages=error",
)  # fmt: skip


def binaries() -> Path:
    """Where the newest PostgreSQL of this machine has its server programs."""
    found = [
        path.parent
        for base in ("/usr/lib/postgresql/*/bin", "/usr/bin", "/usr/pgsql-*/bin")
        for path in Path("/").glob(f"{base[1:]}/initdb")
    ]
    if not found:
        raise FileNotFoundError("PostgreSQL's initdb is not installed; run ./dev setup.")
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))])


class Cluster:
    """A database cluster in `folder`, run as user postgres through `execute` (which runs a command where the folder is seen)."""

    def __init__(self, execute: Execute, folder: str, sockets: str, scale: int) -> None:
        self._execute = execute
        self._folder = folder
        self._sockets = sockets
        self._scale = scale
        self._binaries = binaries()

    def _run(self, program: str, *arguments: str, timeout_s: float = 120.0) -> str:
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        return self._execute([*as_postgres, str(self._binaries / program), *arguments], timeout_s)

    def create(self) -> None:
        """Make the cluster and fill the tables of pgbench."""
        self._run("initdb", "-D", self._folder, "--no-instructions", "--data-checksums", "-A", "trust")
        self.start()
        self._run("pgbench", "-h", self._sockets, "-i", "-I", "dtGvp", "-q", "-s", str(self._scale), "postgres", timeout_s=300.0)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in SETTINGS) + f" -c unix_socket_directories={self._sockets}"
        self._run("pg_ctl", "-D", self._folder, "-w", "-s", "-l", f"{self._sockets}/log", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server."""
        self._run("pg_ctl", "-D", self._folder, "-w", "-s", "-m", "fast", "stop")

    def transactions_per_s(self, seconds: int, clients: int = 4) -> float:
        """TPS of pgbench's own (TPC-B-like) load; the server is running."""
        said = self._run(
            "pgbench", "-h", self._sockets, "-n", "-c", str(clients), "-j", "2", "-T", str(seconds), "postgres", timeout_s=seconds + 60.0
        )
        found = re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE)
        if found is None:
            raise ValueError(f"pgbench printed no tps: {said}")
        return float(found[1])


def compare(clusters: dict[str, Cluster], seconds: int, rounds: int) -> dict[str, float]:
    """Median TPS of each cluster. Rounds alternate, so that a slow moment of the machine meets all of them."""
    measured: dict[str, list[float]] = {name: [] for name in clusters}
    for _ in range(rounds):
        for name, cluster in clusters.items():
            measured[name].append(cluster.transactions_per_s(seconds))
    return {name: median(values) for name, values in measured.items()}
