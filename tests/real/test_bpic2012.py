"""The loan applications of BPI 2012: mixed UTC offsets, life cycle, rework; checked event by event."""

from __future__ import annotations

import csv
import gzip
import itertools
from collections import Counter
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from tests.metrics.reference import Plain, plain
from tests.real.data import real_file

STAGES = {
    "Apply": ["A_SUBMITTED", "A_PARTLYSUBMITTED"],
    "Pre-accept": ["A_PREACCEPTED", "W_Completeren aanvraag"],
    "Offer": ["A_ACCEPTED", "A_FINALIZED", "O_SELECTED", "O_CREATED", "O_SENT"],
    "Follow up": [
        "W_Nabellen offertes",
        "O_SENT_BACK",
        "W_Valideren aanvraag",
        "W_Nabellen incomplete dossiers",
    ],
    "Grant": ["A_APPROVED", "A_REGISTERED", "A_ACTIVATED", "O_ACCEPTED"],
}
KEPT = {"COMPLETE", "START"}


def frame() -> pd.DataFrame:
    return pd.read_csv(real_file("bpic2012_loan_application.csv.gz"))


def bound(df: pd.DataFrame) -> Binding:
    journey = cjm.Document().add_journey("A loan")
    for name in STAGES:
        journey.add_stage(name, phase="during")
    log = cjm.EventLog(
        df, customer="case_id", time="timestamp", event="activity", lifecycle="lifecycle:transition",
        lifecycle_keep=("COMPLETE", "START"),
    )  # fmt: skip
    return journey.bind(log, stages=STAGES)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with gzip.open(real_file("bpic2012_loan_application.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def expected(rows: list[dict[str, str]]) -> Plain:
    """Go through all events in plain Python; times as exact whole milliseconds."""
    stage_of = {label: stage for stage, labels in STAGES.items() for label in labels}
    kept = [row for row in rows if row["lifecycle:transition"] in KEPT]
    parsed = (
        (
            row["case_id"],
            round(datetime.fromisoformat(row["timestamp"]).timestamp() * 1000),
            row["activity"],
            None,
        )
        for row in kept
    )
    return plain(parsed, stage_of)


@pytest.fixture(scope="module")
def binding() -> Binding:
    return bound(frame())


def column(binding: Binding, metric: str, field: str = "value") -> list[Any]:
    return [getattr(binding.cells()[metric][stage.id], field) for stage in binding.journey.stages]


def test_reach_and_exits(binding: Binding, expected: Plain) -> None:
    names = list(STAGES)
    reach = [expected.reach[None, name] for name in names]
    assert column(binding, "reach") == reach
    assert reach[0] == 13_087
    assert column(binding, "exits") == pytest.approx(
        [expected.exits[None, n] / expected.reach[None, n] for n in names]
    )


def test_step_conversion_and_drop_off(binding: Binding, expected: Plain) -> None:
    names = list(STAGES)
    steps = [expected.followed[None, a, b] / expected.reach[None, a] for a, b in itertools.pairwise(names)]
    assert column(binding, "conversion") == [None, *map(pytest.approx, steps)]
    assert column(binding, "drop_off") == [*(pytest.approx(1 - step) for step in steps), None]
    assert column(binding, "conversion", "n")[1:] == [expected.reach[None, name] for name in names[:-1]]


def test_time_in_stage_is_within_one_percent_of_the_exact_quantiles(
    binding: Binding, expected: Plain
) -> None:
    for metric, share in (("duration", 50), ("duration_p90", 90)):
        for name, found, n in zip(STAGES, column(binding, metric), column(binding, metric, "n"), strict=True):
            times = sorted(expected.durations[None, name])
            exact = times[-(-len(times) * share // 100) - 1] / 1000
            assert n == len(times)
            assert found == (0 if exact < 0.001 else pytest.approx(exact, rel=0.01))


def test_visits_and_rework_in_the_bundle(binding: Binding, expected: Plain) -> None:
    bundle, codes = binding._readout.bundle, binding._readout.codes
    assert bundle is not None
    for stage in binding.journey.stages:
        code = codes[stage.id]
        for what in ("events", "visits", "retries"):
            assert getattr(bundle, what)[:, code].sum() == getattr(expected, what)[None, stage.name]
    assert sum(expected.retries.values()) > 10_000


def test_what_does_not_count_is_counted(binding: Binding, rows: list[dict[str, str]]) -> None:
    labels = {label for names in STAGES.values() for label in names}
    kept = Counter(row["activity"] for row in rows if row["lifecycle:transition"] in KEPT)
    excluded = binding.excluded.set_index("reason")["rows"].to_dict()
    assert excluded == {
        "lifecycle": len(rows) - sum(kept.values()),
        "unassigned": sum(count for label, count in kept.items() if label not in labels),
    }
    matching = binding.matching.set_index("label")["rows"].to_dict()
    assert matching == {label: kept[label] for label in {row["activity"] for row in rows}}


def test_offsets_are_read_as_one_clock() -> None:
    log = cjm.EventLog(frame(), customer="case_id", time="timestamp", event="activity")
    assert pd.Timestamp(int(log.us[0]), unit="us").isoformat() == "2011-09-30T22:38:44.546000"
    offsets = frame()["timestamp"].str[-6:].value_counts()
    assert len(offsets) == 2
    assert log.excluded.empty


def test_events_that_arrive_later_end_in_the_same_numbers(binding: Binding) -> None:
    df = frame()
    grown = bound(df.iloc[:200_000])
    grown.append(df.iloc[200_000:])
    assert {m: [c.to_dict() for c in row.values()] for m, row in grown.cells().items()} == {
        m: [c.to_dict() for c in row.values()] for m, row in binding.cells().items()
    }


def test_the_order_of_stages_can_change_without_the_data(expected: Plain) -> None:
    binding = bound(frame())
    binding.journey.move(binding.journey.stage("Follow up"), index=0)
    first, second = (stage.name for stage in binding.journey.stages[:2])
    assert (first, second) == ("Follow up", "Apply")
    step = expected.followed[None, first, second] / expected.reach[None, first]
    assert column(binding, "conversion")[1] == pytest.approx(step)
