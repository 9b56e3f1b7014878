"""The client of the demo, from outside: starts it on the workstation, reads what it confirmed, asks the database what is there."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.lab import layout, postgresql
from twinhelm_node.lab.demo_evidence import Commit, parse_commits
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.load_postgresql import TABLE
from twinhelm_node.system import spawn

POLL_S = 0.05
STOP_S = 15.0


class DemoTimeout(TwinhelmError):
    """What the demo waited for did not happen in time."""

    reason = "DEMO_TIMEOUT"


def wait_until(what: str, done: Callable[[], bool], timeout_s: float) -> None:
    """Ask again and again until `done`. Raises DemoTimeout that says what was waited for."""
    deadline = time.monotonic() + timeout_s
    while not done():
        if time.monotonic() > deadline:
            raise DemoTimeout(f"{what} did not happen within {timeout_s:g} s; look into the logs of the lab")
        time.sleep(POLL_S)


POSTGRESQL_CLIENT = ("twinhelm_node.lab.load_postgresql", "--user", postgresql.USER)
LINES_CLIENT = ("twinhelm_node.lab.load_lines",)


class ConfirmedLoad:
    """The load client on the lab's workstation. Use as a context manager: it ends with the block."""

    def __init__(self, lab: Lab, first: int = 1, client: Sequence[str] = POSTGRESQL_CLIENT) -> None:
        self._file = Path(lab.directory) / "log" / f"confirmed-{first}"
        arguments = [sys.executable, "-m", *client, "--host", layout.SERVICE_ADDRESS]
        arguments += ["--confirmed", str(self._file.resolve()), "--first", str(first)]
        with (Path(lab.directory) / "log" / "load.log").open("ab") as log:
            self._process = lab.spawn("workstation", arguments, stdout=log.fileno(), stderr=log.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the client; what it confirmed stays readable."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_S)
            except spawn.Expired:
                self._process.kill()
                self._process.wait()

    def commits(self) -> tuple[Commit, ...]:
        """Return every commit confirmed so far, oldest first."""
        if not self._file.exists():
            return ()
        with self._file.open(encoding="ascii") as file:
            return parse_commits(file)

    def wait_for_commits(self, count: int, timeout_s: float, after_monotonic_ns: int = 0) -> None:
        """Wait until `count` commits were confirmed after a moment. Raises DemoTimeout."""
        what = "a confirmed commit" if count == 1 else f"a confirmed commit for the {count}th time"
        wait_until(what, lambda: sum(commit.monotonic_ns > after_monotonic_ns for commit in self.commits()) >= count, timeout_s)


def sql(lab: Lab, statement: str, timeout_s: float = 60.0) -> str:
    """Ask the database through the service address, from the workstation. Raises ProcessFailed."""
    where = f"host={layout.SERVICE_ADDRESS} user={postgresql.USER} dbname=postgres connect_timeout=5"
    return (
        lab.exec("workstation", [str(postgresql.programs() / "psql"), "-XAtq", "-c", statement, where], timeout_s=timeout_s)
        .require_success()
        .stdout
    )


def present_numbers(lab: Lab) -> frozenset[int]:
    """Return the numbers whose rows are in the database."""
    # A row a line would be more output than is kept; runs of consecutive numbers are few.
    runs = f"SELECT number, number - row_number() OVER (ORDER BY number) AS run FROM {TABLE}"
    ranges = sql(lab, f"SELECT min(number), max(number) FROM ({runs}) AS runs GROUP BY run")
    numbers: set[int] = set()
    for line in ranges.split():
        first, last = line.split("|")
        numbers.update(range(int(first), int(last) + 1))
    return frozenset(numbers)


def database_complaints(lab: Lab) -> str:
    """Return what pg_amcheck has to say of every table and index (all tuples looked up), and whether checksums are on; empty: sound."""
    if sql(lab, "SHOW data_checksums").strip() != "on":
        return "data checksums are off"
    arguments = [
        str(postgresql.programs() / "pg_amcheck"), "--all", "--install-missing", "--heapallindexed",
        "-h", layout.SERVICE_ADDRESS, "-U", postgresql.USER,
    ]  # fmt: skip
    done = lab.exec("workstation", arguments, timeout_s=300.0)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"pg_amcheck ended with {done.returncode}"


def checksum_complaints(lab: Lab, server: str) -> str:
    """Return what pg_checksums has to say of the stopped cluster of a server; empty: every page is as it was written."""
    done = lab.exec(server, [str(postgresql.programs() / "pg_checksums"), "--check", "-D", postgresql.DATA], timeout_s=300.0)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"pg_checksums ended with {done.returncode}"
