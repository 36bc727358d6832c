"""Draws views as sheets of shapes, one part of the picture a module, and writes them as SVG."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.svg.chart_picture import chart_sheet
from cjm_widgets.render.svg.deck_picture import deck_sheet
from cjm_widgets.render.svg.map_picture import curve_sheet, map_sheet
from cjm_widgets.render.svg.matching_picture import matching_sheet
from cjm_widgets.render.svg.overview_picture import overview_sheet
from cjm_widgets.render.svg.paint import svg_of
from cjm_widgets.render.svg.persona_picture import persona_sheet

__all__ = [
    "chart_sheet",
    "chart_svg",
    "curve_sheet",
    "curve_svg",
    "deck_sheet",
    "map_sheet",
    "map_svg",
    "matching_sheet",
    "overview_sheet",
    "persona_sheet",
    "persona_svg",
    "svg_of",
]

P = ParamSpec("P")


def _as_svg(draw: Callable[P, Sheet]) -> Callable[P, str]:
    def written(*args: P.args, **options: P.kwargs) -> str:
        return svg_of(draw(*args, **options))

    return written


chart_svg = _as_svg(chart_sheet)
map_svg = _as_svg(map_sheet)
curve_svg = _as_svg(curve_sheet)
persona_svg = _as_svg(persona_sheet)
