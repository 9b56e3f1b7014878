"""How far the protection of a folder or an application is, and what was verified at its end."""

from dataclasses import dataclass, replace

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.pair import ApplicationState, Check, PairStatus, SetState, Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.protection import NewApplication, ProtectedSet

FOLDER, APPLICATION, CONFIGURATION, COPY = "add the set", "add the application", "configuration", "first copy"


@dataclass(frozen=True, slots=True)
class ProtectionPlan:
    """A folder, and perhaps the application that lives in it."""

    protected: ProtectedSet
    application: NewApplication | None = None

    @property
    def application_name(self) -> str:
        """What the application will be called."""
        return "" if self.application is None else self.application.name or self.application.definition


def protection_steps(
    plan: ProtectionPlan, added: tuple[bool, bool], status: PairStatus | None, before: tuple[Phase, ...], elapsed_s: float
) -> tuple[Phase, ...]:
    """Return the steps as they are now; `added` says whether the folder and the application were accepted."""
    active = status.active.name if status is not None and status.active is not None else ""
    other = status.other(active) if status is not None and active else None
    passive = other.name if other is not None else ""
    names = [FOLDER, *([APPLICATION] if plan.application is not None else []), CONFIGURATION, COPY]
    done = {FOLDER: added[0], APPLICATION: added[1], **_done(plan, status)}
    old = {phase.name: phase for phase in before}
    phases: list[Phase] = []
    running = False
    for name in names:
        phase = replace(old.get(name, Phase(name, "")), server=passive if name == CONFIGURATION else active)
        spent = max(0.0, elapsed_s - sum(p.elapsed_s for p in phases))
        if done[name] and not running:
            elapsed = phase.elapsed_s if phase.state is PhaseState.DONE else spent
            phase = replace(phase, state=PhaseState.DONE, elapsed_s=elapsed, detail=_detail(name, plan, status))
        elif not running:
            running = True
            phase = replace(phase, state=PhaseState.RUNNING, elapsed_s=spent, detail=_detail(name, plan, status))
        phases.append(phase)
    return tuple(phases)


def _done(plan: ProtectionPlan, status: PairStatus | None) -> dict[str, bool]:
    if status is None:
        return {CONFIGURATION: False, COPY: False}
    differs = any(c.name == "configuration" and c.verdict is Verdict.VETO for c in status.checks)
    one = next((s for s in status.sets if s.name == plan.protected.name), None)
    return {CONFIGURATION: one is not None and not differs, COPY: one is not None and one.state is SetState.SYNCHRONIZED}


def _detail(name: str, plan: ProtectionPlan, status: PairStatus | None) -> str:
    if name == FOLDER:
        return plan.protected.path
    if name == APPLICATION:
        return plan.application_name
    one = next((s for s in status.sets if s.name == plan.protected.name), None) if status is not None else None
    if name != COPY or one is None:
        return ""
    if one.state is SetState.SYNCHRONIZED:
        return translate("Protecting", "{0} sent").format(text.size(one.sent_bytes_total))
    if one.state is SetState.CHECKING:
        ratio, rate = text.percent(one.check_progress_ratio), text.rate(one.sent_bytes_per_s)
        return translate("Protecting", "{0} compared, {1}").format(ratio, rate)
    return one.detail or words.of(one.state)


def verified_protection(plan: ProtectionPlan, status: PairStatus) -> tuple[Check, ...]:
    """Look at the pair and say what holds."""
    active = status.active
    other = status.other(active.name) if active is not None else None
    if active is None or other is None:
        return (Check("roles", Verdict.VETO, translate("Protecting", "no server is active")),)
    one = next((s for s in status.sets if s.name == plan.protected.name), None)
    if one is None:
        return (Check("set", Verdict.VETO, translate("Protecting", "the pair does not know the set {0}").format(plan.protected.name)),)
    good = one.state is SetState.SYNCHRONIZED and one.channel_connected
    right = translate("Protecting", "set {0} is synchronized: {1} is on {2} and on {3}").format(one.name, one.path, active.name, other.name)
    wrong = said(one.detail) or translate("Protecting", "set {0} is {1}").format(one.name, words.of(one.state))
    checks = [Check("set", Verdict.OK if good else Verdict.VETO, right if good else wrong)]
    waiting = translate("Protecting", "{0} wait in its unsafe queue, {1} old at most").format(
        text.count(one.unsafe_queue.entries, translate("Protecting", "entry"), translate("Protecting", "entries")),
        text.seconds(one.unsafe_queue.oldest_age_s),
    )
    checks.append(Check("queue", Verdict.OK, waiting))
    differs = next((c for c in status.checks if c.name == "configuration"), None)
    if differs is not None:
        checks.append(differs)
    if plan.application is not None:
        checks += _application(plan.application_name, active.name, other.name, status)
    return tuple(checks)


def _application(name: str, active: str, passive: str, status: PairStatus) -> list[Check]:
    checks = []
    for server, wanted in ((active, ApplicationState.RUNNING), (passive, ApplicationState.STOPPED)):
        found = next((a for a in status.applications_on(server) if a.name == name), None)
        if found is None:
            checks.append(Check("application", Verdict.VETO, translate("Protecting", "{0} is not known on {1} yet").format(name, server)))
            continue
        sentence = translate("Protecting", "{0} is {1} on {2}").format(name, words.of(found.state), server)
        verdict = Verdict.OK if found.state is wanted else Verdict.VETO
        checks.append(Check("application", verdict, found.detail or sentence if verdict is Verdict.VETO else sentence))
    return checks
