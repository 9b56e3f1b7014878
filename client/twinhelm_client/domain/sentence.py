"""The sentence on top of the Overview: always true, whatever happened."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain import text, words
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Mode, PairStatus, QueueStatus, Role, ServerStatus, SetState, SetStatus
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.queue_fill import Durability

STALE_AFTER_S = 3.0  # six missed updates: not a hiccup any more, and still before a failover is over


class Tone(StrEnum):
    """What a statement means for the administrator; shown as colour and as icon."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    STALE = "stale"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement about the pair, and a quieter second line."""

    text: str
    detail: str
    tone: Tone


def sentence(status: PairStatus | None, age_s: float, connection: Connection) -> Sentence:
    """Say how the pair is. `age_s` is the time since `status` arrived.

    Invariant: nothing is stated in the present tense that is older than STALE_AFTER_S.
    """
    if connection.link is Link.NO_PAIR:
        head = translate("Sentence", "No pair is known yet.")
        return Sentence(head, translate("Sentence", "Connect to one, create one, or look at the demo."), Tone.STALE)
    if connection.link in (Link.SIGN_IN_NEEDED, Link.SIGN_IN_REFUSED, Link.FINGERPRINT_CHANGED, Link.NOT_TRUSTED_YET):
        return _waits_for_person(connection)
    if status is None:
        if connection.link is Link.LOST:
            head = translate("Sentence", "{0} does not answer.").format(connection.endpoint)
            again = translate("Sentence", "Trying again by itself.")
            return Sentence(head, f"{said(connection.sentence)} {again}".strip(), Tone.STALE)
        head = translate("Sentence", "Connecting to {0}…").format(connection.endpoint)
        return Sentence(head, translate("Sentence", "nothing is known of the pair yet"), Tone.BUSY)
    if connection.link is not Link.CONNECTED or age_s > STALE_AFTER_S:
        return _stale(status, age_s, connection)
    return _live(status)


def _waits_for_person(connection: Connection) -> Sentence:
    heads = {
        Link.SIGN_IN_NEEDED: translate("Sentence", "Sign in to {0}.").format(connection.endpoint),
        Link.SIGN_IN_REFUSED: translate("Sentence", "Sign-in was refused."),
        Link.FINGERPRINT_CHANGED: translate("Sentence", "This is not the pair you trusted: the fingerprint has changed."),
        Link.NOT_TRUSTED_YET: translate("Sentence", "{0} is not known yet.").format(connection.endpoint),
    }
    tone = Tone.WARN if connection.link in (Link.NOT_TRUSTED_YET, Link.SIGN_IN_NEEDED) else Tone.BAD
    return Sentence(heads[connection.link], said(connection.sentence), tone)


def _stale(status: PairStatus, age_s: float, connection: Connection) -> Sentence:
    head = text.no_data(age_s) if age_s >= 1 else translate("Sentence", "connection lost")
    parts = [f"{head[0].upper()}{head[1:]}."]
    if status.active:
        parts.append(translate("Sentence", "{0} was active then.").format(status.active.name))
    elif not status.active_servers:
        parts.append(translate("Sentence", "No server was active then."))
    if connection.link is not Link.CONNECTED:
        what = translate("Sentence", "connecting again by itself")
    else:
        what = translate("Sentence", "connected, but the server sends nothing")
    reason = (said(connection.sentence).rstrip("."),) if connection.sentence else ()
    return Sentence(" ".join(parts), " · ".join((*reason, what, connection.endpoint)), Tone.STALE)


def _live(status: PairStatus) -> Sentence:
    claims = status.active_servers
    if len(claims) > 1:
        both = text.names(tuple(s.name for s in claims))
        return Sentence(translate("Sentence", "{0} both say that they are active.").format(both), _first(status.why_not), Tone.BAD)
    moving = _moving(status)
    if moving is not None:
        return moving
    if status.active is None:
        return _nobody(status)
    passive = status.other(status.active.name)
    if passive is None:
        head = translate("Sentence", "{0} is active, alone.").format(status.active.name)
        return Sentence(head, translate("Sentence", "no second server has joined this pair"), Tone.WARN)
    if not status.heard(passive):
        head = translate("Sentence", "{0} is active, alone. {1} {2}.").format(status.active.name, passive.name, text.unheard(passive.age_s))
        return Sentence(head, _alone(status, passive.name), Tone.BAD)
    return _protected(status, status.active, passive)


def _alone(status: PairStatus, passive: str) -> str:
    """Say what nobody being there means for an fsync: a durable set does not hold what it promises, or it holds its applications."""
    meant = {one.fill.durability for one in status.sets}
    if Durability.STALLED in meant:
        return translate("Sentence", "nothing would take over; fsync of durable sets waits for {0}").format(passive)
    if Durability.GROWING in meant:
        return translate("Sentence", "nothing would take over; durable sets go on without {0}, the RPO is growing").format(passive)
    return translate("Sentence", "nothing would take over; changes wait in the unsafe queue")


