"""A journey bound to data: its numbers, their states, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding
from cjm_widgets.metrics.cells import UNITS
from tests.metrics.shop import MATCH, PATHS, SCORES, STAGES, answers, events, ids, row, survey, visits

# -- numbers --------------------------------------------------------------------------------------------


def test_numbers_of_the_survey(binding: Binding) -> None:
    assert row(binding, "csat") == [0.5, 0.9, 1.0]
    assert row(binding, "csat", "n") == [40, 100, 10]
    assert row(binding, "csat", "state") == ["off_target", "ok", "too_few"]
    assert row(binding, "csat", "target") == [0.75] * 3
    assert "nps" not in binding.cells()


def test_numbers_of_the_event_log(binding: Binding) -> None:
    assert row(binding, "reach") == [105, 70, 45]
    assert row(binding, "reach", "base") == [None, 70 / 105, 45 / 70]
    assert row(binding, "conversion") == [None, 60 / 105, 40 / 70]
    assert row(binding, "conversion", "n") == [0, 105, 70]
    assert row(binding, "drop_off") == [45 / 105, 30 / 70, None]
    assert row(binding, "exits") == [40 / 105, 20 / 70, 1.0]
    assert row(binding, "duration")[0] == pytest.approx(3600, rel=0.01)


def test_reasons_are_sentences_in_both_languages(binding: Binding) -> None:
    cells = binding.cells()
    first, _, last = ids(binding)
    assert cells["csat"][last].to_dict("en")["reason"] == "Only 10 answers; a verdict needs 30."
    assert cells["csat"][last].to_dict("fr")["reason"].startswith("Seulement 10 réponses")
    assert str(cells["conversion"][first].reason) == "No stage comes before the first one."
    assert str(cells["csat"][first].reason) == "The whole interval lies below the target."
    for locale in ("en", "fr"):
        for metric in cells.values():
            for cell in metric.values():
                told = json.loads(json.dumps(cell.to_dict(locale), allow_nan=False))
                assert (told["reason"] is None) == (cell.state == "ok")
                assert "metrics." not in (told["reason"] or "")


def test_the_table_is_tidy_and_in_the_order_of_the_map(binding: Binding) -> None:
    table = binding.table()
    expected = ["stage", "segment", "metric", "value", "low", "high", "n", "state", "unit", "stage_id"]
    assert list(table.columns) == expected
    assert list(dict.fromkeys(table["stage"])) == list(STAGES)
    assert set(table["segment"]) == {"all"}
    assert [m for m in UNITS if m in set(table["metric"])] == list(table["metric"][:11])
    assert len(table) == 3 * 11
    assert table["value"].dtype == float
    known = table[table["value"].notna() & table["low"].notna()]
    assert ((known["low"] <= known["value"]) & (known["value"] <= known["high"])).all()


def test_the_funnel(binding: Binding) -> None:
    funnel = binding.funnel()
    assert funnel["stage"].tolist() == list(STAGES)
    assert funnel["reach"].tolist() == [105, 70, 45]
    assert funnel["conversion"].tolist() == pytest.approx([np.nan, 60 / 105, 40 / 70], nan_ok=True)
    assert funnel["n"].tolist() == [105, 105, 70]
    assert funnel["state"].tolist() == ["ok"] * 3


def test_one_row_a_segment(journey: cjm.Journey) -> None:
    log = pd.concat([visits({"DC": 40}, "a"), visits({"D": 35}, "b", 100), visits({"B": 3}, None, 200)])
    asked = pd.concat([answers({"Choose": {5: 30}}, segment="a"), answers({"Choose": {1: 31}}, segment="z")])
    binding = journey.bind(
        survey(asked, segment="segment"), events(log, segment="segment"), stages=MATCH, by="segment"
    )
    table = binding.table().set_index(["stage", "segment", "metric"])["value"]
    assert table["Discover", "a", "reach"] == 40
    assert table["Discover", "b", "reach"] == 35
    assert table["Choose", "a", "conversion"] == 1
    assert table["Choose", "b", "conversion"] == 0
    assert (table["Choose", "a", "csat"], table["Choose", "z", "csat"]) == (1, 0)
    assert np.isnan(table["Choose", "b", "csat"])
    assert binding.table().query("stage == 'Buy' and metric == 'reach' and segment.isna()")[
        "value"
    ].tolist() == [3]
    assert row(binding, "reach") == [75, 40, 3], "cells are of everyone"


def test_a_customer_with_several_segments_counts_once(journey: cjm.Journey) -> None:
    log = visits({"DCB": 1})
    log["segment"] = [None, "late", "later"]
    binding = journey.bind(events(log, segment="segment"), stages=MATCH, by="segment")
    reach = binding.table().query("metric == 'reach' and value > 0")
    assert reach["segment"].tolist() == ["late"] * 3


def test_effort_has_a_direction(journey: cjm.Journey) -> None:
    journey.add_lane("metrics", metric="ces", target=4.0)
    frame = answers({"Discover": {6: 40}, "Choose": {2: 40}, "Buy": {4: 40}})
    for direction, states in (("ease", ["ok", "off_target", "ok"]), ("effort", ["off_target", "ok", "ok"])):
        binding = journey.bind(cjm.Survey(frame, "step", ces="rating", ces_direction=direction))
        assert row(binding, "ces") == [6, 2, 4]
        assert row(binding, "ces", "state") == states
    other = cjm.Survey(frame, "step", ces="rating", ces_direction="ease", ces_scale=(1, 5), check_scale=False)
    with pytest.raises(BadInput, match="different scales"):
        journey.bind(cjm.Survey(frame, "step", ces="rating", ces_direction="ease"), other)


def test_surveys_add_up_and_logs_are_one_history(journey: cjm.Journey) -> None:
    web = visits({"D": 40})
    shop = visits({"xB": 30})
    seven = cjm.Survey(answers({"Buy": {7: 20, 5: 20}}), "step", csat="rating", csat_scale=(1, 7))
    binding = journey.bind(
        survey(), seven, events(web), events(shop), stages={**MATCH, "Buy": ["pay", "Buy"]}
    )
    assert row(binding, "csat", "n") == [40, 100, 50]
    assert row(binding, "csat")[2] == 30 / 50
    assert row(binding, "reach") == [40, None, 30]
    journey.remove(journey.stage("Choose"))
    assert row(binding, "conversion") == [None, 30 / 40]
    assert set(binding.matching["source"].dropna()) == {"survey", "survey 2", "events", "events 2"}


# -- what is missing, unknown or wrong ------------------------------------------------------------------


def test_a_stage_without_data_says_so(journey: cjm.Journey) -> None:
    binding = journey.bind(events(), stages={"Discover": ["main"], "Buy": ["pay"]})
    assert row(binding, "reach") == [105, None, 45]
    assert row(binding, "conversion", "state") == ["no_source"] * 3
    reasons = [str(reason) for reason in row(binding, "conversion", "reason")]
    assert reasons[1:] == [
        "No touchpoint or event of the data belongs to this stage.",
        "No event of the data belongs to the stage before.",
    ]


def test_lanes_that_nothing_measures_say_so(journey: cjm.Journey) -> None:
    journey.add_lane("metrics", metric="nps")
    journey.add_lane("metrics", metric="reech")
    binding = journey.bind(survey())
    assert set(row(binding, "nps", "state") + row(binding, "reech", "state")) == {"no_source"}
    assert str(row(binding, "nps", "reason")[0]) == "No bound survey measures nps."
    assert str(row(binding, "conversion", "reason")[0]) == "No bound event log measures conversion."
    assert "Did you mean “reach”?" in str(row(binding, "reech", "reason")[0])


def test_nothing_is_dropped_in_silence(binding: Binding) -> None:
    excluded = binding.excluded.set_index(["source", "reason"])["rows"]
    assert excluded["survey", "unassigned"] == 4
    assert excluded["events", "unassigned"] == 5
    matching = binding.matching
    assert matching.groupby("source")["rows"].sum().to_dict() == {"survey": 154, "events": len(visits(PATHS))}
    loose = matching[matching["stage"].isna()]
    assert loose[["label", "how"]].values.tolist() == [["Other", "unassigned"], ["noise", "unassigned"]]
    assert loose["share"].tolist()[0] == pytest.approx(4 / 154)


def test_declared_labels_that_no_data_have_are_listed(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(), stages={"Buy": ["till"]})
    last = binding.matching.iloc[-1]
    assert (last["source"], last["label"], last["stage"], last["rows"]) == (None, "till", "Buy", 0)


def test_an_unknown_stage_names_the_nearest(journey: cjm.Journey) -> None:
    with pytest.raises(NotFound, match='Did you mean "Discover"'):
        journey.bind(survey(), stages={"Discovery": ["main"]})
    assert journey.binding is None


@pytest.mark.parametrize(
    ("sources", "arguments", "message"),
    [
        ((), {}, "nothing to bind"),
        ((pd.DataFrame(),), {}, "Wrap the frame"),
        ((1,), {}, "not to a int"),
        ((survey(),), {"by": "country"}, 'split by "segment"'),
        ((survey(),), {"by": "segment"}, "No source has a segment"),
        ((survey(),), {"stages": {"Buy": ["a"], "Choose": ["a"]}}, "claimed by two"),
    ],
)
def test_what_cannot_be_bound_is_refused(journey: Any, sources: Any, arguments: Any, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        journey.bind(*sources, **arguments)
    assert journey.binding is None


def test_empty_frames_give_empty_numbers(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(answers({})), events(visits({})), stages=MATCH)
    table = binding.table()
    assert table["value"].isna().all()
    assert set(table["state"]) == {"no_source"}
    assert binding.trend("csat").empty
    assert binding.funnel()["reach"].isna().all()
    assert binding.rows().empty
    assert len(binding.matching) == 3


def test_a_journey_without_stages_has_no_numbers() -> None:
    binding = cjm.Document().add_journey("Empty").bind(survey(), events())
    assert binding.table().empty
    assert binding.funnel().empty
    assert binding.excluded["rows"].tolist() == [154, len(visits(PATHS))]


# -- trend, rows, recipe --------------------------------------------------------------------------------


def test_trend_by_period(journey: cjm.Journey) -> None:
    days = {"2026-01-04": {5: 1}, "2026-01-05": {5: 30}, "2026-01-11": {1: 30}, "2026-02-01": {1: 4}}
    parts = [answers({"Buy": scores, "Other": {5: 50}}, day) for day, scores in days.items()]
    undated = answers({"Buy": {5: 9}}).assign(date=None)
    binding = journey.bind(survey(pd.concat([*parts, undated])))
    assert row(binding, "csat", "n")[2] == 74
    weekly = binding.trend("csat", stage="Buy")
    assert weekly["time"].dt.strftime("%m-%d").tolist() == ["12-29", "01-05", "01-26"]
    assert weekly["value"].tolist() == [1.0, 0.5, 0.0]
    assert weekly["n"].tolist() == [1, 60, 4]
    assert weekly["state"].tolist() == ["too_few", "off_target", "too_few"]
    assert binding.trend("csat", period="day")["n"].tolist() == [1, 30, 30, 4]
    assert binding.trend("csat", period="month")["n"].tolist() == [61, 4]
    assert binding.trend("csat", period="quarter")["time"].tolist() == [pd.Timestamp("2026-01-01")]
    assert binding.trend("csat", stage="Choose").empty


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"metric": "nps"}, 'do not measure "nps"'),
        ({"metric": "csta"}, 'Did you mean "csat"'),
        ({"metric": "reach"}, "no trend"),
        ({"metric": "csat", "period": "weekly"}, 'Did you mean "week"'),
        ({"metric": "csat", "stage": "Byu"}, 'Did you mean "Buy"'),
    ],
)
def test_trends_that_cannot_be(binding: Binding, arguments: dict[str, str], message: str) -> None:
    with pytest.raises((NotFound, BadInput), match=message):
        binding.trend(**arguments)


def test_rows_behind_a_number(binding: Binding) -> None:
    assert len(binding.rows(stage="Choose", metric="csat")) == 100
    both = binding.rows(stage="Buy")
    assert both["source"].value_counts().to_dict() == {"events": 45, "survey": 10}
    assert set(binding.rows(metric="reach")["what"]) == {"main", "compare", "pay"}
    with pytest.raises(BadInput, match='Did you mean "csat"'):
        binding.rows(metric="ccsat")


def test_the_recipe_names_columns_and_fingerprints_the_data(journey: cjm.Journey) -> None:
    def mark(frame: pd.DataFrame) -> str:
        return str(journey.bind(survey(frame)).recipe()[0]["fingerprint"])

    frame = answers(SCORES)
    assert mark(frame) == mark(frame.copy())
    other = frame.copy()
    other.loc[3, "rating"] = 2
    assert mark(other) != mark(frame)
    told = journey.bind(survey(frame)).recipe()[0]
    assert (told["csat"], told["csat_scale"], told["rows"]) == ("rating", (1, 5), 154)
    mixed = frame.astype(object)
    mixed.loc[0, "rating"] = "five"
    assert mark(mixed) != mark(frame)
