"""Where customers leave: reach and conversion, stage by stage; knows only the binding it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bqplot
import numpy as np

from cjm_widgets.charts import ink
from cjm_widgets.charts.chart import Chart
from cjm_widgets.charts.numbers import percent, whole

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

LONGEST = 22
"""Letters of a stage name beside its bar; the table has it whole."""


def funnel(
    binding: Binding, *, locale: str | None = None, width: str | None = None, height: str | None = None
) -> Funnel:
    """Draw how many customers reach each stage, and the share that came from the stage before with its interval.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…, events)``.
    locale : str, optional
        ``"en"`` or ``"fr"``.
    width, height : str, optional
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    Funnel
        A bqplot Figure; ``table()`` gives its rows: stage, reach, conversion, low, high, n, state.
    """
    return Funnel(binding, locale, width=width, height=height)


class Funnel(Chart):
    """The figure that :func:`funnel` makes; the stage that loses most is in the colour of friction."""

    def __init__(self, binding: Binding, locale: str | None, **figure: Any) -> None:
        names, counts = bqplot.OrdinalScale(reverse=True), bqplot.LinearScale(min=0.0)
        self._counts = counts
        self._bars = bqplot.Bars(
            x=[], y=[], scales={"x": names, "y": counts}, orientation="horizontal", padding=0.3,
            color_mode="element", colors=[ink.ACCENT], interactions={},
        )  # fmt: skip
        self._words = bqplot.Label(
            x=[], y=[], text=[], scales={"x": counts, "y": names}, colors=[ink.TEXT], default_size=12,
            font_weight="normal", x_offset=8, y_offset=4, apply_clip=False, interactions={},
        )  # fmt: skip
        axes = [bqplot.Axis(scale=names, orientation="vertical", tick_style=ink.TICKS, color=ink.GRID, grid_lines="none")]
        super().__init__(binding, locale, marks=[self._bars, self._words], axes=axes, **figure)

    def read(self) -> pd.DataFrame:
        """Return one row a stage: stage_id, stage, reach, conversion, low, high, n, state."""
        return self.binding.funnel()

    def draw(self, frame: pd.DataFrame) -> None:
        """Put the rows on the marks."""
        names = _distinct(frame["stage"])
        reach = np.nan_to_num(frame["reach"].to_numpy(float))
        worst = _worst(frame)
        self._counts.max = float(reach.max() * 1.45) if reach.size and reach.max() > 0 else 1.0
        with self._bars.hold_sync(), self._words.hold_sync():
            self._bars.x, self._bars.y = np.array(names, dtype=str), reach
            self._bars.colors = [ink.NEGATIVE if index == worst else ink.ACCENT for index in range(len(names))] or [ink.ACCENT]
            self._words.x, self._words.y = reach, np.array(names, dtype=str)
            self._words.text = np.array([self._label(row) for row in frame.to_dict("records")], dtype=str)
        self.fig_margin = {"top": 44, "bottom": 12, "left": 24 + 7 * max(map(len, names), default=8), "right": 12}
        self._name(frame, worst)

    def _label(self, row: dict[str, Any]) -> str:
        """Return what stands at the end of a bar: the count, and the share with its interval where there is one."""
        count = whole(row["reach"], self.language)
        if row["conversion"] is None or row["conversion"] != row["conversion"]:
            return count
        share, low, high = (percent(row[name], self.language) for name in ("conversion", "low", "high"))
        return self.text("charts.funnel_bar", count=count, share=share, low=low.rstrip("%  "), high=high)

    def _name(self, frame: pd.DataFrame, worst: int | None) -> None:
        total = frame["reach"].max() if len(frame) else float("nan")
        self.title = self.text("charts.funnel_title", n=whole(total, self.language))
        if worst is None:
            self.alt = self.text("charts.funnel_empty")
            return
        row = frame.iloc[worst]
        share = percent(row["conversion"], self.language)
        self.alt = self.text("charts.funnel_alt", n=whole(total, self.language), stage=row["stage"], share=share)


def _worst(frame: pd.DataFrame) -> int | None:
    """Return the place of the lowest conversion that rests on enough customers, or None."""
    known = frame["conversion"].notna() & (frame["state"] != "too_few")
    return int(frame["conversion"].where(known).astype(float).argmin()) if known.any() else None


def _distinct(names: pd.Series[str]) -> list[str]:
    """Return short names that differ: bars of one name would stand on each other."""
    found: list[str] = []
    for name in names:
        short = str(name) if len(str(name)) <= LONGEST else f"{str(name)[: LONGEST - 1]}…"
        found.append(short if short not in found else f"{short[: LONGEST - 4]} ({found.count(short) + len(found)})")
    return found
