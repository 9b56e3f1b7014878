"""The pair document: what both servers must agree on. Written on the active, pushed to the passive, kept as JSON.

`version` grows with every change; a server never replaces its document by an older one.
"""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_node.domain.relay import DEFAULT_RELAY_PORTS, ConsoleLink
from twinhelm_node.domain.status import Mode
from twinhelm_node.domain.verification import OrphanPolicy

DEFAULT_ORPHAN_DAYS = 30
DEFAULT_QUOTA_BYTES = 8 * 1024**3
DEFAULT_FLOOR_BYTES = 256 * 1024**2


class UserRole(StrEnum):
    """What a user may do: look, operate (switchover, applications), administer (sets, users)."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class ProtectedSet:
    """One folder whose changes are replicated in one order.

    `include`/`exclude` are shell patterns: without a slash they match one name at any depth, with a slash the whole
    path relative to the folder (`*` also matches slashes). A file is excluded when it or a directory above it matches
    `exclude` and, if `include` is not empty, when it matches no `include`.

    `quota_bytes` is what the unsafe queue may hold, `floor_bytes` what it leaves free on its disk; `when_full` says what happens then.
    `when_away` belongs to mode durable: what fsync does while the passive is away.
    """

    name: str
    path: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    mode: Mode = Mode.ASYNC
    quota_bytes: int = DEFAULT_QUOTA_BYTES
    when_full: QueuePolicy = QueuePolicy.DEGRADE
    when_away: WhenAway = WhenAway.CONTINUE
    floor_bytes: int = DEFAULT_FLOOR_BYTES
    check_rate_bytes_per_s: int = 0  # what checks may read; 0: no limit
    orphans: OrphanPolicy = OrphanPolicy.QUARANTINE
    orphan_days: int = DEFAULT_ORPHAN_DAYS  # how long the quarantine keeps something; 0: for ever
    orphan_bytes: int = 0  # how much it keeps; 0: no limit
    compression: Compression = Compression.AUTO
    bandwidth: str = ""  # a cap of its own, see domain.bandwidth; empty: none


@dataclass(frozen=True, slots=True)
class Application:
    """A protected application and how to drive it.

    With `units` it is driven by systemd; otherwise by the commands (argument lists, no shell). `health` must exit 0
    while the application serves. Times are seconds.
    """

    name: str
    units: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    start_timeout_s: float = 60.0
    stop_timeout_s: float = 60.0
    health_interval_s: float = 2.0


@dataclass(frozen=True, slots=True)
class User:
    """Someone who may use the pair. `password_hash` is argon2id in PHC form."""

    name: str
    role: UserRole
    password_hash: str


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What is kept of a user's long-lived token: the SHA-256 of its secret in hexadecimal digits. Times are wall clock."""

    id: str
    user: str
    secret_sha256: str
    issued_ns: int
    expires_ns: int


@dataclass(frozen=True, slots=True)
class PairDocument:
    """Everything both servers share."""

    pair_id: str
    pair_name: str
    version: int
    sets: tuple[ProtectedSet, ...] = ()
    applications: tuple[Application, ...] = ()
    users: tuple[User, ...] = ()
    relay_ports: tuple[int, ...] = DEFAULT_RELAY_PORTS
    consoles: tuple[ConsoleLink, ...] = ()
    tokens: tuple[AccessToken, ...] = ()
    bandwidth: str = ""  # a cap that all sets share, see domain.bandwidth; empty: none
