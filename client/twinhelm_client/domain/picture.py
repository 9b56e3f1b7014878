"""The pair as a picture, before any paint: what stands where, in words and ratios. Pure, so that it can be tested."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import ApplicationState, ApplicationStatus, LinkStatus, PairStatus, Role, ServerStatus
from twinhelm_client.domain.sentence import STALE_AFTER_S, Tone


class Emblem(StrEnum):
    """The sign of a role: the wheel for who steers, the ring for who waits, the half-made wheel in between."""

    WHEEL = "wheel"
    RING = "ring"
    TURNING = "turning"


_EMBLEMS = {Role.ACTIVE: Emblem.WHEEL, Role.PROMOTING: Emblem.TURNING, Role.DEMOTING: Emblem.TURNING}


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its share of the whole."""

    label: str
    value: str
    ratio: float


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application on a card; `filled` is the dot of a running one."""

    name: str
    words: str
    tone: Tone
    filled: bool
    shorter: tuple[str, ...] = ()  # where there is less room


@dataclass(frozen=True, slots=True)
class ServerCard:
    """One server. `gone` means that these are the last figures it sent."""

    name: str
    role_line: str
    role: Role
    emblem: Emblem
    bars: tuple[Bar, ...]
    applications: tuple[ApplicationLine, ...]
    age: str
    gone: bool
    speaks: bool  # holds the service address
    filter_words: str  # beside the bar across its cable; empty: no bar
    silent: bool = False  # the packet filter lets nothing out
    shorter_age: str = ""  # where there is no room beside the name

    @property
    def steers(self) -> bool:
        """Drawn in the colour of the active."""
        return self.role in (Role.ACTIVE, Role.PROMOTING)


@dataclass(frozen=True, slots=True)
class Line:
    """A heartbeat link, or the channel."""

    name: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel: `forward` is from the left server to the right one, None when nobody sends."""

    words: str
    connected: bool
    forward: bool | None
    moving: bool


@dataclass(frozen=True, slots=True)
class PairPicture:
    """Everything the painters need. `stale` makes all of it grey."""

    network: str
    address: str
    cards: tuple[ServerCard, ...]
    channel: Channel
    links: tuple[Line, ...]
    stale: bool

    def in_words(self) -> str:
        """Describe the picture for a screen reader."""
        holder = translate("Picture", "{0}: {1}, holds the service address, {2}.")
        other = translate("Picture", "{0}: {1}, {2}.")
        parts = [(holder if c.speaks else other).format(c.name, c.role_line, c.age) for c in self.cards]
        parts.append(translate("Picture", "Channel: {0}.").format(self.channel.words))
        parts.extend(translate("Picture", "Link {0}: {1}.").format(line.name, line.words) for line in self.links)
        return " ".join(parts)


def picture(status: PairStatus, age_s: float, *, stale: bool) -> PairPicture:
    """Compose the picture of a status that arrived `age_s` ago."""
    return PairPicture(
        network=translate("Picture", "Public network {0}").format(status.public_network).strip(),
        address=" · ".join(a.split("/")[0] for a in status.service_addresses),
        cards=tuple(_card(status, server, age_s) for server in status.servers[:2]),
        channel=_channel(status, stale=stale),
        links=tuple(_link(link, age_s, stale=stale) for link in status.links[:3]),
        stale=stale,
    )


def _card(status: PairStatus, server: ServerStatus, age_s: float) -> ServerCard:
    gone = not status.heard(server)
    now_s = server.age_s + age_s
    speaks = not gone and not server.silent and server.role in (Role.ACTIVE, Role.PROMOTING, Role.DEMOTING)
    now = words.of(server.role)
    role = translate("Picture", "was {0}").format(now) if gone else now
    return ServerCard(
        name=server.name,
        role_line=f"{words.of(server.identity)} · {role}",
        role=server.role,
        emblem=_EMBLEMS.get(server.role, Emblem.RING),
        bars=_bars(server),
        applications=() if gone else tuple(_application(a) for a in status.applications_on(server.name)),
        age=text.no_data(now_s) if gone or now_s > STALE_AFTER_S else text.age(now_s),
        gone=gone,
        speaks=speaks,
        filter_words=_filter_words(server, gone=gone, speaks=speaks),
        silent=server.silent and not gone,
        shorter_age=text.age(now_s) if now_s < text.NEVER_S else text.no_data(now_s),
    )


