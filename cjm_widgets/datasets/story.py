"""Writes the sample story into a document, once; knows the model and no numbers of the survey or the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.ops import put, read_record
from cjm_widgets.model.order import key_at
from cjm_widgets.model.persona_fields import custom_key
from cjm_widgets.model.records import Deck, JourneyRecord, PersonaRecord

if TYPE_CHECKING:
    from cjm_widgets.model.document import Document

Part = dict[str, Any]


def build_story(document: Document, plan: Part, words: Part, locale: str) -> Journey:
    """Return the journey of the story, made as one batch unless it is there."""
    title = words["journey"]["title"]
    made = derived_id("journey", title)
    for record in document.state.where(JourneyRecord):
        if record.id == made or record.title == title:
            return Journey(document, record.id)
    with document.batch("add_sample"):
        if not document.state.where(Deck):
            document.edit_deck(**words["deck"])
        personas = {key: _persona(document, key, plan, words, locale) for key in plan["personas"]}
        fields = {**words["journey"], "tags": [words["tag"]], "personas": list(personas.values())}
        journey = document.add_journey(fields.pop("title"), template="blank", locale=locale, **fields)
        _grid(journey, plan, words)
        _emotions(journey, personas, plan, words)
    return journey


def _persona(document: Document, key: str, plan: Part, words: Part, locale: str) -> str:
    """Add a persona under an id of its own language, so that both stories fit in one document."""
    fields = {**plan["personas"][key], **words["personas"][key]}
    _own_fields(fields)
    persona_id = derived_id("persona", "sample", locale, key)
    people = document.state.where(PersonaRecord)
    if any(person.id == persona_id for person in people):
        return persona_id
    fields["channels"] = [
        {"channel": words["channels"][channel], "weight": weight}
        for channel, weight in fields["channels"].items()
    ]
    record = read_record("personas", {"id": persona_id, "order": key_at(people, None), **fields})
    document.commit([put(record)], label="add_persona")
    return persona_id


def _own_fields(fields: Part) -> None:
    """Join the fields of one's own, and what each field rests on, with their words."""
    own, sources = fields.pop("own"), fields.pop("sources")
    keys = {key: custom_key(each["name"]) for key, each in own.items()}
    fields["custom_fields"] = [{**each, **own[key]} for key, each in fields["custom_fields"].items()]
    fields["evidence"] = [
        {"field": keys.get(field, field), "evidence": kind, **sources.get(field, {})}
        for field, kind in fields["evidence"].items()
    ]


def _grid(journey: Journey, plan: Part, words: Part) -> None:
    """Add stages, lanes, touchpoint chips and cards."""
    stages = {
        key: journey.add_stage(phase=phase, **words["stages"][key]) for key, phase in plan["stages"].items()
    }
    lanes = {
        key: journey.add_lane(**{**fields, **words["lanes"].get(key, {})})
        for key, fields in plan["lanes"].items()
    }
    for stage, channels in plan["touchpoints"].items():
        for channel in channels:
            name = words["channels"][channel]
            journey.document.add_channel(name, **plan["channels"][channel])
            usage = plan["usage"].get(f"{stage}.{channel}", "both")
            journey.add_card(lane=lanes["touchpoints"], stage=stages[stage], channel=name, usage=usage)
    for key, card in plan["cards"].items():
        fields = {**card, **words["cards"][key]}
        lane, stage = lanes[fields.pop("lane")], stages[fields.pop("stage")]
        journey.add_card(lane=lane, stage=stage, **fields)


def _emotions(journey: Journey, personas: dict[str, str], plan: Part, words: Part) -> None:
    """Draw one curve for each persona."""
    for persona, points in plan["emotions"].items():
        for stage, point in points.items():
            name = words["stages"][stage]["name"]
            journey.set_emotion(name, persona=personas[persona], **point, **words["emotions"][persona][stage])
