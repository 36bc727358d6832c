"""How records from a file become operations on a document, so that a second time changes nothing; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cjm_widgets.model import channels, persona_fields
from cjm_widgets.model.ops import Op, patch, put, read_record
from cjm_widgets.model.order import keys_behind
from cjm_widgets.model.records import (
    TABLES,
    Card,
    Channel,
    Conflict,
    Deck,
    Emotion,
    JourneyRecord,
    KeptData,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    SavedView,
    Stage,
    Step,
)
from cjm_widgets.model.state import State

_TOP = (PersonaRecord, Channel, JourneyRecord)
"""What stands beside that of others in a document: new ones go behind."""

_ALIKE: dict[type[Record], tuple[str, ...]] = {
    JourneyRecord: ("title",),
    Phase: ("journey_id", "role", "name"),
    Stage: ("journey_id", "name"),
    Step: ("stage_id", "name"),
    Lane: ("journey_id", "kind", "title", "metric"),
    Card: ("lane_id", "stage_id", "persona_id", "text", "channel_id", "picture"),
    Emotion: ("stage_id", "persona_id", "variant", "after"),
    SavedView: ("journey_id", "name"),
    KeptData: ("journey_id", "source"),
}
"""In what two records of a kind agree that are meant as one."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What applying a file to a document does.

    Attributes
    ----------
    ops : tuple of Op
        The batch; empty where nothing changes.
    added, changed : tuple of Record
        Records that are new, and those that get other values.
    there : int
        Records that are left as they are.
    ids : mapping of str to str
        Id in the file → id in the document.
    """

    ops: tuple[Op, ...]
    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    there: int
    ids: Mapping[str, str]


def merge(state: State, incoming: State, *, update: bool) -> Merged:
    """Return what brings `incoming` into `state`.

    A record whose id is there is the same one: with `update` its fields are set, else it stays. One that only
    is called the same, in the same place, is taken for it and stays. All others are added.

    Parameters
    ----------
    state, incoming : State
        The document and the file.
    update : bool
        Whether records found by their id get what the file says.
    """
    ids = _same(state, incoming)
    ops: list[Op] = []
    added: list[Record] = []
    changed: list[Record] = []
    there = 0
    for model in TABLES.values():
        if model is Conflict:
            continue
        known = state.table(model)
        new: list[Record] = []
        for record in incoming.table(model).values():
            target = _called(record, ids)
            current = known.get(target.id)
            if current is None:
                new.append(target)
                continue
            fields = _changes(current, target) if update and target.id == record.id else {}
            if fields:
                ops.append(patch(current, **fields))
                changed.append(target)
            else:
                there += 1
        if model in _TOP and known:
            new = _behind(list(known.values()), new)
        ops += [put(record) for record in new]
        added += new
    return Merged(tuple(ops), tuple(added), tuple(changed), there, ids)


def _behind(known: list[Any], new: list[Any]) -> list[Record]:
    new = sorted(new, key=lambda record: (record.order, record.id))
    keys = keys_behind(known, len(new))
    return [record.model_copy(update={"order": key}) for record, key in zip(new, keys, strict=True)]


def _same(state: State, incoming: State) -> dict[str, str]:
    """Return what each incoming record is called in the document: by its id, else by its name and place."""
    ids: dict[str, str] = {}
    for model in TABLES.values():
        there, coming = state.table(model), incoming.table(model)
        free: dict[object, list[str]] = {}
        for record_id, known in there.items():
            if record_id not in coming:
                free.setdefault(_key(known), []).append(record_id)
        for record_id, record in coming.items():
            twins = [] if record_id in there else free.get(_key(_called(record, ids)), [])
            ids[record_id] = twins.pop(0) if twins else record_id
    return ids


def _called(record: Record, ids: Mapping[str, str]) -> Record:
    """Return the record under the ids of the document."""
    changes: dict[str, Any] = {"id": ids.get(record.id, record.id)}
    for field in record.references:
        value = getattr(record, field)
        if isinstance(value, tuple):
            changes[field] = tuple(dict.fromkeys(ids.get(item, item) for item in value))
        elif value is not None:
            changes[field] = ids.get(value, value)
    changed = {name: value for name, value in changes.items() if value != getattr(record, name)}
    return record.model_copy(update=changed) if changed else record


def _key(record: Record) -> object:
    """Return what two records of one table have in common when they are meant as one; itself where none."""
    if isinstance(record, PersonaRecord):
        return record.name.casefold()
    if isinstance(record, Channel):
        return channels.key(record.name)
    if isinstance(record, Deck):
        return Deck.table
    fields = _ALIKE.get(type(record))
    return tuple(getattr(record, name) for name in fields) if fields else record.id


def _changes(current: Record, wanted: Record) -> dict[str, Any]:
    """Return the fields that differ; what a persona keeps private is not touched by a file without it."""
    before, after = current.model_dump(mode="json"), wanted.model_dump(mode="json")
    if isinstance(current, PersonaRecord) and current.private and not getattr(wanted, "private", ()):
        after = _with_private(current, after)
    if isinstance(current, _TOP):
        after["order"] = before["order"]
    return {name: value for name, value in after.items() if value != before[name]}


def _with_private(current: PersonaRecord, after: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a persona as wanted, with its private ones as they are."""
    hidden = set(current.private)
    held = current.model_dump(mode="json")
    kept = {name: held[name] for name in ("private", *hidden) if name in held}
    shown = persona_fields.public(current).model_dump(mode="json")
    for name, entry in (("custom_fields", "name"), ("evidence", "field")):
        if name not in hidden:
            visible = {part[entry] for part in shown[name]}
            kept[name] = [*after[name], *(part for part in held[name] if part[entry] not in visible)]
            if after[name] == shown[name]:
                kept[name] = held[name]  # nothing of it was changed: in its own order
    return read_record(PersonaRecord.table, {**after, **kept}).model_dump(mode="json")
