"""Numbers by segment, channel and period, and event metrics over time: equal to those of the rows alone."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding
from tests.metrics.shop import MATCH, PATHS, SCORES, STAGES, answers, events, survey, visits

ALONE = ("reach", "exits", "visits", "retries", "duration")
"""Metrics of a stage that no other stage has a part in."""
NUMBERS = ["value", "low", "high", "n", "state"]


def shop() -> cjm.Journey:
    made = cjm.Document().add_journey("Shop")
    for name in STAGES:
        made.add_stage(name, phase="during")
    return made


def of(binding: Binding, metric: str, **table: Any) -> pd.DataFrame:
    found = binding.table(**table)
    return found[found["metric"] == metric].reset_index(drop=True)


def mixed(drawn: list[tuple[int, int, str, str | None]]) -> pd.DataFrame:
    labels = {"D": "main", "C": "compare", "B": "pay"}
    rows = [
        (f"c{who}", pd.Timestamp("2026-01-01") + pd.Timedelta(days=day), labels[what], channel)
        for who, day, what, channel in drawn
    ]
    frame = pd.DataFrame(rows, columns=["who", "when", "what", "by"])
    return frame.astype({"when": "datetime64[us]", "by": object})


step = st.tuples(
    st.integers(0, 5), st.integers(0, 60), st.sampled_from("DCB"), st.sampled_from(["web", "shop", None])
)


@settings(max_examples=6, deadline=None)
@given(st.lists(step, min_size=1, max_size=24))
def test_a_channel_is_as_if_only_its_events_had_happened(drawn: list[Any]) -> None:
    frame = mixed(drawn)
    whole = shop().bind(events(frame, channel="by"), stages=MATCH).table(by="channel")
    assert list(whole.columns[:4]) == ["stage", "segment", "channel", "metric"]
    for name in frame["by"].dropna().unique():
        alone = shop().bind(events(frame[frame["by"] == name]), stages=MATCH).table()
        found = whole[whole["channel"] == name].reset_index(drop=True)
        both = alone.merge(found, on=["stage", "metric"], suffixes=("_alone", ""))
        known = both[both["metric"].isin(ALONE)]
        assert known["value"].tolist() == pytest.approx(known["value_alone"].tolist(), nan_ok=True)
        assert known["n"].tolist() == known["n_alone"].tolist()


@settings(max_examples=6, deadline=None)
@given(st.lists(step, min_size=1, max_size=24), st.sampled_from(["day", "week", "month", "quarter"]))
def test_customers_belong_to_the_period_of_their_first_event_in_the_stage(
    drawn: list[Any], period: str
) -> None:
    frame = mixed(drawn)
    frame["order"] = range(len(frame))
    binding = shop().bind(events(frame, tie_breaker="order"), stages=MATCH)
    table = binding.table(by="period", period=period)
    letter = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q"}[period]
    for stage in ("Discover", "Choose"):
        first = frame[frame["what"] == MATCH[stage][0]].groupby("who")["when"].min()
        starts = first.dt.to_period(letter).dt.start_time
        for start, who in starts.groupby(starts).groups.items():
            alone = (
                shop().bind(events(frame[frame["who"].isin(who)], tie_breaker="order"), stages=MATCH).table()
            )
            for metric in ALONE:
                at = (table["stage"] == stage) & (table["metric"] == metric) & (table["period"] == start)
                wanted = alone[(alone["stage"] == stage) & (alone["metric"] == metric)].iloc[0]
                got = table[at].iloc[0]
                assert (got["n"], got["value"]) == (wanted["n"], pytest.approx(wanted["value"], nan_ok=True))
                trend = binding.trend(metric, stage=stage, period=period).set_index("time").loc[start]
                assert trend["n"] == wanted["n"]


def test_reach_of_the_periods_adds_up() -> None:
    late = visits(PATHS, first=500)
    late["when"] += pd.Timedelta(days=40)
    binding = shop().bind(events(pd.concat([visits(PATHS), late])), stages=MATCH)
    for period, count in (("day", 2), ("week", 2), ("month", 2), ("quarter", 1)):
        weekly = of(binding, "reach", by="period", period=period)
        assert weekly.groupby("stage", sort=False)["n"].sum().tolist() == [210, 140, 90]
        assert weekly["period"].nunique() == count
    assert binding.trend("conversion", "Choose", "month")["value"].tolist() == [60 / 105, 60 / 105]
    assert binding.trend("conversion", "Discover").empty


def test_days_are_those_of_the_declared_zone() -> None:
    frame = pd.DataFrame({"who": ["a"], "when": ["2026-01-31T23:30:00Z"], "what": ["main"]})
    for tz, month in (("UTC", "2026-01-01"), ("Europe/Paris", "2026-02-01")):
        binding = shop().bind(events(frame, tz=tz), stages=MATCH)
        assert binding.trend("reach", "Discover", "month")["time"].tolist() == [pd.Timestamp(month)]


def test_answers_by_period_equal_the_trend_and_undated_ones_are_shown() -> None:
    parts = [answers({"Buy": {5: 30, 1: 30}}, "2026-01-05"), answers({"Buy": {5: 40}}, "2026-02-20")]
    undated = answers({"Buy": {1: 9}}).assign(date=None)
    binding = shop().bind(survey(pd.concat([*parts, undated])))
    table = of(binding, "csat", by="period", period="month").query("stage == 'Buy'")
    assert table["period"].tolist()[:2] == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-02-01")]
    assert table["period"].isna().tolist() == [False, False, True]
    assert table["n"].tolist() == [60, 40, 9]
    trend = binding.trend("csat", "Buy", "month")
    pd.testing.assert_frame_equal(
        trend[NUMBERS], table.iloc[:2][NUMBERS].reset_index(drop=True), check_dtype=False
    )


def test_answers_by_channel() -> None:
    frame = pd.concat([answers({"Buy": {5: 40}}, by="web"), answers({"Buy": {1: 35}}, by="phone")])
    binding = shop().bind(survey(frame, channel="by"), events(), stages=MATCH, by="channel")
    table = of(binding, "csat").query("stage == 'Buy' and n > 0")
    assert table[["channel", "value"]].values.tolist() == [["phone", 0.0], ["web", 1.0]]
    assert of(binding, "reach").query("stage == 'Discover' and n > 0")["channel"].tolist() == [None]
    binding.append(answers({"Buy": {1: 40}}, by="web"))
    assert of(binding, "csat").query("stage == 'Buy' and channel == 'web'")["value"].tolist() == [0.5]


def test_a_split_can_be_asked_for_each_time() -> None:
    log = pd.concat([visits({"DC": 40}, "a"), visits({"D": 35}, "b", 100)])
    binding = shop().bind(survey(), events(log, segment="segment"), stages=MATCH)
    assert set(binding.table()["segment"]) == {"all"}
    reach = of(binding, "reach", by="segment").query("stage == 'Discover' and segment.notna()")
    assert reach[["segment", "n"]].values.tolist() == [["a", 40], ["b", 35]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda b: b.table(by="country"), 'split by "segment", "channel", "period", "cohort" or "persona"'),
        (lambda b: b.table(by="channel"), "No source has a channel"),
        (lambda b: b.table(by="month"), 'by="period", period="month"'),
        (lambda b: b.table(by="period", period="weekly"), 'Did you mean "week"'),
        (lambda b: b.trend("reach", "Buy", "monthly"), 'Did you mean "month"'),
        (lambda b: b.trend("errors", "Buy"), 'do not measure "errors"'),
    ],
)
def test_splits_that_cannot_be(call: Any, message: str) -> None:
    binding = shop().bind(survey(answers(SCORES)), events(), stages=MATCH)
    with pytest.raises((BadInput, NotFound), match=message):
        call(binding)
    with pytest.raises(BadInput, match="No source has a time"):
        shop().bind(cjm.Survey(answers(SCORES), "step", csat="rating")).table(by="period")


def test_an_empty_log_has_no_periods() -> None:
    binding = shop().bind(events(visits({})), stages=MATCH)
    assert binding.trend("reach", "Buy").empty
    assert binding.table(by="period").empty
