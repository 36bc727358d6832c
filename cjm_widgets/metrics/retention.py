"""Who came again, by period and cohort, from days of purchases; knows no frames of the user and no money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cjm_widgets.metrics import business, kpi
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.periods import date, period_start
from cjm_widgets.metrics.tally import Ints

if TYPE_CHECKING:
    from cjm_widgets.metrics.bought import Purchases

_DATE, _NUMBER, _COUNT = "datetime64[us]", "float64", "int64"
TABLE = {
    "cohort": _DATE, "period": _DATE, "age": _COUNT, "n": _COUNT, "kept": _COUNT, "value": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "state": object, "complete": bool,
}  # fmt: skip
RATES = {
    "period": _DATE, "group": object, "start": _COUNT, "end": _COUNT, "new": _COUNT, "value": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "n": _COUNT, "state": object,
}  # fmt: skip


def steps(days: Ints, period: str) -> Ints:
    """Return the number of the period of each day, consecutive from any start."""
    starts = period_start(days, period)
    if period in ("day", "week"):
        return np.asarray(starts // {"day": 1, "week": 7}[period], np.int64)
    months = starts.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months // {"month": 1, "quarter": 3, "year": 12}[period], np.int64)


def start_of(step: int, period: str) -> int:
    """Return the first day of a period by its number."""
    if period in ("day", "week"):
        # weeks begin on Monday: the one of step 0 began on 29 December 1969
        return int(step) if period == "day" else int(period_start(np.array([step * 7 + 3]), "week")[0])
    months = int(step) * {"month": 1, "quarter": 3, "year": 12}[period]
    return int(np.datetime64(months, "M").astype("datetime64[D]").astype(np.int64))


def active(bought: Purchases, period: str) -> tuple[Ints, Ints]:
    """Return who was active in which period: distinct pairs of customer and period, sorted."""
    step = steps(bought.day, period)
    if step.size == 0:
        return step, step
    base = int(step.min())
    width = int(step.max()) - base + 1
    pairs = np.unique(bought.who * width + (step - base))
    return pairs // width, pairs % width + base


def firsts(who: Ints, step: Ints) -> Ints:
    """Return of sorted pairs each customer's first period, by code; far away for codes without any."""
    found = np.full(int(who.max()) + 1 if who.size else 0, np.iinfo(np.int64).max)
    found[who[::-1]] = step[::-1]
    return found


def last_complete(bought: Purchases, period: str) -> int:
    """Return the last period that the data cover whole."""
    end = int(bought.day.max())
    step = int(steps(np.array([end]), period)[0])
    return step if start_of(step + 1, period) == end + 1 else step - 1


def table(bought: Purchases, period: str) -> pd.DataFrame:
    """Return retention by cohort and period; see :meth:`Business.retention`."""
    who, step = active(bought, period)
    if who.size == 0:
        return frame_of([], TABLE)
    first = firsts(who, step)
    whole, end = last_complete(bought, period), int(step.max())
    counts: dict[tuple[int, int], int] = {}
    pairs, many = np.unique(np.stack([first[who], step]), axis=1, return_counts=True)
    for cohort, at, count in zip(pairs[0].tolist(), pairs[1].tolist(), many.tolist(), strict=True):
        counts[cohort, at] = count
    rows: list[tuple[Any, ...]] = []
    for cohort in sorted({cohort for cohort, _ in counts}):
        size = counts[cohort, cohort]
        for at in range(cohort, end + 1):
            kept = counts.get((cohort, at), 0)
            found = kpi.share(kept, size)
            days = (date(start_of(cohort, period)), date(start_of(at, period)))
            ends = (found.value, found.low, found.high, found.state, at <= whole)
            rows.append((*days, at - cohort, size, kept, *ends))
    return frame_of(rows, TABLE)


def groups(bought: Purchases, period: str, by: str | None) -> Ints:
    """Return the group of each customer by code; -1 for those in none."""
    size = int(bought.who.max()) + 1 if bought.who.size else 0
    if by is None:
        return np.zeros(size, np.int64)
    found = np.full(size, -1, np.int64)
    if by == "cohort":
        who, step = active(bought, period)
        first = firsts(who, step)
        known = first < np.iinfo(np.int64).max
        found[known] = first[known]
        return found - (int(found[known].min()) if known.any() else 0) * known
    known = bought.segment >= 0
    found[bought.who[known][::-1]] = bought.segment[known][::-1]
    return found


def group_names(bought: Purchases, period: str, by: str, names: tuple[str, ...]) -> dict[int, Any]:
    """Return code → name of the groups: the first day of a cohort, or the segment."""
    if by == "segment":
        return {code: names[code] for code in sorted(range(len(names)), key=lambda code: names[code])}
    who, step = active(bought, period)
    if who.size == 0:
        return {}
    found = np.unique(firsts(who, step)[np.unique(who)])
    return {int(s - found[0]): pd.Timestamp(date(start_of(int(s), period))) for s in found.tolist()}


def rates(bought: Purchases, period: str, by: str | None, names: tuple[str, ...]) -> pd.DataFrame:
    """Return retention from period to period; see :meth:`Business.crr`."""
    who, step = active(bought, period)
    if who.size == 0:
        return frame_of([], RATES)
    group, whole = groups(bought, period, by), last_complete(bought, period)
    called = {0: None} if by is None else group_names(bought, period, by, names)
    rows: list[tuple[Any, ...]] = []
    for code, name in called.items():
        mine = group[who] == code
        sets = {at: set(who[mine & (step == at)].tolist()) for at in range(int(step.min()), whole + 1)}
        for at in list(sets)[1:]:
            before, now = sets[at - 1], sets[at]
            if not before:
                continue
            found = business.crr(len(before), len(now), len(now - before))
            told = (found.value, found.low, found.high, found.n, found.state)
            counts = (len(before), len(now), len(now - before))
            rows.append((date(start_of(at, period)), name, *counts, *told))
    return frame_of(rows, RATES)
