"""What an administrator protects: folders and applications; and what a server that came back keeps aside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.pair import Check, Compression, Mode
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway


@dataclass(frozen=True, slots=True)
class ProtectedSet:
    """One folder whose changes are replicated in one order.

    `quota_bytes` 0 and `floor_bytes` and `orphan_days` None mean the server's default; `orphan_days` 0: for ever. `check_rate_bytes_per_s`
    and `orphan_bytes` 0, and `bandwidth` "": no limit.
    """

    name: str
    path: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    mode: Mode = Mode.ASYNC
    quota_bytes: int = 0
    when_full: QueuePolicy = QueuePolicy.DEGRADE
    when_away: WhenAway = WhenAway.CONTINUE
    floor_bytes: int | None = None
    check_rate_bytes_per_s: int = 0
    orphans: OrphanPolicy = OrphanPolicy.QUARANTINE
    orphan_days: int | None = None
    orphan_bytes: int = 0
    compression: Compression = Compression.AUTO
    bandwidth: str = ""


@dataclass(frozen=True, slots=True)
class SetChecks:
    """The answer to "may this folder be protected?", with the evidence."""

    ready: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class DefinitionParameter:
    """One value that a definition asks for; `required_by` and `used_by` name drivers."""

    name: str
    default: str = ""
    required_by: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationDefinition:
    """A definition of an application that ships with the server; `exclude` is what its set should leave out."""

    name: str
    description: str
    parameters: tuple[DefinitionParameter, ...]
    drivers: tuple[str, ...]
    default_driver: str
    exclude: tuple[str, ...] = ()

    def missing(self, given: Mapping[str, str], driver: str) -> tuple[str, ...]:
        """Return the parameters that this driver needs and nobody gave."""
        return tuple(p.name for p in self.parameters if driver in p.required_by and not given.get(p.name))


@dataclass(frozen=True, slots=True)
class NewApplication:
    """An application to protect: a definition filled in. `name` empty means the definition's."""

    definition: str
    name: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JoinToken:
    """The one-time token of the second server. `text` is a secret and is shown once; times are seconds since 1970."""

    text: str = field(repr=False)
    expires_at_s: float = 0.0
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divergence:
    """What a former active never sent, kept aside on `server` in `folder`; `paths` are the first of `paths_total`."""

    server: str
    set_name: str
    generation: int
    entries: int
    paths: tuple[str, ...] = ()
    paths_total: int = 0
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Divergences:
    """Everything kept aside; `not_answering` are servers that could not be asked."""

    kept: tuple[Divergence, ...] = ()
    not_answering: tuple[str, ...] = ()


def patterns(text: str) -> tuple[str, ...]:
    """Read filters that a person typed, separated by commas or lines."""
    return tuple(part for part in (piece.strip() for piece in text.replace("\n", ",").split(",")) if part)


_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmgt]i?)?b?")


def size_of(typed: str) -> int | None:
    """Read "8 GiB", "500 MB" or "1,5 GB"; 0 for nothing, None for what is no size."""
    if not typed.strip():
        return 0
    found = _SIZE.fullmatch(typed.strip().lower())
    return int(float(found[1].replace(",", ".")) * _UNITS[found[2] or ""]) if found else None


def typed_size(size_bytes: int) -> str:
    """Write a size as a person would type it, exactly: "8 GiB", "500 MB", "12345 B"."""
    for unit, factor in (("TiB", 2**40), ("GiB", 2**30), ("TB", 10**12), ("GB", 10**9), ("MiB", 2**20), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes and size_bytes % factor == 0:
            return f"{size_bytes // factor} {unit}"
    return f"{size_bytes} B"
