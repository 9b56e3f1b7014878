"""Reads the disks of a lab beneath any mount: what was never sent, how far the counters are."""

import json
import re
from pathlib import Path

from tests.torture.evidence import Order
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_evidence import UnsafeQueue
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.load_compare import records

FOLDER = "/srv/data/torture"
_ARCHIVE = re.compile(r"divergence-(\d+)")


def never_sent(lab: Lab, survivor: str, since_generation: int) -> UnsafeQueue:
    """Return what the other server captured, in or after a generation, beyond the place from which the survivor went on."""
    grown = json.loads((_sets(lab, survivor) / "origin.json").read_text())
    other = next(name for name in layout.SERVERS if name != survivor)
    found: dict[tuple[int, int], int] = {}
    for folder in [_sets(lab, other) / "unsafe", *_archives(lab, other)]:
        for record in records(folder):
            beyond = record.generation != grown["origin_generation"] or record.sequence > grown["origin_sequence"]
            if record.generation >= since_generation and beyond and record.time_ns:
                found[record.generation, record.sequence] = record.time_ns
    return UnsafeQueue(len(found), min(found.values(), default=0))


def order_on(lab: Lab, server: str) -> Order:
    """Return the counters of the tree load as they lie on a disk; none before the first round."""
    folder = lab.disk(server) / "data" / Path(FOLDER).name / "order"
    if not folder.exists():
        return Order((), ())
    names = sorted(path.name for path in folder.iterdir())
    counters = [int.from_bytes((folder / name).read_bytes(), "little") for name in names if name.startswith("counter-")]
    return Order(tuple(counters), tuple(int(name.partition("-")[2]) for name in names if name.startswith("mark-")))


def _sets(lab: Lab, server: str) -> Path:
    return lab.disk(server) / "state" / "sets" / "data"


def _archives(lab: Lab, server: str) -> list[Path]:
    return [path for path in _sets(lab, server).iterdir() if _ARCHIVE.fullmatch(path.name)]
