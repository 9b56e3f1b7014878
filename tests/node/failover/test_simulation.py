"""Thousands of seeded schedules of faults: never two voices, no generation twice, and one active again when the faults end."""

import pytest

from tests.node.failover.simulation import LINKS, World
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


def cut_off_for_a_while(castor_limits: Limits | None) -> None:
    """castor loses everything, and its public network comes back while pollux speaks and the heartbeat is still cut."""
    world = World(7, castor_limits)
    world.loss, world.slowest_s, world.failing, world.lag_s = 0.0, 0.005, 0.0, 0.01
    world.at(8.0, lambda: world.cut_lan(world.castor, 5.5))
    for link in LINKS:
        world.at(8.0, lambda link=link: world.cut_link(link, world.servers, 20.0))
    world.run(130.0)
    assert world.actives() == ["pollux"]


def test_the_simulation_catches_a_lease_that_outlives_the_dead_time() -> None:
    cut_off_for_a_while(None)
    with pytest.raises(InvariantBroken, match="two voices"):
        cut_off_for_a_while(Limits(contact_s=2.0, voice_s=4.0, dead_s=5.0))


def test_the_simulation_catches_two_heirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule "one heir" both servers of a pair that was cut apart while passive take over."""
    monkeypatch.setattr("twinhelm_node.failover.passive.is_heir", lambda *_: True)
    with pytest.raises(InvariantBroken):
        play_all(range(400))
