"""What a metric by stage shows: one series a group, each value with its interval; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import UNITS
from cjm_widgets.render.charts import ticks
from cjm_widgets.render.charts.grouped import Group, Grouped
from cjm_widgets.render.charts.look import Look, Rows, in_focus, names_of
from cjm_widgets.render.charts.plot import SIZE, Axis, Dot, Margin, Plot, Stroke, Words, room_of
from cjm_widgets.render.format import metric_value
from cjm_widgets.render.text import fit

SERIES = ("indigo", "ochre", "raspberry", "teal", "violet", "slate")
"""The colours of groups: each is told from the others by people who do not see all colours."""
_APART, _AROUND, _LEAST = 13.0, 15.0, 34.0
_HEAD = 20.0
_LEGEND = 130.0
_EDGE = 0.04
"""Of the width: beyond the last tick, so that no value is where the signs of the legend are."""


def by_stage_plot(of: Grouped, look: Look) -> Plot:
    """Return what a metric by stage shows: stages as rows, the groups one below the other in each."""
    groups = of.largest(len(SERIES))
    shown = [c for group in groups for c in group.cells.values() if c.value is not None]
    ends = [end for c in shown for end in (c.value, c.low, c.high) if end is not None]
    marks = ticks.metric_ticks(
        [*ends, *([of.target] if of.target is not None else [])], of.metric, look.locale
    )
    x = (marks[0][0], marks[-1][0] + (_EDGE * (marks[-1][0] - marks[0][0]) if of.by else 0.0))
    each = max(_LEAST, _APART * len(groups) + _AROUND)
    rows = Rows.of(len(look.stages), each, _HEAD if of.target is not None else 4, 2, 32, look.height)
    left = names_of([name for _, name in look.stages])
    strokes, words = _target(of, rows, look.locale)
    right, signs = _legend(groups, of, x, rows) if of.by else (Axis(), ())
    lines, drawn, dots = _series(groups, of, look, rows, x)
    return Plot(
        of.titled(look),
        of.said(groups, look),
        x,
        rows.y,
        rows.height,
        Margin(left=room_of(left.ticks), right=room_of(right.ticks, 18)),
        left,
        Axis(marks, grid=True),
        right,
        areas=in_focus(look, x),
        strokes=(*lines, *strokes, *drawn),
        dots=(*dots, *signs),
        words=words,
    )


def color_of(at: int, name: str, of: Grouped) -> str:
    """Return the colour of the group at a place; those that are not in focus step back."""
    if not of.by:
        return "measured"
    return "muted" if of.focus not in (None, name) else SERIES[at]


def _series(
    groups: Sequence[Group], of: Grouped, look: Look, rows: Rows, x: tuple[float, float]
) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...], tuple[Dot, ...]]:
    """Return the lines between stages, the intervals and the values."""
    apart = min(_APART * rows.pixel, 0.8 / max(1, len(groups)))
    between = range(1, len(look.stages))
    parted = tuple(Stroke(((x[0], 0.5 - row), (x[1], 0.5 - row)), "border", "thin") for row in between)
    lines, dots = [], []
    for at, group in enumerate(groups):
        down = (at - (len(groups) - 1) / 2) * apart
        for row, (stage_id, _) in enumerate(look.stages):
            cell = group.cells.get(stage_id)
            if cell is None or cell.value is None:
                continue
            few = cell.state == "too_few"
            color = "muted" if few else color_of(at, group.name, of)
            y = -row - down
            if cell.low is not None and cell.high is not None:
                lines.append(Stroke(((cell.low, y), (cell.high, y)), color, "thin"))
            dots.append(Dot(cell.value, y, color, few))
    return parted, tuple(lines), tuple(dots)


def _target(of: Grouped, rows: Rows, locale: str) -> tuple[tuple[Stroke, ...], tuple[Words, ...]]:
    if of.target is None:
        return (), ()
    shown = metric_value(of.target, UNITS.get(of.metric, "score"), locale, of.metric)
    said = text("charts.target", locale, value=shown)
    words = Words(of.target, rows.y[1] - 9 * rows.pixel, said, "muted", "middle")
    return (Stroke(((of.target, rows.y[0]), (of.target, rows.y[1] - 18 * rows.pixel)), "muted", "dashed"),), (
        words,
    )


def _legend(
    groups: Sequence[Group], of: Grouped, x: tuple[float, float], rows: Rows
) -> tuple[Axis, tuple[Dot, ...]]:
    """Return the names of the groups right of the plot, and a sign before each."""
    places = [rows.y[1] - (34 + at * 20) * rows.pixel for at in range(len(groups))]
    names = tuple((y, fit(group.name, _LEGEND, SIZE)) for y, group in zip(places, groups, strict=True))
    signs = [Dot(x[1], y, color_of(at, groups[at].name, of)) for at, y in enumerate(places)]
    return Axis(names), tuple(signs)
