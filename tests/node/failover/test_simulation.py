"""Thousands of seeded schedules of faults: never two voices, no generation twice, and one active again when the faults end."""

import pytest

from tests.node.failover.simulation import World
from twinhelm_node.failover.invariants import InvariantBroken
from twinhelm_node.failover.values import Limits

pytestmark = pytest.mark.timeout(300)
SCHEDULES = 3000
CHUNK = 250


def story(world: World, seed: int) -> str:
    """Return the last lines of a schedule for the message of a failing test."""
    return f"seed {seed}\n" + "\n".join(world.log[-60:])


def play(seed: int, limits: Limits | None = None) -> World:
    """Run one schedule: a start, 14 s of faults that last up to 11 s, then 25 s to come back."""
    world = World(seed, limits)
    world.trouble(2.5, 16.5)
    try:
        world.run(122.0)
        world.mend()
        world.run(147.0)
    except InvariantBroken as broken:
        raise InvariantBroken(f"{broken}\n{story(world, seed)}") from None
    return world


def play_all(seeds: range, limits: Limits | None = None) -> None:
    """Run many schedules; whether the pair comes back is another test."""
    for seed in seeds:
        play(seed, limits)


@pytest.mark.parametrize("first", range(0, SCHEDULES, CHUNK))
def test_one_voice_and_one_active_at_the_end(first: int) -> None:
    for seed in range(first, first + CHUNK):
        world = play(seed)
        assert len(world.actives()) == 1, story(world, seed)


def test_a_pair_that_is_switched_on_starts_on_the_primary() -> None:
    world = World(1)
    world.run(110.0)
    assert world.actives() == ["castor"]


def test_the_simulation_catches_a_lease_that_outlives_the_dead_time() -> None:
    careless = Limits(contact_s=2.0, voice_s=4.0)
    with pytest.raises(InvariantBroken, match="two voices"):
        play_all(range(400), careless)


def test_the_simulation_catches_two_heirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule "one heir" both servers of a pair that was cut apart while passive take over."""
    monkeypatch.setattr("twinhelm_node.failover.passive.is_heir", lambda *_: True)
    with pytest.raises(InvariantBroken):
        play_all(range(400))
