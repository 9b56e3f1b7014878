"""What a round concludes from what it collected. Pure; each function returns what is wrong in one sentence, "" for nothing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_evidence import Commit, UnsafeQueue


@dataclass(frozen=True, slots=True)
class Order:
    """The files that a program on the active counts up one after the other, as they lie on a disk; `marks`: the one name it renames."""

    counters: tuple[int, ...]
    marks: tuple[int, ...]


def lost_commits(
    missing: Sequence[Commit], *, mode: Mode, generations: int, unsafe: UnsafeQueue
) -> str:  # fmt: skip
    """Judge confirmed commits that are missing: durable forgives none, async those that were never sent."""
    if not missing:
        return ""
    count = len(missing)
    if not generations:
        return f"{count} confirmed commits are missing although no role changed"
    if mode is Mode.DURABLE:
        return f"{count} confirmed commits are missing although the mode is durable"
    if not unsafe.entries:
        return f"{count} confirmed commits are missing although nothing was left in an unsafe queue"
    if min(commit.wall_ns for commit in missing) < unsafe.oldest_ns:
        return f"{count} confirmed commits are missing, the oldest is older than everything in the unsafe queue"
    return ""


def commits_prefix(commits: Sequence[Commit], missing: Collection[int], *, workers: int, generations: int) -> str:
    """Judge Prefix as a client sees it: of what one connection confirmed in order, only the end before a takeover may be missing."""
    of_worker: dict[int, list[bool]] = defaultdict(list)
    for commit in sorted(commits, key=lambda one: one.monotonic_ns):
        of_worker[commit.number % workers].append(commit.number in missing)
    for worker, gone in sorted(of_worker.items()):
        holes = sum(absent for absent, _ in groupby(gone))
        if holes > generations:
            return f"connection {worker} has {holes} holes in what was confirmed to it, in {generations} generations"
    return ""


def order_prefix(order: Order) -> str:
    """Judge Prefix inside a tree: every counter is what the one before it is, or one less, one step in all; the mark lies between."""
    counters = order.counters
    if any(later > earlier for earlier, later in pairwise(counters)) or (counters and counters[0] - counters[-1] > 1):
        return f"the counters, written one after the other, are {counters}: no moment of the active looked like that"
    if counters and (len(order.marks) != 1 or not counters[-1] <= order.marks[0] <= counters[0]):
        return f"the mark is at {order.marks} while the counters are {counters}: no moment of the active looked like that"
    return ""


def voices(speakers: Sequence[str], *, generations: int, dropped: int) -> str:
    """Judge One voice: the voice changed at most once for each new generation."""
    if dropped:
        return f"{dropped} frames were not seen, so nobody can tell who spoke"
    if len(speakers) - 1 > generations:
        return f"the voice changed {len(speakers) - 1} times ({' '.join(speakers)}) in {generations} generations"
    return ""
