"""Click-streams of OTTO: milliseconds, ties, sessions; every order of stages against plain counting."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.metrics import walked
from tests.real.data import real_file

STAGES = {"Look": ["clicks"], "Fill": ["carts"], "Order": ["orders"]}
Row = tuple[str, int, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    lines = real_file("otto_sample.jsonl").read_text("utf-8").splitlines()
    nested = [json.loads(line) for line in lines]
    return [(str(one["session"]), e["ts"], e["type"]) for one in nested for e in one["events"]]


def bound(rows: list[Row], **settings: Any) -> cjm.Binding:
    frame = pd.DataFrame(rows, columns=["session", "ts", "type"])
    journey = cjm.Document().add_journey("Shop")
    for name in STAGES:
        journey.add_stage(name, phase="during")
    return journey.bind(
        cjm.EventLog(frame, "session", "ts", "type", time_unit="ms", **settings), stages=STAGES
    )


def values(binding: cjm.Binding, metric: str) -> list[Any]:
    cells = binding.cells()[metric]
    return [cells[stage.id].value for stage in binding.journey.stages]


def test_every_event_counts(rows: list[Row]) -> None:
    binding = bound(rows)
    assert len(rows) == 862
    assert binding.excluded.empty
    counts = {label: sum(what == label for _, _, what in rows) for label in ("clicks", "carts", "orders")}
    assert dict(binding.matching[["label", "rows"]].to_numpy().tolist()) == counts
    reach = [len({who for who, _, what in rows if what == labels[0]}) for labels in STAGES.values()]
    assert values(binding, "reach") == reach
    assert reach[0] == 20


@pytest.mark.parametrize("order", ["ordered", "strict"])
def test_conversion_in_every_order(rows: list[Row], order: str) -> None:
    stage_of = {labels[0]: name for name, labels in STAGES.items()}
    passed, followed = walked.counted(rows, stage_of, list(STAGES), order)
    found = values(bound(rows, order=order), "conversion")[1:]
    expected = [followed[a, b] / passed[a] if passed[a] else None for a, b in itertools.pairwise(STAGES)]
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("minutes", [5, 30, 24 * 60])
def test_pauses_divide_the_stream(rows: list[Row], minutes: int) -> None:
    binding = bound(rows, unit="sessions", session_gap=minutes)
    parts = walked.sessions(rows, minutes * 60_000)
    reach = [len({who for who, _, what in parts if what == labels[0]}) for labels in STAGES.values()]
    assert values(binding, "reach") == reach


def test_times_are_those_of_the_stream(rows: list[Row]) -> None:
    recipe = bound(rows).recipe("reach", "Look")
    first, last = min(ts for _, ts, _ in rows), max(ts for _, ts, _ in rows)
    told = [pd.Timestamp(end).timestamp() for end in recipe.ingredients[0].window or ()]
    assert told == [first / 1000, last / 1000]


def test_roles_are_found(rows: list[Row]) -> None:
    frame = pd.DataFrame(rows, columns=["session", "ts", "type"])
    found = cjm.propose_roles(frame, "events").columns
    assert (found["time"], found["event"], found["session"]) == ("ts", "type", "session")
