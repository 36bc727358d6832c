"""The content of a document without what is private, as it may leave the live board; knows no document."""

from __future__ import annotations

from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import Conflict, PersonaRecord, Record
from cjm_widgets.model.state import State


def public_state(state: State) -> State:
    """Return the content as anybody may have it.

    Private fields of personas are empty, and where the name is private "Persona" and a number stand for it.
    Versions of a persona that a merge set aside are left out, as they may hold what is private now.
    """
    people: dict[str, Record] = {
        persona.id: public(persona, at) for at, persona in enumerate(state.where(PersonaRecord))
    }
    set_aside: dict[str, Record] = {
        each.id: each for each in state.table(Conflict).values() if each.of_id not in people
    }
    return state.with_tables({"personas": people, "conflicts": set_aside})


def open_state(state: State) -> State:
    """Return the content with nothing private any more: for the author's own eyes."""
    people: dict[str, Record] = {
        key: persona.model_copy(update={"private": ()}) for key, persona in state.table(PersonaRecord).items()
    }
    return state.with_tables({"personas": people})
