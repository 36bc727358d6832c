"""The funnel: what it shows, and that it follows data and map."""

from __future__ import annotations

import numpy as np
import pytest

import cjm_widgets as cjm
from cjm_widgets.charts import ink
from cjm_widgets.errors import BadInput
from tests.charts.conftest import visits


def bars(chart: cjm.charts.Chart) -> list[str]:
    """Return the names beside the bars, from the top."""
    assert chart._bars.x.tolist() == chart._words.y.tolist()
    return [chart._names.tick_labels[place] for place in reversed(chart._bars.x.tolist())]


def test_bars_are_reach_and_the_biggest_drop_stands_out(binding) -> None:
    chart = cjm.charts.funnel(binding, locale="en")
    assert bars(chart) == ["Search", "Pay", "Receive"]
    assert chart._bars.y.tolist() == [90.0, 100.0, 200.0]
    assert chart._bars.y.dtype == float
    assert chart._bars.colors == [ink.ACCENT, ink.NEGATIVE, ink.ACCENT]
    table = chart.table()
    low, high = (round(100 * table.loc[1, end]) for end in ("low", "high"))
    assert chart._words.text.tolist()[:0:-1] == ["200", f"100 · 50% ({low}–{high})"]
    assert chart._words.text.tolist()[0].startswith("90 · 90% (")
    assert chart.title == "Where customers leave (n=200)"
    assert chart.alt == (
        "Customers at 3 stages, 200 at most. "
        "The lowest conversion is to Pay: 50% of those at the stage before."
    )


def test_it_follows_data_and_map(journey, binding) -> None:
    chart = cjm.charts.funnel(binding, locale="en")
    binding.refresh(events=visits({"Search": 200, "Pay": 190, "Receive": 40}))
    assert chart._bars.y.tolist() == [40.0, 190.0, 200.0]
    assert chart._bars.colors.index(ink.NEGATIVE) == 0
    journey.edit(journey.stage("Receive"), name="Delivery")
    assert bars(chart)[2] == "Delivery"
    assert "Delivery" in chart.alt
    journey.remove(journey.stage("Search"))
    assert bars(chart) == ["Pay", "Delivery"]
    chart.language = "fr"
    assert chart.title == "Où les clients partent (n=190)"


def test_two_stages_of_one_name_have_two_bars(journey, binding) -> None:
    journey.edit(journey.stage("Receive"), name="Pay")
    chart = cjm.charts.funnel(binding)
    assert bars(chart) == ["Search", "Pay", "Pay"]
    assert len(set(chart._bars.x.tolist())) == 3


def test_too_few_customers_are_no_verdict(journey) -> None:
    events = cjm.EventLog(visits({"Search": 9, "Pay": 1}), customer="user", time="at", event="event")
    chart = cjm.charts.funnel(journey.bind(events), locale="en")
    assert ink.NEGATIVE not in chart._bars.colors
    assert chart.alt == "Customers by stage: no share can be told."
    assert chart._words.text.tolist()[1].endswith("too few")


def test_without_an_event_log_there_is_no_bar_and_no_error(journey) -> None:
    from tests.charts.conftest import answers, survey

    chart = cjm.charts.funnel(journey.bind(survey(answers([20]))), locale="en")
    assert np.all(chart._bars.y == 0)
    assert set(chart._words.text.tolist()) == {"no data"}


def test_only_a_binding_is_drawn() -> None:
    with pytest.raises(BadInput, match=r"journey\.bind"):
        cjm.charts.funnel("binding")
