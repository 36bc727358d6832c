"""The engine comes to the numbers that pandas, DuckDB and Polars come to by hand, on the benchmark data."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from tests.bench.metrics import ours, rivals
from tests.bench.metrics.workload import write

TIMES = ("duration", "duration_p90")  # a sketch, and another definition of a quantile


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    made: Path = tmp_path_factory.mktemp("bench")
    write(made, 20_000)
    return made


@pytest.fixture(scope="module")
def numbers(folder: Path) -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in ours.table("pandas", folder).to_dict("records"):
        found.setdefault((row["segment"], row["stage"]), {})[row["metric"]] = row["value"]
    return found


@pytest.mark.parametrize("way", ["pandas", "duckdb", "polars"])
def test_equal_to_what_others_come_to(way: str, folder: Path, numbers: Any) -> None:
    rows = rivals.WAYS[way](folder)
    assert isinstance(rows, dict)
    assert len(rows) == 48
    compared = 0
    for place, row in rows.items():
        for metric, value in row.items():
            mine = numbers[place].get(metric)
            if metric in TIMES or mine is None or math.isnan(mine):
                continue
            assert value == pytest.approx(mine, rel=1e-9, abs=1e-12), (place, metric)
            compared += 1
    assert compared > 48 * 9


@pytest.mark.parametrize("carrier", ["polars", "arrow", "duckdb", "lazy", "dataset", "parts"])
def test_carriers_of_the_benchmark_agree(carrier: str, folder: Path, numbers: Any) -> None:
    for row in ours.table(carrier, folder).to_dict("records"):
        mine = numbers[row["segment"], row["stage"]][row["metric"]]
        assert row["value"] == mine or (math.isnan(row["value"]) and math.isnan(mine))
