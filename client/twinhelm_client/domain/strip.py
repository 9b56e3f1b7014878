"""The status strip at the foot of every page: role, lag, readiness and age in a few words that are always true."""

from dataclasses import dataclass

from twinhelm_client.domain import text
from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import PairStatus, Role
from twinhelm_client.domain.sentence import STALE_AFTER_S, Tone, behind, sentence


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip shows. Empty words are left out; `tone` STALE makes all of it grey."""

    role: str
    lag: str
    ready: str
    age: str
    tone: Tone

    def in_words(self) -> str:
        """Return all of it as one line, for a screen reader and the tray."""
        return " · ".join(part for part in (self.role, self.lag, self.ready, self.age) if part)


def strip(status: PairStatus | None, age_s: float, connection: Connection) -> Strip:
    """Say how the pair is. Invariant: with STALE nothing is stated about now, only since when nothing is known."""
    tone = sentence(status, age_s, connection).tone
    if status is None:
        return Strip(_link_words(connection), "", "", "", tone if tone is not Tone.OK else Tone.STALE)
    if connection.link is not Link.CONNECTED or age_s > STALE_AFTER_S:
        known = translate("Strip", "{0} was active").format(status.active.name) if status.active else ""
        shown = Tone.BAD if connection.link in (Link.FINGERPRINT_CHANGED, Link.SIGN_IN_REFUSED) else Tone.STALE
        return Strip(known, "", _link_words(connection) if connection.link is not Link.CONNECTED else "", text.no_data(age_s), shown)
    updated = translate("Strip", "updated {0}").format(text.age(age_s))
    active = status.active
    rising = next((s for s in status.servers if s.role is Role.PROMOTING and status.heard(s)), None)
    if active is None and rising is not None:
        return Strip(translate("Strip", "{0} is taking over").format(rising.name), "", "", updated, tone)
    if active is None:
        claims = len(status.active_servers)
        role = translate("Strip", "two servers say they are active") if claims > 1 else translate("Strip", "no server is active")
        return Strip(role, "", translate("Strip", "cannot take over"), updated, tone)
    role = translate("Strip", "{0} active").format(active.name)
    passive = status.other(active.name)
    if passive is None or not status.heard(passive):
        return Strip(role, translate("Strip", "alone"), translate("Strip", "nobody would take over"), updated, tone)
    lag = translate("Strip", "{0} {1}").format(passive.name, behind(status.unsafe_queue)) if status.sets else ""
    ready = translate("Strip", "ready to take over") if status.ready_for_switchover else translate("Strip", "not ready to take over")
    return Strip(role, lag, ready, updated, tone)


def _link_words(connection: Connection) -> str:
    words = {
        Link.CONNECTING: translate("Strip", "connecting to {0}"),
        Link.CONNECTED: translate("Strip", "connected to {0}, waiting for its status"),
        Link.LOST: translate("Strip", "connection to {0} lost, trying again"),
        Link.SIGN_IN_NEEDED: translate("Strip", "{0} waits for a sign-in"),
        Link.SIGN_IN_REFUSED: translate("Strip", "sign-in refused by {0}"),
        Link.FINGERPRINT_CHANGED: translate("Strip", "stopped: the fingerprint of {0} has changed"),
        Link.NOT_TRUSTED_YET: translate("Strip", "{0} is not known yet"),
        Link.NO_PAIR: translate("Strip", "no pair is known yet"),
    }
    return words[connection.link].format(connection.endpoint)