def _moving(status: PairStatus) -> Sentence | None:
    rising = next((s for s in status.servers if s.role is Role.PROMOTING and status.heard(s)), None)
    falling = next((s for s in status.servers if s.role is Role.DEMOTING and status.heard(s)), None)
    if rising is not None and falling is None:
        gone = status.other(rising.name)
        head = translate("Sentence", "{0} is taking over.").format(rising.name)
        if gone and not status.heard(gone):
            head = translate("Sentence", "{0} is taking over. {1} {2}.").format(rising.name, gone.name, text.unheard(gone.age_s))
        return Sentence(head, translate("Sentence", "generation {0}").format(rising.generation), Tone.WARN)
    if falling is not None:
        heir = rising or status.other(falling.name)
        receiver = heir.name if heir else translate("Sentence", "the other server")
        head = translate("Sentence", "{0} is giving its role to {1}.").format(falling.name, receiver)
        return Sentence(head, translate("Sentence", "switchover under way"), Tone.BUSY)
    return None


def _nobody(status: PairStatus) -> Sentence:
    lost = next((s for s in status.servers if not status.heard(s) and s.role is Role.ACTIVE), None)
    if lost is not None:
        head = translate("Sentence", "{0}, the active server, {1}.").format(lost.name, text.unheard(lost.age_s))
        return Sentence(head, _first(status.why_not), Tone.BAD)
    head = translate("Sentence", "No server is active: nobody answers for the service address.")
    return Sentence(head, _first(status.why_not), Tone.BAD)


def _protected(status: PairStatus, active: ServerStatus, passive: ServerStatus) -> Sentence:
    here, there = active.name, passive.name
    broken = next((s for s in status.sets if s.state in (SetState.ERROR, SetState.OUT_OF_SYNC)), None)
    if broken is not None:
        if broken.state is SetState.ERROR:
            head = translate("Sentence", "{0} is active. Set {1} on {2} has stopped replicating.").format(here, broken.name, there)
        else:
            head = translate("Sentence", "{0} is active. Set {1} on {2} differs from it.").format(here, broken.name, there)
        return Sentence(head, said(broken.detail) or _first(status.why_not), Tone.BAD)
    filling = next((s for s in status.sets if s.state in (SetState.UNINITIALIZED, SetState.CHECKING)), None)
    if filling is not None:
        return Sentence(_filling(here, there, filling), said(filling.detail) or _first(status.why_not), Tone.WARN)
    if status.running_operation:
        head = translate("Sentence", "{0} is active. A change of roles is under way.").format(here)
        return Sentence(head, translate("Sentence", "the button below the picture shows each phase"), Tone.BUSY)
    stopped = next((a for a in status.applications_on(active.name) if not a.as_it_should_be), None)
    if stopped is not None:
        head = translate("Sentence", "{0} is active. {1} is {2} there.").format(here, stopped.name, words.of(stopped.state))
        return Sentence(head, said(stopped.detail), Tone.BAD)
    lag = behind(status.unsafe_queue)
    if not status.sets:
        head = translate("Sentence", "{0} is active. No folder is protected yet.").format(here)
        return Sentence(head, translate("Sentence", "add one with 'twinhelm set add'"), Tone.WARN)
    if not status.ready_for_switchover:
        head = translate("Sentence", "{0} is active. {1} is {2} and not ready to take over.").format(here, there, lag)
        return Sentence(head, _first(status.why_not), Tone.WARN)
    head = translate("Sentence", "{0} is active. {1} is {2} and ready to take over.").format(here, there, lag)
    return Sentence(head, mode_line(status), Tone.OK)


def _filling(active: str, passive: str, filling: SetStatus) -> str:
    if filling.state is SetState.UNINITIALIZED:
        return translate("Sentence", "{0} is active. {1} holds nothing of set {2} yet.").format(active, passive, filling.name)
    share = text.percent(filling.check_progress_ratio)
    return translate("Sentence", "{0} is active. {1} is receiving a copy of set {2}: {3}.").format(active, passive, filling.name, share)


def behind(unsafe: QueueStatus) -> str:
    """Say how far behind the passive is: "0.2 s behind", "up to date"."""
    if unsafe.entries == 0:
        return translate("Sentence", "up to date")
    if unsafe.oldest_age_s < 0.05:
        return translate("Sentence", "less than 0.1 s behind")
    return translate("Sentence", "{0} behind").format(text.seconds(unsafe.oldest_age_s))


def mode_line(status: PairStatus) -> str:
    """Say what an fsync is worth now."""
    if status.durable_now:
        return translate("Sentence", "durable: every fsync is on both servers")
    if status.sets and all(s.mode is Mode.ASYNC for s in status.sets):
        return translate("Sentence", "async: what waits in the unsafe queue would be lost with the active server")
    return translate("Sentence", "not every set waits for the passive server at fsync now")


def _first(reasons: tuple[str, ...]) -> str:
    return said(reasons[0]) if reasons else ""
