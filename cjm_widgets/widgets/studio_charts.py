"""The charts of a studio: made once there are data, about what is chosen; knows no board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets

from cjm_widgets.metrics.cells import SURVEY_METRICS
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.selection import Selection

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding

HEIGHT = "320px"


def _trend(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import trend

    metric = _first_metric(binding)
    return None if metric is None else trend(binding, metric, locale=locale, height=HEIGHT)


def _funnel(binding: Binding, locale: str) -> Any:
    from cjm_widgets.charts import funnel

    return funnel(binding, locale=locale, height=HEIGHT) if "reach" in _measured(binding) else None


CHARTS: Mapping[str, Callable[[Any, str], Any]] = {"trend": _trend, "funnel": _funnel}
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

    @property
    def drawable(self) -> tuple[Any, ...]:
        """Those of which there is a picture without a browser."""
        return tuple(chart for chart in self.charts if hasattr(chart, "static_view"))

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
        for chart in self.charts:
            if chart.language != locale:
                chart.language = locale
        if self.box.children != self.charts:
            self.box.children = self.charts
            self.focus(self._chosen)

    def focus(self, chosen: Selection) -> None:
        """Let the charts be about what is chosen."""
        self._chosen = chosen
        trend = self._made.get("trend")
        if trend is None:
            return
        metric = chosen.metric
        stage = chosen.stage_id
        if metric not in _measured(trend.binding) or (metric not in SURVEY_METRICS and stage is None):
            metric = trend.ask.metric if trend.ask.metric in SURVEY_METRICS or stage else None
            metric = metric or _first_metric(trend.binding)
        if metric is not None and (metric, stage) != (trend.ask.metric, trend.ask.stage_id):
            trend.ask = replace(trend.ask, metric=metric, stage_id=stage)
            trend.redraw()

    def close(self) -> None:
        """Take the charts out of memory."""
        for chart in self.charts:
            chart.close()
        layout = self.box.layout
        self.box.close()
        if layout is not None:
            layout.close()
        self._made.clear()


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
