"""Thresholds: when a number warns, alerts, has too few answers or is stale, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding, kpi
from cjm_widgets.metrics.cells import judge
from cjm_widgets.metrics.limits import Limits
from tests.metrics.shop import MATCH, events, ids, row, survey


def test_an_alert_comes_before_a_warning_and_that_before_the_target(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(), events(), stages=MATCH, thresholds={"csat": {"warning": 0.7}})
    assert row(binding, "csat", "state") == ["off_target", "ok", "too_few"]
    assert row(binding, "csat", "reason")[0].key == "below_warning"
    calls: list[Any] = []
    binding.on_change(calls.append)
    binding.set_thresholds(csat={"warning": 0.7, "alert": 0.66})
    assert row(binding, "csat", "reason")[0].key == "below_alert"
    assert calls == [{("csat", ids(binding)[0])}]
    binding.set_thresholds({"csat": None})
    assert row(binding, "csat", "reason")[0].key == "below_target"


def test_the_floor_can_be_set(binding: Binding) -> None:
    binding.set_thresholds(csat={"floor": 10}, reach={"floor": 60})
    assert row(binding, "csat", "state") == ["off_target", "ok", "ok"]
    assert row(binding, "reach", "state") == ["ok", "ok", "too_few"]
    binding.set_thresholds(csat={"floor": 50})
    assert row(binding, "csat", "state") == ["too_few", "ok", "too_few"]
    assert str(row(binding, "csat", "reason")[0]) == "Only 40 answers; a verdict needs 50."


def test_the_direction_can_be_turned(binding: Binding) -> None:
    binding.set_thresholds(reach={"direction": "down", "warning": 100})
    assert row(binding, "reach", "state") == ["off_target", "ok", "ok"]
    assert row(binding, "reach", "reason")[0].text("fr").startswith("La valeur est au-dessus du seuil")
    binding.set_thresholds(drop_off={"warning": 0.1, "alert": 0.2})
    assert row(binding, "drop_off", "reason")[0].key == "above_alert"


def test_old_data_are_stale(binding: Binding) -> None:
    binding.set_thresholds(csat={"max_age": 30}, reach={"max_age": 30}, as_of="2026-02-04")
    assert row(binding, "reach", "state") == ["ok"] * 3
    binding.set_thresholds(as_of="2026-02-05")
    assert row(binding, "csat", "state") == ["stale", "stale", "too_few"]
    assert row(binding, "csat")[0] == 0.5, "a stale number is still shown"
    assert row(binding, "reach", "state") == ["stale"] * 3
    assert row(binding, "conversion", "state")[1:] == ["ok", "ok"]
    assert (
        row(binding, "csat", "reason")[0].text("fr").endswith("ont 31 jours, plus que le seuil ne le permet.")
    )
    binding.set_thresholds()
    assert row(binding, "csat", "state")[0] == "stale", "today is later than the data"


def test_alerts_list_the_worst_first(binding: Binding) -> None:
    binding.set_thresholds(drop_off={"alert": 0.2}, exits={"warning": 0.2})
    found = binding.alerts("en")
    order = ["alert", "warning", "target"]
    assert found["level"].tolist() == sorted(found["level"], key=order.index)
    assert found[["level", "stage", "metric"]].values.tolist()[0] == ["alert", "Discover", "drop_off"]
    assert set(found["level"]) == set(order)
    assert found["reason"].iloc[0] == "The whole interval lies above the alert threshold."


def test_groups_are_judged_by_the_same_thresholds(binding: Binding) -> None:
    binding.set_thresholds(csat={"floor": 5, "alert": 0.99})
    states = binding.table(by="period", period="month").query("metric == 'csat'")["state"].tolist()
    assert states == row(binding, "csat", "state")


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0, 1), st.floats(0, 1), st.integers(1, 300))
def test_a_verdict_needs_the_floor_and_the_whole_interval(
    good: int, bad: int, one: float, other: float, floor: int
) -> None:
    value = kpi.share(good, good + bad)
    limits = Limits(warning=max(one, other), alert=min(one, other), floor=floor)
    state, reason = judge(value, None, "higher", limits=limits)
    if value.n == 0:
        assert state == "no_source"
    elif value.n < floor:
        assert state == "too_few"
    elif value.high is not None and value.high < min(one, other):
        assert (state, reason and reason.key) == ("off_target", "below_alert")
    elif value.high is not None and value.high < max(one, other):
        assert (state, reason and reason.key) == ("off_target", "below_warning")
    else:
        assert (state, reason) == ("ok", None)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"csta": {}}, 'Did you mean "csat"'),
        ({"csat": {"warnin": 1}}, 'Did you mean "warning"'),
        ({"csat": {"warning": 60}}, "share from 0 to 1"),
        ({"csat": {"alert": float("nan")}}, "no threshold"),
        ({"csat": {"alert": True}}, "no threshold"),
        ({"csat": {"warning": 0.5, "alert": 0.6}}, "good side"),
        ({"drop_off": {"warning": 0.6, "alert": 0.5}}, "good side"),
        ({"csat": {"direction": "left"}}, "no direction"),
        ({"csat": {"floor": 0}}, "number of answers"),
        ({"csat": {"floor": 2.5}}, "number of answers"),
        ({"csat": {"max_age": -1}}, "number of days"),
        ({"csat": 0.5}, "no threshold"),
        ([0.5], "are a mapping"),
    ],
)
def test_thresholds_that_cannot_be_change_nothing(binding: Binding, told: Any, message: str) -> None:
    before = binding.cells()
    with pytest.raises((BadInput, NotFound), match=message):
        binding.journey.bind(survey(), thresholds=told)
    if isinstance(told, dict):
        with pytest.raises((BadInput, NotFound), match=message):
            binding.set_thresholds(told)
    with pytest.raises(BadInput, match="no date"):
        binding.set_thresholds(csat={"floor": 1}, as_of="someday")
    assert binding.cells() == before
