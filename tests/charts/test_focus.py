"""Charts turn to a stage, a segment, a persona, and follow what is selected on a board."""

from __future__ import annotations

import gc
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from tests.charts.conftest import SEGMENTED, opinions, rows


def bands(chart) -> list[float]:
    """Return the middles of what is marked behind the marks."""
    marked = [area.points for area in chart.view.areas if area.color == "accent" and area.opacity < 0.2]
    return [(points[0][1] + points[2][1]) / 2 for points in marked]


def test_a_stage_in_focus_is_shown_alone_or_marked(journey, grouped) -> None:
    trend = cjm.charts.trend(grouped, "nps", locale="en")
    others = [
        cjm.charts.funnel(grouped),
        cjm.charts.by_stage(grouped, "nps"),
        cjm.charts.heatmap(grouped, "nps"),
        cjm.charts.distribution(grouped, "nps"),
    ]
    for chart in (trend, *others):
        chart.focus(stage="Pay")
    assert trend.title == "NPS by week, Pay (n=114)"
    assert trend.table()["n"].sum() == 114
    assert [bands(chart) for chart in others] == [[-1.0], [-1.0], [-1.0], [-2.0]]
    journey.move(journey.stage("Pay"), index=2)
    assert [bands(chart) for chart in others] == [[-2.0], [-2.0], [-2.0], [-3.0]], "it moves with its stage"
    journey.remove(journey.stage("Pay"))
    assert trend.title == "NPS by week, all stages (n=90)", "a stage that is gone is let go of"
    assert trend.focused.stage_id is None
    assert [bands(chart) for chart in others] == [[]] * 4


def test_a_segment_in_focus_narrows_the_numbers(grouped) -> None:
    trend = cjm.charts.trend(grouped, "nps", locale="en")
    spread = cjm.charts.distribution(grouped, "nps", locale="en")
    funnel = cjm.charts.funnel(grouped, locale="en")
    for chart in (trend, spread, funnel):
        chart.focus(segment="old")
    assert trend.title == "NPS by week, all stages, old (n=90)"
    assert "old" in trend.alt
    assert spread.title == "NPS answers by stage, old (n=90)"
    assert spread.table()["n"].max() == 90
    assert funnel.title == "Where customers leave, old (n=50)"
    assert funnel.table()["reach"].tolist() == [50, 25, 23]
    assert "of old" in funnel.alt
    for chart in (trend, spread, funnel):
        chart.focus(segment=None)
    assert trend.title == "NPS by week, all stages (n=204)"


def test_a_segment_in_focus_stands_out_among_the_others(grouped) -> None:
    chart = cjm.charts.by_stage(grouped, "nps")
    own = chart.view.dots[2].color
    chart.focus(segment="old")
    assert [dot.color for dot in chart.view.dots[:4]] == ["muted", "muted", own, own]
    heat = cjm.charts.heatmap(grouped, "nps")
    heat.focus(segment="old")
    column = [a.points for a in heat.view.areas if a.color == "accent"]
    assert [(p[0][0], p[1][0]) for p in column] == [(0.5, 1.5)]


def test_a_persona_in_focus_is_whom_her_rule_finds(journey, grouped) -> None:
    julie = journey.document.add_persona("Julie", segment='segment = "old"')
    chart = cjm.charts.funnel(grouped, locale="en")
    chart.focus(persona=julie)
    assert chart.title == "Where customers leave, Julie (n=50)"
    series = cjm.charts.by_stage(grouped, "reach", locale="en")
    series.focus(persona="Julie")
    assert [name for _, name in series.view.right.ticks] == ["new", "old", "Julie"]
    julie.edit(segment='segment = "new"')
    assert chart.title == "Where customers leave, Julie (n=150)"
    julie.edit(segment="")
    assert chart.title == "Where customers leave (n=200)", "without a rule she narrows nothing"
    julie.edit(segment="age > 30")
    assert chart.title == "Where customers leave (n=200)", "nor does one that no data can answer"


