"""Domain verbs as pure functions: a state and a wish in, a batch of operations out; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any, TypeGuard, get_args

from cjm_widgets.errors import BadInput, OperationRefused
from cjm_widgets.model import channels, curve_points, lookup
from cjm_widgets.model.fields import Color
from cjm_widgets.model.ids import derived_id, new_id
from cjm_widgets.model.ops import Op, apply, patch, put, read_record
from cjm_widgets.model.order import key_at
from cjm_widgets.model.plan import build
from cjm_widgets.model.records import (
    Card,
    Channel,
    Deck,
    Emotion,
    JourneyRecord,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    Stage,
)
from cjm_widgets.model.scales import factor, from_scale
from cjm_widgets.model.state import State
from cjm_widgets.model.templates import template as read_template
from cjm_widgets.model.wishes import check_new, record_of

PHASE_ROLES = ("before", "during", "after")
COLORS: tuple[str, ...] = get_args(Color)
Made = tuple[list[Op], str]
"""The batch, and the id of the record it is about (of the one that was there, when the batch is empty)."""


def _fresh(state: State, model: type[Record], record_id: str, again: bool) -> str | None:
    """Return the id for a new record, or None when `record_id` is there and no twin is wanted."""
    if record_id not in state.table(model):
        return record_id
    return new_id(model.prefix) if again else None


def add_journey(state: State, title: str, template: str, locale: str, fields: Mapping[str, Any]) -> Made:
    """Add a journey with the phases, stages and lanes of a template, unless its title is there."""
    check_new(JourneyRecord, "title", title, fields, "id title order")
    plan = read_template(template, locale)
    journey_id = derived_id("journey", title)
    for record in state.where(JourneyRecord):
        if record.id == journey_id or record.title == title:
            return [], record.id
    order = key_at(state.where(JourneyRecord), None)
    fields = journey_fields(state, fields)
    data = {"id": journey_id, "title": title, "order": order, "kind": plan["kind"], "shape": plan["shape"]}
    journey = record_of(JourneyRecord, **{**data, **fields})
    return [put(journey), *build(state, journey_id, plan)], journey_id


def journey_fields(state: State, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a journey with its personas, which may be handles or names, by their ids."""
    people = fields.get("personas")
    if not isinstance(people, list | tuple):
        return dict(fields)
    return {**fields, "personas": [lookup.find_persona(state, each).id for each in people]}


def add_persona(
    state: State, name: str, fields: Mapping[str, Any], start: Mapping[str, Any] | None = None
) -> Made:
    """Add a persona, unless its name is there; `start` is what a template fills, `fields` go before it."""
    check_new(PersonaRecord, "name", name, fields, "id name order")
    persona_id = derived_id("persona", name)
    personas = state.where(PersonaRecord)
    for record in personas:
        if record.id == persona_id or record.name == name:
            return [], record.id
    color = COLORS[len(personas) % len(COLORS)]
    data = {"id": persona_id, "name": name, "color": color, "order": key_at(personas, None)}
    return [put(record_of(PersonaRecord, **data, **_begun(start or {}, fields)))], persona_id


