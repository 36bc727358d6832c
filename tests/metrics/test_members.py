"""Numbers by cohort and by sets of customers: those of the customers alone."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import UNITS
from tests.metrics.shop import MATCH, answers, events, survey, visits

MONEY = {"revenue_at_stake", "cost_to_serve"}


def two_months() -> pd.DataFrame:
    first, second = visits({"DCB": 40, "DC": 8, "D": 10}), visits({"DC": 35, "CDB": 5}, first=500)
    second["when"] += pd.Timedelta(days=31)
    late = first.iloc[:40].assign(when=lambda f: f["when"] + pd.Timedelta(days=35))  # they come again
    return pd.concat([second, first, late])


def numbers(table: pd.DataFrame) -> list[Any]:
    return table[["metric", "value", "low", "high", "n"]].round(12).astype(str).to_numpy().tolist()


def test_a_cohort_is_what_its_customers_did_at_any_time(journey: cjm.Journey) -> None:
    log = two_months()
    binding = journey.bind(events(log), stages=MATCH)
    found = binding.table(by="cohort", period="month")
    assert found["cohort"].unique().tolist() == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-02-01")]
    came = log.groupby("who")["when"].transform("min").dt.month
    for month in (1, 2):
        alone = journey.bind(events(log[came == month]), stages=MATCH).table().dropna(subset="value")
        here = found[found["cohort"].dt.month == month].dropna(subset="value")
        assert numbers(here) == numbers(alone)
    verdicts = journey.bind(events(log), stages=MATCH).compare("conversion", "Buy", by="cohort")
    assert verdicts["verdict"].tolist() == ["higher"]


def test_sets_of_customers_may_overlap(journey: cjm.Journey) -> None:
    log = two_months()
    asked = answers({"Discover": {5: 60, 1: 30}}).assign(who=[f"c{n % 60 + 1}" for n in range(90)])
    sets = {"early": [f"c{n}" for n in range(1, 51)], "some": {f"c{n}" for n in range(30, 541)}, "none": []}
    binding = journey.bind(survey(asked, respondent="who"), events(log), stages={**MATCH, "Buy": ["pay"]})
    found = binding.table(by=sets)
    assert found["group"].unique().tolist() == ["early", "some", "none"]
    for name, some in sets.items():
        mine = log[log["who"].isin(some)]
        told = asked[asked["who"].isin(some)]
        alone = journey.bind(survey(told, respondent="who"), events(mine), stages=MATCH).table()
        here = found[found["group"] == name]
        measured = alone.dropna(subset="value")
        assert numbers(here.dropna(subset="value")) == numbers(measured)
    assert binding.compare("csat", "Discover", by=sets, groups=["early", "some"])["n_a"].tolist() == [80]


def test_ways_that_cannot_be(journey: cjm.Journey) -> None:
    binding = journey.bind(survey())
    with pytest.raises(BadInput, match="when customers came"):
        binding.table(by="cohort")
    for wrong in ({}, {"a": "c1"}, {"a": 5}):
        with pytest.raises(BadInput, match="sets of customers"):
            binding.table(by=wrong)
    with pytest.raises(BadInput, match='Did you mean "cohort"'):
        binding.table(by="cohorts")


def test_every_state_is_a_sentence_in_both_languages(
    journey: cjm.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All six: ok, off target, too few, stale, no source, broken."""
    journey.add_lane("metrics", metric="cost_to_serve")
    binding = journey.bind(survey(), events(), stages=MATCH)
    told = [binding.states(locale) for locale in ("en", "fr")]
    binding.set_thresholds(reach={"max_age": 1}, as_of="2027-01-01")
    told += [binding.states(locale) for locale in ("en", "fr")]

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("disk full")

    monkeypatch.setattr("cjm_widgets.metrics.readout.read", fail)
    with pytest.warns(UserWarning, match="disk full"):
        journey.edit(journey.lane("csat"), target=0.9)
    told += [binding.states(locale) for locale in ("en", "fr")]
    english, french = (pd.concat(told[place::2]) for place in (0, 1))
    assert set(english["state"]) == {"ok", "off_target", "too_few", "stale", "no_source", "broken"}
    for state in set(english["state"]):
        said, dit = (set(part[part["state"] == state]["why"]) for part in (english, french))
        assert all(len(why) > 10 for why in said | dit), state
        assert not said & dit, state
    assert "disk full" in " ".join(french["why"])


def test_every_number_says_what_it_is_worth(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(), events(), stages=MATCH)
    english, french = binding.states("en"), binding.states("fr")
    assert set(english["state"]) == {"ok", "off_target", "too_few", "no_source"}
    assert english["why"].str.endswith(".").all()
    assert french["why"].str.endswith(".").all()
    assert not set(english["why"]) & set(french["why"])
    ok = english[english["state"] == "ok"].set_index("metric")["why"]
    assert ok["reach"].tolist()[0] == "No target is set; n = 105."
    assert ok["csat"] == text("metrics.ok_target", "en", count=100)
    assert set(english["metric"]) <= set(UNITS) - MONEY
