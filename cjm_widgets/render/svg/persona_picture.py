"""A persona card as a picture: who it is, its fields with what they rest on; knows no journeys."""

from __future__ import annotations

from cjm_widgets.locale import text
from cjm_widgets.model import persona_fields
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.svg.canvas import Canvas, lines_block
from cjm_widgets.render.svg.header import avatar
from cjm_widgets.render.svg.persona_fields import LEADING, SIZE, field_blocks, mark, meter
from cjm_widgets.render.text import fit, wrap
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.views import PersonaView

WIDTH = 440.0
_PAD, _LABEL, _MARK = 18.0, 118.0, 16.0


def persona_sheet(
    persona: PersonaRecord,
    view: PersonaView,
    *,
    locale: str = "en",
    theme: str = "light",
    title: str = "",
    whole: bool = False,
) -> Sheet:
    """Return the picture of a persona card; empty fields are left out.

    Parameters
    ----------
    persona : PersonaRecord
        Without what is private; see :func:`cjm_widgets.model.persona_fields.public`.
    """
    canvas, body = Canvas(theme_of(theme), locale), Canvas(theme_of(theme), locale, whole=whole)
    color = body.theme.persona(view.color)
    y = _head(body, persona, view)
    room = WIDTH - 2 * _PAD - _LABEL - _MARK
    for field in field_blocks(persona, room, body):
        label = wrap(field.title, _LABEL - 10, SIZE, most=2)
        side = lines_block(label, SIZE, LEADING, body.theme.muted)
        side.paint(body, _PAD, y, _LABEL - 10)
        field.block.paint(body, _PAD + _LABEL, y, room)
        mark(body, persona, field.key, WIDTH - _PAD - 4, y + 8.5, color)
        y += max(side.height, field.block.height) + 8
    counts = persona_fields.tally(persona)
    if counts.total:
        word = fit(text("persona.evidence", locale), _LABEL - 10, SIZE)
        lines_block([word], SIZE, LEADING, body.theme.muted).paint(body, _PAD, y, _LABEL - 10)
        bar = meter(counts, room, body, color)
        bar.paint(body, _PAD + _LABEL, y, room)
        y += bar.height + 8
    y += 8
    canvas.rect(0.5, 0.5, WIDTH - 1, y - 1, fill=canvas.theme.bg, stroke=canvas.theme.border, radius=8)
    canvas.shapes += body.shapes
    return canvas.sheet(WIDTH, y, title or persona.name)


def _head(canvas: Canvas, persona: PersonaRecord, view: PersonaView) -> float:
    theme = canvas.theme
    face(canvas, persona, view, _PAD + 20, _PAD + 20, 20)
    room = WIDTH - 2 * _PAD - 54 - _MARK
    x = _PAD + 52
    name, role = fit(view.name, room, 16.5, 700), fit(view.role, room, 12.4)
    canvas.text(x, _PAD + (17 if role else 26), name, 16.5, theme.text, weight=700)
    canvas.text(x, _PAD + 35, role, 12.4, theme.muted)
    if role:
        mark(canvas, persona, "role", WIDTH - _PAD - 4, _PAD + 31, theme.persona(view.color))
    canvas.line(0, _PAD + 56, WIDTH, _PAD + 56, theme.border)
    return _PAD + 68


def face(
    canvas: Canvas, persona: PersonaRecord, view: PersonaView, x: float, y: float, radius: float
) -> None:
    """Draw the picture of a persona in a circle, over its initials."""
    avatar(canvas, view, x, y, radius)
    if persona.avatar:
        canvas.image(x - radius, y - radius, radius * 2, persona.avatar)
