"""Collects the shapes and texts of a picture; knows colours by token, no format and nothing of maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cjm_widgets.model.difference import ChangeKind
from cjm_widgets.model.records import Card
from cjm_widgets.render import icons
from cjm_widgets.render.rich import Piece
from cjm_widgets.render.shapes import Circle, Face, Icon, Ink, Line, Path, Picture, Rect, Shape, Sheet, Text
from cjm_widgets.render.text import is_rtl
from cjm_widgets.render.theme import Theme
from cjm_widgets.render.views import ChannelView

STAR = "M0-10 2.9-3.6 9.8-2.9 4.6 1.7 6.1 8.5 0 5 -6.1 8.5 -4.6 1.7 -9.8-2.9 -2.9-3.6Z"  # as on the screen

Run = tuple[str, bool] | Piece
"""A piece of a line and whether it is bold, or how else it is set."""


@dataclass(slots=True)
class Canvas:
    """Shapes in the order they are painted.

    Attributes
    ----------
    theme : Theme
        Its colours; a picture holds them as they are, no variables.
    locale : str
        Language of the words.
    channels : mapping
        The channels of the document by id.
    proof : bool
        Cards and numbers say in full what they rest on.
    intensity : bool
        Curves show how strongly their emotions are felt.
    whole : bool
        No card is counted instead of drawn, and no text of a card is cut.
    marks : mapping
        What became of a record since the state the map is compared with, by its id.
    """

    theme: Theme
    locale: str
    channels: Mapping[str, ChannelView] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)
    proof: bool = False
    intensity: bool = False
    whole: bool = False
    marks: Mapping[str, ChangeKind] = field(default_factory=dict)

    def says(self, card: Card) -> str:
        """Return what a card says: its text or the name of its channel."""
        return card.text or self.channel(card)

    def channel(self, card: Card) -> str:
        """Return the name of the channel of a card; "" where it has none."""
        found = self.channels.get(card.channel_id or "")
        return found.name if found else ""

    def icon_of(self, card: Card) -> str:
        """Return the name of the icon of a card: its own or that of its channel; may be empty."""
        found = self.channels.get(card.channel_id or "")
        return card.icon or (found.icon if found else "")

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "",
        radius: float = 0,
        dash: str = "",
        stroke_width: float = 1,
        opacity: float = 1,
    ) -> None:
        """Add a rectangle."""
        ink = Ink(fill, stroke, stroke_width, dash, opacity)
        self.shapes.append(Rect(x, y, width, height, ink, radius))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = ""
    ) -> None:
        """Add a straight line."""
        self.shapes.append(Line(x1, y1, x2, y2, Ink("none", stroke, width, dash)))

    def path(
        self,
        d: str,
        *,
        fill: str = "none",
        stroke: str = "",
        width: float = 1,
        dash: str = "",
        opacity: float = 1,
    ) -> None:
        """Add an outline, given as the ``d`` of an SVG path."""
        self.shapes.append(Path(d, Ink(fill, stroke, width, dash, opacity)))

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str,
        stroke: str = "",
        width: float = 1,
        dash: str = "",
    ) -> None:
        """Add a circle."""
        self.shapes.append(Circle(x, y, radius, Ink(fill, stroke, width, dash)))

    def image(self, x: float, y: float, side: float, address: str) -> None:
        """Add a square picture, cut to a circle; `address` is that of a picture in a record."""
        name = f"cjm-face-{len(self.shapes)}-{round(x)}-{round(y)}"
        self.shapes.append(Face(x, y, side, address, name))

    def picture(self, address: str, x: float, y: float, width: float, height: float) -> None:
        """Add a small picture that comes along as a data address."""
        self.shapes.append(Picture(x, y, width, height, address))

    def icon(self, name: str, x: float, y: float, size: float, color: str) -> bool:
        """Add an icon by its name as lines of `color`, `size` wide; False where there is no such icon."""
        nodes = icons.nodes(name)
        if nodes:
            self.shapes.append(Icon(nodes, x, y, size, color))
        return bool(nodes)

    def star(self, x: float, y: float, scale: float, *, fill: str, stroke: str = "", dash: str = "") -> None:
        """Add the sign of a moment of truth; at scale 1 it is 20 wide."""
        ink = Ink(fill, stroke, 2 if stroke else 1, dash)
        self.shapes.append(Path(STAR, ink, x, y, scale))

    def text(
        self,
        x: float,
        y: float,
        content: str | Sequence[Run],
        size: float,
        fill: str,
        *,
        weight: int = 400,
        anchor: str = "start",
        italic: bool = False,
        spacing: float = 0,
        halo: str = "",
    ) -> None:
        """Add one line of text; `y` is its baseline. A sequence of runs sets the bold ones in bold."""
        pieces = (Piece(content),) if isinstance(content, str) else tuple(Piece(*run) for run in content)
        self.shapes.append(Text(x, y, pieces, size, fill, weight, anchor, italic, spacing, halo))

    def sheet(self, width: float, height: float, title: str) -> Sheet:
        """Return the finished picture, `width` by `height` pixels."""
        return Sheet(width, height, title, self.theme, tuple(self.shapes))


@dataclass(frozen=True, slots=True)
class Block:
    """Something whose height is known before it is drawn: `paint(canvas, x, y, width)`."""

    height: float
    paint: Callable[[Canvas, float, float, float], None]


def lines_block(
    lines: Sequence[str | Sequence[Run]],
    size: float,
    leading: float,
    fill: str,
    *,
    weight: int = 400,
    italic: bool = False,
) -> Block:
    """Return lines of text as a block; lines that run from right to left end at the right edge."""

    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        for at, line in enumerate(lines):
            words = line if isinstance(line, str) else "".join(run[0] for run in line)
            rtl = is_rtl(words)
            base = y + at * leading + (leading + size * 0.72) / 2
            place = x + width if rtl else x
            canvas.text(
                place, base, line, size, fill, weight=weight, italic=italic, anchor="end" if rtl else "start"
            )

    return Block(len(lines) * leading, paint)


def stack(blocks: Sequence[Block], gap: float = 0) -> Block:
    """Return blocks one below the other as one."""
    height = sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)

    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        for block in blocks:
            block.paint(canvas, x, y, width)
            y += block.height + gap

    return Block(height, paint)


def padded(block: Block, top: float, right: float, bottom: float, left: float) -> Block:
    """Return a block with room around it."""
    return Block(
        block.height + top + bottom,
        lambda canvas, x, y, width: block.paint(canvas, x + left, y + top, width - left - right),
    )
