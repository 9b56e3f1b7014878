"""What the low bandwidth module saves and what that costs: on recorded streams for each level, and on a real link of 10 Mbit/s.

The database stream is what a capture recorded while pgbench worked in a protected cluster; the mixed tree is documents, source, logs and
content that is compressed already, as records of a first copy.
"""

import asyncio
import gzip
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.costs import PROTECTED, Bench, OldestAge
from tests.benchmarks.pgbench import Cluster
from tests.benchmarks.rows import Row, percentile
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.channel.batches import BATCH_BYTES, Decompressor
from twinhelm_node.channel.economy.long_window import LARGEST_WINDOW_LOG
from twinhelm_node.channel.economy.packer import Packed, Packer
from twinhelm_node.domain.economy import Level, saved_ratio
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, Record, encode
from twinhelm_node.journal.segment import Position
from twinhelm_node.lab.demo_run import administrator, is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab

GIGABYTE = 1e9
# As many bytes as a sender gathers in 20 ms of a load of 6 MB/s: a light load compresses worse, so it is the honest one to quote.
GATHERED_BYTES = 128 * 1024
REAL_FOLDERS = ("/usr/share/doc", "/usr/lib/python3")
MOST_REAL_BYTES = 160_000_000
WRITE_BYTES = 256 * 1024
LINK_BIT = 10_000_000
TIMES = 5
CAP = "4mbit"
CAP_BYTES_PER_S = 500_000
SCALE = 5


def record_database(seconds: int) -> list[bytes]:
    """Batches of what a capture recorded while pgbench worked, without the creation of the cluster."""
    from twinhelm_node.capture.capture import Capture

    base = Path(tempfile.mkdtemp(prefix="twinhelm-lbm-", dir="/var/tmp"))
    base.chmod(0o755)
    for name in ("data", "unsafe", "sockets"):
        (base / name).mkdir()
        if name != "unsafe":
            shutil.chown(base / name, "postgres", "postgres")
    capture = Capture(
        folder=str(base / "data"), set_name="data", set_id=bytes(16), journal_directory=str(base / "unsafe"), generation=1,
        first_sequence=1, quota_bytes=16 << 30,
    )  # fmt: skip
    capture.mount()
    try:
        cluster = Cluster(_execute, str(base / "data" / "cluster"), str(base / "sockets"), SCALE)
        cluster.create()
        first = capture.position().last_sequence + 1
        cluster.transactions_per_s(seconds)
        cluster.stop()  # with its checkpoint: the pages too, not only the log
        end = capture.position()
        position = Position(end.segment_first_sequence, end.end_offset_bytes, end.last_sequence)
        return list(_batches_of_queue(base / "unsafe", first, position))
    finally:
        capture.unmount(lazy=True)
        shutil.rmtree(base, ignore_errors=True)


def _execute(arguments: Sequence[str], timeout_s: float) -> str:
    return subprocess.run(list(arguments), check=True, capture_output=True, text=True, timeout=timeout_s).stdout


def _batches_of_queue(directory: Path, first: int, end: Position) -> Iterator[bytes]:
    reader = QueueReader(directory)
    reader.seek(first)
    try:
        while batch := reader.read(end, GATHERED_BYTES):
            yield batch
    finally:
        reader.close()


