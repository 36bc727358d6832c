"""What a heat map of a metric shows: one cell a stage and group, its value written in it; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import MetricCell
from cjm_widgets.render.charts.grouped import Group, Grouped
from cjm_widgets.render.charts.look import Look, Rows, in_focus, names_of
from cjm_widgets.render.charts.plot import WIDTH, XY, Area, Margin, Plot, Stroke, Words, box, room_of
from cjm_widgets.render.format import metric_value, number
from cjm_widgets.render.text import fit

MOST = 12
_ROW, _HEAD = 42.0, 22.0
_LIGHT, _DARK = 0.1, 0.42
"""Opacities of the lowest and the highest value: words are read on both, in both themes."""
_INSET_X, _INSET_Y = 0.03, 0.05
_WIDE = 6
"""Up to so many columns have room for n."""


def heatmap_plot(of: Grouped, look: Look) -> Plot:
    """Return what a heat map shows: stages as rows, groups as columns, darker where the value is higher."""
    groups = of.largest(MOST)
    left = names_of([name for _, name in look.stages])
    margin = Margin(left=room_of(left.ticks), right=14, bottom=14)
    rows = Rows.of(len(look.stages), _ROW, _HEAD, 0, 14, look.height)
    x = (-0.5, max(1, len(groups)) - 0.5)
    room = (WIDTH - margin.left - margin.right) / max(1, len(groups))
    ends = _ends(groups, look)
    areas: list[Area] = []
    strokes: list[Stroke] = []
    words: list[Words] = []
    for at, group in enumerate(groups):
        name = fit(group.name, room - 8, 12)
        words.append(Words(float(at), rows.y[1] - 10 * rows.pixel, name, "muted", "middle"))
        if of.focus == group.name:
            areas.append(box(at - 0.5, at + 0.5, *rows.y, "accent", 0.1))
        for row, (stage_id, _) in enumerate(look.stages):
            cell = group.cells.get(stage_id)
            corners = (at - 0.5 + _INSET_X, at + 0.5 - _INSET_X, -row - 0.5 + _INSET_Y, -row + 0.5 - _INSET_Y)
            if cell is not None and cell.value is not None and cell.state == "too_few":
                areas.append(replace(box(*corners, "hatch"), hatched=True))
                strokes.append(_frame(*corners))
            elif cell is not None and cell.value is not None:
                areas.append(box(*corners, "measured", _opacity(cell.value, ends)))
            words += _said(cell, float(at), -float(row), rows.pixel, look.locale, len(groups) <= _WIDE)
    return Plot(
        of.titled(look),
        of.said(groups, look),
        x,
        rows.y,
        rows.height,
        margin,
        left,
        least=margin.left + margin.right + 64 * max(1, len(groups)),
        areas=(*in_focus(look, x), *areas),
        strokes=tuple(strokes),
        words=tuple(words),
    )


def _ends(groups: Sequence[Group], look: Look) -> XY:
    """Return the lowest and the highest value that is coloured."""
    shown = {stage_id for stage_id, _ in look.stages}
    values = [
        cell.value
        for group in groups
        for stage_id, cell in group.cells.items()
        if stage_id in shown and cell.value is not None and cell.state != "too_few"
    ]
    return min(values, default=0.0), max(values, default=0.0)


def _opacity(value: float, ends: XY) -> float:
    share = (value - ends[0]) / (ends[1] - ends[0]) if ends[1] > ends[0] else 0.5
    return round(_LIGHT + (_DARK - _LIGHT) * share, 3)


def _said(cell: MetricCell | None, x: float, y: float, pixel: float, locale: str, wide: bool) -> list[Words]:
    if cell is None or cell.value is None:
        return [Words(x, y, text("map.no_data", locale), "muted", "middle")]
    few = cell.state == "too_few"
    value = metric_value(cell.value, cell.unit, locale, cell.metric)
    color = "muted" if few else "text"
    if not wide:
        return [Words(x, y, value, color, "middle")]
    below = text("map.n", locale, n=number(cell.n, locale))
    if few:
        below = f"{below} · {text('map.too_few', locale)}"
    return [Words(x, y + 8 * pixel, value, color, "middle"), Words(x, y - 9 * pixel, below, color, "middle")]


def _frame(x0: float, x1: float, y0: float, y1: float) -> Stroke:
    """Return the frame of a cell of too few for a colour."""
    return Stroke(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)), "hatch", "thin")
