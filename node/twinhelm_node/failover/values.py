"""What the decision knows, sees and answers. Frozen values only; every time is monotonic seconds of one server."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_node.domain.roles import Identity, Role


@dataclass(frozen=True, slots=True)
class Limits:
    """The times a decision is made of. See ARCHITECTURE.md "Timing"; the first five come from the configuration."""

    interval_s: float = 0.25
    suspect_s: float = 1.0
    dead_s: float = 2.5
    contact_s: float = 0.75
    voice_s: float = 1.25
    ask_s: float = 0.25  # between two questions to the arbiter
    verdict_s: float = 0.75  # how old an answer of the arbiter may be when it is used
    hold_s: float = 10.0  # no promotion of our own accord after we gave the role away or failed to take it
    settle_s: float = 10.0  # how long a freshly started preferred server may take to become able


class Basis(StrEnum):
    """On what ground a server became, or is becoming, active."""

    NONE = "none"
    CONTACT = "contact"  # both servers passive, in contact, and the other one agreed
    ARBITER = "arbiter"  # the active is gone and the third place says so
    HANDOVER = "handover"  # the active gave its role away (switchover)
    FORCED = "forced"  # a person decided
    ALONE = "alone"  # the second server never joined


@dataclass(frozen=True, slots=True)
class State:
    """Everything the decision remembers from one call to the next.

    `generation` is the highest this server ever saw, `active_generation` the one in which it was last active,
    `known_generation` the newest of its own generations that the other server has answered to. All three are durable
    before anybody hears of them.
    """

    name: str
    peer_name: str
    identity: Identity
    limits: Limits
    role: Role
    generation: int
    active_generation: int
    known_generation: int
    ticked_at: float
    awake_since: float  # since when this server has been deciding without a pause
    voice_until: float = 0.0  # end of the voice lease in the kernel; 0: hidden
    renewed_at: float = 0.0
    lost_at: float | None = None  # since when an active may not speak
    basis: Basis = Basis.NONE
    prepared: bool = False  # promoting: data applied, capture mounted, only the voice is missing
    promoted_at: float = 0.0
    asked_at: float = 0.0
    judged_at: float = 0.0  # when the newest verdict taken in was asked for
    silent_since: float | None = None  # since when the gateway has answered us and nobody for the service address
    hold_until: float = 0.0
    hold_reason: str = ""
    peer_active_boot: str = ""  # boot id of the other server when it was last heard active
    peer_unable_since: float | None = None
    topic: str = ""  # what the last refusal was about, so that it is noted once
    why_not: tuple[str, ...] = ()  # why this server does not take over now
    links_down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerSeen:
    """The other server, as its newest heartbeat described it."""

    heard_at: float  # when the newest heartbeat, question or answer, arrived
    answered_at: float  # when the newest of our heartbeats that it answered was sent
    answered_generation: int  # the generation in that answer
    role: Role
    generation: int
    active_generation: int
    generation_known: bool  # it knows that we know its generation
    boot_id: str
    replicator_alive: bool = True
    ready_to_promote: bool = True
    not_ready_reason: str = ""


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """One heartbeat link: when the newest answered heartbeat on it was sent; None: never."""

    name: str
    answered_at: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the arbiter saw: whether the gateway answers, and whether somebody answers for a service address."""

    asked_at: float
    gateway_answers: bool
    service_answers: bool
    evidence: str  # "gateway 10.20.0.1 is at 02:…:01, nobody answers for 10.20.0.10"


class ReportKind(StrEnum):
    """What the executor can report back."""

    PREPARED = "prepared"  # the promotion is ready to speak
    FAILED = "failed"  # the promotion failed and everything was taken back
    STEPPED_DOWN = "stepped_down"  # applications stopped, capture unmounted
    HANDED_OVER = "handed_over"  # the other server has the role now, or nobody has


@dataclass(frozen=True, slots=True)
class Report:
    """The end of something that the executor was asked to do."""

    kind: ReportKind
    generation: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """What a server sees at one moment."""

    peer_joined: bool
    peer: PeerSeen | None
    links: tuple[LinkSeen, ...]
    gateway_answered_at: float | None  # when the newest answered ping was sent
    verdict: Verdict | None
    replicator_alive: bool
    ready_to_promote: bool
    not_ready_reason: str = ""
    reports: tuple[Report, ...] = ()


# --- requests of people and of the other server -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The active gave its role away and asks this server to become active in `generation`."""

    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class Demote:
    """A switchover on this active server has drained everything: hide and hand over."""

    reason: str


@dataclass(frozen=True, slots=True)
class GiveWay:
    """The passive was told by a person to take over, and can still be heard: step down for it."""

    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class Force:
    """A person tells this passive server to take over."""

    peer_stepped_down: bool
    reason: str


Request = TakeOver | Demote | GiveWay | Force


# --- actions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RenewVoice:
    """Keep (or, with `announce`, get back) the voice until the monotonic time `until`."""

    until: float
    announce: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Hide:
    """Fall silent now."""

    reason: str


@dataclass(frozen=True, slots=True)
class AskArbiter:
    """Probe gateway and service addresses."""

    reason: str


@dataclass(frozen=True, slots=True)
class Promote:
    """Apply the safe queue and mount capture in `generation`, then report PREPARED. Do not speak yet."""

    generation: int
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class Speak:
    """The promotion may speak: reveal, announce, start applications."""

    generation: int
    until: float
    reason: str


@dataclass(frozen=True, slots=True)
class Abandon:
    """Take the promotion back and report FAILED."""

    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class StepDown:
    """Stop applications, unmount capture, become passive, then report STEPPED_DOWN."""

    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything is hidden and written down: the other server may take over in `generation`."""

    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class WarnLink:
    """A heartbeat link went down or came back. Only a warning."""

    link: str
    up: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth an event: a refusal with its evidence, a conflict, a return."""

    topic: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """A request cannot be granted; `code` is for programs."""

    code: str
    reason: str


Action = RenewVoice | Hide | AskArbiter | Promote | Speak | Abandon | StepDown | HandOver | WarnLink | Note | Refuse
