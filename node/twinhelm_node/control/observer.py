"""What the decision sees: the other server, the links, the gateway, this server's replicator, and whether this server could take over."""

import asyncio
import time
from collections.abc import Callable

from twinhelm_node.control.readiness import promotable
from twinhelm_node.control.replicator_watch import ReplicatorWatch
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.gateway_watch import GatewayWatch
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.values import Limits, Observation, State


class Observer:
    """Makes the observation. `state` is the one that is decided upon, `peer_met` what role.json says of the other server."""

    def __init__(
        self,
        *,
        identity: Identity,
        limits: Limits,
        tracker: PeerTracker,
        watch: ReplicatorWatch,
        gateway: GatewayWatch,
        state: Callable[[], State],
        peer_met: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._identity = identity
        self._limits = limits
        self._tracker = tracker
        self._watch = watch
        self._gateway = gateway
        self._state = state
        self._peer_met = peer_met
        self._clock = clock
        self._breaks = 0
        self.recovering = False  # what a process before left mounted or running is being taken down

    def look(self) -> Observation:
        """Return what this server sees now."""
        state = self._state()
        if state.role in (Role.PASSIVE, Role.DEMOTING):
            self._breaks = self._watch.breaks
        ready, why_not = self.ready(state)
        return Observation(
            peer_joined=self._identity is Identity.SECONDARY or self._peer_met() or self._tracker.peer is not None,
            peer=self._tracker.peer,
            links=self._tracker.seen(),
            gateway_answered_at=self._gateway.answered_at,
            verdict=None,
            replicator_alive=self.replicator_alive,
            ready_to_promote=ready,
            not_ready_reason=why_not,
        )

    @property
    def replicator_alive(self) -> bool:
        """True while the replicator lives. An active's replicator that ended and came back is not the one that had the folders mounted."""
        return self._watch.alive and self._watch.breaks == self._breaks

    def ready(self, state: State) -> tuple[bool, str]:
        """Say whether this server could become active, and if not, why."""
        if self.recovering:
            return False, "it is taking down what a process before left running"
        status, peer = self._watch.status, self._tracker.peer
        if status is None:
            return False, "its replicator has not reported yet"
        return promotable(
            status.sets,
            identity=state.identity,
            active_generation=state.active_generation,
            peer_active_generation=peer.active_generation if peer is not None else 0,
        )

    def peer_heard(self) -> bool:
        """Say whether the other server is not even suspect."""
        peer = self._tracker.peer
        return peer is not None and self._clock() - peer.heard_at < self._limits.suspect_s

    async def peer_took_over(self, generation: int) -> bool:
        """Whether the other server became active in this generation, by what it says from now on; a promotion under way is waited for."""
        asked_at = self._clock()
        while self.peer_heard():
            peer = self._tracker.peer
            if peer is not None and peer.heard_at > asked_at and (peer.role is not Role.PROMOTING or peer.generation < generation):
                return peer.role is Role.ACTIVE and peer.generation >= generation
            await asyncio.sleep(self._limits.interval_s / 10)
        return False
