"""What customers are worth: retention, lifetime value, revenue at stake, cost, savings; knows no frames."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import intervals, kpi, versus
from cjm_widgets.metrics.kpi import Value


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money with what it rests on.

    Attributes
    ----------
    value : float or None
        The sum, in the currency of the data.
    low, high : float or None
        Its 95 % interval, where there is one.
    n : int
        How many customers or cases it rests on.
    formula : str
        Name and version of the formula; :meth:`text` says it.
    currency : str
        As declared.
    parts : tuple of (str, float)
        What went into the formula.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    formula: str
    currency: str = ""
    parts: tuple[tuple[str, float], ...] = ()

    def text(self, locale: str = "en") -> str:
        """Return the formula in a sentence of a language."""
        from cjm_widgets.locale import text

        return text(f"metrics.formula_{self.formula.split()[0]}", locale)


def crr(start: int, end: int, new: int) -> Value:
    """Return the customer retention rate of a period, with its Wilson interval.

    Parameters
    ----------
    start, end : int
        Customers at the start and at the end of the period.
    new : int
        Customers at the end who were not there at the start.

    Returns
    -------
    Value
        (end - new) / start.

    Raises
    ------
    BadInput
        Counts that cannot be: more kept than there were.
    """
    if min(start, end, new) < 0 or new > end or end - new > start:
        raise BadInput(
            "These counts make no retention.", value=(start, end, new), expected="0 <= end - new <= start"
        )
    return kpi.share(end - new, start)


def clv_simple(revenue_a_year: float, years: float, costs: float = 0.0) -> float:
    """Return the simple lifetime value: revenue a year × years of relation - costs."""
    return _finite(revenue_a_year, "revenue_a_year") * _finite(years, "years", low=0) - _finite(
        costs, "costs"
    )


def clv_margin(margin: float, retention: float, discount: float, *, immediate: bool = False) -> float:
    """Return the margin-based lifetime value of a customer who never ends but by leaving.

    Parameters
    ----------
    margin : float
        m, a period.
    retention : float
        r, the share that stays from period to period, from 0 to 1.
    discount : float
        i, a period, from 0; with r = 1 it must be over 0.
    immediate : bool
        Whether the first margin comes at once, and not at the end of the first period.

    Returns
    -------
    float
        m·r / (1 + i - r), or m·(1 + i) / (1 + i - r) when immediate.

    Notes
    -----
    Gupta and Lehmann 2003 (Journal of Interactive Marketing 17), constant margin and retention.
    """
    m, r, i = (
        _finite(margin, "margin"),
        _finite(retention, "retention", 0, 1),
        _finite(discount, "discount", 0),
    )
    if r >= 1 + i:
        raise BadInput("Without discount, full retention has no end.", where="discount", value=discount)
    return m * (1 + i if immediate else r) / (1 + i - r)


def revenue_at_stake(lost: int, went_on: int, total: float, squares: float) -> Value:
    """Return what is at stake at a stage: customers lost × mean revenue of those who went on.

    Parameters
    ----------
    lost : int
        Customers who did not go on to the next stage.
    went_on : int
        Customers who did; n.
    total, squares : float
        The sum and the sum of squares of their revenue.

    Returns
    -------
    Value
        Unit ``"money"``; the interval is that of the mean (Student t) times the customers lost, who are
        counted, not estimated. An upper bound of what could be won: who was lost may be worth less.
    """
    return _times(_mean(went_on, total, squares), lost)


def cost_to_serve(customers: int, total: float, squares: float) -> Value:
    """Return the mean cost of a customer in a stage, with its t interval, unit ``"money"``."""
    return _mean(customers, total, squares)


def savings(
    volume: float,
    cost_each: float,
    before: tuple[int, int],
    after: tuple[int, int],
    *,
    one_off: float = 0.0,
    currency: str = "",
) -> Amount:
    """Return what a change saves: volume × cost × the fall of a share, less what the change costs once.

    Parameters
    ----------
    volume : float
        Cases the share is of, for instance customers a year.
    cost_each : float
        What one such case costs, for instance a call.
    before, after : tuple of int
        (cases, of how many), measured before and after the change.
    one_off : float
        What the change costs once.
    currency : str
        What the sum is called in.

    Returns
    -------
    Amount
        With Newcombe's interval of the difference; n is the smaller of both groups.
    """
    for name, (x, n) in (("before", before), ("after", after)):
        if not 0 <= x <= n or n == 0:
            raise BadInput(
                "These counts make no share.", where=name, value=(x, n), expected="0 <= cases <= of"
            )
    factor = _finite(volume, "volume", 0) * _finite(cost_each, "cost_each", 0)
    found = versus.shares(*before, *after)
    low, high = (found.low or 0.0) * factor - one_off, (found.high or 0.0) * factor - one_off
    parts = (("volume", float(volume)), ("cost_each", float(cost_each)), ("fall", found.value))
    value = found.value * factor - _finite(one_off, "one_off")
    return Amount(value, low, high, min(before[1], after[1]), "savings v1", currency, parts)


def _mean(n: int, total: float, squares: float) -> Value:
    """Return a mean of money from its sums."""
    if n == 0:
        return kpi.nothing("money")
    centre = total / n
    spread = max(0.0, squares - n * centre * centre) / (n - 1) if n > 1 else 0.0
    low, high = intervals.student_t(centre, spread, n) or (None, None)
    return Value(centre, low, high, n, "money", "ok" if n >= kpi.MIN_N else "too_few")


def _times(value: Value, factor: int) -> Value:
    low, high = (None if end is None else end * factor for end in (value.low, value.high))
    scaled = None if value.value is None else value.value * factor
    return Value(scaled, low, high, value.n, value.unit, value.state)


def _finite(value: Any, where: str, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a number within bounds."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not low <= value <= high:
        raise BadInput("This cannot be.", where=where, value=value, expected=f"a number from {low} to {high}")
    return float(value)
