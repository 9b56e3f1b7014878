"""One measured figure, the table of them, and the file that later runs are compared with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """A figure. `baseline` is the same figure without Twinhelm, measured in the same run; `ratio` is value / baseline.

    Without a value it says in its name why there is none.
    """

    name: str
    value: float | None
    unit: str
    baseline: float | None = None

    @property
    def ratio(self) -> float | None:
        """How the value compares with its baseline; None without one."""
        return self.value / self.baseline if self.baseline and self.value is not None else None


def median(values: Iterable[float]) -> float:
    """The middle value, the lower one of two."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def shown(number: float | None, digits: int = 4) -> str:
    """A number as a person reads it: four significant digits, no exponent."""
    if number is None:
        return "–"
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.{digits}g}"


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, numbers to the right."""
    cells = [("name", "value", "unit", "baseline", "ratio")]
    cells += [(row.name, shown(row.value), row.unit, shown(row.baseline), shown(row.ratio, 3)) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    return "\n".join(
        f"{line[0]:<{widths[0]}}  {line[1]:>{widths[1]}}  {line[2]:<{widths[2]}}  {line[3]:>{widths[3]}}  {line[4]:>{widths[4]}}"
        for line in cells
    )


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write the list of {name, value, unit, baseline, ratio}."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([{**asdict(row), "ratio": row.ratio} for row in rows], indent=1) + "\n")
