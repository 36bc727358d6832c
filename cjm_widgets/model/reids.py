"""Calls the records of a document by other ids, wherever they are referred to; pure, knows no reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cjm_widgets.model.assignments import assignment_id
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.records import Assignment, Conflict, KeptData, Record
from cjm_widgets.model.state import State

_ID = re.compile(r"[a-z]+_[0-9a-z]{4,40}")


def with_ids(state: State, ids: Mapping[str, str]) -> State:
    """Return a document in which each id of `ids` is what it maps to, in records and in references to them.

    Where a record that is not in `ids` has such an id already, the two change places.
    """
    free = _without_clashes(state, ids)
    if not free:
        return state
    tables: dict[str, dict[str, Record]] = {}
    for table, records in state.tables.items():
        changed = (_renumbered(record, free) for record in records.values())
        tables[table] = {record.id: record for record in changed}
    return State().with_tables(tables)


def kept_id(journey_id: str, source: str) -> str:
    """Return the id of the record of the data of a journey, whoever makes it."""
    return derived_id(KeptData.prefix, journey_id, source)


def own_id(record: Record, ids: Mapping[str, str]) -> str | None:
    """Return the id of a record that is looked for by what it says, under the new id of its journey."""
    if isinstance(record, Assignment):
        return assignment_id(ids.get(record.journey_id, record.journey_id), record.label)
    if isinstance(record, KeptData):
        return kept_id(ids.get(record.journey_id, record.journey_id), record.source)
    return None


def _without_clashes(state: State, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that change; a record that stands where another one goes takes the place of that one."""
    there = {record.id for record in state.records()}
    found: dict[str, str] = {}
    given: set[str] = set()
    for old in sorted(there & ids.keys()):
        new = ids[old]
        if new != old and new not in given:
            found[old] = new
            given.add(new)
    for old, new in list(found.items()):
        if new in there and new not in found:
            found[new] = old
    return found


def _renumbered(record: Record, ids: Mapping[str, str]) -> Record:
    changes: dict[str, Any] = {"id": ids.get(record.id, record.id)}
    for field in record.references:
        value = getattr(record, field)
        changes[field] = (
            tuple(ids.get(each, each) for each in value)
            if isinstance(value, tuple)
            else ids.get(value, value)
        )
    if isinstance(record, Conflict):
        changes["of_id"] = ids.get(record.of_id, record.of_id)
        changes["other"] = _ID.sub(lambda found: ids.get(found[0], found[0]), record.other)
    return record.model_copy(update=changes)
