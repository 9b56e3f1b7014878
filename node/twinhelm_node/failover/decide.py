"""Choose the role of this server. Pure: same inputs, same answer; no clock, no I/O, no logging.

```
              contact, both passive │ arbiter │ handover │ force           prepared and may speak
   PASSIVE ──────────────────────────────────────────────▶ PROMOTING ───────────────────────────▶ ACTIVE
      ▲                                                        │ higher generation, failed, veto      │ higher generation, no contact,
      │                 STEPPED_DOWN, FAILED, HANDED_OVER      ▼                                      ▼ replicator ended, switchover
      └──────────────────────────────────────────────────── DEMOTING ◀────────────────────────────────┘
```

Why at most one server speaks
- *Own numbers.* A generation belongs to one identity (generations.py), so two servers never use the same one.
- *One heir.* Without contact only the heir may take over (passive.is_heir): it heard the other's generation from the other itself, with
  the word that the other has seen it answered (`generation_known`), and the other has not answered to a newer one of its own. Suppose both
  were heirs, P by A's generation a, A by P's generation p. P called p known, so p <= known(P) < a; A called a known, so a <= known(A) < p.
  Contradiction.
- *Everybody else needs an answer.* Two passives in contact: the one that promotes speaks only after the other has answered in the new
  generation, from which moment the other defers to it.
- *The lease ends first.* An active speaks only within `contact_s` of sending something that was answered, and its lease runs `voice_s`
  more. The heir waits `dead_s` from the last thing it heard, contact_s + voice_s < dead_s - interval_s, and speaks only when the arbiter
  saw a silent service address for contact_s + voice_s without a break: an active that the gateway answered would have been seen.
- *A lost voice stays lost* until the other server answers again: the gateway alone cannot tell whether the other has taken over.
"""

from dataclasses import replace

from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.calm import RENEW_RATIO
from twinhelm_node.failover.generations import next_generation, owner
from twinhelm_node.failover.passive import consider_passive
from twinhelm_node.failover.sight import contact_at, echoed, heard_within
from twinhelm_node.failover.values import (
    Abandon,
    Action,
    AskArbiter,
    Basis,
    Demote,
    Force,
    GiveWay,
    HandOver,
    Hide,
    Limits,
    Note,
    Observation,
    Promote,
    Refuse,
    RenewVoice,
    Report,
    ReportKind,
    Request,
    Speak,
    State,
    StepDown,
    TakeOver,
    WarnLink,
)

Outcome = tuple[State, tuple[Action, ...]]


def initial_state(
    *,
    name: str,
    peer_name: str,
    identity: Identity,
    limits: Limits,
    generation: int,
    active_generation: int,
    known_generation: int,
    resume: bool,
    voiced: bool,
    now: float,
) -> State:
    """Return the state in which a control process starts.

    `resume`: this server was active and its replicator still is, in `active_generation`. `voiced`: the lease of the process before
    has not ended, so going on is no new voice; it counts for one interval, within which a contact has to be made.
    """
    state = State(
        name=name,
        peer_name=peer_name,
        identity=identity,
        limits=limits,
        role=Role.PASSIVE,
        generation=generation,
        active_generation=active_generation,
        known_generation=known_generation,
        ticked_at=now,
        awake_since=now,
    )
    if resume and active_generation == generation and owner(generation) is identity:
        voice_until = now + limits.interval_s if voiced else 0.0
        return replace(state, role=Role.ACTIVE, basis=Basis.CONTACT, voice_until=voice_until, lost_at=now)
    return state


def decide(state: State, seen: Observation, now: float) -> Outcome:
    """Choose the next role from what is seen at the monotonic time `now`.

    Invariant: at most one Promote per generation over the whole pair (see invariants.check_one_voice and the simulation).
    """
    state = _wake(state, now)
    actions: list[Action] = []
    state = _watch_links(state, seen, now, actions)
    for report in seen.reports:
        state = _take_report(state, report, now, actions)
    state = _remember_peer(state, seen, now)
    state = _defer(state, seen, actions)
    state = _hear_arbiter(state, seen)
    if state.role is Role.ACTIVE:
        state = _stay_active(state, seen, now, actions)
    elif state.role is Role.PROMOTING:
        state = _finish_promotion(state, seen, now, actions)
    elif state.role is Role.PASSIVE:
        state = consider_passive(state, seen, now, actions)
    return replace(state, ticked_at=now), tuple(actions)


