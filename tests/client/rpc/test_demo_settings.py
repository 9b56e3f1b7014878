"""The simulated queue while the passive is away: each policy does what it says, and it is shown."""

import pytest

from twinhelm_client.domain.pair import Mode
from twinhelm_client.domain.queue_fill import Durability, FillAlarm, QueuePolicy, WhenAway, fill_lines
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.rpc.demo_pair import DemoPair

GIB = 1024**3


def away(change: SetChange, seconds: float, back_s: float = float("inf")):
    pair = DemoPair(1.8e9)
    pair.changes.settings.change("data", change)
    pair.changes.lose("pollux", pair.now_s, pair.now_s + back_s)
    pair.advance(seconds)
    return pair.status().sets[0]


def lines(data) -> str:
    return "\n".join(line.sentence for line in fill_lines([(data.name, data.fill)]))


def test_writers_are_slowed_down_and_the_queue_never_gets_beyond_its_limit():
    before = away(SetChange(when_full=QueuePolicy.THROTTLE, quota_bytes=GIB), 20.0)
    assert (before.fill.delayed_writes, before.fill.alarm) == (0, FillAlarm.CRITICAL)  # full in less than a minute
    for seconds in (40.0, 120.0, 3600.0):
        data = away(SetChange(when_full=QueuePolicy.THROTTLE, quota_bytes=GIB), seconds)
        assert GIB / 2 < data.fill.used_bytes <= GIB
        assert data.captured_bytes_per_s < before.captured_bytes_per_s
        assert data.fill.delayed_writes == sum(data.fill.delays)
        assert "slowed down, half of them by less than 16 ms" in lines(data)


def test_changed_paths_are_counted_and_compared_when_the_passive_is_back():
    full = away(SetChange(when_full=QueuePolicy.DEGRADE, quota_bytes=GIB), 90.0)
    assert full.fill.degraded
    assert f"{full.fill.changed_paths:,} changed paths are remembered".replace(",", "\u202f") in lines(full)
    back = away(SetChange(when_full=QueuePolicy.DEGRADE, quota_bytes=GIB), 94.0, back_s=90.0)
    assert not back.fill.degraded
    assert 0 < back.fill.changed_paths < full.fill.changed_paths
    assert "are being compared" in lines(back)


@pytest.mark.parametrize(
    ("when_away", "durability", "words"),
    [(WhenAway.CONTINUE, Durability.GROWING, "the RPO is growing"), (WhenAway.STALL, Durability.STALLED, "fsyncs wait for it")],
)
def test_a_durable_set_without_the_passive_does_not_claim_more_than_it_holds(when_away, durability, words):
    data = away(SetChange(mode=Mode.DURABLE, when_away=when_away), 30.0)
    assert data.fill.durability is durability
    assert words in lines(data)
