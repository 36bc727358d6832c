"""Paints outlines on a page of a PDF; knows no text, no pictures and nothing of maps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from cjm_widgets.render.shapes import HATCH, Circle, Icon, Ink, Line, Path, Rect, Shape
from cjm_widgets.render.theme import Theme

_STEP = 6
_ROUND = 0.5522847498


def draw_shape(pdf: Any, shape: Shape, place: Any, theme: Theme) -> None:
    """Paint a rectangle, line, outline, circle or icon where `place` says."""
    _PAINTERS[type(shape)](pdf, shape, place, theme)


def _rect(pdf: Any, a: Rect, place: Any, theme: Theme) -> None:
    if a.width <= 0 or a.height <= 0:
        return
    if a.ink.fill == HATCH:
        _hatch(pdf, a, place, theme)
    path = _painted(a.ink, place, closed=True)
    radius = min(a.radius, a.width / 2, a.height / 2)
    path.rectangle(a.x, a.y, a.width, a.height, radius, radius)
    _add(pdf, path)


def _hatch(pdf: Any, a: Rect, place: Any, theme: Theme) -> None:
    """Paint the lines x + y = 6, 12, 18, … that lie in a rectangle."""
    path = _painted(Ink("none", theme.hatch), place)
    right, bottom = a.x + a.width, a.y + a.height
    first = int((a.x + a.y) // _STEP) + 1
    last = int((right + bottom) // _STEP)
    for total in range(first * _STEP, last * _STEP + 1, _STEP):
        start, end = max(a.x, total - bottom), min(right, total - a.y)
        if end > start:
            path.move_to(start, total - start)
            path.line_to(end, total - end)
    _add(pdf, path)


def _line(pdf: Any, a: Line, place: Any, _: Theme) -> None:
    path = _painted(a.ink, place)
    path.move_to(a.x1, a.y1)
    path.line_to(a.x2, a.y2)
    _add(pdf, path)


def _path(pdf: Any, a: Path, place: Any, _: Theme) -> None:
    from fpdf.svg import svg_path_converter

    path = _painted(a.ink, place, (a.x, a.y, a.scale), rounded=not a.ink.dash)
    svg_path_converter(path, a.d)
    _add(pdf, path)


def _circle(pdf: Any, a: Circle, place: Any, _: Theme) -> None:
    path = _painted(a.ink, place, closed=True)
    path.circle(a.x, a.y, a.radius)
    _add(pdf, path)


def _icon(pdf: Any, a: Icon, place: Any, _: Theme) -> None:
    from fpdf.svg import svg_path_converter

    path = _painted(Ink("none", a.color, 2), place, (a.x, a.y, a.size / 24), rounded=True)
    for d in _outlines(a.nodes):
        svg_path_converter(path, d)
    _add(pdf, path)


def _painted(
    ink: Ink,
    place: Any,
    moved: tuple[float, float, float] = (0, 0, 1),
    *,
    closed: bool = False,
    rounded: bool = False,
) -> Any:
    """Return an empty path that will be painted with `ink`, in pixels of the sheet."""
    from fpdf.drawing import PaintedPath
    from fpdf.drawing_primitives import Transform

    x, y, scale = moved
    path = PaintedPath()
    grown = Transform.scaling(scale).translate(x, y)
    path.transform = grown.scale(place.scale).translate(place.x, place.y)
    style = path.style
    style.auto_close = closed
    style.fill_color = None if ink.fill in ("none", "", HATCH) else ink.fill
    style.stroke_color = ink.stroke or None
    if ink.stroke:
        style.stroke_width = ink.width
        style.stroke_cap_style = "round" if rounded else "butt"
        style.stroke_join_style = "round" if rounded else "miter"
        style.stroke_dash_pattern = [float(length) for length in ink.dash.split()] or None
        style.stroke_opacity = ink.opacity if ink.opacity < 1 else None
    if style.fill_color is not None and ink.opacity < 1:
        style.fill_opacity = ink.opacity
    return path


def _add(pdf: Any, path: Any) -> None:
    with pdf.drawing_context() as graphic:
        graphic.add_item(path)


@lru_cache(maxsize=512)
def _outline(tag: str, attributes: tuple[tuple[str, str], ...]) -> str:
    has = dict(attributes)

    def of(*names: str) -> list[float]:
        return [float(has.get(name, 0)) for name in names]

    if tag == "path":
        return has.get("d", "")
    if tag == "line":
        return "M{} {}L{} {}".format(*of("x1", "y1", "x2", "y2"))
    if tag in ("polyline", "polygon"):
        return f"M{has.get('points', '')}{'Z' if tag == 'polygon' else ''}"
    if tag in ("circle", "ellipse"):
        x, y = of("cx", "cy")
        across, up = of("r", "r") if tag == "circle" else of("rx", "ry")
        return f"M{x - across} {y}a{across} {up} 0 1 0 {2 * across} 0a{across} {up} 0 1 0 {-2 * across} 0Z"
    x, y, wide, high = of("x", "y", "width", "height")
    r = min(float(has.get("rx", has.get("ry", 0))), wide / 2, high / 2)
    arc = f"a{r} {r} 0 0 1" if r else "l"
    turns = ((r, r), (-r, r), (-r, -r), (r, -r))
    sides = (f"h{wide - 2 * r}", f"v{high - 2 * r}", f"h{2 * r - wide}", f"v{2 * r - high}")
    return (
        f"M{x + r} {y}" + "".join(f"{s}{arc} {a} {b}" for s, (a, b) in zip(sides, turns, strict=True)) + "Z"
    )


def _outlines(nodes: Iterable[tuple[str, dict[str, str]]]) -> list[str]:
    return [_outline(tag, tuple(attributes.items())) for tag, attributes in nodes]


_PAINTERS: Mapping[type, Callable[[Any, Any, Any, Theme], None]] = MappingProxyType(
    {Rect: _rect, Line: _line, Path: _path, Circle: _circle, Icon: _icon}
)
