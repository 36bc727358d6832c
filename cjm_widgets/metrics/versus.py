"""Two samples compared, from counts alone: difference, 95 % interval, p-value; knows no frames and no map."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cjm_widgets.metrics import intervals
from cjm_widgets.metrics.tally import Ints

ALPHA = 0.05
LEAST_EACH_WAY = 5
"""A share needs so many successes and so many failures in each group."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first sample less the second: difference, its interval where there is one, p-value, test."""

    value: float
    low: float | None
    high: float | None
    p: float
    test: str


def shares(x1: int, n1: int, x2: int, n2: int) -> Difference:
    """Return the difference of two independent shares.

    Notes
    -----
    Interval: Newcombe 1998 (Statistics in Medicine 17, method 10): the Wilson ends of both shares, squared
    and added. p-value: score test with the pooled share (Pearson's χ² without correction).
    """
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = intervals.wilson(x1, n1), intervals.wilson(x2, n2)
    low = p1 - p2 - math.hypot(p1 - l1, u2 - p2)
    high = p1 - p2 + math.hypot(u1 - p1, p2 - l2)
    pooled = (x1 + x2) / (n1 + n2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    p = math.erfc(abs(p1 - p2) / spread / math.sqrt(2)) if spread else 1.0
    return Difference(p1 - p2, low, high, p, "newcombe")


def means(first: Mapping[float, int], second: Mapping[float, int]) -> Difference:
    """Return the difference of two means, from value → how often.

    Notes
    -----
    Welch 1947 (Biometrika 34): unequal variances, degrees of freedom after Satterthwaite. Needs two values
    a sample.
    """
    from scipy.special import stdtr, stdtrit

    (m1, v1, n1), (m2, v2, n2) = _moments(first), _moments(second)
    error = v1 / n1 + v2 / n2
    if error == 0:
        return Difference(m1 - m2, m1 - m2, m1 - m2, 1.0 if m1 == m2 else 0.0, "welch")
    freedom = error**2 / ((v1 / n1) ** 2 / (n1 - 1) + (v2 / n2) ** 2 / (n2 - 1))
    half = float(stdtrit(freedom, 0.975)) * math.sqrt(error)
    p = 2 * float(stdtr(freedom, -abs(m1 - m2) / math.sqrt(error)))
    return Difference(m1 - m2, m1 - m2 - half, m1 - m2 + half, p, "welch")


def _moments(counts: Mapping[float, int]) -> tuple[float, float, int]:
    n = sum(counts.values())
    mean = sum(value * count for value, count in counts.items()) / n
    squares = sum(count * (value - mean) ** 2 for value, count in counts.items())
    return mean, squares / (n - 1), n


def times(first: tuple[Ints, Ints], second: tuple[Ints, Ints], difference: float) -> Difference:
    """Return how two samples of durations differ, from sorted bins and how many lie in each.

    Parameters
    ----------
    first, second : tuple of arrays
        Bins and counts of the samples.
    difference : float
        The difference of their medians in seconds, which is what is reported.

    Notes
    -----
    Mann and Whitney 1947, normal approximation with correction for ties and continuity; durations of one bin
    (within 1.1 %) are ties.
    """
    bins = np.union1d(first[0], second[0])
    a, b = (_dense(bins, *sample) for sample in (first, second))
    n1, n2 = float(a.sum()), float(b.sum())
    u = float((a * (np.cumsum(b) - b / 2)).sum())
    n, ties = n1 + n2, a + b
    variance = n1 * n2 / 12 * (n + 1 - float((ties**3 - ties).sum()) / (n * (n - 1)))
    if variance <= 0:
        return Difference(difference, None, None, 1.0, "mann_whitney")
    z = max(0.0, abs(u - n1 * n2 / 2) - 0.5) / math.sqrt(variance)
    return Difference(difference, None, None, math.erfc(z / math.sqrt(2)), "mann_whitney")


def censored_times(
    first: tuple[Ints, Ints, Ints], second: tuple[Ints, Ints, Ints], difference: float
) -> Difference:
    """Return how two samples of durations differ of which some are only known to be longer.

    Parameters
    ----------
    first, second : tuple of arrays
        Sorted bins, how many durations of each came to their end, how many were still going on.
    difference : float
        The difference of their medians in seconds; NaN where one is not known.

    Notes
    -----
    Log-rank test (Mantel 1966, Cancer Chemotherapy Reports 50), with the hypergeometric variance; what is
    censored in a bin was at risk in it.
    """
    bins = np.union1d(first[0], second[0])
    (d1, cut1), (d2, cut2) = (
        (_dense(bins, where, ended), _dense(bins, where, cut)) for where, ended, cut in (first, second)
    )
    risk1, risk2 = (np.cumsum((d + cut)[::-1])[::-1] for d, cut in ((d1, cut1), (d2, cut2)))
    risk, ended = risk1 + risk2, d1 + d2
    expected = ended * risk1 / risk
    spread = expected * (risk2 / risk) * (risk - ended) / np.maximum(risk - 1, 1)
    variance = float(spread.sum())
    if variance <= 0:
        return Difference(difference, None, None, 1.0, "log_rank")
    z = abs(float((d1 - expected).sum())) / math.sqrt(variance)
    return Difference(difference, None, None, math.erfc(z / math.sqrt(2)), "log_rank")


def _dense(bins: Ints, some: Ints, counts: Ints) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found = np.zeros(len(bins))
    found[np.searchsorted(bins, some)] = counts
    return found


def rates(x1: int, v1: int, x2: int, v2: int) -> Difference:
    """Return the difference of two Poisson rates: counts over exposures.

    Notes
    -----
    Interval: the exact ends of both rates (Garwood 1936), squared and added (Zou and Donner 2008, Statistics
    in Medicine 27). p-value: the exact conditional test (Przyborowski and Wilenski 1940), both sides.
    """
    from scipy.stats import binomtest

    r1, r2 = x1 / v1, x2 / v2
    (l1, u1), (l2, u2) = ([end / v for end in intervals.poisson(x)] for x, v in ((x1, v1), (x2, v2)))
    low, high = r1 - r2 - math.hypot(r1 - l1, u2 - r2), r1 - r2 + math.hypot(u1 - r1, r2 - l2)
    p = float(binomtest(x1, x1 + x2, v1 / (v1 + v2)).pvalue) if x1 + x2 else 1.0
    return Difference(r1 - r2, low, high, p, "poisson")


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number, in the order given (Holm 1979, step-down)."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    found, worst = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        worst = max(worst, min(1.0, (len(p_values) - rank) * p_values[index]))
        found[index] = worst
    return found
