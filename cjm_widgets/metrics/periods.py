"""Days, weeks, months, quarters and years of days counted since 1970; knows no data and no metric."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.metrics.survey import NO_DAY
from cjm_widgets.metrics.tally import Ints

PERIODS = ("day", "week", "month", "quarter", "year")


def check_period(period: str) -> None:
    """Refuse what is no period; the nearest one is named."""
    if period not in PERIODS:
        raise BadInput(
            "There is no such period.", where="period", value=period, expected=", ".join(PERIODS),
            hint=did_you_mean(str(period), PERIODS),
        )  # fmt: skip


def date(start: int) -> Any:
    """Return the first day of a period as a time of numpy."""
    return np.datetime64(int(start), "D").astype("datetime64[us]")


def period_start(days: Ints, period: str) -> NDArray[np.int64]:
    """Return the first day of the period of each day, in days since 1970; weeks begin on Monday."""
    days = np.where(days == NO_DAY, 0, days)
    if period == "day":
        return days
    if period == "week":
        return (days + 3) // 7 * 7 - 3
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    length = {"month": 1, "quarter": 3, "year": 12}[period]
    return np.asarray(
        (months // length * length).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    )
