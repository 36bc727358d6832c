"""The intervals against scipy, worked examples and their own promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cjm_widgets.metrics import intervals

counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_wilson_is_that_of_scipy(drawn: tuple[int, int]) -> None:
    successes, n = drawn
    expected = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert intervals.wilson(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-4)


@given(counts)
def test_wilson_holds_the_share_and_stays_in_its_bounds(drawn: tuple[int, int]) -> None:
    successes, n = drawn
    low, high = intervals.wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1


def test_wilson_numbers_of_the_target_picture() -> None:
    assert [round(100 * end) for end in intervals.wilson(237, 371)] == [59, 69]
    assert [round(100 * end) for end in intervals.wilson(12, 17)] == [47, 87]


@given(st.lists(st.integers(1, 7), min_size=2, max_size=60))
def test_t_interval_is_that_of_scipy(values: list[int]) -> None:
    mean, variance = float(np.mean(values)), float(np.var(values, ddof=1))
    found = intervals.student_t(mean, variance, len(values))
    assert found is not None
    if variance == 0:
        assert found == (mean, mean)
    else:
        expected = stats.t.interval(0.95, len(values) - 1, loc=mean, scale=stats.sem(values))
        assert found == pytest.approx(expected, rel=1e-9)


def test_one_value_has_no_t_interval() -> None:
    assert intervals.student_t(4.0, 0.0, 1) is None


def test_adjusted_wald_worked_by_hand() -> None:
    # 36 promoters, 12 detractors of 60: n' = 63, p' = 36.75/63, d' = 12.75/63.
    p, d = 36.75 / 63, 12.75 / 63
    half = 1.96 * ((p + d - (p - d) ** 2) / 63) ** 0.5
    expected = (100 * (p - d - half), 100 * (p - d + half))
    assert intervals.adjusted_wald_nps(36, 12, 60) == pytest.approx(expected)


def test_adjusted_wald_covers_as_published() -> None:
    """At n = 10 the interval holds the true score in 92 to 97 of 100 samples, where plain Wald fails."""
    random = np.random.default_rng(7)
    for promoters, detractors in ((0.5, 0.2), (0.8, 0.1), (0.2, 0.6)):
        drawn = random.multinomial(10, [promoters, detractors, 1 - promoters - detractors], size=4_000)
        truth = 100 * (promoters - detractors)
        ends = [intervals.adjusted_wald_nps(int(p), int(d), 10) for p, d, _ in drawn]
        assert 0.92 <= np.mean([low <= truth <= high for low, high in ends]) <= 0.985


@given(st.integers(1, 10_000), st.sampled_from([0.5, 0.9]))
def test_ranks_lie_inside_and_around_the_quantile(n: int, share: float) -> None:
    low, high = intervals.quantile_ranks(share, n)
    assert 0 <= low <= np.ceil(n * share) - 1 <= high <= n - 1 or n == 1


def test_median_interval_covers() -> None:
    random = np.random.default_rng(3)
    samples = np.sort(random.exponential(size=(4_000, 51)), axis=1)
    low, high = intervals.quantile_ranks(0.5, 51)
    inside = (samples[:, low] <= np.log(2)) & (samples[:, high] >= np.log(2))
    assert 0.95 <= inside.mean() <= 0.985
