"""A persona on a slide: who it is, then its fields in columns with what they rest on; knows no journey."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_widgets.exports.pptx.flow import Block, columns_of, flow
from cjm_widgets.exports.pptx.ink import MARGIN, WIDTH, Line, Slide, Words, height_of
from cjm_widgets.locale import text
from cjm_widgets.model import persona_fields
from cjm_widgets.model.persona_fields import CUSTOM, custom_key
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.format import percent
from cjm_widgets.render.pictures import unpacked
from cjm_widgets.render.source import Source
from cjm_widgets.render.svg.persona_fields import ORDER, tally_words
from cjm_widgets.render.text import clean
from cjm_widgets.render.views import PersonaView

_FACE = 0.9
_LONGEST = 1_500


def persona_slides(
    add: Callable[[], Slide], source: Source, persona: PersonaRecord, view: PersonaView
) -> None:
    """Add the slides of a persona, one unless it holds much."""
    locale = source.locale
    quote = text("map.quoted", locale, text=persona.quote.strip()[:400]) if persona.quote.strip() else ""
    room = WIDTH - 2 * MARGIN - _FACE - 0.25
    top = 1.2 + height_of([(quote, 16)], room) + 0.25

    def begin(part: int) -> tuple[Slide, float]:
        slide = add()
        slide.title(view.name if part == 0 else f"{view.name} ({part + 1})")
        title = slide.slide.shapes.title
        title.left = int((MARGIN + _FACE + 0.25) * 914_400)
        title.width = int(room * 914_400)
        _face(slide, persona, view)
        x = MARGIN + _FACE + 0.25
        slide.text(x, 0.9, room, 0.32, [view.role], size=14, color=slide.theme.muted)
        if part == 0 and quote:
            slide.text(x, 1.26, room, top - 1.3, [[Words(quote, italic=True)]], size=16)
        return slide, max(1.6, top)

    columns, wide = columns_of(MARGIN, WIDTH - 2 * MARGIN, 3, 0.35)
    flow(_fields(persona, locale, wide), begin, columns, 0.14)


def _face(slide: Slide, persona: PersonaRecord, view: PersonaView) -> None:
    image = unpacked(persona.avatar) if persona.avatar else None
    if image is not None:
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        square = image.crop((left, top, left + side, top + side))
        slide.picture(square, MARGIN, 0.32, _FACE, view.name)
        return
    color = slide.theme.persona(view.color)
    disc = slide.box(MARGIN, 0.32, _FACE, _FACE, fill=color, kind="OVAL", name=view.name)
    initials = [[Words(view.initials, bold=True)]]
    slide.write(disc, initials, size=26, color=slide.theme.on_accent, align="center", inside=0)


def _fields(persona: PersonaRecord, locale: str, wide: float) -> list[Block]:
    blocks = []
    for key in (*ORDER, *(custom_key(own.name) for own in persona.custom_fields)):
        lines = [] if key == "quote" else _lines(persona, key, locale)
        if lines:
            title = key.removeprefix(CUSTOM) if key.startswith(CUSTOM) else text(f"persona.{key}", locale)
            blocks.append(_field(title, lines, _rests_on(persona, key, locale), wide))
    counts = persona_fields.tally(persona)
    if counts.total:
        blocks.append(_field(text("persona.evidence", locale), [tally_words(counts, locale)], "", wide))
    return blocks


def _rests_on(persona: PersonaRecord, key: str, locale: str) -> str:
    found = persona_fields.evidence_of(persona, key)
    return text(f"map.evidence_{found.evidence}", locale) if found and found.evidence else ""


def _lines(persona: PersonaRecord, key: str, locale: str) -> list[str]:
    """Return what a field holds, an item a line; [] where it holds nothing."""
    if key.startswith(CUSTOM):
        own = next(each for each in persona.custom_fields if custom_key(each.name) == key)
        if persona_fields.is_empty(own):
            return []
        if own.kind == "slider":
            ends = " – ".join(end for end in (own.low, own.high) if end)
            return [" · ".join(part for part in (percent(own.value, locale), ends) if part)]
        return [own.text] if own.kind == "text" else list(own.items)
    value = getattr(persona, key)
    if persona_fields.is_empty(value):
        return []
    if key == "channels":
        return [f"{each.channel} {percent(each.weight, locale)}" for each in value]
    if key in ("digital_ease", "patience"):
        return [f"{'●' * value}{'○' * (5 - value)}  {text(f'persona.{key}_{value}', locale)}"]
    return [value] if isinstance(value, str) else list(value)


def _field(title: str, lines: Sequence[str], rests_on: str, wide: float) -> Block:
    said = [clean(line)[:_LONGEST] for line in lines]
    high = 0.22 + height_of([(line, 12) for line in said], wide) + 0.04

    def draw(slide: Slide, x: float, y: float) -> None:
        theme = slide.theme
        head = [Words(title, bold=True, size=10, color=theme.muted)]
        if rests_on:
            head.append(Words(f"  {rests_on}", size=9, color=theme.muted))
        body: list[Line] = [head, *said]
        slide.text(x, y, wide, high, body, size=12, name=title)

    return Block(high, draw)
