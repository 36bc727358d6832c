"""Every interval and test against statsmodels or published numbers, computed by other people's code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from cjm_widgets.metrics import histogram, intervals, kpi, survival, versus

ALPHA = 0.0499957902964409  # of z = 1.96
counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_shares(drawn: tuple[int, int]) -> None:
    expected = proportion_confint(*drawn, alpha=ALPHA, method="wilson")
    assert intervals.wilson(*drawn) == pytest.approx(expected, abs=1e-9)


@given(counts, counts)
def test_differences_of_shares(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = versus.shares(*first, *second)
    expected = confint_proportions_2indep(*first, *second, method="newcomb", alpha=ALPHA)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 2_000), st.integers(1, 500))
def test_rates(count: int, exposure: int) -> None:
    found = kpi.retries(count, exposure)
    low, high = confint_poisson(count, exposure, method="exact-c", alpha=0.05)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-8)


values = st.lists(st.integers(1, 7), min_size=3, max_size=60).filter(lambda found: len(set(found)) > 1)


@given(values)
def test_means(drawn: list[int]) -> None:
    found = kpi.mean({score: drawn.count(score) for score in set(drawn)})
    assert (found.low, found.high) == pytest.approx(DescrStatsW(drawn).tconfint_mean())


@given(values, values)
def test_differences_of_means(first: list[int], second: list[int]) -> None:
    found = versus.means(*({score: drawn.count(score) for score in set(drawn)} for drawn in (first, second)))
    both = CompareMeans(DescrStatsW(first), DescrStatsW(second))
    assert (found.low, found.high) == pytest.approx(both.tconfint_diff(usevar="unequal"))
    assert found.p == pytest.approx(both.ttest_ind(usevar="unequal")[1])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_many_comparisons(p_values: list[float]) -> None:
    assert versus.holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


# -- durations with open ends -----------------------------------------------------------------------------

DRUG = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
        (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PLACEBO = [(t, 1) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]


def quantile(sample: list[tuple[int, int]], share: float) -> kpi.Value:
    """Return our quantile of (time, whether it ended), a day a unit."""
    seconds = np.array([t for t, _ in sample]) * 86_400
    bins, place = np.unique(histogram.bin_of(seconds * 10**6), return_inverse=True)
    ended = np.bincount(place, [e for _, e in sample], len(bins)).astype(np.int64)
    every = np.bincount(place, minlength=len(bins))
    return survival.quantile(bins, ended, every - ended, share)


@pytest.mark.parametrize(("sample", "median"), [(DRUG, 23), (PLACEBO, 8)])
def test_remission_times_of_freireich(sample: list[tuple[int, int]], median: int) -> None:
    """Medians as printed with the data of Freireich and others 1963 in Kalbfleisch and Prentice."""
    assert quantile(sample, 0.5).value == pytest.approx(median * 86_400, rel=0.006)


lasting = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 1)), min_size=5, max_size=60)


@given(lasting, st.sampled_from([0.25, 0.5, 0.9]))
def test_open_durations(sample: list[tuple[int, int]], share: float) -> None:
    if not any(ended for _, ended in sample):
        return
    found = quantile(sample, share)
    other = SurvfuncRight(*map(np.array, zip(*sample, strict=True)))
    at_level = np.isclose(other.surv_prob, 1 - share).any()  # a flat stretch: conventions differ
    if not at_level:
        expected = other.quantile(share)
        assert (found.value is None) == bool(np.isnan(expected))
        if found.value is not None:
            assert found.value == pytest.approx(expected * 86_400, rel=0.006)


def test_the_interval_of_the_median_is_that_of_statsmodels() -> None:
    found = quantile(PLACEBO, 0.5)
    other = SurvfuncRight(*map(np.array, zip(*PLACEBO, strict=True)))
    low, high = other.quantile_ci(0.5, method="cloglog")
    assert (found.low, found.high) == pytest.approx((low * 86_400, high * 86_400), rel=0.006)
