"""The way back of a failed server: what it does by itself, how far it is, and what was verified at the end."""

from dataclasses import replace

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.pair import ApplicationState, Check, PairStatus, Role, ServerStatus, SetState, Verdict
from twinhelm_client.domain.phrasebook import said

HEARD, PASSIVE, CONFIGURATION, COPY, READY = "heard", "silent and passive", "configuration", "copy and check", "ready"


def failed_server(status: PairStatus) -> ServerStatus | None:
    """Return the server that is away or not whole yet: the one that is not active."""
    active = status.active
    return status.other(active.name) if active is not None else None


def steps_of_return(status: PairStatus, before: tuple[Phase, ...], elapsed_s: float) -> tuple[Phase, ...]:
    """Return the steps as they are now. `before` carries when each began and ended; `elapsed_s` counts since watching began."""
    back = failed_server(status)
    if back is None:
        return before
    done = _done(status, back)
    old = {phase.name: phase for phase in before}
    phases: list[Phase] = []
    running = False
    for name in (HEARD, PASSIVE, CONFIGURATION, COPY, READY):
        phase = old.get(name, Phase(name, back.name))
        if done[name] and not running:
            if phase.state is not PhaseState.DONE:
                phase = replace(phase, elapsed_s=elapsed_s - sum(p.elapsed_s for p in phases))
            phase = replace(phase, state=PhaseState.DONE, detail=_detail(name, status, back))
        elif not running:
            running = True
            spent = elapsed_s - sum(p.elapsed_s for p in phases)
            phase = replace(phase, state=PhaseState.RUNNING, elapsed_s=spent, detail=_detail(name, status, back))
        else:
            phase = Phase(name, back.name)
        phases.append(phase)
    return tuple(phases)


def _done(status: PairStatus, back: ServerStatus) -> dict[str, bool]:
    heard = status.heard(back)
    configured = not any(c.name == "configuration" and c.verdict is Verdict.VETO for c in status.checks)
    return {
        HEARD: heard,
        PASSIVE: heard and back.role is Role.PASSIVE and back.silent,
        CONFIGURATION: heard and configured,
        COPY: heard and all(s.state is SetState.SYNCHRONIZED and s.channel_connected for s in status.sets),
        READY: heard and status.ready_for_switchover,
    }


def _detail(name: str, status: PairStatus, back: ServerStatus) -> str:
    if name == HEARD:
        links = sum(link.up for link in status.links)
        found = translate("Comeback", "on {0} of {1} heartbeat links").format(links, len(status.links))
        return found if status.heard(back) else text.unheard(back.age_s)
    if name == COPY:
        return _copying(status)
    if name == READY and not status.ready_for_switchover and status.why_not:
        return status.why_not[0]
    return ""


def _copying(status: PairStatus) -> str:
    open_sets = [s for s in status.sets if s.state is not SetState.SYNCHRONIZED or not s.channel_connected]
    if not open_sets:
        return translate("Comeback", "every set is synchronized")
    worst = open_sets[0]
    if worst.state is SetState.CHECKING and worst.check_progress_ratio > 0:
        return translate("Comeback", "set {0}: {1} compared").format(worst.name, text.percent(worst.check_progress_ratio))
    if not worst.channel_connected:
        return translate("Comeback", "set {0}: the channel is not connected yet").format(worst.name)
    return translate("Comeback", "set {0} is {1}").format(worst.name, words.of(worst.state))


def verified_return(status: PairStatus) -> tuple[Check, ...]:
    """Look at the pair and say what holds: the returned server stands by again."""
    back = failed_server(status)
    active = status.active
    if back is None or active is None:
        return (Check("roles", Verdict.VETO, translate("Comeback", "no server is active")),)
    heard = status.heard(back)
    links = sum(link.up for link in status.links)
    checks = [
        _check(
            "heard",
            heard,
            translate("Comeback", "{0} is heard on {1} of {2} heartbeat links").format(back.name, links, len(status.links)),
            translate("Comeback", "{0} {1}").format(back.name, text.unheard(back.age_s)),
        ),
    ]
    if heard:  # what was last known of a server that is silent now is no evidence
        checks += _of_the_server(status, back)
    for one in status.sets:
        good = one.state is SetState.SYNCHRONIZED and one.channel_connected
        right = translate("Comeback", "set {0} replicates from {1} to {2}").format(one.name, active.name, back.name)
        state = translate("Comeback", "set {0} is {1}").format(one.name, words.of(one.state))
        checks.append(_check("set", good, right, said(one.detail) or state))
    for application in status.applications_on(back.name) if heard else ():
        good = application.as_it_should_be and application.state is ApplicationState.STOPPED
        state = translate("Comeback", "{0} is {1} on {2}").format(application.name, words.of(application.state), back.name)
        checks.append(_check("application", good, state, state))
    ready = translate("Comeback", "{0} could take over now").format(back.name)
    why = said(status.why_not[0]) if status.why_not else translate("Comeback", "the pair is not ready yet")
    checks.append(_check("ready", status.ready_for_switchover, ready, why))
    return tuple(checks)


def _of_the_server(status: PairStatus, back: ServerStatus) -> list[Check]:
    generations = translate("Comeback", "{0} knows generation {1}, the pair is at {2}").format(
        back.name, back.generation, status.generation
    )
    return [
        _check(
            "silence",
            back.role is Role.PASSIVE and back.silent,
            translate("Comeback", "{0} is passive and silent on the public network").format(back.name),
            translate("Comeback", "{0} is {1} and not silent").format(back.name, words.of(back.role)),
        ),
        _check(
            "generation",
            back.generation == status.generation,
            translate("Comeback", "both servers know generation {0}").format(status.generation),
            generations,
        ),
    ]


def _check(name: str, good: bool, right: str, wrong: str) -> Check:
    return Check(name, Verdict.OK if good else Verdict.VETO, right if good else wrong)
