"""What a campaign prints: a line for each round, a row for each fault. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from tests.torture.plan import Fault, RoundPlan
from tests.torture.round import RoundResult


def line(result: RoundResult) -> str:
    """Return the line of one round."""
    way = result.active_before if result.active_before == result.active_after else f"{result.active_before}→{result.active_after}"
    outage = "" if result.outage_s is None else f"{result.outage_s:.1f} s without a commit"
    verdict = "ok" if not result.complaints else "FAILED  " + "; ".join(result.complaints)
    return (
        f"{result.plan.number:>4}  {result.plan.fault:<24} {way:<14} "
        f"{result.generations} generations on  {result.missing} of {result.confirmed} "
        f"commits lost, {result.unsafe.entries} entries never sent  {outage}  {result.elapsed_s:.0f} s  {verdict}"
    )


def summary(results: Sequence[RoundResult], failed: Mapping[RoundPlan, str]) -> Iterator[str]:
    """Yield the table: one row a fault that was played, and the sum."""
    head = ("fault", "rounds", "failed", "generations", "commits", "lost", "longest outage", "mean time")
    yield ("{:<24}" + "{:>15}" * 7).format(*head)
    rows: list[tuple[str, list[RoundResult], int]] = [
        (fault.value, [one for one in results if one.plan.fault is fault], sum(plan.fault is fault for plan in failed)) for fault in Fault
    ]
    for name, played, bad in [*rows, ("all", list(results), len(failed))]:
        unfinished = bad - sum(bool(one.complaints) for one in played)
        if not played and not bad:
            continue
        cells = (
            len(played) + unfinished, bad, sum(one.generations for one in played), sum(one.confirmed for one in played),
            sum(one.missing for one in played), f"{max((one.outage_s or 0.0 for one in played), default=0.0):.1f} s",
            f"{sum(one.elapsed_s for one in played) / max(1, len(played)):.1f} s",
        )  # fmt: skip
        yield (f"{name:<24}" + "{:>15}" * 7).format(*cells)
