"""The queues of the simulated pair: their last hour and day, and what waits at their heads. The same moment tells the same story."""

import math
import random

from twinhelm_client.domain.pair import PairStatus, QueueSample, QueueStatus
from twinhelm_client.domain.queue_head import QueueEntry, QueueHead, QueueName

_STEP_S = {3600.0: 5.0, 86_400.0: 60.0}  # as wide as a server's samples of an hour and of a day
_DATABASE = (
    ("write", b"pgdata/base/16384/2619", 8192),
    ("write", b"pgdata/pg_wal/0000000100000012000000A7", 16_384),
    ("write", b"pgdata/base/16384/16397", 8192),
    ("write", b"pgdata/pg_xact/0012", 8192),
    ("times", b"pgdata/global/pg_control", 0),
    ("create", b"export/2026-11/invoice-48211.pdf.part", 0),
    ("write", b"export/2026-11/invoice-48211.pdf.part", 131_072),
    ("rename", b"export/2026-11/invoice-48211.pdf.part", 0),
    ("write", b"pgdata/base/16384/24601_fsm", 24_576),
    ("unlink", b"pgdata/base/pgsql_tmp/pgsql_tmp4711.2", 0),
    ("write", b"archive/Stra\xdfenverzeichnis.csv", 4096),  # Latin-1, as an old application writes it
)


def demo_history(now_s: float, window_s: float) -> tuple[QueueSample, ...]:
    """Return a past of calm daytime waves with a busy morning."""
    step_s = _STEP_S.get(window_s, window_s / 300)
    count = int(window_s / step_s)
    chance = random.Random(11)
    samples = []
    for number in range(count):
        at_s = now_s - window_s + number * step_s
        part = number / count
        rate = 1e7 * (1.25 + 0.8 * math.sin(part * math.tau + 0.6)) * (0.85 + 0.3 * chance.random())  # ends where the live figures begin
        if 0.43 < part < 0.51:
            rate += 2e7 * chance.random()
        lag_s = 0.05 + rate / 8e7 * (0.6 + 0.8 * chance.random())
        unsafe = QueueStatus(int(lag_s * 190), int(lag_s * 190) * 10_840, lag_s)
        safe = QueueStatus(int(lag_s * 40), int(lag_s * 40) * 8_730, lag_s * 0.4)
        samples.append(QueueSample(at_s, unsafe, safe, rate, rate * 0.09, rate * (0.97 + 0.06 * chance.random())))
    return tuple(samples)


def demo_head(status: PairStatus, queue: QueueName, count: int) -> QueueHead:
    """Return the entries at the head of a queue of the only set."""
    data = status.sets[0]
    active = status.active.name if status.active else status.answering_server
    other = status.other(active)
    unsafe = queue is QueueName.UNSAFE
    waiting, first = (data.unsafe_queue, data.acknowledged_sequence + 1) if unsafe else (data.safe_queue, data.applied_sequence + 1)
    entries = []
    for place in range(min(count, waiting.entries)):
        kind, path, size = _DATABASE[(first + place) % len(_DATABASE)]
        age_s = waiting.oldest_age_s * (1 - place / max(1, waiting.entries))
        new_name = path.removesuffix(b".part") if kind == "rename" else b""
        entries.append(QueueEntry(first + place, status.generation, kind, path, new_name, size, age_s))
    return QueueHead(active if unsafe or other is None else other.name, tuple(entries))
