"""The emotion curves: scale, bands, lines, points and their words; knows nothing of other lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cjm_widgets.analysis.measured import Measured
from cjm_widgets.analysis.words import emotion
from cjm_widgets.locale import text
from cjm_widgets.model.curve_points import runs as runs_of
from cjm_widgets.model.curve_points import x_of
from cjm_widgets.render.curve import XY, band_path, curve, path_of, point_at, y_of
from cjm_widgets.render.layout import Column
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.svg.intensity_part import MARGIN, Spot, draw_intensity
from cjm_widgets.render.svg.labels import Box, Wanted, place
from cjm_widgets.render.svg.marks import badge
from cjm_widgets.render.text import fit, width
from cjm_widgets.render.views import CurveView, PointView

_BESIDE = 14.0
_SEEN = ("observed", "reported")


def draw_curves(
    canvas: Canvas,
    curves: Sequence[CurveView],
    columns: Sequence[Column],
    left: float,
    top: float,
    height: float,
    scores: Mapping[str, Measured] = MappingProxyType({}),
    scale: str = "-2..+2",
) -> None:
    """Draw all curves into the strip from `left` to the last column; the first one carries the words.

    `scores` are the measured ones by stage, drawn beside the points; `scale` names the numbers at the edge.
    """
    right = columns[-1].x + columns[-1].width if columns else left
    _scale(canvas, left, right, top, height, scale)
    drawn = [(view, _runs(view, columns, top, height)) for view in curves]
    for at, (view, runs) in reversed(list(enumerate(drawn))):
        _line(canvas, view, runs, top, height, first=at == 0)
    for at, (view, runs) in reversed(list(enumerate(drawn))):
        for spot in (spot for run in runs for spot in run):
            _point(canvas, spot, canvas.theme.persona(view.color), first=at == 0)
    if canvas.intensity and drawn:
        draw_intensity(canvas, *drawn[0], right, top, height)
    marks = _badges(canvas, [spot for _, runs in drawn for run in runs for spot in run])
    marks += [_score(canvas, scores[c.stage_id], c, top, height) for c in columns if c.stage_id in scores]
    if drawn:
        others = [run for _, runs in drawn[1:] for run in runs]
        _labels(
            canvas,
            drawn[0][1],
            others,
            columns,
            Box(left + 2, top + 1, right - left - 4, height - 2),
            marks,
        )


def _scale(canvas: Canvas, left: float, right: float, top: float, height: float, scale: str) -> None:
    theme = canvas.theme
    for value in (2, 1, 0, -1, -2):
        y = top + y_of(value, height, MARGIN)
        canvas.line(left, y, right, y, theme.border, dash="" if value == 0 else "1 3")
    for value in (2, 0, -2):
        y = top + y_of(value, height, MARGIN)
        canvas.text(left + 5, y - 4, emotion(value, scale, canvas.locale), 11, theme.muted)


def _runs(view: CurveView, columns: Sequence[Column], top: float, height: float) -> list[list[Spot]]:
    """Return where the points stand, those together that one line joins."""
    middles = [column.middle for column in columns]
    return [
        [
            Spot(point, x_of(at, middles, columns[-1].width), top + y_of(point.value, height, MARGIN))
            for at, point in run
        ]
        for run in runs_of(view.points, [column.stage_id for column in columns])
    ]


def _line(
    canvas: Canvas, view: CurveView, runs: Sequence[Sequence[Spot]], top: float, height: float, *, first: bool
) -> None:
    color = canvas.theme.persona(view.color)
    for run in runs:
        for upper, lower in _bands(run, top, height):
            canvas.path(band_path(upper, lower), fill=color, opacity=0.13 if first else 0.07)
        if first:
            for spot in run:
                _whisker(canvas, spot, color, top, height)
        d = path_of(curve((spot.x, spot.y) for spot in run))
        if d:
            dash = "6 4" if view.variant == "to_be" else ""
            canvas.path(d, stroke=color, width=2.3 if first else 1.6, dash=dash, opacity=1 if first else 0.8)


def _bands(run: Sequence[Spot], top: float, height: float) -> list[tuple[list[XY], list[XY]]]:
    """Return the stretches in which every point has a range, each as its upper and its lower edge."""
    found: list[tuple[list[XY], list[XY]]] = []
    open_ = False
    for spot in run:
        low, high = spot.point.low, spot.point.high
        if low is None or high is None:
            open_ = False
            continue
        if not open_:
            found.append(([], []))
            open_ = True
        found[-1][0].append((spot.x, top + y_of(high, height, MARGIN)))
        found[-1][1].append((spot.x, top + y_of(low, height, MARGIN)))
    return [band for band in found if len(band[0]) > 1]


def _whisker(canvas: Canvas, spot: Spot, color: str, top: float, height: float) -> None:
    low, high = spot.point.low, spot.point.high
    if low is None or high is None:
        return
    upper, lower = top + y_of(high, height, MARGIN), top + y_of(low, height, MARGIN)
    d = f"M{spot.x - 3:.1f} {upper:.1f}h6m-3 0V{lower:.1f}m-3 0h6"
    canvas.path(d, stroke=color, width=1, opacity=0.55)


def _point(canvas: Canvas, spot: Spot, color: str, *, first: bool) -> None:
    """Draw a point: filled when seen or said, a ring if not, dashed if assumed, a star where it counts."""
    point, theme = spot.point, canvas.theme
    solid = point.evidence in _SEEN
    dash = "2.2 1.8" if point.evidence == "assumed" else ""
    fill = color if solid else theme.bg
    if point.moment_of_truth:
        canvas.star(spot.x, spot.y, 0.95 if first else 0.6, fill=fill, stroke=color, dash=dash)
        return
    radius = (3.8 if point.after else 5.2) if first else 2.4 if point.after else 3.0
    canvas.circle(spot.x, spot.y, radius, fill=fill, stroke=color, width=2 if first else 1.5, dash=dash)
    if point.evidence == "inferred":
        canvas.circle(spot.x, spot.y, radius / 3, fill=color)


def _badges(canvas: Canvas, spots: Sequence[Spot]) -> list[XY]:
    """Draw the marks of points that differ in a comparison; return where they stand."""
    found = [(spot.point.id, spot.x + 11, spot.y - 11) for spot in spots if spot.point.id in canvas.marks]
    for point_id, x, y in found:
        badge(canvas, point_id, x, y)
    return [(x, y) for _, x, y in found]


def _score(canvas: Canvas, score: Measured, column: Column, top: float, height: float) -> XY:
    """Draw a measured score with its interval beside the middle of its column; return where it stands."""
    theme = canvas.theme
    x = column.middle + min(_BESIDE, column.width / 4)
    high, y, low = (top + y_of(value, height, MARGIN) for value in (score.high, score.value, score.low))
    dash = "2 2" if score.weak else ""
    canvas.line(x, high, x, low, theme.measured, width=1.6, dash=dash)
    if score.weak:
        canvas.rect(x - 3.5, y - 3.5, 7, 7, fill=theme.bg, stroke=theme.measured, dash="2 1.5")
    else:
        canvas.rect(x - 3.5, y - 3.5, 7, 7, fill=theme.measured)
    return x, y


def _labels(
    canvas: Canvas,
    runs: Sequence[Sequence[Spot]],
    others: Sequence[Sequence[Spot]],
    columns: Sequence[Column],
    lane: Box,
    marks: Sequence[XY],
) -> None:
    """Draw label and quote of the first curve's points where they hide least."""
    room = max(60.0, min(230.0, min((column.width for column in columns), default=60.0) * 1.15))
    worded: list[tuple[list[tuple[str, bool]], Wanted]] = []
    for run in runs:
        for at, spot in enumerate(run):
            lines = _words(spot.point, room, canvas.locale)
            if lines:
                wide = max(width(line, 11, 700 if bold else 400) for line, bold in lines)
                below = _is_trough(run, at)
                worded.append((lines, Wanted(spot.x, spot.y, wide + 2, len(lines) * 14, below)))
    along = [point for run in (*runs, *others) for point in _sampled(run)]
    spots = [*marks, *((spot.x, spot.y) for run in (*runs, *others) for spot in run)]
    for (lines, _), box in zip(worded, place([want for _, want in worded], along, spots, lane), strict=True):
        for at, (line, bold) in enumerate(lines):
            ink = canvas.theme.text if bold else canvas.theme.muted
            middle, base = box.x + box.width / 2, box.y + at * 14 + 11
            weight = 700 if bold else 400
            canvas.text(middle, base, line, 11, ink, weight=weight, anchor="middle", halo=canvas.theme.bg)


def _words(point: PointView, room: float, locale: str) -> list[tuple[str, bool]]:
    lines = []
    if point.label.strip():
        lines.append((fit(point.label, room, 11, 700), True))
    if point.quote.strip():
        quoted = text("map.quoted", locale, text=fit(point.quote, room - 12, 11))
        lines.append((quoted, False))
    return lines


def _is_trough(run: Sequence[Spot], at: int) -> bool:
    """Tell whether the curve comes from above on both sides, or simply stands low."""
    around = [run[i].point.value for i in (at - 1, at + 1) if 0 <= i < len(run)]
    here = run[at].point.value
    return sum(around) / len(around) > here if around else here < 0


def _sampled(run: Sequence[Spot], steps: int = 24) -> list[XY]:
    segments = curve((spot.x, spot.y) for spot in run)
    return [point_at(segment, step / steps) for segment in segments for step in range(steps)]