def test_what_is_not_there_is_refused_and_nothing_changes(grouped) -> None:
    chart = cjm.charts.funnel(grouped)
    chart.focus(stage="Pay", segment="old")
    before = chart.focused
    for wrong in (
        {"stage": "Pai"},
        {"segment": "odl"},
        {"persona": "Julie"},
        {"stage": "Pay", "segment": "x"},
    ):
        with pytest.raises(NotFound):
            chart.focus(**wrong)
    assert chart.focused == before
    with pytest.raises(BadInput, match="board"):
        chart.follow("board")


def test_a_segment_that_leaves_the_data_is_let_go_of(grouped) -> None:
    chart = cjm.charts.distribution(grouped, "nps", locale="en")
    chart.focus(segment="old")
    grouped.refresh(survey=opinions({("Pay", "new"): [9] * 40}))
    # The visits still have the segment: no answer of it is left, and that is said.
    assert chart.title == "NPS answers by stage, old (n=0)"
    assert "no answers" in chart.alt
    grouped.refresh(survey=opinions(SEGMENTED))
    assert chart.title == "NPS answers by stage, old (n=90)"


def test_charts_follow_what_is_selected_on_a_map(journey, grouped) -> None:
    julie = journey.document.add_persona("Julie", segment='segment = "old"')
    journey.set_emotion("Search", 1, persona=julie)
    point = journey.emotions[0]
    card = journey.add_card(lane=journey.add_lane("actions"), stage="Pay", text="Types the code")
    board = cjm.JourneyMap(journey)
    chart = cjm.charts.trend(grouped, "nps", locale="en")
    off = chart.follow(board)
    board.selection = [card.id]
    assert chart.title == "NPS by week, Pay (n=114)"
    board.selection = [point.id]
    assert chart.focused.stage_id == journey.stage("Search").id
    assert chart.focused.persona_id == julie.id
    board.selection = []
    assert chart.title == "NPS by week, all stages (n=204)"
    off()
    off()
    board.selection = [card.id]
    assert chart.title == "NPS by week, all stages (n=204)"
    board.close()


def test_a_board_does_not_hold_the_charts_that_follow_it(journey, grouped) -> None:
    board = cjm.JourneyMap(journey)
    chart = cjm.charts.funnel(grouped)
    chart.follow(board)
    ghost = weakref.ref(chart)
    chart.close()
    del chart
    gc.collect()
    assert ghost() is None
    board.selection = [journey.stage("Pay").id]
    board.close()


def test_rows_keep_the_order_of_the_map(journey, grouped) -> None:
    chart = cjm.charts.heatmap(grouped, "nps")
    journey.move(journey.stage("Receive"), index=0)
    assert rows(chart) == ["Receive", "Search", "Pay"]


def test_a_selection_and_an_edit_in_two_threads_leave_one_whole_chart(journey, grouped) -> None:
    board = cjm.JourneyMap(journey)
    chart = cjm.charts.by_stage(grouped, "nps", locale="en")
    chart.follow(board)

    def select() -> None:
        for at in range(150):
            stages = journey.stages
            board.selection = [stages[at % len(stages)].id]

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # the threads take turns at almost every step
    with ThreadPoolExecutor(1) as other:
        selected = other.submit(select)
        for at in range(60):
            stage = journey.add_stage(f"Stage {at}")
            if at % 2:
                journey.remove(stage)
        selected.result()
    sys.setswitchinterval(usual)
    fresh = cjm.charts.by_stage(grouped, "nps", locale="en")
    fresh.focus(stage=chart.focused.stage_id)
    assert chart.view == fresh.view
    for drawn, wanted in zip(
        (*chart.drawing.axes, *chart.drawing.marks), (*fresh.drawing.axes, *fresh.drawing.marks), strict=True
    ):
        for name in ("tick_labels", "tick_values", "x", "y", "text", "colors"):
            assert repr(getattr(drawn, name, None)) == repr(getattr(wanted, name, None)), name
    board.close()
