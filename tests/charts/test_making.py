"""What a chart is for the browser, what making one costs, and that a thousand refreshes leave nothing."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import bqplot
import pytest
from ipywidgets.widgets import widget as registry

import cjm_widgets as cjm
from cjm_widgets.charts import light
from tests.charts.conftest import SEGMENTED, opinions

MAKERS: dict[str, Callable[[Any], Any]] = {
    "trend": lambda b: cjm.charts.trend(b, "csat", annotations={"2026-01-05": "opening"}),
    "funnel": lambda b: cjm.charts.funnel(b),
    "by_stage": lambda b: cjm.charts.by_stage(b, "nps"),
    "distribution": lambda b: cjm.charts.distribution(b, "nps"),
    "emotion": lambda b: cjm.charts.emotion(b.journey, b),
    "heatmap": lambda b: cjm.charts.heatmap(b, "nps"),
}


@pytest.fixture(params=MAKERS)
def chart(request: pytest.FixtureRequest, journey, grouped) -> Iterator[Any]:
    journey.set_emotion("Search", 1)
    journey.set_emotion("Pay", -1, low=-1.5, high=0)
    made = MAKERS[request.param](grouped)
    yield made
    made.close()


def test_it_is_a_bqplot_figure_for_the_browser(chart) -> None:
    assert isinstance(chart, bqplot.Figure)
    state = chart.get_state(["_model_name", "_view_name", "_model_module"])
    assert state == {"_model_name": "FigureModel", "_view_name": "Figure", "_model_module": "bqplot"}
    assert chart.get_state().keys() == bqplot.Figure().get_state().keys()
    for mark in chart.marks:
        plain = getattr(bqplot, type(mark).__name__)
        assert isinstance(mark, plain)
        assert mark.x.dtype == mark.y.dtype == float
        assert mark.get_state(["_model_name"])["_model_name"] == f"{plain.__name__}Model"


def test_what_is_made_faster_says_the_same() -> None:
    scales = {"x": bqplot.LinearScale(), "y": bqplot.LinearScale()}
    for name in ("Lines", "Scatter", "Label", "Axis", "LinearScale", "Figure"):
        own = {"scales": scales} if name in ("Lines", "Scatter", "Label") else {}
        own |= {"scale": scales["x"]} if name == "Axis" else {}
        ours, theirs = getattr(light, name)(**own), getattr(bqplot, name)(**own)
        assert ours.keys == theirs.keys
        mine, plain = ours.get_state(), theirs.get_state()
        assert list(mine) == list(plain)
        differ = {key for key in mine if _plain(mine[key]) != _plain(plain[key])}
        assert differ <= {"layout", "scale_x", "scale_y"}, "each has its own"
        assert ours.get_state("_view_name") == theirs.get_state("_view_name")


def _plain(value: Any) -> Any:
    """Return a piece of state with the bytes of arrays in place of where they lie."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def test_it_says_what_it_shows(chart) -> None:
    assert "n=" in chart.title
    assert len(chart.alt) > 20
    assert chart._repr_mimebundle_()["text/plain"] == chart.alt
    assert len(chart.table()) > 0
    chart.language = "fr"
    assert "n\xa0=\xa0" in chart.title
    assert chart.title != chart.alt


def test_a_thousand_refreshes_leave_no_models_and_no_memory(journey, grouped) -> None:
    journey.set_emotion("Pay", -1)
    charts = [make(grouped) for make in MAKERS.values()]
    data = [opinions(SEGMENTED), opinions({key: scores[5:] for key, scores in SEGMENTED.items()})]
    for at in range(4):
        grouped.refresh(survey=data[at % 2])
    models, listeners, titles = set(registry._instances), len(grouped._changes), [c.title for c in charts]
    for at in range(800):
        grouped.refresh(survey=data[at % 2])
    gc.collect()
    objects = len(gc.get_objects())
    tracemalloc.start()
    try:
        for at in range(200):
            grouped.refresh(survey=data[at % 2])
            if at == 19:
                gc.collect()
                before = tracemalloc.get_traced_memory()[0]
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert set(registry._instances) == models
    assert len(grouped._changes) == listeners
    assert [chart.title for chart in charts] == titles
    assert len(gc.get_objects()) - objects < 300, "over 200 refreshes of six charts"
    assert grown < 60_000, "bytes, over 180 refreshes of six charts"


def test_each_costs_less_than_ten_bare_figures(journey, grouped) -> None:
    """All six together are measured by ``make bench``, in a kernel, where nothing else runs."""

    def bare() -> Any:
        scales = {"x": bqplot.LinearScale(), "y": bqplot.LinearScale()}
        lines = bqplot.Lines(x=[1.0, 2.0], y=[1.0, 2.0], scales=scales)
        return bqplot.Figure(marks=[lines], axes=[bqplot.Axis(scale=scale) for scale in scales.values()])

    def cost(make: Callable[[], Any]) -> float:
        make().close()
        spent = []
        for _ in range(7):
            start = time.process_time()
            made = make()
            spent.append(time.process_time() - start)
            made.close()
        return min(spent)

    limit = 10 * cost(bare)
    for name, make in MAKERS.items():
        assert cost(lambda make=make: make(grouped)) < limit, name


def test_words_of_ticks_go_before_their_places_in_a_message(grouped) -> None:
    (axis, *_) = cjm.charts.funnel(grouped).drawing.axes
    assert list(axis.get_state(["tick_values", "side", "tick_labels"])) == [
        "tick_labels", "side", "tick_values",
    ]  # fmt: skip
    assert list(axis.get_state("side")) == ["side"]
