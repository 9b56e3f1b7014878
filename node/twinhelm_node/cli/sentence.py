"""The one sentence that says how the pair is. Pure."""

from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.view import PairView, ServerView


def pair_sentence(view: PairView) -> str:
    """Return for example: castor is active. pollux is 0.2 s behind and ready to take over."""
    heard = [server for server in view.servers if server.reachable]
    active = [server for server in heard if server.role is Role.ACTIVE]
    if len(active) > 1:
        return f"{active[0].name} and {active[1].name} both say that they are active; stop one of them now."
    moving = [server for server in heard if server.role in {Role.PROMOTING, Role.DEMOTING}]
    if moving:
        return " ".join(
            f"{server.name} is {'taking over' if server.role is Role.PROMOTING else 'giving the role away'}." for server in moving
        )
    if not active:
        lost = next((server for server in view.servers if not server.reachable and server.role is Role.ACTIVE), None)
        known = f"{lost.name} was active and has not been heard for {lost.age_s:.1f} s" if lost is not None else "Nobody is active"
        return f"{known}. {_because(view)}".rstrip()
    other = next((server for server in view.servers if server is not active[0]), None)
    if other is None:
        return f"{active[0].name} is active and alone: no second server has joined."
    return f"{active[0].name} is active. {_passive(view, other)}"


def _passive(view: PairView, passive: ServerView) -> str:
    if not passive.reachable:
        return f"{passive.name} has not been heard for {passive.age_s:.1f} s and cannot take over."
    behind_s = max((one.status.unsafe_queue.oldest_age_s for one in view.sets), default=0.0)
    if view.ready_for_switchover:
        return f"{passive.name} is {behind_s:.1f} s behind and ready to take over."
    return f"{passive.name} cannot take over. {_because(view)}".rstrip()


def _because(view: PairView) -> str:
    reasons = [_sentence(reason) for reason in view.why_not]
    return " ".join(reasons)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith(".") else text + "."
