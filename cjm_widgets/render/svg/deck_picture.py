"""All personas as a picture: side by side with their fields aligned, then the 2×2; knows no journeys."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.locale import text
from cjm_widgets.model import persona_fields
from cjm_widgets.model.records import Deck, PersonaRecord
from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.svg.canvas import Canvas, lines_block
from cjm_widgets.render.svg.persona_fields import (
    LEADING,
    ORDER,
    SIZE,
    FieldBlock,
    field_blocks,
    mark,
    meter,
)
from cjm_widgets.render.svg.persona_picture import face
from cjm_widgets.render.text import fit, wrap
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.views import PersonaView

_PAD, _LABEL, _COLUMN, _MARK, _HEAD = 14.0, 112.0, 222.0, 18.0, 50.0
_BAND = 4
_PLANE = 360.0
_ROOM = _COLUMN - _MARK - 8
Person = tuple[PersonaRecord, PersonaView]


def deck_sheet(
    people: Sequence[Person],
    deck: Deck,
    *,
    locale: str = "en",
    theme: str = "light",
    title: str = "",
    whole: bool = False,
) -> Sheet:
    """Return the picture of a deck: four personas in a row, then the 2×2 where anyone is placed.

    Parameters
    ----------
    people : sequence of record and view
        Without what is private; see :func:`cjm_widgets.model.persona_fields.public`.
    deck : Deck
        Title and axis names of the 2×2.
    """
    canvas, body = Canvas(theme_of(theme), locale), Canvas(theme_of(theme), locale, whole=whole)
    wide = _LABEL + _COLUMN * min(_BAND, max(2, len(people))) + 2 * _PAD
    y = _PAD
    for at in range(0, len(people), _BAND):
        y = _band(body, people[at : at + _BAND], y, wide) + 10
    if not people:
        body.text(_PAD, y + 18, text("deck.picture_empty", locale), SIZE, body.theme.muted)
        y += 32
    if any(record.x is not None for record, _ in people):
        y = _plane(body, people, deck, y, wide)
    canvas.rect(0.5, 0.5, wide - 1, y - 1, fill=canvas.theme.bg, stroke=canvas.theme.border, radius=8)
    canvas.shapes += body.shapes
    return canvas.sheet(wide, y, title)


def _band(canvas: Canvas, people: Sequence[Person], y: float, wide: float) -> float:
    """Draw some personas with their fields in rows; return where the next part begins."""
    for at, (record, view) in enumerate(people):
        _who(canvas, record, view, _PAD + _LABEL + at * _COLUMN, y)
    y += _HEAD
    columns = [{each.key: each for each in field_blocks(record, _ROOM, canvas)} for record, _ in people]
    titles = {key: each.title for column in columns for key, each in column.items()}
    own = [key for key in titles if key.startswith(persona_fields.CUSTOM)]
    for key in [*(key for key in ORDER if key in titles), *own]:
        y = _row(canvas, titles[key], [column.get(key) for column in columns], people, y, wide)
    return _evidence(canvas, people, y, wide)


def _who(canvas: Canvas, record: PersonaRecord, view: PersonaView, x: float, y: float) -> None:
    """Draw face, name and role over a column."""
    room = _COLUMN - 52
    face(canvas, record, view, x + 16, y + 18, 16)
    name = fit(view.name, room, 14, 700)
    canvas.text(x + 40, y + (16 if view.role else 23), name, 14, canvas.theme.text, weight=700)
    canvas.text(x + 40, y + 31, fit(view.role, room, 11.5), 11.5, canvas.theme.muted)


def _row(
    canvas: Canvas,
    title: str,
    fields: Sequence[FieldBlock | None],
    people: Sequence[Person],
    y: float,
    wide: float,
) -> float:
    """Draw one field of each persona; return where the next row begins."""
    theme = canvas.theme
    label = lines_block(wrap(title, _LABEL - 12, SIZE, most=3), SIZE, LEADING, theme.muted)
    canvas.line(_PAD, y, wide - _PAD, y, theme.border)
    label.paint(canvas, _PAD, y + 6, _LABEL - 12)
    high = label.height
    for at, field in enumerate(fields):
        if field is None:
            continue
        record, view = people[at]
        x = _PAD + _LABEL + at * _COLUMN
        field.block.paint(canvas, x, y + 6, _ROOM)
        mark(canvas, record, field.key, x + _COLUMN - _MARK + 4, y + 14.5, theme.persona(view.color))
        high = max(high, field.block.height)
    return y + high + 12


def _evidence(canvas: Canvas, people: Sequence[Person], y: float, wide: float) -> float:
    """Draw the share of evidence of each persona; nothing where no field is filled."""
    bars: list[FieldBlock | None] = []
    for record, view in people:
        counts = persona_fields.tally(record)
        color = canvas.theme.persona(view.color)
        bar = FieldBlock("", "", meter(counts, _ROOM, canvas, color)) if counts.total else None
        bars.append(bar)
    if not any(bars):
        return y
    return _row(canvas, text("persona.evidence", canvas.locale), bars, people, y, wide)


def _plane(canvas: Canvas, people: Sequence[Person], deck: Deck, y: float, wide: float) -> float:
    """Draw the 2×2 with those who are placed; return where the picture ends."""
    theme, side = canvas.theme, min(_PLANE, wide - 2 * _PAD - 200)
    middle = wide / 2
    if deck.title:
        name = fit(deck.title, wide - 2 * _PAD, 14, 700)
        canvas.text(middle, y + 20, name, 14, theme.text, weight=700, anchor="middle")
        y += 30
    canvas.text(middle, y + 14, fit(deck.top, wide - 60, SIZE), SIZE, theme.muted, anchor="middle")
    y += 22
    left = middle - side / 2
    canvas.rect(left, y, side, side, fill=theme.surface, stroke=theme.border, radius=8)
    canvas.line(middle, y, middle, y + side, theme.border)
    canvas.line(left, y + side / 2, left + side, y + side / 2, theme.border)
    room = left - _PAD - 10
    canvas.text(left - 8, y + side / 2 + 4, fit(deck.left, room, SIZE), SIZE, theme.muted, anchor="end")
    canvas.text(left + side + 8, y + side / 2 + 4, fit(deck.right, room, SIZE), SIZE, theme.muted)
    for record, view in people:
        if record.x is None or record.y is None:
            continue
        x = left + (record.x + 1) / 2 * side
        at = y + (1 - record.y) / 2 * side
        face(canvas, record, view, x, at, 12)
        canvas.text(x, at + 25, fit(view.name, 110, 11, 500), 11, theme.text, weight=500, anchor="middle",
                    halo=theme.surface)  # fmt: skip
    y += side + 18
    canvas.text(middle, y + 2, fit(deck.bottom, wide - 60, SIZE), SIZE, theme.muted, anchor="middle")
    return y + 18
