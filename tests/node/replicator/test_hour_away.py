"""An hour of load while the passive is away: real records, a clock that is an argument."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.mounted_capture import Mounted
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_fill import FillAlarm, QueuePolicy
from twinhelm_node.replicator.queue_keeper import QueueKeeper

QUOTA = 6 << 20
HOUR_S, ROUND_S = 3600, 10
FILES_A_ROUND, FILE_BYTES = 6, 4096  # 27 KB of records in ten seconds: full after some forty minutes
ALARMS = [FillAlarm.NORMAL, FillAlarm.NOTICE, FillAlarm.WARNING, FillAlarm.CRITICAL]


def own_memory() -> int:
    """What this process holds for itself: pages of segments are the file's (proc(5))."""
    return int(Path("/proc/self/status").read_text().partition("RssAnon:")[2].split()[0]) * 1024


def test_the_queue_keeps_to_its_quota_and_what_does_not_fit_is_remembered(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(device="/dev/fuse")
    protected = ProtectedSet("documents", str(tmp_path / "data"), quota_bytes=QUOTA, floor_bytes=0, when_full=QueuePolicy.DEGRADE)
    alarms = [FillAlarm.NORMAL]
    expected: dict[str, bytes] = {}
    lost: set[bytes] = set()
    estimates: list[tuple[float, float]] = []  # when it was made, and for when
    full_at_s = 0.0
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        capture = mounted.capture
        keeper = QueueKeeper(capture, protected, mounted.unsafe, free=lambda _: 1 << 40)
        capture.set_peer_present(False)
        for number in range(20):
            (mounted.folder / f"d{number}").mkdir()
        memory = own_memory()
        for began_s in range(0, HOUR_S, ROUND_S):
            for number in range(FILES_A_ROUND):
                name = f"d{(began_s + number) % 20}/{(began_s // ROUND_S * FILES_A_ROUND + number) % 700}"
                expected[name] = (b"%d %d " % (began_s, number)) * (FILE_BYTES // 10)
                (mounted.folder / name).write_bytes(expected[name])
                if capture.failure():
                    full_at_s = full_at_s or began_s
                    lost.add(name.encode())
            for second in range(ROUND_S):
                keeper.sample(float(began_s + second))
            fill = keeper.fill(connected=False)
            assert fill.used_bytes <= QUOTA
            if fill.alarm is not alarms[-1]:
                alarms.append(fill.alarm)
            if fill.time_to_full_s is not None and not full_at_s:
                estimates.append((began_s, began_s + fill.time_to_full_s))
        assert own_memory() - memory < 24 << 20
        assert full_at_s > HOUR_S / 3
        assert alarms == ALARMS, "an alarm was left out, or rang twice"
        late = [told_s for made_s, told_s in estimates if made_s > full_at_s / 2]
        assert late
        assert all(full_at_s / 2 < told_s < 2 * full_at_s for told_s in late), "the forecast misleads"
        assert {name: (mounted.folder / name).read_bytes() for name in expected} == expected, (
            "the application's files are not what it wrote"
        )
        changed = capture.changed()
        assert not changed.everything
        assert lost <= changed.paths.keys(), "a path that changed without room is not remembered"
        assert len(changed.paths) <= len(lost) + 20 + 1

        # the passive is back and takes what is queued
        assert not keeper.has_room
        capture.set_acknowledged(capture.position().last_sequence)
        keeper.sample(HOUR_S + 1.0)
        assert keeper.has_room
        since = capture.resume_recording()
        (mounted.folder / "d0/again").write_bytes(b"x")
        records = mounted.records(check=False)
        assert [(one.kind, one.b) for one in records if one.sequence == since] == [("CHECK_BEGIN", 2)]
        assert [one.sequence for one in records] == list(range(1, records[-1].sequence + 1))
        keeper.close()


@pytest.mark.parametrize("free_bytes", [0, 1 << 20])
def test_a_disk_that_others_fill_counts_as_a_full_queue(tmp_path: Path, requires: Callable[..., None], free_bytes: int) -> None:
    """The floor of free space is kept whatever the quota allows, and given back when there is room again."""
    requires(device="/dev/fuse")
    protected = ProtectedSet("documents", str(tmp_path / "data"), quota_bytes=QUOTA, floor_bytes=1 << 20, when_full=QueuePolicy.DEGRADE)
    free = [2 << 30]
    with Mounted(tmp_path, quota_bytes=QUOTA) as mounted:
        keeper = QueueKeeper(mounted.capture, protected, mounted.unsafe, free=lambda _: free[0])
        (mounted.folder / "before").write_bytes(b"x" * 1000)
        assert mounted.capture.failure() == ""
        free[0] = free_bytes
        keeper.sample(1.0)
        (mounted.folder / "without room").write_bytes(b"y" * 1000)
        assert "is full" in mounted.capture.failure()
        assert b"without room" in mounted.capture.changed().paths
        assert (mounted.folder / "without room").read_bytes() == b"y" * 1000
        free[0] = 2 << 30
        keeper.sample(2.0)
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        keeper.sample(3.0)
        assert keeper.has_room
        assert mounted.capture.resume_recording()
        keeper.close()
