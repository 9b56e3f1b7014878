"""The decision as a dialogue: what a server sees, and what it answers."""

from dataclasses import replace

from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.decide import consider, decide, initial_state
from twinhelm_node.failover.generations import next_generation, owner
from twinhelm_node.failover.values import (
    AskArbiter,
    Basis,
    Demote,
    Force,
    GiveWay,
    HandOver,
    Hide,
    Limits,
    LinkSeen,
    Note,
    Observation,
    PeerSeen,
    Promote,
    Refuse,
    RenewVoice,
    Report,
    ReportKind,
    Speak,
    State,
    StepDown,
    TakeOver,
    Verdict,
    WarnLink,
)

T = 1000.0


def server(identity=Identity.SECONDARY, *, generation=1, active=0, known=0, resume=False, voiced=False, now=T) -> State:
    names = ("castor", "pollux") if identity is Identity.PRIMARY else ("pollux", "castor")
    return initial_state(
        name=names[0], peer_name=names[1], identity=identity, limits=Limits(), generation=generation, active_generation=active,
        known_generation=known, resume=resume, voiced=voiced, now=now,
    )  # fmt: skip


def peer(now=T, **changes) -> PeerSeen:
    seen = PeerSeen(now, now, 1, Role.ACTIVE, 1, 1, generation_known=True, boot_id="b1")
    return replace(seen, **changes)


def seeing(other=None, **changes) -> Observation:
    answered = None if other is None else other.answered_at
    seen = Observation(True, other, (LinkSeen("hb0", answered), LinkSeen("hb1", answered)), None, None, True, ready_to_promote=True)
    return replace(seen, **changes)


def kinds(actions) -> list[type]:
    return [type(action) for action in actions]


def play(state, see, until, now=T, step=0.1):
    """Decide every `step` seconds; return the state and every action with its time."""
    happened = []
    while now <= until:
        state, actions = decide(state, see(now), now)
        happened += [(round(now - T, 2), action) for action in actions]
        now += step
    return state, happened


def test_a_generation_belongs_to_one_server():
    assert owner(0) is None
    assert [next_generation(Identity.PRIMARY, n) for n in range(4)] == [1, 3, 3, 5]
    assert [next_generation(Identity.SECONDARY, n) for n in range(4)] == [2, 2, 4, 4]


def test_a_server_that_hears_nobody_waits_and_says_why():
    state, actions = decide(server(), seeing(), T)
    assert kinds(actions) == [Note]
    assert "failover --force" in state.why_not[0]


def test_the_primary_of_a_pair_that_nobody_joined_starts():
    state, actions = decide(server(Identity.PRIMARY, generation=0), seeing(peer_joined=False), T)
    assert kinds(actions) == [Promote]
    assert state.basis is Basis.ALONE
    _, actions = decide(state, seeing(peer_joined=False, reports=(Report(ReportKind.PREPARED, 1),)), T + 1)
    assert kinds(actions) == [Speak]


def test_after_a_power_cut_the_last_active_starts_and_the_other_waits():
    passive = {"role": Role.PASSIVE, "generation": 4, "answered_generation": 4}
    state, actions = decide(server(Identity.PRIMARY, generation=4, active=3), seeing(peer(active_generation=4, **passive)), T)
    assert actions == ()
    assert "pollux was active last" in state.why_not[0]
    _, actions = decide(server(generation=4, active=4), seeing(peer(active_generation=3, **passive)), T)
    assert actions[0].generation == 6
    assert actions[0].basis is Basis.CONTACT


def test_it_speaks_only_after_the_other_server_answered_in_the_new_generation():
    passive = peer(role=Role.PASSIVE, generation=0, answered_generation=0, active_generation=0)
    state, _ = decide(server(Identity.PRIMARY, generation=0), seeing(passive), T)
    prepared = (Report(ReportKind.PREPARED, 1),)
    state, actions = decide(state, seeing(replace(passive, heard_at=T + 0.1, answered_at=T + 0.1), reports=prepared), T + 0.1)
    assert actions == ()
    agreed = replace(passive, generation=1, answered_generation=1, heard_at=T + 0.3, answered_at=T + 0.2)
    _, actions = decide(state, seeing(agreed), T + 0.3)
    assert kinds(actions) == [Speak]
    assert actions[0].reason == "pollux agreed to generation 1 0.10 s ago"


