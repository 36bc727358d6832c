"""The room of the emotion chart: scale, names of the stages, legend, pixels; draws no curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.analysis.measured import Measured
from cjm_widgets.analysis.words import emotion
from cjm_widgets.locale import text
from cjm_widgets.render.charts.look import Look, metric_name
from cjm_widgets.render.charts.plot import (
    HEIGHT,
    SIZE,
    TOP,
    WIDTH,
    XY,
    Axis,
    Dot,
    Margin,
    Stroke,
    Words,
    room_of,
)
from cjm_widgets.render.text import fit, wrap
from cjm_widgets.render.text import width as text_width
from cjm_widgets.render.views import CurveView

_EDGE, _NAMES = 0.5, 46.0
_LINE, _GAP = 0.16, 18.0
_LEGEND = 130.0

Curves = Sequence[tuple[str, CurveView]]


@dataclass(frozen=True, slots=True)
class Felt:
    """What is drawn and measured.

    Attributes
    ----------
    curves : tuple of (name, CurveView)
        Whose curve, and the curve; the first one is that in focus.
    scores : mapping of str to Measured
        Stage id → the measured score, from -2 to +2.
    score : str or None
        The metric it comes from.
    scale : str
        In which emotions are told.
    """

    curves: tuple[tuple[str, CurveView], ...]
    scores: Mapping[str, Measured]
    score: str | None
    scale: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The coordinates and what stands around the plot; pixels are those of a chart of the usual width.

    Attributes
    ----------
    x, y : (float, float)
        The ends of the coordinates.
    height, wide, high : float
        Of the whole, and of the plot, in pixels.
    margin : Margin
        Around the plot.
    left : Axis
        The scale.
    names : tuple of Words
        The stages.
    legend : tuple of (y, words, sign)
        What each line is: the sign is a colour and a kind of stroke, or ``"square"``.
    room : float
        For the words of one stage, in pixels.
    """

    x: XY
    y: XY
    height: float
    wide: float
    high: float
    margin: Margin
    left: Axis
    names: tuple[Words, ...]
    legend: tuple[tuple[float, str, tuple[str, str]], ...]
    room: float

    @staticmethod
    def of(curves: Curves, felt: Felt, look: Look) -> Frame:
        """Return the frame of curves and scores."""
        count = max(1, len(look.stages))
        x, y = (-0.5, count - 0.5), (-2 - _EDGE, 2 + _EDGE)
        height = look.height or HEIGHT
        high = max(20.0, height - TOP - _NAMES)
        scale = [(float(at), emotion(at, felt.scale, look.locale)) for at in range(-2, 3)]
        legend = _legend(curves, felt, look, (y[1] - y[0]) / high, y)
        named = tuple((at, said) for at, said, _ in legend)
        margin = Margin(TOP, room_of(named, 16), _NAMES, room_of(tuple(scale)))
        wide = WIDTH - margin.left - margin.right
        room = wide / count - 2
        names = _names(look, room, y[0], (y[1] - y[0]) / high)
        return Frame(x, y, height, wide, high, margin, Axis(tuple(scale), grid=True), names, legend, room)

    def to(self, point: XY) -> XY:
        """Return a place of the plot in pixels from its upper left corner."""
        (x0, x1), (y0, y1) = self.x, self.y
        return (point[0] - x0) / (x1 - x0) * self.wide, (y1 - point[1]) / (y1 - y0) * self.high

    def back(self, x: float, y: float) -> XY:
        """Return pixels as a place of the plot."""
        (x0, x1), (y0, y1) = self.x, self.y
        return x0 + x / self.wide * (x1 - x0), y1 - y / self.high * (y1 - y0)

    def lines(self) -> tuple[Stroke, ...]:
        """Return the signs of the legend that are lines, at the right edge."""
        ends = (self.x[1] - _LINE, self.x[1])
        return tuple(
            Stroke(tuple((x, y) for x in ends), color, "dashed" if kind == "dashed" else "line")
            for y, _, (color, kind) in self.legend
            if kind != "square"
        )

    def signs(self) -> tuple[Dot, ...]:
        """Return the signs of the legend that are dots."""
        middle = self.x[1] - _LINE / 2
        return tuple(
            Dot(middle, y, color, shape="square") for y, _, (color, kind) in self.legend if kind == "square"
        )


def _names(look: Look, room: float, floor: float, pixel: float) -> tuple[Words, ...]:
    """Return the names of the stages below the plot, on one or two lines; no word is broken."""
    found = []
    for at, (_, name) in enumerate(look.stages):
        whole = all(text_width(word, SIZE) <= room for word in name.split())
        lines = wrap(name, room, SIZE, most=2) if whole else [fit(name, room, SIZE)]
        found += [
            Words(float(at), floor - (14 + 15 * line) * pixel, part, "muted", "middle")
            for line, part in enumerate(lines)
        ]
    return tuple(found)


def _legend(
    curves: Curves, felt: Felt, look: Look, pixel: float, y: XY
) -> tuple[tuple[float, str, tuple[str, str]], ...]:
    """Return what each line is, near its end, none on another."""
    wanted: list[tuple[float, str, tuple[str, str]]] = []
    for name, view in curves:
        kind = "dashed" if view.variant == "to_be" else "line"
        if name:
            key = "charts.to_be" if kind == "dashed" else "charts.as_is"
        else:
            key = "charts.to_be_nobody" if kind == "dashed" else "charts.as_is_nobody"
        said = text(key, look.locale, name=name)
        wanted.append((view.points[-1].value, fit(said, _LEGEND, SIZE), (view.color, kind)))
    measured = [felt.scores[stage_id] for stage_id, _ in look.stages if stage_id in felt.scores]
    if felt.score and measured:
        named = text("charts.measured", look.locale, metric=metric_name(felt.score, look.locale))
        wanted.append((measured[-1].value, named, ("measured", "square")))
    placed, below = [], y[1]
    for at, said, sign in sorted(wanted, key=lambda each: -each[0]):
        below = min(at, below - _GAP * pixel)
        placed.append((below, said, sign))
    lift = max(0.0, y[0] + 8 * pixel - below)
    return tuple((at + lift, said, sign) for at, said, sign in placed)