def _filter_words(server: ServerStatus, *, gone: bool, speaks: bool) -> str:
    if gone:
        return translate("Picture", "not heard")
    if server.silent:
        return translate("Picture", "packet filter: silent")
    return "" if speaks else translate("Picture", "packet filter: open")


def _bars(server: ServerStatus) -> tuple[Bar, ...]:
    figures = server.system
    bars = []
    if figures.memory_total_bytes:
        bars.append(Bar(translate("Picture", "Processor"), text.percent(figures.processor_ratio), figures.processor_ratio))
        used, total = figures.memory_used_bytes, figures.memory_total_bytes
        bars.append(Bar(translate("Picture", "Memory"), text.of_total(used, total), used / total))
    if figures.disk_total_bytes:
        used, total = figures.disk_used_bytes, figures.disk_total_bytes
        bars.append(Bar(translate("Picture", "Disk {0}").format(figures.disk_path).strip(), text.of_total(used, total), used / total))
    return tuple(bars)


def _application(application: ApplicationStatus) -> ApplicationLine:
    state = application.state
    if not application.as_it_should_be:
        moving = state in (ApplicationState.STARTING, ApplicationState.STOPPING)
        return ApplicationLine(application.name, words.of(state), Tone.WARN if moving else Tone.BAD, state is ApplicationState.RUNNING)
    if state is ApplicationState.RUNNING:
        return ApplicationLine(application.name, words.of(state), Tone.OK, True)
    if state is ApplicationState.STOPPED:
        whole, short = translate("Picture", "stopped, as it should be"), translate("Picture", "stopped (right)")
        return ApplicationLine(application.name, whole, Tone.STALE, False, (short, words.of(state)))
    return ApplicationLine(application.name, words.of(state), Tone.STALE, False)


def _link(link: LinkStatus, age_s: float, *, stale: bool) -> Line:
    silence = link.age_s + age_s
    if stale and link.up:  # the console hears nothing; the servers may well hear each other
        return Line(link.name, text.no_data(silence), Tone.STALE)
    if not link.up or silence > STALE_AFTER_S:
        if silence >= text.NEVER_S:
            return Line(link.name, translate("Picture", "never answered"), Tone.BAD)
        return Line(link.name, translate("Picture", "no answer for {0}").format(text.seconds(silence, past=True)), Tone.BAD)
    return Line(link.name, f"{text.milliseconds(link.round_trip_s)} · {text.age(silence)}", Tone.OK)


def _channel(status: PairStatus, *, stale: bool) -> Channel:
    sender = next((i for i, s in enumerate(status.servers[:2]) if status.heard(s) and s.role in (Role.ACTIVE, Role.DEMOTING)), None)
    if not status.sets:
        return Channel(translate("Picture", "no protected set"), False, None, False)
    if not all(s.channel_connected for s in status.sets):
        return Channel(translate("Picture", "not connected"), False, None if sender is None else sender == 0, False)
    rate = sum(s.sent_bytes_per_s for s in status.sets)
    raw, sent = sum(s.raw_bytes_total for s in status.sets), sum(s.sent_bytes_total for s in status.sets)
    spared = translate("Picture", "{0} · saved {1}").format(text.rate(rate), text.percent(1 - sent / raw)) if 0 < sent <= raw else ""
    return Channel(spared or text.rate(rate), True, None if sender is None else sender == 0, rate > 0 and sender is not None and not stale)
