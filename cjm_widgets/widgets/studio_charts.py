"""The charts of a studio: made once there are data, about what is chosen; knows no board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets

from cjm_widgets.errors import CjmError
from cjm_widgets.metrics.cells import SURVEY_METRICS
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.selection import Selection

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding

COLUMN = 480
"""Pixels that a chart has where the room is least; `studio.css` says the same."""
SPREAD = ("nps", "csat")
"""Metrics whose answers are shown by how they are spread; the first that is measured."""


def _trend(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import trend

    metric = _first_metric(binding)
    return None if metric is None else trend(binding, metric, locale=locale)


def _funnel(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import funnel

    return funnel(binding, locale=locale) if "reach" in _measured(binding) else None


def _by_stage(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import by_stage

    metric = _first_metric(binding)
    return None if metric is None else by_stage(binding, metric, locale=locale)


def _distribution(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import distribution

    metric = next((name for name in SPREAD if name in _measured(binding)), None)
    return None if metric is None else distribution(binding, metric, locale=locale)


def _heatmap(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import heatmap

    metric = _first_metric(binding)
    return None if metric is None else heatmap(binding, metric, locale=locale)


def _emotion(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import emotion

    return emotion(binding.journey, binding, locale=locale)


CHARTS: Mapping[str, Callable[[Any, str], Any]] = {
    "trend": _trend,
    "funnel": _funnel,
    "by_stage": _by_stage,
    "distribution": _distribution,
    "heatmap": _heatmap,
    "emotion": _emotion,
}
"""Name → how it is made; None where the data have nothing for it."""


class StudioCharts:
    """The charts that the data have something for, in a box of their own.

    Parameters
    ----------
    journey : Journey
        Whose numbers.
    binding : Binding or None
        Where they come from; None: the journey's own, whichever that is.
    wanted : sequence of str
        Names of :data:`CHARTS`.
    locale : str
        Language of the charts.
    """

    def __init__(self, journey: Journey, binding: Binding | None, wanted: Sequence[str], locale: str) -> None:
        self._journey, self._given, self._wanted = journey, binding, tuple(wanted)
        self._made: dict[str, Any] = {}
        self._chosen = Selection()
        self.box = ipywidgets.Box().add_class("cjm-root").add_class("cjm-studio__charts")
        self.fill(locale)

    @property
    def binding(self) -> Binding | None:
        """Where the numbers come from."""
        return self._given if self._given is not None else self._journey.binding

    @property
    def charts(self) -> tuple[Any, ...]:
        """The charts, in the order wanted."""
        return tuple(self._made[name] for name in self._wanted if name in self._made)

    def fill(self, locale: str) -> None:
        """Make the charts that can be made by now; those that are there speak the language."""
        binding = self.binding
        if binding is None:
            return
        for name in self._wanted:
            if name not in self._made:
                chart = CHARTS[name](binding, locale)
                if chart is not None:
                    self._made[name] = chart.add_class("cjm-studio__chart")
                    if chart.view.least > COLUMN:
                        chart.add_class("cjm-studio__chart--wide")
                        chart.layout.min_width = "0"  # a row to itself is all that a narrow studio has
        for chart in self.charts:
            if chart.language != locale:
                chart.language = locale
        if self.box.children != self.charts:
            self.box.children = self.charts
            self.focus(self._chosen)

    def focus(self, chosen: Selection) -> None:
        """Let the charts be about what is chosen."""
        self._chosen = chosen
        for name, chart in self._made.items():
            if name == "trend":
                metric = _metric_of(chart, chosen)
                if metric != chart.ask.metric:
                    chart.ask = replace(chart.ask, metric=metric)
            elif chosen.metric in _shows(name, chart.binding):
                chart.metric = chosen.metric
            try:
                chart.focus(stage=chosen.stage_id, persona=chosen.persona_id)
            except CjmError:  # its rule cannot be read, which the card of the persona says
                chart.focus(stage=chosen.stage_id, persona=None)
            chart.redraw()

    def close(self) -> None:
        """Take the charts out of memory."""
        for chart in self.charts:
            chart.close()
        layout = self.box.layout
        self.box.close()
        if layout is not None:
            layout.close()
        self._made.clear()


def _metric_of(trend: Any, chosen: Selection) -> str:
    """Return what the trend is of: the metric that is chosen; of events only at a stage that is chosen."""
    wanted = chosen.metric if chosen.metric in _measured(trend.binding) else trend.ask.metric
    if wanted in SURVEY_METRICS or chosen.stage_id is not None:
        return str(wanted)
    return _first_metric(trend.binding) or str(trend.ask.metric)


def _shows(name: str, binding: Binding) -> tuple[str, ...]:
    """Return the metrics that a chart can be turned to; none for one that is not of a metric."""
    if name in ("by_stage", "heatmap"):
        return _measured(binding)
    return SURVEY_METRICS if name == "distribution" else ()


def _measured(binding: Binding) -> tuple[str, ...]:
    """Return the metrics that the data measure at any stage."""
    return tuple(
        metric
        for metric, row in binding.cells().items()
        if any(cell.value is not None for cell in row.values())
    )


def _first_metric(binding: Binding) -> str | None:
    """Return the survey metric of the first lane that has one, else the first that is measured."""
    measured = [metric for metric in _measured(binding) if metric in SURVEY_METRICS]
    lanes = [lane.metric for lane in binding.journey.lanes if lane.metric in measured]
    return next(iter([*lanes, *measured]), None)
