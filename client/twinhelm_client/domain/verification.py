"""What the end of a switchover is measured against: the evidence that the pair is whole again."""

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Operation
from twinhelm_client.domain.pair import ApplicationState, Check, PairStatus, Role, SetState, Verdict
from twinhelm_client.domain.phrasebook import said


def verified(operation: Operation, status: PairStatus) -> tuple[Check, ...]:
    """Look at the pair after a switchover and say, point by point, what holds and what does not."""
    new, old = operation.to_server, operation.from_server
    by_name = {s.name: s for s in status.servers}
    checks = []
    there = by_name.get(new)
    is_active = there is not None and there.role is Role.ACTIVE and status.heard(there)
    right = translate("Verification", "{0} is active in generation {1}").format(new, status.generation)
    checks.append(_check("role", is_active, right, translate("Verification", "{0} is not active").format(new)))
    answers = is_active and status.answering_server == new
    address = text.names(tuple(a.split("/")[0] for a in status.service_addresses)) or translate("Verification", "the service address")
    right = translate("Verification", "{0} answers at {1}").format(new, address)
    wrong = translate("Verification", "{0} answered, not {1}").format(status.answering_server, new)
    checks.append(_check("address", answers, right, wrong))
    former = by_name.get(old)
    if former is None or not status.heard(former):
        checks.append(Check("silence", Verdict.VETO, translate("Verification", "{0} is not heard").format(old)))
    else:
        silent = former.silent and former.role is Role.PASSIVE
        right = translate("Verification", "{0} is passive and silent on the public network").format(old)
        wrong = translate("Verification", "{0} is {1} and not silent").format(old, words.of(former.role))
        checks.append(_check("silence", silent, right, wrong))
    for application in status.applications_on(new):
        running = application.as_it_should_be and application.state is ApplicationState.RUNNING
        state = translate("Verification", "{0} is {1} on {2}").format(application.name, words.of(application.state), new)
        checks.append(_check("application", running, state, state))
    for protected in status.sets:
        good = protected.state is SetState.SYNCHRONIZED and protected.channel_connected
        right = translate("Verification", "set {0} replicates from {1} to {2}").format(protected.name, new, old)
        state = translate("Verification", "set {0} is {1}").format(protected.name, words.of(protected.state))
        checks.append(_check("set", good, right, said(protected.detail) or state))
    return tuple(checks)


def _check(name: str, good: bool, right: str, wrong: str) -> Check:
    return Check(name, Verdict.OK if good else Verdict.VETO, right if good else wrong)
