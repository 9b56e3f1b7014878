"""The room in unsafe queues in words: honest, the most urgent first."""

from twinhelm_client.domain.protection import size_of
from twinhelm_client.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy, fill_lines

QUIET = QueueFill(quota_bytes=8_000_000_000, limit_bytes=8_000_000_000, used_bytes=80_000_000, policy=QueuePolicy.DEGRADE)


def sentences(fill: QueueFill) -> list[str]:
    return [line.sentence for line in fill_lines([("data", fill)])]


def test_a_server_that_says_nothing_is_not_answered_for():
    assert fill_lines([("data", QueueFill())]) == ()


def test_a_quiet_and_a_filling_queue():
    assert sentences(QUIET) == ["data: 1 % of 8.0 GB used."]
    filling = QueueFill(
        quota_bytes=8_000_000_000, limit_bytes=8_000_000_000, used_bytes=6_600_000_000, alarm=FillAlarm.WARNING, time_to_full_s=420.0
    )
    assert sentences(filling) == ["data: 82 % of 8.0 GB used, full in 7 min at this rate."]


def test_a_small_disk_explains_itself():
    small = QueueFill(quota_bytes=8_000_000_000, limit_bytes=1_000_000_000, used_bytes=10)
    assert sentences(small) == ["data: 0 % of 1.0 GB used; its disk leaves no room for the whole quota of 8.0 GB."]
    assert sentences(QueueFill(quota_bytes=8_000_000_000)) == [
        "data: 100 % of 0 B used; its disk leaves no room for the whole quota of 8.0 GB."
    ]


def test_what_had_no_room_and_what_writers_paid():
    full = QueueFill(quota_bytes=9, limit_bytes=9, used_bytes=9, degraded=True, changed_paths=3)
    assert sentences(full) == ["data: no room. The application goes on; 3 changed paths are remembered and compared later."]
    slow = QueueFill(
        quota_bytes=9, limit_bytes=9, used_bytes=8, policy=QueuePolicy.THROTTLE, delayed_writes=1, delay_total_s=2.0, delay_longest_s=2.0,
        held_now=1, alarm=FillAlarm.WARNING,
    )  # fmt: skip
    assert "data: 1 write slowed down so far, by 2.0 s in all and 2.0 s at most; 1 wait now." in sentences(slow)


def test_the_delay_that_writes_paid_is_told_as_a_distribution():
    slow = QueueFill(
        quota_bytes=9, limit_bytes=9, used_bytes=8, policy=QueuePolicy.THROTTLE, delayed_writes=20, delay_longest_s=1.4, held_now=2,
        delays=(4, 0, 0, 10, 5, 0, 0, 0, 0, 0, 1), alarm=FillAlarm.CRITICAL,
    )  # fmt: skip
    line = next(line for line in fill_lines([("data", slow)]) if "slowed" in line.sentence)
    assert (
        line.sentence == "data: 20 writes slowed down, half of them by less than 16 ms, 5 % by more than 32 ms, 1.4 s at most; 2 wait now."
    )
    assert line.detail.splitlines() == [
        "less than 2 ms: 4 writes",
        "8 ms to 16 ms: 10 writes",
        "16 ms to 32 ms: 5 writes",
        "1.0 s to 2.0 s: 1 write",
    ]


def test_durable_without_the_passive_is_said_first():
    growing = QueueFill(quota_bytes=9, limit_bytes=9, durability=Durability.GROWING)
    stalled = QueueFill(quota_bytes=9, limit_bytes=9, durability=Durability.STALLED, waiting_fsyncs=2)
    lines = fill_lines([("quiet", QUIET), ("orders", growing), ("ledger", stalled)])
    assert [line.alarm for line in lines[:2]] == [FillAlarm.CRITICAL, FillAlarm.WARNING]
    assert lines[0].sentence == "ledger is durable and the passive is away: 2 fsyncs wait for it."
    assert "RPO is growing" in lines[1].sentence


def test_sizes_as_people_type_them():
    typed = ("", "8 GiB", "500 MB", "1,5gb", "64m", "1048576", "lots", "-1")
    assert [size_of(one) for one in typed] == [0, 8 * 1024**3, 500_000_000, 1_500_000_000, 64_000_000, 1_048_576, None, None]