def consider(state: State, request: Request, seen: Observation, now: float) -> Outcome:
    """Answer a request of a person or of the other server; a Refuse among the actions says why nothing happens."""
    match request:
        case TakeOver():
            return _take_over(state, request, seen, now)
        case Demote():
            return _demote(state, request)
        case GiveWay():
            return _give_way(state, request, now)
        case Force():
            return _force(state, request, seen, now)


# --- what every role does ------------------------------------------------------------------------------------------


def _wake(state: State, now: float) -> State:
    """After a pause of this process, silence of the other server proves nothing: count it anew."""
    if now - state.ticked_at > state.limits.suspect_s:
        return replace(state, awake_since=now)
    return state


def _watch_links(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """One link down is only a warning."""
    if not seen.peer_joined:
        return state
    down = []
    for link in seen.links:
        since = state.awake_since if link.answered_at is None else max(link.answered_at, state.awake_since)
        quiet_s = now - since
        was_down = link.name in state.links_down
        if quiet_s >= state.limits.suspect_s or (was_down and link.answered_at is None):
            down.append(link.name)
            if not was_down:
                actions.append(WarnLink(link.name, False, f"heartbeat link {link.name} has been silent for {quiet_s:.1f} s"))
        elif was_down:
            actions.append(WarnLink(link.name, True, f"heartbeat link {link.name} answers again"))
    links_down = tuple(down)
    return state if links_down == state.links_down else replace(state, links_down=links_down)


def _take_report(state: State, report: Report, now: float, actions: list[Action]) -> State:
    """Take in the end of something the executor did."""
    match report.kind:
        case ReportKind.PREPARED:
            if state.role is Role.PROMOTING and report.generation == state.generation:
                return replace(state, prepared=True)
        case ReportKind.FAILED if state.role is Role.ACTIVE and report.generation == state.generation:
            reason = f"{state.name} could not finish becoming active: {report.detail}"
            actions += [Hide(reason), StepDown(state.generation, reason)]
            return _holding(replace(state, role=Role.DEMOTING, voice_until=0.0), now, reason)
        case ReportKind.FAILED if state.role in (Role.PROMOTING, Role.DEMOTING):
            actions.append(Note("promotion-failed", f"{state.name} stays passive: {report.detail}"))
            return _holding(_passive(state), now, f"its last attempt failed: {report.detail}")
        case ReportKind.STEPPED_DOWN | ReportKind.HANDED_OVER if state.role is Role.DEMOTING:
            return _passive(state)
        case _:
            pass
    return state


def _passive(state: State) -> State:
    return replace(state, role=Role.PASSIVE, basis=Basis.NONE, prepared=False, voice_until=0.0, lost_at=None, topic="", why_not=())


def _holding(state: State, now: float, reason: str) -> State:
    return replace(state, hold_until=now + state.limits.hold_s, hold_reason=reason)


def _remember_peer(state: State, seen: Observation, now: float) -> State:
    """Learn what the newest heartbeat of the other server says about it."""
    peer = seen.peer
    if peer is None:
        return state
    if peer.role in (Role.ACTIVE, Role.DEMOTING) and state.peer_active_boot != peer.boot_id:
        state = replace(state, peer_active_boot=peer.boot_id)
    unable = not (peer.replicator_alive and peer.ready_to_promote)
    if not unable:
        state = state if state.peer_unable_since is None else replace(state, peer_unable_since=None)
    elif state.peer_unable_since is None:
        state = replace(state, peer_unable_since=now)
    if echoed(state, peer) and owner(state.generation) is state.identity and state.known_generation < state.generation:
        state = replace(state, known_generation=state.generation)
    return state


def _hear_arbiter(state: State, seen: Observation) -> State:
    """Keep since when the gateway has answered us without a break while nobody answered for the service address."""
    verdict = seen.verdict
    if verdict is None or verdict.asked_at <= state.judged_at:
        return state
    gap_s, since = verdict.asked_at - state.judged_at, state.silent_since
    if verdict.service_answers or not verdict.gateway_answers:
        since = None
    elif since is None or gap_s > state.limits.verdict_s or (seen.peer is not None and seen.peer.heard_at > since):
        since = verdict.asked_at
    return replace(state, judged_at=verdict.asked_at, silent_since=since)


def _defer(state: State, seen: Observation, actions: list[Action]) -> State:
    """A higher generation has been used: hide at once and step down. The generation is learned in any role."""
    peer = seen.peer
    if peer is None:
        return state
    if peer.role is Role.ACTIVE and peer.generation == state.generation and state.role is Role.ACTIVE:
        return _resolve_conflict(state, actions)
    if peer.generation <= state.generation:
        return state
    old, state = state.generation, replace(state, generation=peer.generation)
    reason = f"{state.peer_name} has generation {peer.generation}, {state.name} has {old}: the higher one holds the helm"
    if state.role is Role.ACTIVE:
        actions += [Hide(reason), StepDown(old, reason)]
        return replace(state, role=Role.DEMOTING, voice_until=0.0)
    if state.role is Role.PROMOTING:
        actions.append(Abandon(old, reason))
        return replace(state, role=Role.DEMOTING, voice_until=0.0)
    return state


def _resolve_conflict(state: State, actions: list[Action]) -> State:
    """Both active in one generation: impossible by construction. Both hide; the primary keeps the role, the secondary gives it up."""
    reason = f"both servers say that they are active in generation {state.generation}; report this"
    actions += [Hide(reason), Note("same-generation", reason)]
    if state.identity is Identity.PRIMARY:
        return replace(state, voice_until=0.0)
    actions.append(StepDown(state.generation, reason))
    return replace(state, role=Role.DEMOTING, voice_until=0.0)


# --- active --------------------------------------------------------------------------------------------------------


def _stay_active(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """Renew the voice while somebody answers; without contact let it end, and step down when that lasts or the replicator ended."""
    limits = state.limits
    if not seen.replicator_alive:
        reason = f"the replicator of {state.name} ended; that is a failure of the server"
        actions += [Hide(reason), StepDown(state.generation, reason)]
        return _holding(replace(state, role=Role.DEMOTING, voice_until=0.0), now, reason)
    why = _may_speak(state, seen, now)
    if why:
        lapsed = now >= state.voice_until
        if lapsed or now - state.renewed_at >= limits.interval_s * RENEW_RATIO:
            actions.append(RenewVoice(now + limits.voice_s, lapsed, why))
            state = replace(state, voice_until=now + limits.voice_s, renewed_at=now)
        return state if state.lost_at is None else replace(state, lost_at=None)
    lost_at = now if state.lost_at is None else max(state.lost_at, state.awake_since)
    silence = _silence(state, seen, now)
    if state.lost_at is None:
        actions.append(Note("no-contact", f"{state.name} hears {silence}; its voice is not renewed, so that {state.peer_name} may speak"))
    if state.voice_until and now >= state.voice_until:
        actions.append(Hide(f"{state.name} hears {silence}; its voice has ended"))
        state = replace(state, voice_until=0.0)
    if now - lost_at >= limits.dead_s:
        reason = f"{state.name} hears {silence}; it cannot know whether {state.peer_name} has taken over"
        actions += [Hide(reason), StepDown(state.generation, reason)]
        return replace(state, role=Role.DEMOTING, voice_until=0.0, lost_at=None)
    return replace(state, lost_at=lost_at)


def _may_speak(state: State, seen: Observation, now: float) -> str:
    """Return why this active server may speak now; empty: it may not."""
    if not seen.peer_joined:
        return f"{state.peer_name or 'the second server'} has not joined the pair yet"
    if state.known_generation < state.generation and seen.peer is None:
        return f"{state.peer_name} has not been heard since generation {state.generation} began, so it cannot take over"
    limits, peer = state.limits, seen.peer
    speaking = now < state.voice_until
    if peer is not None and now - peer.answered_at < limits.contact_s and peer.answered_generation <= state.generation:
        agreed = echoed(state, peer) and peer.role in (Role.PASSIVE, Role.DEMOTING)
        if speaking or agreed:
            return f"{state.peer_name} answered {now - peer.answered_at:.2f} s ago"
    if state.known_generation < state.generation:
        return f"{state.peer_name} does not know generation {state.generation} yet, so it cannot take over"
    gateway_at = contact_at(seen)
    if speaking and gateway_at is not None and now - gateway_at < limits.contact_s:
        return f"the gateway answered {now - gateway_at:.2f} s ago"
    return ""


def _silence(state: State, seen: Observation, now: float) -> str:
    """Say for how long nobody answered."""
    peer_s = "never" if seen.peer is None else f"{now - seen.peer.answered_at:.1f} s"
    gateway_at = contact_at(seen)
    gateway_s = "never" if gateway_at is None else f"{now - gateway_at:.1f} s"
    return f"neither {state.peer_name} (last answer: {peer_s}) nor the gateway (last answer: {gateway_s})"


# --- promoting -----------------------------------------------------------------------------------------------------


def _finish_promotion(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """Speak once everything is prepared and the ground of the promotion still holds; abandon it when the ground is gone."""
    limits, peer = state.limits, seen.peer
    if not seen.replicator_alive:
        return _abandon(state, now, f"the replicator of {state.name} ended", actions)
    if (
        peer is not None
        and echoed(state, peer)
        and now - peer.answered_at < limits.contact_s
        and peer.role in (Role.PASSIVE, Role.DEMOTING)
    ):
        why = f"{state.peer_name} agreed to generation {state.generation} {now - peer.answered_at:.2f} s ago"
        return _speak(state, now, why, actions) if state.prepared else state
    if heard_within(seen, limits.dead_s, state, now):
        unknown = state.basis in (Basis.HANDOVER, Basis.FORCED, Basis.ALONE) and state.known_generation < state.generation
        return _speak(state, now, f"{state.name} is ready", actions) if unknown and state.prepared else state
    if state.known_generation >= state.generation or state.basis is Basis.CONTACT:
        # The other server may be our heir from the moment it answered; without it, silence is the only safe thing.
        return _abandon(
            state, now, f"{state.peer_name} fell silent before {state.name} could speak in generation {state.generation}", actions
        )
    if state.basis is Basis.ARBITER:
        return _confirm(state, seen, now, actions)
    return _speak(state, now, f"{state.name} is ready", actions) if state.prepared else state


def _confirm(state: State, seen: Observation, now: float, actions: list[Action]) -> State:
    """A takeover on the arbiter's word asks again, while the data is applied, so that its last word is fresh when it speaks."""
    limits, verdict = state.limits, seen.verdict
    if now - state.asked_at >= limits.ask_s:
        actions.append(AskArbiter(f"{state.name} is about to speak in generation {state.generation}"))
        state = replace(state, asked_at=now)
    if verdict is None or verdict.asked_at < state.promoted_at:
        return state
    if verdict.service_answers:
        return _abandon(state, now, f"somebody speaks for the service address: {verdict.evidence}", actions)
    silent_s = 0.0 if state.silent_since is None else now - state.silent_since
    if state.prepared and silent_s >= limits.contact_s + limits.voice_s and now - verdict.asked_at <= limits.verdict_s:
        return _speak(state, now, f"the arbiter agrees: {verdict.evidence}", actions)
    if not verdict.gateway_answers and now - state.promoted_at >= limits.hold_s and state.prepared:
        return _abandon(state, now, f"{state.name} is the isolated one: {verdict.evidence}", actions)
    return state


def _speak(state: State, now: float, reason: str, actions: list[Action]) -> State:
    until = now + state.limits.voice_s
    actions.append(Speak(state.generation, until, reason))
    return replace(
        state,
        role=Role.ACTIVE,
        active_generation=state.generation,
        voice_until=until,
        renewed_at=now,
        lost_at=None,
        prepared=False,
        topic="",
        why_not=(),
    )


def _abandon(state: State, now: float, reason: str, actions: list[Action]) -> State:
    actions.append(Abandon(state.generation, reason))
    return _holding(replace(state, role=Role.DEMOTING, prepared=False), now, reason)


# --- requests ------------------------------------------------------------------------------------------------------


def _begin(state: State, generation: int, basis: Basis, reason: str, now: float) -> Outcome:
    state = replace(
        state, role=Role.PROMOTING, generation=generation, basis=basis, prepared=False, promoted_at=now, asked_at=0.0, topic="", why_not=()
    )
    return state, (Promote(generation, basis, reason),)


def _take_over(state: State, request: TakeOver, seen: Observation, now: float) -> Outcome:
    """The active hid itself before it asked, so nothing but our own readiness counts."""
    if request.generation <= state.generation or owner(request.generation) is not state.identity:
        sentence = (
            f"generation {request.generation} was offered, but {state.name} knows generation {state.generation}; look at both servers"
        )
        return state, (Refuse("OLD_GENERATION", sentence),)
    if state.role is not Role.PASSIVE:
        return state, (Refuse("NOT_READY", f"{state.name} is {state.role}, so it cannot take over; wait until it is passive"),)
    if not seen.replicator_alive or not seen.ready_to_promote:
        why = seen.not_ready_reason or "its replicator does not run"
        return state, (Refuse("NOT_READY", f"{state.name} cannot take over: {why}"),)
    return _begin(state, request.generation, Basis.HANDOVER, request.reason, now)


def _demote(state: State, request: Demote) -> Outcome:
    """Last step of a switchover on the active: hide, and offer the other server its next generation.

    Our own generation does not move: should the offer be lost, the other server is still our heir, and our next number is above it.
    """
    if state.role is not Role.ACTIVE:
        return state, (Refuse("NOT_ACTIVE", f"{state.name} is {state.role}; ask {state.peer_name} for the switchover"),)
    generation = next_generation(state.identity.other, state.generation)
    actions = (Hide(request.reason), HandOver(generation, request.reason))
    return replace(state, role=Role.DEMOTING, voice_until=0.0), actions


def _give_way(state: State, request: GiveWay, now: float) -> Outcome:
    """A person decided for the other server. A server that is not active only holds still."""
    if request.generation <= state.generation or owner(request.generation) is state.identity:
        sentence = f"generation {request.generation} was announced, but {state.name} knows generation {state.generation}; ask again"
        return state, (Refuse("OLD_GENERATION", sentence),)
    old, state = state.generation, _holding(state, now, request.reason)
    if state.role is Role.ACTIVE:
        return replace(state, role=Role.DEMOTING, voice_until=0.0), (Hide(request.reason), StepDown(old, request.reason))
    if state.role is Role.PROMOTING:
        return replace(state, role=Role.DEMOTING, voice_until=0.0), (Abandon(old, request.reason),)
    return state, ()


def _force(state: State, request: Force, seen: Observation, now: float) -> Outcome:
    """A person overrules readiness and gateway, but neither a voice on the service address nor the time a lease needs to end."""
    if state.role is not Role.PASSIVE:
        return state, (Refuse("ALREADY_ACTIVE", f"{state.name} is {state.role} already; nothing to force"),)
    if not seen.replicator_alive:
        return state, (Refuse("NOT_READY", f"the replicator of {state.name} does not run; start it, then ask again"),)
    if not request.peer_stepped_down:
        verdict = seen.verdict
        if verdict is not None and verdict.service_answers:
            sentence = f"somebody answers for the service address ({verdict.evidence}); shut {state.peer_name} down first"
            return state, (Refuse("SERVICE_ADDRESS_ANSWERS", sentence),)
        if seen.peer is not None and now - seen.peer.heard_at < state.limits.dead_s:
            sentence = f"{state.peer_name} was heard {now - seen.peer.heard_at:.1f} s ago and did not step down; ask for a switchover there"
            return state, (Refuse("NOT_READY", sentence),)
    generation = next_generation(state.identity, state.generation)
    return _begin(state, generation, Basis.FORCED, request.reason, now)
