"""A persona card as a picture: who it is, and its fields in two columns; knows no journeys."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.locale import text
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block, stack
from cjm_widgets.render.svg.header import avatar
from cjm_widgets.render.text import fit, width, wrap
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.views import PersonaView

WIDTH = 440.0
_PAD, _LABEL, _SIZE, _LEADING = 18.0, 118.0, 12.4, 16.5
_LISTS = ("goals", "motivations", "frustrations", "needs", "buying_habits", "decision_criteria")
_FACTS = ("age", "place", "occupation", "household")
_MOST_ITEMS = 8


def persona_svg(
    persona: PersonaRecord, view: PersonaView, *, locale: str = "en", theme: str = "light", title: str = ""
) -> str:
    """Return the picture of a persona card as SVG; empty fields are left out."""
    canvas, body = Canvas(theme_of(theme), locale), Canvas(theme_of(theme), locale)
    y = _head(body, view)
    room = WIDTH - 2 * _PAD - _LABEL
    for name, block in _fields(persona, room, body):
        label = wrap(text(f"persona.{name}", locale), _LABEL - 10, _SIZE, most=2)
        side = lines_block(label, _SIZE, _LEADING, body.theme.muted)
        side.paint(body, _PAD, y, _LABEL - 10)
        block.paint(body, _PAD + _LABEL, y, room)
        y += max(side.height, block.height) + 8
    y += 8
    canvas.rect(0.5, 0.5, WIDTH - 1, y - 1, fill=canvas.theme.bg, stroke=canvas.theme.border, radius=8)
    canvas.parts += body.parts
    return canvas.svg(WIDTH, y, title or persona.name)


def _head(canvas: Canvas, view: PersonaView) -> float:
    theme = canvas.theme
    avatar(canvas, view, _PAD + 20, _PAD + 20, 20)
    room = WIDTH - 2 * _PAD - 54
    x = _PAD + 52
    name, role = fit(view.name, room, 16.5, 700), fit(view.role, room, 12.4)
    canvas.text(x, _PAD + (17 if role else 26), name, 16.5, theme.text, weight=700)
    canvas.text(x, _PAD + 35, role, 12.4, theme.muted)
    canvas.line(0, _PAD + 56, WIDTH, _PAD + 56, theme.border)
    return _PAD + 68


def _fields(persona: PersonaRecord, room: float, canvas: Canvas) -> list[tuple[str, Block]]:
    """Return the name of each field that holds something with what it holds, in the order of the card."""
    ink = canvas.theme.text
    found: list[tuple[str, Block]] = []
    if persona.quote.strip():
        quoted = text("map.quoted", canvas.locale, text=persona.quote.strip()[:2000])
        found.append(
            ("quote", lines_block(wrap(quoted, room, _SIZE, most=5), _SIZE, _LEADING, ink, italic=True))
        )
    found += [(name, _words(getattr(persona, name), room, ink)) for name in _FACTS if getattr(persona, name)]
    found += [
        (name, _list(getattr(persona, name), room, canvas)) for name in _LISTS if getattr(persona, name)
    ]
    if persona.channels:
        shown = persona.channels[:_MOST_ITEMS]
        blocks = [_channel(each.channel, each.weight, canvas) for each in shown]
        found.append(("channels", stack(blocks, 4)))
    for name in ("digital_ease", "patience"):
        score = getattr(persona, name)
        if score is not None:
            found.append((name, _score(name, score, canvas)))
    if persona.device:
        found.append(("device", _words(persona.device, room, ink)))
    if persona.accessibility_needs:
        found.append(("accessibility_needs", _list(persona.accessibility_needs, room, canvas)))
    return found


def _words(value: str, room: float, ink: str) -> Block:
    return lines_block(wrap(value, room, _SIZE, most=4), _SIZE, _LEADING, ink)


def _list(items: Sequence[str], room: float, canvas: Canvas) -> Block:
    blocks = [_words(item, room, canvas.theme.text) for item in items[:_MOST_ITEMS]]
    if len(items) > _MOST_ITEMS:
        more = text("picture.more", canvas.locale, count=len(items) - _MOST_ITEMS)
        blocks.append(lines_block([more], 11, 15, canvas.theme.muted))
    return stack(blocks, 2)


def _channel(name: str, weight: float, canvas: Canvas) -> Block:
    """Return a channel with its weight as a bar."""
    theme = canvas.theme

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.text(x, y + 12.5, fit(name, wide, _SIZE), _SIZE, theme.text)
        on.rect(x, y + 19, wide, 5, fill=theme.border, radius=2.5, opacity=0.75)
        on.rect(x, y + 19, max(3.0, wide * weight) if weight else 0, 5, fill=theme.accent, radius=2.5)

    return Block(26, paint)


def _score(name: str, score: int, canvas: Canvas) -> Block:
    """Return a score from 1 to 5 as dots and in words."""
    theme = canvas.theme
    word = text(f"persona.{name}_{score}", canvas.locale)

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        for at in range(5):
            fill = theme.accent if at < score else "none"
            on.circle(x + 5 + at * 15, y + 8.2, 4.2, fill=fill, stroke=theme.accent, width=1.2)
        on.text(x + 84, y + 12.5, fit(word, max(20.0, wide - 84), _SIZE), _SIZE, theme.muted)

    return Block(max(_LEADING, width("x", _SIZE)), paint)
