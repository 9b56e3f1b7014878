"""Commits numbered rows through the service address and remembers every commit that was confirmed.

Runs on the lab's workstation as a process of its own (`python -m twinhelm_node.lab.load_postgresql`). One line a confirmed
commit, "number monotonic_ns wall_ns", is appended to a file on the workstation's disk; the numbers of commits whose outcome
is unknown (the connection was lost between commit and answer) are never used again. All machines of the lab share one clock.
"""

import argparse
import contextlib
import signal
import socket
import threading
import time
from pathlib import Path

import psycopg

TABLE = "numbered_commits"
PROBE_TIMEOUT_S = 0.25
RETRY_S = 0.05


class ConfirmedCommits:
    """The file of confirmed commits; appended to by every worker."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="ascii", buffering=1)
        self._lock = threading.Lock()

    def append(self, number: int) -> None:
        """Remember that `number` was confirmed just now."""
        with self._lock:
            self._file.write(f"{number} {time.monotonic_ns()} {time.time_ns()}\n")


class Worker(threading.Thread):
    """One connection that commits every `step`-th number, beginning with `first`, and reconnects for as long as it takes."""

    def __init__(
        self, address: tuple[str, int], connection: str, first: int, step: int, confirmed: ConfirmedCommits, stop: threading.Event
    ) -> None:
        super().__init__(name=f"worker-{first}")
        self._address = address
        self._connection = connection
        self._next = first
        self._step = step
        self._confirmed = confirmed
        self._stop_wanted = stop

    def run(self) -> None:
        """Commit until told to stop."""
        while not self._stop_wanted.is_set():
            if not answers(self._address):
                self._stop_wanted.wait(RETRY_S)
                continue
            with contextlib.suppress(psycopg.Error), psycopg.connect(self._connection, autocommit=True) as database:
                self._commit_rows(database)
            self._stop_wanted.wait(RETRY_S)

    def _commit_rows(self, database: psycopg.Connection) -> None:
        while not self._stop_wanted.is_set():
            number = self._next
            self._next += self._step
            database.execute(f"INSERT INTO {TABLE} (number, filler) VALUES (%s, %s)", (number, f"row {number}"))
            self._confirmed.append(number)


def answers(address: tuple[str, int]) -> bool:
    """Whether someone accepts connections. Asked anew and often: libpq's shortest connection timeout is two seconds."""
    try:
        with socket.create_connection(address, timeout=PROBE_TIMEOUT_S):
            return True
    except OSError:
        return False


def connection_string(host: str, port: int, user: str, database: str) -> str:
    """A connection that notices within a second that the server behind the address has gone."""
    return (
        f"host={host} port={port} user={user} dbname={database} connect_timeout=2 tcp_user_timeout=1000 "
        "keepalives=1 keepalives_idle=1 keepalives_interval=1 keepalives_count=2 options='-c statement_timeout=5000'"
    )


def main() -> None:
    """Commit rows until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, default=5432)
    parser.add_argument("--user", default="postgres")
    parser.add_argument("--database", default="postgres")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=1, help="the first number to commit")
    parser.add_argument("--confirmed", type=Path, required=True, help="file that gets one line a confirmed commit")
    options = parser.parse_args()

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    connection = connection_string(options.host, options.port, options.user, options.database)
    address = (options.host, options.port)
    while not stop.is_set():
        try:
            with psycopg.connect(connection, autocommit=True) as database:
                database.execute(
                    f"CREATE TABLE IF NOT EXISTS {TABLE} (number bigint PRIMARY KEY, filler text, committed_at timestamptz DEFAULT now())"
                )
            break
        except psycopg.Error:
            stop.wait(RETRY_S)
    confirmed = ConfirmedCommits(options.confirmed)
    workers = [Worker(address, connection, options.first + offset, options.workers, confirmed, stop) for offset in range(options.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
