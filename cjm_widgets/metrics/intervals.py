"""95 % intervals from counts: Wilson, Student t, adjusted Wald, Poisson, ranks; knows no frames."""

from __future__ import annotations

import math

Z = 1.96
"""The normal quantile of a two-sided 95 % interval, as the reference formulas have it."""

Interval = tuple[float, float]


def wilson(successes: int, n: int, z: float = Z) -> Interval:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    successes, n : int
        How many of how many; 0 <= successes <= n, n > 0.
    z : float
        Normal quantile.

    Returns
    -------
    tuple of float
        Both ends, from 0 to 1.

    Notes
    -----
    Wilson 1927, equation (7) solved for p; also Brown, Cai and DasGupta 2001.
    """
    share = successes / n
    spread = z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def student_t(mean: float, variance: float, n: int) -> Interval | None:
    """Return the 95 % interval of a mean, or None under two values.

    Parameters
    ----------
    mean : float
        The sample mean.
    variance : float
        The sample variance, with n - 1 in the denominator.
    n : int
        Number of values.

    Notes
    -----
    mean ± t(0.975, n - 1) · s / √n (Student 1908).
    """
    if n < 2:
        return None
    half = _t_quantile(n - 1) * math.sqrt(variance / n)
    return mean - half, mean + half


def adjusted_wald_nps(promoters: int, detractors: int, n: int, z: float = Z) -> Interval:
    """Return the adjusted Wald interval of a net promoter score, in points from -100 to 100.

    Notes
    -----
    n' = n + 3, p' = (promoters + ¾)/n', d' = (detractors + ¾)/n', centre p' - d', half-width
    z·√((p' + d' - (p' - d')²)/n') (Rocks 2016, arXiv 1601.07235; constants as MeasuringU gives them).
    """
    size = n + 3
    p, d = (promoters + 0.75) / size, (detractors + 0.75) / size
    centre = p - d
    half = z * math.sqrt(max(0.0, p + d - centre * centre) / size)
    return max(-100.0, 100 * (centre - half)), min(100.0, 100 * (centre + half))


def poisson(count: int) -> Interval:
    """Return the exact 95 % interval of the mean of a Poisson count.

    Parameters
    ----------
    count : int
        What was counted, from 0.

    Notes
    -----
    χ²(0.025; 2x)/2 and χ²(0.975; 2x + 2)/2, 0 at the lower end for x = 0 (Garwood 1936, Biometrika 28).
    """
    from scipy.special import chdtri

    low = float(chdtri(2 * count, 0.975)) / 2 if count else 0.0
    return low, float(chdtri(2 * count + 2, 0.025)) / 2


def quantile_ranks(share: float, n: int, z: float = Z) -> tuple[int, int]:
    """Return the ranks (from 0, both ends included) of the order statistics around a quantile.

    Parameters
    ----------
    share : float
        The quantile, from 0 to 1; 0.5 for the median.
    n : int
        Number of values, over 0.

    Notes
    -----
    n·q ± z·√(n·q·(1 - q)), rounded outwards (Conover 1999, normal approximation of the binomial).
    """
    centre, half = n * share, z * math.sqrt(n * share * (1 - share))
    low = math.floor(centre - half) - 1
    high = math.ceil(centre + half)
    return max(0, min(low, n - 1)), max(0, min(high, n - 1))


def _t_quantile(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))
