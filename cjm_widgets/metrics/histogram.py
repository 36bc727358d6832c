"""Durations in 64 bins an octave: a sketch that adds up, with a relative error under 1 %; knows no stages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.intervals import quantile_ranks
from cjm_widgets.metrics.tally import Ints

AN_OCTAVE = 64
_LOWEST = -10  # a millisecond: 2**-10 s
_HIGHEST = 36  # two thousand years
BINS = (_HIGHEST - _LOWEST) * AN_OCTAVE + 1
"""Bin 0 holds what is under a millisecond, zero included."""


def bin_of(us: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bin of each duration, given in microseconds, from 0."""
    seconds = us / 1e6
    with np.errstate(divide="ignore"):
        place = np.floor((np.log2(seconds) - _LOWEST) * AN_OCTAVE) + 1
    return np.asarray(np.clip(np.nan_to_num(place, neginf=0.0), 0, BINS - 1), np.int64)


def middle(bins: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the geometric middle of each bin in seconds; 0 for bin 0."""
    seconds = np.exp2(_LOWEST + (bins - 0.5) / AN_OCTAVE)
    return np.where(bins == 0, 0.0, seconds)


def quantile(bins: Ints, counts: Ints, share: float) -> kpi.Value:
    """Return a quantile of durations in seconds with an interval by order statistics.

    Parameters
    ----------
    bins, counts : array of int
        Sorted bins and how many durations lie in each.
    share : float
        0.5 for the median, 0.9 for the duration that nine in ten do not exceed.

    Notes
    -----
    The value is the order statistic of rank ⌈n·q⌉; the relative error of a bin is 2^(1/128) - 1 = 0.54 %.
    """
    n = int(counts.sum())
    if n == 0:
        return kpi.nothing("seconds")
    upto = np.cumsum(counts)
    low, high = quantile_ranks(share, n)
    ranks = np.array([max(0, int(np.ceil(n * share)) - 1), low, high])
    value, lower, upper = middle(bins[np.searchsorted(upto, ranks, side="right")])
    return kpi.seconds(float(value), float(lower), float(upper), n)
