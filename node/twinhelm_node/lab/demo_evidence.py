"""What the demo concludes from what it collected. Pure: values in, verdicts out; nothing here asks the system under test.

Times are nanoseconds of the one clock that all machines of the lab share.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that the database confirmed to the client."""

    number: int
    monotonic_ns: int
    wall_ns: int


@dataclass(frozen=True, slots=True)
class UnsafeQueue:
    """What the lost active had captured and the passive did not hold. `oldest_ns` (wall clock) is 0 for an empty queue."""

    entries: int
    oldest_ns: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame on the public network. A probe asks without claiming an address (RFC 5227; neighbour solicitation from ::)."""

    at_ns: int
    source: str
    probe: bool


def parse_commits(lines: Iterable[str]) -> tuple[Commit, ...]:
    """Read the file of the load client; a last line cut short by the end of the client is left out."""
    commits = []
    for line in lines:
        words = line.split()
        if line.endswith("\n") and len(words) == 3:
            commits.append(Commit(int(words[0]), int(words[1]), int(words[2])))
    return tuple(sorted(commits, key=lambda commit: commit.monotonic_ns))


def outage_s(commits: Sequence[Commit], fault_monotonic_ns: int) -> float | None:
    """Seconds without a confirmed commit around the fault: from the last before it to the first whose confirmation came after it.

    None while nothing has been confirmed on both sides. A commit that was confirmed at the moment of the fault, before the
    longest pause began, counts as before it.
    """
    pauses = [
        (later.monotonic_ns - earlier.monotonic_ns, later.monotonic_ns)
        for earlier, later in itertools.pairwise(commits)
        if later.monotonic_ns >= fault_monotonic_ns
    ]
    before = any(commit.monotonic_ns < fault_monotonic_ns for commit in commits)
    return max(pauses)[0] / 1e9 if before and pauses else None


def lost(commits: Iterable[Commit], present: Collection[int]) -> tuple[Commit, ...]:
    """The confirmed commits whose rows are not there."""
    return tuple(commit for commit in commits if commit.number not in present)


def only_unsafe_lost(missing: Sequence[Commit], unsafe: UnsafeQueue) -> bool:
    """Whether every missing commit is younger than the oldest entry of the unsafe queue at the crash (mode async)."""
    return not missing or (unsafe.entries > 0 and all(commit.wall_ns >= unsafe.oldest_ns for commit in missing))


def speakers(frames: Iterable[Frame]) -> tuple[str, ...]:
    """Who spoke on the public network, in order, each change of the voice once. Probes claim nothing and do not count."""
    order: list[str] = []
    for frame in sorted(frames, key=lambda frame: frame.at_ns):
        if not frame.probe and (not order or order[-1] != frame.source):
            order.append(frame.source)
    return tuple(order)
