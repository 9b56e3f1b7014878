"""Remembers what the other server said last, over all heartbeat links. No clock of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from twinhelm_node.failover.beat import Beat, ServerReport
from twinhelm_node.failover.values import LinkSeen, PeerSeen

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """One link: when the newest answered heartbeat was sent, and how long its answer took."""

    answered_at: float | None = None
    round_trip_s: float = 0.0


class PeerTracker:
    """Fed by the heartbeat client (answers) and the heartbeat service (questions), read by the decision and the view."""

    def __init__(self, links: Iterable[str]) -> None:
        self.links = {name: LinkFigures() for name in links}
        self.peer: PeerSeen | None = None
        self.report = ServerReport()
        self.configuration_version = 0
        self.server_name = ""
        self._number = 0

    def hear(self, beat: Beat, link: str, now: float, sent_at: float | None) -> None:
        """Take in a heartbeat. `sent_at`: when the question was sent that it answers; None for a question of the other server."""
        old = self.peer
        answered_at = old.answered_at if old is not None else NEVER
        answered_generation = old.answered_generation if old is not None else 0
        if sent_at is not None:
            figures = self.links.get(link, LinkFigures())
            if figures.answered_at is None or sent_at > figures.answered_at:
                self.links[link] = LinkFigures(sent_at, now - sent_at)
            if sent_at > answered_at:
                answered_at, answered_generation = sent_at, beat.generation
        if old is not None and old.boot_id == beat.boot_id and beat.number < self._number:
            # A slower link delivers what the faster one has already overtaken: it proves life, but its content is old.
            self.peer = replace(old, heard_at=now, answered_at=answered_at, answered_generation=answered_generation)
            return
        self._number = beat.number
        self.report = beat.report
        self.configuration_version = beat.configuration_version
        self.server_name = beat.server_name
        self.peer = PeerSeen(
            heard_at=now,
            answered_at=answered_at,
            answered_generation=answered_generation,
            role=beat.role,
            generation=beat.generation,
            active_generation=beat.active_generation,
            generation_known=beat.generation_known,
            boot_id=beat.boot_id,
            replicator_alive=beat.replicator_alive,
            ready_to_promote=beat.ready_to_promote,
            not_ready_reason=beat.not_ready_reason,
        )

    def seen(self) -> tuple[LinkSeen, ...]:
        """Return the links as the decision wants them."""
        return tuple(LinkSeen(name, figures.answered_at) for name, figures in self.links.items())
