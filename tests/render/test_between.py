"""Curves with points between stages: where they are drawn, what they never do, and what words call them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.analysis.measured import Measured
from cjm_widgets.model.curve_points import runs, x_of
from cjm_widgets.render.alt import curve_alt
from cjm_widgets.render.curve import curve, point_at
from cjm_widgets.render.scores import gaps
from cjm_widgets.render.views import project

STAGES = ("s0", "s1", "s2", "s3")


class Point(NamedTuple):
    stage_id: str
    after: float
    value: float


places = st.tuples(st.sampled_from(STAGES), st.sampled_from([0.0, *(n / 100 for n in range(100))]))
curves = st.dictionaries(places, st.floats(-2, 2), max_size=24).map(
    lambda held: [Point(stage, after, value) for (stage, after), value in held.items()]
)
widths = st.lists(st.floats(1, 300), min_size=4, max_size=4)


@given(curves)
def test_runs_hold_every_point_once_in_order_and_bridge_no_stage_without_one(points: list[Point]) -> None:
    found = runs(points, STAGES)
    ats = [at for run in found for at, _ in run]
    assert sorted(point for run in found for _, point in run) == sorted(points)
    assert all(a < b for a, b in pairwise(ats))
    assert all(at < len(STAGES) - 0.5 for at in ats)
    known = {STAGES.index(point.stage_id) for point in points if point.after == 0}
    for run in found:
        first, last = int(run[0][0]), int(run[-1][0])
        assert set(range(first + 1, last + 1)) <= known
    for before, behind in pairwise(found):  # two runs are two only where a stage says nothing
        assert any(stage not in known for stage in range(int(before[-1][0]) + 1, int(behind[0][0]) + 1))


@given(curves, widths, st.floats(0, 1))
def test_the_line_goes_through_all_points_and_never_beyond_their_values(
    points: list[Point], columns: list[float], t: float
) -> None:
    edges = [sum(columns[:at]) for at in range(5)]
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    for run in runs(points, STAGES):
        spots = [(x_of(at, middles, columns[-1]), point.value) for at, point in run]
        segments = curve(spots)
        assert [segment[0] for segment in segments] == spots[:-1]
        assert [segment[3] for segment in segments] == spots[1:]
        assert edges[0] <= spots[0][0] and spots[-1][0] <= edges[-1]
        for segment in segments:
            (_, low), (_, high) = sorted((segment[0], segment[3]), key=lambda xy: xy[1])
            assert low - 1e-9 <= point_at(segment, t)[1] <= high + 1e-9


@pytest.fixture
def journey() -> cjm.Journey:
    """Return a journey whose lowest point stands between two stages."""
    made = cjm.Document().add_journey("Returns", template="purchase")
    for stage, value in zip(made.stages, (1.0, -1.0, 2.0, 0.0, 1.0), strict=True):
        made.set_emotion(stage, value)
    made.set_emotion("Discovery", -1.8, after=0.5, label="lost", intensity=5)
    return made


def test_pictures_show_it_and_say_where(journey: cjm.Journey) -> None:
    plain = cjm.Document().add_journey("Returns", template="purchase")
    for stage, value in zip(plain.stages, (1.0, -1.0, 2.0, 0.0, 1.0), strict=True):
        plain.set_emotion(stage, value)
    for board in (cjm.EmotionCurve, cjm.JourneyMap):
        with_it = cjm.render_static(board(journey)).svg
        without = cjm.render_static(board(plain)).svg
        assert with_it.count("<circle") == without.count("<circle") + 1
        assert ">lost<" in with_it
    view = project(journey.document.state, journey.id)
    assert "lowest between Discovery and Consideration (\u22121.8)" in curve_alt(view, "en")
    said = curve_alt(view, "fr", intensity=True)
    assert "au plus bas entre Discovery et Consideration" in said
    assert "au plus haut à l’étape Decision" in said


def test_it_is_not_the_emotion_at_a_stage(journey: cjm.Journey) -> None:
    """A score of the stage is held against the stage's own point, or nothing where it has none."""
    view = project(journey.document.state, journey.id)
    stage = view.stages[0].id
    scores = {stage: Measured(stage, -1.8, -1.9, -1.7, 100, weak=False)}
    assert gaps(view, scores)[stage].value == pytest.approx(-2.8)
    journey.remove(journey.emotions[0])
    assert gaps(project(journey.document.state, journey.id), scores) == {}
