"""How many customers the personas of a board stand for, by segment rules over bound data; knows no page."""

from __future__ import annotations

from math import isnan
from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import JourneyRecord, PersonaRecord
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State
from cjm_widgets.model.words import say
from cjm_widgets.widgets.scope import Scope

METRIC = "segment"
Cells = dict[str, dict[str, Any]]


def binding_of(document: Document, scope: Scope) -> Any:
    """Return the binding of the board's journey; of a card, the latest of a journey its persona is on."""
    if not scope.persona_id:
        return document.bindings.get(scope.journey_id or "")
    for journey_id, binding in reversed(document.bindings.items()):
        if document.state.find(JourneyRecord, journey_id) is None:
            continue
        if any(persona.id == scope.persona_id for persona in Journey(document, journey_id).personas):
            return binding
    return None


def rules_of(state: State, scope: Scope) -> dict[str, str]:
    """Return persona id → segment rule, of those the board shows that have one."""
    journey = state.find(JourneyRecord, scope.journey_id or "")
    shown = [scope.persona_id] if scope.persona_id else journey.personas if journey else ()
    found = [state.find(PersonaRecord, persona_id) for persona_id in shown]
    return {persona.id: persona.segment for persona in found if persona and persona.segment.strip()}


def cells(document: Document, scope: Scope, locale: str) -> Cells:
    """Return the share of each persona as a cell of the wire, or why there is none; {} without data."""
    binding = binding_of(document, scope)
    if binding is None:
        return {}
    told = {each: _cell(document, binding, each, locale) for each in rules_of(document.state, scope)}
    told = {persona_id: cell for persona_id, cell in told.items() if cell}
    return {METRIC: told} if told else {}


def part(document: Document, scope: Scope, locale: str, *, gone: tuple[str, ...] = ()) -> Cells:
    """Return the same as what changed: null for the personas that are `gone` and those without a share."""
    found = cells(document, scope, locale).get(METRIC, {})
    told = {each: found.get(each) for each in (*rules_of(document.state, scope), *gone)}
    return {METRIC: told} if told else {}


def changed(change: Change, scope: Scope) -> tuple[str, ...] | None:
    """Return the personas that lost their rule or their place on the board; None where no rule changed."""
    before, after = rules_of(change.before, scope), rules_of(change.after, scope)
    return tuple(each for each in before if each not in after) if before != after else None


def _cell(document: Document, binding: Any, persona_id: str, locale: str) -> dict[str, Any] | None:
    cell: dict[str, Any] = {
        **dict.fromkeys(("value", "low", "high", "reason", "base", "target")),
        "metric": METRIC, "stage_id": persona_id, "unit": "share", "n": 0,
    }  # fmt: skip
    try:
        found = binding.size_of(document.persona(persona_id))
    except CjmError as error:
        return {**cell, "state": "broken", "reason": say(error.message, locale)}
    if found is None:
        return None
    return {**cell, "state": "ok", "n": found.n, "value": None if isnan(found.share) else found.share}
