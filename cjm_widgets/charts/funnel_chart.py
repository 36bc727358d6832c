"""Where customers leave: reach and conversion, stage by stage; knows only the binding it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.charts.chart import Chart, expect_binding
from cjm_widgets.render.charts.funnel_plot import funnel_plot
from cjm_widgets.render.charts.plot import Plot

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding


def funnel(
    binding: Binding, *, locale: str | None = None, width: str | None = None, height: str | None = None
) -> Funnel:
    """Draw how many customers reach each stage, and what share came from the stage before with its interval.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)`` with an event log.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and the height of its rows when left out.

    Returns
    -------
    Funnel
        A bqplot Figure that follows the data, the map and a selection. ``table()`` gives its rows: stage_id,
        stage, reach (customers), conversion, low, high (shares from 0 to 1), n, state. ``alt`` says it in
        words.

    Raises
    ------
    BadInput
        Not a binding, or no such language.
    """
    return Funnel(expect_binding(binding), locale=locale, width=width, height=height)


class Funnel(Chart):
    """The figure that :func:`funnel` makes; the step that loses most is in the colour of friction."""

    def table(self) -> pd.DataFrame:
        """Return one row a stage: stage_id, stage, reach, conversion, low, high, n, state."""
        return self.binding.funnel(**self.whose()[0])

    def see(self) -> Plot:
        """Return what the chart shows now."""
        asked, name = self.whose()
        cells = self.binding.cells(**asked)
        return funnel_plot(cells.get("reach", {}), cells.get("conversion", {}), self.look(name))
