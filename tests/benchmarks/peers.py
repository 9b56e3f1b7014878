"""What others make of the same task, where they are installed: GlusterFS replica 2 (cost) and lsyncd (lag), both from Debian.

Both run in castor and pollux of a lab and over its first heartbeat link, so whatever they leave behind goes with the lab.
"""

import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.costs import NATIVE, OPERATIONS, PROTECTED, Bench
from tests.benchmarks.first_copy import rsync_daemon
from tests.benchmarks.relay import ENVIRONMENT, running
from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.trees import PLACE, SEEN
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import administrator, is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab

GLUSTER = "GlusterFS replica 2"
VOLUME = "bench"
MOUNTPOINT = "/run/gluster-bench"
# Where GlusterFS keeps what it knows; each server of the lab gets its own, in memory.
GLUSTER_STATE = ("/var/lib/glusterd", "/var/log/glusterfs")
LSYNCD_DELAY_S = 1
LSYNCD = """settings {{ nodaemon = true, inotifyMode = "CloseWrite or Modify" }}
sync {{ default.rsync, source = "{source}", target = "{target}", delay = {delay}, rsync = {{ archive = true }} }}
"""
STAMP = "stamp"
STAMP_S = 0.05
FILES = 1000
LOAD = "import sys; from tests.benchmarks.peers import load; load(sys.argv[1], float(sys.argv[2]))"


def measure(lab: Lab, quick: bool) -> list[Row]:
    """All rows, in a lab without application that is up; a peer that is not installed has a row that says so."""
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        return gluster_rows(lab) + lag_rows(lab, quick)


def address(server: str) -> str:
    """Its address on the first heartbeat link."""
    return layout.MACHINES[server].cards[1].addresses[0].partition("/")[0]


# GlusterFS -----------------------------------------------------------------------------------------------------------


def gluster_rows(lab: Lab) -> list[Row]:
    """pgbench and single operations on a replicated volume, beside the bare and the protected folder."""
    if shutil.which("glusterd") is None or shutil.which("glusterfs") is None:
        return [Row(f"{GLUSTER}: not measured, glusterfs-server is not installed", None, "")]
    bench = Bench(lab, quick=True)  # a new file costs GlusterFS a thousand times as much: short rounds say it as well
    with administrator(lab) as client, gluster(lab):
        lab.exec("castor", ["chown", "postgres:postgres", MOUNTPOINT]).require_success()
        kinds = {"native": bench.make_folder(NATIVE), GLUSTER: MOUNTPOINT, "protected": bench.make_folder(PROTECTED)}
        costs = bench.operations(kinds)
        wait_for_view(client, "an empty queue", is_at_rest, 120.0)
        tps = bench.databases(kinds, client).tps
    rows = [Row(f"pgbench, {GLUSTER}", tps[GLUSTER], "1/s", tps["native"])]
    rows += [Row(f"{operation}, {GLUSTER}", costs[GLUSTER][key], "µs", costs["native"][key]) for operation, key in OPERATIONS.items()]
    rows.append(Row(f"pgbench, protected async against {GLUSTER}", tps["protected"], "1/s", tps[GLUSTER]))
    rows += [
        Row(f"{operation}, protected async against {GLUSTER}", costs["protected"][key], "µs", costs[GLUSTER][key])
        for operation, key in OPERATIONS.items()
    ]
    return rows


@contextmanager
def gluster(lab: Lab) -> Iterator[None]:
    """A volume with a brick on each server, mounted on castor."""
    daemons = []
    try:
        for server in layout.SERVERS:
            for folder in GLUSTER_STATE:
                lab.exec(server, ["mount", "-t", "tmpfs", "tmpfs", folder]).require_success()
            (lab.disk(server) / PLACE / "brick").mkdir()
            daemons.append(lab.spawn(server, ["glusterd", "--no-daemon", "--log-file=/var/log/glusterfs/glusterd"]))
            wait_until(f"glusterd on {server}", lambda at=server: _gluster(lab, at, "pool", "list") == 0, 30.0)
        bricks = [f"{address(server)}:{SEEN}/brick" for server in layout.SERVERS]
        _require(lab, "peer", "probe", address("pollux"))
        wait_until("the peer", lambda: _gluster(lab, "castor", "volume", "create", VOLUME, "replica", "2", *bricks, "force") == 0, 30.0)
        _require(lab, "volume", "start", VOLUME)
        lab.exec("castor", ["mkdir", MOUNTPOINT]).require_success()
        mount = ["glusterfs", "--no-daemon", f"--volfile-server={address('castor')}", f"--volfile-id={VOLUME}", MOUNTPOINT]
        daemons.append(lab.spawn("castor", mount))
        wait_until("the volume", lambda: lab.exec("castor", ["mountpoint", "-q", MOUNTPOINT]).returncode == 0, 30.0)
        yield
    finally:
        lab.exec("castor", ["umount", "-l", MOUNTPOINT])
        _gluster(lab, "castor", "volume", "stop", VOLUME, "force")
        for daemon in reversed(daemons):
            daemon.terminate()
            daemon.wait(30.0)


