"""The emotion chart: curves as drawn and as they should be, the score, and that it follows all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from tests.charts.conftest import answers, said, survey


@pytest.fixture
def drawn(journey):
    julie = journey.document.add_persona("Julie")
    journey.set_emotion("Search", 1, persona=julie, label="curious")
    journey.set_emotion("Pay", 2, low=1.5, high=2, persona=julie, evidence="observed")
    journey.set_emotion("Receive", -2, persona=julie, moment_of_truth=True)
    journey.set_emotion("Pay", 1, persona=julie, variant="to_be")
    return journey


def of_kind(chart, kind: str, color: str) -> list[tuple[tuple[float, float], ...]]:
    """Return the lines of the chart that are no signs of the legend."""
    return [s.points for s in chart.view.strokes if s.kind == kind and s.color == color and len(s.points) > 2]


def test_it_shows_drawn_and_measured(drawn, binding) -> None:
    chart = cjm.charts.emotion(drawn, binding, locale="en")
    (line,) = of_kind(chart, "line", "indigo")
    assert [line[0], line[10], line[-1]] == [(0, 1), pytest.approx((1, 2)), (2, -2)]
    assert max(y for _, y in line) <= 2, "it overshoots no point"
    dots = [(dot.x, dot.y, dot.hollow) for dot in chart.view.dots if dot.shape == "circle"]
    assert (1.0, 2.0, False) in dots
    assert (0.0, 1.0, True) in dots, "nobody said or saw it"
    assert ("★", -2.0) in [(words.text, words.y) for words in chart.view.words]
    squares = [dot for dot in chart.view.dots if dot.shape == "square"]
    assert squares[0].y == pytest.approx(0.4), "60 % of the answers are good: 0.2 above the middle"
    table = chart.table().set_index(["stage", "series"])
    assert table.loc[("Pay", "measured"), "n"] == 200
    assert table.loc[("Pay", "to_be"), "value"] == 1
    assert table.loc[("Pay", "as_is"), "persona"] == "Julie"
    assert chart.title == "Emotion, drawn and measured (n=200)"
    assert "gap \u22121.6" in said(chart)
    assert "highest at Pay (+2), lowest at Receive (\u22122)" in chart.alt
    assert "Drawn and measured disagree" in chart.alt


def test_a_point_between_stages_is_drawn_and_listed(drawn, binding) -> None:
    drawn.set_emotion("Search", -1.9, persona="Julie", after=0.5)
    chart = cjm.charts.emotion(drawn, binding, locale="en")
    (line,) = of_kind(chart, "line", "indigo")
    assert [line[0], line[10], line[20]] == [(0, 1), pytest.approx((0.5, -1.9)), pytest.approx((1, 2))]
    assert (0.5, -1.9, True) in [(dot.x, dot.y, dot.hollow) for dot in chart.view.dots]
    table = chart.table()
    assert list(table[table["stage"] == "Search"]["after"]) == [0.0, 0.5]
    drawn.set_emotion("Search", -2, persona="Julie", after=0.5)
    drawn.set_emotion("Receive", -1, persona="Julie")
    assert "lowest between Search and Pay (\u22122)" in chart.alt


def test_it_follows_points_data_and_the_binding_that_comes(drawn) -> None:
    chart = cjm.charts.emotion(drawn, locale="en")
    assert chart.title == "Emotion, as drawn"
    drawn.set_emotion("Search", -1, persona="Julie")
    assert of_kind(chart, "line", "indigo")[0][0] == (0, -1)
    drawn.document.undo()
    assert of_kind(chart, "line", "indigo")[0][0] == (0, 1)
    drawn.bind(survey(answers([40])))
    assert chart.title == "Emotion, drawn and measured (n=40)"
    drawn.binding.refresh(answers([20, 20]))
    assert chart.title == "Emotion, drawn and measured (n=80)"
    lane = drawn.add_lane("emotions")
    drawn.edit(lane, metric="none")
    assert chart.title == "Emotion, as drawn", "the lane says that no score stands beside the curve"


def test_a_persona_in_focus_is_shown_alone(drawn, binding) -> None:
    robert = drawn.document.add_persona("Robert")
    drawn.set_emotion("Search", 0, persona=robert)
    drawn.set_emotion("Pay", -1, persona=robert)
    chart = cjm.charts.emotion(drawn, binding, locale="en")
    names = [name for _, name in chart.view.right.ticks]
    assert set(names) == {"Julie", "Julie, to be", "Robert", "measured (CSAT)"}
    chart.focus(persona=robert, stage="Pay")
    assert {name for _, name in chart.view.right.ticks} == {"Robert", "measured (CSAT)"}
    assert "Robert: highest" in chart.alt
    assert [a.points[0][0] for a in chart.view.areas if a.color == "accent"] == [0.5]


def test_the_legend_is_never_on_itself(drawn, binding) -> None:
    for at in range(5):
        one = drawn.document.add_persona(f"Person {at}")
        drawn.set_emotion("Receive", -2, persona=one)
    places = sorted(y for y, _ in cjm.charts.emotion(drawn, binding).view.right.ticks)
    view = cjm.charts.emotion(drawn, binding).view
    pixel = (view.y[1] - view.y[0]) / (view.height - view.margin.top - view.margin.bottom)
    assert all(b - a >= 17.9 * pixel for a, b in pairwise(places))
    assert view.y[0] < places[0]
    assert places[-1] < view.y[1] + 1


def test_a_gap_parts_the_curve_and_nothing_drawn_says_so(journey) -> None:
    assert "no curve is drawn" in cjm.charts.emotion(journey, locale="en").alt
    journey.set_emotion("Search", 1)
    journey.set_emotion("Receive", 1)
    assert of_kind(cjm.charts.emotion(journey), "line", "slate") == [], "no bridge over an unknown stage"


def test_what_is_no_journey_is_refused(journey, binding) -> None:
    other = cjm.Document().add_journey("Other")
    with pytest.raises(BadInput, match="journey"):
        cjm.charts.emotion(binding)
    with pytest.raises(BadInput, match="another journey"):
        cjm.charts.emotion(other, binding)
