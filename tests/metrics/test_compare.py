"""Groups compared: each formula against scipy or print, verdicts only where they are due, many corrected."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import survdiff

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import versus
from tests.metrics.shop import MATCH, answers, events, survey, visits


def test_newcombe_as_printed() -> None:
    """Newcombe 1998, table II, method 10: 56/70 - 48/80 is 0.0524 to 0.3339, 9/10 - 3/10 0.1705 to 0.8090."""
    found = versus.shares(56, 70, 48, 80)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=1e-4), pytest.approx(0.3339, abs=1e-4))
    found = versus.shares(9, 10, 3, 10)
    assert (found.low, found.high) == (pytest.approx(0.1705, abs=1e-4), pytest.approx(0.8090, abs=1e-4))


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_share_test_is_the_chi_square(n1: int, n2: int, data: st.DataObject) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    assume(0 < x1 + x2 < n1 + n2)
    found = versus.shares(x1, n1, x2, n2)
    expected = stats.chi2_contingency([[x1, n1 - x1], [x2, n2 - x2]], correction=False).pvalue
    assert found.p == pytest.approx(expected, abs=1e-9)
    assert found.low is not None and found.high is not None
    assert -1 - 1e-12 <= found.low <= found.value <= found.high <= 1 + 1e-12
    other = versus.shares(x2, n2, x1, n1)
    assert (other.low, other.high) == (pytest.approx(-found.high), pytest.approx(-found.low))


scores = st.lists(st.integers(0, 10), min_size=2, max_size=60)


def counted(drawn: list[int]) -> dict[float, int]:
    return {float(score): drawn.count(score) for score in drawn}


@given(scores, scores)
def test_means_are_those_of_welch(first: list[int], second: list[int]) -> None:
    assume(len(set(first)) > 1 and len(set(second)) > 1)
    found = versus.means(counted(first), counted(second))
    expected = stats.ttest_ind(first, second, equal_var=False)
    interval = expected.confidence_interval(0.95)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-9)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


@given(scores, scores)
def test_times_are_those_of_mann_and_whitney(first: list[int], second: list[int]) -> None:
    assume(len({*first, *second}) > 1)
    samples = [np.unique(drawn, return_counts=True) for drawn in (first, second)]
    found = versus.times(samples[0], samples[1], 0.0)
    expected = stats.mannwhitneyu(first, second, method="asymptotic").pvalue
    assert found.p == pytest.approx(min(1.0, expected), abs=1e-9)


spans = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


@given(spans, spans)
def test_censored_times_are_those_of_the_log_rank_test(
    first: list[tuple[int, bool]], second: list[tuple[int, bool]]
) -> None:
    both = first + second
    times, ended = (np.array([span[side] for span in both]) for side in (0, 1))
    try:
        _, expected = survdiff(times, ended.astype(int), [0] * len(first) + [1] * len(second))
    except np.linalg.LinAlgError:
        expected = 1.0  # nothing ended while both were at risk
    assume(np.isfinite(expected))

    def counted_of(spans: list[tuple[int, bool]]) -> tuple[Any, Any, Any]:
        bins = np.unique([time for time, _ in spans])
        told = [(spans.count((when, True)), spans.count((when, False))) for when in bins.tolist()]
        return bins, *np.array(told, np.int64).T

    found = versus.censored_times(counted_of(first), counted_of(second), 0.0)
    assert (found.p, found.test) == (pytest.approx(float(expected), abs=1e-9), "log_rank")


def test_open_visits_are_censored_when_groups_are_compared(journey: cjm.Journey) -> None:
    slow, fast = visits({"DC": 60}, "slow"), visits({"DC": 60}, "fast", 100)
    slow.loc[slow["what"] == "compare", "when"] += pd.Timedelta(days=2)
    going = visits({"D": 50}, "slow", 200)
    going["when"] += pd.Timedelta(days=2)
    log = pd.concat([slow, fast, going])
    binding = journey.bind(events(log, segment="segment", open_days=1), stages=MATCH)
    found = binding.compare("duration", "Discover", groups=("slow", "fast")).iloc[0]
    assert (found["test"], found["verdict"], found["n_a"]) == ("log_rank", "higher", 110)
    naive = journey.bind(events(log, segment="segment"), stages=MATCH)
    assert naive.compare("duration", "Discover", groups=("slow", "fast")).iloc[0]["test"] == "mann_whitney"
    never = pd.concat([visits({"DC": 10, "DD": 90}, "slow"), fast])
    binding = journey.bind(events(never, segment="segment", open_days=400), stages=MATCH)
    found = binding.compare("duration", "Discover", groups=("slow", "fast")).iloc[0]
    assert (found["verdict"], found["difference"] is None or np.isnan(found["difference"])) == (
        "different",
        True,
    )


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_corrects_step_by_step(p_values: list[float]) -> None:
    found = versus.holm(p_values)
    m = len(p_values)
    for p, corrected in zip(p_values, found, strict=True):
        assert p <= corrected <= min(1.0, m * p) + 1e-12
        smaller = sorted(q for q in p_values if q <= p)
        rank = {q: sorted(p_values).index(q) for q in smaller}
        steps = [(m - i) * q for i, q in enumerate(sorted(p_values)) if q <= p]
        assert corrected == pytest.approx(min(1.0, max(steps))), rank
    assert versus.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_rates_are_compared_exactly() -> None:
    found = versus.rates(30, 100, 10, 100)
    assert found.value == pytest.approx(0.2)
    assert found.p == pytest.approx(stats.binomtest(30, 40, 0.5).pvalue)
    assert found.low is not None and found.low > 0
    assert versus.rates(0, 10, 0, 10).p == 1.0


# -- at the stages of a journey -------------------------------------------------------------------------


def asked() -> pd.DataFrame:
    family = {"Discover": {5: 60, 1: 40}, "Choose": {5: 50, 1: 50}, "Buy": {5: 29}}
    senior = {"Discover": {5: 30, 1: 70}, "Choose": {5: 48, 1: 52}, "Buy": {5: 40}}
    return pd.concat([answers(family, who="family"), answers(senior, who="senior")])


def test_shares_of_two_segments(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(asked(), segment="who"))
    found = binding.compare("csat", by="segment", groups=("family", "senior"), locale="en")
    assert found["stage"].tolist() == ["Discover", "Choose", "Buy"]
    assert found["verdict"].tolist() == ["higher", "no_difference", "no_verdict"]
    assert found["difference"].tolist()[:2] == pytest.approx([0.3, 0.02])
    assert found["comparisons"].tolist() == [2, 2, 2], "what is not tested is not counted"
    assert found["p_holm"][0] == pytest.approx(2 * found["p"][0])
    assert found["reason"][2] == "Only 29 answers or cases in a group; a comparison needs 30."
    turned = binding.compare("csat", "Discover", groups=("senior", "family"))
    assert (turned["verdict"][0], turned["comparisons"][0]) == ("lower", 1)
    assert turned["p_holm"][0] == turned["p"][0]


def test_a_share_needs_five_on_each_side(journey: cjm.Journey) -> None:
    rows = [answers({"Buy": {5: 96, 1: 4}}, who="a"), answers({"Buy": {5: 50, 1: 50}}, who="b")]
    binding = journey.bind(survey(pd.concat(rows), segment="who"))
    found = binding.compare("csat", "Buy", locale="fr")
    assert found["verdict"].tolist() == ["no_verdict"]
    assert found["reason"][0].startswith("Un groupe compte moins de 5 cas d’un côté")
    assert found["p"].isna().all()


def test_means_times_and_retries_of_segments(journey: cjm.Journey) -> None:
    slow = visits({"DCB": 40, "DDDC": 20}, "slow")
    slow["when"] += (slow["when"] - pd.Timestamp("2026-01-05")) * 9
    log = pd.concat([slow, visits({"DCB": 60}, "fast", 500)])
    frame = asked().assign(rating=lambda f: f["rating"] * 2)
    asks = cjm.Survey(frame, "step", nps="rating", segment="who")
    binding = journey.bind(asks, events(log, segment="segment"), stages=MATCH)
    nps = binding.compare("nps", "Discover", groups=("family", "senior")).iloc[0]
    expected = stats.ttest_ind([100] * 60 + [-100] * 40, [100] * 30 + [-100] * 70, equal_var=False)
    assert (nps["test"], nps["difference"]) == ("welch", pytest.approx(60))
    assert nps["p"] == pytest.approx(expected.pvalue)
    times = binding.compare("duration", "Discover", groups=("slow", "fast")).iloc[0]
    assert (times["test"], times["verdict"], times["n_a"]) == ("mann_whitney", "higher", 60)
    again = binding.compare("retries", "Discover", groups=("slow", "fast")).iloc[0]
    assert (again["test"], again["verdict"]) == ("poisson", "higher")
    assert again["difference"] == pytest.approx(40 / 60)


def test_periods_and_channels_compare_too(journey: cjm.Journey) -> None:
    rows = [
        answers({"Buy": {5: 60, 1: 40}}, "2026-01-05", way="web"),
        answers({"Buy": {5: 20, 1: 80}}, "2026-02-05", way="shop"),
    ]
    binding = journey.bind(survey(pd.concat(rows), channel="way"))
    found = binding.compare("csat", "Buy", by="period", groups=("2026-01-01", "2026-02-01")).iloc[0]
    assert found[["group_a", "group_b", "verdict"]].tolist() == ["2026-01-01", "2026-02-01", "higher"]
    assert binding.compare("csat", "Buy", by="channel")["verdict"].tolist() == ["lower"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"metric": "csta"}, 'Did you mean "csat"'),
        ({"metric": "reach"}, 'no test for "reach"'),
        ({"metric": "nps"}, "do not measure"),
        ({"metric": "csat", "groups": ("family", "seniors")}, 'Did you mean "senior"'),
        ({"metric": "csat", "groups": ("family",)}, "two different groups"),
        ({"metric": "csat", "groups": ("family", "family")}, "two different groups"),
        ({"metric": "csat", "by": "channel"}, "No source has a channel"),
        ({"metric": "csat", "stage": "Byu"}, 'Did you mean "Buy"'),
    ],
)
def test_comparisons_that_cannot_be(journey: cjm.Journey, arguments: dict[str, Any], message: str) -> None:
    binding = journey.bind(survey(asked(), segment="who"))
    with pytest.raises((BadInput, NotFound), match=message):
        binding.compare(**arguments)
