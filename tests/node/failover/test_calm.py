"""How long the decision waits: long only while there is nothing to judge, and never past the moment at which silence begins to count."""

from dataclasses import replace
from typing import Any

import pytest

from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.calm import RENEW_RATIO, TICK_S, pause_s
from twinhelm_node.failover.decide import initial_state
from twinhelm_node.failover.values import Limits, LinkSeen, Observation, PeerSeen, State

T = 1000.0


def state(role: Role, **changes: Any) -> State:
    made = initial_state(
        name="castor", peer_name="pollux", identity=Identity.PRIMARY, limits=Limits(), generation=1, active_generation=1,
        known_generation=1, resume=False, voiced=False, now=T,
    )  # fmt: skip
    return replace(made, role=role, **changes)


def hearing(role: Role, ago_s: float = 0.0, other_link_ago_s: float = 0.0, *, replicator: bool = True) -> Observation:
    peer = PeerSeen(T, T - ago_s, 1, role, 1, 1, generation_known=True, boot_id="b1")
    links = (LinkSeen("hb0", T - ago_s), LinkSeen("hb1", T - other_link_ago_s))
    return Observation(True, peer, links, None, None, replicator, ready_to_promote=True)


def test_a_settled_pair_looks_when_a_lease_is_due():
    limits = Limits()
    assert pause_s(state(Role.PASSIVE), hearing(Role.ACTIVE), T) == pytest.approx(limits.interval_s)
    renewed = state(Role.ACTIVE, renewed_at=T - 0.1)
    assert pause_s(renewed, hearing(Role.PASSIVE), T) == pytest.approx(limits.interval_s * RENEW_RATIO - 0.1)


@pytest.mark.parametrize("ago_s", [0.0, 0.3, 0.5, 0.6, 0.69, 0.75, 2.0])
@pytest.mark.parametrize("link", ["both", "one"])
def test_silence_is_judged_from_its_first_tick_on(ago_s: float, link: str):
    limits = Limits()
    seen = hearing(Role.ACTIVE, ago_s if link == "both" else 0.0, ago_s)
    pause = pause_s(state(Role.PASSIVE), seen, T)
    counts_in_s = min(limits.contact_s, limits.suspect_s) - ago_s
    assert pause <= max(TICK_S, counts_in_s - TICK_S + 1e-9)


@pytest.mark.parametrize(
    ("ours", "seen"),
    [
        (state(Role.ACTIVE), hearing(Role.ACTIVE)),
        (state(Role.PASSIVE), hearing(Role.PASSIVE)),
        (state(Role.PROMOTING), hearing(Role.PASSIVE)),
        (state(Role.PASSIVE, hold_until=T + 1), hearing(Role.ACTIVE)),
        (state(Role.ACTIVE), hearing(Role.PASSIVE, replicator=False)),
        (state(Role.ACTIVE), replace(hearing(Role.PASSIVE), peer=None)),
    ],
)
def test_anything_else_is_looked_at_every_tick(ours: State, seen: Observation):
    assert pause_s(ours, seen, T) == TICK_S
