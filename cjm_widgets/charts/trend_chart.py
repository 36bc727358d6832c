"""A metric over time: line, 95 % interval band, target and dated notes; knows only the binding it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import bqplot
import numpy as np

from cjm_widgets.charts import ink, ticks
from cjm_widgets.charts.chart import Chart, expect_binding, put_on
from cjm_widgets.charts.trend_view import TrendAsk, TrendView, read_notes, trend_view
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Stage

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

Notes = Mapping[Any, str] | Sequence[tuple[Any, str]]


def trend(
    binding: Binding,
    metric: str = "csat",
    *,
    stage: Stage | str | None = None,
    period: str = "week",
    target: float | None = None,
    annotations: Notes = (),
    locale: str | None = None,
    width: str | None = None,
    height: str | None = None,
) -> Trend:
    """Draw a metric over time with its interval; it follows new data and edits of the map.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)``.
    metric : str
        ``"csat"``, ``"nps"``, ``"ces"``, or any event metric of one stage.
    stage : Stage or str, optional
        One stage, by record, id or name; the answers of all stages together when left out. The chart goes on
        showing that stage when it is renamed or moved.
    period : str
        ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.
    target : float, optional
        Where the dashed line stands (a share from 0 to 1, or a score); the target of the lane that shows
        this metric when left out.
    annotations : mapping or sequence of pairs
        Date → what happened; those outside of the time that is shown are left out.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    Trend
        A bqplot Figure. ``table()`` gives its rows: time, value, low, high, n, state; ``alt`` says it in
        words. Along x it counts days since 1970, so that every reader sees the same dates.

    Raises
    ------
    NotFound
        No such stage or metric; the nearest one is named.
    BadInput
        Not a binding, no such period or language, or a note without a date.
    """
    journey = expect_binding(binding).journey
    stage_id = None
    if stage is not None:
        stage_id = lookup.find_stage(journey.document.state, journey.id, stage).id
    ask = TrendAsk(metric, stage_id, period, target, read_notes(annotations))
    return Trend(binding, ask, locale=locale, width=width, height=height)


class Trend(Chart):
    """The figure that :func:`trend` makes; points of too few answers are hollow and grey."""

    def __init__(
        self,
        binding: Binding,
        ask: TrendAsk,
        *,
        locale: str | None,
        width: str | None,
        height: str | None,
    ) -> None:
        self.ask = ask
        x, y = bqplot.LinearScale(min=0.0, max=1.0), bqplot.LinearScale(min=0.0, max=1.0)
        self._x, self._y = x, y
        of: dict[str, Any] = {"scales": {"x": x, "y": y}, "interactions": {}, "x": [], "y": []}
        words: dict[str, Any] = {**of, "text": [], "default_size": 12, "font_weight": "normal"}
        self._band = bqplot.Lines(
            **{**of, "y": [[], []]},
            fill="between",
            colors=["transparent"],
            fill_colors=[ink.MEASURED],
            fill_opacities=[0.18],
            stroke_width=0,
        )
        self._line = bqplot.Lines(**of, colors=[ink.MEASURED], stroke_width=2.2)
        self._dots = bqplot.Scatter(**of, colors=[ink.MEASURED], default_size=26)
        self._few = bqplot.Scatter(**of, colors=[ink.FAINT], default_size=32, fill=False, stroke_width=1.5)
        self._target = bqplot.Lines(**of, colors=[ink.QUIET], line_style="dashed", stroke_width=1.4)
        self._notes = bqplot.Lines(**of, colors=[ink.ATTENTION], line_style="dashed", stroke_width=1.3)
        self._goal = bqplot.Label(**words, colors=[ink.QUIET], align="end", y_offset=-12)
        self._happened = bqplot.Label(**words, colors=[ink.TEXT], x_offset=4, y_offset=12, apply_clip=False)
        self._days = bqplot.Axis(scale=x, tick_style=ink.TICKS, color=ink.GRID, grid_lines="none")
        self._values = bqplot.Axis(
            scale=y, side="left", tick_style=ink.TICKS, color="transparent", grid_color=ink.GRID
        )
        marks = [self._band, self._target, self._notes, self._line, self._dots, self._few]
        super().__init__(
            binding,
            locale=locale,
            width=width,
            height=height,
            marks=[*marks, self._goal, self._happened],
            axes=[self._days, self._values],
        )

    def read(self) -> pd.DataFrame:
        """Return one row a period: time, value, low, high, n, state."""
        return self.binding.trend(self.ask.metric, stage=self.ask.stage_id, period=self.ask.period)

    def see(self, frame: pd.DataFrame) -> TrendView:
        """Return what the chart shows of these rows."""
        return trend_view(frame, self.ask, self.binding.journey, self.language)

    def draw(self, view: TrendView) -> None:
        """Put the view on the marks."""
        self.alt = view.alt
        x, value, low, high = (_floats(column) for column in (view.x, view.value, view.low, view.high))
        few = np.array(view.few, dtype=bool)
        floor, top = (view.y_ticks[0][0], view.y_ticks[-1][0]) if view.y_ticks else (0.0, 1.0)
        span = _floats(view.span)
        notes = _floats([at for at, _ in view.notes])
        goal = [] if view.target is None else [view.target] * len(view.span)
        put_on(
            [
                (self._x, {"min": view.span[0], "max": view.span[1]}),
                (self._y, {"min": floor, "max": top}),
                (self._band, {"x": x, "y": np.vstack([low, high])}),
                (self._line, {"x": x, "y": value}),
                (self._dots, {"x": x[~few], "y": value[~few]}),
                (self._few, {"x": x[few], "y": value[few]}),
                (self._target, {"x": span[: len(goal)], "y": _floats(goal)}),
                (self._goal, _words([(view.span[1], view.target, view.target_text)] if goal else [])),
                (self._notes, _uprights(notes, floor, top)),
                (self._happened, _words([(at, top, what) for at, what in view.notes])),
                (self._days, _axis(view.x_ticks)),
                (self._values, _axis(view.y_ticks)),
                (self, {"title": view.title, "fig_margin": view.margin()}),
            ]
        )


def _floats(values: Sequence[float]) -> Any:
    return np.array(values, dtype=float)


def _uprights(at: Any, floor: float, top: float) -> dict[str, Any]:
    """Return one upright line for each x; bqplot takes lines as rows, and none at all as an empty row."""
    if not len(at):
        return {"x": _floats([]), "y": _floats([])}
    return {"x": np.column_stack([at, at]), "y": np.tile([floor, top], (len(at), 1))}


def _words(placed: Sequence[tuple[float, float | None, str]]) -> dict[str, Any]:
    return {
        "x": _floats([x for x, _, _ in placed]),
        "y": _floats([y or 0.0 for _, y, _ in placed]),
        "text": np.array([words for _, _, words in placed], dtype=str),
    }


def _axis(labelled: ticks.Ticks) -> dict[str, Any]:
    """Return tick places and their words; words first, so that no tick is ever seen with a bare number."""
    return {
        "tick_labels": {ticks.key(at): words for at, words in labelled},
        "tick_values": _floats([at for at, _ in labelled]),
    }
