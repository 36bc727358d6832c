"""Collects shapes and escaped texts into one SVG; knows colours by token, nothing of maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from cjm_widgets.model.records import Card
from cjm_widgets.render.curve import number as n
from cjm_widgets.render.fonts import FAMILY
from cjm_widgets.render.rich import Piece
from cjm_widgets.render.text import clean, is_rtl
from cjm_widgets.render.theme import Theme
from cjm_widgets.render.views import ChannelView

STAR = "M0-10 2.9-3.6 9.8-2.9 4.6 1.7 6.1 8.5 0 5 -6.1 8.5 -4.6 1.7 -9.8-2.9 -2.9-3.6Z"  # as on the screen
_RLI, _PDI = "\u2067", "\u2069"

Run = tuple[str, bool] | Piece
"""A piece of a line and whether it is bold, or how else it is set."""


@dataclass(slots=True)
class Canvas:
    """Shapes in the order they are painted.

    Attributes
    ----------
    theme : Theme
        Its colours; the SVG holds them as they are, no variables.
    locale : str
        Language of the words.
    channels : mapping
        The channels of the document by id.
    proof : bool
        Cards and numbers say in full what they rest on.
    intensity : bool
        Curves show how strongly their emotions are felt.
    """

    theme: Theme
    locale: str
    channels: Mapping[str, ChannelView] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    proof: bool = False
    intensity: bool = False

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
        extra = _attributes(
            rx=n(radius) if radius else "",
            stroke=stroke,
            stroke_width=n(stroke_width) if stroke and stroke_width != 1 else "",
            stroke_dasharray=dash,
            fill_opacity=n(opacity) if opacity != 1 and fill != "none" else "",
            stroke_opacity=n(opacity) if opacity != 1 and stroke else "",
        )
        self.parts.append(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(max(0, width))}" height="{n(max(0, height))}"'
            f' fill="{fill}"{extra}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = ""
    ) -> None:
        """Add a straight line."""
        extra = _attributes(stroke_width=n(width) if width != 1 else "", stroke_dasharray=dash)
        self.parts.append(
            f'<path d="M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}" stroke="{stroke}" fill="none"{extra}/>'
        )

    def path(
        self,
        d: str,
        *,
        fill: str = "none",
        stroke: str = "",
        width: float = 1,
        dash: str = "",
        opacity: float = 1,
        transform: str = "",
    ) -> None:
        """Add a path."""
        extra = _attributes(
            stroke=stroke,
            stroke_width=n(width) if stroke and width != 1 else "",
            stroke_dasharray=dash,
            stroke_linecap="round" if stroke and not dash else "",
            stroke_linejoin="round" if stroke else "",
            fill_opacity=n(opacity) if opacity != 1 and fill != "none" else "",
            stroke_opacity=n(opacity) if opacity != 1 and stroke else "",
            transform=transform,
        )
        self.parts.append(f'<path d="{d}" fill="{fill}"{extra}/>')

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
        extra = _attributes(
            stroke=stroke, stroke_width=n(width) if stroke and width != 1 else "", stroke_dasharray=dash
        )
        self.parts.append(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{fill}"{extra}/>')

    def image(self, x: float, y: float, side: float, address: str) -> None:
        """Add a square picture, cut to a circle; `address` is that of a picture in a record."""
        name = f"cjm-face-{len(self.parts)}-{round(x)}-{round(y)}"
        half = side / 2
        self.parts.append(
            f'<clipPath id="{name}"><circle cx="{n(x + half)}" cy="{n(y + half)}" r="{n(half)}"/></clipPath>'
            f'<image x="{n(x)}" y="{n(y)}" width="{n(side)}" height="{n(side)}" href="{escape(address)}"'
            f' preserveAspectRatio="xMidYMid slice" clip-path="url(#{name})"/>'
        )

    def star(self, x: float, y: float, scale: float, *, fill: str, stroke: str = "", dash: str = "") -> None:
        """Add the sign of a moment of truth; at scale 1 it is 20 wide."""
        place = f"translate({n(x)} {n(y)}) scale({n(scale)})"
        self.path(STAR, fill=fill, stroke=stroke, width=2 if stroke else 1, dash=dash, transform=place)

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
        extra = _attributes(
            font_weight=str(weight) if weight != 400 else "",
            text_anchor=anchor if anchor != "start" else "",
            font_style="italic" if italic else "",
            letter_spacing=n(spacing) if spacing else "",
        )
        if halo:
            extra += f' stroke="{halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
        words = self._runs(content)
        self.parts.append(
            f'<text x="{n(x)}" y="{n(y)}" font-size="{n(size)}" fill="{fill}"{extra}>{words}</text>'
        )

    def _runs(self, content: str | Sequence[Run]) -> str:
        if isinstance(content, str):
            return _safe(content)
        pieces = []
        for run in content:
            piece = run if isinstance(run, Piece) else Piece(*run)
            look = _attributes(
                font_weight="700" if piece.bold else "",
                fill=self.theme.text if piece.bold else self.theme.muted if piece.code else "",
                font_style="italic" if piece.italic else "",
            )
            words = _safe(piece.text)
            pieces.append(f"<tspan{look}>{words}</tspan>" if look else words)
        return "".join(pieces)

    def picture(self, address: str, x: float, y: float, width: float, height: float) -> None:
        """Add a small picture that comes along as a data address."""
        self.parts.append(
            f'<image x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" href="{escape(address)}"/>'
        )

    def svg(self, width: float, height: float, title: str) -> str:
        """Return the whole picture, `width` by `height` pixels."""
        hatch = (
            '<defs><pattern id="cjm-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{self.theme.hatch}" stroke-width="1"/>'
            "</pattern></defs>"
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(width)} {n(height)}"'
            f' width="{n(width)}" height="{n(height)}" font-family="{FAMILY}" xml:space="preserve"'
            f' role="img"'
            f"><title>{escape(clean(title))}</title>{hatch}{''.join(self.parts)}</svg>"
        )


def _safe(text: str) -> str:
    """Return a text as XML, kept together where it runs from right to left."""
    cleaned = clean(text).replace("\n", " ").replace("\t", " ")
    return escape(f"{_RLI}{cleaned}{_PDI}" if is_rtl(cleaned) else cleaned)


def _attributes(**values: str) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in values.items() if value)


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
