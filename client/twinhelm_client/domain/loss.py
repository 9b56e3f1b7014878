"""What a failover would cost now, and what speaks against it: said before anybody is asked to confirm it."""

from dataclasses import dataclass

from twinhelm_client.domain import text
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Check, PairStatus, Role, ServerStatus, SetState, Verdict
from twinhelm_client.domain.phrasebook import said


@dataclass(frozen=True, slots=True)
class FailoverOutlook:
    """Who would take over from whom, what is lost, and the evidence. `possible` False: the console cannot even ask for it."""

    possible: bool
    from_server: str
    to_server: str
    entries: int
    bytes: int
    seconds: float
    checks: tuple[Check, ...]
    losses: tuple[str, ...]


def failover_outlook(status: PairStatus, age_s: float, *, stale: bool) -> FailoverOutlook:
    """Judge a forced failover by the last status, which is `age_s` old."""
    active = next((s for s in status.servers if s.role is Role.ACTIVE), None)
    heir = status.other(active.name) if active is not None else None
    if active is None or heir is None:
        nobody = Check("roles", Verdict.VETO, translate("Loss", "no server is active; a failover needs one to take over from"))
        return FailoverOutlook(False, "", "", 0, 0, 0.0, (nobody,), ())
    checks = (
        _reached(status, active, heir, age_s, stale=stale),
        _heir(status, heir),
        *_sets(status, heir),
        _lost(status),
        _rather_switch(status),
    )
    lost = status.prediction
    possible = not stale and status.heard(heir) and all(c.verdict is not Verdict.VETO for c in checks)
    return FailoverOutlook(
        possible,
        active.name,
        heir.name,
        lost.unsafe_entries_lost,
        lost.unsafe_bytes_lost,
        lost.unsafe_age_s,
        checks,
        _losses(status, active, heir),
    )


def _reached(status: PairStatus, active: ServerStatus, heir: ServerStatus, age_s: float, *, stale: bool) -> Check:
    """Through the service address only the active answers: say so, and what to do where it does not."""
    if stale:
        words = translate(
            "Loss",
            "{0} has not answered for {1}. The console reaches the pair through the service address, which only an active answers; "
            "{2} takes over by itself when it is sure, or at its own screen: twinhelm failover --force",
        ).format(active.name, text.seconds(age_s, past=True), heir.name)
        return Check("reached", Verdict.VETO, words)
    words = translate("Loss", "{0} answers and passes the request on to {1} over the heartbeat network")
    return Check("reached", Verdict.OK, words.format(status.answering_server, heir.name))


def _heir(status: PairStatus, heir: ServerStatus) -> Check:
    if status.heard(heir):
        return Check("heir", Verdict.OK, translate("Loss", "{0} is heard and can be asked to take over").format(heir.name))
    words = translate("Loss", "{0} {1}; nobody else could take over").format(heir.name, text.unheard(heir.age_s))
    return Check("heir", Verdict.VETO, words)


def _sets(status: PairStatus, heir: ServerStatus) -> tuple[Check, ...]:
    usable = (SetState.SYNCHRONIZED, SetState.UNCHECKED)
    bad = [s.name for s in status.sets if s.state not in usable]
    if bad:
        words = translate("Loss", "the copy of {0} on {1} is not usable; {1} refuses to take over with it").format(
            text.names(tuple(bad)), heir.name
        )
        return (Check("sets", Verdict.VETO, words),)
    return (Check("sets", Verdict.OK, translate("Loss", "the copy of every set on {0} can be used").format(heir.name)),)


def _lost(status: PairStatus) -> Check:
    lost = status.prediction
    if lost.unsafe_entries_lost == 0:
        return Check("loss", Verdict.OK, translate("Loss", "nothing waits in the unsafe queue at this moment"))
    words = translate("Loss", "{0}, {1}, the last {2} of work wait in the unsafe queue and are lost")
    entries = text.count(lost.unsafe_entries_lost, translate("Loss", "entry"), translate("Loss", "entries"))
    return Check("loss", Verdict.HINT, words.format(entries, text.size(lost.unsafe_bytes_lost), text.seconds(lost.unsafe_age_s)))


def _rather_switch(status: PairStatus) -> Check:
    if status.ready_for_switchover:
        words = translate("Loss", "a switchover is possible now, exchanges the roles as well and loses nothing")
        return Check("switchover", Verdict.HINT, words)
    why = said(status.why_not[0]) if status.why_not else translate("Loss", "the pair is not ready")
    return Check("switchover", Verdict.OK, translate("Loss", "a switchover, which loses nothing, is not possible: {0}").format(why))


def _losses(status: PairStatus, active: ServerStatus, heir: ServerStatus) -> tuple[str, ...]:
    lost = status.prediction
    entries = text.count(lost.unsafe_entries_lost, translate("Loss", "entry"), translate("Loss", "entries"))
    figures = translate("Loss", "At this moment {0} with {1}, the last {2} of work, are only on {3}; they grow until the failover begins.")
    sentences = [figures.format(entries, text.size(lost.unsafe_bytes_lost), text.seconds(lost.unsafe_age_s), active.name)]
    if status.durable_now:
        sentences.append(translate("Loss", "What applications have made durable with fsync is on both servers and is kept."))
    kept = translate("Loss", "{0} keeps what it never sent aside and lists it when it has come back; it is not merged by itself.")
    sentences.append(kept.format(active.name))
    stop = translate("Loss", "{0} is asked to stop its applications and to fall silent; clients lose their connections until {1} serves.")
    sentences.append(stop.format(active.name, heir.name))
    return tuple(sentences)
