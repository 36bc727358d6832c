"""The lifetime value of customers by a named formula, with a bootstrap over customers; knows no frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import business, retention
from cjm_widgets.metrics.business import Amount
from cjm_widgets.metrics.tally import Ints

if TYPE_CHECKING:
    from cjm_widgets.metrics.bought import Purchases

A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked for; see :meth:`Business.clv`."""

    formula: str
    period: str
    discount: float
    immediate: bool
    years: float | None
    costs: float
    resamples: int
    seed: int
    currency: str

    @property
    def rate(self) -> float:
        """The discount a period."""
        return float((1 + self.discount) ** (1 / A_YEAR[self.period]) - 1)


def value(bought: Purchases, told: Told, group: Ints, code: int) -> Amount:
    """Return the lifetime value of the customers of a group."""
    if told.resamples < 1 or told.discount < 0:
        raise BadInput("This cannot be.", where="resamples, discount", value=(told.resamples, told.discount))
    sums = _margins(bought, told) if told.formula == "margin" else _revenues(bought)
    mine = np.unique(bought.who[group[bought.who] == code]) if bought.who.size else bought.who
    table = sums[mine]
    name = f"clv_{told.formula} v1"
    if len(mine) == 0:
        return Amount(None, None, None, 0, name, told.currency)
    point = _lifetime(table.sum(axis=0)[None, :], told)[0]
    if not np.isfinite(point):
        return Amount(None, None, None, len(mine), name, told.currency)
    drawn = _lifetime(_resampled(table, told), told)
    drawn = drawn[np.isfinite(drawn)]
    low, high = np.quantile(drawn, [0.025, 0.975]).tolist() if drawn.size else (None, None)
    return Amount(float(point), low, high, len(mine), name, told.currency, _parts(table.sum(axis=0), told))


def _margins(bought: Purchases, told: Told) -> NDArray[np.float64]:
    """Return a row a customer: margin, active periods, those with a whole one after, kept after those."""
    size = int(bought.who.max()) + 1 if bought.who.size else 0
    who, step = retention.active(bought, told.period)
    whole = retention.last_complete(bought, told.period) if size else 0
    kept = np.zeros(who.size, bool)
    kept[:-1] = (who[1:] == who[:-1]) & (step[1:] == step[:-1] + 1)
    asked = step < whole
    columns = [
        np.bincount(bought.who, bought.margin, size),
        np.bincount(who, minlength=size),
        np.bincount(who, asked, size),
        np.bincount(who, kept & asked, size),
    ]
    return np.stack(columns, axis=1).astype(float)


def _revenues(bought: Purchases) -> NDArray[np.float64]:
    """Return a row a customer: revenue, years since the first purchase, years from first to last, one."""
    size = int(bought.who.max()) + 1 if bought.who.size else 0
    first, last = np.full(size, np.iinfo(np.int64).max), np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(first, bought.who, bought.day)
    np.maximum.at(last, bought.who, bought.day)
    known = last >= first
    end = int(bought.day.max()) if bought.day.size else 0
    since = np.where(known, end - np.where(known, first, 0) + 1, 0) / 365.25
    spans = np.where(known, np.where(known, last, 0) - np.where(known, first, 0), 0) / 365.25
    columns = [np.bincount(bought.who, bought.revenue, size), since, spans, known]
    return np.stack(columns, axis=1).astype(float)


def _lifetime(sums: NDArray[np.float64], told: Told) -> NDArray[np.float64]:
    """Return the lifetime value for rows of sums."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if told.formula == "margin":
            m, r, i = sums[:, 0] / sums[:, 1], sums[:, 3] / sums[:, 2], told.rate
            return np.asarray(m * (1 + i if told.immediate else r) / (1 + i - r))
        years = sums[:, 2] / sums[:, 3] if told.years is None else told.years
        return np.asarray(sums[:, 0] / sums[:, 1] * years - told.costs)


def _resampled(table: NDArray[np.float64], told: Told) -> NDArray[np.float64]:
    """Return the sums of samples of as many customers, drawn with replacement (Efron 1979)."""
    random = np.random.default_rng(told.seed)
    found, at_once = [], max(1, _AT_ONCE // len(table))
    for begin in range(0, told.resamples, at_once):
        count = min(at_once, told.resamples - begin)
        places = random.integers(0, len(table), (count, len(table)))
        found.append(np.stack([column[places].sum(axis=1) for column in table.T], axis=1))
    return np.concatenate(found)


def _parts(sums: NDArray[np.float64], told: Told) -> tuple[tuple[str, float], ...]:
    if told.formula == "margin":
        values = {"margin": sums[0] / sums[1], "retention": sums[3] / sums[2], "discount": told.rate}
    else:
        years = sums[2] / sums[3] if told.years is None else told.years
        values = {"revenue_a_year": sums[0] / sums[1], "years": years, "costs": told.costs}
    return tuple((name, float(number)) for name, number in values.items())


def check(amount: Amount, told: Told) -> float:
    """Return the value again from its parts by the pure formula, for tests and for the curious."""
    parts = dict(amount.parts)
    if told.formula == "margin":
        found = (parts["margin"], parts["retention"], parts["discount"])
        return business.clv_margin(*found, immediate=told.immediate)
    return business.clv_simple(parts["revenue_a_year"], parts["years"], parts["costs"])
