"""A metric by stage, one series a segment, with intervals; knows only the binding it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.charts.chart import expect_binding
from cjm_widgets.charts.grouped_chart import GroupedChart
from cjm_widgets.render.charts.by_stage_plot import by_stage_plot
from cjm_widgets.render.charts.plot import Plot

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding


def by_stage(
    binding: Binding,
    metric: str = "csat",
    *,
    by: str | None = None,
    locale: str | None = None,
    width: str | None = None,
    height: str | None = None,
) -> ByStage:
    """Draw a metric stage by stage, one series a segment, each value with its 95 % interval.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)``.
    metric : str
        Any metric of ``binding.cells()``.
    by : str, optional
        ``"segment"``, ``"channel"`` or ``"persona"``; segments when left out, and everyone together where no
        source has segments.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and the height of its rows when left out.

    Returns
    -------
    ByStage
        A bqplot Figure that follows the data, the map and a selection: up to six groups, those with most
        answers or customers. ``table()`` gives all rows: stage, group, metric, value, low, high, n, state,
        stage_id; ``alt`` says it in words.

    Raises
    ------
    NotFound
        No such metric; the nearest one is named.
    BadInput
        Not a binding, no such language or way to split, or no source that has what it takes.
    """
    return ByStage(expect_binding(binding), metric, by, locale=locale, width=width, height=height)


class ByStage(GroupedChart):
    """The figure that :func:`by_stage` makes; values of too few answers are hollow and grey."""

    def see(self) -> Plot:
        """Return what the chart shows now."""
        return by_stage_plot(self.grouped(), self.look())
