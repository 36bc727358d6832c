"""The fields of a persona as blocks of a picture, with what they rest on; knows no card and no deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.locale import text
from cjm_widgets.model import persona_fields
from cjm_widgets.model.parts import CustomField
from cjm_widgets.model.persona_fields import EvidenceTally, custom_key
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.format import percent
from cjm_widgets.render.shapes import HATCH
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block, stack
from cjm_widgets.render.text import fit, width, wrap

SIZE, LEADING = 12.4, 16.5
_MOST_ITEMS, _MOST_LINES, _ALL = 8, 4, 400
ORDER = (
    "quote", "age", "place", "occupation", "household", "archetype", "goals", "motivations", "frustrations",
    "needs", "buying_habits", "decision_criteria", "channels", "digital_ease", "patience", "device",
    "accessibility_needs", "segment",
)  # fmt: skip
"""As on the card; fields of one's own come after them."""


@dataclass(frozen=True, slots=True)
class FieldBlock:
    """One filled field: its key, its name and what it holds."""

    key: str
    title: str
    block: Block


def field_blocks(persona: PersonaRecord, room: float, canvas: Canvas) -> list[FieldBlock]:
    """Return the fields that hold something, in the order of the card."""
    found = [
        FieldBlock(name, text(f"persona.{name}", canvas.locale), _block(persona, name, room, canvas))
        for name in ORDER
        if not persona_fields.is_empty(getattr(persona, name))
    ]
    return found + [
        FieldBlock(custom_key(own.name), own.name, _own(own, room, canvas))
        for own in persona.custom_fields
        if not persona_fields.is_empty(own)
    ]


def mark(canvas: Canvas, persona: PersonaRecord, key: str, x: float, y: float, color: str) -> None:
    """Draw what a field rests on as a small disc around (x, y), hollow where it is assumed."""
    each = persona_fields.evidence_of(persona, key)
    kind = each.evidence if each else None
    if kind == "observed":
        canvas.circle(x, y, 4, fill=color)
    elif kind == "assumed":
        canvas.circle(x, y, 3.7, fill="none", stroke=canvas.theme.muted, width=1.2, dash="2 1.6")
    elif kind is not None:
        canvas.circle(x, y, 3.4, fill="none", stroke=color, width=1.3)
        if kind == "reported":
            canvas.path(f"M{x:.1f} {y - 3.4:.1f}a3.4 3.4 0 0 0 0 6.8z", fill=color)
        else:
            canvas.circle(x, y, 1.3, fill=color)


def tally_words(tally: EvidenceTally, locale: str) -> str:
    """Return "9 of 12 fields observed · 1 reported": the share of evidence in words."""
    said = [text("persona.observed_of", locale, count=tally.observed, total=tally.total)]
    for kind in ("reported", "inferred", "assumed"):
        count = getattr(tally, kind)
        if count:
            said.append(text(f"persona.count_{kind}", locale, count=count))
    return " · ".join(said)


def meter(tally: EvidenceTally, room: float, canvas: Canvas, color: str) -> Block:
    """Return the share of evidence as a bar with its words."""
    lines = wrap(tally_words(tally, canvas.locale), room, SIZE, most=3)
    words = lines_block(lines, SIZE, LEADING, canvas.theme.text)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.rect(x, y + 6, wide, 6, fill=on.theme.border, radius=3, opacity=0.75)
        at = x
        for kind, opacity in (("observed", 1.0), ("reported", 0.7), ("inferred", 0.45)):
            part = wide * getattr(tally, kind) / tally.total
            if part:
                on.rect(at, y + 6, part, 6, fill=color, radius=3, opacity=opacity)
            at += part
        assumed = wide * tally.assumed / tally.total
        if assumed:
            on.rect(at, y + 6, assumed, 6, fill=HATCH, radius=3)
        words.paint(on, x, y + 16, wide)

    return Block(16 + words.height, paint)


def _block(persona: PersonaRecord, name: str, room: float, canvas: Canvas) -> Block:
    value = getattr(persona, name)
    ink = canvas.theme.text
    if name == "quote":
        quoted = text("map.quoted", canvas.locale, text=value.strip()[: None if canvas.whole else 2000])
        return lines_block(
            wrap(quoted, room, SIZE, most=_ALL if canvas.whole else 5), SIZE, LEADING, ink, italic=True
        )
    if name == "channels":
        return stack([_channel(each.channel, each.weight, canvas) for each in value[: _items(canvas)]], 4)
    if name in ("digital_ease", "patience"):
        return _score(name, value, canvas)
    return _words(value, room, canvas) if isinstance(value, str) else _list(value, room, canvas)


def _own(own: CustomField, room: float, canvas: Canvas) -> Block:
    if own.kind == "slider":
        return _slider(own, canvas)
    if own.kind == "text":
        return _words(own.text, room, canvas)
    if own.kind == "tags":
        return _words(" · ".join(own.items), room, canvas)
    return _list(own.items, room, canvas)


def _items(canvas: Canvas) -> int:
    return _ALL if canvas.whole else _MOST_ITEMS


def _words(value: str, room: float, canvas: Canvas) -> Block:
    most = _ALL if canvas.whole else _MOST_LINES
    return lines_block(wrap(value, room, SIZE, most=most), SIZE, LEADING, canvas.theme.text)


def _list(items: Sequence[str], room: float, canvas: Canvas) -> Block:
    most = _items(canvas)
    blocks = [_words(item, room, canvas) for item in items[:most]]
    if len(items) > most:
        more = text("picture.more", canvas.locale, count=len(items) - most)
        blocks.append(lines_block([more], 11, 15, canvas.theme.muted))
    return stack(blocks, 2)


def _channel(name: str, weight: float, canvas: Canvas) -> Block:
    """Return a channel with its weight as a bar."""
    theme = canvas.theme

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.text(x, y + 12.5, fit(name, wide, SIZE), SIZE, theme.text)
        on.rect(x, y + 19, wide, 5, fill=theme.border, radius=2.5, opacity=0.75)
        on.rect(x, y + 19, max(3.0, wide * weight) if weight else 0, 5, fill=theme.accent, radius=2.5)

    return Block(26, paint)


def _slider(own: CustomField, canvas: Canvas) -> Block:
    """Return a slider with its place and the names of its ends; the share where they have none."""
    theme = canvas.theme
    low, high = own.low, own.high or ("" if own.low else percent(own.value, canvas.locale))

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.rect(x, y + 6, wide, 5, fill=theme.border, radius=2.5, opacity=0.75)
        on.circle(x + 5 + (wide - 10) * own.value, y + 8.5, 5, fill=theme.accent)
        on.text(x, y + 27, fit(low, wide / 2 - 4, 11), 11, theme.muted)
        on.text(x + wide, y + 27, fit(high, wide / 2 - 4, 11), 11, theme.muted, anchor="end")

    return Block(31, paint)


def _score(name: str, score: int, canvas: Canvas) -> Block:
    """Return a score from 1 to 5 as dots and in words."""
    theme = canvas.theme
    word = text(f"persona.{name}_{score}", canvas.locale)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        for at in range(5):
            fill = theme.accent if at < score else "none"
            on.circle(x + 5 + at * 15, y + 8.2, 4.2, fill=fill, stroke=theme.accent, width=1.2)
        on.text(x + 84, y + 12.5, fit(word, max(20.0, wide - 84), SIZE), SIZE, theme.muted)

    return Block(max(LEADING, width("x", SIZE)), paint)
