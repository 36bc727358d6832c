"""A measured number in its cell: value, interval, n, state and bar; computes no statistics."""

from __future__ import annotations

from cjm_widgets.locale import text
from cjm_widgets.render import words
from cjm_widgets.render.format import Cell, metric_value, number
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block
from cjm_widgets.render.text import fit, width, wrap

_SIZE, _SMALL = 16.0, 10.8


def metric_block(metric: str, cell: Cell | None, room: float, canvas: Canvas) -> Block:
    """Return one number; the small line goes under it where there is no room beside it."""
    theme, locale = canvas.theme, canvas.locale
    if cell is None or cell.value is None:
        lines = wrap(words.metric_missing(metric, cell, locale), room, 11)
        return lines_block(lines, 11, 20 if len(lines) == 1 else 15, theme.muted)
    shown, small = words.metric_shown(cell, locale), words.metric_small(cell, locale)
    ink = {"off_target": theme.negative, "too_few": theme.muted, "stale": theme.muted}.get(
        cell.state, theme.text
    )
    beside = width(shown, _SIZE, 700) + 7 + width(small, _SMALL) <= room
    bar = _scale(cell)
    text_height = 21.0 if beside else 36.0

    proof = lines_block(_proof(cell, room, canvas), 10.8, 14, theme.muted)
    height = text_height + (11 if bar else 0)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        proof.paint(on, x, y + height, wide)
        on.text(x, y + 15.5, shown, _SIZE, ink, weight=700)
        if beside:
            on.text(x + width(shown, _SIZE, 700) + 6, y + 15.2, small, _SMALL, theme.muted)
        else:
            on.text(x, y + 31, fit(small, wide, _SMALL), _SMALL, theme.muted)
        if bar:
            _bar(on, cell, bar, x, y + text_height + 4, wide)

    return Block(height + proof.height, paint)


def _proof(cell: Cell, room: float, canvas: Canvas) -> list[str]:
    """Return n of counts, target and the reason for the state, in the depth that shows them."""
    if not canvas.proof:
        return []
    locale = canvas.locale
    lines = [text("map.n", locale, n=number(cell.n, locale))] if cell.unit == "count" else []
    if cell.target is not None:
        shown = metric_value(cell.target, cell.unit, locale, cell.metric)
        lines.append(text("map.target", locale, value=shown))
    reason = getattr(cell, "reason", None)
    return lines + (wrap(str(reason.text(locale)), room, 10.8, most=3) if reason is not None else [])


def _scale(cell: Cell) -> tuple[float, float] | None:
    """Return the ends of the scale a bar shows; None where there is none."""
    if cell.unit == "share":
        return 0.0, 1.0
    return (-100.0, 100.0) if cell.metric == "nps" else None


def _bar(canvas: Canvas, cell: Cell, ends: tuple[float, float], x: float, y: float, wide: float) -> None:
    """Draw the number on its scale: band of the interval, tick of the value, a taller one of the target."""
    theme = canvas.theme

    def at(value: float) -> float:
        return x + max(0.0, min(1.0, (value - ends[0]) / (ends[1] - ends[0]))) * wide

    canvas.rect(x, y, wide, 5, fill=theme.border, radius=2.5, opacity=0.75)
    if ends[0] < 0:
        canvas.line(at(0), y, at(0), y + 5, theme.muted)
    if cell.low is not None and cell.high is not None:
        band = max(2.0, at(cell.high) - at(cell.low))
        canvas.rect(at(cell.low), y, band, 5, fill=theme.measured, radius=2.5, opacity=0.4)
    if cell.value is not None:
        canvas.rect(at(cell.value) - 1, y - 2, 2, 9, fill=theme.measured)
    if cell.target is not None:
        canvas.rect(at(cell.target) - 0.75, y - 3, 1.5, 11, fill=theme.text)
