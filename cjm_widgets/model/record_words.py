"""What records and the values of their fields are called in a language; changes and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cjm_widgets.locale import maybe, text
from cjm_widgets.model import lookup
from cjm_widgets.model.curve_points import point_place
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import (
    Card,
    Channel,
    Conflict,
    Emotion,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    Stage,
)
from cjm_widgets.model.state import State

_SHORT = 60
_LONG = 200
_CHOICES: Mapping[tuple[str, str], str] = {
    ("cards", "sentiment"): "map.sentiment_",
    ("cards", "evidence"): "map.evidence_",
    ("cards", "usage"): "card.usage_",
    ("emotions", "evidence"): "map.evidence_",
    ("journeys", "kind"): "map.kind_",
    ("journeys", "shape"): "journey.shape_",
    ("lanes", "kind"): "lanes.",
    ("lanes", "color"): "structure.color_",
    ("lanes", "role"): "structure.role_",
    ("personas", "color"): "persona.color_",
    ("phases", "role"): "map.phase_",
}
"""Where the words of a choice are in the catalogue."""
_PICTURES = ("avatar", "picture")


def table_name(table: str, locale: str) -> str:
    """Return what one record of a table is called."""
    return text(f"difference.table_{table}", locale)


def field_name(table: str, field: str, locale: str) -> str:
    """Return what a field is called, as the panels of the board call it."""
    panel = {"personas": "persona", "journeys": "journey"}.get(table)
    shown = maybe(f"{panel}.{field}", locale) if panel and field != "private" else None
    return shown or text(f"difference.field_{field}", locale)


def record_name(state: State, record: Record, locale: str) -> str:
    """Return what a record is called: its own words, or what stands for them."""
    if isinstance(record, Emotion):
        return _point(state, record, locale)
    if isinstance(record, Conflict):
        return field_name(record.of_table, record.field, locale)
    return short(_own_name(state, record, locale), _SHORT) or text("difference.nameless", locale)


def record_line(state: State, record: Record, locale: str) -> str:
    """Return what a record is, what it is called and where it stands, such as: stage “Purchase”."""
    name, place = record_name(state, record, locale), record_place(state, record, locale)
    key = "difference.record_at" if place else "difference.record"
    return text(key, locale, kind=table_name(record.table, locale), name=name, place=place)


def _own_name(state: State, record: Record, locale: str) -> str:
    if isinstance(record, Card):
        channel = state.find(Channel, record.channel_id)
        return record.text or (channel.name if channel else "")
    if isinstance(record, Lane):
        return record.title or text(f"lanes.{record.kind}", locale)
    if isinstance(record, Phase):
        return record.name or text(f"map.phase_{record.role or 'unnamed'}", locale)
    if isinstance(record, PersonaRecord):
        return public(record).name
    return str(
        next(
            (getattr(record, key) for key in ("name", "title", "label", "source") if hasattr(record, key)), ""
        )
    )


def _point(state: State, record: Emotion, locale: str) -> str:
    stage, persona = state.find(Stage, record.stage_id), state.find(PersonaRecord, record.persona_id)
    who = short(public(persona).name, _SHORT) if persona else text("difference.everyone", locale)
    stages = lookup.stages(state, record.journey_id) if record.after else [stage] if stage else []
    names = {each.id: short(each.name, _SHORT) for each in stages}
    return text("difference.point", locale, stage=point_place(record, names, locale), who=who)


def record_place(state: State, record: Record, locale: str) -> str:
    """Return where a card or a step stands: its lane and stage; empty for others."""
    parts = []
    for field, model in (("lane_id", Lane), ("stage_id", Stage)):
        owner = None if isinstance(record, Emotion) else state.find(model, getattr(record, field, None))
        if owner is not None:
            parts.append(record_name(state, owner, locale))
    return " · ".join(parts)


def value_words(state: State, record: Record, field: str, locale: str) -> str:
    """Return the value of a field in words; what it refers to goes by its name."""
    value = getattr(record, field)
    if value is None or value in ("", ()):
        return text("difference.nothing", locale)
    if isinstance(value, bool):
        return text("difference.yes" if value else "difference.no", locale)
    if field in _PICTURES:
        return text("difference.picture", locale)
    if isinstance(value, tuple):
        return ", ".join(_word(state, record, field, item, locale) for item in value)
    return _word(state, record, field, value, locale)


def _word(state: State, record: Record, field: str, value: Any, locale: str) -> str:
    table = record.references.get(field)
    if table is not None:
        found = state.tables[table].get(value)
        return record_name(state, found, locale) if found else text("difference.gone", locale)
    prefix = _CHOICES.get((record.table, field))
    if prefix is not None:
        return maybe(f"{prefix}{value}", locale) or str(value)
    if isinstance(value, BaseModel):
        shown = (str(part) for part in value.model_dump(exclude_defaults=True).values())
        return short(" ".join(shown), _LONG)
    if isinstance(value, str):
        return text("difference.quoted", locale, text=short(value, _LONG))
    return str(value)


def short(words: str, most: int) -> str:
    """Return the start of a text on one line."""
    line = " ".join(words[: most * 4].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
