"""BPI 2012 as PM4Py sees it: who was where, last and directly after what, and how long it took."""

from __future__ import annotations

import itertools
import warnings
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.real.data import real_file

NAMES = {"case_id": "case:concept:name", "activity": "concept:name", "timestamp": "time:timestamp"}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    df = pd.read_csv(real_file("bpic2012_loan_application.csv.gz"), dtype={"case_id": str}).rename(
        columns=NAMES
    )
    df = df[df["lifecycle:transition"] == "COMPLETE"]
    df["time:timestamp"] = pd.to_datetime(df["time:timestamp"], format="ISO8601", utc=True)
    return df.reset_index(drop=True)


@pytest.fixture(scope="module")
def pm(frame: pd.DataFrame) -> Any:
    """Every activity a stage of its own, so that stages are what PM4Py calls activities."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        return pm4py, pm4py.format_dataframe(
            frame, case_id="case:concept:name", activity_key="concept:name", timestamp_key="time:timestamp"
        )


@pytest.fixture(scope="module")
def binding(frame: pd.DataFrame) -> cjm.Binding:
    journey = cjm.Document().add_journey("A loan")
    for name in ORDER:
        journey.add_stage(name, phase="during")
    roles = cjm.propose_roles(frame)
    assert [roles.columns[role] for role in ("customer", "time", "event")] == [
        NAMES[name] for name in ("case_id", "timestamp", "activity")
    ]
    return journey.bind(roles.event_log(order="strict"))


ORDER = [
    "A_SUBMITTED", "A_PARTLYSUBMITTED", "A_DECLINED", "W_Afhandelen leads", "A_PREACCEPTED",
    "W_Completeren aanvraag",
    "A_ACCEPTED", "O_SELECTED", "A_FINALIZED", "O_CREATED", "O_SENT", "W_Nabellen offertes", "O_SENT_BACK",
    "W_Valideren aanvraag", "W_Nabellen incomplete dossiers", "O_ACCEPTED", "A_REGISTERED", "A_APPROVED",
    "A_ACTIVATED",
    "A_CANCELLED", "O_CANCELLED", "O_DECLINED", "W_Beoordelen fraude",
]  # fmt: skip


def cell(binding: cjm.Binding, metric: str, name: str) -> Any:
    return binding.cells()[metric][binding.journey.stage(name).id]


def test_cases_of_every_activity(binding: cjm.Binding, pm: Any) -> None:
    pm4py, log = pm
    seen = pm4py.get_event_attribute_values(log, "concept:name", count_once_per_case=True)
    assert {name: cell(binding, "reach", name).value for name in seen} == seen


def test_last_activities(binding: cjm.Binding, pm: Any) -> None:
    pm4py, log = pm
    ends = pm4py.get_end_activities(log)
    found = {
        name: round((cell(binding, "exits", name).value or 0) * cell(binding, "exits", name).n)
        for name in ORDER
    }
    assert {name: count for name, count in found.items() if count} == ends


def test_direct_successors(binding: cjm.Binding, pm: Any) -> None:
    pm4py, log = pm
    for before, name in itertools.pairwise(ORDER):
        found = cell(binding, "conversion", name)
        kept = pm4py.filter_directly_follows_relation(log, [(before, name)])
        assert round((found.value or 0) * found.n) == kept["case:concept:name"].nunique()


def test_times_between_activities(binding: cjm.Binding, pm: Any) -> None:
    """A_SUBMITTED is always and directly followed by A_PARTLYSUBMITTED."""
    pm4py, log = pm
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        performance, _, _ = pm4py.discover_performance_dfg(log)
    expected = performance["A_SUBMITTED", "A_PARTLYSUBMITTED"]["median"]
    assert cell(binding, "conversion", "A_PARTLYSUBMITTED").value == 1.0
    assert cell(binding, "duration", "A_SUBMITTED").value == pytest.approx(expected, rel=0.011)
