"""What an administrator reads about unsafe queues: each change once, both ways."""

from dataclasses import replace

from twinhelm_node.control.queue_story import queue_events
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy

QUIET = QueueFill(quota_bytes=1000, limit_bytes=1000, used_bytes=100)


def test_a_quiet_queue_says_nothing():
    assert queue_events("data", None, QUIET) == []
    assert queue_events("data", QUIET, replace(QUIET, used_bytes=300)) == []
    assert queue_events("data", QUIET, QueueFill()) == [], "this server became passive"


def test_alarms_are_told_both_ways():
    half = replace(QUIET, used_bytes=820, alarm=FillAlarm.WARNING, time_to_full_s=420.0, policy=QueuePolicy.THROTTLE)
    ((severity, sentence),) = queue_events("data", QUIET, half)
    assert severity is Severity.WARNING
    assert "82% full (820 B of 1.0 kB) and full in 7 min at this rate; writers are slowed down" in sentence
    ((severity, sentence),) = queue_events("data", half, replace(half, alarm=FillAlarm.NORMAL, used_bytes=100))
    assert severity is Severity.OK
    assert "it gets better" in sentence


def test_losing_room_and_catching_up():
    full = replace(QUIET, degraded=True, changed_paths=3, alarm=FillAlarm.CRITICAL)
    back = replace(full, degraded=False, alarm=FillAlarm.NORMAL)
    assert [severity for severity, _ in queue_events("data", QUIET, full)] == [Severity.CRITICAL]
    assert "3 paths" in queue_events("data", full, back)[0][1]
    assert queue_events("data", back, QUIET)[0][0] is Severity.OK


def test_a_disk_at_its_floor_is_a_full_queue():
    at_floor = replace(QUIET, limit_bytes=0, used_bytes=0, alarm=FillAlarm.CRITICAL, policy=QueuePolicy.THROTTLE)
    assert "100% full (0 B of 0 B)" in queue_events("data", QUIET, at_floor)[0][1]


def test_durable_is_honest():
    kept = replace(QUIET, durability=Durability.KEPT)
    growing = replace(QUIET, durability=Durability.GROWING)
    stalled = replace(QUIET, durability=Durability.STALLED)
    assert "durable, but the passive is away" in queue_events("data", kept, growing)[0][1]
    assert "RPO is growing" in queue_events("data", kept, growing)[0][1]
    assert "--when-away continue" in queue_events("data", kept, stalled)[0][1]
    assert queue_events("data", stalled, kept)[0][0] is Severity.OK
