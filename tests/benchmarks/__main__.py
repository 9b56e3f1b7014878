"""`./dev bench`: measures everything in one run, prints a table, writes build/bench.json."""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import costs, first_copy, fleet_console, low_bandwidth, many_files, outages, peers, rejoin, relay, storm
from tests.benchmarks.rows import Row, table, write_json
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up

RESULTS = Path(__file__).resolve().parents[2] / "build/bench.json"


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


def costs_of_modes(quick: bool) -> list[Row]:
    """Each mode in a lab of its own."""
    rows: list[Row] = []
    for mode in Mode:
        with lab_of("none", mode) as lab:
            rows += costs.measure(lab, mode, quick)
    return rows


def in_a_lab(measure: Callable[[Lab, bool], list[Row]], application: str = "none") -> Callable[[bool], list[Row]]:
    """The group that measures in a fresh lab."""

    def group(quick: bool) -> list[Row]:
        with lab_of(application, Mode.ASYNC) as lab:
            return measure(lab, quick)

    return group


GROUPS: dict[str, Callable[[bool], list[Row]]] = {
    "console": fleet_console.measure,
    "costs": costs_of_modes,
    "peers": in_a_lab(peers.measure),
    "lbm": in_a_lab(low_bandwidth.measure),
    "relay": in_a_lab(relay.measure),
    "storm": in_a_lab(storm.measure),
    "copy": in_a_lab(first_copy.measure),
    "many": in_a_lab(many_files.measure),
    "rejoin": rejoin.measure,
    "outages": in_a_lab(lambda lab, quick: outages.measure(lab, 1 if quick else 5), "postgresql"),
}


def main() -> int:
    """Measure what was asked for. A group that fails has a row that says why, and takes no other one away."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure what Twinhelm costs and how long it takes.")
    parser.add_argument("--quick", action="store_true", help="short rounds: a figure to look at, not to quote")
    parser.add_argument("--only", choices=GROUPS, help="this group of rows only")
    options = parser.parse_args()
    if options.only != "console" and os.geteuid() != 0:
        say("The benchmarks need root: they mount libfuse's example beside the protected folder. Run: sudo ./dev bench")
        return 1
    rows: list[Row] = []
    failed: list[str] = []
    began_s = time.monotonic()
    for name in [options.only] if options.only else GROUPS:
        say(f"{name}, after {time.monotonic() - began_s:.0f} s")
        try:
            rows += GROUPS[name](options.quick)
        except Exception as error:  # noqa: BLE001 # whatever it was, the other groups are measured
            traceback.print_exc()
            failed.append(name)
            why = (str(error).splitlines() or [type(error).__name__])[0]
            rows.append(Row(f"{name}: not measured, {why[:100]}", None, ""))
        write_json(rows, RESULTS)
    print(table(rows))
    say(f"measured in {(time.monotonic() - began_s) / 60:.0f} min" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
