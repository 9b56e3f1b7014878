"""How long the decision may wait before it looks again, when nothing wakes it. Pure.

Silence and leases are judged every `TICK_S`. While both servers hear each other in settled roles there is none to judge: then it is
enough to look when the voice is due, and one tick before silence could begin to count.
"""

from twinhelm_node.domain.roles import Role
from twinhelm_node.failover.values import Observation, State

TICK_S = 0.05
RENEW_RATIO = 0.9  # of the interval: a lease is renewed when so much has passed since the last time
SETTLED = ((Role.ACTIVE, Role.PASSIVE), (Role.PASSIVE, Role.ACTIVE))


def pause_s(state: State, seen: Observation, now: float) -> float:
    """Return the seconds until the next look."""
    peer, limits = seen.peer, state.limits
    if peer is None or (state.role, peer.role) not in SETTLED or now < state.hold_until or not seen.replicator_alive:
        return TICK_S
    heard_at = min([peer.heard_at, peer.answered_at, *(link.answered_at or peer.heard_at for link in seen.links)])
    due = min(heard_at + min(limits.contact_s, limits.suspect_s) - TICK_S, now + limits.interval_s)
    if state.role is Role.ACTIVE:
        due = min(due, state.renewed_at + limits.interval_s * RENEW_RATIO)
    return max(TICK_S, due - now)
