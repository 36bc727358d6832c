"""Draws one icon into a picture; knows no card, no lane and no channel."""

from __future__ import annotations

from html import escape

from cjm_widgets.render import icons
from cjm_widgets.render.curve import number as n
from cjm_widgets.render.svg.canvas import Canvas


def draw_icon(canvas: Canvas, name: str, x: float, y: float, size: float, color: str) -> bool:
    """Draw the icon `name` as lines of `color` in a square of `size`; False where there is no such icon."""
    shapes = "".join(f"<{tag}{_written(attributes)}/>" for tag, attributes in icons.nodes(name))
    if not shapes:
        return False
    canvas.parts.append(
        f'<g transform="translate({n(x)} {n(y)}) scale({n(size / 24)})" fill="none" stroke="{color}"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</g>'
    )
    return True


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
