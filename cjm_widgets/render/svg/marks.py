"""The marks of a comparison: added, changed or removed, by sign, outline and colour; knows no records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cjm_widgets.model.difference import SIGNS, ChangeKind
from cjm_widgets.render.svg.canvas import Block, Canvas
from cjm_widgets.render.theme import Theme

_DASHES: Mapping[ChangeKind, str] = {"added": "", "changed": "7 3", "removed": "1.5 3"}
_RADIUS = 6.5


def _color(kind: ChangeKind, theme: Theme) -> str:
    return {"added": theme.positive, "changed": theme.attention, "removed": theme.negative}[kind]


def badge(canvas: Canvas, record_id: str, x: float, y: float) -> None:
    """Draw the sign of what became of a record around (x, y); nothing where it is the same."""
    kind = canvas.marks.get(record_id)
    if kind is not None:
        _sign(canvas, kind, x, y)


def _sign(canvas: Canvas, kind: ChangeKind, x: float, y: float) -> None:
    """Draw plus, wave or minus on a disc."""
    theme = canvas.theme
    canvas.circle(x, y, _RADIUS, fill=_color(kind, theme), stroke=theme.bg, width=1.2)
    bars = {
        "added": f"M{x - 3.2:.1f} {y:.1f}h6.4M{x:.1f} {y - 3.2:.1f}v6.4",
        "changed": f"M{x - 3.4:.1f} {y + 0.9:.1f}q1.7 -3.4 3.4 -0.9q1.7 2.5 3.4 -0.9",
        "removed": f"M{x - 3.2:.1f} {y:.1f}h6.4",
    }
    canvas.path(bars[kind], stroke=theme.bg, width=1.7)


def outline(canvas: Canvas, record_id: str, x: float, y: float, width: float, height: float) -> None:
    """Draw a line around what differs: whole, dashed or dotted; through it too where it was removed."""
    kind = canvas.marks.get(record_id)
    if kind is None:
        return
    color = _color(kind, canvas.theme)
    dash = _DASHES[kind]
    canvas.rect(
        x + 0.5, y + 0.5, width - 1, height - 1, stroke=color, stroke_width=1.6, dash=dash, radius=3.5
    )
    if kind == "removed":
        middle = y + height / 2
        canvas.line(x + 5, middle, x + width - 5, middle, color, width=1.2)


def outlined(canvas: Canvas, record_id: str, block: Block) -> Block:
    """Return a block with the mark of its record: the outline, and the sign at its corner."""
    if record_id not in canvas.marks:
        return block

    def paint(on: Canvas, x: float, y: float, width: float) -> None:
        block.paint(on, x, y, width)
        outline(on, record_id, x, y, width, block.height)
        badge(on, record_id, x + width - 3, y + 3)

    return Block(block.height, paint)


def corner(canvas: Canvas, record_id: str, block: Block) -> Block:
    """Return a block, such as a head, with the sign of its record inside its right upper corner."""
    if record_id not in canvas.marks:
        return block

    def paint(on: Canvas, x: float, y: float, width: float) -> None:
        block.paint(on, x, y, width)
        badge(on, record_id, x + width - 10, y + 10)

    return Block(block.height, paint)


def sign_of(canvas: Canvas, record_id: str) -> str:
    """Return the sign before a short name; empty where it is the same."""
    kind = canvas.marks.get(record_id)
    return f"{SIGNS[kind]} " if kind else ""


def mark_signs(
    marks: Mapping[str, ChangeKind],
) -> list[tuple[str, Callable[[Canvas, float, float], None]]]:
    """Return the entries of the legend for the marks that occur."""

    def drawn(kind: ChangeKind) -> Callable[[Canvas, float, float], None]:
        return lambda canvas, x, y: _sign(canvas, kind, x, y)

    return [(f"difference.legend_{kind}", drawn(kind)) for kind in SIGNS if kind in marks.values()]
