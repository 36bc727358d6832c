"""What of a document goes into a file: all of it or one journey, without what is private; writes nothing."""

from __future__ import annotations

from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.model.document import Document
from cjm_widgets.model.excerpt import belongs
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.ops import references_of
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import (
    TABLES,
    Conflict,
    Deck,
    JourneyRecord,
    PersonaRecord,
    Record,
)
from cjm_widgets.model.state import State


def content(x: object, *, include_private: bool = False) -> State:
    """Return the records of a document, or of a journey with the personas and channels it needs.

    Fields of personas that are private are empty unless `include_private`; so are the other values of
    conflicts, which may hold one, left out.

    Raises
    ------
    BadInput
        `x` is neither.
    """
    state, journey_id = _of(x)
    chosen = _whole(state) if journey_id is None else _part(state, journey_id)
    if not include_private:
        place = {record.id: at for at, record in enumerate(state.where(PersonaRecord))}
        people = chosen[PersonaRecord.table]
        chosen[PersonaRecord.table] = {
            key: public(record, place[key])
            for key, record in people.items()
            if isinstance(record, PersonaRecord)
        }
        chosen[Conflict.table] = {}
    return State().with_tables(chosen)


def the_state(x: object) -> State:
    """Return all that is in the document of `x`.

    Raises
    ------
    BadInput
        `x` is neither a document nor a journey.
    """
    return _of(x)[0]


def the_journey(state: State, what: str) -> JourneyRecord:
    """Return the one journey of a content; `what` names the format that holds no more than one.

    Raises
    ------
    BadInput
        There is none, or there are several.
    """
    found = state.where(JourneyRecord)
    if len(found) == 1:
        return found[0]
    raise BadInput(
        f"A {what} file holds one journey; here are {len(found)}.", code="one_journey",
        expected="a journey, or a document with one",
        hint=f"Give one: doc.journey({found[0].title!r})." if found else "Add a journey first.",
    )  # fmt: skip


def _of(x: object) -> tuple[State, str | None]:
    if isinstance(x, Document):
        return x.state, None
    if isinstance(x, Journey):
        x.record  # noqa: B018 - says so when it was removed
        return x.document.state, x.id
    raise BadInput(
        "This cannot be written to a file.", where="x", value=x, expected="a journey or a document",
        hint='For instance: doc.journey("Returns").',
    )  # fmt: skip


def _whole(state: State) -> dict[str, dict[str, Record]]:
    return {name: dict(table) for name, table in state.tables.items()}


def _part(state: State, journey_id: str) -> dict[str, dict[str, Record]]:
    """Return a journey, what belongs to it, and what these refer to."""
    chosen: dict[str, dict[str, Record]] = {name: {} for name in TABLES}

    def take(record: Record) -> None:
        if record.id in chosen[record.table]:
            return
        chosen[record.table][record.id] = record
        for _, table, target in references_of(record):
            other: Any = state.tables[table].get(target)
            if other is not None:
                take(other)

    journey = state.get(JourneyRecord, journey_id)
    take(journey)
    if not journey.personas:
        for persona in state.where(PersonaRecord):
            take(persona)
    for model in TABLES.values():
        if "journey_id" in model.references:
            for record in state.table(model).values():
                if belongs(state, record, journey_id):
                    take(record)
    chosen[Deck.table] = {}
    return chosen
