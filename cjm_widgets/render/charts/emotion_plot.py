"""What the emotion chart shows: curves as drawn and as they should be, the measured score; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.analysis.measured import gap_of
from cjm_widgets.analysis.words import change, emotion
from cjm_widgets.locale import text
from cjm_widgets.model.curve_points import point_where
from cjm_widgets.model.curve_points import runs as runs_of
from cjm_widgets.render.charts.emotion_frame import Curves, Felt, Frame
from cjm_widgets.render.charts.look import Look, listed
from cjm_widgets.render.charts.plot import (
    SIZE,
    XY,
    Area,
    Axis,
    Dot,
    Kind,
    Plot,
    Stroke,
    Words,
    box,
    least_of,
)
from cjm_widgets.render.curve import curve
from cjm_widgets.render.svg.labels import Box, Wanted, place
from cjm_widgets.render.text import fit
from cjm_widgets.render.text import width as text_width
from cjm_widgets.render.views import CurveView, PointView

MOST = 6
_STEPS = 10
_WEIGHTS = tuple(
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    for t in (at / _STEPS for at in range(_STEPS))
)
"""Of the four points of a Bézier segment, at each step."""
_BESIDE = 0.09
_SEEN = ("observed", "reported")


def emotion_plot(of: Felt, look: Look) -> Plot:
    """Return what the chart shows: stages along x, emotion from -2 to +2 along y."""
    curves = of.curves[:MOST]
    frame = Frame.of(curves, of, look)
    runs = [(view, _runs(view, look)) for _, view in curves]
    strokes: list[Stroke] = []
    dots: list[Dot] = []
    words = list(frame.names)
    for view, parts in runs:
        kind: Kind = "dashed" if view.variant == "to_be" else "line"
        lines_of = (_sampled([(x, p.value) for x, p in run]) for run in parts if len(run) > 1)
        strokes += [Stroke(line, view.color, kind) for line in lines_of]
        signs, stars = _points(parts, view.color)
        dots, words = [*dots, *signs], [*words, *stars]
    bands = [band for run in runs[0][1] for band in _bands(run, runs[0][0].color)] if runs else []
    lines, squares = _measured(of, look)
    along = [point for stroke in strokes for point in stroke.points[::3]]
    spots = [(each.x, each.y) for each in (*dots, *squares)]
    words += _labels(runs[0] if runs else None, of, look, frame, along, spots)
    return Plot(
        *_said(curves, of, look),
        frame.x,
        frame.y,
        frame.height,
        frame.margin,
        frame.left,
        right=Axis(tuple((y, said) for y, said, _ in frame.legend)),
        least=least_of(frame.names, frame.x[1] - frame.x[0], frame.margin, 64),
        areas=(*_focus(look, frame.y), *bands),
        strokes=(*strokes, *lines, *frame.lines()),
        dots=(*dots, *squares, *frame.signs()),
        words=tuple(words),
    )


def _focus(look: Look, y: XY) -> tuple[Area, ...]:
    places = [at for at, (stage_id, _) in enumerate(look.stages) if stage_id == look.stage_id]
    return tuple(box(at - 0.5, at + 0.5, *y, "accent", 0.1) for at in places)


def _runs(view: CurveView, look: Look) -> list[list[tuple[float, PointView]]]:
    """Return where the points stand, those together that one line joins."""
    return runs_of(view.points, [stage_id for stage_id, _ in look.stages])


def _sampled(points: Sequence[XY]) -> tuple[XY, ...]:
    """Return points along the curve through some points, close enough to be joined by straight lines."""
    inner = [
        (a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1])
        for p, q, r, s in curve(points)
        for a, b, c, d in _WEIGHTS
    ]
    return (*inner, points[-1])


def _bands(run: Sequence[tuple[float, PointView]], color: str) -> list[Area]:
    """Return the ranges that are defended, where neighbours have one."""
    found: list[list[tuple[float, float, float]]] = [[]]
    for x, point in run:
        if point.low is None or point.high is None:
            found.append([])
        else:
            found[-1].append((x, point.low, point.high))
    return [
        Area(
            (
                *_sampled([(x, high) for x, _, high in part]),
                *reversed(_sampled([(x, low) for x, low, _ in part])),
            ),
            color,
            0.13,
        )
        for part in found
        if len(part) > 1
    ]


def _points(runs: Sequence[Sequence[tuple[float, PointView]]], color: str) -> tuple[list[Dot], list[Words]]:
    """Return the signs of points: filled when seen or said, hollow if not; moments of truth are stars."""
    dots, stars = [], []
    for x, point in (each for run in runs for each in run):
        if point.moment_of_truth:
            stars.append(Words(x, point.value, "★", color, "middle"))
        else:
            dots.append(Dot(x, point.value, color, point.evidence not in _SEEN))
    return dots, stars


def _labels(
    first: tuple[CurveView, list[list[tuple[float, PointView]]]] | None,
    of: Felt,
    look: Look,
    frame: Frame,
    along: Sequence[XY],
    spots: Sequence[XY],
) -> list[Words]:
    """Return the named emotions of the first curve, and gaps where both disagree, where they hide least."""
    view, runs = first or (None, [])
    as_is = view is not None and view.variant == "as_is"
    wanted: list[tuple[float, float, str, str, bool]] = []
    for x, point in (each for run in runs for each in run):
        if point.label.strip():
            wanted.append((x, point.value, fit(point.label, frame.room, SIZE), "text", point.value < 0))
        score = None if point.after else of.scores.get(point.stage_id)
        gap = gap_of(score, point) if score and as_is else None
        if score and gap and gap.disagree:
            said = text("charts.gap", look.locale, value=change(gap.value, of.scale, look.locale))
            wanted.append((x + _BESIDE, score.value, said, "attention", score.value < point.value))
    boxes = place(
        [Wanted(*frame.to((x, y)), text_width(said, SIZE) + 4, 16, low) for x, y, said, _, low in wanted],
        [frame.to(point) for point in along],
        [frame.to(spot) for spot in spots],
        Box(0, 0, frame.wide, frame.high),
    )
    return [
        Words(*frame.back(at.x + at.width / 2, at.y + at.height / 2), said, color, "middle")
        for (_, _, said, color, _), at in zip(wanted, boxes, strict=True)
    ]


def _measured(of: Felt, look: Look) -> tuple[list[Stroke], list[Dot]]:
    """Return the measured scores beside the points."""
    lines, dots = [], []
    for at, (stage_id, _) in enumerate(look.stages):
        score = of.scores.get(stage_id)
        if score is not None:
            x, color = at + _BESIDE, "muted" if score.weak else "measured"
            lines.append(Stroke(((x, score.low), (x, score.high)), color, "thin"))
            dots.append(Dot(x, score.value, color, score.weak, "square"))
    return lines, dots


def _said(curves: Curves, of: Felt, look: Look) -> tuple[str, str]:
    """Return title and alternative text."""
    locale, names = look.locale, dict(look.stages)
    n = sum(score.n for stage_id, score in of.scores.items() if stage_id in names)
    what = text("charts.emotion_title" if n else "charts.emotion_drawn", locale)
    title = look.titled(what, n) if n else what
    if not curves:
        return title, text("charts.emotion_empty", locale, what=title)
    name, view = curves[0]
    high, low = max(view.points, key=lambda p: p.value), min(view.points, key=lambda p: p.value)
    said = text(
        "charts.emotion_alt", locale, what=title, name=name or text("charts.nobody", locale),
        high=point_where(high, names, locale), high_value=emotion(high.value, of.scale, locale),
        low=point_where(low, names, locale), low_value=emotion(low.value, of.scale, locale),
    )  # fmt: skip
    if view.variant != "as_is":
        return title, said
    at_stages = [p for p in view.points if not p.after and p.stage_id in of.scores]
    gaps = [(p.stage_id, gap_of(of.scores[p.stage_id], p)) for p in at_stages]
    apart = [f"{names[at]} ({change(gap.value, of.scale, locale)})" for at, gap in gaps if gap.disagree]
    return title, listed([said, text("picture.apart", locale, stages=", ".join(apart)) if apart else ""])
