"""The applications that are tortured: their load, and what is to be seen in their data afterwards."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from twinhelm_node.lab.demo_load import LINES_CLIENT, POSTGRESQL_CLIENT, ConfirmedLoad, database_complaints, present_numbers
from twinhelm_node.lab.lab import Lab

WORKERS = 2  # connections of a load client


@dataclass(frozen=True, slots=True)
class Data:
    """What is there: the numbers present, and what the application's own check complains of."""

    present: frozenset[int]
    complaint: str


@dataclass(frozen=True, slots=True)
class Tortured:
    """One application. `look(lab, server)` reads its data: through the service, or from the disk of a server where it is stopped."""

    name: str
    client: tuple[str, ...]
    looks_while_running: bool
    look: Callable[[Lab, str], Data]

    def load(self, lab: Lab, first: int) -> ConfirmedLoad:
        """Start its client."""
        return ConfirmedLoad(lab, first, self.client)


def _postgresql(lab: Lab, _server: str) -> Data:
    return Data(present_numbers(lab), database_complaints(lab))


def _files(lab: Lab, server: str) -> Data:
    content = (lab.disk(server) / "data" / "files" / "lines.txt").read_bytes()
    lines = content.splitlines()
    numbers = [int(line.split(b" ", 1)[0]) for line in lines]
    complaint = "" if content.endswith(b"\n") and numbers == list(range(1, len(lines) + 1)) else "the lines of the file are not 1, 2, 3 …"
    return Data(frozenset(int(line.split(b" ", 1)[1]) for line in lines), complaint)


def _sqlite(lab: Lab, server: str) -> Data:
    with tempfile.TemporaryDirectory() as copy:
        # A copy, with the journal that a crash may have left: opening it may change it.
        for file in (lab.disk(server) / "data" / "files").glob("lines.db*"):
            shutil.copy(file, copy)
        with closing(sqlite3.connect(Path(copy) / "lines.db")) as database:
            complaints = [str(row[0]) for row in database.execute("PRAGMA integrity_check")]
            present = frozenset(int(row[0]) for row in database.execute("SELECT text FROM lines"))
    return Data(present, "" if complaints == ["ok"] else "; ".join(complaints))


APPLICATIONS = {
    one.name: one
    for one in (
        Tortured("postgresql", POSTGRESQL_CLIENT, True, _postgresql),
        Tortured("files", LINES_CLIENT, False, _files),
        Tortured("sqlite", LINES_CLIENT, False, _sqlite),
    )
}
