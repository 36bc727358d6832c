"""Dirty frames end to end: what is wrong is counted and left out, and the numbers are those of the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, CjmError

STAGES = ("Discover", "Choose", "Buy")
BAD_SCORES = (0, 6, -1, 11, 10**12, 4.5, np.nan, np.inf, -np.inf, None, pd.NA, "good", "", True, "5 stars")
BAD_TIMES = ("soon", "2026-02-30", "31/31/2026", "5", "")
GOOD_TIMES = (
    "2026-01-05", "2026-01-05T10:00:00Z", "2026-01-05T10:00:00+02:00", "2026-01-05 10:00:00.123-05:00",
    pd.Timestamp("2026-01-05"), pd.Timestamp("2026-01-05", tz="Asia/Tokyo"), np.datetime64("2026-01-05"),
)  # fmt: skip

good = st.tuples(st.sampled_from(STAGES), st.integers(1, 5), st.sampled_from(GOOD_TIMES))
bad = st.one_of(
    st.tuples(st.sampled_from(STAGES), st.sampled_from(BAD_SCORES), st.sampled_from(GOOD_TIMES)),
    st.tuples(
        st.sampled_from((None, np.nan, pd.NA, "", "  ")), st.integers(1, 5), st.sampled_from(GOOD_TIMES)
    ),
    st.tuples(st.sampled_from(STAGES), st.integers(1, 5), st.sampled_from(BAD_TIMES[:4])),
)


def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Shop")
    for name in STAGES:
        made.add_stage(name)
    return made


def survey(rows: list[Any]) -> cjm.Survey:
    frame = pd.DataFrame(rows, columns=["step", "rating", "date"], dtype=object)
    return cjm.Survey(frame, "step", csat="rating", time="date")


@given(st.lists(good, min_size=1, max_size=12), st.lists(bad, max_size=12), st.randoms(use_true_random=False))
def test_numbers_are_those_of_the_rows_that_can_be_used(
    rows: list[Any], dirt: list[Any], random: Any
) -> None:
    mixed = [*rows, *dirt]
    random.shuffle(mixed)
    clean, dirty = journey().bind(survey(rows)), journey().bind(survey(mixed))
    numbers = ["metric", "value", "low", "high", "n", "state"]
    pd.testing.assert_frame_equal(dirty.table()[numbers], clean.table()[numbers])
    pd.testing.assert_frame_equal(dirty.trend("csat"), clean.trend("csat"))
    assert clean.excluded.empty
    assert dirty.excluded["rows"].sum() == len(dirt), "each row that does not count is counted once"
    assert set(dirty.excluded["source"]) <= {"survey"}


def test_every_reason_is_reported_by_the_binding() -> None:
    rows = [("Discover", score, "2026-01-05") for score in (5, *BAD_SCORES)]
    rows += [("Discover", 5, when) for when in BAD_TIMES] + [
        (None, 5, "2026-01-05"),
        ("Elsewhere", 5, "2026-01-05"),
    ]
    binding = journey().bind(survey(rows))
    found = binding.excluded.set_index("reason")["rows"].to_dict()
    assert found == {
        "missing_touchpoint": 1, "bad_time": 4, "no_time": 1, "no_answer": 4, "not_a_number": 3,
        "not_finite": 2, "not_whole": 1, "outside_scale": 5, "unassigned": 1,
    }  # fmt: skip
    cell = next(iter(binding.cells()["csat"].values()))
    assert (cell.value, cell.n) == (1.0, 2)


def test_nps_and_ces_have_scales_of_their_own() -> None:
    frame = pd.DataFrame({"step": "Discover", "n": [0, 10, 11, -1], "e": [1, 7, 8, 0]})
    source = cjm.Survey(frame, "step", nps="n", ces="e", ces_direction="ease")
    binding = journey().bind(source)
    assert binding.excluded[["reason", "column", "rows"]].values.tolist() == [
        ["outside_scale", "n", 2], ["outside_scale", "e", 2],
    ]  # fmt: skip
    assert next(iter(binding.cells()["nps"].values())).n == 2
    assert next(iter(binding.cells()["ces"].values())).value == 4.0


FRAME = pd.DataFrame({"who": ["a"], "step": ["Discover"], "rating": [5], "date": ["2026-01-05"]})
TWICE = pd.concat([FRAME, FRAME[["rating", "who"]]], axis=1)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: cjm.Survey(FRAME, "step", csat="ratng"), 'Did you mean "rating"'),
        (lambda: cjm.Survey(FRAME, "stp", csat="rating"), 'Did you mean "step"'),
        (lambda: cjm.EventLog(FRAME, "who", "dat", "step"), 'Did you mean "date"'),
        (lambda: cjm.Survey(TWICE, "step", csat="rating"), '2 columns called "rating"'),
        (lambda: cjm.EventLog(TWICE, "who", "date", "step"), '2 columns called "who"'),
        (lambda: cjm.Survey(FRAME, "step", csat=["rating"]), "name of one column"),
        (lambda: cjm.Survey(FRAME, "step", csat=pd.NA), "name of one column"),
        (lambda: cjm.Survey(FRAME, None, csat="rating"), "touchpoint"),
        (lambda: cjm.Survey(FRAME, "step", csat="rating", csat_scale=(1, np.inf)), "no scale"),
        (lambda: cjm.Survey(FRAME, "step", csat="rating", csat_scale=(np.nan, 5)), "no scale"),
        (lambda: cjm.Survey(FRAME, "step", csat="rating", time="date", time_format="%Q"), "format of a time"),
        (
            lambda: cjm.EventLog(FRAME, "who", "date", "step", lifecycle="step", lifecycle_keep=5),
            "transitions",
        ),
        (lambda: cjm.EventLog(FRAME, "who", "date", "step", tz="Mars/Olympus"), "time zone"),
        (
            lambda: journey().bind(cjm.Survey(FRAME, "step", csat="rating"), stages={"Discover": 5}),
            "list of texts",
        ),
        (
            lambda: journey().bind(cjm.Survey(FRAME, "step", csat="rating"), stages=["Discover"]),
            "by a mapping",
        ),
        (
            lambda: journey().bind(cjm.Survey(FRAME, "step", csat="rating"), stages={"Discovr": []}),
            '"Discover"',
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(make: Any, words: str) -> None:
    with pytest.raises(CjmError, match=words):
        make()


@pytest.mark.parametrize(
    "call",
    [
        lambda b: b.append(FRAME[["step"]]),
        lambda b: b.append(TWICE),
        lambda b: b.append("rows"),
        lambda b: b.append(FRAME, to="srvey"),
        lambda b: b.refresh(TWICE),
        lambda b: b.refresh(survey=5),
        lambda b: b.trend("csatt"),
        lambda b: b.trend("csat", stage="Discovr"),
        lambda b: b.trend("csat", period="weak"),
        lambda b: b.rows(metric="cast"),
        lambda b: cjm.charts.trend(b, "cast"),
        lambda b: b.compare("csat", groups=5),
        lambda b: b.set_thresholds(5),
        lambda b: b.set_thresholds(cast={"alert": 0.5}),
        lambda b: b.set_thresholds(csat={"alrt": 0.5}),
        lambda b: b.set_thresholds(csat={"alert": np.nan}),
        lambda b: b.quotes(k=np.nan),
        lambda b: b.table(by="segmnt"),
    ],
)
def test_a_binding_that_refuses_keeps_its_numbers(call: Any) -> None:
    made = journey()
    binding = made.bind(cjm.Survey(FRAME, "step", csat="rating", time="date"))
    before, told = binding.table(), []
    binding.on_change(told.append)
    with pytest.raises(CjmError):
        call(binding)
    pd.testing.assert_frame_equal(binding.table(), before)
    assert told == []
    assert made.binding is binding


def test_empty_frames_never_fail() -> None:
    none = FRAME.iloc[:0]
    binding = journey().bind(
        cjm.Survey(none, "step", csat="rating", time="date", segment="who"),
        cjm.EventLog(none, "who", "date", "step", segment="who"),
        by="segment",
    )
    assert binding.table()["value"].isna().all()
    assert binding.trend("csat").empty
    assert binding.excluded.empty
    binding.append(FRAME, to="survey")
    assert binding.table()["n"].sum() >= 1
    for column in ("who", "step", "rating", "date"):
        with pytest.raises(BadInput):
            binding.refresh(FRAME.drop(columns=column), to="survey" if column == "rating" else "events")


@pytest.mark.parametrize("when", ["9999-12-31", "0001-01-01", "1969-12-31", "2262-04-12", "1600-02-29"])
def test_days_far_away_stay_where_they_are(when: str) -> None:
    binding = journey().bind(survey([("Discover", 5, when)]))
    trend = binding.trend("csat", period="day")
    if pd.isna(pd.to_datetime(when, errors="coerce")):  # pandas 2 reads 1677 to 2262 only: then it is said
        assert trend.empty
        assert binding.excluded["reason"].tolist() == ["bad_time"]
        return
    assert trend["time"].dt.strftime("%Y-%m-%d").tolist() == [when]
    assert binding.excluded.empty
