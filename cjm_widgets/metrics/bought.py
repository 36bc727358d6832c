"""Purchases as they are read, in one piece or in parts on many machines; knows no map, no formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.columns import Left, coded, numbers_of
from cjm_widgets.metrics.tally import Ints
from cjm_widgets.metrics.times import Reading, local_days, read_times

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Purchases:
    """The purchases that count: who (a code), on which day (since 1970), for how much, with what margin."""

    who: Ints
    day: Ints
    revenue: NDArray[np.float64]
    margin: NDArray[np.float64]
    segment: Ints


_NONE, _NO_MONEY = np.empty(0, np.int64), np.empty(0)
NOTHING = Purchases(_NONE, _NONE, _NO_MONEY, _NO_MONEY, _NONE)


@dataclass(frozen=True, slots=True)
class Bought:
    """Purchases with the labels of their codes, how many rows were read, and what does not count."""

    rows: int
    left: tuple[Left, ...]
    purchases: Purchases
    customers: tuple[str, ...]
    segments: tuple[str, ...]


def bought_of(columns: Mapping[str, str], margin: float, reading: Reading, frame: pd.DataFrame) -> Bought:
    """Read purchases.

    Parameters
    ----------
    columns : mapping of str to str
        ``customer``, ``time``, ``revenue``, and where declared ``cost`` and ``segment`` → column.
    margin : float
        Share of the revenue that is margin, where there is no cost.
    reading : Reading
        How times are written.
    frame : pandas.DataFrame
        The rows.
    """
    customers = coded(frame[columns["customer"]])
    segments = coded(frame[columns["segment"]]) if "segment" in columns else None
    times = read_times(frame[columns["time"]], reading)
    paid = numbers_of(frame[columns["revenue"]])
    spent = numbers_of(frame[columns["cost"]]) if "cost" in columns else paid * (1 - margin)
    reasons = [
        ("missing_customer", columns["customer"], customers.codes < 0),
        ("missing_time", columns["time"], times.missing),
        ("bad_time", columns["time"], times.bad),
        ("bad_amount", columns["revenue"], ~np.isfinite(paid)),
        ("bad_amount", columns.get("cost", ""), ~np.isfinite(spent)),
    ]
    usable, left = np.ones(len(frame), bool), []
    for reason, column, mask in reasons:
        left.append(Left(reason, column, int((mask & usable).sum())))
        usable = usable & ~mask
    segment = np.full(len(frame), -1) if segments is None else segments.codes
    days = local_days(times.us, reading.tz).astype(np.int64)
    purchases = Purchases(
        customers.codes[usable].astype(np.int64), days[usable], paid[usable], (paid - spent)[usable],
        segment[usable].astype(np.int64),
    )  # fmt: skip
    kept = tuple(item for item in left if item.rows)
    return Bought(len(frame), kept, purchases, customers.labels, segments.labels if segments else ())


def by_name(part: Bought) -> Bought:
    """Return the same with customers coded in the order of their names, so that no order of rows matters."""
    customers = sorted(part.customers)
    bought = _recoded(part, customers, part.segments)
    return replace(part, purchases=bought, customers=tuple(customers))


def joined(parts: Sequence[Bought]) -> Bought:
    """Return parts as one, one row a customer and day; whichever way the rows were dealt out, it is the same.

    A customer's segment is that of the first day; of several on that day the first by name.
    """
    customers = sorted({label for part in parts for label in part.customers})
    segments = sorted({label for part in parts for label in part.segments})
    left: dict[tuple[str, str], int] = {}
    for part in parts:
        for reason, column, rows in part.left:
            left[reason, column] = left.get((reason, column), 0) + rows
    whole = [_recoded(part, customers, segments) for part in parts] or [NOTHING]
    names = ("who", "day", "segment", "revenue", "margin")
    who, day, segment, revenue, margin = (np.concatenate([getattr(p, name) for p in whole]) for name in names)
    # Sums of floats hang on their order: the amounts of a day are added in the order of their size.
    order = np.lexsort((margin, revenue, np.where(segment < 0, len(segments), segment), day, who))
    who, day, segment, revenue, margin = (each[order] for each in (who, day, segment, revenue, margin))
    purchases = NOTHING
    if len(who):
        starts = np.flatnonzero(np.append(True, (who[1:] != who[:-1]) | (day[1:] != day[:-1])))
        paid, kept = (np.add.reduceat(each, starts) for each in (revenue, margin))
        purchases = Purchases(who[starts], day[starts], paid, kept, segment[starts])
    told = tuple(Left(*key, rows) for key, rows in left.items())
    return Bought(sum(part.rows for part in parts), told, purchases, tuple(customers), tuple(segments))


def _recoded(part: Bought, customers: Sequence[str], segments: Sequence[str]) -> Purchases:
    """Return purchases with the codes that all parts share."""
    bought = part.purchases
    who, segment = (
        np.array([*map({label: code for code, label in enumerate(known)}.__getitem__, labels), -1], np.int64)
        for known, labels in ((customers, part.customers), (segments, part.segments))
    )
    return Purchases(who[bought.who], bought.day, bought.revenue, bought.margin, segment[bought.segment])
