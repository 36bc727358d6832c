"""Cards and chips in the cells of a map; knows nothing of rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.locale import text
from cjm_widgets.model.records import Card
from cjm_widgets.render import icons, words
from cjm_widgets.render.layout import MOST_CARDS
from cjm_widgets.render.rich import Piece, rich_lines
from cjm_widgets.render.shapes import HATCH
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block, padded, stack
from cjm_widgets.render.svg.marks import outline, outlined, sign_of
from cjm_widgets.render.svg.picture_part import picture_block
from cjm_widgets.render.svg.structure_part import step_badge
from cjm_widgets.render.text import fit, width, wrap
from cjm_widgets.render.theme import Theme

_TEXT, _LEADING = 12.4, 16.0
_BAR = 2.5
_ICON = 15.0
"""The room an icon takes in a chip."""
_MARK = 18.0
"""The room it takes beside the text of a card."""
_LINES = 400
"""Lines of a card where nothing is cut."""
PICTURE = 74.0
LARGE_PICTURE = 150.0
"""How high a small picture may be on a card; in a lane of images."""


def cards_block(cards: Sequence[Card], room: float, canvas: Canvas, picture: float = PICTURE) -> Block:
    """Return the cards of one cell, one below the other; those beyond the limit are counted.

    `picture` is how high the small picture of a card may be.
    """
    most = len(cards) if canvas.whole else MOST_CARDS
    blocks = [card_block(card, room, canvas, picture) for card in cards[:most]]
    if len(cards) > most:
        blocks.append(_more(len(cards) - most, canvas))
    return stack(blocks, 5)


def _more(count: int, canvas: Canvas) -> Block:
    line = text("picture.more", canvas.locale, count=count)
    return lines_block([line], 11, 15, canvas.theme.muted)


def card_block(card: Card, room: float, canvas: Canvas, picture: float = PICTURE) -> Block:
    """Return one card: bar and ground of its sentiment, icon, star, text, picture, quote, small line."""
    theme, inner = canvas.theme, room - 18
    number = canvas.steps.get(card.step_id or "", 0)
    blocks = [_words(card, inner - 16 if number else inner, canvas)]
    if small := picture_block(card.picture, inner, picture):
        blocks.append(padded(small, 2, 0, 2, 0))
    if card.quote.strip():
        quoted = text("map.quoted", canvas.locale, text=card.quote[: None if canvas.whole else 300].strip())
        most = _LINES if canvas.whole else 8 if canvas.proof else 3
        blocks.append(lines_block(wrap(quoted, inner, 11, most=most), 11, 14.5, theme.muted, italic=True))
    channel = canvas.channel(card) if card.text else ""
    meta = wrap(words.card_meta(card, canvas.locale, channel), inner, 10.8, 500, most=2)
    if canvas.proof:
        blocks.append(_proof(card, inner, canvas))
    elif meta:
        blocks.append(lines_block([words.bold_numbers(line) for line in meta], 10.8, 14.5, theme.muted))
    body = padded(stack(blocks, 2), 5, 8, 5, 10)
    ground, edge = _colors(card.sentiment, theme)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.rect(x, y, wide, body.height, fill=ground, radius=3.5)
        if card.evidence == "assumed":
            if canvas.proof:
                on.rect(x, y, wide, body.height, fill=HATCH, radius=3.5)
            on.rect(
                x + 0.5,
                y + 0.5,
                wide - 1,
                body.height - 1,
                stroke=theme.muted,
                radius=3.5,
                dash="2 3",
                opacity=0.6,
            )
        on.rect(x, y, _BAR, body.height, fill=edge, radius=1.2)
        body.paint(on, x, y, wide)
        if number:
            step_badge(on, number, x + wide - 12, y + 12)

    return outlined(canvas, card.id, Block(body.height, paint))


def _words(card: Card, room: float, canvas: Canvas) -> Block:
    """Return what a card says, behind its icon and the star of a moment of truth."""
    said = canvas.says(card)
    star = [Piece("★ ")] if card.moment_of_truth else []
    indent = _MARK if icons.nodes(card.icon) else 0.0
    ink = canvas.theme.text if said else canvas.theme.muted
    lines = rich_lines(
        said or text("map.empty_card", canvas.locale),
        room - indent - 14 * len(star),
        _TEXT,
        _LINES if canvas.whole else 6,
    )
    if star and lines:
        lines[0] = (*star, *lines[0])
    words = padded(lines_block(lines or [star], _TEXT, _LEADING, ink), 0, 0, 0, indent)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.icon(card.icon, x, y + 2, 13, canvas.theme.muted)
        words.paint(on, x, y, wide)

    return Block(words.height, paint)


def _proof(card: Card, room: float, canvas: Canvas) -> Block:
    """Return what a card rests on: its evidence class first, then its source in full, then the rows."""
    theme, locale = canvas.theme, canvas.locale
    known = text(f"map.evidence_{card.evidence}" if card.evidence else "views.no_evidence", locale)
    ink = theme.attention if card.evidence == "assumed" else theme.text if card.evidence else theme.muted
    lines = wrap(card.source, room, 10.8, 500, most=3)
    if card.rows:
        lines += wrap(text("card.rows_are", locale, rows=card.rows), room, 10.8, 500, most=2)
    return stack(
        [
            lines_block([known], 10.8, 14.5, ink, weight=700 if card.evidence else 400),
            lines_block([words.bold_numbers(line) for line in lines], 10.8, 14.5, theme.muted),
        ]
    )


def _colors(sentiment: str, theme: Theme) -> tuple[str, str]:
    """Return ground and edge; a neutral card stands on the surface colour."""
    if sentiment == "neutral":
        return theme.surface, theme.neutral
    return getattr(theme, f"{sentiment}_soft"), getattr(theme, sentiment)


def chips_block(cards: Sequence[Card], room: float, canvas: Canvas) -> Block:
    """Return short names as chips, in as many rows as they need."""
    theme = canvas.theme
    rows: list[list[tuple[str, float, Card]]] = [[]]
    x = 0.0
    most = len(cards) if canvas.whole else MOST_CARDS * 2
    for card in cards[:most]:
        mark = _ICON if icons.nodes(canvas.icon_of(card)) else 0
        sign = sign_of(canvas, card.id)
        name = fit(
            sign + (canvas.says(card) or text("map.empty_card", canvas.locale)), room - 14 - mark, 11.5
        )
        wide = width(name, 11.5) + 13 + mark
        if x + wide > room and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((name, wide, card))
        x += wide + 5

    def paint(on: Canvas, left: float, y: float, _: float) -> None:
        for row in rows:
            place = left
            for name, wide, card in row:
                edge = theme.border if card.sentiment == "neutral" else getattr(theme, card.sentiment)
                ground = "none" if card.sentiment == "neutral" else getattr(theme, f"{card.sentiment}_soft")
                dash = "2 2" if card.evidence == "assumed" else ""
                on.rect(place + 0.5, y + 0.5, wide - 1, 19, fill=ground, stroke=edge, radius=4, dash=dash)
                outline(on, card.id, place, y, wide, 20)
                marked = on.icon(canvas.icon_of(card), place + 6, y + 4, 12, theme.muted)
                middle = place + (wide + (_ICON if marked else 0)) / 2
                on.text(middle, y + 14.1, name, 11.5, theme.text, anchor="middle")
                place += wide + 5
            y += 24

    chips = Block(len(rows) * 24 - 4, paint)
    hidden = len(cards) - most
    return stack([chips, _more(hidden, canvas)], 4) if hidden > 0 else chips


def no_chip_block(canvas: Canvas) -> Block:
    """Return the dashed chip of a stage without a channel."""
    theme = canvas.theme
    name = text("lanes.touchpoints_empty", canvas.locale)
    wide = width(name, 11.5) + 13

    def paint(on: Canvas, x: float, y: float, _: float) -> None:
        on.rect(x + 0.5, y + 0.5, wide - 1, 19, stroke=theme.border, radius=4, dash="3 2")
        on.text(x + wide / 2, y + 14.1, name, 11.5, theme.muted, anchor="middle")

    return Block(20, paint)
