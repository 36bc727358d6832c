"""Numbers and dates as people of each language write them; knows no charts."""

from __future__ import annotations

import math
from typing import Any

MINUS = "\u2212"


def percent(value: float | None, locale: str) -> str:
    """Return a share from 0 to 1 as whole percent, or a dash where there is none."""
    from babel.numbers import format_percent

    return "–" if _missing(value) else str(format_percent(value, "#,##0 %" if locale == "fr" else "#,##0%", locale=locale))


def whole(value: float | None, locale: str) -> str:
    """Return a whole number with its groups, a real minus sign, or a dash."""
    from babel.numbers import format_decimal

    return "–" if _missing(value) else str(format_decimal(round(float(value or 0)), "#,##0", locale=locale)).replace("-", MINUS)


def metric_value(metric: str, value: float | None, locale: str) -> str:
    """Return a value of `metric`: a score for NPS, percent for shares."""
    return whole(value, locale) if metric == "nps" else percent(value, locale)


def day(value: Any, locale: str) -> str:
    """Return a date in the short form of the language."""
    from babel.dates import format_date

    return str(format_date(value, "medium", locale=locale))


def _missing(value: float | None) -> bool:
    return value is None or math.isnan(float(value))
