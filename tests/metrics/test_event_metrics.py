"""Completion, abandonment, visits, retries, errors and the response rate at the stages of a journey."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import Binding, intervals, kpi
from tests.metrics.shop import MATCH, PATHS, SCORES, STAGES, answers, events, row, survey, visits


@given(st.integers(0, 500))
def test_the_poisson_interval_is_exact(count: int) -> None:
    low, high = intervals.poisson(count)
    assert stats.poisson.cdf(count, high) == pytest.approx(0.025, abs=1e-9)
    if count:
        assert stats.poisson.sf(count - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert (low == 0) == (count == 0)


def test_the_poisson_interval_is_the_published_one() -> None:
    """The table of Garwood 1936 as printed in Johnson, Kotz and Kemp: x = 0, 1, 10."""
    assert intervals.poisson(0) == (0.0, pytest.approx(3.689, abs=5e-4))
    assert intervals.poisson(1) == (pytest.approx(0.0253, abs=5e-5), pytest.approx(5.572, abs=5e-4))
    assert intervals.poisson(10) == (pytest.approx(4.795, abs=5e-4), pytest.approx(18.39, abs=5e-3))


def test_rates_and_shares_of_nothing_are_nothing() -> None:
    assert kpi.retries(0, 0).value is None
    assert kpi.abandonment(3, 3, 3).state == "no_source"
    with pytest.raises(BadInput):
        kpi.retries(-1, 2)
    with pytest.raises(BadInput):
        kpi.abandonment(1, 3, 2)


def test_what_customers_do_in_a_stage(binding: Binding) -> None:
    assert row(binding, "completion") == [45 / 105, 40 / 70, None]
    assert row(binding, "completion", "n") == [105, 70, 0]
    assert row(binding, "abandonment") == [40 / 105, 20 / 70, None]
    assert row(binding, "visits") == [105, 70, 45]
    assert row(binding, "retries") == [0, 0, 0]
    assert "errors" not in binding.cells()
    last = binding.cells()["completion"][binding.journey.stages[-1].id]
    assert str(last.reason) == "No stage comes after the last one."


def test_retries_are_repeats_of_a_touchpoint_within_a_visit(journey: cjm.Journey) -> None:
    log = visits({"DDCD": 20, "CCC": 10, "D": 5})
    binding = journey.bind(events(log), stages=MATCH)
    assert row(binding, "visits") == [45, 30, None]
    assert row(binding, "retries") == [20 / 45, 20 / 30, None]
    cell = binding.cells()["retries"][journey.stages[0].id]
    assert (cell.low, cell.high) == tuple(end / 45 for end in intervals.poisson(20))
    assert (cell.n, cell.state, cell.unit) == (45, "ok", "score")


def test_errors_are_declared_and_count_customers_once(journey: cjm.Journey) -> None:
    log = pd.concat([visits({"DCxxB": 30, "DCB": 30}), visits({"xC": 10}, first=500)])
    binding = journey.bind(events(log, errors="noise"), stages={**MATCH, "Choose": ["compare", "noise"]})
    assert row(binding, "errors") == [0, 40 / 70, 0]
    assert len(binding.rows(metric="errors")) == 70
    binding.append(events(visits({"x": 5}, first=900), errors=["main"]))
    assert row(binding, "errors") == [1, 45 / 75, 0], "every event that a log declares is an error in all"


def test_lanes_of_undeclared_metrics_say_what_is_missing(journey: cjm.Journey) -> None:
    for metric in ("errors", "response_rate"):
        journey.add_lane("metrics", metric=metric)
    binding = journey.bind(survey(), events(), stages=MATCH)
    assert str(row(binding, "errors", "reason")[0]).startswith("No bound event log declares")
    assert row(binding, "response_rate", "reason")[0].text("fr").startswith("Aucune enquête liée ne dit")


def test_who_is_still_under_way_has_not_abandoned(journey: cjm.Journey) -> None:
    old, new = visits({"D": 40, "DC": 60}), visits({"D": 25, "DCB": 5}, first=200)
    new["when"] += pd.Timedelta(days=60)
    log = pd.concat([old, new])
    everyone = journey.bind(events(log), stages=MATCH)
    assert row(everyone, "abandonment") == [65 / 130, 60 / 65, None]
    binding = journey.bind(events(log, open_days=30), stages=MATCH)
    assert row(binding, "abandonment") == [40 / 105, 60 / 65, None]
    assert row(binding, "abandonment", "n") == [105, 65, 0]
    assert row(binding, "exits") == [65 / 130, 60 / 65, 1.0], "exits count everybody"
    for wrong in (-1, True, "3"):
        with pytest.raises(BadInput, match="number of days"):
            events(log, open_days=wrong)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["D", "DC", "DCB", "CDB", "DDC", "B", "BxD"]), max_size=25))
def test_shares_stay_together(paths: list[str]) -> None:
    """Completion at a stage is never more than 1 - its abandonment; visits are never under reach."""
    journey = cjm.Document().add_journey("Shop")
    for name in STAGES:
        journey.add_stage(name, phase="during")
    parts = [visits({path: 1}, first=index) for index, path in enumerate(paths)]
    binding = journey.bind(events(pd.concat(parts) if parts else visits({})), stages=MATCH)
    cells = binding.cells()
    for stage in journey.stages[:-1]:
        done, left = cells["completion"][stage.id], cells["abandonment"][stage.id]
        if done.value is not None and left.value is not None:
            assert done.value + left.value <= 1 + 1e-12
        assert cells["visits"][stage.id].n >= cells["reach"][stage.id].n


# -- response rate --------------------------------------------------------------------------------------


def test_response_rate_of_the_touchpoints_that_declare_it(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(invited={"Discover": 400, "Choose": 200}))
    assert row(binding, "response_rate") == [0.1, 0.5, None]
    assert row(binding, "response_rate", "n") == [400, 200, 0]
    cell = binding.cells()["response_rate"][journey.stages[0].id]
    assert (cell.low, cell.high) == intervals.wilson(40, 400)
    assert str(row(binding, "response_rate", "reason")[2]).startswith("Nobody said how many")
    binding.append(answers({"Discover": {3: 60}}))
    assert row(binding, "response_rate") == [0.25, 0.5, None]
    assert binding.recipe()[0]["invited"] == (("Choose", 200), ("Discover", 400))
    assert len(binding.rows("Choose", "response_rate")) == 100


def test_one_number_stands_for_every_touchpoint(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(invited=160), stages={"Choose": ["Choose", "Other"]})
    assert row(binding, "response_rate") == [40 / 160, 104 / 320, 10 / 160]


def test_a_respondent_counts_once(journey: cjm.Journey) -> None:
    frame = answers({"Buy": {5: 40}}).assign(who=[index % 25 for index in range(40)])
    binding = journey.bind(survey(frame, respondent="who", invited={"Buy": 50}))
    assert row(binding, "response_rate")[2] == 0.5


def test_more_answers_than_requests_is_no_rate(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(invited={"Discover": 39}))
    assert row(binding, "response_rate", "state")[0] == "broken"
    assert str(row(binding, "response_rate", "reason")[0]) == "40 people answered, but only 39 were asked."


@pytest.mark.parametrize("wrong", [0, True, 2.5, "many", {"Buy": -1}])
def test_requests_are_whole_numbers(wrong: Any) -> None:
    with pytest.raises(BadInput, match="people asked"):
        survey(answers(SCORES), invited=wrong)


def test_a_wide_survey_knows_who_was_asked(journey: cjm.Journey) -> None:
    wide = pd.DataFrame({"Buy": [5, 0] * 20, "Choose": [1, 2] * 20})
    binding = journey.bind(cjm.Survey.from_wide(wide, ["Buy", "Choose"], invited=100))
    assert row(binding, "response_rate") == [None, 0.4, 0.2]


def test_the_other_numbers_are_as_they_were(binding: Binding) -> None:
    assert row(binding, "reach") == [105, 70, 45]
    assert sum(PATHS.values()) == 105
