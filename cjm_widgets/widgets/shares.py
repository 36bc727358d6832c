"""How many customers the persona of a card stands for, by its segment rule over bound data; knows no page."""

from __future__ import annotations

from math import isnan
from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import JourneyRecord, PersonaRecord
from cjm_widgets.model.signals import Change
from cjm_widgets.model.words import say

METRIC = "segment"


def binding_of(document: Document, persona_id: str) -> Any:
    """Return the latest binding of a journey that the persona is on, or None."""
    for journey_id, binding in reversed(document.bindings.items()):
        if document.state.find(JourneyRecord, journey_id) is None:
            continue
        if any(persona.id == persona_id for persona in Journey(document, journey_id).personas):
            return binding
    return None


def cells(document: Document, persona_id: str, locale: str) -> dict[str, dict[str, Any]]:
    """Return the share of the persona as a cell of the wire, or why there is none; nothing without data."""
    binding, persona = binding_of(document, persona_id), document.state.find(PersonaRecord, persona_id)
    if binding is None or persona is None or not persona.segment.strip():
        return {}
    cell = dict.fromkeys(("value", "low", "high", "reason", "base", "target"))
    told: dict[str, Any] = {"metric": METRIC, "stage_id": persona_id, "unit": "share", "n": 0}
    try:
        found = binding.size_of(document.persona(persona_id))
    except CjmError as error:
        return {
            METRIC: {persona_id: {**cell, **told, "state": "broken", "reason": say(error.message, locale)}}
        }
    if found is None:
        return {}
    share = None if isnan(found.share) else found.share
    return {METRIC: {persona_id: {**cell, **told, "state": "ok", "n": found.n, "value": share}}}


def part(document: Document, persona_id: str, locale: str) -> dict[str, dict[str, Any]]:
    """Return the same as what changed: null where there is no share any more."""
    return cells(document, persona_id, locale) or {METRIC: {persona_id: None}}


def changes_rule(change: Change, persona_id: str) -> bool:
    """Return whether a change gives the persona another rule."""
    sides = (change.before.find(PersonaRecord, persona_id), change.after.find(PersonaRecord, persona_id))
    return len({side.segment if side else None for side in sides}) > 1
