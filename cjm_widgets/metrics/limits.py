"""Thresholds of a metric: when to warn, when to alert, which way is good, how many answers; knows no data."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.cells import UNITS, Reason, better
from cjm_widgets.metrics.kpi import Value

_WAYS: Mapping[str, Literal["higher", "lower"]] = {"up": "higher", "down": "lower"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of one metric.

    Attributes
    ----------
    warning, alert : float or None
        In the unit of the metric: shares 0 to 1, times in seconds.
    direction : str or None
        ``"up"``: high is good; ``"down"``: low is good; None: as the metric is usually meant.
    floor : int or None
        Under so many answers or cases there is no verdict; None: 30, and none for counts.
    max_age : float or None
        Days after which the newest data are stale.
    """

    warning: float | None = None
    alert: float | None = None
    direction: str | None = None
    floor: int | None = None
    max_age: float | None = None

    def good(self, usual: Literal["higher", "lower"]) -> Literal["higher", "lower"]:
        """Return which way is good."""
        return _WAYS[self.direction] if self.direction else usual

    def too_few(self, value: Value) -> bool:
        """Return whether there is too little for a verdict."""
        return value.state == "too_few" if self.floor is None else 0 < value.n < self.floor

    def crossed(self, value: Value, good: Literal["higher", "lower"]) -> Reason | None:
        """Return which threshold the whole interval lies beyond, the alert before the warning."""
        for name, limit in (("alert", self.alert), ("warning", self.warning)):
            side = None if limit is None else beyond(value, limit, good)
            if side:
                return Reason(f"{side}_{name}")
        return None


def beyond(value: Value, limit: float, good: Literal["higher", "lower"]) -> str | None:
    """Return on which side of a limit the whole interval lies, if that is the bad one.

    ``"below"`` and ``"above"``; ``"value_below"`` and ``"value_above"`` where a number has no interval.
    """
    if value.value is None:
        return None
    low = value.value if value.low is None else value.low
    high = value.value if value.high is None else value.high
    if good == "higher" and high < limit:
        return "below" if value.high is not None else "value_below"
    if good == "lower" and low > limit:
        return "above" if value.low is not None else "value_above"
    return None


NONE = Limits()


def read_limits(thresholds: Any) -> dict[str, Limits | None]:
    """Return metric → limits of a declaration; None takes those of a metric away.

    Raises
    ------
    NotFound
        A metric that there is not; the nearest one is named.
    BadInput
        A key or a value that cannot be; an alert on the good side of the warning.
    """
    if not isinstance(thresholds, Mapping):
        raise BadInput(
            "Thresholds are a mapping.", where="thresholds", value=thresholds,
            expected='{"csat": {"warning": 0.6, "alert": 0.5}}',
        )  # fmt: skip
    found: dict[str, Limits | None] = {}
    for metric, told in thresholds.items():
        if metric not in UNITS:
            raise NotFound(
                f'There is no metric "{metric}".', where="thresholds", expected=", ".join(UNITS),
                hint=did_you_mean(str(metric), UNITS),
            )  # fmt: skip
        found[metric] = None if told is None else _limits(metric, told)
    return found


def _limits(metric: str, told: Any) -> Limits:
    where = f"thresholds[{metric!r}]"
    names = Limits.__slots__
    if isinstance(told, Limits):
        return told
    if not isinstance(told, Mapping):
        raise BadInput("This is no threshold.", where=where, value=told, expected=", ".join(names))
    for name, value in told.items():
        if name not in names:
            raise BadInput(
                f'A threshold has no "{name}".', where=where, expected=", ".join(names),
                hint=did_you_mean(str(name), names),
            )  # fmt: skip
        if value is not None:
            _check(metric, name, value, f"{where}[{name!r}]")
    made = Limits(**told)
    if made.warning is None or made.alert is None or made.warning == made.alert:
        return made
    if (made.alert > made.warning) is (made.good(better(metric)) == "higher"):
        raise BadInput(
            "The alert lies on the good side of the warning.", where=where,
            value=(made.warning, made.alert), hint="Exchange them, or declare the direction.",
        )  # fmt: skip
    return made


def _check(metric: str, name: str, value: Any, where: str) -> None:
    if name == "direction":
        if value not in _WAYS:
            raise BadInput("This is no direction.", where=where, value=value, expected='"up" or "down"')
        return
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if name == "floor" and not (number and value >= 1 and value == int(value)):
        raise BadInput("This is no number of answers.", where=where, value=value, expected="1 or more")
    if name == "max_age" and not (number and value > 0):
        raise BadInput("This is no number of days.", where=where, value=value, expected="over 0")
    if name in ("warning", "alert"):
        share = UNITS[metric] == "share"
        if not number or (share and not 0 <= value <= 1):
            expected = "a share from 0 to 1" if share else "a number"
            raise BadInput("This is no threshold.", where=where, value=value, expected=expected)


def stale(limits: Limits, newest: int | None, today: int) -> Reason | None:
    """Return why data are too old: days since 1970 of the newest and of today."""
    if limits.max_age is None or newest is None or today - newest <= limits.max_age:
        return None
    return Reason("too_old", (("count", today - newest),))


def day_of(as_of: Any) -> int:
    """Return a date, a time or a text as days since 1970; today (UTC) for None."""
    import pandas as pd

    if as_of is None:
        return (dt.datetime.now(dt.UTC).date() - dt.date(1970, 1, 1)).days
    try:
        return (pd.Timestamp(as_of).date() - dt.date(1970, 1, 1)).days
    except (ValueError, TypeError) as error:
        raise BadInput("This is no date.", where="as_of", value=as_of, expected='"2026-03-31"') from error
