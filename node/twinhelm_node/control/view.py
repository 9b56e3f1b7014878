"""Builds what an administrator sees from what this server knows. Pure: every time and clock comes in as an argument."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.control.readiness import PairFacts, ServerFacts, check_switchover, vetoes
from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.relay import ConsoleLink
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, SetState, SetStatus, SystemFigures
from twinhelm_node.domain.view import ApplicationView, LinkView, PairView, Prediction, ServerView, SetView
from twinhelm_node.failover.beat import ServerReport
from twinhelm_node.failover.peer_tracker import LinkFigures
from twinhelm_node.failover.values import PeerSeen, State

NEVER_S = 86400.0 * 365


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything this server knows at the monotonic time `now` (`wall_ns` on its clock)."""

    now: float
    wall_ns: int
    configuration: ServerConfiguration
    document: PairDocument
    state: State
    silent: bool
    replicator_alive: bool
    sets: tuple[SetStatus, ...]
    sets_age_s: float
    applications: tuple[ApplicationStatus, ...]
    applications_age_s: dict[str, float]
    system: SystemFigures
    version: str
    peer_name: str
    peer: PeerSeen | None
    peer_report: ServerReport
    peer_configuration_version: int
    links: dict[str, LinkFigures]
    active_since_ns: int
    outage_s: float | None
    public_network: str
    running_operation: str


def build_view(known: Knowledge) -> PairView:
    """Return the pair as this server sees it."""
    servers = (_here(known), _there(known))
    links = tuple(_links(known))
    sets = tuple(_sets(known))
    checks = pair_checks(known)
    why_not = vetoes(checks)
    return PairView(
        pair_name=known.document.pair_name,
        answering_server=known.configuration.name,
        taken_at_ns=known.wall_ns,
        servers=tuple(sorted(servers, key=lambda server: server.identity)),
        links=links,
        sets=sets,
        applications=tuple(_applications(known)),
        service_addresses=known.configuration.public.service_addresses,
        public_network=known.public_network,
        ready_for_switchover=not why_not,
        why_not=why_not,
        checks=checks,
        generation=known.state.generation,
        active_since_ns=known.active_since_ns,
        prediction=Prediction(
            outage_s=known.outage_s,
            unsafe_entries_lost=sum(one.status.unsafe_queue.entries for one in sets),
            unsafe_bytes_lost=sum(one.status.unsafe_queue.bytes for one in sets),
            unsafe_age_s=max((one.status.unsafe_queue.oldest_age_s for one in sets), default=0.0),
        ),
        running_operation=known.running_operation,
        relay_ports=known.document.relay_ports,
    )


def pair_checks(known: Knowledge) -> tuple[Check, ...]:
    """Return the evidence for or against a switchover, and why nobody is active if nobody is."""
    here = ServerFacts(
        name=known.configuration.name,
        role=known.state.role,
        generation=known.state.generation,
        replicator_alive=known.replicator_alive,
        configuration_version=known.document.version,
        applications=known.applications,
        system=known.system,
    )
    other = None
    if known.peer is not None:
        other = ServerFacts(
            name=known.peer_name,
            role=known.peer.role,
            generation=known.peer.generation,
            replicator_alive=known.peer.replicator_alive,
            configuration_version=known.peer_configuration_version,
            applications=known.peer_report.applications,
            system=known.peer_report.system,
        )
    facts = PairFacts(
        here=here,
        other=other,
        peer_name=known.peer_name,
        links_up=sum(link.up for link in _links(known)),
        links=len(known.configuration.heartbeat),
        sets=tuple(view.status for view in _sets(known)),
        operation_running=known.running_operation,
        applications=tuple(one.name for one in known.document.applications),
    )
    checks = check_switchover(facts)
    if known.state.role is Role.PASSIVE and not (known.peer is not None and known.peer.role is Role.ACTIVE and _reachable(known)):
        checks = (*checks, *(Check("takeover", Verdict.VETO, sentence) for sentence in known.state.why_not))
    return checks


def _reachable(known: Knowledge) -> bool:
    return known.peer is not None and known.now - known.peer.heard_at < known.configuration.timing.dead_s


def _here(known: Knowledge) -> ServerView:
    return ServerView(
        name=known.configuration.name,
        identity=known.configuration.identity,
        role=known.state.role,
        generation=known.state.generation,
        reachable=True,
        age_s=0.0,
        silent=known.silent,
        replicator_alive=known.replicator_alive,
        version=known.version,
        system=known.system,
        consoles=_consoles(known, known.configuration.name),
    )


def _there(known: Knowledge) -> ServerView:
    peer, report = known.peer, known.peer_report
    return ServerView(
        name=known.peer_name,
        identity=known.configuration.identity.other,
        role=peer.role if peer is not None else Role.PASSIVE,
        generation=peer.generation if peer is not None else 0,
        reachable=_reachable(known),
        age_s=_peer_age_s(known),
        silent=report.silent,
        replicator_alive=peer.replicator_alive if peer is not None else False,
        version=report.version,
        system=report.system,
        consoles=_consoles(known, known.peer_name),
    )


def _consoles(known: Knowledge, server: str) -> tuple[ConsoleLink, ...]:
    return tuple(one for one in known.document.consoles if one.server == server)


def _peer_age_s(known: Knowledge) -> float:
    return NEVER_S if known.peer is None else max(0.0, known.now - known.peer.heard_at)


def _links(known: Knowledge) -> Iterable[LinkView]:
    carried = not any(one.channel_connected for one in known.sets)
    for link in known.configuration.heartbeat:
        figures = known.links.get(link.name, LinkFigures())
        age_s = NEVER_S if figures.answered_at is None else max(0.0, known.now - figures.answered_at)
        up = age_s < known.configuration.timing.suspect_s
        carries, carried = up and not carried, carried or up
        yield LinkView(link.name, up, figures.round_trip_s, age_s, link.address, link.peer_address, carries)


def _sets(known: Knowledge) -> Iterable[SetView]:
    """Our own figures; what only the other can know comes from its report: the queues of the active, an error of the passive."""
    theirs = {one.name: one for one in known.peer_report.sets}
    for one in known.sets:
        status, age_s = one, known.sets_age_s
        report = theirs.get(one.name)
        if known.state.role is not Role.ACTIVE and report is not None and known.peer is not None and known.peer.role is Role.ACTIVE:
            status = replace(
                one,
                unsafe_queue=report.unsafe_queue,
                captured_sequence=max(report.captured_sequence, one.captured_sequence),
                acknowledged_sequence=max(report.acknowledged_sequence, one.acknowledged_sequence),
                channel_connected=one.channel_connected,
            )
            age_s = max(age_s, _peer_age_s(known))
        elif known.state.role is Role.ACTIVE and report is not None and report.state is SetState.ERROR:
            status = replace(one, state=SetState.ERROR, detail=f"on {known.peer_name}: {report.detail}")
        yield SetView(status, age_s)


def _applications(known: Knowledge) -> Iterable[ApplicationView]:
    here, there = known.configuration.name, known.peer_name
    for one in known.applications:
        yield ApplicationView(one, here, _right(one, known.state.role), known.applications_age_s.get(one.name, 0.0))
    if known.peer is not None:
        for one in known.peer_report.applications:
            yield ApplicationView(one, there, _right(one, known.peer.role), _peer_age_s(known))


def _right(status: ApplicationStatus, role: Role) -> bool:
    """Running on the active, stopped on the passive; on the way between the two nothing is wrong."""
    if role is Role.ACTIVE:
        return status.state is ApplicationState.RUNNING
    return role is not Role.PASSIVE or status.state is ApplicationState.STOPPED
