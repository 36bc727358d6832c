"""A metric over time: line, 95 % interval band, target and dated notes; knows only the binding it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import bqplot
import numpy as np

from cjm_widgets.charts import ink
from cjm_widgets.charts.chart import Chart
from cjm_widgets.charts.numbers import day, metric_value, whole
from cjm_widgets.errors import BadInput
from cjm_widgets.model import lookup

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding
    from cjm_widgets.model.records import Stage

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
        ``"csat"``, ``"nps"`` or ``"ces"``.
    stage : Stage or str, optional
        One stage, by record, id or name; all answers when left out.
    period : str
        ``"day"``, ``"week"``, ``"month"`` or ``"quarter"``.
    target : float, optional
        Where the dashed line stands (a share from 0 to 1, or a score); the target of the lane that shows
        this metric when left out.
    annotations : mapping or sequence of pairs
        Date → what happened.
    locale : str, optional
        ``"en"`` or ``"fr"``.
    width, height : str, optional
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    Trend
        A bqplot Figure; ``table()`` gives its rows: time, value, low, high, n, state.

    Raises
    ------
    NotFound
        No such stage or metric; the nearest one is named.
    """
    notes = list(annotations.items() if isinstance(annotations, Mapping) else annotations)
    stage_id = None
    if stage is not None:
        stage_id = lookup.find_stage(binding.journey.document.state, binding.journey.id, stage).id
    view = {"metric": metric, "stage_id": stage_id, "period": period, "target": target, "notes": _dated(notes)}
    return Trend(binding, locale, view, width=width, height=height)


class Trend(Chart):
    """The figure that :func:`trend` makes."""

    def __init__(self, binding: Binding, locale: str | None, view: dict[str, Any], **figure: Any) -> None:
        self.view = view
        x, y = bqplot.DateScale(), bqplot.LinearScale()
        scales = {"x": x, "y": y}
        still = {"scales": scales, "interactions": {}}
        self._band = bqplot.Lines(
            x=[], y=[[], []], fill="between", colors=["transparent"], fill_colors=[ink.MEASURED], fill_opacities=[0.16],
            stroke_width=0, **still,
        )  # fmt: skip
        self._line = bqplot.Lines(x=[], y=[], colors=[ink.MEASURED], stroke_width=2.2, **still)
        self._dots = bqplot.Scatter(
            x=[], y=[], colors=[ink.MEASURED], default_size=22, stroke_width=1.5, stroke=ink.MEASURED, **still
        )
        self._target = bqplot.Lines(x=[], y=[], colors=[ink.MUTED], line_style="dashed", stroke_width=1.4, **still)
        self._notes = bqplot.Lines(x=[], y=[], colors=[ink.ATTENTION], line_style="dashed", stroke_width=1.2, **still)
        self._words = bqplot.Label(
            x=[], y=[], text=[], colors=[ink.MUTED], default_size=12, font_weight="normal", x_offset=4, y_offset=-4, **still,
        )  # fmt: skip
        axes = [
            bqplot.Axis(scale=x, tick_style=ink.TICKS, color=ink.GRID, grid_lines="none", num_ticks=6),
            bqplot.Axis(
                scale=y, orientation="vertical", tick_style=ink.TICKS, color=ink.GRID, grid_color=ink.GRID,
                tick_format=".0%" if view["metric"] != "nps" else ".0f", num_ticks=5,
            ),
        ]  # fmt: skip
        margin = {"top": 44, "bottom": 34, "left": 52, "right": 20}
        marks = [self._band, self._target, self._notes, self._line, self._dots, self._words]
        super().__init__(binding, locale, marks=marks, axes=axes, fig_margin=margin, **figure)

    def read(self) -> pd.DataFrame:
        """Return one row a period: time, value, low, high, n, state."""
        return self.binding.trend(self.view["metric"], stage=self.view["stage_id"], period=self.view["period"])

    def draw(self, frame: pd.DataFrame) -> None:
        """Put the rows on the marks."""
        times = frame["time"].to_numpy("datetime64[ns]")
        value, low, high = (frame[name].to_numpy(float) for name in ("value", "low", "high"))
        few = (frame["state"] == "too_few").to_numpy()
        with self._band.hold_sync(), self._line.hold_sync(), self._dots.hold_sync():
            self._band.x, self._band.y = times, np.vstack([low, high])
            self._line.x, self._line.y = times, value
            self._dots.x, self._dots.y = times, value
            self._dots.opacities = [0.3 if item else 1.0 for item in few]
        self._draw_lines(times, np.concatenate([low, high]))
        self._name(frame, times)

    def _draw_lines(self, times: Any, values: Any) -> None:
        """Draw the target and the dated notes over the range of the data."""
        target = self._target_value()
        shown = values[~np.isnan(values)]
        floor, ceiling = (float(shown.min()), float(shown.max())) if shown.size else (0.0, 1.0)
        if target is not None:
            floor, ceiling = min(floor, target), max(ceiling, target)
        inside = [(at, what) for at, what in self.view["notes"] if times.size and times[0] <= at <= times[-1]]
        span = times[[0, -1]] if times.size else times
        with self._target.hold_sync(), self._notes.hold_sync(), self._words.hold_sync():
            self._target.x = span
            self._target.y = np.full(len(span), np.nan if target is None else target)
            self._notes.x = np.array([[at, at] for at, _ in inside], "datetime64[ns]").reshape(-1, 2)
            self._notes.y = np.array([[floor, ceiling] for _ in inside], float).reshape(-1, 2)
            labels = [(at, ceiling, what) for at, what in inside]
            if target is not None and times.size:
                labels.append((times[0], target, self.text("charts.target", value=self._shown(target))))
            self._words.x = np.array([at for at, _, _ in labels], "datetime64[ns]")
            self._words.y = np.array([height for _, height, _ in labels], float)
            self._words.text = np.array([words for _, _, words in labels], dtype=str)

    def _target_value(self) -> float | None:
        if self.view["target"] is not None:
            return float(self.view["target"])
        lanes = [lane for lane in self.binding.journey.lanes if lane.metric == self.view["metric"]]
        return next((lane.target for lane in lanes if lane.target is not None), None)

    def _shown(self, value: float | None) -> str:
        return metric_value(self.view["metric"], value, self.language)

    def _name(self, frame: pd.DataFrame, times: Any) -> None:
        """Set the title and the words that say what is shown."""
        stages = {stage.id: stage.name for stage in self.binding.journey.stages}
        place = stages.get(self.view["stage_id"]) if self.view["stage_id"] else self.text("charts.all_stages")
        values = {
            "metric": self.metric_name(self.view["metric"]),
            "period": self.text(f"charts.by_{self.view['period']}"),
            "stage": place or self.text("charts.stage_gone"),
            "n": whole(float(frame["n"].sum()), self.language),
        }
        self.title = self.text("charts.trend_title", **values)
        known = frame[frame["value"].notna()]
        if known.empty:
            self.alt = self.text("charts.trend_empty", **values)
            return
        first, last = known.iloc[0], known.iloc[-1]
        self.alt = self.text(
            "charts.trend_alt", first=self._shown(first["value"]), last=self._shown(last["value"]),
            start=day(first["time"], self.language), end=day(last["time"], self.language), **values,
        )  # fmt: skip


def _dated(notes: Sequence[tuple[Any, str]]) -> list[tuple[np.datetime64, str]]:
    try:
        return [(np.datetime64(at, "ns"), str(what)) for at, what in notes]
    except (TypeError, ValueError) as error:
        raise BadInput(
            "A note needs a date and a text.", where="annotations", value=notes, expected='{"2026-03-02": "new form"}'
        ) from error
