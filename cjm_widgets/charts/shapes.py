"""Turns strokes into polygons, so that one mark draws all that has a line or a ground; knows no bqplot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from cjm_widgets.render.charts.plot import Area, Plot, Stroke

USUAL = 800.0
"""Pixels that a figure in a notebook is wide, about: the thickness of upright strokes is right there."""
THIN = 1.4
HATCH = 9.0
"""Pixels from one slanted line to the next, along both sides."""
ON, OFF = 6.0, 4.0
"""Pixels of a dash and of the gap after it."""
GAP = np.array([[0.0, np.nan]])
"""A row without y: bqplot ends one piece there and begins another."""


def slender(strokes: Sequence[Stroke], hatched: Sequence[Area], plot: Plot) -> Any:
    """Return thin and dashed strokes and lines of hatched areas as rectangles, in coordinates of the plot.

    Returns
    -------
    array, shape (5 n, 2)
        The corners of each straight piece, then a row without y; none for strokes without length.
    """
    pixel = _pixel(plot)
    thin = [pair for stroke in strokes if stroke.kind != "dashed" for pair in pairwise(stroke.points)]
    dashed = [_dashes(np.array(s.points, dtype=float) / pixel) for s in strokes if s.kind == "dashed"]
    slanted = [_slanted(np.array([area.points[0], area.points[2]]) / pixel) for area in hatched]
    ends = np.concatenate([np.array(thin, dtype=float).reshape(-1, 2, 2) / pixel, *dashed, *slanted])
    along = ends[:, 1] - ends[:, 0]
    length = np.hypot(along[:, 0], along[:, 1])
    ends, along, length = ends[length > 0], along[length > 0], length[length > 0, None]
    across = np.column_stack([-along[:, 1], along[:, 0]]) / length * (THIN / 2)
    corners = np.stack(
        [ends[:, 0] + across, ends[:, 1] + across, ends[:, 1] - across, ends[:, 0] - across], axis=1
    )
    gaps = np.broadcast_to(GAP, (len(ends), 1, 2))
    return np.concatenate([corners * pixel, gaps], axis=1).reshape(-1, 2)


def _slanted(corners: Any) -> Any:
    """Return slanted lines in a rectangle, from its lower left and upper right corner; all in pixels."""
    (x0, y0), (wide, high) = corners[0], corners[1] - corners[0]
    at = np.arange(HATCH, wide + high, HATCH)
    starts = np.stack([np.minimum(at, wide), np.maximum(0, at - wide)], axis=1)
    ends = np.stack([np.maximum(0, at - high), np.minimum(at, high)], axis=1)
    return np.stack([starts, ends], axis=1) + np.array([x0, y0])


def _pixel(plot: Plot) -> Any:
    """Return one pixel of a figure of the usual width, in coordinates."""
    wide = USUAL - plot.margin.left - plot.margin.right
    high = max(20.0, plot.height - plot.margin.top - plot.margin.bottom)
    return np.array([(plot.x[1] - plot.x[0]) / wide, (plot.y[1] - plot.y[0]) / high])


def _dashes(points: Any) -> Any:
    """Return what is seen of a line that is broken, as straight pieces (n, 2 ends, 2); all in pixels."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    upto = np.concatenate([[0.0], np.cumsum(steps)])
    starts = np.arange(0.0, upto[-1], ON + OFF)
    ends = np.minimum(starts + ON, upto[-1])
    # A dash bends where the line does: it is cut at the points that lie inside of it.
    inside = upto[1:-1][(upto[1:-1] % (ON + OFF)) < ON]
    cuts = np.sort(np.concatenate([starts, ends, inside]))
    places = np.stack([np.interp(cuts, upto, points[:, axis]) for axis in (0, 1)], axis=1)
    middles = (cuts[:-1] + cuts[1:]) / 2
    seen = (middles % (ON + OFF)) < ON
    return np.stack([places[:-1][seen], places[1:][seen]], axis=1)