def _gluster(lab: Lab, server: str, *arguments: str) -> int:
    return lab.exec(server, ["gluster", "--mode=script", *arguments], timeout_s=120.0).returncode


def _require(lab: Lab, *arguments: str) -> None:
    lab.exec("castor", ["gluster", "--mode=script", *arguments], timeout_s=120.0).require_success()


# lsyncd --------------------------------------------------------------------------------------------------------------


def load(folder: str, seconds: float) -> None:
    """Change files of a folder for a while, and write the time into one of them again and again. Runs on castor."""
    place, chance = Path(folder), random.Random(3)
    for number in range(FILES):
        (place / f"file-{number}").write_bytes(chance.randbytes(16384))
    now_s = time.monotonic()
    end_s, stamp_s = now_s + seconds, 0.0
    while now_s < end_s:
        with (place / f"file-{chance.randrange(FILES)}").open("r+b") as file:
            file.seek(chance.randrange(4) * 4096)
            file.write(chance.randbytes(4096))
        if now_s >= stamp_s:
            (place / STAMP).write_text(f"{time.time_ns():020d}\n")
            stamp_s = now_s + STAMP_S
        time.sleep(0.005)
        now_s = time.monotonic()


def lag_rows(lab: Lab, quick: bool) -> list[Row]:
    """How old what the other server has in its folder is, under the same load, protected and with lsyncd."""
    seconds = 10.0 if quick else 30.0
    mine = lab.disk("pollux") / "data" / "lag"
    lab.exec("castor", ["mkdir", "/srv/data/lag"]).require_success()
    rows = _lag_of("protected async", lags(lab, "/srv/data/lag", mine, seconds), [])
    if shutil.which("lsyncd") is None or shutil.which("rsync") is None:
        return [*rows, Row("lsyncd: not measured, lsyncd or rsync is not installed", None, "")]
    source = lab.disk("castor") / PLACE / "lsyncd"
    source.mkdir()
    with rsync_daemon(lab, "pollux") as url:
        configuration = source.with_name("lsyncd.conf")
        configuration.write_text(LSYNCD.format(source=f"{SEEN}/lsyncd", target=url, delay=LSYNCD_DELAY_S))
        with running(lab, "castor", ["lsyncd", f"{SEEN}/lsyncd.conf"], ENVIRONMENT):
            target = max((lab.disk("pollux") / PLACE).glob("rsync-*"))
            found = lags(lab, f"{SEEN}/lsyncd", target, seconds)
    return rows + _lag_of(f"lsyncd with a delay of {LSYNCD_DELAY_S} s", found, rows)


def _lag_of(name: str, found: list[float], others: list[Row]) -> list[Row]:
    """Rows of the lag; the baseline of lsyncd is Twinhelm's, since without either there is none."""
    rows = []
    for index, share in enumerate((0.5, 0.99)):
        baseline = others[index].value if others else None
        rows.append(
            Row(f"age of the passive's files under a file load, p{share * 100:g}, {name}", percentile(found, share) * 1000, "ms", baseline)
        )
    return rows


def lags(lab: Lab, folder: str, copy: Path, seconds: float) -> list[float]:
    """Seconds between what the copy says and now, sampled while castor changes the folder."""
    found: list[float] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(0.02):
            try:
                found.append((time.time_ns() - int((copy / STAMP).read_text())) / 1e9)
            except (OSError, ValueError):
                continue  # it has not come yet, or is being written

    thread = threading.Thread(target=sample, name="lag")
    thread.start()
    try:
        command = [sys.executable, "-c", LOAD, folder, str(seconds)]
        lab.exec("castor", command, timeout_s=seconds + 120.0, env={**os.environ, **ENVIRONMENT}).require_success()
    finally:
        over.set()
        thread.join()
    return found or [seconds]  # nothing ever came
