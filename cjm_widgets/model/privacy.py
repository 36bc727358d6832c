"""The content of a document without what is private, as it may leave the live board; knows no document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import Card, Conflict, Emotion, PersonaRecord, Record
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


def veiled_ids(state: State) -> dict[str, str]:
    """Return the ids that tell whether a guess at a private name is right → what stands for them.

    The id of a persona is made from its first name, and that of a card or an emotion of it from this id. In
    their stead stand ids made from the place of each, so that two exports of one content call them the same.
    """
    hidden = [(at, one) for at, one in enumerate(state.where(PersonaRecord)) if "name" in one.private]
    if not hidden:
        return {}
    taken = {record.id for record in state.records()}
    ids = {persona.id: _free("persona", [at], taken) for at, persona in hidden}
    for record, place in list(_of_people(state, ids)):
        ids[record.id] = _free(record.prefix, place, taken)
    return ids


def _of_people(state: State, people: dict[str, str]) -> Iterator[tuple[Record, list[object]]]:
    """Yield cards and emotions of these personas with their places, in an order that owes nothing to ids."""
    told = {"id", "persona_id", "links"}
    own = [card for card in state.where(Card) if card.persona_id in people]
    for card in sorted(own, key=lambda card: card.model_dump_json(exclude=told)):
        yield card, [people[card.persona_id or ""], card.lane_id, card.stage_id, card.order]
    points = [point for point in state.where(Emotion) if point.persona_id in people]
    for point in sorted(points, key=lambda point: point.model_dump_json(exclude=told)):
        yield point, [people[point.persona_id or ""], point.stage_id, point.variant, point.after]


def _free(prefix: str, place: Iterable[object], taken: set[str]) -> str:
    parts = ["private", *place]
    while (made := derived_id(prefix, *parts)) in taken:
        parts.append("again")
    taken.add(made)
    return made
