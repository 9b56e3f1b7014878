"""One line of the fleet: how a pair is, in a word, a sentence and a few figures; and which lines come first. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.sentence import Tone, sentence

LAGS = 60  # points of a sparkline: a minute at one a second
SILENT_AFTER_S = 5.0  # a status is due every second; before this a row is not called lost


class FleetWord(StrEnum):
    """What is the matter with a pair, in a word; the order is how urgent it is."""

    BROKEN = "broken"
    LOST = "lost"
    REFUSED = "refused"
    ATTENTION = "attention"
    WAITING = "waiting"
    MOVING = "moving"
    CONNECTING = "connecting"
    READY = "ready"


WORDS: dict[FleetWord, str] = {
    FleetWord.BROKEN: marked("Fleet", "critical"),
    FleetWord.LOST: marked("Fleet", "lost"),
    FleetWord.REFUSED: marked("Fleet", "refused"),
    FleetWord.ATTENTION: marked("Fleet", "not ready"),
    FleetWord.WAITING: marked("Fleet", "waits for you"),
    FleetWord.MOVING: marked("Fleet", "under way"),
    FleetWord.CONNECTING: marked("Fleet", "connecting"),
    FleetWord.READY: marked("Fleet", "ready"),
}
TONES: dict[FleetWord, Tone] = {
    FleetWord.BROKEN: Tone.BAD,
    FleetWord.LOST: Tone.STALE,
    FleetWord.REFUSED: Tone.BAD,
    FleetWord.ATTENTION: Tone.WARN,
    FleetWord.WAITING: Tone.WARN,
    FleetWord.MOVING: Tone.BUSY,
    FleetWord.CONNECTING: Tone.BUSY,
    FleetWord.READY: Tone.OK,
}
URGENCY = {word: number for number, word in enumerate(FleetWord)}
CALM = frozenset({FleetWord.READY, FleetWord.CONNECTING, FleetWord.MOVING})


@dataclass(slots=True)
class FleetPair:
    """What is known of one pair. Changed in place: a thousand of them are told something every second.

    `heard_s` is the console's monotonic time of the last status, 0 before the first; `lost_at_s` the wall clock of the last one once the
    pair is lost. `lags_s` is the age of the oldest unsafe entry, the newest last; `version` grows with every change.
    """

    endpoint: str
    name: str = ""
    site: str = ""
    user: str = ""
    word: FleetWord = FleetWord.CONNECTING
    active: str = ""
    lag_s: float | None = None
    waiting_bytes: int = 0
    heard_s: float = 0.0
    heard_at_s: float = 0.0
    lags_s: tuple[float, ...] = ()
    version: int = 0
    _said: tuple[str, str] | None = ("", "")  # None: the status has not been put into words yet
    _status: PairStatus | None = None
    _facts: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """How it is, in one sentence."""
        return self._words()[0]

    @property
    def detail(self) -> str:
        """A quieter second line."""
        return self._words()[1]

    @property
    def brief(self) -> str:
        """The sentence without what the columns beside it say: who is active, and how far behind a pair is that is well."""
        said, more = self._words()
        if self.word is FleetWord.READY:
            return more or said
        first, _, rest = said.partition(". ")
        return rest if rest and self.active and first.startswith(f"{self.active} ") else said

    def say(self, words: str, detail: str = "") -> None:
        """Say this instead of what the status says."""
        self._said = (words, detail)

    def _words(self) -> tuple[str, str]:
        if self._said is None:
            said = sentence(self._status, 0.0, _CONNECTED)
            self._said = (said.text, said.detail)
        return self._said

    @property
    def title(self) -> str:
        """The name of the pair, or its address while the name is not known."""
        return self.name or self.endpoint

    @property
    def tone(self) -> Tone:
        """How it is coloured."""
        return TONES[self.word]

    @property
    def known(self) -> bool:
        """Whether the figures are of the present."""
        return self.word not in (FleetWord.LOST, FleetWord.REFUSED, FleetWord.WAITING, FleetWord.CONNECTING)

    def hear(self, status: PairStatus, now_s: float, wall_s: float) -> None:
        """Take a status that has just arrived."""
        facts = _facts(status)
        if facts != self._facts or not self.known:
            self.word = _word(sentence(status, 0.0, _CONNECTED).tone, ready=status.ready_for_switchover)
            self._facts = facts
            active = status.active
            self.active = active.name if active is not None else ""
        self._status, self._said = status, None
        self.name = status.pair_name
        unsafe = status.unsafe_queue
        self.lag_s, self.waiting_bytes = unsafe.oldest_age_s, unsafe.bytes
        self.lags_s = (*self.lags_s[1 - LAGS :], unsafe.oldest_age_s)
        self.heard_s, self.heard_at_s = now_s, wall_s
        self.version += 1

    def follow(self, connection: Connection) -> None:
        """Take what happened to the connection."""
        if connection.link is Link.CONNECTED:
            return  # the first status says the rest
        if connection.link is Link.LOST:
            self.lose(connection.sentence)
            return
        told = sentence(None, 0.0, connection)
        refused = connection.link in (Link.SIGN_IN_REFUSED, Link.FINGERPRINT_CHANGED)
        person = connection.link in (Link.SIGN_IN_NEEDED, Link.NOT_TRUSTED_YET)
        if self.word is not FleetWord.LOST or refused or person:
            self.word = FleetWord.REFUSED if refused else FleetWord.WAITING if person else FleetWord.CONNECTING
            self.say(told.text, told.detail)
        self.version += 1

    def lose(self, why: str) -> None:
        """The pair does not answer."""
        self.word = FleetWord.LOST
        self.say(said(why) or translate("Fleet", "The pair does not answer."))
        self.version += 1

    def silent(self, now_s: float) -> bool:
        """Whether it said nothing for too long although it seems connected."""
        return self.known and now_s - self.heard_s > SILENT_AFTER_S


_CONNECTED = Connection(Link.CONNECTED, "")


def _facts(status: PairStatus) -> tuple[object, ...]:
    """Return all that the tone of a sentence depends on: while it stays, only figures have changed, and nobody has to be told in words."""
    return (
        status.answering_server,
        status.ready_for_switchover,
        status.running_operation,
        [(s.name, s.role, s.reachable) for s in status.servers],
        [s.state for s in status.sets],
        [(a.server, a.as_it_should_be) for a in status.applications],
    )


def _word(tone: Tone, *, ready: bool) -> FleetWord:
    if tone is Tone.BAD:
        return FleetWord.BROKEN
    if tone is Tone.WARN:
        return FleetWord.ATTENTION
    if tone is Tone.BUSY:
        return FleetWord.MOVING
    return FleetWord.READY if ready else FleetWord.ATTENTION


def _by_name(pair: FleetPair) -> str:
    return pair.title.casefold()


_LAG_STEP_S = 5.0  # lags nearer to each other than this are alike: pairs that are well keep their places

KEYS: dict[str, Callable[[FleetPair], Any]] = {
    "state": lambda p: (URGENCY[p.word], -((p.lag_s or 0.0) // _LAG_STEP_S), p.title),
    "name": _by_name,
    "site": lambda p: (p.site.casefold(), p.title.casefold()),
    "active": lambda p: (p.active, p.title),
    "lag": lambda p: -(p.lag_s if p.lag_s is not None and p.known else -1.0),
    "waiting": lambda p: -(p.waiting_bytes if p.known else -1),
    "sentence": lambda p: p.text,
    "heard": lambda p: p.heard_s,
}


def arranged(pairs: Iterable[FleetPair], column: str, *, reverse: bool, group: bool) -> list[FleetPair]:
    """Return the pairs in order; grouped by site the sites are in the order of their worst pair, or by name."""
    ordered = sorted(pairs, key=KEYS[column], reverse=reverse)
    if not group:
        return ordered
    sites: dict[str, list[FleetPair]] = {}
    for pair in ordered:
        sites.setdefault(pair.site, []).append(pair)
    return [pair for members in sites.values() for pair in members]


@dataclass(frozen=True, slots=True)
class FleetFilter:
    """Which pairs to show: every word occurs in name, address, site or sentence; `only_restless` leaves out those that are well,
    `state` all that are in another one.
    """

    text: str = ""
    only_restless: bool = False
    state: FleetWord | None = None

    def __call__(self, pair: FleetPair) -> bool:
        if self.state is not None and pair.word is not self.state:
            return False
        if self.only_restless and pair.word in CALM:
            return False
        if not self.text:
            return True
        hay = f"{pair.name} {pair.endpoint} {pair.site} {pair.text} {pair.active}".casefold()
        return all(word in hay for word in self.text.casefold().split())


@dataclass(frozen=True, slots=True)
class SiteLine:
    """The heading of a site: its name and how many of its pairs are in which state."""

    site: str
    pairs: int
    words: tuple[tuple[FleetWord, int], ...]


def site_line(site: str, members: Sequence[FleetPair]) -> SiteLine:
    """Count the pairs of a site."""
    return SiteLine(site, len(members), counted(members))


def counted(pairs: Iterable[FleetPair]) -> tuple[tuple[FleetWord, int], ...]:
    """Count pairs by their word, the most urgent first; words without a pair are left out."""
    counts: dict[FleetWord, int] = {}
    for pair in pairs:
        counts[pair.word] = counts.get(pair.word, 0) + 1
    return tuple((word, counts[word]) for word in FleetWord if word in counts)
