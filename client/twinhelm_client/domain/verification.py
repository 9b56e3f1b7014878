"""What the end of a switchover is measured against: the evidence that the pair is whole again."""

from twinhelm_client.domain import text
from twinhelm_client.domain.operations import Operation
from twinhelm_client.domain.pair import ApplicationState, Check, PairStatus, Role, SetState, Verdict


def verified(operation: Operation, status: PairStatus) -> tuple[Check, ...]:
    """Look at the pair after a switchover and say, point by point, what holds and what does not."""
    new, old = operation.to_server, operation.from_server
    by_name = {s.name: s for s in status.servers}
    checks = []
    there = by_name.get(new)
    is_active = there is not None and there.role is Role.ACTIVE and status.heard(there)
    checks.append(_check("role", is_active, f"{new} is active in generation {status.generation}", f"{new} is not active"))
    answers = is_active and status.answering_server == new
    address = text.names(tuple(a.split("/")[0] for a in status.service_addresses)) or "the service address"
    checks.append(_check("address", answers, f"{new} answers at {address}", f"{status.answering_server} answered, not {new}"))
    former = by_name.get(old)
    if former is None or not status.heard(former):
        checks.append(Check("silence", Verdict.VETO, f"{old} is not heard"))
    else:
        silent = former.silent and former.role is Role.PASSIVE
        checks.append(
            _check("silence", silent, f"{old} is passive and silent on the public network", f"{old} is {former.role} and not silent")
        )
    for application in status.applications_on(new):
        running = application.as_it_should_be and application.state is ApplicationState.RUNNING
        checks.append(
            _check(
                "application",
                running,
                f"{application.name} is {application.state} on {new}",
                f"{application.name} is {application.state} on {new}",
            )
        )
    for protected in status.sets:
        good = protected.state is SetState.SYNCHRONIZED and protected.channel_connected
        wrong = protected.detail or f"set {protected.name} is {str(protected.state).replace('_', ' ')}"
        checks.append(_check("set", good, f"set {protected.name} replicates from {new} to {old}", wrong))
    return tuple(checks)


def _check(name: str, good: bool, right: str, wrong: str) -> Check:
    return Check(name, Verdict.OK if good else Verdict.VETO, right if good else wrong)
