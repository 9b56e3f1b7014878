"""What a passive server considers: whether to become active, and if not, why not. Pure, part of decide.py."""

from dataclasses import replace

from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.generations import next_generation, owner
from twinhelm_node.failover.values import Action, AskArbiter, Basis, Note, Observation, PeerSeen, Promote, State, Verdict


def consider_passive(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """Promote this server, ask the arbiter, or say why not."""
    peer = seen.peer
    if not seen.peer_joined:
        return _alone(state, seen, now, actions)
    if peer is None:
        sentence = (
            f"{state.name} has not heard {state.peer_name} since it started; start {state.peer_name} or its heartbeat links, "
            f"or run `twinhelm failover --force` here if {state.peer_name} is lost"
        )
        return _refuse(state, "unheard", sentence, actions)
    silent_s = now - max(peer.heard_at, state.awake_since)
    if silent_s < state.limits.suspect_s:
        return _in_contact(state, seen, peer, silent_s, now, actions)
    return _candidate(state, seen, peer, silent_s, now, actions)


def _alone(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """A pair whose second server never joined starts on the primary."""
    if state.identity is not Identity.PRIMARY:
        return _refuse(
            state, "not-joined", f"{state.name} has not joined its pair; run `twinhelm pair join` with a token of the primary", actions
        )
    if veto := _own_veto(state, seen, now):
        return _refuse(state, "not-able", veto, actions)
    return _promote(state, Basis.ALONE, "the second server has not joined the pair yet, the primary starts", now, actions)


def _in_contact(state: State, seen: Observation, peer: PeerSeen, silent_s: float, now: float, actions: list[Action]) -> State:
    """Both servers hear each other: one of them is active, or the one that was active last starts."""
    limits, name = state.limits, state.peer_name
    stranded = peer.role is Role.DEMOTING and not peer.replicator_alive
    if peer.role is not Role.PASSIVE and not stranded:
        sentence = f"{name} is {peer.role} in generation {peer.generation} and was heard {silent_s:.1f} s ago"
        return _refuse(state, f"peer-{peer.role}", sentence, actions, note=False)
    if now - peer.answered_at >= limits.contact_s:
        return _refuse(state, "no-answer", f"{name} has not answered for {now - peer.answered_at:.1f} s", actions, note=False)
    if veto := _own_veto(state, seen, now):
        return _refuse(state, "not-able", veto, actions)
    if _preferred(state, peer):
        return _promote(state, Basis.CONTACT, _why_preferred(state), now, actions)
    if peer.replicator_alive and peer.ready_to_promote:
        sentence = f"{name} was active last (generation {peer.active_generation}); it starts by itself"
        return _refuse(state, "peer-preferred", sentence, actions, note=False)
    why = "its replicator ended" if not peer.replicator_alive else peer.not_ready_reason or "it is not ready"
    unable_s = 0.0 if state.peer_unable_since is None else now - state.peer_unable_since
    if peer.boot_id != state.peer_active_boot and unable_s < limits.settle_s:
        sentence = f"{name} was active last and cannot start yet ({why}); {state.name} waits {limits.settle_s - unable_s:.0f} s more for it"
        return _refuse(state, "peer-starting", sentence, actions)
    return _promote(state, Basis.CONTACT, f"{name} gave the role away: {why}", now, actions)


def _preferred(state: State, peer: PeerSeen) -> bool:
    """Of two passives, the one that was active in the higher generation starts; the primary when nobody ever was."""
    if state.active_generation != peer.active_generation:
        return state.active_generation > peer.active_generation
    return state.identity is Identity.PRIMARY


def _why_preferred(state: State) -> str:
    if state.active_generation == 0:
        return "no server of this pair was ever active, the primary starts"
    return f"both servers are passive and {state.name} was active last, in generation {state.active_generation}"


def is_heir(state: State, peer: PeerSeen) -> bool:
    """Say whether this server may take over without contact. Never true on both servers: see decide.py, "One heir"."""
    if not peer.generation_known or owner(peer.generation) is not state.identity.other:
        return False
    if state.known_generation >= peer.generation:
        return False
    return state.generation == peer.generation or owner(state.generation) is state.identity


def _candidate(state: State, seen: Observation, peer: PeerSeen, silent_s: float, now: float, actions: list[Action]) -> State:
    """The other server is silent on every link. Its heir asks the arbiter, from suspicion on, so that it knows how long the service
    address has been silent when the dead time is over; anybody else waits.
    """
    limits = state.limits
    links = ", ".join(link.name for link in seen.links)
    lost = f"heartbeat lost {silent_s:.1f} s ago on {links}"
    if not is_heir(state, peer):
        sentence = (
            f"{lost}, but {state.peer_name} was not active when it was last heard; run `twinhelm failover --force` here if it is lost"
        )
        return _refuse(state, "no-heir", sentence, actions)
    if veto := _own_veto(state, seen, now):
        return _refuse(state, "not-able", f"{lost}, but {veto}", actions)
    verdict = seen.verdict if seen.verdict is not None and seen.verdict.asked_at >= peer.heard_at + limits.suspect_s else None
    if now - state.asked_at >= limits.ask_s:
        actions.append(AskArbiter(f"{lost}, dead after {limits.dead_s:g} s"))
        state = replace(state, asked_at=now)
    if silent_s < limits.dead_s:
        return _refuse(state, "suspect", f"{lost}, dead after {limits.dead_s:g} s", actions, note=False)
    if verdict is None or now - verdict.asked_at > limits.verdict_s:
        return _refuse(state, "asking", f"{lost}; waiting for the arbiter", actions, note=False)
    return _judge(state, verdict, lost, now, actions)


def _judge(state: State, verdict: Verdict, lost: str, now: float, actions: list[Action]) -> State:
    """Use a fresh verdict. Whoever answers for the service address is alive, so its silence has to last as well."""
    if verdict.service_answers:
        sentence = f"{lost}, but somebody speaks for the service address: {verdict.evidence}; {state.name} stays passive"
        return _refuse(state, "service-answers", sentence, actions)
    if not verdict.gateway_answers:
        return _refuse(state, "isolated", f"{lost}, and {state.name} is isolated itself: {verdict.evidence}", actions)
    silent_s = 0.0 if state.silent_since is None else now - state.silent_since
    if silent_s < state.limits.dead_s - state.limits.suspect_s:
        sentence = f"{lost}; the service address has been silent for {silent_s:.1f} s only"
        return _refuse(state, "service-silent", sentence, actions, note=False)
    return _promote(state, Basis.ARBITER, f"{lost}; the arbiter agrees: {verdict.evidence}", now, actions)


def _own_veto(state: State, seen: Observation, now: float) -> str:
    """Return why this server itself is not able to be active; empty: it is."""
    if not seen.replicator_alive:
        return f"the replicator of {state.name} does not run"
    if not seen.ready_to_promote:
        return f"{state.name} is not ready: {seen.not_ready_reason}"
    if now < state.hold_until:
        return f"{state.name} holds still for {state.hold_until - now:.0f} s more: {state.hold_reason}"
    return ""


def _promote(state: State, basis: Basis, reason: str, now: float, actions: list[Action]) -> State:
    generation = next_generation(state.identity, state.generation)
    actions.append(Promote(generation, basis, reason))
    return replace(
        state, role=Role.PROMOTING, generation=generation, basis=basis, prepared=False, promoted_at=now, topic="", why_not=(), asked_at=0.0
    )


def _refuse(state: State, topic: str, sentence: str, actions: list[Action], note: bool = True) -> State:
    """Keep the sentence for "why not"; note it as an event once per topic."""
    if note and topic != state.topic:
        actions.append(Note(topic, sentence))
    if topic == state.topic and state.why_not == (sentence,):
        return state
    return replace(state, topic=topic, why_not=(sentence,))
