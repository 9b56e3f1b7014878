"""What the failover needs of other parts, as Protocols. The composition root hands in the real ones, tests hand in fakes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from twinhelm_node.domain.ports_replicator import SetEnd
from twinhelm_node.failover.values import Verdict


class Voice(Protocol):
    """The packet filter. Every call is one short transaction and may be made on the event loop."""

    def install(self) -> None:
        """Load the filter; a lease in force stays."""
        ...

    def reveal(self, voice_s: float) -> None:
        """Let this server be heard for `voice_s` from now on."""
        ...

    def renew_voice(self, voice_s: float) -> bool:
        """Prolong a lease in force; False when it had run out."""
        ...

    def hide(self) -> None:
        """Fall silent now."""
        ...

    def is_silent(self) -> bool:
        """True when nothing can leave."""
        ...

    def allow_probe(self, seconds: float) -> None:
        """Let out the probes of a candidate for so long."""
        ...


class Applications(Protocol):
    """The protected applications of this server."""

    async def start_all(self) -> None:
        """Start them in order and keep them running; raises TwinhelmError with a sentence when one does not serve."""
        ...

    async def stop_all(self) -> None:
        """Stop them in reverse order and leave them stopped; raises TwinhelmError when one still runs at the end."""
        ...


class Arbiter(Protocol):
    """The third opinion."""

    async def ask(self) -> Verdict:
        """Ask now; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """What the active offers in a switchover: its role, and where each set ended."""

    generation: int
    operation_id: str
    reason: str
    positions: tuple[SetEnd, ...]


@dataclass(frozen=True, slots=True)
class HandoverStep:
    """Progress of the other server. `state`: "running", "done" or "failed"."""

    phase: str
    state: str
    elapsed_s: float
    detail: str = ""


class Handover(Protocol):
    """Giving and taking the role: the servicer calls it on this server, the client offers it for the other one."""

    def take_over(self, offer: Offer) -> AsyncIterator[HandoverStep]:
        """Become active; ends with a step that failed, or when applications run. Raises NotReady (OLD_GENERATION, NOT_READY)."""
        ...

    async def step_down(self, generation: int, reason: str) -> bool:
        """Give the role away; True when it was given away entirely."""
        ...
