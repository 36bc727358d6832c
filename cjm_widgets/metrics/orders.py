"""What customers paid and cost: read and checked, with retention and lifetime value; knows no map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics import business as formulas
from cjm_widgets.metrics import lifetime, retention
from cjm_widgets.metrics.bought import NOTHING, bought_of, by_name, joined
from cjm_widgets.metrics.carriers import light, selected
from cjm_widgets.metrics.columns import Coded, Left, excluded_frame, label_text
from cjm_widgets.metrics.fingerprints import Digest, digest
from cjm_widgets.metrics.periods import check_period
from cjm_widgets.metrics.times import Reading

FORMULAS = ("margin", "simple")


class Business:
    """What customers bought and what serving them costs: money for a journey, and numbers of its own.

    ``journey.bind(events, business=cjm.Business(orders, …))`` gives every stage ``revenue_at_stake`` and,
    with `costs`, ``cost_to_serve``; :meth:`retention`, :meth:`crr` and :meth:`clv` need no journey.

    Parameters
    ----------
    df : data frame, optional
        One row a purchase, of any library an event log takes; left out where only `costs` count. From Dask
        and Spark come the sums of each customer and day, counted where the rows lie.
    customer, time, revenue : str
        Columns of who, when and how much. Customers are those of the event logs.
    cost : str, optional
        Column of what the purchase cost; the margin is revenue less cost.
    margin : float
        Share of the revenue that is margin, where there is no `cost`; from 0 to 1.
    segment : str, optional
        Column of the customer's segment (of several, that of the first row; on Dask and Spark of the first
        day).
    costs : mapping of str to float, optional
        Event → what one of it costs, for ``cost_to_serve``.
    currency : str
        What sums are called in.
    name : str
        What the source is called.
    tz, time_format, time_unit, day_first
        How times are written; see :class:`Reading`.

    Raises
    ------
    BadInput
        A column that is missing or of a wrong type, a cost that is no number.
    """

    kind = "business"

    def __init__(
        self,
        df: Any = None,
        customer: str = "customer",
        time: str = "time",
        revenue: str = "revenue",
        *,
        cost: str | None = None,
        margin: float = 1.0,
        segment: str | None = None,
        costs: Mapping[str, float] | None = None,
        currency: str = "",
        name: str = "business",
        tz: str = "UTC",
        time_format: str | None = None,
        time_unit: str | None = None,
        day_first: bool | None = None,
    ) -> None:
        if isinstance(margin, bool) or not 0 <= margin <= 1:
            raise BadInput("This is no share.", where="margin", value=margin, expected="0 to 1")
        self.name, self.currency, self.margin = name, currency, float(margin)
        self.costs = _costs(costs)
        self.customers = Coded(np.empty(0, np.int32), ())
        self.segments: Coded | None = None
        self.left: tuple[Left, ...] = ()
        self.purchases, self.rows = NOTHING, 0
        self.columns: dict[str, str] = {}
        if df is None and not self.costs:
            raise BadInput("There is nothing to count.", expected="a frame of purchases, or costs={…}")
        if df is not None:
            wanted = {
                "customer": customer,
                "time": time,
                "revenue": revenue,
                "cost": cost,
                "segment": segment,
            }
            self.columns = {key: column for key, column in wanted.items() if column is not None}
            self._read(df, Reading(tz, time_format, time_unit, day_first))

    def _read(self, df: Any, reading: Reading) -> None:
        carrier: Any = selected(df, self.columns, "The business")
        read = partial(bought_of, self.columns, self.margin, reading)
        # What comes from a cluster is one row a customer and day, in no order.
        found = joined(carrier.scanned(read)) if carrier.spread else by_name(read(light(carrier)))
        self.rows, self.left, self.purchases = found.rows, found.left, found.purchases
        self.customers = Coded(np.empty(0, np.int32), found.customers)
        self.segments = Coded(np.empty(0, np.int32), found.segments) if "segment" in self.columns else None

    @property
    def excluded(self) -> pd.DataFrame:
        """Which purchases do not count: reason, column, rows."""
        return excluded_frame(self.left)

    @cached_property
    def digest(self) -> Digest:
        """What a fingerprint of the purchases is made of."""
        bought = self.purchases
        parts: list[Any] = [Coded(bought.who.astype(np.int32), self.customers.labels), bought.day]
        columns = [f"{name}={column}" for name, column in self.columns.items()]
        return digest(columns, len(bought.who), [*parts, bought.revenue, bought.margin, bought.segment])

    @cached_property
    def revenue_of(self) -> dict[str, float]:
        """Customer → revenue of all purchases that count."""
        total = np.bincount(self.purchases.who, self.purchases.revenue, len(self.customers.labels))
        return dict(zip(self.customers.labels, total.tolist(), strict=True))

    # -- retention and lifetime value -------------------------------------------------------------------

    def retention(self, period: str = "month") -> pd.DataFrame:
        """Return how many of those who bought first in one period bought again in each later one.

        Parameters
        ----------
        period : str
            ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.

        Returns
        -------
        pandas.DataFrame
            Columns cohort and period (their first days), age (periods since), n (customers of the cohort),
            kept, value, low, high (Wilson), state, complete (whether the data cover the whole period).
        """
        check_period(period)
        return retention.table(self.purchases, period)

    def crr(self, period: str = "quarter", by: str | None = None) -> pd.DataFrame:
        """Return the customer retention rate: active in both periods / active in the first.

        Parameters
        ----------
        period : str
            Its length.
        by : str, optional
            ``"cohort"`` (the period of the first purchase) or ``"segment"``.

        Returns
        -------
        pandas.DataFrame
            Columns period, group (None without `by`), start, end, new, value, low, high (Wilson), n, state; a
            period that the data do not cover whole is left out.
        """
        check_period(period)
        return retention.rates(self.purchases, period, _check_by(by, self), self._names())

    def clv(
        self,
        formula: str = "margin",
        *,
        by: str | None = None,
        period: str = "quarter",
        discount: float = 0.1,
        immediate: bool = False,
        years: float | None = None,
        costs: float = 0.0,
        resamples: int = 1000,
        seed: int = 0,
    ) -> Any:
        """Return the lifetime value of a customer, with a seeded bootstrap interval over customers.

        Parameters
        ----------
        formula : str
            ``"margin"``: :func:`business.clv_margin` with the mean margin of an active customer a period and
            the retention of all complete periods. ``"simple"``: :func:`business.clv_simple` with the revenue
            a year since the first purchase.
        by : str, optional
            ``"cohort"`` (by `period` of the first purchase) or ``"segment"``.
        period : str
            ``"month"``, ``"quarter"`` or ``"year"``.
        discount : float
            A year; brought to the period by (1 + i)^(1/periods) - 1.
        immediate : bool
            Whether the first margin comes at once.
        years : float, optional
            Of relation, for the simple formula; the mean time from first to last purchase when left out.
        costs : float
            Of winning and keeping a customer, for the simple formula.
        resamples, seed : int
            Of the bootstrap.

        Returns
        -------
        Amount, or dict of group → Amount
        """
        if formula not in FORMULAS:
            raise BadInput(
                "There is no such formula.", where="formula", value=formula, expected=" or ".join(FORMULAS),
                hint=did_you_mean(str(formula), FORMULAS),
            )  # fmt: skip
        if period not in lifetime.A_YEAR:
            raise BadInput(
                "A lifetime is counted in months, quarters or years.", where="period", value=period,
                expected=", ".join(lifetime.A_YEAR),
            )  # fmt: skip
        told = lifetime.Told(
            formula, period, discount, immediate, years, costs, resamples, seed, self.currency
        )
        groups = retention.groups(self.purchases, period, _check_by(by, self))
        if by is None:
            return lifetime.value(self.purchases, told, groups, 0)
        names = retention.group_names(self.purchases, period, by, self._names())
        return {name: lifetime.value(self.purchases, told, groups, code) for code, name in names.items()}

    def savings(
        self,
        event: str,
        volume: float,
        before: tuple[int, int],
        after: tuple[int, int],
        *,
        one_off: float = 0.0,
    ) -> Any:
        """Return what a change saves that makes a costly event rarer.

        Parameters
        ----------
        event : str
            One whose cost is declared in `costs`.
        volume : float
            Cases the share is of, for instance customers a year.
        before, after : tuple of int
            (cases with the event, of how many), measured before and after the change.
        one_off : float
            What the change costs once.

        Returns
        -------
        Amount
            volume × cost × (share before - share after) - one_off, with Newcombe's interval; n is the smaller
            of both groups.

        Raises
        ------
        NotFound
            An event without a declared cost; the nearest one is named.
        BadInput
            Counts that make no share.
        """
        if event not in self.costs:
            raise NotFound(
                f'No cost is declared for "{event}".', where="event",
                expected="one of " + ", ".join(self.costs) if self.costs else "Business(costs={…})",
                hint=did_you_mean(str(event), self.costs),
            )  # fmt: skip
        return formulas.savings(
            volume, self.costs[event], before, after, one_off=one_off, currency=self.currency
        )

    def _names(self) -> tuple[str, ...]:
        return self.segments.labels if self.segments else ()

    def __len__(self) -> int:
        return self.rows

    def __repr__(self) -> str:
        return f"<Business {self.name!r}: {self.rows} purchases of {len(self.customers.labels)} customers>"


def check_business(business: Any) -> Business | None:
    """Refuse what is no :class:`Business`."""
    if business is not None and not isinstance(business, Business):
        raise BadInput(
            "This is no business.", where="business", value=type(business).__name__,
            expected="cjm.Business(df, …)",
        )  # fmt: skip
    return business


def _check_by(by: str | None, business: Business) -> str | None:
    if by not in (None, "cohort", "segment"):
        raise BadInput(
            'Money is split by "cohort" or "segment".', where="by", value=by, expected='"cohort" or "segment"'
        )
    if by == "segment" and business.segments is None:
        raise BadInput("No segment was declared.", where="by", expected='Business(df, segment="…")')
    return by


def _costs(costs: Any) -> dict[str, float]:
    """Return event → cost, checked."""
    if costs is None:
        return {}
    if not isinstance(costs, Mapping):
        raise BadInput("Costs are a mapping.", where="costs", value=costs, expected='{"call": 6.5}')
    found: dict[str, float] = {}
    for label, cost in costs.items():
        name = label_text(label)
        number = isinstance(cost, int | float | np.number) and not isinstance(cost, bool)
        if name is None or not number or not np.isfinite(cost):
            raise BadInput("This is no cost.", where=f"costs[{label!r}]", value=cost, expected="a number")
        found[name] = float(cost)
    return found
