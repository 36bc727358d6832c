"""Numbers of the steps inside the stages: what a map with one stage a touchpoint would say."""

from __future__ import annotations

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import touchpoints
from tests.metrics.shop import SCORES, answers, events, survey, visits

STAGES = {"Discover": ["compare", "main"], "Buy": ["pay", "noise"]}
PATHS = {"DCB": 40, "DDxC": 20, "CDB": 15, "xB": 35}


def test_steps_are_what_a_map_of_steps_says(journey: cjm.Journey) -> None:
    money = cjm.Business(costs={"main": 2, "pay": 6.5})
    binding = journey.bind(
        events(visits(PATHS), errors="noise", order="strict"), stages=STAGES, business=money
    )
    fine = cjm.Document().add_journey("Fine")
    for name in ("compare", "main", "pay", "noise"):
        fine.add_stage(name, phase="during")
    expected = fine.bind(events(visits(PATHS), errors="noise", order="strict"), business=money).table()
    found = binding.table(by="touchpoint")
    assert found["touchpoint"].unique().tolist() == ["compare", "main", "pay", "noise"]
    assert found["stage"].unique().tolist() == ["Discover", "Buy"]
    numbers = ["metric", "value", "low", "high", "n", "state"]
    pd.testing.assert_frame_equal(found[numbers], expected[numbers])


def test_a_touchpoint_has_the_metrics_of_its_data(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(), events(), stages={"Discover": ["Discover", "main"]})
    found = binding.table(by="touchpoint").groupby("touchpoint")["metric"].agg(set)
    assert found["Discover"] == {"csat"}
    assert "csat" not in found["main"]
    assert "reach" in found["main"]
    csat = binding.table(by="touchpoint").query("touchpoint == 'Choose' and metric == 'csat'")
    assert csat["value"].tolist() == [0.9]


def test_too_many_touchpoints_are_no_steps(journey: cjm.Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touchpoints, "MOST", 2)
    with pytest.raises(BadInput, match="3 touchpoints are too many"):
        journey.bind(survey(answers(SCORES))).table(by="touchpoint")
