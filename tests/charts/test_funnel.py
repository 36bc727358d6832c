"""The funnel: what it shows, and that it follows data and map."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from tests.charts.conftest import rows, said, visits


def bars(chart) -> list[tuple[float, str]]:
    """Return length and colour of the bars, from the top."""
    return [(max(x for x, _ in area.points), area.color) for area in chart.view.areas]


def test_bars_are_reach_and_the_biggest_drop_stands_out(binding) -> None:
    chart = cjm.charts.funnel(binding, locale="en")
    assert rows(chart) == ["Search", "Pay", "Receive"]
    assert bars(chart) == [(200.0, "accent"), (100.0, "negative"), (90.0, "accent")]
    table = chart.table()
    low, high = (round(100 * table.loc[1, end]) for end in ("low", "high"))
    assert said(chart)[:2] == ["200", f"100 · 50% ({low}–{high})"]
    assert said(chart)[2].startswith("90 · 90% (")
    assert [words.x for words in chart.view.words] == [200.0, 100.0, 90.0]
    assert chart.title == "Where customers leave (n=200)"
    assert chart.alt == (
        "Customers at 3 stages, 200 at most. "
        "The lowest conversion is to Pay: 50% of those at the stage before."
    )


def test_it_follows_data_and_map(journey, binding) -> None:
    chart = cjm.charts.funnel(binding, locale="en")
    binding.refresh(events=visits({"Search": 200, "Pay": 190, "Receive": 40}))
    assert bars(chart) == [(200.0, "accent"), (190.0, "accent"), (40.0, "negative")]
    journey.edit(journey.stage("Receive"), name="Delivery")
    assert rows(chart)[2] == "Delivery"
    assert "Delivery" in chart.alt
    before = chart.layout.height
    journey.remove(journey.stage("Search"))
    assert rows(chart) == ["Pay", "Delivery"]
    assert chart.layout.height < before, "as high as its rows"
    chart.language = "fr"
    assert chart.title == "Où les clients partent (n\xa0=\xa0190)"


def test_two_stages_of_one_name_have_two_bars(journey, binding) -> None:
    journey.edit(journey.stage("Receive"), name="Pay")
    chart = cjm.charts.funnel(binding)
    assert rows(chart) == ["Search", "Pay", "Pay"]
    assert len(bars(chart)) == 3


def test_too_few_customers_are_no_verdict(journey) -> None:
    events = cjm.EventLog(visits({"Search": 9, "Pay": 1}), customer="user", time="at", event="event")
    chart = cjm.charts.funnel(journey.bind(events), locale="en")
    assert {color for _, color in bars(chart)} == {"accent"}
    assert chart.alt == "Customers by stage: no share can be told."
    assert said(chart)[1].endswith("too few")


def test_without_an_event_log_there_is_no_bar_and_no_error(journey) -> None:
    from tests.charts.conftest import answers, survey

    chart = cjm.charts.funnel(journey.bind(survey(answers([20]))), locale="en")
    assert {length for length, _ in bars(chart)} == {0.0}
    assert set(said(chart)) == {"no data"}


def test_only_a_binding_is_drawn() -> None:
    with pytest.raises(BadInput, match=r"journey\.bind"):
        cjm.charts.funnel("binding")
