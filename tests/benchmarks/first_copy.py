"""The first copy of a mixed tree beside `rsync -a` of the same tree: one lab, one link, the link as it is and held to 1 Gbit/s.

Twinhelm's time is that of an administrator: from `set add` until everything is applied on the other server. rsync runs as a daemon
there: without encryption, and nothing of what it wrote is synced to the disk.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.relay import ENVIRONMENT, running
from tests.benchmarks.rows import Row, median
from tests.benchmarks.servers import replicator_time
from tests.benchmarks.trees import PLACE, SEEN, plant_mixed, protected, until_synchronized
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import administrator, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab

PORT = 8730
GIGABIT = "1gbit"
LINKS = {"link as it is": "off", "1 Gbit/s": GIGABIT}
TREE = "tree"
LIMIT_S = 1200.0
CONFIGURATION = """use chroot = no
uid = 0
gid = 0
port = {port}
[bench]
path = {target}
read only = no
"""


def measure(lab: Lab, quick: bool) -> list[Row]:
    """All rows, in a lab without application that is up."""
    large_mebibytes, small_files, rounds = (200, 2_000, 1) if quick else (1800, 20_000, 2)
    size = plant_mixed(lab.disk("castor") / PLACE / TREE, large_mebibytes, small_files)
    rows = []
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        for name, rate in LINKS.items():
            for link in ("hb0", "hb1"):
                lab.slow(link, rate)
            spent: list[float] = []
            peers: list[float] = []
            processor: list[float] = []
            for number in range(rounds):
                if shutil.which("rsync") is not None:
                    peers.append(rsync_s(lab))
                before, began_s = replicator_time(lab), time.monotonic()
                with protected(lab, client, TREE, f"copy-{layout.rate_bits_per_s(rate) or 0}-{number}") as set_name:
                    until_synchronized(client, set_name, LIMIT_S)
                    spent.append(time.monotonic() - began_s)
                    processor.append(replicator_time(lab) - before)
            what = f"first copy of {size / 1e9:.1f} GB, {small_files:,} small files among them, {name}"
            peer = size / 1e6 / median(peers) if peers else None
            rows.append(
                Row(f"{what}, beside rsync -a" if peers else f"{what} (rsync is not installed)", size / 1e6 / median(spent), "MB/s", peer)
            )
            rows.append(Row("… processor time of both replicators", median(processor) / (size / 1e9), "s/GB"))
        for link in ("hb0", "hb1"):
            lab.slow(link, "off")
    return rows


def rsync_s(lab: Lab) -> float:
    """Seconds of one `rsync -a` from castor to a daemon on pollux."""
    with rsync_daemon(lab, "pollux") as url:
        began_s = time.monotonic()
        lab.exec("castor", ["rsync", "-a", f"{SEEN}/{TREE}/", url], timeout_s=LIMIT_S).require_success()
        return time.monotonic() - began_s


@contextmanager
def rsync_daemon(lab: Lab, server: str) -> Iterator[str]:
    """An rsync daemon on a server, on its first heartbeat address; yields the URL of an empty folder, which goes afterwards."""
    place = lab.disk(server) / PLACE
    target = place / f"rsync-{time.time_ns()}"
    target.mkdir()
    (place / "rsyncd.conf").write_text(CONFIGURATION.format(port=PORT, target=f"{SEEN}/{target.name}"))
    address = layout.MACHINES[server].cards[1].addresses[0].partition("/")[0]
    command = ["rsync", "--daemon", "--no-detach", f"--config={SEEN}/rsyncd.conf", f"--address={address}"]
    probe = [sys.executable, "-c", f"import socket; socket.create_connection(('{address}', {PORT}), 2).close()"]
    try:
        with running(lab, server, command, ENVIRONMENT):
            wait_until("the rsync daemon", lambda: lab.exec(server, probe).returncode == 0, 20.0)
            yield f"rsync://{address}:{PORT}/bench/"
    finally:
        # renamed, not removed: ext4 searches long for inodes that were freed a moment ago, and the next one to be measured would pay
        target.rename(place / f"gone-{target.name}")
