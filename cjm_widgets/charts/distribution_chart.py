"""How answers are spread, stage by stage; knows only the binding it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.charts.chart import Chart, expect_binding
from cjm_widgets.render.charts.distribution_plot import distribution_plot
from cjm_widgets.render.charts.plot import Plot

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding


def distribution(
    binding: Binding,
    metric: str = "nps",
    *,
    stages: bool = True,
    locale: str | None = None,
    width: str | None = None,
    height: str | None = None,
) -> Distribution:
    """Draw the shares of detractors, passives and promoters, or of each score, stage by stage.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)`` with a survey.
    metric : str
        ``"nps"``, ``"csat"`` or ``"ces"``.
    stages : bool
        False for the answers of all stages together only.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and the height of its rows when left out.

    Returns
    -------
    Distribution
        A bqplot Figure that follows the data, the map and a selection; too few answers are grey. ``table()``
        gives its rows: stage, outcome, answers, share (0 to 1), low, high, n, state, stage_id; ``alt`` says
        it in words.

    Raises
    ------
    NotFound
        No such question; the nearest one is named.
    BadInput
        Not a binding, or no such language.
    """
    return Distribution(expect_binding(binding), metric, stages, locale=locale, width=width, height=height)


class Distribution(Chart):
    """The figure that :func:`distribution` makes."""

    def __init__(
        self,
        binding: Binding,
        metric: str,
        stages: bool,
        *,
        locale: str | None,
        width: str | None,
        height: str | None,
    ) -> None:
        self.metric, self.stages = metric, bool(stages)
        super().__init__(binding, locale=locale, width=width, height=height)

    def table(self) -> pd.DataFrame:
        """Return one row a stage and outcome, as ``binding.distribution(…)`` does."""
        frame = self.binding.distribution(self.metric, locale=self.language, **self.whose()[0])
        return frame if self.stages else frame[frame["stage_id"].isna()].reset_index(drop=True)

    def see(self) -> Plot:
        """Return what the chart shows now."""
        asked, name = self.whose()
        spreads = self.binding.spreads(self.metric, **asked)
        shown = spreads if self.stages else spreads[:1]
        lower = self.binding.better(self.metric) == "lower"
        return distribution_plot(shown, self.metric, self.look(name), lower_is_better=lower)
