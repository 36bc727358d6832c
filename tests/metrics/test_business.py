"""Money: formulas against published numbers and plain computations, on their own and at the stages."""

from __future__ import annotations

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import business, intervals, lifetime
from cjm_widgets.metrics.columns import numbers_of
from tests.metrics.carriers import MAKERS
from tests.metrics.shop import MATCH, events, row, visits

Frame = pd.DataFrame


# -- pure formulas --------------------------------------------------------------------------------------


def test_retention_of_the_textbook() -> None:
    """200 customers, 195 at the end of whom 20 are new: 87.5 %."""
    found = business.crr(200, 195, 20)
    assert (found.value, found.n) == (0.875, 200)
    assert (found.low, found.high) == intervals.wilson(175, 200)
    assert business.crr(0, 0, 0).state == "no_source"
    for wrong in ((10, 20, 5), (10, 5, 6), (-1, 0, 0)):
        with pytest.raises(BadInput, match="no retention"):
            business.crr(*wrong)


@pytest.mark.parametrize(
    ("retention", "discount", "multiple"),
    [(0.6, 0.10, 1.20), (0.7, 0.10, 1.75), (0.8, 0.10, 2.67), (0.9, 0.10, 4.50),
     (0.9, 0.16, 3.46), (0.6, 0.16, 1.07)],
)  # fmt: skip
def test_margin_multiples_of_gupta_and_lehmann(retention: float, discount: float, multiple: float) -> None:
    """The table of margin multiples in Gupta and Lehmann 2003."""
    assert business.clv_margin(1, retention, discount) == pytest.approx(multiple, abs=0.005)


@given(st.floats(0, 1e6), st.floats(0, 0.95), st.floats(0.01, 1))
def test_the_margin_formula_is_the_sum_of_the_series(
    margin: float, retention: float, discount: float
) -> None:
    terms = (margin * (retention / (1 + discount)) ** t for t in range(1, 2_000))
    later = math.fsum(terms)
    assert business.clv_margin(margin, retention, discount) == pytest.approx(later)
    assert business.clv_margin(margin, retention, discount, immediate=True) == pytest.approx(later + margin)


def test_simple_value_and_savings_by_hand() -> None:
    assert business.clv_simple(240, 5, 300) == 900
    found = business.savings(12_000, 6.5, (300, 1_000), (200, 1_000), one_off=2_000, currency="EUR")
    assert found.value == pytest.approx(12_000 * 6.5 * 0.1 - 2_000)
    low, high = 0.0621, 0.1374  # Newcombe 1998, method 10, by the quadratic of each share
    assert found.low == pytest.approx(78_000 * low - 2_000, abs=20)
    assert found.high == pytest.approx(78_000 * high - 2_000, abs=20)
    assert found.text("fr").startswith("Volume")
    with pytest.raises(BadInput, match="no share"):
        business.savings(1, 1, (3, 2), (1, 2))
    with pytest.raises(BadInput, match="no end"):
        business.clv_margin(1, 1, 0)


def test_amounts_are_read_as_people_write_them() -> None:
    written = pd.Series(
        ["1 234,50 €", "$1,234.50", "1'234.5", "1,234", "12,5", "1.234,50", 7, "7", "seven", None]
    )
    expected = [1234.5, 1234.5, 1234.5, 1234, 12.5, 1234.5, 7, 7, np.nan, np.nan]
    assert numbers_of(written).tolist() == pytest.approx(expected, nan_ok=True)


# -- purchases ------------------------------------------------------------------------------------------

BOUGHT = Frame(
    [
        ("a", "2026-01-10", 10.0, "x"), ("a", "2026-02-10", 20.0, "x"), ("a", "2026-03-31", 30.0, "y"),
        ("b", "2026-01-20", 40.0, "x"), ("b", "2026-03-01", 10.0, "x"),
        ("c", "2026-02-05", 5.0, "y"), ("d", "2026-02-06", 15.0, "y"), ("d", "2026-02-07", 1.0, "y"),
        ("d", "2026-03-02", 15.0, "y"), (None, "2026-03-02", 1.0, "y"), ("e", "soon", 1.0, "y"),
        ("e", None, 1.0, "y"),
        ("e", "2026-03-02", "much", "y"),
    ],
    columns=["who", "day", "paid", "segment"],
)  # fmt: skip


def shop(frame: Frame = BOUGHT, **settings: Any) -> cjm.Business:
    return cjm.Business(frame, "who", "day", "paid", **settings)


def test_purchases_that_do_not_count_are_counted() -> None:
    found = shop().excluded.set_index("reason")["rows"].to_dict()
    assert found == {"missing_customer": 1, "bad_time": 1, "missing_time": 1, "bad_amount": 1}


