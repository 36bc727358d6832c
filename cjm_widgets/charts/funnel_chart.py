"""Where customers leave: reach and conversion, stage by stage; knows only the binding it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bqplot
import numpy as np

from cjm_widgets.charts import ink
from cjm_widgets.charts.chart import Chart, expect_binding, known, put_on, records
from cjm_widgets.locale import text
from cjm_widgets.render.format import interval, number, percent
from cjm_widgets.render.text import fit
from cjm_widgets.render.text import width as text_width

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

_NAME_ROOM = 170.0


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
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    Funnel
        A bqplot Figure that follows the data and the map. ``table()`` gives its rows: stage_id, stage, reach
        (customers), conversion, low, high (shares from 0 to 1), n, state. ``alt`` says it in words.

    Raises
    ------
    BadInput
        Not a binding, or no such language.
    """
    return Funnel(expect_binding(binding), locale=locale, width=width, height=height)


@dataclass(frozen=True, slots=True)
class FunnelView:
    """All that the chart shows.

    Attributes
    ----------
    names, reach, labels : tuple
        One item a stage: a short name, customers, and the words at the end of the bar.
    worst : int or None
        The place of the lowest conversion that rests on enough customers.
    title, alt : str
        The words.
    """

    names: tuple[str, ...]
    reach: tuple[float, ...]
    labels: tuple[str, ...]
    worst: int | None
    title: str
    alt: str


class Funnel(Chart):
    """The figure that :func:`funnel` makes; the step that loses most is in the colour of friction."""

    def __init__(
        self, binding: Binding, *, locale: str | None, width: str | None, height: str | None
    ) -> None:
        stages, customers = bqplot.OrdinalScale(), bqplot.LinearScale(min=0.0, max=1.0)
        self._customers = customers
        self._bars = bqplot.Bars(
            x=[],
            y=[],
            scales={"x": stages, "y": customers},
            orientation="horizontal",
            padding=0.3,
            color_mode="group",
            colors=[ink.ACCENT],
            interactions={},
        )
        self._words = bqplot.Label(
            x=[],
            y=[],
            text=[],
            scales={"x": customers, "y": stages},
            colors=[ink.TEXT],
            default_size=12,
            font_weight="normal",
            x_offset=8,
            y_offset=1,
            apply_clip=False,
            interactions={},
        )
        self._names = bqplot.Axis(
            scale=stages, side="left", tick_style=ink.TICKS, color="transparent", grid_lines="none"
        )
        marks = [self._bars, self._words]
        super().__init__(binding, locale=locale, width=width, height=height, marks=marks, axes=[self._names])

    def read(self) -> pd.DataFrame:
        """Return one row a stage: stage_id, stage, reach, conversion, low, high, n, state."""
        return self.binding.funnel()

    def see(self, frame: pd.DataFrame) -> FunnelView:
        """Return what the chart shows of these rows."""
        return funnel_view(frame, self.language)

    def draw(self, view: FunnelView) -> None:
        """Put the view on the marks."""
        # Bars stand at places counted from the bottom, names are their words: bqplot keeps the order in
        # which it met the values of a scale first, and appends new ones at the top.
        places = np.array([str(at) for at in range(len(view.names))], dtype=str)
        reach = np.array(view.reach[::-1], dtype=float)
        colors = [ink.NEGATIVE if at == view.worst else ink.ACCENT for at in range(len(places))][::-1]
        room = max((text_width(name, 12) for name in view.names), default=60.0)
        self.alt = view.alt
        put_on(
            [
                (self._customers, {"max": float(max(reach.max(initial=0.0) * 1.5, 1.0))}),
                (self._bars, {"x": places, "y": reach, "colors": colors or [ink.ACCENT]}),
                (self._words, {"x": reach, "y": places, "text": np.array(view.labels[::-1], dtype=str)}),
                (self._names, {"tick_labels": dict(zip(places.tolist(), view.names[::-1], strict=True))}),
                (
                    self,
                    {
                        "title": view.title,
                        "fig_margin": {"top": 44, "bottom": 14, "left": round(room * 1.08) + 20, "right": 12},
                    },
                ),
            ]
        )


def funnel_view(frame: pd.DataFrame, locale: str) -> FunnelView:
    """Return what a funnel shows of the rows of ``binding.funnel()``; no number where there is none."""
    rows = records(frame)
    reach = tuple(float(row["reach"]) if known(row["reach"]) else 0.0 for row in rows)
    sure = [at for at, row in enumerate(rows) if known(row["conversion"]) and row["state"] != "too_few"]
    worst = min(sure, key=lambda at: float(rows[at]["conversion"]), default=None)
    total = number(max(reach, default=0.0), locale)
    if worst is None:
        alt = text("charts.funnel_empty", locale)
    else:
        share = percent(rows[worst]["conversion"], locale)
        stage = rows[worst]["stage"]
        alt = text("charts.funnel_alt", locale, n=total, stages=len(rows), stage=stage, share=share)
    unnamed = text("map.stage_unnamed", locale)
    names = tuple(fit(str(row["stage"]), _NAME_ROOM, 12) or unnamed for row in rows)
    labels = tuple(_label(row, locale) for row in rows)
    return FunnelView(names, reach, labels, worst, text("charts.funnel_title", locale, n=total), alt)


def _label(row: dict[str, Any], locale: str) -> str:
    """Return the words at the end of a bar: customers, and the share that came, with its interval."""
    if not known(row["reach"]):
        return text("map.no_data", locale)
    parts = [number(row["reach"], locale)]
    if known(row["conversion"]):
        shown = percent(row["conversion"], locale)
        sure = known(row["low"]) and known(row["high"])
        parts.append(f"{shown} ({interval(row['low'], row['high'], 'share', locale)})" if sure else shown)
    if row["state"] == "too_few":
        parts.append(text("map.too_few", locale))
    return " · ".join(parts)
