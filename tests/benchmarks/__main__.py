"""`./dev bench`: measures everything in one run, prints a table, writes build/bench.json."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import costs, fleet_console, low_bandwidth, outages, rejoin, relay
from tests.benchmarks.rows import Row, table, write_json
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up

RESULTS = Path(__file__).resolve().parents[2] / "build/bench.json"
GROUPS = ("costs", "lbm", "relay", "rejoin", "outages", "console")


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output is for the table."""
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def lab_of(application: str, mode: Mode) -> Iterator[Lab]:
    """A lab of its own, taken down at the end."""
    with tempfile.TemporaryDirectory(prefix="twinhelm-bench-", dir="/var/tmp") as directory:
        lab = Lab(Path(directory) / "lab")
        try:
            bring_up(lab, application=application, mode=mode, console_port=0, say=say)
            yield lab
        finally:
            lab.down()


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure what Twinhelm costs and how long it takes.")
    parser.add_argument("--quick", action="store_true", help="short rounds: a figure to look at, not to quote")
    parser.add_argument("--only", choices=GROUPS, help="this group of rows only")
    options = parser.parse_args()
    if options.only != "console" and os.geteuid() != 0:
        say("The benchmarks need root: they mount libfuse's example beside the protected folder. Run: sudo ./dev bench")
        return 1
    rows: list[Row] = []
    try:
        if options.only in {None, "console"}:
            say("console")
            rows += fleet_console.measure(options.quick)
        if options.only in {None, "costs"}:
            for mode in Mode:
                with lab_of("none", mode) as lab:
                    say(f"costs, mode {mode.value}")
                    rows += costs.measure(lab, mode, options.quick)
        if options.only in {None, "lbm"}:
            with lab_of("none", Mode.ASYNC) as lab:
                say("low bandwidth module")
                rows += low_bandwidth.measure(lab, options.quick)
        if options.only in {None, "relay"}:
            with lab_of("none", Mode.ASYNC) as lab:
                say("relay")
                rows += relay.measure(lab, options.quick)
        if options.only in {None, "rejoin"}:
            say("first copy, check, rejoin")
            rows += rejoin.measure(options.quick)
        if options.only in {None, "outages"}:
            with lab_of("postgresql", Mode.ASYNC) as lab:
                say("outages")
                rows += outages.measure(lab, 1 if options.quick else 5)
    except TwinhelmError as error:
        say(f"The measurement cannot go on: {error}")
        return 1
    write_json(rows, RESULTS)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
