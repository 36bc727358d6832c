"""Places and words of the ticks of an axis, in the language of the reader; knows no plots."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache

from cjm_widgets.metrics.cells import UNITS
from cjm_widgets.render.charts.plot import Ticks
from cjm_widgets.render.format import metric_value

_MOST = 7


def nice(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return round numbers that span `low` to `high`, at most about `most` steps apart."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        low, span = low - 0.5, 1.0
        high = low + span
    raw = span / most
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(at * step, 10) for at in range(first, last + 1))


_SCALES = {"nps": (-100.0, 100.0)}


def metric_ticks(shown: Sequence[float], metric: str, locale: str) -> Ticks:
    """Return ticks around values of a metric, never outside of its scale."""
    unit = UNITS.get(metric, "score")
    around = (min(shown, default=0.0) - 1, max(shown, default=1.0) + 1)
    least, most = (0.0, 1.0) if unit == "share" else _SCALES.get(metric, around)
    low, high = max(least, min(shown, default=least)), min(most, max(shown, default=most))
    if high - low < (most - least) / 20:
        low, high = max(least, low - (most - least) / 20), min(most, high + (most - least) / 20)
    return tuple((at, metric_value(at, unit, locale, metric)) for at in nice(low, high))


def day_number(day: dt.date) -> float:
    """Return a date as days since 1970: the same day in every time zone of a reader."""
    return float(day.toordinal() - _EPOCH)


def date_ticks(days: Sequence[dt.date], locale: str) -> Ticks:
    """Return ticks for the dates on an axis: months where it is long, else some of the dates themselves."""
    if not days:
        return ()
    if (days[-1] - days[0]).days > 75:
        return _month_ticks(days[0], days[-1], locale)
    step = math.ceil(len(days) / _MOST)
    return tuple((day_number(day), _words(day, "dMMM", locale)) for day in days[::step])


def _month_ticks(first: dt.date, last: dt.date, locale: str) -> Ticks:
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    months = range(start, last.year * 12 + last.month)
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) / s <= _MOST)
    found: list[tuple[float, str]] = []
    for month in months[::step]:
        day = dt.date(month // 12, month % 12 + 1, 1)
        new_year = not found or day.month <= step
        found.append((day_number(day), _words(day, "yMMM" if new_year else "MMM", locale)))
    return tuple(found)


@lru_cache(maxsize=512)
def _words(day: dt.date, skeleton: str, locale: str) -> str:
    from babel.dates import format_date, format_skeleton

    return str(
        format_date(day, "LLL", locale)
        if skeleton == "MMM"
        else format_skeleton(skeleton, day, locale=locale)
    )


@lru_cache(maxsize=512)
def day_words(day: dt.date, locale: str) -> str:
    """Return a date as it is read in a sentence."""
    from babel.dates import format_date

    return str(format_date(day, "medium", locale=locale))


def key(value: float) -> str:
    """Return a number as the browser writes it: what labels of ticks are looked up by."""
    return repr(int(value)) if value == int(value) else repr(value)


_EPOCH = dt.date(1970, 1, 1).toordinal()
