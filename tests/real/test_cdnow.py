"""Purchases of CDNOW: retention, lifetime value and revenue, against plain counting and published totals."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import business, intervals
from tests.real.data import real_file

Bought = dict[str, list[tuple[dt.date, float]]]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(real_file("cdnow_transactions.txt"), sep=r"\s+", dtype=str)


@pytest.fixture(scope="module")
def orders(frame: pd.DataFrame) -> cjm.Business:
    return cjm.Business(
        frame, "customer_id", "date", "dollar_value", time_format="%Y%m%d", currency="USD", margin=0.3
    )


@pytest.fixture(scope="module")
def bought() -> Bought:
    found: Bought = defaultdict(list)
    for line in real_file("cdnow_transactions.txt").read_text("utf-8").splitlines()[1:]:
        who, day, _, paid = line.split()
        found[who].append((dt.datetime.strptime(day, "%Y%m%d").date(), float(paid)))  # noqa: DTZ007
    return found


def test_every_row_counts(orders: cjm.Business, bought: Bought) -> None:
    assert len(orders) == 69_659
    assert len(orders.revenue_of) == len(bought) == 23_570
    assert orders.excluded.empty
    assert sum(orders.revenue_of.values()) == pytest.approx(
        sum(p for rows in bought.values() for _, p in rows)
    )


def quarter(day: dt.date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def test_retention_from_quarter_to_quarter(orders: cjm.Business, bought: Bought) -> None:
    active: dict[int, set[str]] = defaultdict(set)
    for who, rows in bought.items():
        for day, _ in rows:
            active[quarter(day)].add(who)
    found = orders.crr("quarter")
    first, last = min(active), max(active)
    assert len(found) == last - first, "the data end with June 1998, so every quarter is whole"
    for at, row in zip(range(first + 1, last + 1), found.itertuples(), strict=True):
        kept = len(active[at] & active[at - 1])
        assert (row.start, row.end, row.new) == (len(active[at - 1]), len(active[at]), len(active[at]) - kept)
        assert row.value == kept / len(active[at - 1])
        assert (row.low, row.high) == intervals.wilson(kept, len(active[at - 1]))


def test_cohorts_by_month(orders: cjm.Business, bought: Bought) -> None:
    """All customers came in the first quarter of 1997: three cohorts of 18 months at most."""
    months = {who: {(d.year - 1997) * 12 + d.month for d, _ in rows} for who, rows in bought.items()}
    found = orders.retention("month")
    assert found["cohort"].nunique() == 3
    for row in found.itertuples():
        cohort = (row.cohort.year - 1997) * 12 + row.cohort.month
        mine = [seen for seen in months.values() if min(seen) == cohort]
        assert (row.n, row.kept) == (len(mine), sum(cohort + row.age in seen for seen in mine))
    assert found["complete"].all()


def test_lifetime_value_from_its_definition(orders: cjm.Business, bought: Bought) -> None:
    margins, pairs, kept = [], 0, 0
    last = max(quarter(day) for rows in bought.values() for day, _ in rows)
    for rows in bought.values():
        seen: dict[int, float] = defaultdict(float)
        for day, paid in rows:
            seen[quarter(day)] += 0.3 * paid
        margins += seen.values()
        pairs += sum(at < last for at in seen)
        kept += sum(at + 1 in seen for at in seen if at < last)
    found = orders.clv(period="quarter", discount=0.12, resamples=100)
    expected = business.clv_margin(statistics.fmean(margins), kept / pairs, 1.12**0.25 - 1)
    assert found.value == pytest.approx(expected)
    assert found.low < found.value < found.high
    assert (found.n, found.currency) == (23_570, "USD")
    assert (found.high - found.low) / found.value < 0.1, "many customers, a narrow interval"


def test_roles_are_found(frame: pd.DataFrame) -> None:
    found = cjm.propose_roles(frame, "business").columns
    assert (found["customer"], found["revenue"]) == ("customer_id", "dollar_value")
