"""The main job, in both modes, exactly as a person starts it: `./dev demo --headless`."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

KEYS = {
    "mode", "outage_s", "detect_s", "promote_s", "confirmed", "lost", "unsafe_at_crash", "database_ok", "silent_passive_ok",
    "trees_equal_after_switchover",
}  # fmt: skip


@pytest.mark.timeout(400)
def test_a_database_survives_the_loss_of_its_server(repository: Path, requires: Callable[..., None]) -> None:
    requires("nft", "ip", "rsync", "fusermount3", device="/dev/fuse", root=True)
    done = subprocess.run(
        [str(repository / "dev"), "demo", "--headless", "--load-seconds", "6"], capture_output=True, text=True, check=False, timeout=380
    )
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["mode"] for result in results] == ["async", "durable"]
    for result in results:
        assert set(result) == KEYS
        assert result["database_ok"]
        assert result["silent_passive_ok"]
        assert result["trees_equal_after_switchover"]
        assert result["confirmed"] > 0
    assert results[1]["lost"] == 0
