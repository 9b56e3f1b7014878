"""The sentence on top of the Overview: always true, whatever happened."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain import text
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.pair import Mode, PairStatus, QueueStatus, Role, ServerStatus, SetState, SetStatus

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
    if connection.link in (Link.SIGN_IN_REFUSED, Link.FINGERPRINT_CHANGED, Link.NOT_TRUSTED_YET):
        return _waits_for_person(connection)
    if status is None:
        if connection.link is Link.LOST:
            return Sentence(f"{connection.endpoint} does not answer.", f"{connection.sentence} Trying again by itself.".strip(), Tone.STALE)
        return Sentence(f"Connecting to {connection.endpoint}…", "nothing is known of the pair yet", Tone.BUSY)
    if connection.link is not Link.CONNECTED or age_s > STALE_AFTER_S:
        return _stale(status, age_s, connection)
    return _live(status)


def _waits_for_person(connection: Connection) -> Sentence:
    heads = {
        Link.SIGN_IN_REFUSED: "Sign-in was refused.",
        Link.FINGERPRINT_CHANGED: "This is not the pair you trusted: the fingerprint has changed.",
        Link.NOT_TRUSTED_YET: f"{connection.endpoint} is not known yet.",
    }
    tone = Tone.WARN if connection.link is Link.NOT_TRUSTED_YET else Tone.BAD
    return Sentence(heads[connection.link], connection.sentence, tone)


def _stale(status: PairStatus, age_s: float, connection: Connection) -> Sentence:
    active = status.active
    then = f" {active.name} was active then." if active else " No server was active then." if not status.active_servers else ""
    what = "connecting again by itself" if connection.link is not Link.CONNECTED else "connected, but the server sends nothing"
    reason = f"{connection.sentence.rstrip('.')} · " if connection.sentence else ""
    detail = f"{reason}{what} · {connection.endpoint}"
    head = text.no_data(age_s) if age_s >= 1 else "connection lost"
    return Sentence(f"{head[0].upper()}{head[1:]}.{then}", detail, Tone.STALE)


def _live(status: PairStatus) -> Sentence:
    claims = status.active_servers
    if len(claims) > 1:
        return Sentence(f"{text.names(tuple(s.name for s in claims))} both say that they are active.", _first(status.why_not), Tone.BAD)
    moving = _moving(status)
    if moving is not None:
        return moving
    if status.active is None:
        return _nobody(status)
    passive = status.other(status.active.name)
    if passive is None:
        return Sentence(f"{status.active.name} is active, alone.", "no second server has joined this pair", Tone.WARN)
    if not status.heard(passive):
        head = f"{status.active.name} is active, alone. {passive.name} {text.unheard(passive.age_s)}."
        return Sentence(head, "nothing would take over; changes wait in the unsafe queue", Tone.BAD)
    return _protected(status, status.active, passive)


def _moving(status: PairStatus) -> Sentence | None:
    rising = next((s for s in status.servers if s.role is Role.PROMOTING and status.heard(s)), None)
    falling = next((s for s in status.servers if s.role is Role.DEMOTING and status.heard(s)), None)
    if rising is not None and falling is None:
        gone = status.other(rising.name)
        why = f" {gone.name} {text.unheard(gone.age_s)}." if gone and not status.heard(gone) else ""
        return Sentence(f"{rising.name} is taking over.{why}", f"generation {rising.generation}", Tone.WARN)
    if falling is not None:
        heir = rising or status.other(falling.name)
        return Sentence(
            f"{falling.name} is giving its role to {heir.name if heir else 'the other server'}.", "switchover under way", Tone.BUSY
        )
    return None


def _nobody(status: PairStatus) -> Sentence:
    lost = next((s for s in status.servers if not status.heard(s) and s.role is Role.ACTIVE), None)
    if lost is not None:
        head = f"{lost.name}, the active server, {text.unheard(lost.age_s)}."
        return Sentence(head, _first(status.why_not), Tone.BAD)
    return Sentence("No server is active: nobody answers for the service address.", _first(status.why_not), Tone.BAD)


def _protected(status: PairStatus, active: ServerStatus, passive: ServerStatus) -> Sentence:
    head = f"{active.name} is active."
    broken = next((s for s in status.sets if s.state in (SetState.ERROR, SetState.OUT_OF_SYNC)), None)
    if broken is not None:
        word = "has stopped replicating" if broken.state is SetState.ERROR else "differs from it"
        return Sentence(f"{head} Set {broken.name} on {passive.name} {word}.", broken.detail or _first(status.why_not), Tone.BAD)
    filling = next((s for s in status.sets if s.state in (SetState.UNINITIALIZED, SetState.CHECKING)), None)
    if filling is not None:
        return Sentence(f"{head} {passive.name} {_filling(filling)}.", filling.detail or _first(status.why_not), Tone.WARN)
    if status.running_operation:
        return Sentence(f"{head} A change of roles is under way.", "the button below the picture shows each phase", Tone.BUSY)
    stopped = next((a for a in status.applications_on(active.name) if not a.as_it_should_be), None)
    if stopped is not None:
        return Sentence(f"{head} {stopped.name} is {stopped.state} there.", stopped.detail, Tone.BAD)
    lag = behind(status.unsafe_queue)
    if not status.sets:
        return Sentence(f"{head} No folder is protected yet.", "add one with 'twinhelm set add'", Tone.WARN)
    if not status.ready_for_switchover:
        return Sentence(f"{head} {passive.name} is {lag} and not ready to take over.", _first(status.why_not), Tone.WARN)
    return Sentence(f"{head} {passive.name} is {lag} and ready to take over.", mode_line(status), Tone.OK)


def _filling(filling: SetStatus) -> str:
    if filling.state is SetState.UNINITIALIZED:
        return f"holds nothing of set {filling.name} yet"
    return f"is receiving a copy of set {filling.name}: {text.percent(filling.check_progress_ratio)}"


def behind(unsafe: QueueStatus) -> str:
    """Say how far behind the passive is: "0.2 s behind", "up to date"."""
    if unsafe.entries == 0:
        return "up to date"
    return f"{text.seconds(unsafe.oldest_age_s)} behind" if unsafe.oldest_age_s >= 0.05 else "less than 0.1 s behind"


def mode_line(status: PairStatus) -> str:
    """Say what an fsync is worth now."""
    if status.durable_now:
        return "durable: every fsync is on both servers"
    if status.sets and all(s.mode is Mode.ASYNC for s in status.sets):
        return "async: what waits in the unsafe queue would be lost with the active server"
    return "not every set waits for the passive server at fsync now"


def _first(reasons: tuple[str, ...]) -> str:
    return reasons[0] if reasons else ""
