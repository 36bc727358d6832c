"""The shape of an emotion curve and the scale it stands on; knows no records and draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

XY = tuple[float, float]
Segment = tuple[XY, XY, XY, XY]
"""A cubic Bézier: start, two controls, end."""

LOW, HIGH = -2.0, 2.0


def curve(points: Iterable[tuple[float, float | None]]) -> list[Segment]:
    """Return a monotone cubic through points, as Bézier segments.

    It passes through every point and never rises above or falls below the two points on either side. A point
    whose y is None is a gap: nothing is drawn across it. The slopes are those of PCHIP (Fritsch and Butland,
    SIAM J. Sci. Stat. Comput. 5, 1984): the weighted harmonic mean of the slopes on both sides.

    Parameters
    ----------
    points : iterable of (x, y)
        By rising x.
    """
    segments: list[Segment] = []
    run: list[XY] = []
    for x, y in points:
        if y is not None:
            run.append((x, y))
            continue
        segments += _curve_of(run)
        run = []
    return segments + _curve_of(run)


def _curve_of(run: Sequence[XY]) -> list[Segment]:
    slopes = _slopes(run)
    segments: list[Segment] = []
    for i in range(len(run) - 1):
        start, end = run[i], run[i + 1]
        third = (end[0] - start[0]) / 3
        out, into = slopes[i] * third, slopes[i + 1] * third
        segments.append((start, (start[0] + third, start[1] + out), (end[0] - third, end[1] - into), end))
    return segments


def _slopes(run: Sequence[XY]) -> list[float]:
    """Return the slope of the curve at each point of a run."""
    widths = [b[0] - a[0] for a, b in pairwise(run)]
    rises = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(run)]
    if len(rises) < 2:
        return rises * 2
    pairs = range(len(rises) - 1)
    inner = [_middle(widths[i], widths[i + 1], rises[i], rises[i + 1]) for i in pairs]
    first = _edge(widths[0], widths[1], rises[0], rises[1])
    last = _edge(widths[-1], widths[-2], rises[-1], rises[-2])
    return [first, *inner, last]


def _middle(width0: float, width1: float, rise0: float, rise1: float) -> float:
    """Return the slope at an inner point: none at a peak or valley."""
    if rise0 * rise1 <= 0:
        return 0.0
    weight0, weight1 = 2 * width1 + width0, width1 + 2 * width0
    return (weight0 + weight1) / (weight0 / rise0 + weight1 / rise1)


def _edge(width0: float, width1: float, rise0: float, rise1: float) -> float:
    """Return the slope at an end: from three points, kept from overshooting."""
    slope = ((2 * width0 + width1) * rise0 - width0 * rise1) / (width0 + width1)
    if slope * rise0 <= 0:
        return 0.0
    return 3 * rise0 if rise0 * rise1 <= 0 and abs(slope) > 3 * abs(rise0) else slope


def path_of(segments: Sequence[Segment]) -> str:
    """Return the segments as the ``d`` of an SVG path."""
    at: XY | None = None
    parts = []
    for start, control0, control1, end in segments:
        if at != start:
            parts.append(f"M{_pair(start)}")
        parts.append(f"C{_pair(control0)} {_pair(control1)} {_pair(end)}")
        at = end
    return "".join(parts)


def band_path(upper: Sequence[XY], lower: Sequence[XY]) -> str:
    """Return the closed path of the band between two curves; empty for fewer than two points."""
    back = [(end, c1, c0, start) for start, c0, c1, end in reversed(curve(lower))]
    under = path_of(back)
    return f"{path_of(curve(upper))}L{under[1:]}Z" if under else ""


def point_at(segment: Segment, t: float) -> XY:
    """Return the point at `t` (0 to 1) of a segment."""
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    x, y = (sum(w * point[axis] for w, point in zip(weights, segment, strict=True)) for axis in (0, 1))
    return (x, y)


def y_of(value: float, height: float, pad: float = 0.0) -> float:
    """Return the y of an emotion (-2 to +2) in a strip `height` high, `pad` left free above and below."""
    return pad + (HIGH - value) / (HIGH - LOW) * (height - 2 * pad)


def _pair(point: XY) -> str:
    return f"{number(point[0])},{number(point[1])}"


def number(value: float) -> str:
    """Return a coordinate as short text, to a hundredth."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"
