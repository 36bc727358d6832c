"""A small shop: answers and visits of known numbers, and how they meet its three stages."""

from __future__ import annotations

from typing import Any

import pandas as pd

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding

STAGES = ("Discover", "Choose", "Buy")


def answers(counts: dict[str, dict[int, int]], day: str = "2026-01-05", **columns: Any) -> pd.DataFrame:
    rows = [(step, score, day) for step, row in counts.items() for score, n in row.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["step", "rating", "date"]).assign(**columns)


def visits(paths: dict[str, int], segment: str | None = None, first: int = 0) -> pd.DataFrame:
    """Return events for `paths`: a letter a stage, in order → how many customers went so, an hour a step."""
    letters = {"D": "main", "C": "compare", "B": "pay", "x": "noise"}
    rows = []
    for path, n in paths.items():
        for _ in range(n):
            first += 1
            start = pd.Timestamp("2026-01-05")
            rows += [
                (f"c{first}", start + pd.Timedelta(hours=hour), letters[letter], segment)
                for hour, letter in enumerate(path)
            ]
    return pd.DataFrame(rows, columns=["who", "when", "what", "segment"])


MATCH = {"Discover": ["main"], "Choose": ["compare"], "Buy": ["pay"]}
SCORES = {"Discover": {5: 20, 1: 20}, "Choose": {4: 90, 2: 10}, "Buy": {5: 10}, "Other": {3: 4}}
PATHS = {"DCB": 40, "DC": 20, "D": 30, "CD": 10, "DxB": 5}


def survey(frame: pd.DataFrame | None = None, **columns: Any) -> cjm.Survey:
    return cjm.Survey(
        answers(SCORES) if frame is None else frame, "step", csat="rating", time="date", **columns
    )


def events(frame: pd.DataFrame | None = None, **columns: Any) -> cjm.EventLog:
    return cjm.EventLog(visits(PATHS) if frame is None else frame, "who", "when", "what", **columns)


def row(binding: Binding, metric: str, field: str = "value") -> list[Any]:
    """Return a field of a metric, stage by stage."""
    cells = binding.cells()[metric]
    return [getattr(cells[stage.id], field) for stage in binding.journey.stages]


def ids(binding: Binding) -> list[str]:
    return [stage.id for stage in binding.journey.stages]
