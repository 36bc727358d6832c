"""The trend: what it shows, and that it follows data, map and language."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from tests.charts.conftest import answers, line, said, survey


def target(chart) -> list[float]:
    flat = [stroke.points for stroke in chart.view.strokes if stroke.kind == "dashed"]
    return [y for points in flat if points[0][1] == points[1][1] for _, y in points]


def test_it_shows_the_rows_of_the_binding(binding) -> None:
    chart = cjm.charts.trend(
        binding, "csat", stage="Pay", annotations={"2026-01-19": "new form"}, locale="en"
    )
    table = chart.table()
    assert list(table["value"]) == [0.8, 0.7, 0.6, 0.5, 0.4]
    assert line(chart) == list(table["value"])
    band, days = chart.view.areas[0].points, [(t - np.datetime64(0, "D")).days for t in table["time"]]
    assert [y for _, y in band] == [*table["high"], *reversed(list(table["low"]))]
    assert [x for x, _ in band] == [*days, *reversed(days)]
    assert [dot.x for dot in chart.view.dots] == days
    assert not any(dot.hollow for dot in chart.view.dots)
    assert chart.title == "CSAT by week, Pay (n=200)"
    assert target(chart) == [0.75, 0.75], "the target of the lane"
    assert said(chart) == ["target 75%", "new form"]
    assert chart.view.words[1].x == days[2]


def test_the_words_say_what_is_seen(binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay", locale="en")
    assert chart.alt == (
        "CSAT by week, Pay, 200 answers: 80% on Jan 5, 2026, 40% on Feb 2, 2026. "
        "The band is the 95% interval. The target is 75%."
    )
    assert chart._repr_mimebundle_()["text/plain"] == chart.alt, "for a reader without widgets"
    assert chart.alt in repr(chart)
    chart.language = "fr"
    assert chart.title == "CSAT par semaine, Pay (n\xa0=\xa0200)"
    assert "80\xa0% le 5 janv. 2026" in chart.alt.replace("\u202f", "\xa0")
    assert {words for _, words in chart.view.bottom.ticks} >= {"5 janv.", "2 févr."}
    with pytest.raises(BadInput):
        chart.language = "zz"
    assert chart.language == "fr"


def test_it_follows_new_data(binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay")
    binding.refresh(survey=answers([20, 20, 40]))
    assert line(chart) == [0.5, 0.5, 1.0]
    assert chart.title.endswith("(n=120)")
    binding.append(answers([40]).assign(date=np.datetime64("2026-02-16")))
    assert line(chart) == [0.5, 0.5, 1.0, 1.0]


def test_it_follows_edits_of_the_map_and_undo(journey, binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay", locale="en")
    journey.edit(journey.stage("Pay"), name="Check out")
    assert "Check out" in chart.title
    journey.edit(journey.lane("csat"), target=0.5)
    assert target(chart) == [0.5, 0.5]
    journey.edit(journey.lane("csat"), target=None)
    assert target(chart) == []
    assert said(chart) == []
    journey.document.undo()
    assert target(chart) == [0.5, 0.5]
    journey.remove(journey.stage("Check out"))
    assert "stage removed" in chart.title
    journey.document.undo()
    assert chart.title == "CSAT by week, Check out (n=200)"


def test_it_goes_over_to_the_binding_that_takes_the_place(journey, binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay")
    journey.bind(survey(answers([40, 40])))
    assert line(chart) == [1.0, 1.0]
    journey.binding.refresh(answers([20]))
    assert [dot.y for dot in chart.view.dots] == [0.5]


def test_too_few_answers_are_hollow_and_a_given_target_wins(journey) -> None:
    binding = journey.bind(survey(answers([32, 20], each=10)))
    chart = cjm.charts.trend(binding, "csat", stage="Pay", target=0.9)
    assert [(dot.y, dot.hollow, dot.color) for dot in chart.view.dots] == [
        (0.8, True, "muted"),
        (0.5, True, "muted"),
    ]
    assert target(chart) == [0.9, 0.9]


def test_notes_outside_of_the_time_shown_are_left_out_and_bad_ones_refused(binding) -> None:
    notes = [("2026-02-02", "last"), ("2025-01-01", "before"), (np.datetime64("2026-01-05"), "first")]
    chart = cjm.charts.trend(binding, "csat", annotations=notes)
    assert said(chart)[1:] == ["first", "last"]
    upright = [stroke for stroke in chart.view.strokes if stroke.color == "attention"]
    assert [stroke.points[0][0] == stroke.points[1][0] for stroke in upright] == [True, True]
    for bad in ({"no date": "x"}, {None: "x"}, ["2026-01-05"], [3]):
        with pytest.raises(BadInput, match="date and a text"):
            cjm.charts.trend(binding, "csat", annotations=bad)


def test_what_cannot_be_drawn_is_refused_with_the_nearest_name(binding) -> None:
    with pytest.raises(NotFound, match="Pay"):
        cjm.charts.trend(binding, "csat", stage="Pai")
    with pytest.raises((BadInput, NotFound)):
        cjm.charts.trend(binding, "csta")
    with pytest.raises(BadInput, match="week"):
        cjm.charts.trend(binding, "csat", period="wek")
    with pytest.raises(BadInput, match="binding"):
        cjm.charts.trend(answers([1]), "csat")
    with pytest.raises(BadInput, match="en, fr"):
        cjm.charts.trend(binding, "csat", locale="zz")


def test_a_stage_without_answers_is_an_empty_chart_that_says_so(binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Receive", locale="en")
    assert line(chart) == []
    assert chart.view.dots == ()
    assert "no dated answers" in chart.alt


def test_event_metrics_have_cases_not_answers(journey) -> None:
    log = pd.DataFrame({"who": range(40), "when": pd.Timestamp("2026-01-05"), "what": "Pay"})
    binding = journey.bind(cjm.EventLog(log, "who", "when", "what"))
    chart = cjm.charts.trend(binding, "reach", stage="Pay", locale="en")
    assert "40 cases" in chart.alt
    empty = cjm.charts.trend(binding, "reach", stage="Receive", locale="fr")
    assert "réponse" not in empty.alt


def test_texts_are_short_and_plain(journey, binding) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay", annotations={"2026-01-12": "x" * 5000})
    journey.edit(journey.stage("Pay"), name="a\nb<script>" + "y" * 900)
    assert len(chart.title) < 120
    assert "\n" not in chart.title
    assert max(map(len, said(chart))) <= 60


def test_a_share_of_customers_is_drawn_on_the_scale_of_shares() -> None:
    frame = pd.DataFrame({"who": range(80), "when": ["2026-01-05", "2026-01-12"] * 40, "what": ["main"] * 80})
    frame = pd.concat([frame, frame.iloc[:40].assign(what="pay", when="2026-01-20")])
    journey = cjm.Document().add_journey("Shop")
    for name in ("Look", "Pay"):
        journey.add_stage(name, phase="during")
    log = cjm.EventLog(frame, "who", "when", "what")
    binding = journey.bind(log, stages={"Look": ["main"], "Pay": ["pay"]})
    chart = cjm.charts.trend(binding, "conversion", stage="Pay", locale="en")
    assert line(chart) == [0.5, 0.5]
    assert "50%" in chart.alt
