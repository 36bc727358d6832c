"""Channel mix, means and ends of scores, savings: against plain counts and other implementations."""

from __future__ import annotations

from typing import Any

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from tests.metrics.shop import MATCH, STAGES, answers, events, survey


def shop() -> cjm.Journey:
    made = cjm.Document().add_journey("Shop")
    for name in STAGES:
        made.add_stage(name, phase="during")
    return made


rows = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["main", "compare", "pay", "noise"]),
              st.sampled_from(["web", "shop", None])),
    min_size=1, max_size=40,
)  # fmt: skip


def log_of(drawn: list[Any]) -> pd.DataFrame:
    frame = pd.DataFrame(drawn, columns=["who", "what", "channel"])
    return frame.assign(when=pd.Timestamp("2026-01-05") + pd.to_timedelta(np.arange(len(frame)), "min"))


@given(rows)
def test_the_channels_of_a_stage_are_those_a_plain_count_finds(drawn: list[Any]) -> None:
    frame = log_of([*drawn, (7, "main", "web")])
    found = shop().bind(events(frame, channel="channel"), stages=MATCH).channel_mix()
    stage = frame["what"].map({label: name for name, labels in MATCH.items() for label in labels})
    known = frame.assign(stage=stage, channel=frame["channel"].fillna("-")).dropna(subset=["stage"])
    counts = known.groupby(["stage", "channel"])["who"].agg(["size", "nunique"])
    mine = found.assign(channel=found["channel"].fillna("-")).set_index(["stage", "channel"])
    assert mine["count"].to_dict() == counts["size"].to_dict()
    assert mine["customers"].to_dict() == counts["nunique"].to_dict()
    assert mine["n"].groupby("stage").first().to_dict() == known.groupby("stage")["who"].nunique().to_dict()
    assert mine["share"].groupby("stage").sum().round(9).eq(1).all()
    for row in found.itertuples():
        assert (row.low, row.high) == pytest.approx(
            proportion_confint(row.customers, row.n, method="wilson"), abs=1e-5
        )


def test_the_mix_is_the_same_on_dask_and_answers_have_one_too() -> None:
    random = np.random.default_rng(1)
    drawn = [
        (int(random.integers(40)), ("main", "compare", "pay")[int(random.integers(3))],
         ("web", "shop", None)[int(random.integers(3))]) for _ in range(300)
    ]  # fmt: skip
    frame = log_of(drawn)
    here, there = (
        shop().bind(events(made, channel="channel"), stages=MATCH).channel_mix()
        for made in (frame, dd.from_pandas(frame, npartitions=3))
    )
    pd.testing.assert_frame_equal(here.drop(columns="stage_id"), there.drop(columns="stage_id"))
    asked = answers({"Buy": {5: 6}}).assign(channel=["web"] * 4 + ["shop"] + [None])
    told = shop().bind(survey(asked, channel="channel")).channel_mix()
    assert told[["stage", "channel", "of", "count"]].values.tolist() == [
        ["Buy", "web", "answers", 4], ["Buy", "shop", "answers", 1], ["Buy", None, "answers", 1],
    ]  # fmt: skip
    with pytest.raises(BadInput, match="No source declares a channel"):
        shop().bind(survey()).channel_mix()


def test_means_and_top_boxes_are_those_of_scipy() -> None:
    scores = [1] * 5 + [3] * 10 + [4] * 20 + [5] * 25
    frame = answers({"Discover": {s: scores.count(s) for s in set(scores)}})
    found = shop().bind(survey(frame)).scores("csat").set_index("stage")
    first = found.loc["Discover"]
    interval = stats.t.interval(0.95, 59, np.mean(scores), stats.sem(scores))
    assert (first["mean"], first["low"], first["high"]) == pytest.approx((np.mean(scores), *interval))
    wilson = proportion_confint(45, 60, method="wilson")
    assert (first["end"], first["n"], first["state"]) == ("4–5", 60, "ok")
    assert (first["share"], first["share_low"], first["share_high"]) == pytest.approx(
        (0.75, *wilson), abs=1e-5
    )
    assert np.isnan(found.loc["Buy", "mean"])
    assert found.loc["Buy", "state"] == "no_source"


@pytest.mark.parametrize(("direction", "end", "share"), [("ease", "5–7", 4 / 7), ("effort", "1–3", 2 / 7)])
def test_the_easy_end_follows_the_declared_direction(direction: str, end: str, share: float) -> None:
    frame = pd.DataFrame({"step": "Buy", "effort": [1, 2, 4, 5, 6, 7, 7]})
    source = cjm.Survey(frame, "step", ces="effort", ces_direction=direction)
    row = shop().bind(source).scores("ces").set_index("stage").loc["Buy"]
    assert (row["end"], row["share"], row["mean"]) == (end, pytest.approx(share), pytest.approx(32 / 7))


def test_scores_that_cannot_be() -> None:
    binding = shop().bind(survey())
    with pytest.raises(NotFound, match='Did you mean "csat"'):
        binding.scores("csatt")
    with pytest.raises(NotFound, match="No survey asks"):
        binding.scores("nps")
    seven = cjm.Survey(answers({"Buy": {7: 3}}), "step", csat="rating", csat_scale=(1, 7))
    with pytest.raises(BadInput, match="several scales"):
        shop().bind(survey(), seven).scores("csat")


def test_savings_are_the_fall_of_a_share_in_money() -> None:
    business = cjm.Business(costs={"call": 6.5}, currency="EUR")
    found = business.savings("call", 12_000, (60, 200), (40, 220), one_off=5_000)
    fall = 60 / 200 - 40 / 220
    ends = confint_proportions_2indep(60, 200, 40, 220, method="newcomb", compare="diff")
    assert found.value == pytest.approx(12_000 * 6.5 * fall - 5_000)
    assert (found.low, found.high) == pytest.approx([12_000 * 6.5 * end - 5_000 for end in ends], rel=1e-4)
    assert (found.n, found.currency) == (200, "EUR")
    with pytest.raises(NotFound, match='Did you mean "call"'):
        business.savings("cal", 1, (0, 1), (0, 1))