def silent_world(now):
    """The active was heard at T; the arbiter answers every question at once, and is asked from suspicion on."""
    if now < T + 1.05:
        return seeing(peer())
    return seeing(peer(), verdict=Verdict(now - 0.01, gateway_answers=True, service_answers=False, evidence="nobody answers"))


def test_the_heir_of_a_dead_active_takes_over_after_dead_s_and_speaks_after_the_lease_has_ended():
    state, happened = play(server(), silent_world, T + 2.7)
    promoted = [(at, action) for at, action in happened if isinstance(action, Promote)]
    assert promoted[0][0] in (2.5, 2.6)
    assert promoted[0][1].reason == "heartbeat lost 2.6 s ago on hb0, hb1; the arbiter agrees: nobody answers"
    assert min(at for at, action in happened if isinstance(action, AskArbiter)) == 1.0
    told = [True]

    def world(now):
        reports = (Report(ReportKind.PREPARED, 2),) if told else ()
        told.clear()
        return replace(silent_world(now), reports=reports)

    _, happened = play(state, world, T + 3.3, now=T + 2.7)
    assert next(at for at, action in happened if isinstance(action, Speak)) in (3.0, 3.1, 3.2)


def test_a_voice_on_the_service_address_keeps_the_passive_passive():
    def world(now):
        return seeing(peer(), verdict=Verdict(now - 0.01, gateway_answers=True, service_answers=True, evidence="10.20.0.10 is at 02::1"))

    state, happened = play(server(), world, T + 6)
    assert not [action for _, action in happened if isinstance(action, Promote)]
    assert "somebody speaks for the service address: 10.20.0.10 is at 02::1" in state.why_not[0]


def test_a_passive_without_gateway_knows_that_it_is_the_isolated_one():
    def world(now):
        return seeing(peer(), verdict=Verdict(now - 0.01, gateway_answers=False, service_answers=False, evidence="gateway is silent"))

    state, happened = play(server(), world, T + 6)
    assert not [action for _, action in happened if isinstance(action, Promote)]
    assert "isolated itself" in state.why_not[0]


def test_data_that_cannot_be_used_vetoes_a_failover():
    state, happened = play(server(), lambda now: replace(silent_world(now), ready_to_promote=False, not_ready_reason="copy at 40 %"), T + 4)
    assert not [action for _, action in happened if isinstance(action, Promote)]
    assert "pollux is not ready: copy at 40 %" in state.why_not[0]


def test_without_the_word_that_its_answer_arrived_a_passive_is_no_heir():
    state, happened = play(server(), lambda now: replace(silent_world(now), peer=peer(generation_known=False)), T + 6)
    assert not [action for _, action in happened if isinstance(action, Promote)]
    assert "failover --force" in state.why_not[0]


def active(now=T) -> State:
    return server(Identity.PRIMARY, generation=1, active=1, known=1, resume=True, voiced=True, now=now)


def passive_peer(now) -> PeerSeen:
    return peer(now, role=Role.PASSIVE, active_generation=0)


def test_an_active_in_contact_renews_its_voice():
    state, actions = decide(active(), seeing(passive_peer(T)), T + 0.1)
    assert kinds(actions) == [RenewVoice]
    assert actions[0].until == T + 0.1 + 1.25
    assert not actions[0].announce
    assert state.voice_until == actions[0].until


def test_an_active_without_contact_lets_its_voice_end_before_the_heir_speaks_then_steps_down():
    state, _ = decide(active(), seeing(passive_peer(T)), T + 0.1)
    state, happened = play(state, lambda _: seeing(passive_peer(T)), T + 4, now=T + 0.2)
    renewals = [action.until - T for _, action in happened if isinstance(action, RenewVoice)]
    limits = Limits()
    assert max(renewals) <= limits.contact_s + limits.voice_s < limits.dead_s - limits.interval_s
    hidden = [at for at, action in happened if isinstance(action, Hide)]
    assert hidden[0] <= 2.1
    assert [action.generation for _, action in happened if isinstance(action, StepDown)] == [1]


def test_the_gateway_keeps_a_lone_active_speaking_but_does_not_give_a_lost_voice_back():
    state, _ = decide(active(), seeing(passive_peer(T)), T + 0.1)
    state, happened = play(state, lambda now: seeing(passive_peer(T), gateway_answered_at=now - 0.1), T + 30, now=T + 0.2)
    assert not [action for _, action in happened if isinstance(action, StepDown | Hide)]
    mute = replace(state, voice_until=T + 20)
    _, actions = decide(mute, seeing(passive_peer(T), gateway_answered_at=T + 30), T + 30.1)
    assert RenewVoice not in kinds(actions)


