"""The plot of a chart on bqplot marks: one mark for all that looks alike; reads no data and knows no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cjm_widgets.charts import ink, light
from cjm_widgets.charts.shapes import GAP, slender
from cjm_widgets.render.charts import ticks
from cjm_widgets.render.charts.plot import BESIDE, SIZE, XY, Area, Axis, Plot, Stroke, Words

Fields = dict[str, Any]
"""Traits of a mark."""
LAYERS = ("shapes", "dots", "start", "middle")
"""Each is one mark, in the order of painting: all that has a line or a ground, dots, words."""
_LINE = 2.2
_STYLE: Mapping[str, tuple[Any, Fields]] = {
    "shapes": (light.Lines, {"fill": "inside", "stroke_width": _LINE}),
    "dots": (light.Scatter, {"default_size": 32}),
    "start": (light.Label, {"align": "start", "x_offset": round(BESIDE)}),
    "middle": (light.Label, {"align": "middle"}),
}
_WORDS: Fields = {"default_size": round(SIZE), "font_weight": "normal", "y_offset": 1}
_NOTHING = np.empty(0)
_NONE = "transparent"
_SQUARES = {False: "■", True: "□"}
"""Squares are written: a mark of their own would cost more than it shows."""


def layers(plot: Plot) -> dict[str, Fields]:
    """Return what each mark shows; those that have nothing to show are left out."""
    found: dict[str, Fields] = {}
    if plot.areas or plot.strokes:
        found["shapes"] = _shapes(plot)
    dots = [dot for dot in plot.dots if dot.shape == "circle"]
    if dots:
        inks = [ink.hollow(dot.color) if dot.hollow else ink.css(dot.color) for dot in dots]
        found["dots"] = _places([(dot.x, dot.y) for dot in dots]) | _colors(inks)
    squares = [dot for dot in plot.dots if dot.shape == "square"]
    written = [Words(dot.x, dot.y, _SQUARES[dot.hollow], dot.color, "middle") for dot in squares]
    for align in ("start", "middle"):
        words = [each for each in (*written, *plot.words) if each.align == align]
        if words:
            found[align] = _places([(each.x, each.y) for each in words]) | {
                "text": np.array([each.text for each in words], dtype=str),
                **_colors([ink.of_words(each.color) for each in words]),
            }
    return found


def nothing(name: str) -> Fields:
    """Return the traits of a mark that has nothing to show any more."""
    empty: Fields = {"x": _NOTHING, "y": _NOTHING, "colors": [_NONE]}
    if name in ("start", "middle"):
        empty["text"] = np.empty(0, dtype=str)
    return empty


def made(name: str, fields: Fields, scales: Mapping[str, Any]) -> Any:
    """Return the mark of a layer."""
    kind, style = _STYLE[name]
    worded = _WORDS if name in ("start", "middle") else {}
    return kind(scales=scales, interactions={}, apply_clip=False, **worded, **style, **fields)


def axes(plot: Plot, x: Any, y: Any) -> list[Any]:
    """Return the axes of a plot: those that have words."""
    found = []
    for side, axis in sides(plot).items():
        if axis.ticks:
            style = _style(axis, line=side == "bottom" and not axis.grid)
            scale = x if side == "bottom" else y
            found.append(light.Axis(scale=scale, side=side, **style, **labels(axis)))
    return found


def sides(plot: Plot) -> dict[str, Axis]:
    """Return the axes of a plot by their side."""
    return {"left": plot.left, "bottom": plot.bottom, "right": plot.right}


def labels(axis: Axis) -> Fields:
    """Return tick places and their words; words first, so that no tick is ever seen with a bare number."""
    return {
        "tick_labels": {ticks.key(at): words for at, words in axis.ticks},
        "tick_values": np.array([at for at, _ in axis.ticks], dtype=float),
    }


def _style(axis: Axis, *, line: bool) -> Fields:
    grid = {"grid_color": ink.GRID} if axis.grid else {"grid_lines": "none"}
    return {"tick_style": ink.TICKS, "color": ink.GRID if line else "transparent", **grid}


def _shapes(plot: Plot) -> Fields:
    """Return polygons and lines: what is of one look is one curve, its pieces parted by gaps."""
    looks: dict[tuple[str, str, float], list[Any]] = {}
    slim: dict[str, tuple[list[Stroke], list[Area]]] = {}
    for area in plot.areas:
        if area.hatched:
            slim.setdefault(ink.css(area.color), ([], []))[1].append(area)
            continue
        looks.setdefault((_NONE, ink.css(area.color), area.opacity), []).extend((area.points, GAP))
    for stroke in plot.strokes:
        if stroke.kind == "line":
            looks.setdefault((ink.css(stroke.color), _NONE, 0.0), []).extend((stroke.points, GAP))
        else:
            slim.setdefault(ink.css(stroke.color), ([], []))[0].append(stroke)
    for color, (strokes, hatched) in slim.items():
        looks.setdefault((_NONE, color, 1.0), []).append(slender(strokes, hatched, plot))
    rows = [np.concatenate(pieces) for pieces in looks.values()]
    table = np.full((len(rows), max(map(len, rows)) + 1, 2), np.nan)
    table[:, :, 0] = 0.0
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
        table[at, -1] = row[0]  # bqplot puts the name of a curve, seen or not, at its last point
    return {
        "x": np.ascontiguousarray(table[:, :, 0]),
        "y": np.ascontiguousarray(table[:, :, 1]),
        "colors": [color for color, _, _ in looks],
        "fill_colors": [fill for _, fill, _ in looks],
        "fill_opacities": [opacity for _, _, opacity in looks],
    }


def _colors(colors: list[str]) -> Fields:
    """Return the colours of all; one is enough where they are the same."""
    return {"colors": colors[:1] if len(set(colors)) == 1 else colors}


def _places(points: Sequence[XY]) -> Fields:
    table = np.array(points, dtype=float)
    return {"x": np.ascontiguousarray(table[:, 0]), "y": np.ascontiguousarray(table[:, 1])}