def _begun(start: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a template with those given in their place: these are no assumptions then."""
    data = {**start, **fields}
    if "evidence" in start and "evidence" not in fields:
        data["evidence"] = [entry for entry in start["evidence"] if entry["field"] not in fields]
    return data


def duplicate_persona(state: State, persona: PersonaRecord, name: str) -> Made:
    """Copy a persona under another name, behind the one it is of, unless that name is there."""
    check_new(PersonaRecord, "name", name, {}, "id name order")
    twin = derived_id("persona", name)
    personas = state.where(PersonaRecord)
    for record in personas:
        if record.id == twin or record.name == name:
            return [], record.id
    order = key_at(personas, personas.index(persona) + 1)
    color = COLORS[len(personas) % len(COLORS)]
    data = {"id": twin, "name": name, "order": order, "color": color, "x": None, "y": None}
    return [put(record_of(PersonaRecord, **{**persona.model_dump(), **data}))], twin


def edit_deck(state: State, fields: Mapping[str, Any]) -> list[Op]:
    """Set title and axis names of the 2×2; its record is made when it is first needed."""
    deck = deck_of(state)
    if deck.id in state.table(Deck):
        return edit(deck, fields)
    wanted = record_of(Deck, **{**deck.model_dump(), **fields})
    return [put(wanted)] if wanted != deck else []


def deck_of(state: State) -> Deck:
    """Return the 2×2 of the document; an empty one where there is none yet."""
    found = state.where(Deck)
    return found[0] if found else Deck(id=derived_id("deck", "personas"))


def add_stage(
    state: State,
    journey_id: str,
    name: str,
    phase: Phase | str | None,
    index: int | None,
    fields: Mapping[str, Any],
) -> Made:
    """Add a stage to a phase (made when it is not there), unless its name is there."""
    check_new(Stage, "name", name, fields, "id name order journey_id phase_id")
    stage_id = derived_id("stage", journey_id, name)
    stages = lookup.stages(state, journey_id)
    for record in stages:
        if record.id == stage_id or record.name == name:
            return [], record.id
    ops, phase_id = _phase_for(state, journey_id, phase, stages)
    siblings = [stage for stage in stages if stage.phase_id == phase_id]
    data = {"id": stage_id, "journey_id": journey_id, "phase_id": phase_id, "name": name, **fields}
    return [*ops, put(record_of(Stage, order=key_at(siblings, index), **data))], stage_id


def _phase_for(
    state: State, journey_id: str, wanted: Phase | str | None, stages: list[Stage]
) -> tuple[list[Op], str]:
    """Return the phase a new stage belongs to, with the operation that makes it where it is new."""
    phases = lookup.phases(state, journey_id)
    if isinstance(wanted, str) and wanted.casefold() in PHASE_ROLES:
        wanted = wanted.casefold()
    if wanted is None:
        if stages:
            return [], stages[-1].phase_id
        wanted = next((p for p in phases if p.role == "during"), phases[0] if phases else "during")
    for phase in phases:
        if wanted in (phase, phase.id, phase.name, phase.role):
            return [], phase.id
    if not isinstance(wanted, str):
        return [], lookup.find_phase(state, journey_id, wanted).id
    phase_id = derived_id("phase", journey_id, wanted)
    role = wanted if wanted in PHASE_ROLES else None
    index = None
    if role:
        rank = PHASE_ROLES.index(role)
        index = sum(1 for p in phases if p.role is None or PHASE_ROLES.index(p.role) < rank)
    data = {"id": phase_id, "journey_id": journey_id, "role": role, "name": "" if role else wanted}
    return [put(record_of(Phase, order=key_at(phases, index), **data))], phase_id


def add_lane(
    state: State,
    journey_id: str,
    kind: str,
    index: int | None,
    fields: Mapping[str, Any],
    *,
    again: bool = False,
) -> Made:
    """Add a lane, unless one of this kind, title and metric is there."""
    check_new(Lane, "kind", kind, fields, "id kind order journey_id")
    title, metric = fields.get("title", ""), fields.get("metric", "")
    for name, value in (("title", title), ("metric", metric)):
        check_new(Lane, name, value, {}, "")
    wanted = derived_id("lane", journey_id, kind, title, metric)
    lanes = lookup.lanes(state, journey_id)
    if not again:
        for lane in lanes:
            if lane.id == wanted or (lane.kind, lane.title, lane.metric) == (kind, title, metric):
                return [], lane.id
    lane_id = _fresh(state, Lane, wanted, again) or wanted
    data = {"id": lane_id, "journey_id": journey_id, "kind": kind, "order": key_at(lanes, index), **fields}
    return [put(record_of(Lane, **data))], lane_id


def add_card(
    state: State,
    journey_id: str,
    lane: Lane | str,
    stage: Stage | str,
    text: str,
    index: int | None,
    fields: Mapping[str, Any],
    *,
    again: bool = False,
) -> Made:
    """Add a card to a cell, unless the same call made it before; `channel` among the fields is a name."""
    asked = fields.get("channel")
    ops, fields = with_channel(state, fields)
    check_new(Card, "text", text, fields, "id text order journey_id lane_id stage_id")
    row = lookup.find_lane(state, journey_id, lane)
    lane_id, stage_id = row.id, lookup.find_stage(state, journey_id, stage).id
    fields = with_step(state, stage_id, fields)
    persona_id = fields.get("persona_id")
    wanted = derived_id("card", journey_id, lane_id, stage_id, text or asked or "", persona_id)
    card_id = _fresh(state, Card, wanted, again)
    if card_id is None:
        return [], wanted
    order = key_at(cell(state, lane_id, stage_id), index)
    own = "" if text == asked and row.kind in channels.CHIP_KINDS else text
    said = channels.settled(apply(state, ops).state, row, {**fields, "text": own})
    data = {"id": card_id, "journey_id": journey_id, "lane_id": lane_id, "stage_id": stage_id}
    return [*ops, put(record_of(Card, order=order, **data, **said))], card_id


def add_channel(state: State, name: str, fields: Mapping[str, Any]) -> Made:
    """Add a word to the channel vocabulary, unless it is there in any case of letters.

    The chips that say it already refer to it from now on.
    """
    check_new(Channel, "name", name, fields, "id name order")
    channels.check_name(state, name)
    channel_id = derived_id("channel", name.casefold())
    there = state.find(Channel, channel_id) or channels.find(state, name)
    if there is not None:
        return [], there.id
    data = {"id": channel_id, "name": name, "order": key_at(state.where(Channel), None), **fields}
    return [put(record_of(Channel, **data)), *channels.adopt(state, channel_id, name)], channel_id


def with_channel(state: State, fields: Mapping[str, Any]) -> tuple[list[Op], dict[str, Any]]:
    """Return `fields` with the id of the channel they name, with the operation that makes a new one."""
    rest = {name: value for name, value in fields.items() if name != "channel"}
    if "channel" not in fields:
        return [], rest
    if not isinstance(fields["channel"], str):
        raise OperationRefused(
            "A channel is called by its name.", code="invalid_value", table=Card.table, field="channel",
            value=fields["channel"], expected='a text; "" for none',
        )  # fmt: skip
    if not fields["channel"]:
        return [], {**rest, "channel_id": None}
    ops, channel_id = add_channel(state, fields["channel"], {})
    return ops, {**rest, "channel_id": channel_id}


def card_fields(state: State, card: Card, fields: Mapping[str, Any]) -> tuple[list[Op], dict[str, Any]]:
    """Return the fields of a card as its lane keeps them, with the operations that make a new channel."""
    asked = fields.get("channel")
    ops, fields = with_channel(state, fields)
    lane = state.get(Lane, card.lane_id)
    if asked and fields.get("text") == asked and lane.kind in channels.CHIP_KINDS:
        fields = {**fields, "text": ""}
    return ops, channels.settled(apply(state, ops).state, lane, fields, card)


def with_step(state: State, stage_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return `fields` with the id of the step of the stage they name; "" stands for none."""
    rest = {name: value for name, value in fields.items() if name != "step"}
    if "step" not in fields:
        return rest
    wanted = fields["step"]
    return {**rest, "step_id": lookup.find_step(state, stage_id, wanted).id if wanted else None}


def cell(state: State, lane_id: str, stage_id: str) -> list[Card]:
    """Return the cards of one cell, in order."""
    return state.where(Card, lane_id=lane_id, stage_id=stage_id)


def edit(record: Record, fields: Mapping[str, Any]) -> list[Op]:
    """Set fields of a record; those that hold the value already are left out."""
    wanted = read_record(record.table, {**record.model_dump(), **fields})
    changed = {
        name: value for name, value in fields.items() if getattr(wanted, name) != getattr(record, name)
    }
    return [patch(record, **changed)] if changed else []


def move_card(
    state: State, card: Card, lane: Lane | str | None, stage: Stage | str | None, index: int | None
) -> list[Op]:
    """Move a card to another cell or place; at the end where no index is given."""
    lane_id = lookup.find_lane(state, card.journey_id, lane).id if lane is not None else card.lane_id
    stage_id = lookup.find_stage(state, card.journey_id, stage).id if stage is not None else card.stage_id
    others = [other for other in cell(state, lane_id, stage_id) if other.id != card.id]
    # a step belongs to one stage
    said: dict[str, Any] = {} if stage_id == card.stage_id else {"step_id": None}
    if lane_id != card.lane_id:
        words = {"text": card.text, **({"channel_id": card.channel_id} if card.channel_id else {})}
        said |= channels.settled(state, state.get(Lane, lane_id), words)
    return edit(card, {**said, "lane_id": lane_id, "stage_id": stage_id, "order": key_at(others, index)})


def move_stage(state: State, stage: Stage, phase: Phase | str | None, index: int | None) -> list[Op]:
    """Move a stage within its phase or to another one."""
    phase_id = lookup.find_phase(state, stage.journey_id, phase).id if phase is not None else stage.phase_id
    others = [
        s for s in lookup.stages(state, stage.journey_id) if s.phase_id == phase_id and s.id != stage.id
    ]
    return edit(stage, {"phase_id": phase_id, "order": key_at(others, index)})


def move_lane(state: State, lane: Lane, index: int | None) -> list[Op]:
    """Move a lane up or down."""
    others = [other for other in lookup.lanes(state, lane.journey_id) if other.id != lane.id]
    return edit(lane, {"order": key_at(others, index)})


def set_emotion(
    state: State,
    journey_id: str,
    stage: Stage | str,
    value: object,
    persona_id: str | None,
    fields: Mapping[str, Any],
    after: object = 0.0,
) -> Made:
    """Put the point of a curve at a stage or `after` it, or change it; the value lies between -2 and +2."""
    stage_id = lookup.find_stage(state, journey_id, stage).id
    check_new(Emotion, "variant", fields.get("variant", "as_is"), fields, "id value stage_id journey_id")
    if not _is_number(value) or not -2 <= value <= 2:
        raise BadInput("An emotion lies between -2 and +2.", where="value", value=value, expected="-2 … +2")
    low, high = fields.get("low"), fields.get("high")
    if _is_number(low) and _is_number(high) and low > high:
        raise BadInput("The range of an emotion goes from low to high.", where="low, high", value=(low, high))
    variant = fields.get("variant", "as_is")
    behind = curve_points.read_after(state, journey_id, stage_id, after)
    place = {"stage_id": stage_id, "persona_id": persona_id, "variant": variant}
    wanted = derived_id("emotion", journey_id, *place.values(), *([behind] if behind else []))
    current = lookup.find_emotion(state, journey_id, **place, after=behind) or _moved(state, wanted, place)
    fields = {**fields, "value": float(value), "after": behind}
    if current is not None:
        return edit(current, fields), current.id
    emotion_id = _fresh(state, Emotion, wanted, again=True) or wanted
    data = {"id": emotion_id, "journey_id": journey_id, **place, **fields}
    return [put(record_of(Emotion, **data))], emotion_id


def _moved(state: State, emotion_id: str, place: Mapping[str, Any]) -> Emotion | None:
    """Return the point the same call made before, if it was only moved to and fro behind its stage."""
    point = state.find(Emotion, emotion_id)
    same = point is not None and point.after and all(getattr(point, k) == v for k, v in place.items())
    return point if same else None


def on_stored_scale(value: Any, fields: Mapping[str, Any], scale: str) -> tuple[Any, dict[str, Any]]:
    """Return value, low and high of a scale as they are stored; what is no number is left to be refused."""
    if scale == "-2..+2":
        return value, dict(fields)
    read = {name: from_scale(x, scale) for name, x in {"value": value, **fields}.items()
            if name in ("value", "low", "high") and _is_number(x)}  # fmt: skip
    factor(scale)  # an unknown scale is refused even where there is no number
    return read.pop("value", value), {**fields, **read}


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, Real) and not isinstance(value, bool)
