"""Draws views as SVG, one part of the picture a module; the texts are escaped and the colours are plain."""

from cjm_widgets.render.svg.deck_picture import deck_svg
from cjm_widgets.render.svg.map_picture import curve_svg, map_svg
from cjm_widgets.render.svg.matching_picture import matching_svg
from cjm_widgets.render.svg.overview_picture import overview_svg
from cjm_widgets.render.svg.persona_picture import persona_svg

__all__ = ["curve_svg", "deck_svg", "map_svg", "matching_svg", "overview_svg", "persona_svg"]