def test_retention_by_cohort() -> None:
    found = shop().retention("month")
    told = found[["age", "n", "kept"]].to_numpy().tolist()
    assert told == [[0, 2, 2], [1, 2, 1], [2, 2, 2], [0, 2, 2], [1, 2, 1]]
    assert found["cohort"].dt.strftime("%m").tolist() == ["01", "01", "01", "02", "02"]
    assert found["complete"].all(), "the last purchase is on the last day of March"
    assert not shop(BOUGHT.iloc[:2]).retention("month")["complete"].iloc[-1]


def test_retention_from_period_to_period() -> None:
    found = shop().crr("month")
    assert found[["start", "end", "new"]].to_numpy().tolist() == [[2, 3, 2], [3, 3, 1]]
    assert found["value"].tolist() == [1 / 2, 2 / 3]
    split = shop(segment="segment").crr("month", by="segment")
    assert split[["group", "start", "end"]].to_numpy().tolist() == [["x", 2, 1], ["x", 1, 2], ["y", 2, 1]]
    assert len(shop().crr("month", by="cohort")) == 3
    with pytest.raises(BadInput, match="No segment"):
        shop().crr(by="segment")


def test_lifetime_value_is_its_formula_over_its_parts() -> None:
    found = shop(margin=0.5).clv(period="month", discount=0.12)
    parts = dict(found.parts)
    assert parts["margin"] == pytest.approx(146 * 0.5 / 8)
    assert parts["retention"] == 3 / 5  # a, a and d of those active in January or February
    assert parts["discount"] == pytest.approx(1.12 ** (1 / 12) - 1)
    assert found.value == pytest.approx(
        business.clv_margin(parts["margin"], parts["retention"], parts["discount"])
    )
    assert found.low <= found.value <= found.high
    assert found == shop(margin=0.5).clv(period="month", discount=0.12), "the bootstrap is seeded"
    one, other = (shop().clv("simple", seed=seed, resamples=20) for seed in (0, 1))
    assert one.low != other.low
    simple = shop(currency="EUR").clv("simple", years=2, costs=10)
    years = sum(x / 365.25 for x in (81, 71, 55, 54))  # from each first purchase to 31 March, both days in
    assert simple.value == pytest.approx(146 / years * 2 - 10)
    assert (simple.n, simple.currency, simple.formula) == (4, "EUR", "clv_simple v1")
    by = shop(segment="segment").clv(by="segment", period="month")
    assert {name: amount.n for name, amount in by.items()} == {"x": 2, "y": 2}
    for wrong in ({"formula": "margn"}, {"period": "week"}, {"discount": -1}, {"resamples": 0}):
        with pytest.raises(BadInput):
            shop().clv(**wrong)


def test_the_bootstrap_covers_what_it_says() -> None:
    """Of 200 samples of a known population about 95 % of the intervals hold the true value."""
    random = np.random.default_rng(3)
    days = pd.date_range("2025-01-01", "2025-12-31", freq="MS")
    hits = 0
    for _ in range(200):
        size = 60
        stays = random.random((size, 11)) < 0.8
        alive = np.column_stack([np.ones(size, bool), np.cumprod(stays, axis=1).astype(bool)])
        who, month = np.nonzero(alive)
        frame = Frame({"who": who, "day": days[month], "paid": random.gamma(4, 5, len(who))})
        closing = Frame({"who": ["z"], "day": [pd.Timestamp("2025-12-31")], "paid": [0.0]})
        found = shop(pd.concat([frame, closing])).clv(period="month", discount=0.0, resamples=300)
        hits += found.low <= business.clv_margin(20, 0.8, 0.0) <= found.high
    assert 0.88 <= hits / 200 <= 0.99


def test_lifetime_is_checked_by_its_pure_formula() -> None:
    told = lifetime.Told("margin", "month", 0.1, True, None, 0, 50, 0, "")  # noqa: FBT003
    source = shop()
    found = source.clv(period="month", immediate=True, resamples=50)
    assert lifetime.check(found, told) == pytest.approx(found.value)


# -- at the stages --------------------------------------------------------------------------------------


def paid(log: Frame, amounts: list[float]) -> Frame:
    who = log["who"].unique()
    return Frame({"who": who, "day": "2026-01-06", "paid": np.resize(amounts, len(who))})


