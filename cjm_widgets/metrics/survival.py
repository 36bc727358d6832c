"""Quantiles of durations of which some are only known to be longer; knows bins and counts, no stages."""

from __future__ import annotations

import math

import numpy as np

from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.histogram import middle
from cjm_widgets.metrics.intervals import Z
from cjm_widgets.metrics.tally import Ints


def quantile(bins: Ints, ended: Ints, cut: Ints, share: float) -> kpi.Value:
    """Return a quantile of durations in seconds, with an interval, where some are censored.

    Parameters
    ----------
    bins : array of int
        Sorted bins of :mod:`histogram`.
    ended, cut : array of int
        How many durations of each bin came to their end, and how many were still going on.
    share : float
        0.5 for the median.

    Returns
    -------
    Value
        The first duration by which the share had ended; None where so many never did in the data. n counts
        both kinds.

    Notes
    -----
    Product-limit estimate (Kaplan and Meier 1958, JASA 53); what is censored in a bin was at risk in it.
    Interval: the durations whose log(-log) interval of the curve, with Greenwood's variance, holds 1 - share
    (Brookmeyer and Crowley 1982, Biometrics 38; Kalbfleisch and Prentice 1980). An end that the curve never
    reaches is None.
    """
    n = int(ended.sum() + cut.sum())
    if n == 0:
        return kpi.nothing("seconds")
    risk = n - np.concatenate(([0], np.cumsum(ended + cut)[:-1]))
    alive = np.cumprod(1 - ended / risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(ended / (risk * (risk - ended)))) / np.abs(np.log(alive))
        lower, upper = alive ** np.exp(Z * spread), alive ** np.exp(-Z * spread)
    certain = (alive == 0) | (alive == 1)
    lower, upper = np.where(certain, alive, lower), np.where(certain, alive, upper)
    value, low, high = (_first(bins, curve, 1 - share) for curve in (alive, lower, upper))
    if value is None:
        return kpi.Value(None, low, None, n, "seconds", "no_source")
    return kpi.Value(value, low, high, n, "seconds", kpi.seconds(value, low, high, n).state)


def _first(bins: Ints, curve: np.ndarray[tuple[int], np.dtype[np.float64]], level: float) -> float | None:
    """Return the duration at which a falling curve first is at a level, within rounding."""
    below = np.flatnonzero(curve <= level + 1e-12)
    found = float(middle(bins[below[:1]])[0]) if below.size else None
    return found if found is None or math.isfinite(found) else None
