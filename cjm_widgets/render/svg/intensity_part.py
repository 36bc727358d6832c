"""How strongly the emotions of a curve are felt, as a second line over its stages; knows no other lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.render.curve import XY, curve, path_of, y_of
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.views import CurveView, PointView

MARGIN = 28.0
_MIDDLE = 3
"""The level that stands where 0 does; 1 stands where -2 does, 5 where +2 does."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and where it stands."""

    point: PointView
    x: float
    y: float


def draw_intensity(
    canvas: Canvas, view: CurveView, runs: Sequence[Sequence[Spot]], right: float, top: float, height: float
) -> None:
    """Draw the levels of one curve, dotted and with diamonds, and their scale at the right edge."""
    color = canvas.theme.persona(view.color)
    for level in (5, 3, 1):
        at = _level_y(level, top, height) + 12
        canvas.text(right - 6, at, str(level), 11, canvas.theme.muted, anchor="end")
    for places in _known(runs, top, height):
        canvas.path(path_of(curve(places)), stroke=color, width=2, dash="2 4", opacity=0.9)
        for x, y in places:
            diamond = f"M{x:.1f} {y - 5:.1f}l5 5-5 5-5-5Z"
            canvas.path(diamond, fill=canvas.theme.bg, stroke=color, width=1.5)


def _known(runs: Sequence[Sequence[Spot]], top: float, height: float) -> list[list[XY]]:
    """Return the stretches in which every point has a level."""
    found: list[list[XY]] = []
    for run in runs:
        found.append([])
        for spot in run:
            if spot.point.after and spot.point.intensity is None:
                continue  # between two stages it need not be said
            if spot.point.intensity is None:
                found.append([])
            else:
                found[-1].append((spot.x, _level_y(spot.point.intensity, top, height)))
    return [places for places in found if places]


def _level_y(level: int, top: float, height: float) -> float:
    return top + y_of(level - _MIDDLE, height, MARGIN)
