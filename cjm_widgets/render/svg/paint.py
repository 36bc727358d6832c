"""Writes a sheet of shapes as SVG, its texts escaped and its colours plain; knows nothing of maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from cjm_widgets.render.curve import number as n
from cjm_widgets.render.fonts import FAMILY
from cjm_widgets.render.shapes import (
    HATCH,
    Circle,
    Face,
    Icon,
    Ink,
    Line,
    Path,
    Picture,
    Rect,
    Shape,
    Sheet,
    Text,
    Window,
)
from cjm_widgets.render.text import clean, is_rtl
from cjm_widgets.render.theme import Theme

_RLI, _PDI = "\u2067", "\u2069"


def svg_of(sheet: Sheet) -> str:
    """Return a sheet as SVG, with plain colours and escaped texts."""
    hatch = (
        '<defs><pattern id="cjm-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{sheet.theme.hatch}" stroke-width="1"/>'
        "</pattern></defs>"
    )
    wide, high = n(sheet.width), n(sheet.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}" font-family="{FAMILY}" xml:space="preserve"'
        f' role="img"'
        f"><title>{escape(clean(sheet.title))}</title>{hatch}{_painted(sheet.shapes, sheet.theme)}</svg>"
    )


def _painted(shapes: Any, theme: Theme) -> str:
    return "".join(_PAINTERS[type(shape)](shape, theme) for shape in shapes)


def _fill(ink: Ink) -> str:
    return "url(#cjm-hatch)" if ink.fill == HATCH else ink.fill


def _opacity(ink: Ink) -> dict[str, str]:
    faint = n(ink.opacity) if ink.opacity != 1 else ""
    return {
        "fill_opacity": faint if ink.fill != "none" else "",
        "stroke_opacity": faint if ink.stroke else "",
    }


def _thick(ink: Ink) -> str:
    return n(ink.width) if ink.stroke and ink.width != 1 else ""


def _rect(a: Rect, _: Theme) -> str:
    extra = _attributes(
        rx=n(a.radius) if a.radius else "",
        stroke=a.ink.stroke,
        stroke_width=_thick(a.ink),
        stroke_dasharray=a.ink.dash,
        **_opacity(a.ink),
    )
    return (
        f'<rect x="{n(a.x)}" y="{n(a.y)}" width="{n(max(0, a.width))}" height="{n(max(0, a.height))}"'
        f' fill="{_fill(a.ink)}"{extra}/>'
    )


def _line(a: Line, _: Theme) -> str:
    extra = _attributes(stroke_width=_thick(a.ink), stroke_dasharray=a.ink.dash)
    d = f"M{n(a.x1)} {n(a.y1)}L{n(a.x2)} {n(a.y2)}"
    return f'<path d="{d}" stroke="{a.ink.stroke}" fill="none"{extra}/>'


def _path(a: Path, _: Theme) -> str:
    moved = bool(a.x or a.y or a.scale != 1)
    extra = _attributes(
        stroke=a.ink.stroke,
        stroke_width=_thick(a.ink),
        stroke_dasharray=a.ink.dash,
        stroke_linecap="round" if a.ink.stroke and not a.ink.dash else "",
        stroke_linejoin="round" if a.ink.stroke else "",
        **_opacity(a.ink),
        transform=f"translate({n(a.x)} {n(a.y)}) scale({n(a.scale)})" if moved else "",
    )
    return f'<path d="{a.d}" fill="{_fill(a.ink)}"{extra}/>'


def _circle(a: Circle, _: Theme) -> str:
    extra = _attributes(stroke=a.ink.stroke, stroke_width=_thick(a.ink), stroke_dasharray=a.ink.dash)
    return f'<circle cx="{n(a.x)}" cy="{n(a.y)}" r="{n(a.radius)}" fill="{_fill(a.ink)}"{extra}/>'


def _face(a: Face, _: Theme) -> str:
    half = a.side / 2
    return (
        f'<clipPath id="{a.name}"><circle cx="{n(a.x + half)}" cy="{n(a.y + half)}" r="{n(half)}"/>'
        f'</clipPath><image x="{n(a.x)}" y="{n(a.y)}" width="{n(a.side)}" height="{n(a.side)}"'
        f' href="{escape(a.address)}"'
        f' preserveAspectRatio="xMidYMid slice" clip-path="url(#{a.name})"/>'
    )


def _picture(a: Picture, _: Theme) -> str:
    size = f'width="{n(a.width)}" height="{n(a.height)}"'
    return f'<image x="{n(a.x)}" y="{n(a.y)}" {size} href="{escape(a.address)}"/>'


def _icon(a: Icon, _: Theme) -> str:
    shapes = "".join(f"<{tag}{_written(attributes)}/>" for tag, attributes in a.nodes)
    return (
        f'<g transform="translate({n(a.x)} {n(a.y)}) scale({n(a.size / 24)})" fill="none" stroke="{a.color}"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</g>'
    )


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())


def _text(a: Text, theme: Theme) -> str:
    extra = _attributes(
        font_weight=str(a.weight) if a.weight != 400 else "",
        text_anchor=a.anchor if a.anchor != "start" else "",
        font_style="italic" if a.italic else "",
        letter_spacing=n(a.spacing) if a.spacing else "",
    )
    if a.halo:
        extra += f' stroke="{a.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    place = f'x="{n(a.x)}" y="{n(a.y)}" font-size="{n(a.size)}" fill="{a.fill}"'
    return f"<text {place}{extra}>{_runs(a, theme)}</text>"


def _runs(a: Text, theme: Theme) -> str:
    made = []
    for piece in a.pieces:
        look = _attributes(
            font_weight="700" if piece.bold else "",
            fill=theme.text if piece.bold else theme.muted if piece.code else "",
            font_style="italic" if piece.italic else "",
        )
        words = _safe(piece.text)
        made.append(f"<tspan{look}>{words}</tspan>" if look else words)
    return "".join(made)


def _window(a: Window, theme: Theme) -> str:
    name = f"cjm-window-{n(a.x)}-{n(a.y)}-{n(a.left)}-{n(a.top)}".replace(".", "_")
    return (
        f'<g transform="translate({n(a.x - a.left)} {n(a.y - a.top)})"><clipPath id="{name}">'
        f'<rect x="{n(a.left)}" y="{n(a.top)}" width="{n(a.width)}" height="{n(a.height)}"/></clipPath>'
        f'<g clip-path="url(#{name})">{_painted(a.shapes, theme)}</g></g>'
    )


def _safe(text: str) -> str:
    """Return a text as XML, kept together where it runs from right to left."""
    cleaned = clean(text).replace("\n", " ").replace("\t", " ")
    return escape(f"{_RLI}{cleaned}{_PDI}" if is_rtl(cleaned) else cleaned)


def _attributes(**values: str) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in values.items() if value)


_PAINTERS: Mapping[type[Shape], Callable[[Any, Theme], str]] = MappingProxyType(
    {
        Rect: _rect,
        Line: _line,
        Path: _path,
        Circle: _circle,
        Face: _face,
        Picture: _picture,
        Icon: _icon,
        Text: _text,
        Window: _window,
    }
)
