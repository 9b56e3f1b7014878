"""Small questions to an observation that more than one role asks."""

from twinhelm_node.failover.values import Observation, PeerSeen, State


def echoed(state: State, peer: PeerSeen) -> bool:
    """Say whether the other server has answered a heartbeat in exactly our generation."""
    return peer.answered_generation == state.generation


def heard_within(seen: Observation, seconds: float, state: State, now: float) -> bool:
    """Say whether the other server was heard in the last `seconds`, counted only while this process was awake."""
    return seen.peer is not None and now - max(seen.peer.heard_at, state.awake_since) < seconds


def contact_at(seen: Observation) -> float | None:
    """Return when the newest question that the gateway answered was asked."""
    times = [] if seen.gateway_answered_at is None else [seen.gateway_answered_at]
    if seen.verdict is not None and seen.verdict.gateway_answers:
        times.append(seen.verdict.asked_at)
    return max(times, default=None)
