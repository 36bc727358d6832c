"""The part of a document that is about one journey or one persona, whole in itself; knows no document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_widgets.model.ops import references_of
from cjm_widgets.model.records import (
    Card,
    Channel,
    Conflict,
    Deck,
    Emotion,
    JourneyRecord,
    KeptData,
    Lane,
    PersonaRecord,
    Record,
    SavedView,
)
from cjm_widgets.model.state import State


def journey_excerpt(state: State, journey_id: str) -> State:
    """Return a journey with the personas it shows or mentions and the channels of the document.

    Other journeys, the data that numbers were kept for, and values that a merge set aside are left out.
    """
    people = _people(state, journey_id)

    def keep(record: Record) -> bool:
        if isinstance(record, PersonaRecord):
            return record.id in people
        if isinstance(record, Channel | Deck):
            return True
        if isinstance(record, KeptData | Conflict):
            return False
        return belongs(state, record, journey_id)

    found = _only(state, keep)
    views: dict[str, Record] = {
        view.id: view.model_copy(update={"personas": tuple(one for one in view.personas if one in people)})
        for view in found.table(SavedView).values()
    }
    return found.with_tables({SavedView.table: views})


def belongs(state: State, record: Record, journey_id: str) -> bool:
    """Tell whether a record is of a journey and stands in nothing of another one, where no map draws it."""
    if _journey_of(record) != journey_id:
        return False
    beside = [state.tables[table].get(target) for _, table, target in references_of(record)]
    return all(
        _journey_of(other) == journey_id if other.table == record.table else belongs(state, other, journey_id)
        for other in beside
        if other is not None and _journey_of(other) is not None
    )


def _journey_of(record: Record) -> str | None:
    return record.id if isinstance(record, JourneyRecord) else getattr(record, "journey_id", None)


def document_excerpt(state: State) -> State:
    """Return all journeys, personas and channels; what :func:`journey_excerpt` leaves out of one, of all."""
    return _only(state, lambda record: not isinstance(record, KeptData | Conflict))


def persona_excerpt(state: State, persona_id: str) -> State:
    """Return a persona with the channels of the document."""
    return _only(state, lambda record: record.id == persona_id or isinstance(record, Channel))


def people_excerpt(state: State) -> State:
    """Return the personas, the names of their 2×2 and the channels of a document."""
    return _only(state, lambda record: isinstance(record, PersonaRecord | Deck | Channel))


def _people(state: State, journey_id: str) -> set[str]:
    """Return the personas of a journey, or all where it names none, and those that its records mention."""
    named = state.get(JourneyRecord, journey_id).personas or tuple(state.table(PersonaRecord))
    of: dict[str, Any] = {"journey_id": journey_id}
    held = [lane.persona_id for lane in state.where(Lane, **of)]
    held += [card.persona_id for card in state.where(Card, **of)]
    held += [point.persona_id for point in state.where(Emotion, **of)]
    return {one for one in (*named, *held) if one}


def _only(state: State, keep: Callable[[Record], bool]) -> State:
    return state.with_tables(
        {name: {key: r for key, r in table.items() if keep(r)} for name, table in state.tables.items()}
    )
