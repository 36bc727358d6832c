"""Data as they should not be: two scales in a column, commas, clocks, doubles, segments, sizes, overflow."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import scales
from tests.metrics.shop import MATCH, events, row, survey, visits

Frame = pd.DataFrame


def scored(groups: dict[str, list[int]], **columns: Any) -> Frame:
    rows = [(name, score, "2026-01-05") for name, given in groups.items() for score in given]
    return Frame(rows, columns=["step", "rating", "date"]).assign(**columns)


# -- two scales in one column -----------------------------------------------------------------------------


def test_scores_above_the_scale_in_numbers_are_another_scale() -> None:
    mixed = scored({"Buy": [1, 3, 4, 5] * 50 + [7, 9, 10] * 20})
    with pytest.raises(BadInput, match="200 scores from 1 to 5, 60 from 6 to 10") as caught:
        survey(mixed)
    assert caught.value.code == "mixed_scales"
    told = survey(mixed, check_scale=False).excluded
    assert told[["reason", "rows"]].to_numpy().tolist() == [["outside_scale", 60]]
    assert survey(scored({"Buy": [5] * 200 + [6] * 9})).excluded["rows"].tolist() == [9], "nine are slips"


@pytest.mark.parametrize("column", ["step", "segment", "date"])
def test_a_group_on_a_short_scale_is_found(column: str) -> None:
    long, short = [0, 2, 6, 7, 8, 9, 10] * 20, [1, 2, 3, 4, 5] * 8
    frame = scored({"Buy": long + short, "Choose": long})
    where = np.r_[len(long) : len(long) + len(short)]
    other = {"step": "Pay", "segment": "old form", "date": "2025-11-05"}[column]
    frame = frame.assign(segment="new form")
    frame.iloc[where, frame.columns.get_loc(column)] = other
    told = other[:7] if column == "date" else other
    with pytest.raises(BadInput, match=f'40 scores of .* "{told}" only from 1 to 5, 280 others up to 10'):
        cjm.Survey(frame, "step", nps="rating", segment="segment", time="date")
    cjm.Survey(frame, "step", nps="rating", segment="segment", time="date", check_scale=False)


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.6))
def test_one_scale_is_never_taken_for_two(seed: int, low: float) -> None:
    """Touchpoints of one population, however unhappy: nothing is refused."""
    random = np.random.default_rng(seed)
    chances = np.r_[np.full(6, low / 6), np.full(5, (1 - low) / 5)]
    values = random.choice(11, 600, p=chances)
    frame = scored({name: values[at::6].tolist() for at, name in enumerate("abcdef")})
    assert cjm.Survey(frame, "step", nps="rating").excluded.empty


def test_months_are_told_apart() -> None:
    days = np.array([0, 31, np.iinfo(np.int32).min, 30], np.int32)
    assert scales.months_of(days).labels == ("1970-01", "1970-02")
    assert scales.months_of(days).codes.tolist() == [0, 1, -1, 0]


# -- texts, clocks, doubles -------------------------------------------------------------------------------


def test_scores_with_commas_are_numbers(journey: cjm.Journey) -> None:
    frame = scored({"Buy": [5] * 6})
    frame["rating"] = ["5,0", "4,00", " 3,0 ", "4,5", "1,2,3", "five"]
    binding = journey.bind(survey(frame))
    assert row(binding, "csat", "n")[2] == 3
    assert binding.excluded.set_index("reason")["rows"].to_dict() == {"not_whole": 1, "not_a_number": 2}


def test_clocks_that_go_back_make_no_negative_time(journey: cjm.Journey) -> None:
    log = visits({"DCB": 40})
    log["seq"] = range(len(log))
    log.loc[log["what"] == "compare", "when"] -= pd.Timedelta(hours=3)
    binding = journey.bind(events(log, tie_breaker="seq"), stages=MATCH)
    assert min(value for value in row(binding, "duration") if value is not None) >= 0
    notes = binding.report().query("kind == 'note'").set_index("outcome")["rows"]
    assert notes["clock_back"] == 40


def test_doubles_can_be_left_out(journey: cjm.Journey) -> None:
    log = visits({"DC": 30})
    twice = pd.concat([log, log, log.iloc[:5]])
    binding = journey.bind(events(twice), stages=MATCH)
    assert row(binding, "retries")[:2] == [0, 0] or row(binding, "visits")[0] == 30
    assert binding.report().query("outcome == 'twice'")["rows"].tolist() == [65]
    once = journey.bind(events(twice, duplicates="drop"), stages=MATCH)
    plain = journey.bind(events(log), stages=MATCH)
    assert once.cells() == plain.cells()
    assert once.excluded.query("reason == 'duplicate'")["rows"].tolist() == [65]
    with pytest.raises(BadInput, match='"keep" or "drop"'):
        events(log, duplicates="first")


def test_a_time_zone_is_declared_for_days_and_months(journey: cjm.Journey) -> None:
    log = visits({"DC": 35})
    log["when"] = log["when"] + pd.Timedelta("23h30min")  # 00:30 in Paris on the next day
    utc = journey.bind(events(log), stages=MATCH)
    paris = journey.bind(
        events(log.assign(when=log["when"].dt.tz_localize("UTC")), tz="Europe/Paris"), stages=MATCH
    )
    assert utc.trend("reach", "Discover", "day")["time"].tolist() == [pd.Timestamp("2026-01-05")]
    assert paris.trend("reach", "Discover", "day")["time"].tolist() == [pd.Timestamp("2026-01-06")]


# -- segments and labels ----------------------------------------------------------------------------------


def test_segments_unseen_before_and_empty_ones(journey: cjm.Journey) -> None:
    log = visits({"DC": 30}, "old")
    binding = journey.bind(events(log, segment="segment"), stages=MATCH)
    binding.append(
        visits({"DCB": 30}, "new", first=900).assign(what=lambda f: f["what"].replace("pay", "PAID"))
    )
    binding.append(visits({"D": 5}, "  ", first=2_000))
    reach = binding.table(by="segment").query("metric == 'reach' and stage == 'Discover'")
    assert reach[["segment", "value"]].to_numpy().tolist() == [["new", 30], ["old", 30], [None, 5]]
    loose = binding.matching.query("how == 'unassigned'")
    assert loose["label"].tolist() == ["PAID"]


def test_categories_without_rows_are_no_segments(journey: cjm.Journey) -> None:
    log = visits({"DC": 30}, "old")
    log["segment"] = pd.Categorical(log["segment"], categories=["old", "never"])
    found = journey.bind(events(log, segment="segment"), stages=MATCH).table(by="segment")
    never = found[(found["segment"] == "never") & (found["metric"] == "reach")]
    assert (never["state"] == "no_source").all()
    assert never["value"].isna().all()


def test_a_million_touchpoints_are_no_trouble(journey: cjm.Journey) -> None:
    size = 1_000_000
    labels = np.array([f"page {number}" for number in range(size - 1)] + ["main"], object)
    frame = Frame(
        {"who": np.arange(size) // 4, "when": pd.Timestamp("2026-01-05"), "what": labels, "step": labels}
    )
    frame["rating"] = 4
    began = time.process_time()
    binding = journey.bind(
        events(frame), cjm.Survey(frame, "step", csat="rating"), stages={"Discover": ["main", "page 7"]}
    )
    assert time.process_time() - began < 60
    assert row(binding, "reach")[0] == 2
    assert row(binding, "csat", "n")[0] == 2
    assert binding.report().query("outcome == 'unassigned'")["rows"].tolist() == [size - 2] * 2


# -- numbers too large --------------------------------------------------------------------------------------


def test_tie_breakers_beyond_signed_numbers_keep_their_order(journey: cjm.Journey) -> None:
    log = visits({"DC": 30})
    log["when"] = log["when"].min()
    big = np.uint64(2**63)
    log["seq"] = np.where(log["what"] == "main", big - np.uint64(1), big + np.uint64(1)).astype(np.uint64)
    binding = journey.bind(events(log.iloc[::-1], tie_breaker="seq"), stages=MATCH)
    assert row(binding, "conversion")[1] == 1.0


@pytest.mark.parametrize("value", [2**63, 10**30, -(10**30), 1e300, float("inf")])
def test_numbers_out_of_range_are_counted_not_wrapped(journey: cjm.Journey, value: Any) -> None:
    frame = scored({"Buy": [5] * 40}).astype(object)
    frame.loc[0, "rating"] = value
    binding = journey.bind(survey(frame))
    assert row(binding, "csat", "n")[2] == 39
    log = visits({"D": 40})
    log["when"] = pd.Series([value, *[1_767_614_400] * 39], dtype=object)
    found = journey.bind(cjm.EventLog(log, "who", "when", "what", time_unit="s"), stages=MATCH)
    assert row(found, "reach")[0] == 39
    assert found.excluded["reason"].tolist() == ["bad_time"]
