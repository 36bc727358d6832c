"""The line under a picture: what the signs in it mean, and how much of the map is assumption."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cjm_widgets.locale import text
from cjm_widgets.model.records import Card
from cjm_widgets.render.format import percent
from cjm_widgets.render.layout import FOOTER
from cjm_widgets.render.scores import scores_beside
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.text import width
from cjm_widgets.render.views import MapView

Sign = Callable[[Canvas, float, float], None]
_SIZE = 11.0


def legend(
    canvas: Canvas,
    view: MapView,
    cards: Mapping[str, Card],
    wide: float,
    y: float,
    left_out: str,
    *,
    curve_only: bool = False,
) -> float:
    """Draw the signs that occur in the picture and what it says of itself; return the height used."""
    theme, middle, x = canvas.theme, y + FOOTER / 2, 16.0
    right = [left_out] if left_out else []
    if view.assumption_share is not None and not curve_only:
        share = percent(view.assumption_share, canvas.locale)
        right.append(text("map.assumption", canvas.locale, share=share))
    said = " · ".join(right)
    end = wide - 16 - width(said, _SIZE)
    for key, sign in _signs(view, cards, canvas, curve_only=curve_only):
        name = text(key, canvas.locale)
        if x + 15 + width(name, _SIZE) > end - 12:
            break
        sign(canvas, x + 4.5, middle)
        canvas.text(x + 14, middle + 4, name, _SIZE, theme.muted)
        x += 14 + width(name, _SIZE) + 20
    canvas.text(wide - 16, middle + 4, said, _SIZE, theme.muted, anchor="end")
    return FOOTER


def _signs(
    view: MapView, cards: Mapping[str, Card], canvas: Canvas, *, curve_only: bool
) -> list[tuple[str, Sign]]:
    points = [point for curve in view.curves for point in curve.points]
    shown = [cards[i] for row in view.cells.values() for ids in row.values() for i in ids if i in cards]
    lanes = {lane.metric for lane in view.lanes if lane.kind == "metrics"}
    measured = [
        c for metric, row in view.metrics.items() if metric in lanes for c in row.values() if c is not None
    ]
    signs: list[tuple[str, Sign]] = []
    if points:
        signs.append(("map.legend_drawn", _drawn))
    if canvas.intensity and points:
        signs.append(("map.legend_intensity", _intensity))
    if (measured and not curve_only) or scores_beside(view):
        signs.append(("map.legend_measured", _measured))
    if any(p.moment_of_truth for p in points) or any(c.moment_of_truth for c in shown):
        signs.append(("map.legend_moment", _moment))
    if not curve_only and any(cell.state == "too_few" for cell in measured):
        signs.append(("map.legend_few", _few))
    if any(p.evidence == "assumed" for p in points) or any(c.evidence == "assumed" for c in shown):
        signs.append(("map.legend_assumed", _assumed))
    return signs


def _drawn(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 4.5, y - 4.5, 9, 9, fill=canvas.theme.accent, radius=2)


def _intensity(canvas: Canvas, x: float, y: float) -> None:
    canvas.path(f"M{x} {y - 5}l5 5-5 5-5-5Z", fill=canvas.theme.bg, stroke=canvas.theme.accent, width=1.5)


def _measured(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 4.5, y - 4.5, 9, 9, fill=canvas.theme.measured, radius=2)


def _moment(canvas: Canvas, x: float, y: float) -> None:
    canvas.star(x, y, 0.52, fill=canvas.theme.muted)


def _few(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 4.5, y - 4.5, 9, 9, fill="url(#cjm-hatch)", stroke=canvas.theme.hatch)


def _assumed(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 4.2, fill="none", stroke=canvas.theme.muted, width=1.2, dash="2 1.6")
