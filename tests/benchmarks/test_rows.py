"""The arithmetic of the benchmark table."""

import json
from pathlib import Path

from tests.benchmarks.rows import Row, median, percentile, shown, table, write_json


def test_medians_and_percentiles_are_values_that_were_measured() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2
    hundred = [float(number) for number in range(1, 101)]
    assert percentile(hundred, 0.5) == 50
    assert percentile(hundred, 0.99) == 99
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([1.0, 2.0], 0.99) == 2.0


def test_numbers_are_short() -> None:
    assert [shown(None), shown(12345.6), shown(0.0123456)] == ["–", "12,346", "0.01235"]


def test_the_file_has_the_five_keys(tmp_path: Path) -> None:
    rows = [Row("pgbench, protected async", 900.0, "1/s", 1000.0), Row("outage of failover", 3.1, "s")]
    write_json(rows, tmp_path / "build/bench.json")
    first, second = json.loads((tmp_path / "build/bench.json").read_text())
    assert first == {"name": "pgbench, protected async", "value": 900.0, "unit": "1/s", "baseline": 1000.0, "ratio": 0.9}
    assert second["ratio"] is None
    assert len(table(rows).splitlines()) == 3
