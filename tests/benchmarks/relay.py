"""What the relay costs: the workstation reaches a port of the passive through the active, beside the two direct connections on the way."""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.rows import Row, median
from twinhelm_node.domain.roles import Role
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import administrator, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab
from twinhelm_node.system import spawn

ROOT = Path(__file__).resolve().parents[2]
PORT = 5900  # on the list of every new pair
ENDS = (sys.executable, "-m", "tests.benchmarks.relay_ends")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def running(
    lab: Lab, machine: str, arguments: Sequence[str], environment: dict[str, str], *, told: bool = False
) -> Iterator[spawn.Process]:
    """A program that runs in a machine for a while."""
    process = spawn.spawn(lab.command(machine, arguments), env=environment, stdout=spawn.PIPE if told else spawn.NOTHING)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10.0)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def relayed(lab: Lab, passive: str) -> Iterator[int]:
    """`twinhelm connect tcp` on the workstation; the local port it opens there."""
    console = lab.console()
    assert console is not None
    environment = ENVIRONMENT | {
        "TWINHELM_SERVER": f"{layout.SERVICE_ADDRESS}:{layout.ADMIN_PORT}", "TWINHELM_USER": console.user,
        "TWINHELM_PASSWORD": console.password, "TWINHELM_FINGERPRINT": console.fingerprint,
    }  # fmt: skip
    command = [sys.executable, "-m", "twinhelm_node.cli.main", "connect", "tcp", passive, "--port", str(PORT)]
    with running(lab, "workstation", command, environment, told=True) as process:
        assert process.stdout is not None
        found = re.match(rb"127\.0\.0\.1:(\d+) leads to", process.stdout.readline())
        assert found is not None, "twinhelm connect did not open its port"
        yield int(found[1])


def measured(lab: Lab, machine: str, address: str, port: int, mebibytes: int) -> dict[str, float]:
    """Measure from a machine."""
    arguments = [*ENDS, "measure", address, str(port), str(mebibytes)]
    found: dict[str, float] = json.loads(lab.exec(machine, arguments, timeout_s=300.0, env=ENVIRONMENT).require_success().stdout)
    return found


def measure(lab: Lab, quick: bool) -> list[Row]:
    """Rows of the relay, in a lab that is up. The baseline has the same TCP hop by hop, without TLS, gRPC and Python in between."""
    mebibytes, rounds = (64, 1) if quick else (256, 3)
    with administrator(lab) as client:
        names = {server.role: server.name for server in wait_for_view(client, "a whole pair", is_whole, 60.0).servers}
    active, passive = names[Role.ACTIVE], names[Role.PASSIVE]
    heartbeat = layout.MACHINES[passive].cards[1].addresses[0].partition("/")[0]
    results: dict[str, list[dict[str, float]]] = {"relay": [], "inner": [], "outer": []}
    serve = [*ENDS, "serve", str(PORT)]
    with running(lab, passive, serve, ENVIRONMENT), running(lab, active, serve, ENVIRONMENT), relayed(lab, passive) as local:
        for server in (active, passive):
            probe = [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {PORT}), 2).close()"]
            wait_until(f"the far end on {server}", lambda server=server, probe=probe: lab.exec(server, probe).returncode == 0, 20.0)
        for _ in range(rounds):
            results["inner"].append(measured(lab, active, heartbeat, PORT, mebibytes))
            results["outer"].append(measured(lab, "workstation", layout.SERVICE_ADDRESS, PORT, mebibytes))
            results["relay"].append(measured(lab, "workstation", "127.0.0.1", local, mebibytes))
    found = {way: {key: median(one[key] for one in rounds) for key in rounds[0]} for way, rounds in results.items()}
    relay, inner, outer = found["relay"], found["inner"], found["outer"]
    direct_us = inner["round_trip_us"] + outer["round_trip_us"]
    slower = {key: min(inner[key], outer[key]) for key in ("from_mb_per_s", "to_mb_per_s")}
    return [
        Row("relay, from the passive to the workstation", relay["from_mb_per_s"], "MB/s", slower["from_mb_per_s"]),
        Row("relay, from the workstation to the passive", relay["to_mb_per_s"], "MB/s", slower["to_mb_per_s"]),
        Row("relay, round trip of one byte", relay["round_trip_us"], "µs", direct_us),
        Row("… added by the relay", relay["round_trip_us"] - direct_us, "µs"),
    ]
