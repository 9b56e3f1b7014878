"""What the walker is asked for: everything, single paths, and what the passive misses. Used by several threads."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace

from twinhelm_node.channel.values import Need
from twinhelm_node.replicator.check_at_work import is_everything

_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.1, 30.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a round is to bring: everything, or what is needed, of which `first` is one path. `resume`: what another process had begun."""

    everything: bool
    compare: bool
    resume: bool
    first: bytes


class CheckNeeds:
    """What is due. `served`: the passive's needs up to this sequence have been visited."""

    def __init__(self, condition: threading.Condition) -> None:
        self._condition = condition
        self._needs: dict[Need, None] = {}
        self._requests: list[Need] = []
        self._brought: frozenset[Need] = frozenset()
        self._whole_since = 0
        self._resume = False
        self._compare = False
        self._pause_s = 0.0
        self.everything = False
        self.served = 0

    @property
    def waiting(self) -> bool:
        """Whether a round is due."""
        return bool(self.everything or self._needs or self._requests)

    def ask_everything(self, *, compare: bool, resume: bool = False) -> None:
        """Ask for a round over the whole set."""
        with self._condition:
            self.everything, self._resume, self._compare = True, resume, compare
            self._condition.notify_all()

    def ask(self, needs: Iterable[Need]) -> None:
        """Ask for these on this server's own account."""
        with self._condition:
            self._requests.extend(needs)
            self._condition.notify_all()

    def add(self, need: Need) -> None:
        """The passive misses something."""
        with self._condition:
            if need.sequence <= self._whole_since:
                self.served = max(self.served, need.sequence)  # told late: the round over everything has begun after it
                return
            self._needs[need] = None
            if replace(need, sequence=0) not in self._brought:
                self._pause_s = min(self._pause_s, _FIRST_PAUSE_S)  # something new, so it goes forward
            self._condition.notify_all()

    def take(self) -> Order:
        """Begin a round: what it has to bring."""
        with self._condition:
            asked = [need for need in self._needs if is_everything(need)]
            everything = self.everything or bool(asked)
            compare = self._compare if self.everything else all(need.compare for need in asked)
            resume = self.everything and self._resume
            self.everything = self._resume = False
            first = b"" if everything else next(iter([*self._needs, *self._requests])).path
            return Order(everything, compare, resume, first)

    def everything_begun(self, sequence: int) -> None:
        """A new round over everything has begun there: it covers all that was asked before."""
        with self._condition:
            self._requests.clear()
            self._whole_since = sequence
        self.visited(sequence)

    def ended(self) -> None:
        """No round is at work."""
        self._whole_since = 0

    def following(self) -> tuple[list[Need], int]:
        """Return what is to be visited now, as it was missed, and the sequence for `visited`. Nothing: the round may end."""
        with self._condition:
            needs = sorted(self._needs, key=lambda need: need.sequence)
            requests, self._requests = self._requests, []
        if any(is_everything(need) for need in needs):
            return [], 0  # everything again, in a round of its own
        tasks = list(dict.fromkeys([replace(need, sequence=0) for need in needs] + requests))
        if tasks:
            self._brought = frozenset(tasks)
        return tasks, needs[-1].sequence if needs else 0

    def visited(self, through: int) -> None:
        """What was missed up to there has been visited."""
        with self._condition:
            self.served = max(self.served, through)
            for need in [need for need in self._needs if need.sequence <= through]:
                del self._needs[need]

    def no_pause(self) -> None:
        """All is well: the next trouble is tried again at once."""
        self._pause_s = 0.0

    def next_pause_s(self) -> float:
        """How long to wait before the next round: longer each time, if rounds follow each other without success."""
        pause_s = self._pause_s
        self._pause_s = min(max(2 * pause_s, _FIRST_PAUSE_S), _LAST_PAUSE_S)
        return pause_s
