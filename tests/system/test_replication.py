"""Under a mixed load, stopped at a random moment, both trees are equal in content and metadata."""

import random
import sys
import time
from pathlib import Path

import pytest

from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.lab.demo_evidence import lost
from twinhelm_node.lab.demo_load import ConfirmedLoad, database_complaints, present_numbers
from twinhelm_node.lab.demo_run import stop_applications, switch_over, tree_differences
from twinhelm_node.lab.lab import Lab

MUTATOR = Path(__file__).with_name("mixed_load.py")


def mixed_load(lab: Lab, active: str, seed: int) -> None:
    """Change a tree beside the database and stop, by killing, at a moment that the seed chooses."""
    lab.exec(active, ["mkdir", "-p", "/srv/data/mixed"]).require_success()
    mutator = lab.spawn(active, [sys.executable, str(MUTATOR), "/srv/data/mixed", str(seed)])
    time.sleep(random.Random(seed).uniform(1.0, 5.0))
    assert mutator.poll() is None, "the mutator ended by itself"
    mutator.kill()
    mutator.wait()


@pytest.mark.parametrize("seed", [random.SystemRandom().randrange(1 << 32)], ids=lambda seed: f"seed-{seed}")
def test_trees_are_equal_after_a_mixed_load(lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad, seed: int) -> None:
    mixed_load(lab, pair[0], seed)
    load.stop()
    try:
        stop_applications(client)
        assert (lab.disk(pair[0]) / "data" / "mixed").exists()
        assert tree_differences(lab, client) == ()
    finally:
        client.start_application("postgresql")
    assert lost(load.commits(), present_numbers(lab)) == ()


@pytest.mark.parametrize("seed", [random.SystemRandom().randrange(1 << 32)], ids=lambda seed: f"seed-{seed}")
def test_nothing_is_lost_by_a_switchover_under_load(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad, seed: int
) -> None:
    mixed_load(lab, pair[0], seed)
    operation = switch_over(client, "a test")
    load.wait_for_commits(50, 60.0, time.monotonic_ns())
    assert (operation.from_server, operation.to_server) == pair
    assert all(phase.name and phase.server for phase in operation.phases)
    load.stop()
    assert lost(load.commits(), present_numbers(lab)) == ()
    assert database_complaints(lab) == ""