@pytest.mark.parametrize("order", ["loose", "ordered", "strict"])
def test_revenue_at_stake_is_who_is_lost_times_what_the_others_brought(
    journey: cjm.Journey, order: str
) -> None:
    log = visits({"DCB": 40, "DC": 25, "D": 35, "CDB": 10, "DxC": 5, "BDCB": 3})
    orders = paid(log, [0, 10, 25.5, 100])
    binding = journey.bind(events(log, order=order), stages=MATCH, business=shop(orders))
    revenue = orders.set_index("who")["paid"]
    for index, stage in enumerate(("Discover", "Choose")):
        metric = binding.cells()["revenue_at_stake"][journey.stages[index].id]
        rows = [binding.rows(stage, "drop_off", outcome=way)["who"].unique() for way in ("lost", "converted")]
        worth = [revenue[who] for who in rows[1]]
        assert metric.n == len(worth)
        assert metric.value == pytest.approx(len(rows[0]) * statistics.mean(worth))
        interval = stats.t.interval(0.95, len(worth) - 1, np.mean(worth), stats.sem(worth))
        assert (metric.low, metric.high) == pytest.approx([len(rows[0]) * end for end in interval])
        assert metric.unit == "money"
    assert str(row(binding, "revenue_at_stake", "reason")[2]).startswith("No stage comes after")


def test_cost_to_serve_is_per_customer_of_the_stage(journey: cjm.Journey) -> None:
    log = visits({"DDC": 30, "D": 30, "DCB": 10})
    told = cjm.Business(costs={"main": 2, "pay": 6.5})
    binding = journey.bind(events(log), stages=MATCH, business=told)
    assert row(binding, "cost_to_serve") == pytest.approx([(30 * 4 + 40 * 2) / 70, 0, 6.5])
    spent = [4] * 30 + [2] * 40
    interval = stats.t.interval(0.95, 69, np.mean(spent), stats.sem(spent))
    cell = binding.cells()["cost_to_serve"][journey.stages[0].id]
    assert (cell.low, cell.high) == pytest.approx(interval)
    assert "revenue_at_stake" not in binding.cells()


def test_money_by_segment_adds_up(journey: cjm.Journey) -> None:
    log = pd.concat([visits({"DC": 40, "D": 20}, "new"), visits({"DCB": 30, "D": 30}, "old", first=500)])
    told = shop(paid(log, [5, 15]), costs={"main": 1})
    binding = journey.bind(events(log, segment="segment"), stages=MATCH, business=told)
    found = (
        binding.table(by="segment").query("metric == 'cost_to_serve'").set_index(["stage", "segment"])["n"]
    )
    assert found["Discover"].to_dict() == {"new": 60, "old": 60}
    journey.add_lane("metrics", metric="revenue_at_stake", target=100)
    assert row(binding, "revenue_at_stake", "state")[0] == "off_target", "less at stake is better"
    assert binding.recipe("revenue_at_stake", "Discover").text("en").startswith("Customers who do not go on")


def test_without_business_a_lane_says_what_is_missing(journey: cjm.Journey) -> None:
    for metric in ("revenue_at_stake", "cost_to_serve"):
        journey.add_lane("metrics", metric=metric)
    binding = journey.bind(events(), stages=MATCH)
    assert str(row(binding, "cost_to_serve", "reason")[0]) == "No business data are bound."
    binding = journey.bind(events(), stages=MATCH, business=shop())
    assert str(row(binding, "cost_to_serve", "reason")[0]) == "No costs of events are declared."
    for wrong in ({"business": BOUGHT}, {"business": 5}):
        with pytest.raises(BadInput, match="no business"):
            journey.bind(events(), **wrong)
    for settings in ({"margin": 2}, {"costs": {"main": "much"}}, {"costs": 5}):
        with pytest.raises(BadInput):
            shop(**settings)
    with pytest.raises(BadInput, match="nothing to count"):
        cjm.Business()


# -- wherever the purchases lie, in whatever order --------------------------------------------------------


def amounts(source: cjm.Business) -> list[Any]:
    """Return lifetime values with their intervals, and retention, as numbers."""
    found = [source.clv(formula, period="month", resamples=30) for formula in ("margin", "simple")]
    ends = [(each.value, each.low, each.high, each.n) for each in found]
    return [*ends, source.crr("month")["value"].tolist(), source.retention("month")["kept"].tolist()]


def near(found: list[Any]) -> list[Any]:
    return [pytest.approx(part) for part in found]


@given(st.permutations(range(len(BOUGHT))))
@hypothesis_settings(max_examples=15)
def test_the_order_of_purchases_never_matters(order: list[int]) -> None:
    assert amounts(shop(BOUGHT.iloc[order])) == near(amounts(shop()))


@pytest.mark.parametrize("kind", MAKERS)
def test_money_is_the_same_in_every_carrier(kind: str, journey: cjm.Journey) -> None:
    log = visits({"DCB": 40, "DC": 25, "D": 35, "CDB": 10})
    orders = paid(log, [0, 10, 25.5, 100])
    made = MAKERS[kind]
    here, there = (shop(rows, costs={"main": 2, "pay": 6.5}) for rows in (orders, made(orders)))
    assert amounts(there) == near(amounts(here))
    whole, found = (
        journey.bind(events(rows), stages=MATCH, business=told).table()
        for rows, told in ((log, here), (made(log), there))
    )
    pd.testing.assert_frame_equal(found, whole)
