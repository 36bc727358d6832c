"""Draws the plot of a chart as a sheet of shapes, as its figure in the notebook does; knows no data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cjm_widgets.render.charts.plot import BESIDE, SIZE, WIDTH, XY, Dot, Plot
from cjm_widgets.render.curve import number as n
from cjm_widgets.render.shapes import HATCH, Sheet
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.text import fit
from cjm_widgets.render.theme import theme as theme_of

TITLE = 14.0
WIDTHS = {"line": 2.2, "thin": 1.4, "dashed": 1.4}
DASH = "6 4"
_BASE = 0.36
"""From the middle of a line of text to its baseline, in sizes."""
Place = Callable[[XY], XY]


def chart_sheet(plot: Plot, *, locale: str, theme: str, width: float = WIDTH) -> Sheet:
    """Return a chart as a picture `width` pixels wide."""
    colors = theme_of(theme)
    canvas = Canvas(colors, locale)
    wide = max(40.0, width - plot.margin.left - plot.margin.right)
    high = max(20.0, plot.height - plot.margin.top - plot.margin.bottom)

    def place(point: XY) -> XY:
        (x0, x1), (y0, y1) = plot.x, plot.y
        x = plot.margin.left + (point[0] - x0) / (x1 - x0) * wide
        return x, plot.margin.top + (y1 - point[1]) / (y1 - y0) * high

    canvas.rect(0, 0, width, plot.height, fill=colors.bg, radius=10)
    title = fit(plot.title, width - 24, TITLE, 700)
    canvas.text(12, 24, title, TITLE, colors.text, weight=700)
    _axes(canvas, plot, place)
    for area in plot.areas:
        fill = HATCH if area.hatched else colors.ink(area.color)
        canvas.path(_path(map(place, area.points)) + "Z", fill=fill, opacity=area.opacity)
    for stroke in plot.strokes:
        dash = DASH if stroke.kind == "dashed" else ""
        ink = colors.ink(stroke.color)
        canvas.path(_path(map(place, stroke.points)), stroke=ink, width=WIDTHS[stroke.kind], dash=dash)
    for dot in plot.dots:
        _dot(canvas, dot, place)
    for words in plot.words:
        x, y = place((words.x, words.y))
        beside = BESIDE if words.align == "start" else 0
        ink = colors.ink(words.color)
        canvas.text(x + beside, y + SIZE * _BASE, words.text, SIZE, ink, anchor=words.align)
    return canvas.sheet(width, plot.height, plot.alt)


def _axes(canvas: Canvas, plot: Plot, place: Place) -> None:
    theme = canvas.theme
    for at, words in plot.left.ticks:
        x, y = place((plot.x[0], at))
        if plot.left.grid:
            canvas.line(x, y, place((plot.x[1], at))[0], y, theme.border)
        canvas.text(x - 9, y + SIZE * _BASE, words, SIZE, theme.muted, anchor="end")
    for at, words in plot.right.ticks:
        x, y = place((plot.x[1], at))
        canvas.text(x + 9, y + SIZE * _BASE, words, SIZE, theme.muted)
    floor = place((plot.x[0], plot.y[0]))[1]
    if plot.bottom.ticks and not plot.bottom.grid:
        canvas.line(place((plot.x[0], 0))[0], floor, place((plot.x[1], 0))[0], floor, theme.border)
    for at, words in plot.bottom.ticks:
        x = place((at, 0))[0]
        if plot.bottom.grid:
            canvas.line(x, place((at, plot.y[1]))[1], x, floor, theme.border)
        canvas.text(x, floor + 19, words, SIZE, theme.muted, anchor="middle")


def _dot(canvas: Canvas, dot: Dot, place: Place) -> None:
    x, y = place((dot.x, dot.y))
    ink = canvas.theme.ink(dot.color)
    fill, stroke = (canvas.theme.bg, ink) if dot.hollow else (ink, "")
    if dot.shape == "square":
        canvas.rect(x - 3.2, y - 3.2, 6.4, 6.4, fill=fill, stroke=stroke, stroke_width=1.5)
    else:
        canvas.circle(x, y, 3.2, fill=fill, stroke=stroke, width=1.5)


def _path(points: Iterable[XY]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
