"""Emotion curves as freeforms on a slide: the same cubic pieces as everywhere, points, words; no records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cjm_widgets.analysis.measured import Measured
from cjm_widgets.analysis.words import emotion
from cjm_widgets.exports.pptx.ink import Slide, Words, described, rgb, unstyled
from cjm_widgets.locale import text
from cjm_widgets.model.curve_points import point_place, runs, x_of
from cjm_widgets.render.curve import XY, curve, y_of
from cjm_widgets.render.text import fit
from cjm_widgets.render.views import CurveView, MapView, PointView

_EMU = 914_400
_PAD = 0.38
_SEEN = ("observed", "reported")


def curves_on(
    slide: Slide,
    view: MapView,
    places: dict[str, float],
    column: float,
    top: float,
    high: float,
    scores: dict[str, Measured],
    locale: str,
) -> None:
    """Draw the curves; `places` are the middles of the stages, `column` how wide a stage is, in inches."""
    middle = top + y_of(0, high, _PAD)
    first = min(places.values()) - column / 2
    last = max(places.values()) + column / 2
    zero = slide.slide.shapes.add_connector(1, *(int(v * _EMU) for v in (first, middle, last, middle)))
    unstyled(zero)
    zero.line.color.rgb = rgb(slide.theme.border)
    names = {persona.id: persona.name for persona in view.personas}
    for at, line in reversed(list(enumerate(view.curves))):
        color = slide.theme.persona(line.color)
        name = names.get(line.persona_id or "", "")
        for run in _runs(line, view, places, column, top, high):
            if len(run) > 1:
                shape = _freeform(slide, [(x, y) for x, y, _ in run], color, 2.25 if at == 0 else 1.5)
                described(shape, _said(name, [point for _, _, point in run], view, locale))
                shape.name = name or text("views.emotion", locale)
            for x, y, point in run:
                _point(slide, x, y, point, color, first=at == 0)
    for stage_id, score in scores.items():
        if stage_id in places:
            x = places[stage_id] + min(0.18, column / 4)
            low, y, up = (top + y_of(value, high, _PAD) for value in (score.low, score.value, score.high))
            slide.box(x - 0.008, up, 0.016, max(0.01, low - up), fill=slide.theme.measured)
            slide.box(x - 0.04, y - 0.04, 0.08, 0.08, fill=slide.theme.measured)
    if view.curves:
        for run in _runs(view.curves[0], view, places, column, top, high):
            for x, y, point in run:
                _words(slide, x, y, point, column, locale)


def _runs(
    line: CurveView, view: MapView, places: dict[str, float], column: float, top: float, high: float
) -> list[list[tuple[float, float, PointView]]]:
    stages = [stage.id for stage in view.stages if stage.id in places]
    middles = [places[stage_id] for stage_id in stages]
    return [
        [(x_of(at, middles, column), top + y_of(point.value, high, _PAD), point) for at, point in run]
        for run in runs(line.points, stages)
    ]


def _freeform(slide: Slide, points: Sequence[XY], color: str, weight: float) -> Any:
    """Add an open freeform of cubic pieces through points."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    segments = curve(points)
    corners = [corner for segment in segments for corner in segment]
    left, up = min(x for x, _ in corners), min(y for _, y in corners)
    wide = max(0.001, max(x for x, _ in corners) - left)
    high = max(0.001, max(y for _, y in corners) - up)
    builder = slide.slide.shapes.build_freeform(int(left * _EMU), int(up * _EMU), scale=1.0)
    builder.add_line_segments(
        [(int((left + wide) * _EMU), int((up + high) * _EMU)), (int(left * _EMU), int((up + high) * _EMU))],
        close=False,
    )
    shape = builder.convert_to_shape()

    def pt(point: XY) -> str:
        return f'<a:pt x="{int((point[0] - left) * _EMU)}" y="{int((point[1] - up) * _EMU)}"/>'

    pieces = "".join(f"<a:cubicBezTo>{pt(c)}{pt(d)}{pt(e)}</a:cubicBezTo>" for _, c, d, e in segments)
    path = parse_xml(
        f'<a:path xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="{int(wide * _EMU)}" '
        f'h="{int(high * _EMU)}" fill="none"><a:moveTo>{pt(points[0])}</a:moveTo>{pieces}</a:path>'
    )
    paths = shape._element.find(f".//{qn('a:pathLst')}")
    for old in list(paths):
        paths.remove(old)
    paths.append(path)
    unstyled(shape)
    shape.fill.background()
    shape.line.color.rgb = rgb(color)
    shape.line.width = Pt(weight)
    return shape


def _point(slide: Slide, x: float, y: float, point: PointView, color: str, *, first: bool) -> None:
    radius = (0.07 if first else 0.045) * (0.75 if point.after else 1)
    if point.moment_of_truth:
        radius *= 1.7
    slide.box(
        x - radius,
        y - radius,
        2 * radius,
        2 * radius,
        fill=color if point.evidence in _SEEN or point.moment_of_truth else slide.theme.bg,
        line=color,
        dash=point.evidence == "assumed",
        kind="STAR_5_POINT" if point.moment_of_truth else "OVAL",
        weight=1.5,
        name=point.label,
    )


def _words(slide: Slide, x: float, y: float, point: PointView, column: float, locale: str) -> None:
    lines: list[list[Words]] = []
    if point.label.strip():
        lines.append([Words(fit(point.label, column * 56, 9.5, 700), bold=True)])
    if point.quote.strip():
        said = text("map.quoted", locale, text=fit(point.quote, column * 56, 9))
        lines.append([Words(said, color=slide.theme.muted, size=9)])
    if lines:
        high = 0.16 * len(lines)
        above = point.value >= 0
        top = y - high - 0.12 if above else y + 0.11
        slide.text(x - column / 2, top, column, high, lines, size=9.5, align="center")


def _said(name: str, points: Sequence[PointView], view: MapView, locale: str) -> str:
    stages = {stage.id: stage.name for stage in view.stages}
    scale = view.journey.emotion_scale
    said = "; ".join(f"{point_place(p, stages, locale)} {emotion(p.value, scale, locale)}" for p in points)
    return f"{name}: {said}" if name else said
