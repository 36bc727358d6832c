"""All that a chart shows, in coordinates of its own, as a frozen value; draws nothing and reads no data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.render.text import width as text_width

XY = tuple[float, float]
Ticks = tuple[tuple[float, str], ...]
"""Places along an axis and their words."""
Kind = Literal["line", "thin", "dashed"]
Shape = Literal["circle", "square"]
Align = Literal["start", "middle"]

WIDTH, HEIGHT = 640.0, 300.0
"""Of a chart that was given no size of its own, in pixels; in a notebook it is as wide as its cell."""
SIZE = 12.0
"""Of the words, in pixels."""
BESIDE = 7.0
"""From a place to the words that start there, in pixels."""
TOP = 42.0
"""Above the plot, for the title."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Words along one side; `grid` draws a line across the plot at each."""

    ticks: Ticks = ()
    grid: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; colours are names of the theme or of the palette of personas.

    A hatched one is a rectangle, as :func:`box` makes it, with slanted lines in place of a fill.
    """

    points: tuple[XY, ...]
    color: str
    opacity: float = 1.0
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points: ``"line"`` is 2.2 px wide, ``"thin"`` 1.4, ``"dashed"`` 1.4 and broken."""

    points: tuple[XY, ...]
    color: str
    kind: Kind = "line"


@dataclass(frozen=True, slots=True)
class Dot:
    """A sign at a place, 6 to 7 px wide; `hollow` is a ring."""

    x: float
    y: float
    color: str
    hollow: bool = False
    shape: Shape = "circle"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text right of a place (``"start"``) or around it; it may lie outside the plot."""

    x: float
    y: float
    text: str
    color: str = "text"
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Margin:
    """Room around the plot, in pixels."""

    top: float = TOP
    right: float = 22.0
    bottom: float = 32.0
    left: float = 40.0


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart, painted in this order: grid, areas, strokes, dots, words.

    Attributes
    ----------
    title, alt : str
        What is shown, with n; and what it says, for those who do not see it.
    x, y : (float, float)
        The coordinates at left and right, at bottom and top of the plot.
    left, bottom, right : Axis
        The words beside and below it; at the right there is never a grid.
    least : float
        Pixels of width under which words would lie on each other.
    height : float
        Of the whole, in pixels.
    margin : Margin
        Around the plot.
    """

    title: str
    alt: str
    x: XY
    y: XY
    height: float
    margin: Margin
    left: Axis = Axis()
    bottom: Axis = Axis()
    right: Axis = Axis()
    least: float = 320.0
    areas: tuple[Area, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Words, ...] = ()


def box(x0: float, x1: float, y0: float, y1: float, color: str, opacity: float = 1.0) -> Area:
    """Return a rectangle."""
    return Area(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), color, opacity)


def least_of(words: Sequence[Words], places: float, margin: Margin, least: float = 0.0) -> float:
    """Return the width of the whole, in pixels, at which words in as many places do not lie on each other.

    Words were cut for a chart of the usual width, so that they need no more; `least` is what a place needs
    without any.
    """
    beside = margin.left + margin.right
    widest = max((text_width(each.text, SIZE) for each in words), default=0.0)
    return max(320.0, beside + places * least, min(WIDTH, beside + places * (widest + 8)))


def room_of(words: Ticks, least: float = 20.0) -> float:
    """Return the room that words at a side need, in pixels."""
    return round(max((text_width(each, SIZE) * 1.13 for _, each in words), default=0.0) + least)
