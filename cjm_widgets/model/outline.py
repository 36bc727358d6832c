"""A document as lines of plain text, one thing a line, to be read and compared; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.record_words import field_name, record_name, short, table_name, value_words
from cjm_widgets.model.records import (
    Card,
    Channel,
    Conflict,
    Emotion,
    JourneyRecord,
    Lane,
    PersonaRecord,
    Record,
    Stage,
)
from cjm_widgets.model.state import State

_QUIET = ("id", "order", "journey_id", "lane_id", "stage_id", "phase_id", "title", "name", "text", "private")
"""Fields that the place of a line says already."""
_LONG = 2_000


def outline(state: State, locale: str) -> list[str]:
    """Return the document as indented lines; what is private in a persona is left out.

    A journey's cards come stage by stage and lane by lane, so that a moved card is two lines.
    """
    lines: list[str] = []
    for at, persona in enumerate(state.where(PersonaRecord)):
        lines += _record(state, public(persona, at), 0, locale)
    for channel in state.where(Channel):
        lines += _record(state, channel, 0, locale)
    for journey in state.where(JourneyRecord):
        lines += _record(state, journey, 0, locale)
        for lane in lookup.lanes(state, journey.id):
            lines += _record(state, lane, 1, locale)
        for stage in lookup.stages(state, journey.id):
            lines += _record(state, stage, 1, locale)
            lines += _in_stage(state, stage, locale)
    for conflict in state.where(Conflict):
        place = f"{table_name(conflict.of_table, locale)} {conflict.of_id}"
        field = field_name(conflict.of_table, conflict.field, locale)
        lines.append(f"{table_name('conflicts', locale)}: {place}, {field}: {short(conflict.other, _LONG)}")
    return lines


def _in_stage(state: State, stage: Stage, locale: str) -> Iterator[str]:
    for point in sorted(state.where(Emotion, stage_id=stage.id), key=lambda point: point.after):
        yield from _record(state, point, 2, locale)
    cards = state.where(Card, stage_id=stage.id)
    for lane in lookup.lanes(state, stage.journey_id):
        for card in cards:
            if card.lane_id == lane.id:
                yield from _record(state, card, 2, locale, record_name(state, lane, locale))


def _record(state: State, record: Record, depth: int, locale: str, of: str = "") -> Iterator[str]:
    """Yield what a record is called, then the fields that hold something."""
    pad = "  " * depth
    said = getattr(record, "text", "") if isinstance(record, Card) else ""
    name = short(said, _LONG) or record_name(state, record, locale)
    kind = of or table_name(record.table, locale)
    yield f"{pad}{kind}: {name}"
    for field, info in type(record).model_fields.items():
        value = getattr(record, field)
        if field in _QUIET or value == info.get_default() or (isinstance(record, Lane) and field == "kind"):
            continue
        words = value_words(state, record, field, locale)
        yield f"{pad}  {field_name(record.table, field, locale)}: {words}"


def outline_text(state: State, locale: str) -> str:
    """Return the lines of :func:`outline` as one text; a line of its own for an empty document."""
    return "\n".join(outline(state, locale) or [text("difference.empty", locale)]) + "\n"