def test_a_higher_generation_makes_an_active_hide_at_once():
    state, actions = decide(active(), seeing(peer(generation=2, role=Role.PROMOTING)), T + 0.1)
    assert kinds(actions) == [Hide, StepDown]
    assert state.generation == 2
    assert actions[0].reason == "pollux has generation 2, castor has 1: the higher one holds the helm"


def test_a_dead_replicator_is_a_failure_of_the_server():
    state, actions = decide(active(), seeing(passive_peer(T), replicator_alive=False), T + 0.1)
    assert kinds(actions) == [Hide, StepDown]
    state, _ = decide(state, seeing(passive_peer(T), reports=(Report(ReportKind.STEPPED_DOWN, 1),)), T + 0.5)
    assert state.role is Role.PASSIVE
    _, actions = decide(state, seeing(passive_peer(T + 1)), T + 1)
    assert Promote not in kinds(actions)


def test_the_passive_takes_a_role_that_was_given_away_without_waiting_for_dead_s():
    state, _ = decide(server(), seeing(peer()), T)
    _, actions = decide(state, seeing(peer(T + 0.2, role=Role.DEMOTING, replicator_alive=False)), T + 0.2)
    assert kinds(actions) == [Promote]
    assert "castor gave the role away" in actions[0].reason


def test_one_silent_link_is_a_warning_and_nothing_else():
    links = (LinkSeen("hb0", T + 1.5), LinkSeen("hb1", T))
    state, happened = play(active(), lambda now: seeing(passive_peer(now), links=links), T + 1.5)
    warnings = [action for _, action in happened if not isinstance(action, RenewVoice)]
    assert kinds(warnings) == [WarnLink]
    assert warnings[0].reason == "heartbeat link hb1 has been silent for 1.0 s"
    assert state.role is Role.ACTIVE


def test_a_switchover_hides_first_and_offers_the_other_servers_next_generation():
    state, actions = consider(active(), Demote("kernel update"), seeing(passive_peer(T)), T)
    assert kinds(actions) == [Hide, HandOver]
    assert actions[1].generation == 2
    assert (state.role, state.generation) == (Role.DEMOTING, 1)
    state, actions = consider(server(), TakeOver(2, "kernel update"), seeing(peer(role=Role.DEMOTING)), T)
    assert kinds(actions) == [Promote]
    assert state.basis is Basis.HANDOVER


def test_an_old_offer_is_refused():
    _, actions = consider(server(generation=5), TakeOver(2, ""), seeing(peer()), T)
    assert actions[0].code == "OLD_GENERATION"
    _, actions = consider(server(generation=5), GiveWay(4, ""), seeing(peer()), T)
    assert actions[0].code == "OLD_GENERATION"


def test_force_is_refused_while_somebody_answers_or_the_active_is_heard():
    voice = Verdict(T, gateway_answers=True, service_answers=True, evidence="10.20.0.10 is at 02::1")
    _, actions = consider(server(), Force(peer_stepped_down=False, reason="x"), seeing(verdict=voice), T)
    assert (kinds(actions), actions[0].code) == ([Refuse], "SERVICE_ADDRESS_ANSWERS")
    _, actions = consider(server(), Force(peer_stepped_down=False, reason="x"), seeing(peer()), T + 1)
    assert actions[0].code == "NOT_READY"
    _, actions = consider(server(), Force(peer_stepped_down=True, reason="x"), seeing(peer()), T + 1)
    assert kinds(actions) == [Promote]


def test_a_failed_promotion_stays_passive_and_says_why():
    state, _ = play(server(), silent_world, T + 2.7)
    assert state.role is Role.PROMOTING
    failed = (Report(ReportKind.FAILED, 2, "could not mount"),)
    state, actions = decide(state, replace(silent_world(T + 2.8), reports=failed), T + 2.8)
    assert state.role is Role.PASSIVE
    assert "pollux stays passive: could not mount" in [a.reason for a in actions if isinstance(a, Note)]
    assert "could not mount" in state.why_not[0]


def test_a_process_that_slept_does_not_take_its_own_sleep_for_the_others_silence():
    state, _ = decide(server(), seeing(peer()), T)
    slept = seeing(peer(), verdict=Verdict(T + 10, gateway_answers=True, service_answers=False, evidence=""))
    _, actions = decide(state, slept, T + 10)
    assert Promote not in kinds(actions)
