"""Changes of a set's settings: only what differs, and what each of them means."""

from dataclasses import replace

from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.pair import Compression, Mode
from twinhelm_client.domain.protection import ProtectedSet, size_of, typed_size
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import SetChange, change_between, deletes, meanings
from twinhelm_client.rpc.demo_pair import DemoPair

BEFORE = ProtectedSet("data", "/srv/data", quota_bytes=8 * 1024**3, floor_bytes=256 * 1024**2, orphan_days=30, bandwidth="10mbit")


def test_only_what_differs_is_asked_for():
    assert change_between(BEFORE, BEFORE).wanted() == {}
    after = replace(BEFORE, mode=Mode.DURABLE, bandwidth="", orphan_days=0, floor_bytes=0)
    assert change_between(BEFORE, after) == SetChange(mode=Mode.DURABLE, bandwidth="", orphan_days=0, floor_bytes=0)


def test_every_setting_says_what_it_means():
    data = DemoPair(1.8e9).status().sets[0]
    every = SetChange(
        Mode.DURABLE, WhenAway.STALL, 16 * 1024**3, 1024**3, QueuePolicy.THROTTLE, Compression.STRONG, "10mbit", 20_000_000,
        OrphanPolicy.DELETE, 7, 10**9,
    )  # fmt: skip
    told = meanings(every, data)
    assert len(told) == 10
    for words in ("round trip", "waits until it is back", "lasts", "1.1 GB free", "slowed down", "140 MB", "10 Mbit/s", "20.0 MB/s"):
        assert any(words in one for one in told), words
    assert told[-2] == "What a check finds on the passive alone is deleted for good."
    assert told[-1] == "What is set aside is kept for 7 days. The quarantine holds at most 1.0 GB; the oldest goes first."
    assert deletes(every)
    assert meanings(SetChange(), data) == ()


def test_a_limit_that_is_reached_already_is_said():
    data = DemoPair(1.8e9).status().sets[0]
    full = replace(data, unsafe_queue=replace(data.unsafe_queue, bytes=10**9))
    assert "so it is full at once" in meanings(SetChange(quota_bytes=10**8), full)[0]
    assert "only 60.0 GB are free now" in meanings(SetChange(floor_bytes=10**12), data)[0]
    quiet = replace(data, captured_bytes_per_s=0.0)
    assert meanings(SetChange(quota_bytes=10**9), quiet) == ("The unsafe queue may hold 1.0 GB while the passive is slow or away.",)


def test_a_size_is_typed_back_exactly():
    for size in (0, 1, 12_345, 500_000_000, 64 * 1024**2, 8 * 1024**3, 20 * 10**9, 3 * 1024**4):
        assert size_of(typed_size(size)) == size
