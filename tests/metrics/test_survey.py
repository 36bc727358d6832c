"""Surveys from clean and dirty frames: what counts, what does not and why, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import Survey


def left(survey: Any) -> dict[tuple[str, str], int]:
    return {(row.reason, row.column): row.rows for row in survey.excluded.itertuples()}


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"step": ["a", "b", "a"], "rating": [5, 4, 1], **columns})


def test_the_columns_are_copied_and_the_frame_is_left_alone() -> None:
    df = frame(other=[1, 2, 3])
    before = df.copy()
    survey = Survey(df, "step", csat="rating")
    df.loc[0, "rating"] = 1
    assert survey.scores["csat"].tolist() == [5, 4, 1]
    assert list(survey.frame.columns) == ["step", "rating"]
    df.loc[0, "rating"] = 5
    pd.testing.assert_frame_equal(df, before)
    assert survey.excluded.empty


def test_every_bad_score_is_counted_by_reason_and_never_used() -> None:
    scores = [5, 0, 6, np.nan, np.inf, -np.inf, 4.5, None, "3", " ", "good", True, pd.NA, 10**30, -1]
    survey = Survey(
        pd.DataFrame({"step": ["a"] * len(scores), "rating": pd.Series(scores, dtype=object)}),
        "step",
        csat="rating",
    )
    assert survey.scores["csat"].tolist() == [5, *[-1] * 7, 3, *[-1] * 6]
    assert left(survey) == {
        ("no_answer", "rating"): 4,
        ("not_a_number", "rating"): 2,
        ("not_finite", "rating"): 2,
        ("not_whole", "rating"): 1,
        ("outside_scale", "rating"): 4,
    }
    assert survey.excluded["rows"].sum() + 2 == len(scores)


@pytest.mark.parametrize(
    "values",
    [
        [5.0, np.nan, 1.0],
        pd.array([5, None, 1], dtype="Int64"),
        pd.array([5, None, 1], dtype="Float64"),
        pd.array(["5", None, "1"], dtype="string"),
        pd.Categorical(["5", None, "1"]),
        pd.Categorical([5, None, 1]),
        pd.Series(["5", None, 1], dtype=object),
    ],
    ids=lambda values: str(getattr(values, "dtype", "float")),
)
def test_scores_of_any_type_read_the_same(values: Any) -> None:
    survey = Survey(frame(rating=values), "step", csat="rating")
    assert survey.scores["csat"].tolist() == [5, -1, 1]
    assert left(survey) == {("no_answer", "rating"): 1}


@pytest.mark.parametrize(
    "values",
    [
        ["home", None, "home"],
        pd.Categorical(["home", None, "home"], categories=["unused", "home"]),
        pd.array(["home", None, "home"], dtype="string"),
        [" home ", "  ", "home"],
    ],
)
def test_touchpoints_of_any_type_read_the_same(values: Any) -> None:
    survey = Survey(frame(step=values), "step", csat="rating")
    named = [survey.touchpoints.labels[code] if code >= 0 else None for code in survey.labels]
    assert named == ["home", None, "home"]
    assert left(survey) == {("missing_touchpoint", "step"): 1}


@pytest.mark.parametrize(
    "values", [[1, 2, 1], [1.0, 2.0, 1.0], ["1", "2", "1"], pd.array([1, 2, 1], dtype="Int8")]
)
def test_numbers_and_texts_that_read_alike_are_one_label(values: Any) -> None:
    survey = Survey(frame(step=values), "step", csat="rating")
    assert survey.touchpoints.labels == ("1", "2")


def test_dates_that_cannot_be_read_never_count_and_missing_ones_only_not_in_time() -> None:
    df = pd.DataFrame(
        {
            "step": ["a", "a", "a", None, "a"],
            "rating": [5, 4, 3, 2, 9],
            "date": ["2026-01-05", "soon", None, "soon", "2026-01-06"],
        }
    )
    survey = Survey(df, "step", csat="rating", time="date")
    assert survey.scores["csat"].tolist() == [5, -1, 3, -1, -1]
    assert left(survey) == {
        ("missing_touchpoint", "step"): 1,
        ("bad_time", "date"): 1,
        ("no_time", "date"): 1,
        ("outside_scale", "rating"): 1,
    }


def test_days_are_those_of_the_zone_asked_for() -> None:
    stamps = pd.to_datetime(["2026-01-05T23:30Z", "2026-01-05T22:30Z", "2026-06-05T22:30Z"])
    days = [
        np.array(Survey(frame(date=stamps), "step", csat="rating", time="date", tz=tz).days, "datetime64[D]")
        for tz in ("UTC", "Europe/Paris")
    ]
    assert days[0].astype(str).tolist() == ["2026-01-05", "2026-01-05", "2026-06-05"]
    assert days[1].astype(str).tolist() == ["2026-01-06", "2026-01-05", "2026-06-06"]


def test_dates_as_objects() -> None:
    survey = Survey(frame(date=[dt.date(2026, 1, 5)] * 3), "step", csat="rating", time="date")
    assert set(np.array(survey.days, "datetime64[D]").astype(str)) == {"2026-01-05"}


def test_an_empty_frame_is_a_survey_without_answers() -> None:
    survey = Survey(pd.DataFrame({"step": [], "rating": [], "date": []}), "step", csat="rating", time="date")
    assert len(survey) == 0
    assert survey.excluded.empty
    assert list(survey.excluded.columns) == ["reason", "column", "rows"]


def test_no_columns_at_all() -> None:
    with pytest.raises(BadInput, match='no column "step"') as caught:
        Survey(pd.DataFrame(), "step", csat="rating")
    assert caught.value.code == "missing_column"


def test_a_missing_column_names_the_nearest() -> None:
    with pytest.raises(BadInput, match='Did you mean "rating"') as caught:
        Survey(frame(), "step", csat="ratings")
    assert caught.value.where == "csat='ratings'"


def test_columns_of_the_same_name_are_refused_where_they_are_needed() -> None:
    df = pd.DataFrame([["a", 5, 1, 2]], columns=["step", "rating", "rating", "x"])
    with pytest.raises(BadInput, match='2 columns called "rating"') as caught:
        Survey(df, "step", csat="rating")
    assert caught.value.code == "duplicate_column"
    df.columns = ["step", "rating", "x", "x"]
    assert Survey(df, "step", csat="rating").scores["csat"].tolist() == [5]


@pytest.mark.parametrize("thing", [None, [1, 2], {"step": ["a"]}, "survey.csv", np.ones((2, 2))])
def test_what_is_no_frame_is_refused(thing: Any) -> None:
    with pytest.raises(BadInput, match="The survey cannot read a"):
        Survey(thing, "step", csat="rating")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "needs a column of scores"),
        ({"csat": "rating", "csat_scale": (1, 3)}, "top-2 box"),
        ({"csat": "rating", "csat_scale": (5, 1)}, "no scale"),
        ({"csat": "rating", "csat_scale": 5}, "no scale"),
        ({"ces": "rating"}, "must be declared"),
        ({"ces": "rating", "ces_direction": "up"}, "must be declared"),
        ({"csat": "rating", "tz": "Europe/Pariss"}, "time zone"),
        ({"csat": "date"}, "holds no scores"),
        ({"csat": "rating", "segment": "lists"}, "no labels"),
        ({"csat": "rating", "time": "rating"}, "holds numbers"),
    ],
)
def test_what_is_not_declared_or_of_a_wrong_type_is_refused(arguments: dict[str, Any], message: str) -> None:
    df = frame(date=pd.to_datetime(["2026-01-05"] * 3), lists=[[1], [2], [3]])
    with pytest.raises(BadInput, match=message):
        Survey(df, "step", **arguments)


WIDE = pd.DataFrame(
    {
        "id": ["x", "y", "z"],
        "Check-in": [5, 0, 4],
        "Security": [0, 0, 3],
        "Shops": [np.nan, 9, 2],
        "date": ["01/02/2026", "01/13/2026", None],
    }
)


def test_a_wide_frame_becomes_one_row_an_answer() -> None:
    survey = Survey.from_wide(
        WIDE,
        {"Check-in": "Check-in desk", "Security": "Security", "Shops": "Shops"},
        respondent="id",
        time="date",
    )
    assert survey.touchpoints.labels == ("Check-in desk", "Security", "Shops")
    assert survey.frame["respondent"].tolist() == ["x", "z", "z", "x", "y", "z"]
    assert survey.scores["csat"].tolist() == [5, 4, 3, -1, -1, 2]
    assert left(survey) == {
        ("not_used", "Check-in"): 1,
        ("not_used", "Security"): 2,
        ("no_time", "time"): 3,
        ("no_answer", "score"): 1,
        ("outside_scale", "score"): 1,
    }


def test_more_wide_rows_are_read_as_the_first() -> None:
    survey = Survey.from_wide(
        WIDE, ["Check-in", "Shops"], csat_scale=(1, 10), name="airport", not_used=[0, 9]
    )
    assert survey.name == "airport"
    more = survey.like(WIDE.iloc[:2])
    assert more.name == "airport"
    assert more.scores["csat"].tolist() == [5, -1]
    assert more.frame["respondent"].tolist() == [0, 0]
    assert left(more) == {("not_used", "Check-in"): 1, ("not_used", "Shops"): 1, ("no_answer", "score"): 1}


def test_nothing_stands_for_not_used() -> None:
    survey = Survey.from_wide(WIDE, ["Check-in"], not_used=None)
    assert left(survey) == {("outside_scale", "score"): 1}


@pytest.mark.parametrize("touchpoints", [[], {}, "Check-in"])
def test_a_wide_survey_needs_its_columns(touchpoints: Any) -> None:
    with pytest.raises(BadInput, match="touchpoint columns"):
        Survey.from_wide(WIDE, touchpoints)


def test_a_wide_survey_names_a_near_column() -> None:
    with pytest.raises(BadInput, match='Did you mean "Security"'):
        Survey.from_wide(WIDE, ["Securty"])
