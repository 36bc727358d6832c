"""What each metric means, on counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import histogram, kpi
from cjm_widgets.metrics.tally import Tally


def test_nps_is_promoters_less_detractors() -> None:
    counts = {10: 20, 9: 10, 8: 15, 7: 5, 6: 6, 0: 4}
    found = kpi.nps(counts)
    assert found.value == pytest.approx(100 * (30 - 10) / 60)
    assert (found.n, found.unit, found.state) == (60, "score", "ok")
    assert found.low < found.value < found.high


@pytest.mark.parametrize("counts", [{10: 3}, {0: 3}, {8: 1}, {10: 5_000}])
def test_nps_interval_holds_the_value_at_the_ends(counts: dict[int, int]) -> None:
    found = kpi.nps(counts)
    assert -100 <= found.low <= found.value <= found.high <= 100


@pytest.mark.parametrize(
    ("scale", "top"),
    [
        ((1, 5), {4, 5}), ((1, 7), {6, 7}), ((1, 10), {9, 10}), ((0, 10), {9, 10}), ((1, 4), {3, 4}),
        ((1, 6), {5, 6}), ((0, 5), {4, 5}),
    ],
)  # fmt: skip
def test_csat_is_the_top_two_of_its_scale(scale: tuple[int, int], top: set[int]) -> None:
    for score in range(scale[0], scale[1] + 1):
        assert kpi.csat({score: 1}, scale).value == float(score in top)


@pytest.mark.parametrize("scale", [(1, 3), (2, 5), (1, 100), (0, 11), (0, 2), (-2, 2)])
def test_a_scale_without_a_top_box_is_refused(scale: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="top-2 box"):
        kpi.csat({}, scale)


def test_scores_outside_the_scale_never_count() -> None:
    with pytest.raises(BadInput, match="outside its scale"):
        kpi.csat({6: 1}, (1, 5))
    with pytest.raises(BadInput, match="outside its scale"):
        kpi.nps({11: 1})


def test_mean_and_its_interval() -> None:
    found = kpi.mean({1: 10, 7: 30})
    assert found.value == pytest.approx(5.5)
    assert found.high - found.value == pytest.approx(found.value - found.low)
    assert kpi.mean({4: 1}).low is None


@pytest.mark.parametrize(
    "found",
    [
        kpi.nps({}), kpi.csat({}, (1, 5)), kpi.mean({}), kpi.share(0, 0), kpi.reach(0), kpi.conversion(0, 0),
        kpi.drop_off(0, 0), kpi.exits(0, 0), kpi.seconds(None, None, None, 0),
    ],
)  # fmt: skip
def test_no_data_gives_no_number(found: kpi.Value) -> None:
    assert (found.value, found.low, found.high, found.n, found.state) == (None, None, None, 0, "no_source")


@pytest.mark.parametrize(("n", "state"), [(29, "too_few"), (30, "ok")])
def test_thirty_is_enough(n: int, state: str) -> None:
    assert kpi.share(3, n).state == kpi.nps({9: n}).state == kpi.mean({3: n}).state == state


def test_a_count_of_all_customers_is_exact() -> None:
    found = kpi.reach(5)
    assert (found.value, found.low, found.state) == (5.0, None, "ok")


def test_conversion_and_drop_off_add_up() -> None:
    step, loss = kpi.conversion(70, 100), kpi.drop_off(70, 100)
    assert step.value + loss.value == pytest.approx(1)
    assert step.low == pytest.approx(1 - loss.high)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(BadInput):
        kpi.share(5, 4)


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=200), st.sampled_from([0.5, 0.9]))
def test_quantiles_of_the_sketch_are_within_one_percent(durations: list[int], share: float) -> None:
    bins = Tally.of(histogram.bin_of(np.array(durations)))
    found = histogram.quantile(bins.keys, bins.counts, share)
    exact = sorted(durations)[int(np.ceil(len(durations) * share)) - 1] / 1e6
    assert found.n == len(durations)
    assert found.value == (0 if exact < 2**-10 else pytest.approx(exact, rel=0.01))
    assert found.low <= found.value <= found.high


@given(st.lists(st.integers(0, 2**50), max_size=50), st.lists(st.integers(0, 40), max_size=50))
def test_tallies_add_up(some: list[int], more: list[int]) -> None:
    first, second = (Tally.of(np.array(keys, np.int64)) for keys in (some, more))
    assert first + second == Tally.of(np.array(some + more, np.int64))
    assert Tally.total([first, second, Tally.empty()]) == second + first
