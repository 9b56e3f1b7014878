"""The questions a switchover asks first, and whether this server could be active now. Pure."""

from dataclasses import dataclass

from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, SetState, SetStatus, SystemFigures

USABLE = (SetState.SYNCHRONIZED, SetState.UNCHECKED)
FULL_RATIO = 0.95


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """One server as far as the checks care."""

    name: str
    role: Role
    generation: int
    replicator_alive: bool
    configuration_version: int
    applications: tuple[ApplicationStatus, ...]
    system: SystemFigures


@dataclass(frozen=True, slots=True)
class PairFacts:
    """The pair as the asking server sees it. `other` is None while it was never heard."""

    here: ServerFacts
    other: ServerFacts | None
    peer_name: str
    links_up: int
    links: int
    sets: tuple[SetStatus, ...]
    operation_running: str
    applications: tuple[str, ...]


def check_switchover(facts: PairFacts) -> tuple[Check, ...]:
    """Return the evidence, one check for each question; a veto's sentence says what to do."""
    checks = [_roles(facts), _heartbeat(facts)]
    if facts.other is None:
        return tuple(checks)
    checks += [_replicators(facts, facts.other), *_sets(facts), _disk(facts, facts.other), _applications(facts, facts.other)]
    checks += [_configuration(facts, facts.other), _generation(facts, facts.other)]
    if facts.operation_running:
        checks.append(Check("operation", Verdict.VETO, f"operation {facts.operation_running} is under way; wait for its end"))
    return tuple(checks)


def vetoes(checks: tuple[Check, ...]) -> tuple[str, ...]:
    """Return the sentence of each veto."""
    return tuple(check.sentence for check in checks if check.verdict is Verdict.VETO)


def promotable(sets: tuple[SetStatus, ...], *, identity: Identity, active_generation: int, peer_active_generation: int) -> tuple[bool, str]:
    """Say whether this server's data can be used, and if not, why.

    Whoever was active last holds the truth by definition; before anybody was, the primary does.
    """
    if active_generation > peer_active_generation or (active_generation == peer_active_generation == 0 and identity is Identity.PRIMARY):
        return True, ""
    for one in sets:
        if one.state not in USABLE:
            return False, f"the set {one.name} is {one.state.words}: {one.detail or 'the copy is not complete'}"
    return True, ""


def _roles(facts: PairFacts) -> Check:
    here, other = facts.here, facts.other
    if here.role is Role.ACTIVE and other is not None and other.role is Role.PASSIVE:
        return Check("roles", Verdict.OK, f"{here.name} is active, {other.name} is passive")
    if here.role is Role.PASSIVE and other is not None and other.role is Role.ACTIVE:
        return Check("roles", Verdict.OK, f"{other.name} is active, {here.name} is passive")
    there = f"{facts.peer_name} has not been heard yet" if other is None else f"{other.name} is {other.role}"
    return Check("roles", Verdict.VETO, f"{here.name} is {here.role}, {there}; a switchover needs one active and one passive server")


def _heartbeat(facts: PairFacts) -> Check:
    sentence = f"heartbeat on {facts.links_up} of {facts.links} links"
    if facts.links_up == 0:
        return Check("heartbeat", Verdict.VETO, f"{sentence}; check the heartbeat network and that {facts.peer_name} runs")
    return Check("heartbeat", Verdict.OK if facts.links_up == facts.links else Verdict.HINT, sentence)


def _replicators(facts: PairFacts, other: ServerFacts) -> Check:
    dead = [server.name for server in (facts.here, other) if not server.replicator_alive]
    if dead:
        return Check("replicator", Verdict.VETO, f"the replicator does not run on {' and '.join(dead)}; start twinhelm-replicator there")
    return Check("replicator", Verdict.OK, "the replicator runs on both servers")


def _sets(facts: PairFacts) -> list[Check]:
    if not facts.sets:
        return [Check("sets", Verdict.HINT, "no folder is protected yet; add one with 'twinhelm set add'")]
    checks = []
    for one in facts.sets:
        if one.state is SetState.SYNCHRONIZED:
            checks.append(Check("sets", Verdict.OK, f"the set {one.name} is synchronized"))
        else:
            checks.append(Check("sets", Verdict.VETO, f"the set {one.name} is {one.state.words}: {one.detail or 'wait for the copy'}"))
    return checks


def _disk(facts: PairFacts, other: ServerFacts) -> Check:
    passive = other if facts.here.role is Role.ACTIVE else facts.here
    system = passive.system
    if system.disk_total_bytes <= 0:
        return Check("disk", Verdict.HINT, f"the disk of {passive.name} has not been measured yet")
    ratio = system.disk_used_bytes / system.disk_total_bytes
    sentence = f"the disk of {passive.name} is {ratio:.0%} full"
    if ratio >= FULL_RATIO:
        return Check("disk", Verdict.VETO, f"{sentence}; make room on {system.disk_path} there")
    return Check("disk", Verdict.OK, sentence)


def _applications(facts: PairFacts, other: ServerFacts) -> Check:
    if not facts.applications:
        return Check("applications", Verdict.HINT, "no application is defined; nothing will be stopped or started")
    active = facts.here if facts.here.role is Role.ACTIVE else other
    ill = [one.name for one in active.applications if one.state is not ApplicationState.RUNNING]
    if ill:
        return Check("applications", Verdict.HINT, f"{', '.join(ill)} does not run on {active.name}")
    return Check("applications", Verdict.OK, f"{', '.join(facts.applications)} runs on {active.name}")


def _configuration(facts: PairFacts, other: ServerFacts) -> Check:
    here, there = facts.here.configuration_version, other.configuration_version
    if here != there:
        sentence = f"{facts.here.name} has version {here} of the configuration, {other.name} has {there}; wait until it was pushed"
        return Check("configuration", Verdict.VETO, sentence)
    return Check("configuration", Verdict.OK, f"both servers have version {here} of the configuration")


def _generation(facts: PairFacts, other: ServerFacts) -> Check:
    if facts.here.generation != other.generation:
        sentence = f"{facts.here.name} knows generation {facts.here.generation}, {other.name} {other.generation}; wait a moment"
        return Check("generation", Verdict.VETO, sentence)
    return Check("generation", Verdict.OK, f"both servers know generation {facts.here.generation}")
