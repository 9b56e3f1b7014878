"""Slowing down those who guess passwords: after five failures a wait that doubles, per name and per caller."""

from collections import OrderedDict
from dataclasses import dataclass

FREE_TRIES = 5
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
FORGET_AFTER_S = 3600.0
REMEMBERED = 10_000


@dataclass(slots=True)
class _Tries:
    failures: int
    last_at: float


class SignInThrottle:
    """Counts failures by key. Time is monotonic seconds, given by the caller.

    Keys are forgotten an hour after their last failure, and the oldest when there are more than 10,000, so that guessing
    with random names cannot fill the memory.
    """

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait_s(self, key: str, now: float) -> float:
        """Return how long this key has to wait before its next try counts; 0: now."""
        tries = self._tries.get(key)
        if tries is None or tries.failures < FREE_TRIES:
            return 0.0
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries.failures - FREE_TRIES, 20))
        return max(0.0, tries.last_at + wait - now)

    def failed(self, key: str, now: float) -> None:
        """Note a failure."""
        tries = self._tries.pop(key, None)
        if tries is None or now - tries.last_at > FORGET_AFTER_S:
            tries = _Tries(0, now)
        tries.failures += 1
        tries.last_at = now
        self._tries[key] = tries
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        self._tries.pop(key, None)
