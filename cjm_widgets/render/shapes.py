"""The shapes a picture is made of, in the order they are painted; knows no format and nothing of maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cjm_widgets.render.rich import Piece
from cjm_widgets.render.theme import Theme

HATCH = "hatch"
"""A fill of thin lines in the colour of the theme, for what rests on too little."""
Node = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Ink:
    """How an outline is filled and drawn; an empty or "none" colour leaves it out.

    Attributes
    ----------
    fill, stroke : str
        ``#rrggbb``; the fill may be :data:`HATCH`.
    width : float
        Of the stroke, in pixels.
    dash : str
        Lengths of dashes and gaps, as SVG has them.
    opacity : float
        Of fill and stroke, 0 to 1.
    """

    fill: str = "none"
    stroke: str = ""
    width: float = 1
    dash: str = ""
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, its corners round where it has a radius."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Path:
    """An outline as the ``d`` of an SVG path, moved to (`x`, `y`) and `scale` times as large."""

    d: str
    ink: Ink
    x: float = 0
    y: float = 0
    scale: float = 1


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (`x`, `y`)."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Face:
    """A square picture cut to a circle; `address` is a data address, `name` its own in the picture."""

    x: float
    y: float
    side: float
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture; `address` is a data address."""

    x: float
    y: float
    width: float
    height: float
    address: str


@dataclass(frozen=True, slots=True)
class Icon:
    """The lines of an icon on a square of 24, drawn `size` wide."""

    nodes: tuple[Node, ...]
    x: float
    y: float
    size: float
    color: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `anchor` where `x` is in it: start, middle or end."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    size: float
    fill: str
    weight: int = 400
    anchor: str = "start"
    italic: bool = False
    spacing: float = 0
    halo: str = ""

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Window:
    """Part of other shapes: `width` × `height` of them from (`left`, `top`), shown at (`x`, `y`)."""

    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    shapes: tuple[Shape, ...]


Shape = Rect | Line | Path | Circle | Face | Picture | Icon | Text | Window


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished picture, whatever it is written as.

    Attributes
    ----------
    width, height : float
        Pixels.
    title : str
        What it shows, for those who do not see it.
    theme : Theme
        Its colours.
    shapes : sequence of Shape
        In the order they are painted.
    """

    width: float
    height: float
    title: str
    theme: Theme
    shapes: Sequence[Shape] = field(default_factory=tuple)