def mixed_tree() -> list[bytes]:
    """Batches of a first copy: real files of this system, a log, and an eighth of the bytes compressed already."""
    files = list(_real_files())
    generator = random.Random(7)
    log = "".join(_log_lines(generator, 100_000)).encode()
    files.append((b"log/auth.log", log))
    files.append((b"log/auth.log.1.gz", gzip.compress(log, mtime=0)))
    compressed = sum(len(content) for _, content in files) // 7
    files += [(f"photos/{number}.jpg".encode(), generator.randbytes(1_000_000)) for number in range(compressed // 1_000_000)]
    batches, batch, sequence = [], bytearray(), 0
    for path, content in files:
        for offset in range(0, max(1, len(content)), WRITE_BYTES):
            sequence += 1
            record = encode(
                Record(sequence, 1, Kind.WRITE, path, content[offset : offset + WRITE_BYTES], a=offset, time_ns=sequence * 1_000_003)
            )
            if batch and len(batch) + len(record) > BATCH_BYTES:
                batches.append(bytes(batch))
                batch.clear()
            batch += record
    return [*batches, bytes(batch)]


def _real_files() -> Iterator[tuple[bytes, bytes]]:
    left = MOST_REAL_BYTES
    for top in REAL_FOLDERS:
        for folder, names, files in os.walk(top):
            names.sort()
            for path in (Path(folder, name) for name in sorted(files)):
                if left > 0 and path.is_file() and not path.is_symlink():
                    content = path.read_bytes()
                    left -= len(content)
                    yield os.fsencode(path), content


def _log_lines(generator: random.Random, count: int) -> Iterator[str]:
    now_s = 1_700_000_000.0
    for _ in range(count):
        now_s += generator.expovariate(5)
        address = ".".join(str(generator.randrange(256)) for _ in range(3))
        yield (
            f"{now_s:.3f} server{generator.randrange(4)} sshd[{generator.randrange(30_000)}]: Accepted publickey for "
            f"user{generator.randrange(200)} from 10.{address} port {generator.randrange(65_536)} ssh2\n"
        )


async def _pack_all(batches: Sequence[bytes], level: Level) -> tuple[float, list[Packed]]:
    packer = Packer()
    try:
        packer.begin(LARGEST_WINDOW_LOG)
        packed = [await packer.pack(batch, level) for batch in batches]
        return packer.processor_s, packed
    finally:
        packer.close()


def level_rows(name: str, batches: Sequence[bytes]) -> list[Row]:
    """Saved per cent and processor seconds per gigabyte, for each level, and of `strong` what the passive pays."""
    raw_bytes = sum(map(len, batches))
    rows = []
    for level in (Level.FAST, Level.STRONG):
        processor_s, packed = asyncio.run(_pack_all(batches, level))
        saved = saved_ratio(raw_bytes, sum(len(one.data) for one in packed))
        rows.append(Row(f"LBM: saved of {name}, {level.value}", 100 * saved, "%"))
        rows.append(Row(f"… processor of the active, {level.value}", processor_s / raw_bytes * GIGABYTE, "s/GB"))
    other_end = Decompressor(LARGEST_WINDOW_LOG)
    began_s = time.process_time()
    for batch, one in zip(batches, packed, strict=True):
        if other_end.expand(one.data, one.codec, len(batch)) != batch:
            raise AssertionError("what came out is not what went in")
    rows.append(Row("… processor of the passive, strong", (time.process_time() - began_s) / raw_bytes * GIGABYTE, "s/GB"))
    return rows


def _wire(bench: Bench) -> tuple[float, int]:
    """When, and what castor has put on both heartbeat links until then, frames, heartbeats and all."""
    counters = [f"/sys/class/net/{card}/statistics/tx_bytes" for card in ("hb0", "hb1")]
    said = bench.run(["cat", "/proc/uptime", *counters], 10.0).split()
    return float(said[0]), sum(int(number) for number in said[2:])


class _Load:
    """pgbench in the protected folder at a given rate."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._sockets = bench.make_folder("/run/sockets-lbm")
        self.cluster = Cluster(bench.run, f"{PROTECTED}/lbm", self._sockets, SCALE)

    def run(self, seconds: int, rate: int) -> None:
        """Run at `rate` transactions a second."""
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        program = ["pgbench", "-h", self._sockets, "-n", "-c", "4", "-j", "2", "-R", str(rate), "-T", str(seconds), "postgres"]
        self._bench.run([*user, *program], seconds + 120.0)


def link_rows(lab: Lab, quick: bool) -> list[Row]:
    """A load that needs five times the link, over a slow link; then a cap on a fast one, measured at the network cards."""
    bench = Bench(lab, quick)
    seconds = 15 if quick else 60
    rows = []
    with administrator(lab) as client:
        wait_for_view(client, "a whole pair", is_whole, 60.0)
        bench.make_folder(PROTECTED)
        load = _Load(bench)
        load.cluster.create()
        wait_for_view(client, "an empty queue", is_at_rest, 120.0)
        rate = 500
        for _ in range(2):  # the more transactions share a commit, the fewer bytes each writes
            (began_s, _), before = _wire(bench), _raw_bytes(client)
            load.run(5, rate)
            written_bytes_per_s = (_raw_bytes(client) - before) / (_wire(bench)[0] - began_s)
            rate = int(rate * 1.1 * TIMES * LINK_BIT / 8 / written_bytes_per_s)
        lab.slow("hb0", str(LINK_BIT // 1_000_000) + "mbit")
        lab.slow("hb1", str(LINK_BIT // 1_000_000) + "mbit")
        try:
            load.run(5, rate)  # the level is found out meanwhile
            before, (before_s, wire_before) = _raw_bytes(client), _wire(bench)
            with OldestAge(client) as oldest:
                load.run(seconds, rate)
            raw, (after_s, wire_after) = _raw_bytes(client) - before, _wire(bench)
            elapsed_s, wire = after_s - before_s, wire_after - wire_before
            view = client.view()
            state = view.sets[0].status
            if state.state is not SetState.SYNCHRONIZED:
                raise AssertionError(f"the set is {state.state}: {state.detail}")
            rows += [
                Row("LBM: pgbench over 10 Mbit/s, what the application wrote", raw * 8 / elapsed_s / 1e6, "Mbit/s", LINK_BIT / 1e6),
                Row("… on the network cards, heartbeats and frames included", wire * 8 / elapsed_s / 1e6, "Mbit/s", LINK_BIT / 1e6),
                Row("… age of the oldest unsafe entry, p50", percentile(oldest.ages_s, 0.5) * 1000, "ms"),
                Row("… age of the oldest unsafe entry, longest", max(oldest.ages_s) * 1000, "ms"),
                Row("… heartbeat, round trip at the end", max(link.round_trip_s for link in view.links) * 1000, "ms"),
            ]
        finally:
            lab.slow("hb0", "off")
            lab.slow("hb1", "off")
        wait_for_view(client, "an empty queue", is_at_rest, 120.0)
        client.change_bandwidth(CAP)
        try:
            bench.run(["dd", "if=/dev/urandom", f"of={PROTECTED}/noise", "bs=64K", "count=240", "status=none"], 60.0)
            time.sleep(3)  # what left before the cap was felt is not of interest
            before_s, wire = _wire(bench)
            time.sleep(5 if quick else 10)
            after_s, wire_after = _wire(bench)
            carried = (wire_after - wire) / (after_s - before_s)
            rows.append(Row(f"LBM: cap of {CAP}, on the network cards", carried * 8 / 1e6, "Mbit/s", CAP_BYTES_PER_S * 8 / 1e6))
        finally:
            client.change_bandwidth("")
        wait_for_view(client, "an empty queue", is_at_rest, 120.0)
        load.cluster.stop()
    return rows


def _raw_bytes(client: AdminClient) -> int:
    return client.view().sets[0].status.raw_bytes_total


def measure(lab: Lab, quick: bool) -> list[Row]:
    """All rows, in a lab without application that is up."""
    rows = level_rows("a pgbench stream", record_database(10 if quick else 30))
    rows += level_rows("a mixed tree, an eighth of it compressed already", mixed_tree())
    return rows + link_rows(lab, quick)
