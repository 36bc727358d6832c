"""The head of a map: title, kind and personas, then phases and stages; knows no lanes."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.locale import text
from cjm_widgets.render import words
from cjm_widgets.render.layout import HEADER, PHASES, Frame
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block, padded, stack
from cjm_widgets.render.svg.structure_part import steps_block
from cjm_widgets.render.text import fit, width, wrap
from cjm_widgets.render.views import LaneView, MapView, PersonaView, StageView, StepView


def title_bar(canvas: Canvas, view: MapView, frame: Frame) -> float:
    """Draw title, kind and persona chips; return the height used."""
    theme, locale = canvas.theme, canvas.locale
    middle, x = HEADER / 2, 16.0
    title = fit(view.journey.title or text("map.untitled", locale), frame.width * 0.55, 16.5, 700)
    canvas.text(x, middle + 5.8, title, 16.5, theme.text, weight=700)
    x += width(title, 16.5, 700) + 12
    kind = text(f"map.kind_{view.journey.kind}", locale)
    wide = width(kind, 11.5) + 18
    if x + wide < frame.width - 16:
        canvas.rect(x, middle - 10.5, wide, 21, stroke=theme.border, radius=10.5)
        canvas.text(x + 9, middle + 4.1, kind, 11.5, theme.muted)
        x += wide + 10
    for at, persona in enumerate(view.personas):
        left = len(view.personas) - at
        more = f"+{left}"
        if x + _chip_width(persona) > frame.width - (60 if left > 1 else 16):
            if x + 40 < frame.width:
                canvas.text(x, middle + 4.2, more, 12, theme.muted, weight=600)
            break
        x += persona_chip(canvas, persona, x, middle) + 8
    return HEADER


def _chip_words(persona: PersonaView) -> tuple[str, str]:
    return fit(persona.name, 150, 12, 500), fit(persona.role, 150, 12)


def _chip_width(persona: PersonaView) -> float:
    name, role = _chip_words(persona)
    return 30 + width(name, 12, 500) + (width(role, 12) + 5 if role else 0) + 10


def persona_chip(canvas: Canvas, persona: PersonaView, x: float, middle: float) -> float:
    """Draw a persona as a chip at `x`; return its width."""
    theme = canvas.theme
    name, role = _chip_words(persona)
    wide = _chip_width(persona)
    canvas.rect(x, middle - 12, wide, 24, stroke=theme.border, radius=12)
    avatar(canvas, persona, x + 13, middle, 9.5)
    canvas.text(x + 29, middle + 4.3, name, 12, theme.text, weight=500)
    if role:
        canvas.text(x + 34 + width(name, 12, 500), middle + 4.3, role, 12, theme.muted)
    return wide


def avatar(canvas: Canvas, persona: PersonaView, x: float, y: float, radius: float) -> None:
    """Draw the disc with the initials."""
    theme = canvas.theme
    canvas.circle(x, y, radius, fill=theme.persona(persona.color))
    initials, size = fit(persona.initials, radius * 1.9, radius * 0.85, 700), radius * 0.85
    canvas.text(x, y + size * 0.36, initials, size, theme.on_accent, weight=700, anchor="middle")


def phase_row(canvas: Canvas, view: MapView, frame: Frame, y: float, size: float = 10) -> float:
    """Draw the names of the phases over their stages; return the height used."""
    theme = canvas.theme
    canvas.rect(0.5, y, frame.width - 1, PHASES, fill=theme.surface)
    canvas.line(0, y, frame.width, y, theme.border)
    for phase in view.phases:
        over = frame.over(phase)
        if over is None:
            continue
        name = fit(words.phase_title(phase, canvas.locale).upper(), over.width - 30, size, 700)
        canvas.line(over.x, y, over.x, y + PHASES, theme.border)
        canvas.text(over.x + 8, y + 15.2, name, size, theme.muted, weight=700, spacing=0.7)
    return PHASES


def stage_block(
    stage: StageView, column_width: float, canvas: Canvas, steps: Sequence[StepView] = ()
) -> Block:
    """Return a stage's name, description and steps."""
    theme, room = canvas.theme, column_width - 15
    name = wrap(words.stage_title(stage, canvas.locale), room, 13.5, 700, most=2)
    blocks = [lines_block(name, 13.5, 17, theme.text, weight=700)]
    about = wrap(stage.description, room, 11.2, most=2)
    if about:
        blocks.append(lines_block(about, 11.2, 14.5, theme.muted))
    if steps:
        blocks.append(steps_block(steps, room, canvas))
    return padded(stack(blocks), 7, 8, 8, 7)


def label_block(
    name: str, subtitle: str, canvas: Canvas, width_: float, lane: LaneView | None = None
) -> Block:
    """Return the name of a row and the small line under it; a lane carries its icon in its colour."""
    theme, indent = canvas.theme, 20 if lane else 0
    room = width_ - 16 - indent
    blocks = [lines_block(wrap(name, room, 12, 700, most=3), 12, 15.5, theme.text, weight=700)]
    small = wrap(subtitle, room, 10.8, most=3)
    if small:
        blocks.append(lines_block(small, 10.8, 13.8, theme.muted))
    words_ = padded(stack(blocks, 2), 7, 8, 8, 8 + indent)
    if lane is None:
        return words_
    color = theme.persona(words.lane_color(lane))

    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        on.icon(words.lane_icon(lane), x + 9, y + 8, 13.5, color)
        words_.paint(on, x, y, wide)

    return Block(words_.height, paint)
